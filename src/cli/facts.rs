//! `tminus facts`: what was found, as JSON or text.

use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use crate::diag::FileId;
use crate::markdown;
use crate::plan::Plan;
use crate::read::Source;
use crate::read::repair::{Guesses, Mojibake, repair};
use crate::recognise::{Vocabulary, recognise};
use crate::site::{CrossLink, Site, SiteSettings};

#[derive(Serialize)]
struct Facts<'a> {
    #[serde(flatten)]
    plan: &'a Plan,
    cross_links: Vec<CrossLink>,
    mojibake: &'a Mojibake,
}

pub fn run(files: &[PathBuf]) -> ExitCode {
    let vocabulary = Vocabulary::built_in();
    for path in files {
        let Ok(text) = std::fs::read_to_string(path) else { return ExitCode::from(3) };
        let repaired = repair(&text, Guesses::Leave);
        let source = Source { path: path.clone(), text: repaired.text, ..Source::default() };
        let document = markdown::parse(FileId(0), &source.text, source.body).value;
        let found = recognise(&source, &document, &vocabulary);
        let read = vec![(source, document, found.plan, found.claims)];
        let site = Site::build(SiteSettings::default(), vocabulary.clone(), read).value;
        for plan in &site.plans {
            let cross_links = CrossLink::all(plan);
            let facts = Facts { plan: &plan.plan, cross_links, mojibake: &repaired.mojibake };
            match serde_json::to_string_pretty(&facts) {
                Ok(json) => println!("{json}"),
                Err(_) => return ExitCode::from(4),
            }
        }
    }
    ExitCode::SUCCESS
}
