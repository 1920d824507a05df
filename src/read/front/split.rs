//! Where the front matter of a text begins and ends.

use std::ops::Range;

use crate::diag::{Diagnostic, FileId, Span};
use crate::read::limits;

/// A text parted in front matter and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The YAML between the markers; `None` where the text has no front matter.
    pub yaml: Option<Range<usize>>,
    /// First byte of the Markdown.
    pub body: usize,
}

const NONE: Split = Split { yaml: None, body: 0 };

/// Parts the text. Front matter is what stands between a first line `---` and the next line `---` or `...`, when its
/// first line reads like `key:`; a `---` before anything else is a rule of Markdown.
pub fn split(id: FileId, text: &str) -> Result<Split, Diagnostic> {
    let opening = first_line(text);
    if let Some(finding) = other_markers(id, text, opening) {
        return Err(finding);
    }
    if opening.trim_end() != "---" {
        return Ok(NONE);
    }
    let start = (opening.len() + 1).min(text.len());
    let Some((end, body)) = closing(text, start) else {
        return if begins_with_key(&text[start..]) { Err(never_closed(id, opening)) } else { Ok(NONE) };
    };
    let yaml = &text[start..end];
    if !begins_with_key(yaml) && !yaml.is_empty() {
        return Ok(NONE);
    }
    if yaml.len() > limits::FRONT_MATTER {
        return Err(too_long(id, opening, yaml.len()));
    }
    match second_block(text, body) {
        Some(line) => Err(second(id, line, opening.len())),
        None => Ok(Split { yaml: Some(start..end), body }),
    }
}

/// The first line from `start` on that closes the block, and where the text goes on.
fn closing(text: &str, start: usize) -> Option<(usize, usize)> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or("")
}

/// Whether the first line that is no comment reads like `key:`.
fn begins_with_key(yaml: &str) -> bool {
    let line = yaml.lines().find(|line| !line.starts_with('#')).unwrap_or("");
    let Some((key, rest)) = line.split_once(':') else { return line.starts_with('{') };
    let name = key.trim().trim_matches(['"', '\'']);
    !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || "_-.< ".contains(c))
        && name.split(' ').count() <= 3
        && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

fn never_closed(id: FileId, opening: &str) -> Diagnostic {
    Diagnostic::error("front-matter-not-closed", "the front matter that begins here is never closed")
        .at(Span::new(id, 0, opening.len()))
        .hint("end it with a line `---`")
}

fn too_long(id: FileId, opening: &str, length: usize) -> Diagnostic {
    let (limit, length) = (limits::FRONT_MATTER / 1024, length / 1024);
    Diagnostic::error(
        "front-matter-too-long",
        format!("the front matter has {length} KiB; the limit is {limit} KiB"),
    )
    .at(Span::new(id, 0, opening.len()))
    .hint("front matter holds a few keys; move text into the body of the plan")
}

/// Markers of other formats: TOML between `+++`, a language behind the dashes.
fn other_markers(id: FileId, text: &str, opening: &str) -> Option<Diagnostic> {
    let format = match opening.trim_end() {
        "+++" if text[opening.len()..].lines().any(|line| line.trim_end() == "+++") => "TOML".to_owned(),
        ";;;" => "JSON".to_owned(),
        line => {
            let word = line.strip_prefix("---")?.trim();
            let is_word = !word.is_empty() && word.len() < 12 && word.chars().all(char::is_alphanumeric);
            if !is_word || word.eq_ignore_ascii_case("yaml") || word.eq_ignore_ascii_case("yml") {
                return None;
            }
            word.to_owned()
        }
    };
    Some(
        Diagnostic::error("front-matter-format", format!("front matter in {format} is not read"))
            .at(Span::new(id, 0, opening.len()))
            .hint("write it as YAML between two lines `---`"),
    )
}

/// The first line of a second block right behind the first one, when there is one.
fn second_block(text: &str, body: usize) -> Option<Range<usize>> {
    let rest = &text[body..];
    let line = first_line(rest);
    let reopened = line.trim_end() == "---";
    let start = body + if reopened { line.len() + 1 } else { 0 };
    let inner = text.get(start..)?;
    let closes = inner.split("\n\n").next()?.lines().skip(1).any(|l| l.trim_end() == "---");
    (begins_with_key(inner) && closes && !inner.starts_with('#'))
        .then(|| start..start + first_line(inner).len())
}

fn second(id: FileId, line: Range<usize>, opening: usize) -> Diagnostic {
    Diagnostic::error("second-front-matter", "a second front matter begins here")
        .at(Span::new(id, line.start, line.end))
        .label(Span::new(id, 0, opening), "the first one")
        .hint("put all keys into one block, or leave an empty line before text")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(&str, &str)> {
        let split = split(FileId(0), text).unwrap();
        split.yaml.map(|yaml| (&text[yaml], &text[split.body..]))
    }

    #[test]
    fn front_matter_is_parted_from_the_body() {
        assert_eq!(parts("---\nid: a\n---\n# A\n"), Some(("id: a\n", "# A\n")));
        assert_eq!(parts("---  \n# note\nid: a\n...\n"), Some(("# note\nid: a\n", "")));
        assert_eq!(parts("---\nid: a\n---"), Some(("id: a\n", "")));
        assert_eq!(parts("---\n---\n# A\n"), Some(("", "# A\n")));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in [
            "---\n\n# A\n\n---\n",
            "---\n**Status**: open\n\n---\n",
            "# A\n---\nid: a\n---\n",
            "---",
            "---\n",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_at_its_line() {
        let code = |text: &str| split(FileId(0), text).unwrap_err().code;
        assert_eq!(code("---\ntitle: A\n\n# A\n"), "front-matter-not-closed");
        assert_eq!(code("+++\ntitle = 'A'\n+++\n"), "front-matter-format");
        assert_eq!(code("---js\nx\n---\n"), "front-matter-format");
        assert_eq!(code("---\nid: a\n---\nid: b\n---\n"), "second-front-matter");
        assert_eq!(code("---\nid: a\n---\n---\nid: b\n---\n"), "second-front-matter");
        assert_eq!(code(&format!("---\nid: {}\n---\n", "a".repeat(70_000))), "front-matter-too-long");
    }
}
