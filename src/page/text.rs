//! The whole plan as written, every line with its address.

use serde::Serialize;

use super::PageContext;

#[derive(Debug, Serialize, Default)]
pub struct TextView {
    pub sections: Vec<SectionView>,
}

#[derive(Debug, Serialize)]
pub struct SectionView {
    /// Level of the heading in the page: one more than in the plan, at most 6; 0 without heading.
    pub level: u8,
    pub anchor: String,
    pub heading: String,
    pub line: u32,
    pub body: String,
}

pub fn view(ctx: &PageContext) -> TextView {
    let Some(plan) = ctx.plan() else { return TextView::default() };
    let sections = plan.document.sections.iter().map(|section| SectionView {
        level: if section.level == 0 { 0 } else { (section.level + 1).min(6) },
        anchor: section.anchor.clone(),
        heading: ctx.inline(&section.heading),
        line: section.line,
        body: ctx.blocks(&section.blocks),
    });
    TextView { sections: sections.collect() }
}
