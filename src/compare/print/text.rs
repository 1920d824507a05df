//! A difference for a person at a terminal, or in a pipe.
//!
//! What went stands in `[-…-]`, what came in `{+…+}`; on a terminal it is struck out and underlined as well.

use std::fmt::Write;

use super::{counts, fate, movement, summary};
use crate::compare::model::{
    Change, Class, Comparison, Direction, Fate, Piece, PlanDifference, PlanState, Reason, Revision, Saying,
};

/// Words at each end of a kept run that are shown.
const SHOWN: usize = 10;

/// The whole comparison. `colour`: for a terminal.
pub fn text(comparison: &Comparison, colour: bool) -> String {
    let paint = Paint { colour };
    let difference = &comparison.difference;
    let mut out = String::new();
    let _ = writeln!(out, "From {} to {}", comparison.old.shown(), comparison.new.shown());
    let _ = writeln!(out, "{}", summary(difference));
    for plan in &difference.plans {
        of_plan(&mut out, plan, paint);
    }
    out
}

fn of_plan(out: &mut String, plan: &PlanDifference, paint: Paint) {
    let _ = writeln!(out, "\n{}", paint.bold(&format!("{}  {}", plan.code, plan.title)));
    let whole = match (plan.state, plan.new.as_ref().or(plan.old.as_ref())) {
        (PlanState::Changed, _) | (_, None) => fate(plan),
        (_, Some(side)) => fate(plan).map(|fate| format!("{fate}: {}", holdings(side))),
    };
    for line in [revisions(plan), whole.unwrap_or_default(), counts(&|class| plan.count(class))] {
        if !line.is_empty() {
            let _ = writeln!(out, "  {line}");
        }
    }
    for class in Class::ALL {
        let mut changes = plan.changes.iter().filter(|change| change.class == class).peekable();
        if changes.peek().is_none() {
            continue;
        }
        let title = if class == Class::Loosened { "! Loosened" } else { class.title() };
        let title = if class == Class::Loosened { paint.wrong(title) } else { paint.bold(title) };
        let _ = writeln!(out, "\n  {title}");
        changes.for_each(|change| of_change(out, change, paint));
    }
}

