//! The page of a comparison, written into its folder.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::super::report;
use crate::compare::Comparison;
use crate::diag::{Diagnostic, Outcome};
use crate::output::{How, SiteFolder, put, refusal, refusal_alone};
use crate::page::{self, Layouts, Theme};

/// Writes `index.html` and its styles into `out`, which is replaced as a whole. `plans` are folders of plans, which are
/// never written over.
pub fn page(
    comparison: &Comparison,
    theme: &Theme,
    (out, plans): (&Path, &[&PathBuf]),
    language: &str,
) -> Result<(), Diagnostic> {
    let over_plans = plans.iter().find_map(|plans| refusal(out, plans));
    if let Some(why) = over_plans.or_else(|| refusal_alone(out)) {
        return Err(Diagnostic::error("config", why).hint("name another folder with `--output`"));
    }
    let failed = |error: io::Error| {
        Diagnostic::error("cannot-write", format!("cannot write the page: {error}")).in_file(out)
    };
    let Outcome { value: layouts, diagnostics } = Layouts::compile(theme);
    if let Some(found) = diagnostics.into_iter().next() {
        return Err(found);
    }
    let files = page::changes(comparison, theme, &layouts, language)?;
    let folder = SiteFolder::hold(out, &report::say).map_err(failed)?;
    let sink = folder.begin(How { keep: 0, ..How::default() }).map_err(failed)?;
    for (path, bytes) in &files {
        put(path, bytes, &sink)?;
    }
    sink.finish(&BTreeMap::new()).map_err(failed)?;
    report::say(&format!("the page is {}", out.join("index.html").display()));
    Ok(())
}
