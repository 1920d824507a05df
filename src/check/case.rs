//! A plan under check, with what rules ask most.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Span};
use crate::markdown::{Block, Lines, SectionId};
use crate::plan::Plan;
use crate::recognise::{Concept, Vocabulary};
use crate::site::SitePlan;

/// A finding that speaks of many lines labels so many of them.
const LABELS: usize = 20;

/// One plan while it is checked.
pub struct Case<'a> {
    pub plan: &'a SitePlan,
    pub vocabulary: &'a Vocabulary,
    lines: Lines,
}

impl<'a> Case<'a> {
    pub fn of(plan: &'a SitePlan, vocabulary: &'a Vocabulary) -> Case<'a> {
        Case { plan, vocabulary, lines: Lines::of(&plan.source.text) }
    }

    /// What was recognised.
    pub fn facts(&self) -> &'a Plan {
        &self.plan.plan
    }

    pub fn speaks(&self, concept: Concept, text: &str) -> bool {
        self.vocabulary.speaks(concept, text)
    }

    /// The text of a line (from 1).
    pub fn text(&self, line: u32) -> &'a str {
        let rest = self.lines.start(line).and_then(|start| self.plan.source.text.get(start..));
        rest.and_then(|rest| rest.lines().next()).unwrap_or("")
    }

    /// The byte at which a line (from 1) begins.
    pub fn start_of(&self, line: u32) -> usize {
        self.lines.start(line).unwrap_or(0)
    }

    /// Whether the line tells whom to call or how soon: a contact or a level of severity was read from it.
    pub fn is_of_people(&self, line: u32) -> bool {
        let facts = self.facts();
        facts.contacts.iter().any(|contact| contact.place.line == line)
            || facts.escalation.severities.iter().any(|s| s.sources.iter().any(|at| at.place.line == line))
    }

    /// The words of a line, marks and blanks around them left out.
    pub fn line(&self, line: u32) -> Span {
        let start = self.lines.start(line).unwrap_or(0);
        let whole = self.text(line).trim_end();
        let words = whole.trim_start_matches([' ', '\t', '-', '*', '+', '>', '|', '#']);
        let from = start + whole.len() - words.len();
        let words = words.trim_end_matches([' ', '|']);
        Span::new(self.plan.source.id, from, from + words.len())
    }

    /// `words` in a line, without regard to case; the whole line where they do not stand in it as they are.
    pub fn words(&self, line: u32, words: &str) -> Span {
        let text = self.text(line);
        let found = text.find(words).or_else(|| text.to_ascii_lowercase().find(&words.to_ascii_lowercase()));
        match (found, self.lines.start(line)) {
            (Some(at), Some(start)) if !words.is_empty() => {
                Span::new(self.plan.source.id, start + at, start + at + words.len())
            }
            _ => self.line(line),
        }
    }

    /// Those of `lines` that stand behind the front matter.
    pub fn in_body(&self, lines: &[u32]) -> impl Iterator<Item = u32> {
        let first = self.lines.line(self.plan.source.body);
        lines.iter().copied().filter(move |line| *line >= first)
    }

    /// Line of a byte of the source.
    pub fn line_of(&self, byte: u32) -> u32 {
        self.lines.line(byte as usize)
    }

    /// Where the plan as a whole is meant: its title, else its first line.
    pub fn title(&self) -> Span {
        let sections = &self.plan.document.sections;
        let title = sections.iter().find(|s| s.level == 1).or_else(|| sections.get(1));
        self.line(title.map_or_else(|| self.lines.line(self.plan.source.body), |t| t.line))
    }

    /// Places `found` at the first of `places` and labels the others.
    pub fn spread(&self, found: Diagnostic, places: &[Span], label: &str) -> Diagnostic {
        let Some((first, others)) = places.split_first() else { return found.at(self.title()) };
        others.iter().take(LABELS).fold(found.at(*first), |found, span| found.label(*span, label))
    }

    /// The finding without places on lines that hold a value in use: printers show the lines of places.
    pub fn without_secrets(&self, mut found: Diagnostic) -> Diagnostic {
        let mut secrets =
            self.facts().possible_secrets.iter().filter(|s| s.looks_like == "default").peekable();
        if secrets.peek().is_none() {
            return found;
        }
        let lines: BTreeSet<u32> = secrets.map(|s| s.line).collect();
        found.labels.retain(|(span, _)| !lines.contains(&self.line_of(span.start)));
        match found.span.map(|span| self.line_of(span.start)) {
            Some(line) if lines.contains(&line) => {
                let message = format!("line {line}: {}", found.message);
                let path = Some(self.plan.source.path.clone());
                Diagnostic { span: None, labels: Vec::new(), path, message, ..found }
            }
            _ => found,
        }
    }

    /// Calls `visit` for every block of the plan with its section, outer ones first.
    pub fn walk(&self, visit: &mut dyn FnMut(SectionId, &'a Block)) {
        for section in &self.plan.document.sections {
            section.walk(&mut |block| visit(section.id, block));
        }
    }
}

/// `1 contact`, `3 contacts`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`, each in backticks.
pub fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}