/// `content/a.md, version 1 -> 2, revision … -> …`.
fn revisions(plan: &PlanDifference) -> String {
    let both = |value: &dyn Fn(&Revision) -> Option<String>| {
        let old = plan.old.as_ref().and_then(value);
        let new = plan.new.as_ref().and_then(value);
        match (old, new) {
            (Some(old), Some(new)) if old == new => Some(new),
            (Some(old), Some(new)) => Some(format!("{old} -> {new}")),
            (old, new) => old.or(new),
        }
    };
    let file = both(&|side| Some(side.file.clone()));
    let version = both(&|side| side.version.clone()).map(|version| format!("version {version}"));
    let digest = both(&|side| Some(side.short.clone()).filter(|short| !short.is_empty()));
    let digest = digest.map(|digest| format!("revision {digest}"));
    [file, version, digest].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What a plan that came or went as a whole holds.
pub fn holdings(side: &Revision) -> String {
    let count =
        |n: usize, one: &str, many: &str| (n > 0).then(|| format!("{n} {}", if n == 1 { one } else { many }));
    let all = [
        count(side.tasks, "task", "tasks"),
        count(side.criteria, "criterion", "criteria"),
        count(side.signatures, "signature", "signatures"),
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    if all.is_empty() { "nothing to tick or to sign".to_owned() } else { all.join(", ") }
}

fn of_change(out: &mut String, change: &Change, paint: Paint) {
    let code = change.code.as_ref().map_or_else(String::new, |code| format!("  {code}"));
    let tightened = if change.direction == Some(Direction::Tightened) { "  tightened" } else { "" };
    let place = paint.dim(&place(change));
    let _ = writeln!(out, "\n    {}{code}{tightened}  {place}", change.kind.label());
    let words = match (&change.before, &change.after) {
        _ if !change.words.is_empty() => pieces(&change.words, paint),
        (Some(before), None) => paint.went(&before.text),
        (None, Some(after)) => paint.came(&after.text),
        (_, after) => after.as_ref().map_or_else(String::new, |saying| saying.text.clone()),
    };
    for line in words.lines() {
        let _ = writeln!(out, "      {line}");
    }
    for line in movement(change).into_iter().chain(change.why.iter().map(|reason| of_reason(reason, paint))) {
        let _ = writeln!(out, "      = {line}");
    }
}

fn of_reason(reason: &Reason, paint: Paint) -> String {
    match reason.direction {
        Some(Direction::Loosened | Direction::Mixed) => paint.wrong(&format!("loosened: {}", reason.text)),
        Some(Direction::Tightened) => format!("tightened: {}", reason.text),
        None => reason.text.clone(),
    }
}

/// `L12 -> L14, Section`.
fn place(change: &Change) -> String {
    let line = |saying: &Saying| format!("L{}", saying.line);
    let lines = match (&change.before, &change.after) {
        (Some(before), Some(after)) if before.line != after.line => {
            format!("{} -> {}", line(before), line(after))
        }
        (Some(before), None) => format!("{} of the old side", line(before)),
        (_, after) => after.as_ref().map(line).unwrap_or_default(),
    };
    let section = change.after.as_ref().or(change.before.as_ref()).map_or("", |saying| &saying.section);
    if section.is_empty() { lines } else { format!("{lines}, {section}") }
}

fn pieces(pieces: &[Piece], paint: Paint) -> String {
    let mut out = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let words = piece.text.trim_start();
        // The blank stands outside of the marks.
        if words.len() < piece.text.len() && at > 0 {
            out.push(' ');
        }
        match piece.how {
            Fate::Kept => out.push_str(&shortened(words, at > 0, at + 1 < pieces.len())),
            Fate::Went => out.push_str(&paint.went(words)),
            Fate::Came => out.push_str(&paint.came(words)),
        }
        let next_came =
            pieces.get(at + 1).is_some_and(|next| next.how == Fate::Came && !next.text.starts_with(' '));
        if piece.how == Fate::Went && next_came && (at == 0 || words.contains(' ')) {
            out.push(' ');
        }
    }
    out
}

/// A long run of kept words with its middle left out.
fn shortened(text: &str, front: bool, back: bool) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let keep = |shown: bool| if shown { SHOWN } else { 0 };
    let (first, last) = (keep(front).max(if front { 0 } else { SHOWN / 2 }), keep(back));
    if words.len() <= first + last + SHOWN {
        return text.to_owned();
    }
    let end = words.len() - last;
    let tail = words[end..].join(" ");
    format!("{} …{}{tail}", words[..first].join(" "), if last > 0 { " " } else { "" })
}

/// Marks for a terminal, or none.
#[derive(Clone, Copy)]
struct Paint {
    colour: bool,
}

impl Paint {
    fn with(self, codes: &str, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let lines = text.lines().map(|line| format!("\u{1b}[{codes}m{line}\u{1b}[0m"));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    fn wrong(self, text: &str) -> String {
        self.with("1;31", text)
    }

    fn went(self, text: &str) -> String {
        self.with("9;31", &format!("[-{text}-]"))
    }

    fn came(self, text: &str) -> String {
        self.with("4", &format!("{{+{text}+}}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::rewording::rewording;

    #[test]
    fn long_wordings_are_shortened_around_the_change() {
        let plain = Paint { colour: false };
        let long = "w ".repeat(40);
        let row = rewording(&format!("{long}one {long}"), &format!("{long}two {long}"));
        let shown = pieces(&row, plain);
        assert!(shown.contains("w [-one-] {+two+} w") || shown.contains("w [-one-]{+two+} w"), "{shown}");
        assert!(shown.matches(" w").count() < 40, "{shown}");
    }

    #[test]
    fn only_a_terminal_gets_colours() {
        assert_eq!(Paint { colour: false }.wrong("x"), "x");
        assert_eq!(Paint { colour: true }.went("x"), "\u{1b}[9;31m[-x-]\u{1b}[0m");
    }
}
