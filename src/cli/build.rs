//! `tminus build`: the site from the folder of plans.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::lock;
use super::project::{Project, refused, without_notes, without_vanished};
use super::report::{self, Format};
use crate::config::{Overrides, Settings};
use crate::diag::{Diagnostic, Files, Report};
use crate::output::{DirSink, Nowhere, Sink};
use crate::pipeline;
use crate::read::Disk;
use crate::read::git::{self, last_commits};

/// What was typed behind `build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Folder of the project: where book.toml is.
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Where the site goes, instead of `build-dir` of book.toml.
    #[arg(short, long, value_name = "OUT")]
    dest_dir: Option<PathBuf>,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Fails where tminus.lock would change, and writes neither it nor the site: for builds that nobody commits.
    #[arg(long)]
    locked: bool,
    /// One page a plan, to be read and nothing more: no codes, no sheets, no ledger.
    #[arg(long, conflicts_with = "locked")]
    plain: bool,
    /// Leaves code without colours. Only with --plain.
    #[arg(long, requires = "plain")]
    no_highlight: bool,
    /// Prints notes as well as errors and warnings.
    #[arg(long)]
    notes: bool,
}

/// Builds the site. Exit code: 0, 1 for an error in the plans, 2 in the settings, 3 on disk.
pub fn run(args: BuildArgs) -> ExitCode {
    if args.plain {
        return plain(args);
    }
    let Project { settings, mut input, mut report, files } = Project::open(&args.dir, args.dest_dir);
    input.commits = last_commits(&git::Command::in_folder(&args.dir), &settings.source_dir);
    if report.has_errors() {
        // The plans are still read through, so that one run tells of everything.
        let rest = pipeline::build(input, &Nowhere);
        report.extend(without_vanished(rest.report.diagnostics));
    } else {
        let read = files.text(pipeline::LEDGER_ID);
        report.extend(write((input, read), &settings, args.locked));
    }
    without_notes(&mut report, args.notes);
    report::print(&report, &files, args.format);
    report::exit(&report)
}

/// The plain form of the site. Exit codes as those of a whole build.
fn plain(args: BuildArgs) -> ExitCode {
    let (mut report, mut files) = (Report::default(), Files::default());
    let disk = Disk::new(&args.dir);
    let overrides = Overrides { dest_dir: args.dest_dir };
    let settings = pipeline::settings(&disk, &args.dir, overrides, &mut files).into_value(&mut report);
    report.extend(refused(&settings, &args.dir));
    if !report.has_errors() {
        let out = &settings.build_dir;
        match DirSink::open(out) {
            Ok(sink) => {
                let progress = Progress { sink: &sink, bar: bar() };
                let built = pipeline::plain(&disk, &settings, !args.no_highlight, &progress);
                progress.bar.finish_and_clear();
                files.extend(built.files);
                report.extend(built.report.diagnostics);
                if !report.has_errors() {
                    report.extend(sink.finish().err().map(|error| disk_error(out, &error)));
                    report::say(&format!("{} plans in {}", built.plans, out.join("index.html").display()));
                }
            }
            Err(error) => report.push(disk_error(out, &error)),
        }
    }
    without_notes(&mut report, args.notes);
    report::print(&report, &files, args.format);
    report::exit(&report)
}

fn disk_error(out: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("cannot-write", format!("cannot write the site: {error}"))
        .in_file(out)
        .hint("see whether the disk is full or the folder is read-only; the previous site is untouched")
}

/// Compiles into a folder beside the site and puts it in its place when all is well.
fn write(
    (input, read): (pipeline::Input, Option<&str>),
    settings: &Settings,
    locked: bool,
) -> Vec<Diagnostic> {
    let out = &settings.build_dir;
    let before = input.ledger.clone();
    let sink = match DirSink::open(out) {
        Ok(sink) => sink,
        Err(error) => return vec![disk_error(out, &error)],
    };
    let progress = Progress { sink: &sink, bar: bar() };
    let built = pipeline::build(input, &progress);
    let pages = progress.bar.position();
    progress.bar.finish_and_clear();
    if built.report.has_errors() {
        return built.report.diagnostics;
    }
    // The ledger goes first: codes that are remembered and not yet published harm nobody.
    if let Some(error) = lock::keep(&settings.root, read, (&before, &built.ledger), locked) {
        return built.report.diagnostics.into_iter().chain([error]).collect();
    }
    if let Err(error) = sink.finish() {
        return built.report.diagnostics.into_iter().chain([disk_error(out, &error)]).collect();
    }
    report::say(&format!("{} plans, {pages} files in {}", built.plans, out.join("index.html").display()));
    built.report.diagnostics
}

/// A sink that shows how far the build is, when somebody looks.
struct Progress<'a> {
    sink: &'a DirSink,
    bar: ProgressBar,
}

impl Sink for Progress<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.bar.inc(1);
        self.sink.put(path, bytes)
    }
}

/// Hidden where standard error is no terminal.
fn bar() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} files") {
        bar.set_style(style);
    }
    bar
}
