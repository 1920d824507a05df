//! The whole plan as written, every line with its address.

use serde::Serialize;

use super::PageContext;

/// Sections down to this level of the plan stand in the list of contents.
const CONTENTS_DEPTH: u8 = 3;

#[derive(Debug, Serialize, Default)]
pub struct TextView {
    /// File of the plan.
    pub path: String,
    pub sections: Vec<SectionView>,
    pub contents: Vec<Entry>,
}

#[derive(Debug, Serialize)]
pub struct SectionView {
    /// Level of the heading in the page: one more than in the plan, at most 6; 0 without heading.
    pub level: u8,
    /// Level of the heading in the plan.
    pub depth: u8,
    pub anchor: String,
    pub heading: String,
    pub line: u32,
    pub body: String,
}

/// A line of the contents.
#[derive(Debug, Serialize)]
pub struct Entry {
    pub depth: u8,
    pub anchor: String,
    pub title: String,
}

pub fn view(ctx: &PageContext) -> TextView {
    let Some(plan) = ctx.plan() else { return TextView::default() };
    let sections = plan.document.sections.iter().map(|section| SectionView {
        level: if section.level == 0 { 0 } else { (section.level + 1).min(6) },
        depth: section.level,
        anchor: section.anchor.clone(),
        heading: ctx.inline(&section.heading),
        line: section.line,
        body: ctx.blocks(&section.blocks),
    });
    let listed = plan.document.sections.iter().filter(|s| (2..=CONTENTS_DEPTH).contains(&s.level));
    let contents = listed.map(|s| Entry { depth: s.level, anchor: s.anchor.clone(), title: s.title.clone() });
    TextView {
        path: plan.source.path.to_string_lossy().into_owned(),
        sections: sections.filter(|s| s.level > 0 || !s.body.is_empty()).collect(),
        contents: contents.collect(),
    }
}
