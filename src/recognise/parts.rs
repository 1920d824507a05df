//! Titled stretches of a section: what stands below a heading, a bold lead-in, a bold parent item or a sentence that
//! ends with a colon.

use super::{Concept, Context, LeadIn, lead_in_of};
use crate::markdown::{Block, Item, List, NodeId, Section, Text, without_pictographs};

/// What names a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartForm {
    Heading,
    LeadIn,
    /// An item whose text is a name, with blocks below it.
    Item,
    /// A plain sentence that ends with a colon, with the block right behind it.
    Sentence,
}

/// A title and the blocks that belong to it.
#[derive(Debug, Clone)]
pub struct Part<'a> {
    pub section: &'a Section,
    pub form: PartForm,
    /// Without pictographs and closing colon; empty above the first heading.
    pub title: String,
    /// The bracket behind a bold lead-in.
    pub tail: String,
    pub line: u32,
    pub node: NodeId,
    pub blocks: Vec<&'a Block>,
}

impl<'a> Part<'a> {
    /// The lists of the part, in order.
    pub fn lists(&self) -> impl Iterator<Item = (&'a Block, &'a List)> + '_ {
        self.blocks.iter().filter_map(|b| b.list().map(|list| (*b, list)))
    }

    /// The items of all its lists, top level only.
    pub fn items(&self) -> impl Iterator<Item = &'a Item> + '_ {
        self.lists().flat_map(|(_, list)| list.items.iter())
    }

    /// Title with the bracket behind it, as the plan reads.
    pub fn full_title(&self) -> String {
        if self.tail.is_empty() { self.title.clone() } else { format!("{} {}", self.title, self.tail) }
    }

    /// Whether the title, or a heading above it, speaks of `concept`.
    pub fn is_about(&self, ctx: &Context, concept: Concept) -> bool {
        (self.section.level > 1 || self.form != PartForm::Heading) && ctx.speaks(concept, &self.title)
            || ctx.under(self.section.id, concept).is_some()
    }

    /// `heading, then list` and the like.
    pub fn form_with(&self, what: &str) -> String {
        let by = match self.form {
            PartForm::Heading => "heading",
            PartForm::LeadIn => "bold lead-in",
            PartForm::Item => "item",
            PartForm::Sentence => "sentence",
        };
        format!("{by}, then {what}")
    }
}

/// Parts the section at its bold lead-ins: the first part is what stands right below the heading.
pub fn parts<'a>(ctx: &Context, section: &'a Section) -> Vec<Part<'a>> {
    let mut found = vec![Part {
        section,
        form: PartForm::Heading,
        title: section.title.trim_end_matches([':', '：']).trim().to_owned(),
        tail: String::new(),
        line: section.line,
        node: section.node,
        blocks: Vec::new(),
    }];
    for (at, block) in section.blocks.iter().enumerate() {
        match lead_in_of(block).filter(|lead| opens(ctx, lead, &section.blocks[at + 1..])) {
            Some(lead) => found.push(Part {
                section,
                form: PartForm::LeadIn,
                title: without_pictographs(&lead.label).trim_end_matches([':', '：']).to_owned(),
                tail: lead.tail,
                line: lead.line,
                node: block.id,
                blocks: vec![block],
            }),
            None => {
                if let Some(last) = found.last_mut() {
                    last.blocks.push(block);
                }
            }
        }
    }
    found
}

/// Whether the lead-in names what stands below it: a list, table or fence before the next bold paragraph, and no
/// field or call-out (`**Duration: 2 h**`, `**Note: ...**`).
fn opens(ctx: &Context, lead: &LeadIn, below: &[Block]) -> bool {
    let fields =
        [Concept::Time, Concept::Duration, Concept::Priority, Concept::Owner, Concept::Status, Concept::Date];
    if let Some((key, value)) = lead.label.split_once([':', '：'])
        && !value.trim().is_empty()
        && (fields.iter().any(|f| ctx.vocabulary.is(*f, key)) || ctx.speaks(Concept::Note, key))
    {
        return false;
    }
    below
        .iter()
        .take_while(|b| lead_in_of(b).is_none())
        .any(|b| b.list().is_some() || b.table().is_some() || b.code().is_some())
}

/// The parts of all sections in source order, those of items and sentences after the one that holds them.
pub fn all_parts<'a>(ctx: &Context<'a>) -> Vec<Part<'a>> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        for part in parts(ctx, section) {
            let inner: Vec<Part> = sentences(&part).into_iter().chain(named_items(&part)).collect();
            found.push(part);
            found.extend(inner);
        }
    }
    found
}

