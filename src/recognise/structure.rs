//! Title, headings and tables as such.

use super::Context;
use crate::markdown::without_pictographs;
use crate::plan::{Headings, Plan, TableShape};

/// The first level-1 heading, else the first heading, is the title; headings right below it with nothing in between
/// are subtitles when they do not hold sections of their own.
pub fn title(ctx: &Context, plan: &mut Plan) {
    let sections = &ctx.document.sections;
    let title = sections.iter().find(|s| s.level == 1).or_else(|| sections.get(1));
    if let Some(title) = title {
        plan.title_raw = title.heading.plain();
        plan.title = without_pictographs(&plan.title_raw);
        ctx.claim(title.node, title.line, "title", "first heading of level 1");
    }
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
        let plan = plan("# 🚀 Go-live\n\n## Checks\n");
        assert_eq!(plan.title, "Go-live");
        assert_eq!(plan.title_raw, "🚀 Go-live");
        assert_eq!(plan.headings.total, 2);
    }
}
