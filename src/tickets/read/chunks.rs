//! Lines of an input of any size; a very long one comes in pieces.

use std::io::{self, BufRead, Read};

/// Bytes of a piece at most.
const LONGEST: usize = 64 * 1024;

/// A line, or a piece of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Line from 1.
    pub line: u32,
    /// Column of its first character, from 1.
    pub column: u32,
    /// Without the line end; bytes that are no UTF-8 are replaced.
    pub text: String,
    /// Whether the line ends here.
    pub ends: bool,
    /// Bytes of the input that it was, line end and all.
    pub bytes: usize,
}

/// Why an input cannot be read as text.
#[derive(Debug)]
pub enum Fault {
    Disk(io::Error),
    /// What it is instead, in words.
    Binary(&'static str),
    /// More bytes than are read of a file that is read as a whole.
    Large(usize),
}

/// Cuts an input into chunks.
pub struct Chunks<R> {
    input: R,
    held: Vec<u8>,
    line: u32,
    column: u32,
    begun: bool,
}

impl<R: BufRead> Chunks<R> {
    pub fn of(input: R) -> Chunks<R> {
        Chunks { input, held: Vec::new(), line: 1, column: 1, begun: false }
    }

    /// The next chunk; `None` at the end.
    pub fn chunk(&mut self) -> Result<Option<Chunk>, Fault> {
        if !self.held.ends_with(b"\n") {
            let room = LONGEST.saturating_sub(self.held.len()) as u64;
            (&mut self.input).take(room).read_until(b'\n', &mut self.held).map_err(Fault::Disk)?;
        }
        if !self.begun {
            self.begun = true;
            if let Some(what) = binary(&self.held) {
                return Err(Fault::Binary(what));
            }
            if self.held.starts_with(b"\xEF\xBB\xBF") {
                self.held.drain(..3);
            }
        }
        if self.held.is_empty() {
            return Ok(None);
        }
        if self.held.contains(&0) {
            return Err(Fault::Binary("a binary file"));
        }
        let ends = self.held.ends_with(b"\n") || self.held.len() < LONGEST;
        let rest = if ends { Vec::new() } else { self.held.split_off(seam(&self.held)) };
        let bytes = std::mem::replace(&mut self.held, rest);
        Ok(Some(self.placed(&bytes, ends)))
    }

    fn placed(&mut self, bytes: &[u8], ends: bool) -> Chunk {
        let text = String::from_utf8_lossy(bytes);
        let text = if ends { text.trim_end_matches(['\n', '\r']) } else { &text };
        let chunk =
            Chunk { line: self.line, column: self.column, text: text.to_owned(), ends, bytes: bytes.len() };
        if ends {
            self.line = self.line.saturating_add(1);
            self.column = 1;
        } else {
            self.column = self.column.saturating_add(text.chars().count() as u32);
        }
        chunk
    }
}

/// Where a long line may be cut without cutting an address: behind a blank, else behind a quote or a bracket.
fn seam(bytes: &[u8]) -> usize {
    let behind = |is: &dyn Fn(&u8) -> bool| bytes.iter().rposition(is).map(|at| at + 1);
    behind(&|b| b.is_ascii_whitespace())
        .or_else(|| behind(&|b| matches!(b, b'"' | b'<' | b'>')))
        .or_else(|| behind(&|b| matches!(b, b',' | b'}' | b']')))
        .unwrap_or_else(|| {
            let start_of_letter = |b: &u8| b & 0xC0 != 0x80;
            bytes.iter().rposition(start_of_letter).filter(|at| *at > 0).unwrap_or(bytes.len())
        })
}

/// What a file is that is no text, by its first bytes.
fn binary(head: &[u8]) -> Option<&'static str> {
    const MARKS: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xFD7zXZ", "an xz archive"),
        (b"\x28\xB5\x2F\xFD", "a zstd archive"),
        (b"%PDF-", "a PDF document"),
        (b"SQLite format 3", "a database"),
        (b"\xD0\xCF\x11\xE0", "an old office document"),
    ];
    let mark = MARKS.iter().find(|(mark, _)| head.starts_with(mark));
    mark.map(|(_, what)| *what).or_else(|| head.contains(&0).then_some("a binary file"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<Chunk> {
        let mut chunks = Chunks::of(bytes);
        let mut found = Vec::new();
        while let Some(chunk) = chunks.chunk().unwrap() {
            found.push(chunk);
        }
        found
    }

    #[test]
    fn lines_keep_their_numbers() {
        let found = all(b"\xEF\xBB\xBFone\r\n\ntw\xFFo");
        let told: Vec<(u32, &str)> = found.iter().map(|c| (c.line, c.text.as_str())).collect();
        assert_eq!(told, [(1, "one"), (2, ""), (3, "tw\u{FFFD}o")]);
        assert!(all(b"").is_empty());
    }

    #[test]
    fn long_lines_come_in_pieces_and_no_address_is_cut() {
        let line = "ä https://runbooks.example/t/CRM-7F3K/ ".repeat(5000);
        let found = all(format!("{line}\nnext").as_bytes());
        assert!(found.len() > 3 && found.iter().all(|c| c.text.len() <= LONGEST));
        assert_eq!(found.iter().map(|c| c.text.matches("CRM-7F3K/ ").count()).sum::<usize>(), 5000);
        let joined: String = found.iter().filter(|c| c.line == 1).map(|c| c.text.as_str()).collect();
        assert_eq!(joined, line);
        let columns: Vec<u32> = found.iter().map(|c| c.column).collect();
        assert_eq!(columns[1] as usize, found[0].text.chars().count() + 1);
        assert_eq!((found.last().unwrap().line, found.last().unwrap().column), (2, 1));
        assert!(all("é".repeat(100_000).as_bytes()).iter().all(|c| !c.text.contains('\u{FFFD}')));
    }

    #[test]
    fn what_is_no_text_is_named() {
        for (bytes, what) in [(&b"PK\x03\x04..."[..], "ZIP"), (b"%PDF-1.7", "PDF"), (b"abc\0def", "binary")] {
            match Chunks::of(bytes).chunk() {
                Err(Fault::Binary(found)) => assert!(found.contains(what), "{found}"),
                other => panic!("{other:?}"),
            }
        }
    }
}
