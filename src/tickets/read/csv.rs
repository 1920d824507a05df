//! Cells by RFC 4180: commas and line ends in quotes belong to the cell. Semicolons, tabs and bars are known too.

use super::{Chunk, Stretch};

/// The signs that part cells, the likelier ones first.
const SIGNS: [char; 4] = [',', ';', '\t', '|'];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum At {
    #[default]
    Start,
    Plain,
    Quoted,
}

/// Cuts lines into cells.
#[derive(Debug, Default)]
pub struct Cells {
    sign: Option<char>,
    at: At,
}

impl Cells {
    /// The cells of a line, or the parts of them that stand in it. Quotes inside a cell stay doubled: no address holds
    /// one, so nothing is gained by reading them.
    pub(super) fn of(&mut self, chunk: &Chunk) -> Vec<Stretch> {
        let text = chunk.text.as_str();
        let sign = *self.sign.get_or_insert_with(|| sign(text));
        let mut cells = Vec::new();
        let mut begin = 0;
        let mut doubled = false;
        let mut push = |from: usize, to: usize| {
            if let Some(cell) = text.get(from..to).filter(|cell| !cell.is_empty()) {
                cells.push(Stretch::new(cell.to_owned(), from, Vec::new()));
            }
        };
        for (at, c) in text.char_indices() {
            if std::mem::take(&mut doubled) {
                continue;
            }
            match self.at {
                At::Start if c == '"' => {
                    begin = at + 1;
                    self.at = At::Quoted;
                }
                At::Quoted if c == '"' => {
                    doubled = text[at + 1..].starts_with('"');
                    if !doubled {
                        self.at = At::Plain;
                    }
                }
                At::Quoted => {}
                At::Start | At::Plain if c == sign => {
                    push(begin, at);
                    begin = at + c.len_utf8();
                    self.at = At::Start;
                }
                At::Start | At::Plain => self.at = At::Plain,
            }
        }
        push(begin, text.len());
        if chunk.ends && self.at != At::Quoted {
            self.at = At::Start;
        }
        cells
    }
}

/// The sign that parts the cells of the first line.
fn sign(line: &str) -> char {
    let count = |sign: char| line.split('"').step_by(2).map(|part| part.matches(sign).count()).sum::<usize>();
    SIGNS.into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(lines: &[&str]) -> Vec<String> {
        let mut reader = Cells::default();
        let of = |text: &&str| {
            let chunk = Chunk { line: 1, column: 1, text: (*text).to_owned(), ends: true, bytes: 0 };
            let cells = reader.of(&chunk);
            assert!(cells.iter().all(|c| text[c.in_chunk(0)..].starts_with(&c.text)));
            cells.into_iter().map(|c| c.text).collect::<Vec<_>>()
        };
        lines.iter().flat_map(of).collect()
    }

    #[test]
    fn quotes_hold_signs_and_lines() {
        assert_eq!(
            cells(&["id,link", "1,\"a, \"\"b\"\", c\",d", "2,\"one", "two, three\",end"]),
            ["id", "link", "1", "a, \"\"b\"\", c\"", "d", "2", "one", "two, three\"", "end"]
        );
    }

    #[test]
    fn other_signs_are_seen_in_the_first_line() {
        assert_eq!(cells(&["a;b", "1,5;x"]), ["a", "b", "1,5", "x"]);
        assert_eq!(cells(&["a\tb", "1,5\tx"]), ["a", "b", "1,5", "x"]);
        assert_eq!(cells(&["link", "x;y,z"]), ["link", "x;y", "z"]);
    }
}
