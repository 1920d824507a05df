//! List items with everything that stands above them: parent items, lead-in, headings.

use super::{Concept, Context, lead_in_of};
use crate::markdown::{Block, BlockKind, Item, NodeId, Section, Text, without_pictographs};

/// Something that stands above an item and says what it is about.
#[derive(Debug, Clone)]
pub struct Above {
    /// Without pictographs and closing colon.
    pub title: String,
    pub form: AboveForm,
    pub line: u32,
    pub node: NodeId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AboveForm {
    Item,
    LeadIn,
    Heading,
}

/// An item of a list on any level.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    pub section: &'a Section,
    pub item: &'a Item,
    /// From the nearest to the farthest, the title of the plan left out.
    pub above: Vec<Above>,
    /// From 1.
    pub depth: usize,
    /// Whether the item right above has a box: what stands below it without one is a detail of a task.
    pub below_task: bool,
}

impl Entry<'_> {
    /// The text without emphasis and the pictographs in front.
    pub fn words(&self) -> String {
        trimmed(&self.item.text.plain())
    }

    /// Whether the item has items of its own below it.
    pub fn is_parent(&self) -> bool {
        self.item.blocks.iter().any(|block| block.list().is_some())
    }

    /// The nearest thing above that speaks of `concept`.
    pub fn under(&self, ctx: &Context, concept: Concept) -> Option<&Above> {
        self.above.iter().find(|above| ctx.speaks(concept, &above.title))
    }
}

/// The items of all lists in source order.
pub fn entries<'a>(ctx: &Context<'a>) -> Vec<Entry<'a>> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        collect(section, &section.blocks, (&headings(ctx, section), 0, false), &mut found);
    }
    found
}

/// The headings of a section, nearest first, the title of the plan left out.
pub fn headings(ctx: &Context, section: &Section) -> Vec<Above> {
    let lineage = ctx.document.lineage(section.id).filter(|s| s.level > 1);
    lineage
        .map(|s| Above { title: label(&s.title), form: AboveForm::Heading, line: s.line, node: s.node })
        .collect()
}

/// The lead-in of `blocks[at]`, if one stands right before it.
pub fn lead_above(blocks: &[Block], at: usize) -> Option<Above> {
    let block = blocks.get(at.checked_sub(1)?)?;
    let lead = lead_in_of(block)?;
    let title = if lead.tail.is_empty() { lead.label } else { format!("{} {}", lead.label, lead.tail) };
    Some(Above { title: label(&title), form: AboveForm::LeadIn, line: lead.line, node: block.id })
}

fn collect<'a>(
    section: &'a Section,
    blocks: &'a [Block],
    (above, depth, below_task): (&[Above], usize, bool),
    found: &mut Vec<Entry<'a>>,
) {
    for (at, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::List(list) => {
                let lead = lead_above(blocks, at);
                let above: Vec<Above> = lead.into_iter().chain(above.iter().cloned()).collect();
                for item in &list.items {
                    found.push(Entry { section, item, above: above.clone(), depth: depth + 1, below_task });
                    let parent = Above {
                        title: label(&name_of(&item.text)),
                        form: AboveForm::Item,
                        line: item.line,
                        node: item.id,
                    };
                    let below: Vec<Above> = std::iter::once(parent).chain(above.iter().cloned()).collect();
                    collect(section, &item.blocks, (&below, depth + 1, item.tick.is_some()), found);
                }
            }
            BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                collect(section, blocks, (above, depth, below_task), found);
            }
            _ => {}
        }
    }
}

fn name_of(text: &Text) -> String {
    text.bold_lead().map_or_else(|| text.plain(), |(bold, _)| bold)
}

fn label(text: &str) -> String {
    without_pictographs(text).trim_end_matches([':', '：']).trim().to_owned()
}

/// Without the pictographs, check marks and blanks in front.
pub fn trimmed(text: &str) -> String {
    let decoration = |c: char| c.is_whitespace() || crate::markdown::is_pictograph(c);
    text.trim_start_matches(decoration).trim_end().to_owned()
}

/// How the head of an item is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadForm {
    Bold,
    Code,
    Plain,
}

/// An item parted into its head and what is said of it: `**Head:** rest`, `` `head` - rest ``, `Head: rest`.
#[derive(Debug, Clone)]
pub struct Head {
    pub text: String,
    pub form: HeadForm,
    pub rest: String,
}

/// Parts a text at its bold or code beginning, else at its first colon outside brackets.
pub fn head_of(text: &Text) -> Option<Head> {
    let joint = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '-' | '–' | '—' | '→');
    if let Some((bold, rest)) = text.bold_lead() {
        let rest = rest.plain().trim_start_matches(joint).to_owned();
        return Some(Head { text: label(&bold), form: HeadForm::Bold, rest });
    }
    let words = text.plain();
    let code = text.runs.iter().find(|run| !trimmed(&run.text).is_empty());
    if let Some(code) = code.filter(|run| run.kind == crate::markdown::RunKind::Code) {
        let rest = words.split_once(code.text.as_str()).map_or("", |(_, rest)| rest);
        let rest = rest.trim_start_matches(joint).to_owned();
        return Some(Head { text: code.text.trim().to_owned(), form: HeadForm::Code, rest });
    }
    let (head, rest) = split_colon(&words)?;
    Some(Head { text: label(head), form: HeadForm::Plain, rest: rest.to_owned() })
}

/// Parts `text` at its first colon outside brackets that is none of a clock time or an address.
pub fn split_colon(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_u32;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = &text[at + c.len_utf8()..];
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            ':' | '：' if depth == 0 => {
                let clock = before.is_ascii_digit() && after.starts_with(|c: char| c.is_ascii_digit());
                let address = after.starts_with("//") || after.starts_with(':') || before == ':';
                if !clock && !address && !text[..at].trim().is_empty() {
                    return Some((text[..at].trim(), after.trim()));
                }
            }
            _ => {}
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::testing::with_context;

    #[test]
    fn an_item_knows_what_stands_above_it() {
        with_context("# T\n\n## A\n\n### B\n\n**Lead:**\n- **P:** x\n  - y\n", |ctx| {
            let found = entries(ctx);
            let titles: Vec<&str> = found[1].above.iter().map(|a| a.title.as_str()).collect();
            assert_eq!(titles, ["P", "Lead", "B", "A"]);
            assert_eq!(found[1].depth, 2);
        });
    }

    #[test]
    fn colons_of_clocks_addresses_and_brackets_part_nothing() {
        assert_eq!(split_colon("Start 09:30 (note: x): go"), Some(("Start 09:30 (note: x)", "go")));
        assert_eq!(split_colon("see https://a.example"), None);
        assert_eq!(split_colon("担当：田中"), Some(("担当", "田中")));
    }
}
