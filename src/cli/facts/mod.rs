//! `tminus facts`: what was found, as JSON or text.

mod summary;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::plan_file::{PlanFile, read_all};
use super::report::{self, Format};
use crate::diag::{Files, Report};
use crate::ledger;
use crate::plan::Plan;
use crate::read::repair::{Guesses, Mojibake};
use crate::recognise::Vocabulary;
use crate::site::{CrossLink, Site, SitePlan, SiteSettings};

/// What was typed behind `facts`.
#[derive(Debug, Args)]
pub struct FactsArgs {
    /// Plans in Markdown, with or without front matter.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A summary to read, or everything with its lines as JSON (several files: a list).
    #[arg(long, value_enum, default_value_t)]
    format: FactsFormat,
    /// Puts in the likeliest character where damaged text lost a byte.
    #[arg(long)]
    accept_guesses: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum FactsFormat {
    #[default]
    Text,
    Json,
}

#[derive(Serialize)]
struct Facts<'a> {
    #[serde(flatten)]
    plan: &'a Plan,
    cross_links: Vec<CrossLink>,
    mojibake: &'a Mojibake,
}

/// Prints what was found; findings go to standard error.
pub fn run(args: &FactsArgs) -> ExitCode {
    let (mut report, mut files) = (Report::default(), Files::default());
    let guesses = if args.accept_guesses { Guesses::Accept } else { Guesses::Leave };
    let plans = read_all(&args.files, guesses, &mut files, &mut report);
    let vocabulary = Vocabulary::built_in();
    let found: Vec<(SitePlan, Mojibake)> =
        plans.into_iter().filter_map(|plan| settled(plan, &vocabulary)).collect();
    let text = match args.format {
        FactsFormat::Text => {
            Some(found.iter().map(|(p, m)| summary::of(p, m)).collect::<Vec<_>>().join("\n"))
        }
        FactsFormat::Json => json(&found, args.files.len() > 1),
    };
    report::print(&report, &files, Format::People);
    match text {
        Some(text) => report::out(&text),
        None => return ExitCode::from(4),
    }
    report::exit_of_files(&report)
}

/// The plan alone as a site, so that its references are worked out.
fn settled(plan: PlanFile, vocabulary: &Vocabulary) -> Option<(SitePlan, Mojibake)> {
    let found = plan.found;
    let read = vec![(plan.source.into(), plan.document.into(), found.plan.into(), found.claims.into())];
    let site = Site::build(SiteSettings::default(), vocabulary.clone(), ledger::fresh(read).value).value;
    site.plans.into_iter().next().map(|p| (p, plan.mojibake))
}

/// One object for one file, a list for several; nothing when the only file could not be read.
fn json(found: &[(SitePlan, Mojibake)], several: bool) -> Option<String> {
    let facts: Vec<Facts<'_>> = found
        .iter()
        .map(|(plan, mojibake)| Facts { plan: &plan.plan, cross_links: CrossLink::all(plan), mojibake })
        .collect();
    match (several, facts.first()) {
        (true, _) => serde_json::to_string_pretty(&facts).ok(),
        (false, Some(one)) => serde_json::to_string_pretty(one).ok(),
        (false, None) => Some(String::new()),
    }
}
