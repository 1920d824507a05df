//! Steps that are titles themselves: numbered headings, or numbered bold paragraphs with text and fences between.

use super::Steps;
use crate::markdown::{Block, Section, without_pictographs};
use crate::plan::Step;
use crate::recognise::Context;
use crate::recognise::parts::{Part, PartForm, is_span, split_bracket, split_number};

/// The children of `section` as steps, when two or more of them count up from 1.
pub fn numbered_children(ctx: &Context, section: &Section) -> Option<Steps> {
    let children: Vec<&Section> = section.children.iter().map(|id| ctx.document.section(*id)).collect();
    let steps: Vec<Step> = children
        .iter()
        .filter_map(|child| {
            let (_, text) = split_number(ctx, &child.title)?;
            Some(step(ctx, text, child.line))
        })
        .collect();
    let blocks = children.iter().map(|c| c.node).collect();
    (steps.len() >= 2 && steps.len() == children.len()).then_some(Steps {
        steps,
        form: "numbered headings",
        blocks,
        code_blocks: 0,
    })
}

/// Numbered bold paragraphs of `section`, with the part that they belong to.
pub fn numbered_lead_ins<'a>(ctx: &Context, section: &'a Section) -> Option<(Part<'a>, Steps)> {
    let mut steps = Vec::new();
    let mut blocks = Vec::new();
    for block in &section.blocks {
        if let Some((title, line)) = numbered_paragraph(ctx, block) {
            steps.push(step(ctx, &title, line));
            blocks.push(block.id);
        }
    }
    let part = Part {
        section,
        form: PartForm::Heading,
        title: section.title.clone(),
        tail: String::new(),
        line: section.line,
        node: section.node,
        blocks: section.blocks.iter().collect(),
    };
    let code_blocks = section.blocks.iter().filter(|b| b.code().is_some()).count();
    (steps.len() >= 2)
        .then_some((part, Steps { steps, form: "numbered bold paragraphs", blocks, code_blocks }))
}

/// A paragraph that begins with a bold number or `Step n`.
fn numbered_paragraph(ctx: &Context, block: &Block) -> Option<(String, u32)> {
    let text = block.paragraph()?;
    let (bold, _) = text.bold_lead()?;
    let (_, title) = split_number(ctx, &bold)?;
    let title = if title.is_empty() { text.plain() } else { title.to_owned() };
    Some((without_pictographs(title.trim_end_matches([':', '：'])), text.line().unwrap_or(block.line)))
}

fn step(ctx: &Context, title: &str, line: u32) -> Step {
    let (head, bracket) = split_bracket(title);
    let window = bracket.filter(|inner| is_span(ctx, inner)).map(str::to_owned);
    let text = if window.is_some() { head } else { title };
    Step { text: text.to_owned(), line, window, substeps: Vec::new(), node: None, code: None }
}
