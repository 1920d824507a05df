//! Keys with values in prose: `**Trigger:** text`, as lines of a paragraph or as items of a list.

use super::parts::Part;
use crate::markdown::{Block, Text, without_pictographs};

/// A key and what stands behind its colon.
#[derive(Debug, Clone)]
pub struct Field {
    pub key: String,
    /// Empty where nothing is written behind the colon.
    pub value: String,
    pub line: u32,
}

/// The fields of the part in source order: lines of paragraphs and items on the top level.
pub fn fields(part: &Part) -> Vec<Field> {
    part.blocks.iter().flat_map(|block| fields_of(block)).collect()
}

/// The fields of a block.
pub fn fields_of(block: &Block) -> Vec<Field> {
    if let Some(text) = block.paragraph() {
        return text.lines().iter().filter_map(|line| field(line, block.line)).collect();
    }
    let items = block.list().into_iter().flat_map(|list| list.items.iter());
    items.filter_map(|item| field(item.text.lines().first()?, item.line)).collect()
}

/// Reads a line that begins with `Key:`, in bold or plain.
pub fn field(line: &Text, fallback: u32) -> Option<Field> {
    let words = line.plain();
    let line_number = line.line().unwrap_or(fallback);
    if let Some((bold, rest)) = line.bold_lead() {
        let rest = rest.plain();
        let colon = [':', '：'];
        if bold.ends_with(colon) || rest.starts_with(colon) {
            let key = without_pictographs(bold.trim_end_matches(colon));
            let value = rest.trim_start_matches(colon).trim().to_owned();
            return Some(Field { key, value, line: line_number });
        }
    }
    let (key, value) = words.split_once([':', '：'])?;
    let key = without_pictographs(key);
    let short = !key.is_empty() && key.chars().count() <= 40 && key.split_whitespace().count() <= 5;
    let is_address = value.starts_with("//");
    (short && !is_address).then(|| Field { key, value: value.trim().to_owned(), line: line_number })
}
