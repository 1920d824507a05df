//! Characters in code that a reader does not see.

use crate::check::values::commands::pieces;
use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "hidden-character",
    text: "A command or other code holds a character that nobody sees: one that turns the direction of text, one without \
           width, or a letter of another script that looks like a Latin one. What is copied is then not what was read. \
           Type the line anew. In a plan without front matter this is a warning, else an error.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    for piece in pieces(case) {
        let Some((at, c, what)) = first(piece.text) else { continue };
        let message = format!("this code holds {what} (U+{:04X})", u32::from(c));
        let found = match case.plan.source.front.present {
            true => Diagnostic::error(RULE.code, message),
            false => Diagnostic::warning(RULE.code, message),
        };
        report.push(
            found.at(piece.span(case, at, c)).hint("type the line anew: what is copied is not what is read"),
        );
    }
}

/// The first such character of a line of code, and what it is.
fn first(text: &str) -> Option<(usize, char, &'static str)> {
    let hidden = text.char_indices().find_map(|(at, c)| {
        let what = match c {
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}' => {
                "a character that turns the direction of text"
            }
            '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' => "a character without width",
            _ => return None,
        };
        Some((at, c, what))
    });
    hidden.or_else(|| alike(text))
}

/// A letter that looks like a Latin one in a word of Latin letters.
fn alike(text: &str) -> Option<(usize, char, &'static str)> {
    const ALIKE: &str = "АВЕКМНОРСТУХаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοντ";
    let foreign = |c: char| ('\u{370}'..='\u{52F}').contains(&c);
    let mut start = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        // A word of the other script alone is a word; one letter of it in a Latin word is a trap.
        let all_alike = bare.chars().filter(|c| foreign(*c)).all(|c| ALIKE.contains(c));
        if bare.chars().any(|c| c.is_ascii_alphabetic())
            && all_alike
            && let Some((at, c)) = bare.char_indices().find(|(_, c)| foreign(*c))
        {
            return Some((start + at, c, "a letter of another script that looks like a Latin one"));
        }
        start += word.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn only_what_cannot_be_seen_is_found() {
        let text = "# A\n\n\u{5e9}\u{200f} text\n\n```sh\nrm \u{202e}x\nls\u{200b}\nc\u{430}t\nпривет cat Δt µs\n👩\u{200d}🚒\n```\n\nType `ls\u{2066}` and `ls`.\n";
        assert_eq!(lines(&RULE, text), [6, 7, 8, 13]);
    }
}
