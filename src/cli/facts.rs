//! `tminus facts`: what was found, as JSON or text.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::diag::FileId;
use crate::markdown;
use crate::read::Source;
use crate::recognise::{Vocabulary, recognise};

pub fn run(files: &[PathBuf]) -> ExitCode {
    let vocabulary = Vocabulary::built_in();
    for path in files {
        let Ok(text) = std::fs::read_to_string(path) else { return ExitCode::from(3) };
        let source = Source { path: path.clone(), text, ..Source::default() };
        let document = markdown::parse(FileId(0), &source.text, source.body).value;
        let found = recognise(&source, &document, &vocabulary);
        match serde_json::to_string_pretty(&found.plan) {
            Ok(json) => println!("{json}"),
            Err(_) => return ExitCode::from(4),
        }
    }
    ExitCode::SUCCESS
}
