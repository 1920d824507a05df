//! The lines of paragraphs, items and fences, one after the other.

use crate::markdown::{Block, Code, Item, NodeId, Text};

/// A line of the part with what the reader must know of it.
pub struct Line {
    pub text: Text,
    pub line: u32,
    pub node: NodeId,
    /// How it is written.
    pub form: &'static str,
    pub boxed: bool,
    /// Whether a list or more stands below it.
    pub holds_blocks: bool,
}

/// The lines of a block: of paragraphs, of items, and of fences without language below a title on sign-off.
pub fn lines_of(block: &Block, about: bool) -> Vec<Line> {
    if let Some(text) = block.paragraph() {
        return text
            .lines()
            .into_iter()
            .map(|text| {
                let form = if text.bold_lead().is_some() { "bold line" } else { "line" };
                Line {
                    line: text.line().unwrap_or(block.line),
                    node: block.id,
                    form,
                    boxed: false,
                    holds_blocks: false,
                    text,
                }
            })
            .collect();
    }
    if let Some(code) = block.code().filter(|code| about && code.lang.is_none()) {
        return lines_of_code(code, block.id);
    }
    let mut found = Vec::new();
    for item in block.list().into_iter().flat_map(|list| list.items.iter()) {
        lines_of_item(item, &mut found);
    }
    found
}

fn lines_of_item(item: &Item, found: &mut Vec<Line>) {
    let boxed = item.tick.is_some();
    for (at, text) in item.text.lines().into_iter().enumerate() {
        let form = if boxed && at == 0 { "task item" } else { "item" };
        let line = if at == 0 { item.line } else { text.line().unwrap_or(item.line) };
        found.push(Line {
            text,
            line,
            node: item.id,
            form,
            boxed: boxed && at == 0,
            holds_blocks: !item.blocks.is_empty(),
        });
    }
    for block in &item.blocks {
        for mut line in lines_of(block, false) {
            line.form = "block";
            found.push(line);
        }
    }
}

fn lines_of_code(code: &Code, node: NodeId) -> Vec<Line> {
    let with_blank = code.text.lines().enumerate().filter(|(_, line)| line.contains("___"));
    with_blank
        .map(|(at, words)| Line {
            text: Text::of_words(words, code.first_line + at as u32),
            line: code.first_line + at as u32,
            node,
            form: "text block",
            boxed: false,
            holds_blocks: false,
        })
        .collect()
}
