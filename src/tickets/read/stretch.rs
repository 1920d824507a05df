//! Runs of text inside a chunk, each with the way back to its place.

use super::Chunk;
use super::csv::Cells;
use super::json::Strings;

/// How an input is cut into stretches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Chats, Markdown, web pages: the line as it is.
    Text,
    /// Cells, by RFC 4180.
    Csv,
    /// Strings, with what stands between them.
    Json,
    /// Prometheus rules in YAML.
    Rules,
}

impl Format {
    /// The format that the name of a file tells.
    pub fn of_name(name: &str) -> Format {
        let name = name.to_lowercase();
        match name.rsplit('.').next().unwrap_or("") {
            "csv" | "tsv" => Format::Csv,
            "json" | "ndjson" | "jsonl" | "har" => Format::Json,
            "yml" | "yaml" | "rules" => Format::Rules,
            _ => Format::Text,
        }
    }
}

/// A run of text that is looked through on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    pub text: String,
    /// Byte of the chunk at which it begins.
    start: usize,
    /// Bytes of `text` behind which the chunk is further on than `text`, with how much.
    shifts: Vec<(usize, usize)>,
}

impl Stretch {
    pub(super) fn new(text: String, start: usize, shifts: Vec<(usize, usize)>) -> Stretch {
        Stretch { text, start, shifts }
    }

    /// The byte of the chunk at which the byte `at` of the text stands.
    pub fn in_chunk(&self, at: usize) -> usize {
        let before = self.shifts.partition_point(|(behind, _)| *behind <= at);
        let shift = before.checked_sub(1).and_then(|last| self.shifts.get(last)).map_or(0, |(_, by)| *by);
        self.start + at + shift
    }
}

/// Cuts the chunks of one input.
#[derive(Debug)]
pub enum Reader {
    Text,
    Csv(Cells),
    Json(Strings),
}

impl Reader {
    pub fn of(format: Format) -> Reader {
        match format {
            Format::Csv => Reader::Csv(Cells::default()),
            Format::Json => Reader::Json(Strings::default()),
            Format::Text | Format::Rules => Reader::Text,
        }
    }

    pub fn stretches(&mut self, chunk: &Chunk) -> Vec<Stretch> {
        match self {
            Reader::Text => vec![Stretch::new(chunk.text.clone(), 0, Vec::new())],
            Reader::Csv(cells) => cells.of(chunk),
            Reader::Json(strings) => strings.of(chunk),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_formats() {
        assert_eq!(Format::of_name("Tickets.CSV"), Format::Csv);
        assert_eq!(Format::of_name("channel.ndjson"), Format::Json);
        assert_eq!(Format::of_name("alerts.rules.yml"), Format::Rules);
        assert_eq!(Format::of_name("page.html"), Format::Text);
    }
}
