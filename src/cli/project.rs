//! A project that was named on the command line, read as a build reads it.

use std::path::{Path, PathBuf};

use crate::config::{Overrides, Settings};
use crate::diag::{Diagnostic, Files, Report, Severity};
use crate::output::refusal;
use crate::pipeline;
use crate::read::Disk;

/// Settings, plans, layouts and words of a project, with what is wrong with them so far.
pub struct Project {
    pub settings: Settings,
    pub input: pipeline::Input,
    pub report: Report,
    /// The texts that messages quote.
    pub files: Files,
}

impl Project {
    /// Reads the project at `dir`; `dest_dir` stands for the folder of the site that the settings name.
    pub fn open(dir: &Path, dest_dir: Option<PathBuf>) -> Project {
        let mut report = Report::default();
        let mut files = Files::default();
        let disk = Disk::new(dir);
        let settings =
            pipeline::settings(&disk, dir, Overrides { dest_dir }, &mut files).into_value(&mut report);
        report.extend(refused(&settings, dir));
        let mut input = pipeline::read(&disk, &settings).into_value(&mut report);
        files.extend(std::mem::take(&mut input.files));
        Project { settings, input, report, files }
    }
}

/// Why the folder of the site must not be written, where it must not.
pub fn refused(settings: &Settings, dir: &Path) -> Option<Diagnostic> {
    let why = refusal(&settings.build_dir, &dir.join(&settings.source_dir))?;
    Some(Diagnostic::error("config", why).hint("name another folder with `--dest-dir`, or in book.toml"))
}

/// Findings without those of what is gone: where plans could not be read, nobody knows.
pub fn without_vanished(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.retain(|d| d.code != "vanished-code");
    findings
}

/// Takes the notes out of a report for those who did not ask for them.
pub fn without_notes(report: &mut Report, notes: bool) {
    if !notes {
        report.diagnostics.retain(|d| d.severity != Severity::Note);
    }
}
