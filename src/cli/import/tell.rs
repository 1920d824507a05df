//! What an import did, in words.

use std::fmt::Write;
use std::path::Path;

use super::{ImportArgs, Imported};
use crate::read::repair::Sequence;

pub(super) fn of(plan: &Imported, from: &Path, to: &Path, args: &ImportArgs) -> String {
    let mut out = String::new();
    let verb = if args.dry_run { "would become" } else { "became" };
    let _ = writeln!(out, "{} {verb} {}", from.display(), to.display());
    repaired(&mut out, plan, args);
    let present = plan.found.present();
    if !present.is_empty() {
        let _ = writeln!(out, "  recognised  {}", present.join(", "));
    }
    let missing = plan.found.missing();
    if !missing.is_empty() {
        let _ = writeln!(out, "  missing     {}  (written as null, to be filled in)", missing.join(", "));
    }
    if !plan.unknown.is_empty() {
        let _ = writeln!(out, "  not ours    {}  (kept as comments)", plan.unknown.join(", "));
    }
    out
}

fn repaired(out: &mut String, plan: &Imported, args: &ImportArgs) {
    let mojibake = &plan.repaired.mojibake;
    let Some(codec) = mojibake.decoded_as else {
        let _ = writeln!(out, "  repaired    nothing: no damaged text");
        return;
    };
    let sure = mojibake.occurrences - mojibake.lossy_occurrences;
    let _ = writeln!(out, "  repaired    {sure} characters that were misread as {codec}");
    for sequence in mojibake.sequences.iter().filter(|s| !s.lossy) {
        let _ = writeln!(out, "    {}", line(sequence));
    }
    if mojibake.lossy_occurrences == 0 {
        return;
    }
    let what = if args.accept_guesses {
        "put in, please check"
    } else {
        "left as they are; `--accept-guesses` puts them in"
    };
    let _ =
        writeln!(out, "  guessed     {} characters that lost a byte ({what})", mojibake.lossy_occurrences);
    for sequence in mojibake.guesses() {
        let (n, why) = (sequence.candidates.unwrap_or(0), sequence.guess_because.unwrap_or_default());
        let _ = writeln!(out, "    {}: one of {n}, {why}", line(sequence));
    }
}

fn line(sequence: &Sequence) -> String {
    let lines: Vec<String> = sequence.lines.iter().map(u32::to_string).collect();
    let word = if lines.len() == 1 { "line" } else { "lines" };
    format!("{} -> {}  {word} {}", sequence.broken, sequence.fixed, lines.join(", "))
}
