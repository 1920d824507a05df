//! `tminus ledger list`.

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::cli::report::{self, Format};
use crate::diag::{Files, Report};
use crate::ledger::{Code, Entry, Families, Kind, Ledger, State};
use crate::pipeline;
use crate::read::Disk;

/// What was typed behind `list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Tombstones instead of what lives.
    #[arg(long)]
    retired: bool,
    /// One plan alone, by its id or code.
    #[arg(long, value_name = "ID")]
    plan: Option<String>,
    /// Lines to read, or one JSON list.
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    #[default]
    Text,
    Json,
}

/// Lists what the ledger holds. The plans are not read.
pub fn run(dir: &Path, args: &ListArgs) -> ExitCode {
    let (mut report, mut files) = (Report::default(), Files::default());
    let ledger = pipeline::ledger(&Disk::new(dir), &mut files).into_value(&mut report);
    if report.has_errors() {
        report::print(&report, &files, Format::People);
        return report::exit_of_files(&report);
    }
    let families = Families::of_ledger(&ledger);
    let plan = match args.plan.as_deref().map(|name| plan_named(&ledger, name)) {
        Some(None) => {
            let known = ledger.entries().filter(|e| e.kind == Kind::Plan).filter_map(|e| e.id.as_deref());
            let hint = format!("there are {}", known.collect::<Vec<_>>().join(", "));
            let message = format!("the ledger has no plan `{}`", args.plan.as_deref().unwrap_or(""));
            return super::refused(crate::ledger::amend::Refusal { message, hints: vec![hint] });
        }
        named => named.flatten(),
    };
    let wanted = |entry: &&Entry| {
        let state = match entry.state {
            State::Retired(_) => args.retired,
            _ => !args.retired,
        };
        state && plan.as_ref().is_none_or(|plan| families.plan_of(&entry.code) == plan)
    };
    let entries = ledger.entries().filter(wanted);
    let text = match args.format {
        ListFormat::Text => entries.map(line).collect::<Vec<_>>().join("\n"),
        ListFormat::Json => {
            let all: Vec<Value> = entries.map(|entry| object(entry, families.plan_of(&entry.code))).collect();
            serde_json::to_string_pretty(&all).unwrap_or_default()
        }
    };
    report::out(&text);
    ExitCode::SUCCESS
}

fn plan_named(ledger: &Ledger, name: &str) -> Option<Code> {
    let code = Code::parse(name);
    let mut plans = ledger.entries().filter(|entry| entry.kind == Kind::Plan);
    plans.find(|e| e.id.as_deref() == Some(name) || Some(&e.code) == code.as_ref()).map(|e| e.code.clone())
}

fn line(entry: &Entry) -> String {
    let end = match &entry.state {
        State::Live => String::new(),
        State::Same(other) => format!("  (the same as {other})"),
        State::Retired(gone) => {
            let to = gone.to.as_ref().map_or_else(String::new, |to| format!(", leads to {to}"));
            format!("  (taken out {}: {}{to})", gone.on, gone.why)
        }
    };
    format!("{:<9} {:<9} {}{end}", entry.code, entry.kind.name(), entry.words)
}

fn object(entry: &Entry, plan: &Code) -> Value {
    let mut object = json!({
        "code": entry.code.as_str(),
        "kind": entry.kind.name(),
        "plan": plan.as_str(),
        "in": entry.parent.as_ref().map(Code::as_str),
        "id": entry.id,
        "words": entry.words,
        "published_as": entry.names,
    });
    match &entry.state {
        State::Live => object["state"] = json!("live"),
        State::Same(other) => {
            object["state"] = json!("same");
            object["same_as"] = json!(other.as_str());
        }
        State::Retired(gone) => {
            object["state"] = json!("retired");
            object["on"] = json!(gone.on);
            object["why"] = json!(gone.why);
            object["to"] = json!(gone.to.as_ref().map(Code::as_str));
        }
    }
    object
}
