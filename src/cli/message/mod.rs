//! `tminus message`: a filled message, for a pipe.

mod offer;
mod print;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::project::Project;
use super::report;
use crate::diag::{Diagnostic, Files, Report, Severity, nearest};
use crate::message::{self, Blank, Mode, fold};
use crate::pipeline;
use crate::site::Site;
use offer::{Choice, Offer};

/// What was typed behind `message`.
#[derive(Debug, Args)]
pub struct MessageArgs {
    /// Name of a message of the site, or name or code of one of a plan.
    #[arg(required_unless_present = "list", value_name = "NAME")]
    name: Option<String>,
    /// Folder of the project: where book.toml is.
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Looks in one plan alone, by its code or folder.
    #[arg(long, value_name = "CODE")]
    plan: Option<String>,
    /// Fills a field; may be given several times.
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// The text alone, or everything about the message.
    #[arg(long, value_enum, default_value_t)]
    format: MessageFormat,
    /// Puts in front that this is an exercise.
    #[arg(long)]
    rehearsal: bool,
    /// Lists the messages that there are.
    #[arg(long, conflicts_with_all = ["set", "rehearsal"])]
    list: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum MessageFormat {
    #[default]
    Text,
    Json,
}

/// Prints the message. Exit code: 0, 1 while a field is missing or the message has an error, 2 for a name or field that
/// is not there, 3 where files cannot be read.
pub fn run(args: &MessageArgs) -> ExitCode {
    // Behind `--list` the only word is the folder.
    let (name, dir) = match (&args.name, &args.dir) {
        (Some(dir), None) if args.list => ("", PathBuf::from(dir)),
        (name, dir) => (name.as_deref().unwrap_or(""), dir.clone().unwrap_or_else(|| PathBuf::from("."))),
    };
    let Project { input, mut report, files, .. } = Project::open(&dir, None);
    if report.diagnostics.iter().any(|d| d.severity == Severity::Error && is_fatal(d.code)) {
        report::print(&report, &files, report::Format::People);
        return report::exit_of_files(&report);
    }
    let (site, _) = pipeline::settled(input).into_value(&mut report);
    report.extend(message::check(&site));
    let offers = offer::all(&site, args.plan.as_deref());
    let known = |plan: &str| site.plans.iter().any(|p| p.code.eq_ignore_ascii_case(plan) || p.id == plan);
    if let Some(plan) = args.plan.as_deref().filter(|plan| !known(plan)) {
        return refuse(unknown_plan(plan, &site), &files);
    }
    if args.list {
        print::list(&offers);
        return ExitCode::SUCCESS;
    }
    // What is wrong with other messages and with plans is no reason to keep back this one.
    let own = |d: &Diagnostic| d.severity == Severity::Error && is_of(d, name, &files);
    report.diagnostics.retain(own);
    if report.has_errors() {
        report::print(&report, &files, report::Format::People);
        return report::exit_of_files(&report);
    }
    match offer::choose(&offers, name) {
        Choice::One(offer) => fill(args, offer, &site, &files),
        Choice::Several(fitting) => refuse(several(name, &fitting), &files),
        Choice::None => refuse(unknown(name, &offers), &files),
    }
}

/// Findings after which nothing can be looked up.
fn is_fatal(code: &str) -> bool {
    matches!(code, "config" | "no-folder")
}

/// Whether a finding is about the message of this name.
fn is_of(finding: &Diagnostic, name: &str, files: &Files) -> bool {
    let path = finding.path.as_deref().or_else(|| files.path(finding.span?.file));
    path.is_some_and(|path| {
        let is_message = path.components().any(|part| part.as_os_str() == "messages");
        is_message && path.file_stem().is_some_and(|stem| stem == name)
    })
}

fn refuse(finding: Diagnostic, files: &Files) -> ExitCode {
    report::print(&Report { diagnostics: vec![finding] }, files, report::Format::People);
    ExitCode::from(2)
}

fn unknown_plan(plan: &str, site: &Site) -> Diagnostic {
    let found = Diagnostic::error("no-plan", format!("there is no plan `{plan}`"));
    match nearest(plan, site.plans.iter().flat_map(|p| [p.code.as_str(), p.id.as_str()])) {
        Some(near) => found.hint(format!("did you mean `{near}`?")),
        None => found.hint("name the code or the folder of a plan"),
    }
}

fn unknown(name: &str, offers: &[Offer]) -> Diagnostic {
    let found = Diagnostic::error("no-message", format!("there is no message `{name}`"));
    match nearest(name, offers.iter().map(|offer| offer.form.name.as_str())) {
        Some(near) => found.hint(format!("did you mean `{near}`?")),
        None => found.hint("`tminus message --list` lists them"),
    }
}

fn several(name: &str, fitting: &[&Offer]) -> Diagnostic {
    let found = Diagnostic::error("no-message", format!("{} plans have a message `{name}`", fitting.len()));
    let named = fitting.iter().take(20).filter_map(|offer| {
        let plan = offer.plan?;
        let code = offer.code.as_deref().unwrap_or(&offer.form.name);
        Some(format!("`{code}`: {}, {}", offer.form.title, plan.title()))
    });
    let found = named.fold(found, Diagnostic::hint);
    found.hint("name its code, or the plan with `--plan`")
}

fn fill(args: &MessageArgs, offer: &Offer, site: &Site, files: &Files) -> ExitCode {
    if args.rehearsal && offer.form.mode == Mode::Live {
        let what = format!("`{}` is written for earnest alone", offer.form.name);
        return refuse(Diagnostic::error("wrong-mode", what).hint("a drill needs a text of its own"), files);
    }
    let mut values: BTreeMap<usize, String> = BTreeMap::new();
    for set in &args.set {
        match value(set, &offer.form.blanks) {
            Ok((at, value)) => values.insert(at, value),
            Err(finding) => return refuse(finding, files),
        };
    }
    let rehearsal = args.rehearsal || offer.form.mode == Mode::Drill;
    let line = rehearsal.then(|| message::rehearsal_line(offer.language(site)));
    let filled = match offer.fill(&values, line) {
        Ok(filled) => filled,
        Err(finding) => {
            report::print(&Report { diagnostics: vec![finding] }, files, report::Format::People);
            return ExitCode::from(1);
        }
    };
    match args.format {
        MessageFormat::Text => report::exact(&filled.text),
        MessageFormat::Json => match print::json(offer, &values, &filled, rehearsal) {
            Some(json) => report::exact(&json),
            None => return ExitCode::from(4),
        },
    }
    if filled.missing.is_empty() {
        return ExitCode::SUCCESS;
    }
    print::missing(offer, &filled.missing);
    ExitCode::from(1)
}

/// Which field a `--set` fills, and with what.
fn value(set: &str, blanks: &[Blank]) -> Result<(usize, String), Diagnostic> {
    let Some((name, value)) = set.split_once('=') else {
        return Err(Diagnostic::error("no-field", format!("`{set}` fills nothing"))
            .hint("write `--set field=value`, in quotes where the value holds blanks"));
    };
    let exact = blanks.iter().position(|blank| blank.name == name);
    let Some(at) = exact.or_else(|| blanks.iter().position(|blank| blank.key == fold(name))) else {
        let found = Diagnostic::error("no-field", format!("the message has no field `{name}`"));
        let names: Vec<&str> = blanks.iter().map(|blank| blank.name.as_str()).collect();
        return Err(match nearest(name, names.iter().copied()) {
            Some(near) => found.hint(format!("did you mean `{near}`?")),
            None if names.is_empty() => found.hint("it has none"),
            None => found.hint(format!("there are {}", names.join(", "))),
        });
    };
    let choices = &blanks[at].choices;
    if value.is_empty() || choices.is_empty() || choices.iter().any(|choice| choice == value) {
        return Ok((at, value.to_owned()));
    }
    let found = Diagnostic::error("no-choice", format!("`{value}` is none of the choices of `{name}`"));
    Err(match nearest(value, choices.iter().map(String::as_str)) {
        Some(near) => found.hint(format!("did you mean `{near}`?")),
        None => found.hint(format!("possible are {}", choices.join(", "))),
    })
}
