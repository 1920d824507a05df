//! The code of a plan, line by line, as rules look at it.

use crate::check::Case;
use crate::diag::Span;
use crate::markdown::RunKind;

/// A line of a block of code, or code within a sentence.
pub struct Piece<'a> {
    pub text: &'a str,
    line: u32,
    /// Whether somebody is to type it: a block in the language of a shell, or code within a sentence.
    pub is_command: bool,
}

const SHELLS: &[&str] = &[
    "sh",
    "bash",
    "shell",
    "zsh",
    "console",
    "shell-session",
    "fish",
    "powershell",
    "ps1",
    "cmd",
    "bat",
    "terminal",
];

/// All lines of code of the plan in order.
pub fn pieces<'a>(case: &Case<'a>) -> impl Iterator<Item = Piece<'a>> + use<'a> {
    let mut found = Vec::new();
    case.walk(&mut |_, block| {
        if let Some(code) = block.code() {
            let is_command = code.lang.as_deref().is_some_and(|lang| SHELLS.contains(&lang));
            let lines = code.text.lines().zip(code.first_line..);
            found.extend(lines.map(|(text, line)| Piece { text, line, is_command }));
        }
    });
    case.plan.document.walk_texts(&mut |_, text| {
        let runs = text.runs.iter().filter(|run| run.kind == RunKind::Code);
        found.extend(runs.map(|run| Piece { text: &run.text, line: run.line, is_command: true }));
    });
    found.sort_by_key(|piece: &Piece| piece.line);
    found.into_iter()
}

impl Piece<'_> {
    /// The place of the character `c` at byte `at` of the piece.
    pub fn span(&self, case: &Case, at: usize, c: char) -> Span {
        let start = case.text(self.line).find(self.text).map(|found| case.start_of(self.line) + found + at);
        match start {
            Some(start) => Span::new(case.plan.source.id, start, start + c.len_utf8()),
            None => case.words(self.line, &c.to_string()),
        }
    }
}
