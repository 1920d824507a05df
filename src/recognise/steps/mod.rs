//! Steps in order, in every form that plans write them.
//!
//! [`of_part`] reads what stands below one title as one procedure: numbered items, else numbered comments or lines in
//! fences, else numbered rows of a table, else boxes. [`numbered`] and [`in_code`] read single lists and fences.

mod comments;
mod lists;
mod sequence;
mod tables;

pub use comments::in_code;
pub use lists::{boxed, numbered, numbered_lists};
pub use sequence::{numbered_children, numbered_lead_ins};

use super::Context;
use super::parts::{Part, is_span, split_bracket};
use super::phases::{is_han_number, leading_label};
use crate::markdown::{NodeId, slug};
use crate::plan::{Procedure, Step};

/// Steps read from one or more blocks.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    pub steps: Vec<Step>,
    pub form: &'static str,
    /// The blocks that hold them.
    pub blocks: Vec<NodeId>,
    /// Fences among them or inside them.
    pub code_blocks: usize,
}

/// What stands below one title as one procedure.
pub fn of_part(ctx: &Context, part: &Part) -> Option<Steps> {
    numbered(ctx, part)
        .or_else(|| all_code(ctx, part))
        .or_else(|| tables::numbered_rows(ctx, part))
        .or_else(|| boxed(part))
}

/// The numbered comments of all fences of the part.
fn all_code(ctx: &Context, part: &Part) -> Option<Steps> {
    let mut all = Steps::default();
    for block in &part.blocks {
        if let Some(code) = block.code()
            && let Some(found) = in_code(ctx, code)
        {
            all.form = found.form;
            all.steps.extend(found.steps);
            all.blocks.push(block.id);
            all.code_blocks += 1;
        }
    }
    (!all.steps.is_empty()).then_some(all)
}

impl Steps {
    /// The procedure that they make below `title`.
    pub fn into_procedure(self, ctx: &Context, part: &Part) -> Procedure {
        let title = title_of(ctx, &part.full_title());
        let bracket = split_bracket(&part.full_title()).1.map(str::to_owned);
        let windows: Vec<Option<String>> = self.steps.iter().map(|s| s.window.clone()).collect();
        Procedure {
            slug: slug(&title),
            steps: self.steps.len(),
            substeps: self.steps.iter().map(|s| s.substeps.len()).sum(),
            form: self.form.to_owned(),
            trigger: bracket.clone().filter(|b| ctx.speaks(super::Concept::Condition, b)),
            time_limit: bracket.filter(|b| is_span(ctx, b)),
            severity: severity(&part.full_title()),
            code_blocks: self.code_blocks,
            windows: if windows.iter().all(Option::is_none) { Vec::new() } else { windows },
            place: ctx.place(part.section.id, part.node, part.line),
            step_list: self.steps,
            blocks: self.blocks,
            title,
        }
    }
}

/// The title without a closing bracket that holds a time or a condition.
fn title_of(ctx: &Context, title: &str) -> String {
    let title = without_label(ctx, title);
    match split_bracket(title) {
        (head, Some(inner)) if is_span(ctx, inner) || ctx.speaks(super::Concept::Condition, inner) => {
            head.to_owned()
        }
        _ => title.to_owned(),
    }
}

/// The title without `Phase 2:`, `Étape 3 -`, `第一阶段：` or `八、` in front; a label that is the whole title stays.
fn without_label<'a>(ctx: &Context, title: &'a str) -> &'a str {
    let listed = title
        .trim_start_matches(is_han_number)
        .strip_prefix('、')
        .filter(|rest| rest.len() + 3 < title.len());
    let labelled = || leading_label(ctx, title).and_then(|(_, end)| title.get(end..));
    let rest = listed.or_else(labelled).unwrap_or(title);
    let rest = rest.trim_start_matches([':', '：', '-', '–', '—', '.', ')', ' ', '\u{a0}']);
    if rest.is_empty() { title } else { rest }
}

/// `P0` in a title.
fn severity(title: &str) -> Option<String> {
    title
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| {
            let digits = word.strip_prefix("SEV").or_else(|| word.strip_prefix('P')).unwrap_or("");
            digits.len() == 1 && digits.chars().all(|c| c.is_ascii_digit())
        })
        .map(str::to_owned)
}
