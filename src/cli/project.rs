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

/// A project of which only the settings are read so far.
pub struct Settled {
    pub settings: Settings,
    pub report: Report,
    pub(super) disk: Disk,
    pub(super) files: Files,
}

impl Settled {
    /// Reads `book.toml` in `dir`; `dest_dir` stands for the folder of the site that it names.
    pub fn open(dir: &Path, dest_dir: Option<PathBuf>) -> Settled {
        let mut report = Report::default();
        let mut files = Files::default();
        let disk = Disk::new(dir);
        let settings =
            pipeline::settings(&disk, dir, Overrides { dest_dir }, &mut files).into_value(&mut report);
        if let Some(why) = refusal(&settings.build_dir, &dir.join(&settings.source_dir)) {
            report.push(
                Diagnostic::error("config", why)
                    .hint("name another folder with `--dest-dir`, or in book.toml"),
            );
        }
        Settled { settings, report, disk, files }
    }

    /// Reads the plans as they are now.
    pub fn read(&self) -> Project {
        let mut report = self.report.clone();
        let mut files = self.files.clone();
        let settings = self.settings.clone();
        let mut input = pipeline::read(&self.disk, &settings).into_value(&mut report);
        files.extend(std::mem::take(&mut input.files));
        Project { settings, input, report, files }
    }
}

impl Project {
    /// Reads the project at `dir`; `dest_dir` stands for the folder of the site that the settings name.
    pub fn open(dir: &Path, dest_dir: Option<PathBuf>) -> Project {
        Settled::open(dir, dest_dir).read()
    }
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