/// Sentences of the part that end with a colon and have a list, table or fence right behind them.
pub fn sentences<'a>(part: &Part<'a>) -> Vec<Part<'a>> {
    let mut found = Vec::new();
    for pair in part.blocks.windows(2) {
        let Some(text) = pair[0].paragraph().filter(|_| lead_in_of(pair[0]).is_none()) else { continue };
        let Some(last) = text.lines().pop() else { continue };
        let words = last.plain();
        if words.ends_with([':', '：']) && pair[1].paragraph().is_none() {
            found.push(Part {
                form: PartForm::Sentence,
                title: without_pictographs(words.trim_end_matches([':', '：'])),
                tail: String::new(),
                line: last.line().unwrap_or(pair[0].line),
                node: pair[0].id,
                blocks: vec![pair[1]],
                section: part.section,
            });
        }
    }
    found
}

/// Items of the part, on all levels, that name a list below them: the text is bold or ends with a colon.
pub fn named_items<'a>(part: &Part<'a>) -> Vec<Part<'a>> {
    let mut found = Vec::new();
    for (_, list) in part.lists() {
        list.walk_items(1, &mut |item, _| {
            if item.blocks.is_empty() {
                return;
            }
            let words = item.text.plain();
            if item.text.is_all_bold() || words.ends_with([':', '：']) {
                found.push(Part {
                    form: PartForm::Item,
                    title: without_pictographs(words.trim_end_matches([':', '：'])),
                    tail: String::new(),
                    line: item.line,
                    node: item.id,
                    blocks: item.blocks.iter().collect(),
                    section: part.section,
                });
            }
        });
    }
    found
}

/// The name of an item that begins with bold and then explains, else its whole text.
pub fn name_of_item(text: &Text) -> String {
    match text.bold_lead() {
        Some((bold, _)) => without_pictographs(bold.trim_end_matches([':', '：'])),
        None => without_pictographs(&text.plain()),
    }
}

/// Parts a closing bracket off: `Restore (15 min)` gives `Restore` and `15 min`.
pub fn split_bracket(title: &str) -> (&str, Option<&str>) {
    let trimmed = title.trim();
    let pair = [('(', ')'), ('（', '）')].into_iter().find(|(_, close)| trimmed.ends_with(*close));
    let Some((open, close)) = pair else { return (trimmed, None) };
    match trimmed.rfind(open) {
        Some(at) if at > 0 => {
            let inner = trimmed[at + open.len_utf8()..].trim_end_matches(close).trim();
            (trimmed[..at].trim_end(), Some(inner))
        }
        _ => (trimmed, None),
    }
}

/// Takes `1.`, `2)`, `2.1`, `Step 3:` and the like off the front; gives the number's text and the rest.
/// `None` when no number stands there, or when the number is a quantity (`3 servers`).
pub fn split_number<'a>(ctx: &Context, title: &'a str) -> Option<(&'a str, &'a str)> {
    let title = title.trim();
    let digits_at = title.find(|c: char| c.is_ascii_digit())?;
    let word = title[..digits_at].trim();
    let labelled = [Concept::Step, Concept::Phase, Concept::Stage, Concept::Scenario, Concept::Option]
        .iter()
        .any(|c| ctx.vocabulary.is(*c, word));
    if !word.is_empty() && !labelled {
        return None;
    }
    let from = &title[digits_at..];
    let number_end = from.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(from.len());
    let number = &from[..number_end];
    let rest = &from[number_end..];
    let parted = number.ends_with('.')
        || rest.starts_with([')', ':', '：', '、'])
        || rest.starts_with(" -")
        || rest.starts_with(" –")
        || rest.starts_with(" —")
        || (labelled && rest.is_empty())
        || number.trim_end_matches('.').contains('.');
    let text = rest.trim_start_matches(|c: char| c.is_whitespace() || ")：:-–—、.".contains(c));
    parted.then_some((number.trim_end_matches(['.', '-']), text))
}

/// Whether `text` is a length of time: digits with a unit, and nothing that looks like prose.
pub fn is_span(ctx: &Context, text: &str) -> bool {
    let text = text.trim();
    let short = text.split_whitespace().count() <= 6;
    let has_digit = text.chars().any(|c| c.is_ascii_digit());
    if !short || !has_digit {
        return false;
    }
    let unit = [Concept::Minute, Concept::Hour, Concept::Day, Concept::Week];
    unit.iter().any(|c| ctx.speaks(*c, text)) || glued_unit(text)
}

/// `15min`, `2h`, `30s`: the unit right behind the digits.
fn glued_unit(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        unit.len() < word.len()
            && matches!(
                unit.to_lowercase().as_str(),
                "s" | "sec"
                    | "m"
                    | "min"
                    | "mins"
                    | "h"
                    | "hr"
                    | "hrs"
                    | "d"
                    | "分"
                    | "分钟"
                    | "小时"
                    | "時間"
            )
    })
}

/// Whether nothing is written in `text`: empty, underscores, dots, a dash, a box.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || "_.…-–—:：|/☐□▢⬜[]\u{a0}".contains(c))
}
