//! The search index: everything in every plan, in small files that a page loads when somebody types.
//!
//! [`records`] lists what a plan holds, each with the address where it lives; a plan's records are cut into chunks of a
//! few kilobytes ([`chunk`]). [`terms`] says for each word which chunks hold it, in sorted blocks of a few kilobytes. The
//! manifest names the first word of each block. So a search loads the manifest, the blocks of its words and the best
//! chunks, however many plans there are. All files are scripts that call `tminus.data`, for those load from disk too.
//!
//! `assets/js/search.js` reads it and takes words apart exactly as [`words`] does.

mod body;
mod chunk;
mod kind;
mod records;
mod terms;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Mutex;

use rayon::prelude::*;

use crate::diag::{Diagnostic, Report};
use crate::site::{Site, SitePlan};
use chunk::Chunk;
use terms::Terms;

/// The folder of the index in the site.
pub const FOLDER: &str = "search";

/// So many plans are held at a time: enough for all threads, few enough for memory.
const BATCH: usize = 256;

/// Takes the path of a file of the index and its bytes. Called from many threads.
pub type Emit<'a> = dyn Fn(&str, &[u8]) -> Result<(), Diagnostic> + Sync + 'a;

/// Writes the index of all plans. What goes wrong in `emit` stands in the report.
pub fn write(site: &Site, emit: &Emit) -> Report {
    let failed = Mutex::new(Vec::new());
    let put = |name: &str, value: &str| {
        let script = format!("tminus.data(\"{FOLDER}/{name}\",{value});\n");
        let done = emit(&format!("{FOLDER}/{name}.js"), script.as_bytes());
        if let (Err(error), Ok(mut failed)) = (done, failed.lock()) {
            failed.push(error);
        }
    };
    let mut terms = Terms::default();
    let mut written = 0;
    for plans in site.plans.chunks(BATCH) {
        let chunks: Vec<Vec<Chunk>> =
            plans.par_iter().map(|plan| chunk::cut(plan, &kind::codes(plan))).collect();
        let numbered: Vec<(usize, &Chunk)> = (written..).zip(chunks.iter().flatten()).collect();
        numbered.par_iter().for_each(|(number, chunk)| put(&format!("r{number}"), &chunk.json));
        for (number, chunk) in numbered {
            terms.add(number as u32, chunk);
            written = number + 1;
        }
    }
    let blocks = terms.blocks();
    let firsts: Vec<String> = blocks.iter().map(|block| block.first.clone()).collect();
    (0..blocks.len()).into_par_iter().for_each(|at| put(&format!("w{at}"), &quoted(&blocks[at].text)));
    put("index", &manifest(&firsts));
    let mut report = Report::default();
    report.extend(failed.into_inner().unwrap_or_default());
    report
}

/// What every search needs first: the names and weights of the kinds, and the first word of each block.
fn manifest(firsts: &[String]) -> String {
    let kinds: Vec<String> =
        kind::KINDS.iter().map(|kind| format!("[{},{}]", quoted(kind.label), kind.weight)).collect();
    format!("{{\"kinds\":[{}],\"words\":{}}}", kinds.join(","), quoted(&firsts.join(" ")))
}

/// A text as it stands in a script.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned())
}

/// The plan's own word in the index, which no text can hold: it leads to all chunks of the plan.
fn own(plan: &SitePlan) -> String {
    format!("={}", words::fold(&plan.code))
}
