//! `tminus build`: the site from the folder of plans.

mod back;
mod disk;
mod last_good;
mod plain;
mod progress;
mod same;
mod stop;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::lock;
use super::project::{Project, Settled, without_notes, without_vanished};
use super::report::{self, Format};
use crate::diag::{Diagnostic, Files, Report};
use crate::output::{How, Made, Nowhere, Published, SiteFolder};
use crate::pipeline::{self, Built};
use crate::read::git::{self, last_commits};
use progress::Progress;
use same::Same;
use stop::Stop;

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
    /// Publishes the plans that can be built, and of those that cannot what they said at the last build that could. The
    /// exit code is still 1.
    #[arg(long)]
    keep_last_good: bool,
    /// One page a plan, to be read and nothing more: no codes, no sheets, no ledger.
    #[arg(long, conflicts_with_all = ["locked", "keep_last_good"])]
    plain: bool,
    /// Leaves code without colours. Only with --plain.
    #[arg(long, requires = "plain")]
    no_highlight: bool,
    /// Builds nothing and puts the revision before in the place of the site; the same once more undoes it.
    #[arg(long, conflicts_with_all = ["locked", "keep_last_good", "plain", "verify", "no_sync"])]
    rollback: bool,
    /// Reads every published file, to find those that were changed by hand without a trace in their size and time.
    #[arg(long)]
    verify: bool,
    /// Does not wait until the disk has everything: for places that are thrown away when the power goes.
    #[arg(long)]
    no_sync: bool,
    /// Prints notes as well as errors and warnings.
    #[arg(long)]
    notes: bool,
}

/// What was said and is to be printed.
type Said = (Report, Files);

/// Builds the site. Exit code: 0, 1 for an error in the plans, 2 in the settings, 3 on disk, 129, 130 or 143 where it was
/// told to end.
pub fn run(args: BuildArgs) -> ExitCode {
    let settled = Settled::open(&args.dir, args.dest_dir.clone());
    if settled.report.has_errors() {
        let project = settled.read();
        return tell(&args, unpublished(project));
    }
    let out = settled.settings.build_dir.clone();
    let folder = match SiteFolder::hold(&out, &report::err) {
        Ok(folder) => folder,
        Err(error) => return tell(&args, only(disk::error(&out, &error))),
    };
    if args.rollback {
        return match back::back(&folder, &out) {
            Ok(said) => {
                report::out(&said);
                ExitCode::SUCCESS
            }
            Err(error) => tell(&args, only(error)),
        };
    }
    let stop = Stop::listen();
    let how = How {
        keep: settled.settings.keep,
        verify: args.verify,
        durable: !args.no_sync,
        stop: stop.flag.clone(),
    };
    let to = (&folder, &how);
    let (said, published) = match (args.plain, args.keep_last_good) {
        (true, _) => plain::publish(&args, &settled, to),
        (_, true) => last_good::publish(&args, &settled, to),
        _ => publish(&args, settled.read(), to),
    };
    match stop.code().filter(|_| published.is_none()) {
        Some(code) => {
            report::err("stopped; the site is as it was");
            ExitCode::from(code)
        }
        None => tell(&args, said),
    }
}

/// Names this very program: another one may make other pages of the same text.
fn this_program() -> String {
    let file = std::env::current_exe().and_then(|path| path.metadata());
    let seen = file.ok().map(|file| (file.len(), file.modified().ok()));
    format!("{} {seen:?}", env!("CARGO_PKG_VERSION"))
}

fn only(error: Diagnostic) -> Said {
    (Report { diagnostics: vec![error] }, Files::default())
}

fn tell(args: &BuildArgs, (mut report, files): Said) -> ExitCode {
    without_notes(&mut report, args.notes);
    report::print(&report, &files, args.format);
    report::exit(&report)
}

/// The findings of a project that is not built: the plans are still read through, so that one run tells of everything.
fn unpublished(project: Project) -> Said {
    let Project { input, mut report, files, .. } = project;
    let rest = pipeline::build(input, &Nowhere);
    report.extend(without_vanished(rest.report.diagnostics));
    (report, files)
}

/// Builds a project that was read, and publishes it when all is well.
fn publish(args: &BuildArgs, mut project: Project, to: (&SiteFolder, &How)) -> (Said, Option<Published>) {
    project.input.commits = last_commits(&git::Command::in_folder(&args.dir), &project.settings.source_dir);
    if project.report.has_errors() {
        return (unpublished(project), None);
    }
    let same = Same::of(&project);
    if let Some((last, published)) = same.stands(to) {
        let Project { settings, mut report, files, .. } = project;
        disk::say(&published, last.plans, &settings.build_dir);
        report.extend(last.found);
        return ((report, files), Some(published));
    }
    let Project { settings, input, mut report, files } = project;
    let read = files.text(pipeline::LEDGER_ID);
    let before = input.ledger.clone();
    let (built, published) = written(input, to, &|built| {
        // The ledger goes first: codes that are remembered and not yet published harm nobody.
        lock::keep(&settings.root, read, (&before, &built.ledger), args.locked)
    });
    if let Some(published) = &published {
        same.remember(&built, published, to.0);
        report.extend(built.report.diagnostics);
        report.extend(disk::told(published));
        disk::say(published, built.site.plans.len(), &settings.build_dir);
    } else {
        report.extend(built.report.diagnostics);
    }
    ((report, files), published)
}

/// Compiles into a folder beside the site and puts it in its place when all is well and `agreed` has nothing against it.
fn written(
    input: pipeline::Input,
    (folder, how): (&SiteFolder, &How),
    agreed: &dyn Fn(&Built) -> Option<Diagnostic>,
) -> (Built, Option<Published>) {
    let out = folder.path().to_owned();
    let sink = match folder.begin(how.clone()) {
        Ok(sink) => sink,
        Err(error) => {
            let mut built = pipeline::build(input, &Nowhere);
            built.report.push(disk::error(&out, &error));
            return (built, None);
        }
    };
    let progress = Progress::over(&sink);
    let before: Made = folder.recall();
    let mut built = pipeline::build_over(&before, &this_program(), input, &progress);
    progress.end();
    if built.report.has_errors() {
        return (built, None);
    }
    let room = sink.has_room().map_err(|error| disk::error(&out, &error));
    if let Some(error) = room.err().or_else(|| agreed(&built)) {
        built.report.push(error);
        return (built, None);
    }
    let text_of = |plan: &crate::site::SitePlan| plan.source.path.to_string_lossy().replace('\\', "/");
    let texts: BTreeMap<String, &str> =
        built.site.plans.iter().map(|plan| (text_of(plan), plan.source.text.as_str())).collect();
    match sink.finish(&texts) {
        Ok(published) => {
            if built.made != before {
                // What cannot be remembered is made again the next time.
                let _ = folder.remember(&built.made);
            }
            (built, Some(published))
        }
        Err(error) => {
            built.report.push(disk::error(&out, &error));
            (built, None)
        }
    }
}
