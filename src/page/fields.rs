//! Fields to fill, marked in commands and messages: `deploy [version]`.

use crate::markdown::Code;
use crate::markdown::html::escaped;
use crate::plan::Plan;

/// Letters that no plan writes: they stand in for fields while the text round them is coloured.
const STAND_INS: u32 = 0xF_0000;

/// The fields that the lines of a block of code hold, as written.
pub fn in_code<'a>(plan: &'a Plan, code: &Code) -> Vec<&'a str> {
    let lines = code.first_line..code.first_line + code.text.lines().count() as u32;
    let inside = |line: &u32| lines.contains(line);
    let items = plan.placeholders.bracket.items.iter();
    items.filter(|item| item.lines.iter().any(inside)).map(|item| item.text.as_str()).collect()
}

/// `text` written as HTML by `write`, every field in a mark of its own. The longest field wins.
pub fn marked(text: &str, fields: &[&str], write: impl Fn(&str) -> String) -> String {
    let mut fields: Vec<&str> = fields.iter().copied().filter(|f| !f.is_empty()).collect();
    fields.sort_unstable_by_key(|field| (std::cmp::Reverse(field.len()), *field));
    fields.dedup();
    let stand_ins: Vec<(char, &str)> =
        (STAND_INS..).filter_map(char::from_u32).zip(fields).filter(|(_, f)| text.contains(*f)).collect();
    if stand_ins.is_empty() || text.chars().any(|c| c as u32 >= STAND_INS) {
        return write(text);
    }
    let mut bare = text.to_owned();
    for (letter, field) in &stand_ins {
        bare = bare.replace(field, letter.encode_utf8(&mut [0; 4]));
    }
    let mut html = write(&bare);
    for (letter, field) in &stand_ins {
        html = html.replace(*letter, &format!("<mark class=\"fill\">{}</mark>", escaped(field)));
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::highlight;

    #[test]
    fn fields_are_marked_wherever_they_stand() {
        assert_eq!(
            marked("é [A <b>] & [A][A", &["[A]", "[A <b>]"], escaped),
            "é <mark class=\"fill\">[A &lt;b&gt;]</mark> &amp; <mark class=\"fill\">[A]</mark>[A"
        );
    }

    #[test]
    fn colours_do_not_part_a_field() {
        let html = marked("deploy --to [some-host] now", &["[some-host]"], |t| highlight(Some("bash"), t));
        assert!(html.contains("<mark class=\"fill\">[some-host]</mark>"), "{html}");
    }
}
