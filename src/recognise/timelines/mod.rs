//! Lists of moments and recurring duties.
//!
//! Moments stand in [headings] (phases of a track, stages of a phase), in [tables], in [lists], and in fences
//! without language ([fences]). [cadence] finds what recurs.

mod cadence;
mod fences;
mod headings;
mod lists;
mod tables;

pub use cadence::find as cadences;
pub use fences::moment_lines;

use super::{Context, lead_in_of};
use crate::markdown::{Block, BlockKind, Section};
use crate::plan::{Phase, Place, Timeline};

/// All timelines: those of headings first, then in source order.
pub fn find(ctx: &Context, phases: &[Phase]) -> Vec<Timeline> {
    let mut found = headings::find(ctx, phases);
    for section in &ctx.document.sections {
        of_blocks(ctx, section, &section.blocks, phases, &mut found);
    }
    found
}

fn of_blocks(
    ctx: &Context,
    section: &Section,
    blocks: &[Block],
    phases: &[Phase],
    found: &mut Vec<Timeline>,
) {
    for (at, block) in blocks.iter().enumerate() {
        let name = || Name::of(ctx, section, at.checked_sub(1).and_then(|before| blocks.get(before)), block);
        match &block.kind {
            BlockKind::Table(table) => found.extend(tables::read(ctx, phases, table, name)),
            BlockKind::List(list) => {
                found.extend(lists::read(ctx, list, name));
                for item in &list.items {
                    of_blocks(ctx, section, &item.blocks, phases, found);
                }
            }
            BlockKind::Code(code) => found.extend(fences::read(ctx, code, name)),
            BlockKind::Quote { blocks, .. } => of_blocks(ctx, section, blocks, phases, found),
            _ => {}
        }
    }
}

/// What a list, table or fence is called: its bold lead-in, else the heading.
pub(super) struct Name {
    pub title: String,
    pub place: Place,
    pub by_lead_in: bool,
}

impl Name {
    pub(super) fn of(ctx: &Context, section: &Section, before: Option<&Block>, block: &Block) -> Name {
        match before.and_then(lead_in_of) {
            Some(lead) => Name {
                place: ctx.place(section.id, block.id, lead.line),
                title: lead.label,
                by_lead_in: true,
            },
            None => Name {
                title: section.title.clone(),
                place: ctx.place(section.id, block.id, section.line),
                by_lead_in: false,
            },
        }
    }
}

/// The zone that is written in the moments.
fn zone_of(entries: &[String]) -> Option<String> {
    entries.iter().find_map(|entry| super::time::leading(entry)?.when.zone)
}

#[cfg(test)]
mod tests;
