//! How often people are told at each severity.

use super::super::entries::{Entry, head_of, headings, lead_above};
use super::super::severities::{Family, Level, read_level};
use crate::markdown::{Section, Table};
use crate::plan::UpdateFrequency;
use crate::recognise::{Concept, Context, columns};

/// `P0: ...` items below a title that speaks of update frequency; tables of levels with a column of that.
pub(super) fn find(ctx: &Context, entries: &[Entry]) -> Vec<UpdateFrequency> {
    let mut found: Vec<UpdateFrequency> = entries.iter().filter_map(|entry| of_item(ctx, entry)).collect();
    for section in &ctx.document.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            if let Some(table) = block.table() {
                let lead = lead_above(&section.blocks, at).map(|lead| lead.title);
                found.extend(of_table(ctx, section, table, lead));
            }
        }
    }
    found.sort_by_key(|update| update.line);
    found
}

fn of_item(ctx: &Context, entry: &Entry) -> Option<UpdateFrequency> {
    let near = entry.above.iter().take(2).any(|above| ctx.speaks(Concept::UpdateFrequency, &above.title));
    let head = head_of(&entry.item.text).filter(|head| near && !head.rest.is_empty())?;
    let level = numbered_or_word(ctx, &head.text)?;
    ctx.claim(
        entry.item.id,
        entry.item.line,
        "update frequency",
        "level with a frequency below a title that speaks of updates",
    );
    Some(UpdateFrequency { level: level.text, frequency: head.rest, line: entry.item.line })
}

fn numbered_or_word(ctx: &Context, text: &str) -> Option<Level> {
    read_level(ctx, text).filter(|level| level.family != Family::Step)
}

fn of_table(ctx: &Context, section: &Section, table: &Table, lead: Option<String>) -> Vec<UpdateFrequency> {
    let roles = columns(ctx, table, &[Concept::UpdateFrequency, Concept::Frequency, Concept::Severity]);
    let titles = headings(ctx, section);
    let about = lead.iter().chain(titles.iter().map(|above| &above.title)).any(|title| {
        ctx.speaks(Concept::UpdateFrequency, title)
            || ctx.speaks(Concept::Communication, title)
            || ctx.speaks(Concept::Severity, title)
    });
    let updates = roles.at(Concept::UpdateFrequency).or(roles.at(Concept::Frequency).filter(|_| about));
    let Some(updates) = updates.filter(|at| *at > 0) else { return Vec::new() };
    let mut found = Vec::new();
    for row in &table.rows {
        let cell = |at: usize| row.cells.get(at).map(|cell| cell.plain()).filter(|text| !text.is_empty());
        let level = cell(0).and_then(|text| numbered_or_word(ctx, &text));
        let graded =
            level.filter(|level| level.family != Family::Word || roles.at(Concept::Severity) == Some(0));
        if let (Some(level), Some(frequency)) = (graded, cell(updates)) {
            ctx.claim(
                row.id,
                row.line,
                "update frequency",
                "row of a table of levels with a column of updates",
            );
            found.push(UpdateFrequency { level: level.text, frequency, line: row.line });
        }
    }
    found
}
