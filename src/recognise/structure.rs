//! Title, subtitles, headings and tables as such.

use super::Context;
use crate::markdown::{BlockKind, Document, Section, SectionId, without_pictographs};
use crate::plan::{Headings, Plan, TableShape};

/// The first level-1 heading, else the first heading, is the title; headings right below it with nothing in between
/// are subtitles when they do not hold sections of their own.
pub fn title(ctx: &Context, plan: &mut Plan) {
    let Some(title) = title_section(ctx.document) else { return };
    plan.title_raw = title.heading.plain();
    plan.title = without_pictographs(&plan.title_raw);
    ctx.claim(title.node, title.line, "title", "first heading of level 1");
    for id in subtitles(ctx.document) {
        let section = ctx.document.section(id);
        plan.subtitle.push(section.title.clone());
        ctx.claim(section.node, section.line, "subtitle", "heading right below the title that holds nothing");
    }
}

/// The section whose heading is the title of the plan.
pub fn title_section(document: &Document) -> Option<&Section> {
    document.sections.iter().find(|s| s.level == 1).or_else(|| document.sections.get(1))
}

/// Headings that follow the title without anything in between and hold nothing themselves.
pub fn subtitles(document: &Document) -> Vec<SectionId> {
    let Some(title) = title_section(document) else { return Vec::new() };
    let mut found = Vec::new();
    if !holds_nothing(title) {
        return found;
    }
    for section in &document.sections[title.id + 1..] {
        let below = document.subtree(section.id).all(holds_nothing);
        if !below || found.len() == 3 {
            break;
        }
        found.push(section.id);
    }
    found
}

fn holds_nothing(section: &Section) -> bool {
    section.blocks.iter().all(|b| matches!(b.kind, BlockKind::Rule))
}

pub fn headings(ctx: &Context) -> Headings {
    let mut headings = Headings::default();
    for section in ctx.document.sections.iter().filter(|s| s.level > 0) {
        headings.total += 1;
        *headings.by_level.entry(section.level).or_default() += 1;
    }
    headings
}

/// Every table outside code with its number of body rows and its header cells.
pub fn tables(ctx: &Context) -> Vec<TableShape> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        section.walk(&mut |block| {
            if let Some(table) = block.table() {
                found.push(TableShape {
                    rows: table.rows.len(),
                    columns: table.head.iter().map(|c| c.plain()).collect(),
                    place: ctx.place(section.id, block.id, block.line),
                });
            }
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn the_title_loses_its_pictographs() {
        let plan = plan("# 🚀 Go-live\n\n## Checks\ntext\n");
        assert_eq!(plan.title, "Go-live");
        assert_eq!(plan.title_raw, "🚀 Go-live");
        assert_eq!(plan.headings.total, 2);
        assert!(plan.subtitle.is_empty());
    }

    #[test]
    fn headings_that_continue_the_title() {
        let found = plan("# Move\n## of the shop\n### in May\n\n---\n\n## Checks\ntext\n");
        assert_eq!(found.subtitle, ["of the shop", "in May"]);
        assert!(plan("# Move\n\n## Phase 1\n### Copy\ntext\n").subtitle.is_empty());
    }
}
