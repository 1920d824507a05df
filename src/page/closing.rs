//! How a phase ends: the criteria at its holding line and the way back.
//!
//! The blocks that say so are taken out of their sections and shown at the end, with all their text.

use std::collections::BTreeSet;

use serde::Serialize;

use super::PageContext;
use super::belongs::Belongings;
use super::rows::{GateBlocks, Part, Rows};
use crate::markdown::{Block, BlockKind, NodeId, Section};
use crate::plan::{GoNoGo, Place};
use crate::recognise::lead_in_of;
use crate::site::PlanPage;

#[derive(Debug, Serialize)]
pub struct Closing {
    pub groups: Vec<CriteriaGroup>,
    /// HTML of the rollback points.
    pub ways_back: Vec<String>,
    pub gates_page: String,
    pub rollback_page: String,
}

impl Closing {
    pub fn heading(&self) -> &'static str {
        if self.groups.is_empty() { "The way back" } else { "Before going on" }
    }
}

#[derive(Debug, Serialize)]
pub struct CriteriaGroup {
    /// HTML.
    pub label: String,
    /// Heading of the section it was taken from; empty for the phase itself.
    pub section: String,
    pub parts: Vec<Part>,
}

/// Which blocks go to the end: the criteria of success when one section of the phase has them all, and the rollback
/// points behind them. Criteria of several sections stay where they are.
pub struct Taken<'a> {
    criteria: Vec<(Option<&'a Block>, &'a Block, &'a Section)>,
    points: Vec<&'a Block>,
    ids: BTreeSet<NodeId>,
}

impl<'a> Taken<'a> {
    pub fn of(belongings: &Belongings<'a>) -> Taken<'a> {
        let mut taken = Taken { criteria: Vec::new(), points: Vec::new(), ids: BTreeSet::new() };
        let sections = || belongings.sections.iter().copied();
        if sections().filter(|s| criteria_in(s, belongings).next().is_some()).count() == 1 {
            for section in sections() {
                for (before, block) in criteria_in(section, belongings) {
                    let label = before.filter(|b| lead_in_of(b).is_some());
                    taken.ids.extend(label.map(|b| b.id));
                    taken.ids.insert(block.id);
                    taken.criteria.push((label, block, section));
                }
            }
        }
        if sections().filter(|s| points_in(s, belongings).next().is_some()).count() == 1 {
            taken.points = sections().flat_map(|s| points_in(s, belongings)).collect();
            taken.ids.extend(taken.points.iter().map(|b| b.id));
        }
        taken
    }

    pub fn has(&self, block: &Block) -> bool {
        self.ids.contains(&block.id)
    }

    /// What stands at the end of the phase; `None` where it ends without a word.
    pub fn closing(&self, ctx: &PageContext, rows: &mut Rows, belongings: &Belongings) -> Option<Closing> {
        if self.criteria.is_empty() && self.points.is_empty() {
            return None;
        }
        let own = belongings.sections.first().map(|s| s.id);
        let group = |(label, block, section): &(Option<&Block>, &Block, &Section)| CriteriaGroup {
            label: label.and_then(|b| b.paragraph()).map_or_else(String::new, |text| ctx.inline(text)),
            section: if Some(section.id) == own { String::new() } else { section.title.clone() },
            parts: rows.criteria(block, false),
        };
        Some(Closing {
            groups: self.criteria.iter().map(group).collect(),
            ways_back: self.points.iter().map(|b| ctx.blocks(std::slice::from_ref(*b))).collect(),
            gates_page: ctx.to(PlanPage::Gates),
            rollback_page: ctx.to(PlanPage::Rollback),
        })
    }
}

/// The lists and tables of success criteria right in the section, each with the block before it.
fn criteria_in<'a>(
    section: &'a Section,
    belongings: &Belongings<'a>,
) -> impl Iterator<Item = (Option<&'a Block>, &'a Block)> {
    let criteria = belongings.criteria();
    let is = move |at: &usize| {
        criteria.iter().any(|c| c.place.section_id == section.id && leads_to(section, *at, &c.place))
    };
    let pair = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| section.blocks.get(before));
        section.blocks.get(at).map(|block| (before, block))
    };
    (0..section.blocks.len()).filter(is).filter_map(pair)
}

fn points_in<'a>(section: &'a Section, belongings: &Belongings<'a>) -> impl Iterator<Item = &'a Block> {
    let points = belongings.points();
    let is = move |at: &usize| points.iter().any(|point| is_point(section, *at, &point.place));
    (0..section.blocks.len()).filter(is).filter_map(|at| section.blocks.get(at))
}

/// The lists and tables of which every item or row is a criterion of one of the gates.
pub fn gate_blocks(sections: &[&Section], gates: &[&GoNoGo]) -> GateBlocks {
    let go: BTreeSet<NodeId> = gates.iter().flat_map(|g| &g.go_nodes).copied().collect();
    let no_go: BTreeSet<NodeId> = gates.iter().flat_map(|g| &g.no_go_nodes).copied().collect();
    let known = |id: &NodeId| go.contains(id) || no_go.contains(id);
    let side = |block: &Block| {
        let ids: Vec<NodeId> = match &block.kind {
            BlockKind::List(list) => list.items.iter().map(|item| item.id).collect(),
            BlockKind::Table(table) => table.rows.iter().map(|row| row.id).collect(),
            _ => Vec::new(),
        };
        let all = !ids.is_empty() && ids.iter().all(known);
        all.then(|| (block.id, ids.iter().all(|id| no_go.contains(id) && !go.contains(id))))
    };
    sections.iter().flat_map(|s| &s.blocks).filter_map(side).collect()
}

/// Whether the list or table at `at` is what a heading or lead-in at `place` announces.
pub fn leads_to(section: &Section, at: usize, place: &Place) -> bool {
    let listing = |block: &Block| block.list().is_some() || block.table().is_some();
    let Some(block) = section.blocks.get(at).filter(|b| listing(b)) else { return false };
    if block.line == place.line {
        return true;
    }
    let before = section.blocks.get(..at).unwrap_or_default();
    if section.line == place.line {
        return !before.iter().any(listing);
    }
    before.last().is_some_and(|b| b.line <= place.line && place.line < block.line)
}

/// Whether the block at `at` is the paragraph that names the rollback point at `place`.
fn is_point(section: &Section, at: usize, place: &Place) -> bool {
    let Some(block) = section.blocks.get(at).filter(|b| b.paragraph().is_some()) else { return false };
    let next = section.blocks.get(at + 1).map_or(u32::MAX, |b| b.line);
    place.section_id == section.id && block.line <= place.line && place.line < next
}
