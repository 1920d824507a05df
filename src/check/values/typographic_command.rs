//! Commands that a word processor dressed up.

use crate::check::values::commands::pieces;
use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "typographic-command",
    text: "A command holds a long dash in front of an option, curly quotes or a no-break blank, as word processors write \
           them. The shell takes them for letters, and the command fails or does something else. Write `-`, `\"`, `'` \
           and a plain blank.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    for piece in pieces(case).filter(|piece| piece.is_command) {
        let Some((at, c, plain)) = first(piece.text) else { continue };
        let name = if c == '\u{a0}' { "a no-break blank".to_owned() } else { format!("`{c}`") };
        let due = if plain == " " { "a plain blank".to_owned() } else { format!("`{plain}`") };
        report.push(
            Diagnostic::warning(RULE.code, format!("{name} stands in a command"))
                .at(piece.span(case, at, c))
                .hint(format!("write {due}: a shell takes it for a letter")),
        );
    }
}

/// The first such sign of a line that is no comment, and what is meant.
fn first(text: &str) -> Option<(usize, char, &'static str)> {
    let code = if text.trim_start().starts_with('#') { "" } else { text };
    let code = &code[..code.find(" # ").unwrap_or(code.len())];
    let mut before = ' ';
    for (at, c) in code.char_indices() {
        let after = code[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let option = before.is_whitespace() && (after.is_ascii_alphabetic() || "–—-".contains(after));
        match c {
            '–' if option => return Some((at, c, "-")),
            '—' if option => return Some((at, c, "--")),
            '“' | '”' | '„' => return Some((at, c, "\"")),
            '‘' | '’' => return Some((at, c, "'")),
            '\u{a0}' => return Some((at, c, " ")),
            _ => before = c,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn commands_alone_are_looked_at() {
        let text = "# A\n\nA – dash “here”.\n\n```sh\nls –a\necho “x”\n# it’s fine\nls # it’s – fine\nls\u{a0}-a\n```\n\n```text\n“x” –a\n```\n\nType `ls —all`, and `a – b` stays.\n";
        assert_eq!(lines(&RULE, text), [6, 7, 10, 17]);
    }
}
