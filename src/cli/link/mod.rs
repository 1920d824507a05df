//! `tminus link`: the permanent address of a thing, ready to be pasted.

mod written;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::project::Project;
use super::report;
use crate::diag::{Report, Severity};
use crate::pipeline;
use crate::site::{MISSES, Site};
use crate::tickets::find::Base;
use crate::tickets::search::{Among, Found, search};
use crate::tickets::{Catalogue, Item, Tomb, alerts_json, prometheus};

/// What was typed behind `link`.
#[derive(Debug, Args)]
pub struct LinkArgs {
    /// A code in any case, an id, a heading, or words of a step, role, severity, setting or message.
    #[arg(required_unless_present = "alerts", value_name = "WHAT")]
    what: Option<String>,
    /// Folder of the project: where book.toml is.
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// How the link is written; `prometheus` goes with `--alerts`.
    #[arg(long, value_enum)]
    format: Option<LinkFormat>,
    /// Looks in one plan alone, by its code or folder.
    #[arg(long, value_name = "PLAN")]
    plan: Option<String>,
    /// Looks among things of one kind alone, such as `task` or `severity`.
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Prints all alerts with their links, as annotations for monitoring rules or as JSON.
    #[arg(long, conflicts_with_all = ["plan", "kind"])]
    alerts: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LinkFormat {
    Url,
    Markdown,
    Jira,
    Slack,
    Json,
    Prometheus,
}

/// Things that are listed at most where several fit.
const LISTED: usize = 20;

/// Prints the link. Exit code 1 where nothing fits, or several things fit equally.
pub fn run(args: &LinkArgs) -> ExitCode {
    // Behind `--alerts` the only word is the folder.
    let (what, dir) = match (&args.what, &args.dir) {
        (Some(dir), None) if args.alerts => ("", PathBuf::from(dir)),
        (what, dir) => (what.as_deref().unwrap_or(""), dir.clone().unwrap_or_else(|| PathBuf::from("."))),
    };
    let Project { input, mut report, files, .. } = Project::open(&dir, None);
    let (site, _) = pipeline::settled(input).into_value(&mut report);
    report.diagnostics.retain(|d| d.severity == Severity::Error);
    if !readable(&report) {
        report::print(&report, &files, report::Format::People);
        return report::exit(&report);
    }
    if site.settings.base_url.is_empty() {
        report::say("hint: set `base-url` in `[site]` of book.toml to have whole addresses");
    }
    if args.alerts { alerts(args, &site) } else { link(args, what, &site) }
}

/// Findings of a plan that are no reason to give no link to it, besides links of its own that miss; a plan that cannot be
/// read is one.
const BEARABLE: &[&str] =
    &["external-image", "forbidden-link", "asset-unsafe", "vanished-code", "allowed-signers"];

fn readable(report: &Report) -> bool {
    report
        .diagnostics
        .iter()
        .all(|d| MISSES.contains(&d.code) || BEARABLE.contains(&d.code) || d.code.starts_with("sign-off-"))
}

fn alerts(args: &LinkArgs, site: &Site) -> ExitCode {
    match args.format {
        None | Some(LinkFormat::Prometheus) => report::out(&prometheus(site)),
        Some(LinkFormat::Json) => report::out(&alerts_json(site, &Catalogue::of(site))),
        Some(_) => return usage("`--alerts` is written as `prometheus` or `json`"),
    }
    ExitCode::SUCCESS
}

fn link(args: &LinkArgs, what: &str, site: &Site) -> ExitCode {
    if args.format == Some(LinkFormat::Prometheus) {
        return usage("`--format prometheus` goes with `--alerts`");
    }
    let catalogue = Catalogue::of(site);
    let among = Among { plan: args.plan.clone(), kind: args.kind.clone() };
    let base = Base::parse(&site.settings.base_url).map_or_else(|| "/".to_owned(), |base| base.url);
    match search(&catalogue, what, &among) {
        Found::One(item) => {
            print_item(item, &base, args.format.unwrap_or(LinkFormat::Url));
            return ExitCode::SUCCESS;
        }
        Found::Several(items) => several(what, &items),
        Found::Gone(tomb, heir) => gone(tomb, heir.map(|item| written::url(item, &base))),
        Found::Nothing(near) => {
            eprintln!("error: nothing is called `{what}`");
            if let Some(near) = near {
                eprintln!("help: did you mean `{near}`?");
            }
        }
    }
    ExitCode::from(1)
}

/// The link alone where a program reads it; with its title where a person does.
fn print_item(item: &Item, base: &str, format: LinkFormat) {
    let url = written::url(item, base);
    match format {
        LinkFormat::Url | LinkFormat::Prometheus => {
            report::out(&url);
            if std::io::stdout().is_terminal() {
                report::out(&format!("{} {}: {}", item.kind, item.code, item.words));
            }
        }
        LinkFormat::Markdown => report::out(&written::markdown(item, &url)),
        LinkFormat::Jira => report::out(&written::jira(item, &url)),
        LinkFormat::Slack => report::out(&written::slack(item, &url)),
        LinkFormat::Json => report::out(&written::json(item, &url)),
    }
    if item.born {
        eprintln!(
            "warning: {} is not in tminus.lock yet; build and commit it before the link is pasted",
            item.code
        );
    }
}

fn several(what: &str, items: &[&Item]) {
    eprintln!("error: {} things fit `{what}` equally", items.len());
    for item in items.iter().take(LISTED) {
        eprintln!("  {:<12} {:<10} {:<10} {}", item.code, item.kind, item.plan, written::title(item));
    }
    if items.len() > LISTED {
        eprintln!("  and {} more", items.len() - LISTED);
    }
    eprintln!("help: name the code, or narrow it with `--plan` and `--kind`");
}

fn gone(tomb: &Tomb, heir: Option<String>) {
    let on = if tomb.on.is_empty() { String::new() } else { format!(" on {}", tomb.on) };
    eprintln!("error: {} {} was taken out{on}: {}", tomb.kind, tomb.code, tomb.why);
    if let Some(heir) = heir {
        eprintln!("help: take {heir}");
    }
}

fn usage(what: &str) -> ExitCode {
    eprintln!("error: {what}");
    ExitCode::from(2)
}
