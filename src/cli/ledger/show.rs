//! `tminus ledger show`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use super::{Opened, code, refused};
use crate::cli::report;
use crate::ledger::amend::{self, Refusal};
use crate::ledger::{Code, Entry, State};

/// What was typed behind `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The code, in any case.
    #[arg(value_parser = code)]
    code: Code,
}

/// Shows one code.
pub fn run(dir: &Path, args: &ShowArgs) -> ExitCode {
    let opened = Opened::read(dir);
    match opened.ledger.get(&args.code) {
        Some(entry) => {
            report::out(&told(&opened, entry));
            ExitCode::SUCCESS
        }
        None => refused(unknown(&opened, &args.code)),
    }
}

fn unknown(opened: &Opened, code: &Code) -> Refusal {
    let known = opened.ledger.entries().map(|entry| entry.code.as_str());
    let near = crate::diag::nearest(code.as_str(), known);
    let hint = match near {
        Some(near) => format!("did you mean {near}?"),
        None => "`tminus ledger list` shows all codes".to_owned(),
    };
    Refusal { message: format!("the ledger has no code {code}"), hints: vec![hint] }
}

fn told(opened: &Opened, entry: &Entry) -> String {
    let mut lines = vec![format!("{}  {}", entry.code, entry.kind.name()), format!("  \"{}\"", entry.words)];
    if let Some((plan, _, known)) = amend::standing(&opened.settled, &entry.code) {
        lines.push(format!("  stands in {}", amend::place(plan, known)));
        if known.thing.words != entry.words {
            lines.push(format!("  says now \"{}\"", known.thing.words));
        }
        lines.push(format!("  digest {}", known.thing.tree.short()));
    }
    lines.push(match &entry.state {
        State::Live if opened.settled.vanished.contains(&entry.code) => {
            "  gone from the plans: bring it back, or `tminus ledger retire` or `move`".to_owned()
        }
        State::Live => "  alive".to_owned(),
        State::Same(other) => format!("  means the same as {other}"),
        State::Retired(gone) => {
            let on = if gone.on.is_empty() { String::new() } else { format!(" on {}", gone.on) };
            let to = gone.to.as_ref().map_or_else(String::new, |to| format!("; leads to {to}"));
            format!("  taken out{on}: {}{to}", gone.why)
        }
    });
    if entry.pin.is_some() {
        lines.push("  moved; the next build settles it".to_owned());
    }
    lines.extend(entry.id.iter().map(|id| format!("  id {id}")));
    lines.extend(entry.file.iter().map(|file| format!("  file {file}")));
    lines.extend(entry.names.iter().map(|name| format!("  published as {name}")));
    lines.join("\n")
}
