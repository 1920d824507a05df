//! How a phase ends: the criteria at its holding line and the way back.
//!
//! The blocks that say so are taken out of their sections and shown at the end, with all their text.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::belongs::Belongings;
use super::rows::{Part, Rows};
use super::{PageContext, SourceMark};
use crate::markdown::{Block, BlockKind, NodeId, Section};
use crate::plan::{GoNoGo, Place};
use crate::recognise::lead_in_of;
use crate::site::PlanPage;

/// What a list of criteria decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    Go,
    NoGo,
    /// Criteria of success, or both sides in one list or table.
    Criteria,
}

#[derive(Debug, Serialize)]
pub struct Closing {
    pub gates: Vec<GateLine>,
    pub groups: Vec<CriteriaGroup>,
    /// HTML of the rollback points.
    pub ways_back: Vec<String>,
    pub gates_page: String,
    pub rollback_page: String,
}

/// A gate of the phase.
#[derive(Debug, Serialize)]
pub struct GateLine {
    pub title: String,
    pub when: Option<String>,
    pub owner: Option<String>,
    pub source: SourceMark,
}

#[derive(Debug, Serialize)]
pub struct CriteriaGroup {
    pub side: Side,
    /// HTML.
    pub label: String,
    /// Heading of the section it was taken from; empty for the phase itself.
    pub section: String,
    pub parts: Vec<Part>,
}

/// Which blocks go to the end.
pub struct Taken<'a> {
    found: Vec<(Side, Option<&'a Block>, &'a Block, &'a Section)>,
    points: Vec<&'a Block>,
    ids: BTreeSet<NodeId>,
}

impl<'a> Taken<'a> {
    pub fn of(belongings: &Belongings<'a>) -> Taken<'a> {
        let sides = sides(&belongings.gates());
        let mut taken = Taken { found: Vec::new(), points: Vec::new(), ids: BTreeSet::new() };
        for section in &belongings.sections {
            for (at, block) in section.blocks.iter().enumerate() {
                let criteria = || {
                    let named = belongings.criteria();
                    named.iter().any(|c| c.place.section_id == section.id && leads_to(section, at, &c.place))
                };
                let before = at.checked_sub(1).and_then(|before| section.blocks.get(before));
                let side = side_of(block, &sides).or_else(|| criteria().then_some(Side::Criteria));
                if let Some(side) = side {
                    let label = before.filter(|b| lead_in_of(b).is_some() && !taken.ids.contains(&b.id));
                    taken.ids.extend(label.map(|b| b.id));
                    taken.ids.insert(block.id);
                    taken.found.push((side, label, block, section));
                } else if is_point(section, at, belongings) {
                    taken.ids.insert(block.id);
                    taken.points.push(block);
                }
            }
        }
        taken
    }

    pub fn has(&self, block: &Block) -> bool {
        self.ids.contains(&block.id)
    }

    /// What stands at the end of the phase; `None` where it ends without a word.
    pub fn closing(&self, ctx: &PageContext, rows: &mut Rows, belongings: &Belongings) -> Option<Closing> {
        let gates: Vec<GateLine> = belongings.gates().into_iter().map(|gate| gate_line(ctx, gate)).collect();
        if gates.is_empty() && self.found.is_empty() && self.points.is_empty() {
            return None;
        }
        let own = belongings.sections.first().map(|s| s.id);
        let group = |(side, label, block, section): &(Side, Option<&Block>, &Block, &Section)| {
            let away = Some(section.id) != own;
            CriteriaGroup {
                side: *side,
                label: label.and_then(|b| b.paragraph()).map_or_else(String::new, |text| ctx.inline(text)),
                section: if away { section.title.clone() } else { String::new() },
                parts: rows.criteria(block),
            }
        };
        Some(Closing {
            gates,
            groups: self.found.iter().map(group).collect(),
            ways_back: self.points.iter().map(|b| ctx.blocks(std::slice::from_ref(*b))).collect(),
            gates_page: ctx.to(PlanPage::Gates),
            rollback_page: ctx.to(PlanPage::Rollback),
        })
    }
}

fn gate_line(ctx: &PageContext, gate: &GoNoGo) -> GateLine {
    GateLine {
        title: gate.title.clone(),
        when: gate.when.clone(),
        owner: gate.owner.clone(),
        source: ctx.mark(&gate.place),
    }
}

/// Which side every criterion of the gates stands on.
fn sides(gates: &[&GoNoGo]) -> BTreeMap<NodeId, Side> {
    let mut sides = BTreeMap::new();
    for gate in gates {
        sides.extend(gate.go_nodes.iter().map(|node| (*node, Side::Go)));
        for node in &gate.no_go_nodes {
            sides.entry(*node).and_modify(|side| *side = Side::Criteria).or_insert(Side::NoGo);
        }
    }
    sides
}

/// The side of a block of which every item or row is a criterion.
fn side_of(block: &Block, sides: &BTreeMap<NodeId, Side>) -> Option<Side> {
    let ids: Vec<NodeId> = match &block.kind {
        BlockKind::List(list) => list.items.iter().map(|item| item.id).collect(),
        BlockKind::Table(table) => table.rows.iter().map(|row| row.id).collect(),
        _ => return None,
    };
    let found: Vec<Side> = ids.iter().map(|id| sides.get(id).copied()).collect::<Option<_>>()?;
    let first = *found.first()?;
    Some(if found.iter().all(|side| *side == first) { first } else { Side::Criteria })
}

/// Whether the list or table at `at` is what a heading or lead-in at `place` announces.
fn leads_to(section: &Section, at: usize, place: &Place) -> bool {
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

/// Whether the block is a paragraph that names a rollback point.
fn is_point(section: &Section, at: usize, belongings: &Belongings) -> bool {
    let Some(block) = section.blocks.get(at).filter(|b| b.paragraph().is_some()) else { return false };
    let next = section.blocks.get(at + 1).map_or(u32::MAX, |b| b.line);
    let here = |place: &Place| {
        place.section_id == section.id && block.line <= place.line && place.line < next
    };
    belongings.points().iter().any(|point| here(&point.place))
}
