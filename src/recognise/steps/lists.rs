//! Steps in lists: numbered items and boxes.

use super::Steps;
use crate::markdown::{Block, BlockKind, Item, List};
use crate::plan::Step;
use crate::recognise::Context;
use crate::recognise::parts::{Part, is_span, name_of_item, split_bracket};

/// The numbered items of all ordered lists of the part.
pub fn numbered(ctx: &Context, part: &Part) -> Option<Steps> {
    let mut all = Steps { form: "numbered list", ..Steps::default() };
    for (block, list) in part.lists().filter(|(_, list)| list.ordered.is_some()) {
        all.steps.extend(list.items.iter().map(|item| step(ctx, item)));
        all.blocks.push(block.id);
    }
    all.code_blocks = fences(part);
    (!all.steps.is_empty()).then_some(all)
}

/// Each numbered list of the part by itself, those that only go on counting joined (a fence that is not indented
/// splits a list in Markdown).
pub fn numbered_lists<'a>(ctx: &Context, part: &Part<'a>) -> Vec<(Vec<&'a Block>, Steps)> {
    let mut found: Vec<(Vec<&'a Block>, Steps)> = Vec::new();
    let mut next = None;
    for (block, list) in part.lists() {
        let Some(first) = list.ordered else { continue };
        let steps = list.items.iter().map(|item| step(ctx, item));
        match found.last_mut().filter(|_| first > 1 && next == Some(first)) {
            Some((blocks, all)) => {
                blocks.push(block);
                all.steps.extend(steps);
                all.blocks.push(block.id);
            }
            None => {
                let all = Steps {
                    form: "numbered list",
                    steps: steps.collect(),
                    blocks: vec![block.id],
                    code_blocks: 0,
                };
                found.push((vec![block], all));
            }
        }
        next = Some(first + list.items.len() as u64);
    }
    for (blocks, all) in &mut found {
        all.code_blocks = blocks.iter().map(|b| count_fences(b)).sum();
    }
    found
}

/// The boxes of the part, top level only.
pub fn boxed(part: &Part) -> Option<Steps> {
    let mut all = Steps { form: "task list", ..Steps::default() };
    for (block, list) in part.lists() {
        let boxes: Vec<&Item> = list.items.iter().filter(|item| item.tick.is_some()).collect();
        if !boxes.is_empty() {
            all.blocks.push(block.id);
            all.steps.extend(boxes.into_iter().map(|item| Step {
                text: item.text.plain(),
                line: item.line,
                window: None,
                substeps: substeps(item),
                node: Some(item.id),
                code: None,
            }));
        }
    }
    all.code_blocks = fences(part);
    (!all.steps.is_empty()).then_some(all)
}

fn step(ctx: &Context, item: &Item) -> Step {
    let name = name_of_item(&item.text);
    let whole = item.text.plain();
    let window = [name.as_str(), whole.as_str()]
        .into_iter()
        .find_map(|text| {
            split_bracket(text.trim_end_matches([':', '：'])).1.filter(|inner| is_span(ctx, inner))
        })
        .map(str::to_owned);
    Step { text: name, line: item.line, window, substeps: substeps(item), node: Some(item.id), code: None }
}

fn substeps(item: &Item) -> Vec<String> {
    let lists = item.blocks.iter().filter_map(Block::list);
    lists.flat_map(|list: &List| list.items.iter().map(|i| i.text.plain())).collect()
}

fn fences(part: &Part) -> usize {
    part.blocks.iter().map(|b| count_fences(b)).sum()
}

fn count_fences(block: &Block) -> usize {
    let mut count = 0;
    block.walk(&mut |b| count += usize::from(matches!(b.kind, BlockKind::Code(_))));
    count
}
