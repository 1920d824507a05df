//! Characters for which no font has a picture.

use std::collections::BTreeMap;

use crate::check::{Case, Rule};
use crate::diag::{Diagnostic, Report};

pub const RULE: Rule = Rule {
    code: "unknown-letter",
    text: "The text holds a character that means nothing outside the program that wrote it: of a private range, as word \
           processors use for bullets and symbols, or one that is none. Readers see an empty box or nothing, on screen \
           and on paper. Write the sign that was meant.",
    check,
};

fn check(case: &Case, report: &mut Report) {
    // By character: the first line, and on how many lines it stands.
    let mut found: BTreeMap<char, (u32, usize)> = BTreeMap::new();
    for (line, text) in (1..).zip(case.plan.source.text.lines()) {
        for c in text.chars().filter(|c| is_unknown(*c)) {
            found.entry(c).or_insert((line, 0)).1 += 1;
        }
    }
    for (c, (line, count)) in found {
        let what = match count {
            1 => "stands here".to_owned(),
            count => format!("stands here, and {count} times in all"),
        };
        report.push(
            Diagnostic::warning(
                RULE.code,
                format!("a character that no font shows (U+{:04X}) {what}", u32::from(c)),
            )
            .at(case.words(line, c.encode_utf8(&mut [0; 4])))
            .hint("write the sign that was meant; a bullet is `-`"),
        );
    }
}

/// Private ranges and what Unicode says will never be a character.
fn is_unknown(c: char) -> bool {
    let number = u32::from(c);
    matches!(number, 0xE000..=0xF8FF | 0xF_0000.. | 0xFDD0..=0xFDEF) || number & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::lines;

    #[test]
    fn private_signs_are_told_once_each_and_letters_of_all_scripts_are_not() {
        let text = "# A\n\n\u{f0b7} one\n\u{f0b7} two\n\nÄ 漢字 عربي 👩\u{200d}🚒 ☐ ✅ €\n\nx\u{fdd0}\n";
        assert_eq!(lines(&RULE, text), [3, 8]);
    }
}
