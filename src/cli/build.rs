//! `tminus build`: the site from the folder of plans.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::diag::{FileId, Severity};
use crate::output::{DirSink, refusal};
use crate::page::Theme;
use crate::pipeline::{Input, build};
use crate::read::Source;
use crate::recognise::Vocabulary;
use crate::site::SiteSettings;

pub fn run(dir: PathBuf, dest: Option<PathBuf>) -> ExitCode {
    let content = dir.join("content");
    let out = dest.unwrap_or_else(|| dir.join("book"));
    if let Some(why) = refusal(&out, &content) {
        eprintln!("error: {why}");
        return ExitCode::from(2);
    }
    let mut files: Vec<PathBuf> = std::fs::read_dir(&content)
        .into_iter()
        .flatten()
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort();
    let sources = files.into_iter().enumerate().filter_map(|(at, path)| {
        let text = std::fs::read_to_string(&path).ok()?;
        Some(Source { id: FileId(at as u32), path, text, ..Source::default() })
    });
    let settings = SiteSettings {
        title: "Operations runbooks".into(),
        language: "en".into(),
        ..SiteSettings::default()
    };
    let input = Input {
        settings,
        vocabulary: Vocabulary::built_in(),
        theme: Theme::built_in(),
        sources: sources.collect(),
    };
    let Ok(sink) = DirSink::open(&out) else { return ExitCode::from(3) };
    let report = build(input, &sink);
    for diagnostic in &report.diagnostics {
        eprintln!("{:?} {} {:?}", diagnostic.severity, diagnostic.message, diagnostic.path);
    }
    if report.count(Severity::Error) > 0 {
        return ExitCode::from(1);
    }
    match sink.finish() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(3),
    }
}
