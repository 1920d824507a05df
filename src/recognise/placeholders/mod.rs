//! Blanks, fields and unfinished text.

mod brackets;
mod values;

use std::collections::BTreeMap;

use super::Context;
use crate::markdown::{Block, BlockKind, Code, RunKind, Text};
use crate::plan::{BlankLines, BracketItem, Brackets, MaskedItem, Placeholders};

pub use brackets::{Manner, brackets};
pub use values::is_field_name;

/// What is to be written on paper, filled at use, or finished before.
pub fn find(ctx: &Context) -> Placeholders {
    let mut tally = Tally::default();
    for section in &ctx.document.sections {
        prose(ctx, &section.heading, &mut tally);
        section.blocks.iter().for_each(|block| read(ctx, block, &mut tally));
    }
    let (masked, sample, unfinished) = values::find(ctx);
    Placeholders { bracket: tally.brackets(), blank: blanks(ctx), masked, sample, unfinished }
}

/// Texts with the lines where they stand, in the order in which they came up.
#[derive(Debug, Default)]
pub struct Tally {
    order: Vec<String>,
    lines: BTreeMap<String, Vec<u32>>,
}

impl Tally {
    pub fn note(&mut self, text: &str, line: u32) {
        if !self.lines.contains_key(text) {
            self.order.push(text.to_owned());
        }
        self.lines.entry(text.to_owned()).or_default().push(line);
    }

    fn brackets(self) -> Brackets {
        let items: Vec<BracketItem> = self
            .items()
            .into_iter()
            .map(|item| BracketItem { text: item.text, count: item.count, lines: item.lines })
            .collect();
        Brackets { count: items.iter().map(|i| i.count).sum(), distinct: items.len(), items }
    }

    pub fn items(mut self) -> Vec<MaskedItem> {
        let order = std::mem::take(&mut self.order);
        let item = |text: String, mut lines: Vec<u32>| {
            let count = lines.len();
            lines.dedup();
            MaskedItem { text, count, lines }
        };
        order.into_iter().filter_map(|text| self.lines.remove(&text).map(|lines| item(text, lines))).collect()
    }
}

fn read(ctx: &Context, block: &Block, tally: &mut Tally) {
    match &block.kind {
        BlockKind::Paragraph(text) => prose(ctx, text, tally),
        BlockKind::List(list) => {
            for item in &list.items {
                prose(ctx, &item.text, tally);
                item.blocks.iter().for_each(|inner| read(ctx, inner, tally));
            }
        }
        BlockKind::Table(table) => {
            let cells = table.head.iter().chain(table.rows.iter().flat_map(|row| row.cells.iter()));
            cells.for_each(|cell| prose(ctx, cell, tally));
        }
        BlockKind::Code(code) => fence(ctx, code, tally),
        BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
            blocks.iter().for_each(|inner| read(ctx, inner, tally));
        }
        BlockKind::Html(_) | BlockKind::Rule => {}
    }
}

/// Brackets of a text, line by line; links are none, inline code goes by the rules of code.
fn prose(ctx: &Context, text: &Text, tally: &mut Tally) {
    for line in text.lines() {
        let number = line.line().unwrap_or_default();
        let mut words = String::new();
        for run in &line.runs {
            match run.kind {
                RunKind::Code => {
                    for (_, bracket) in brackets(ctx, &run.text, Manner::Shell) {
                        tally.note(bracket, run.line);
                    }
                    words.push('\u{1}');
                }
                RunKind::Text if run.link.is_none() => words.push_str(&run.text),
                _ => words.push('\u{1}'),
            }
        }
        for (_, bracket) in brackets(ctx, &words, Manner::Prose) {
            tally.note(bracket, number);
        }
    }
}

fn fence(ctx: &Context, code: &Code, tally: &mut Tally) {
    let Some(manner) = Manner::of(code.lang.as_deref()) else { return };
    let manner = if manner == Manner::Text && has_sections(&code.text) { Manner::Data } else { manner };
    for (at, line) in code.text.lines().enumerate() {
        for (_, bracket) in brackets(ctx, line, manner) {
            tally.note(bracket, code.first_line + at as u32);
        }
    }
}

/// Whether the text is a settings file: `[section]` with `key=value` right below.
fn has_sections(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.windows(2).any(|pair| {
        let key = pair[1].split_once('=').map(|(key, _)| key.trim());
        pair[0].starts_with('[') && pair[0].ends_with(']') && key.is_some_and(|key| !key.contains(' '))
    })
}

/// Lines with three or more underscores in a row; a line of nothing else outside a fence is a rule.
fn blanks(ctx: &Context) -> BlankLines {
    let mut found = BlankLines::default();
    let mut fenced = false;
    for (number, line) in ctx.text_lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fenced = !fenced;
        }
        if !fenced && trimmed.chars().all(|c| c == '_' || c.is_whitespace()) {
            continue;
        }
        let plain = line.replace("\\_", "_");
        let runs = plain.split(|c| c != '_').filter(|run| run.len() >= 3).count();
        if runs > 0 {
            found.count += runs;
            found.lines.push(number);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn brackets_in_prose_and_fences() {
        let plan = plan(
            "# T\n\n- [ ] call [Name] at [Phone]\n- see [the guide](x.md), [^1], list[0] and [1/7]\n- 担当[氏名]\n\n```bash\nhost restore [backup-id]\n[[ -f x ]] && echo \"[2/3] done\" # [a-z]\n```\n\n```ini\n[Unit]\nA=1\n```\n\n```\nDear [Name], [X%] done on [5m]\n```\n\n[^1]: note\n",
        );
        let found: Vec<(&str, usize)> =
            plan.placeholders.bracket.items.iter().map(|i| (i.text.as_str(), i.count)).collect();
        assert_eq!(found, [("[Name]", 2), ("[Phone]", 1), ("[氏名]", 1), ("[backup-id]", 1), ("[X%]", 1)]);
    }

    #[test]
    fn blanks_are_runs_of_underscores() {
        let plan = plan(
            "# T\n\n____\n\nLead: ______ Date: ___\n\n| a | b |\n|---|---|\n| \\_\\_\\_\\_ | __init__ |\n",
        );
        assert_eq!(plan.placeholders.blank.lines, [5, 9]);
        assert_eq!(plan.placeholders.blank.count, 3);
    }
}
