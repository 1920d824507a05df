//! Alternatives of which one is to be chosen: `Option A: …` as headings, bold lead-ins or items.

use super::phases::{closing_bracket, heading_title, leading_label_of};
use super::{Concept, Context};
use crate::markdown::{Block, BlockKind, Item, NodeId, Section, Text, without_pictographs};
use crate::plan::{Options, PlanOption};

/// All choices of two and more alternatives, in source order.
pub fn find(ctx: &Context) -> Vec<Options> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        let above = Above { title: &section.title, line: section.line };
        found.extend(choice(ctx, section, above, headings(ctx, section)));
        found.extend(choice(ctx, section, above, lead_ins(ctx, section)));
        items(&Reader { ctx, section }, &section.blocks, above, &mut found);
    }
    found.sort_by_key(|options| options.choices.first().map(|c| c.line));
    found
}

/// What names the choice.
#[derive(Clone, Copy)]
struct Above<'t> {
    title: &'t str,
    line: u32,
}

/// Alternatives with what they were read from, and their form.
type Alternatives = (Vec<(PlanOption, NodeId)>, &'static str);

fn choice(ctx: &Context, section: &Section, above: Above, (options, form): Alternatives) -> Option<Options> {
    let (_, node) = options.first()?;
    if options.len() < 2 {
        return None;
    }
    for (option, node) in &options {
        ctx.claim(*node, option.line, "option", "label of an alternative with a letter or number");
    }
    Some(Options {
        title: heading_title(ctx, above.title),
        form: form.to_owned(),
        place: ctx.place(section.id, *node, above.line),
        choices: options.into_iter().map(|(option, _)| option).collect(),
    })
}

fn headings(ctx: &Context, section: &Section) -> Alternatives {
    let children = section.children.iter().map(|id| ctx.document.section(*id));
    let options = children.filter_map(|child| Some((option(ctx, &child.title, child.line)?, child.node)));
    (options.collect(), "headings")
}

/// Paragraphs whose first line is bold and names an option.
fn lead_ins(ctx: &Context, section: &Section) -> Alternatives {
    let mut form = "bold lead-in";
    let mut options = Vec::new();
    for (at, block) in section.blocks.iter().enumerate() {
        let BlockKind::Paragraph(text) = &block.kind else { continue };
        let lines = text.lines();
        let Some(first) = lines.first().filter(|l| l.bold_lead().is_some()) else { continue };
        if let Some(option) = option(ctx, &name_of(first), first.line().unwrap_or(block.line)) {
            options.push((option, block.id));
            form = match section.blocks.get(at + 1).map(|b| &b.kind) {
                Some(BlockKind::Code(_)) => "bold lead-in, then code block",
                Some(BlockKind::List(_)) => "bold lead-in, then list",
                _ => form,
            };
        }
    }
    (options, form)
}

struct Reader<'r, 'a> {
    ctx: &'r Context<'a>,
    section: &'r Section,
}

/// Items of one list that name options; the item above them names the choice.
fn items(reader: &Reader, blocks: &[Block], above: Above, found: &mut Vec<Options>) {
    for list in blocks.iter().filter_map(Block::list) {
        let named = |item: &Item| {
            let first = item.text.lines().into_iter().next()?;
            Some((option(reader.ctx, &name_of(&first), item.line)?, item.id))
        };
        let options = list.items.iter().filter_map(named).collect();
        found.extend(choice(reader.ctx, reader.section, above, (options, "list")));
        for item in &list.items {
            let own = item.text.bold_lead().map_or_else(|| item.text.plain(), |(bold, _)| bold);
            let here = Above { title: own.trim_end_matches([':', '：']), line: item.line };
            items(reader, &item.blocks, here, found);
        }
    }
}

/// The bold part of a line with the bracket behind it, when the bold part says more than the label; else the line.
fn name_of(line: &Text) -> String {
    let plain = without_pictographs(&line.plain());
    let Some((bold, rest)) = line.bold_lead() else { return plain };
    let says_more = bold.trim_end_matches([':', '：']).split_whitespace().count() > 2;
    if !says_more {
        return plain;
    }
    let rest = rest.plain();
    let bracket = rest.trim_start_matches([':', '：']).trim();
    let only_bracket = bracket.starts_with(['(', '（']) && bracket.ends_with([')', '）', ':', '：']);
    let name = without_pictographs(bold.trim_end_matches([':', '：']));
    if only_bracket { format!("{name} {}", bracket.trim_end_matches([':', '：'])) } else { name }
}

fn option(ctx: &Context, text: &str, line: u32) -> Option<PlanOption> {
    let text = text.trim().trim_end_matches([':', '：']).trim();
    let (_, end) = leading_label_of(ctx, text, &[Concept::Option])?;
    let behind = text[end..].trim_start();
    let parted = behind.is_empty()
        || behind.starts_with([':', '：', '-', '\u{2013}', '\u{2014}', '(', '（', '.', ')', '、']);
    if !parted {
        return None;
    }
    let (label, note) = match closing_bracket(text) {
        Some((before, inner)) if before.len() > end || behind.starts_with(['(', '（']) => {
            (before, Some(inner))
        }
        _ => (text, None),
    };
    Some(PlanOption {
        label: label.trim_end_matches([':', '：']).trim().to_owned(),
        note: note.map(str::to_owned),
        recommended: note.is_some_and(|n| ctx.speaks(Concept::Recommended, n)),
        line,
    })
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    fn labels(markdown: &str) -> Vec<(String, bool)> {
        let found = plan(markdown).options;
        assert_eq!(found.len(), 1, "{markdown}: {found:?}");
        found[0].choices.iter().map(|c| (c.label.clone(), c.recommended)).collect()
    }

    #[test]
    fn headings_lead_ins_and_items() {
        let want = [("Option A: Stay".to_owned(), true), ("Option B: Go".to_owned(), false)];
        for text in [
            "# M\n\n## Choose\n### Option A: Stay (recommended)\na\n### Option B: Go\nb\n",
            "# M\n\n**Option A: Stay (recommended)**\n```sh\na\n```\n\n**Option B: Go**\n```sh\nb\n```\n",
            "# M\n\n- [ ] **Choose**\n  - Option A: Stay (recommended)\n  - Option B: Go\n",
            "# M\n\n- **Option A: Stay** (recommended)\n- **Option B: Go**: it is far\n",
        ] {
            assert_eq!(labels(text), want, "{text}");
        }
        assert_eq!(labels("# M\n\n## 方案一：云（推荐）\na\n\n## 方案二：自建\nb\n").len(), 2);
    }

    #[test]
    fn one_option_is_no_choice() {
        assert!(plan("# M\n\n## Option A: Stay\na\n\n## Options\n- optional extras\n").options.is_empty());
    }
}
