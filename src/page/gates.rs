//! Go or no-go: every gate with its criteria, the criteria of success, the points of no harm to go back from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::belongs::Belongings;
use super::closing::leads_to;
use super::phase::name_of;
use super::rows::{Part, Row, Rows};
use super::{CodeMark, PageContext, SourceMark, run};
use crate::ledger::Kind;
use crate::markdown::{Item, NodeId};
use crate::plan::{GoNoGo, Place, SuccessCriteria};
use crate::site::{Address, PlanPage, SitePlan, fragment};

#[derive(Debug, Serialize, Default)]
pub struct GatesView {
    pub gates: Vec<GateView>,
    pub criteria: Vec<CriteriaView>,
    pub points: Vec<PointView>,
    pub rollback: String,
}

#[derive(Debug, Serialize)]
pub struct GateView {
    /// Name in the page that its parts are called after.
    pub id: String,
    pub mark: Option<CodeMark>,
    /// Of the gate with its criteria.
    pub digest: String,
    pub title: String,
    pub when: Option<String>,
    pub owner: Option<String>,
    /// True where the plan only says to stop and ask, without criteria.
    pub bare: bool,
    pub go: Vec<Row>,
    pub no_go: Vec<Row>,
    pub conditional: Vec<String>,
    pub source: SourceMark,
    pub phase: Option<PhaseLink>,
    pub ways_back: Vec<String>,
}

#[derive(Debug, Serialize, Clone)]
pub struct PhaseLink {
    pub title: String,
    pub href: String,
}

#[derive(Debug, Serialize)]
pub struct CriteriaView {
    pub title: String,
    pub section: String,
    pub parts: Vec<Part>,
    pub source: SourceMark,
    pub phase: Option<PhaseLink>,
}

#[derive(Debug, Serialize)]
pub struct PointView {
    pub mark: Option<CodeMark>,
    pub label: String,
    pub condition: String,
    pub action: String,
    pub href: String,
    pub source: SourceMark,
    pub phase: Option<PhaseLink>,
}

/// What the items of a plan are found by.
type Items<'a> = BTreeMap<NodeId, &'a Item>;

pub fn view(ctx: &PageContext) -> GatesView {
    let Some(plan) = ctx.plan() else { return GatesView::default() };
    let items = items(plan);
    let phases = phases(ctx, plan);
    let mut rows = Rows::new(ctx);
    let facts = &plan.plan.gates;
    let mut gates: Vec<GateView> = Vec::new();
    for (at, gate) in facts.go_no_go.iter().enumerate() {
        gates.push(gate_view(ctx, &mut rows, &items, (at, gate)));
    }
    let link = |place: &Place| phases.get(&place.section_id).cloned();
    for (view, gate) in gates.iter_mut().zip(&facts.go_no_go) {
        view.phase = link(&gate.place);
        view.ways_back = ways_back(plan, gate, &phases);
    }
    let criteria = facts.success_criteria.iter().map(|found| CriteriaView {
        title: found.title.clone(),
        section: found.place.section.clone(),
        parts: criteria_parts(&mut rows, plan, found),
        source: ctx.mark(&found.place),
        phase: link(&found.place),
    });
    let criteria = criteria.collect();
    let points = facts.rollback_points.iter().enumerate().map(|(at, point)| PointView {
        mark: ctx.code_of(Kind::Point, at),
        label: point.label.clone(),
        condition: point.condition.clone(),
        action: point.action.clone(),
        href: ctx.to_at(PlanPage::Rollback, &fragment::point(&point.label)),
        source: ctx.mark(&point.place),
        phase: link(&point.place),
    });
    GatesView { gates, criteria, points: points.collect(), rollback: ctx.to(PlanPage::Rollback) }
}

fn gate_view(ctx: &PageContext, rows: &mut Rows, items: &Items, (at, gate): (usize, &GoNoGo)) -> GateView {
    let mark = ctx.code_of(Kind::Gate, at);
    let mut side = |texts: &[String], nodes: &[NodeId], no_go: bool| {
        let mut found: Vec<Row> = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            match nodes.get(at).and_then(|node| items.get(node)) {
                Some(item) => found.extend(rows.criterion(item, no_go)),
                None => found.push(rows.words(text, gate.place.line, no_go)),
            }
        }
        found
    };
    GateView {
        id: format!("gate-{}", mark.as_ref().map_or_else(|| at.to_string(), |mark| mark.tail.clone())),
        mark,
        digest: ctx.plan().map(|plan| run::gate_digest(plan, at, gate)).unwrap_or_default(),
        title: gate.title.clone(),
        when: gate.when.clone(),
        owner: gate.owner.clone(),
        bare: gate.go.is_empty() && gate.no_go.is_empty(),
        go: side(&gate.go, &gate.go_nodes, false),
        no_go: side(&gate.no_go, &gate.no_go_nodes, true),
        conditional: gate.conditional.clone(),
        source: ctx.mark(&gate.place),
        phase: None,
        ways_back: Vec::new(),
    }
}

/// The rollback points of the phase that the gate stands in.
fn ways_back(plan: &SitePlan, gate: &GoNoGo, phases: &BTreeMap<usize, PhaseLink>) -> Vec<String> {
    let Some(own) = phases.get(&gate.place.section_id) else { return Vec::new() };
    let same = |place: &Place| phases.get(&place.section_id).is_some_and(|p| p.href == own.href);
    let points = plan.plan.gates.rollback_points.iter().filter(|p| same(&p.place));
    points.map(|p| format!("{}: {}", p.label, p.action)).collect()
}

/// The list or table of the criteria as it stands in the plan, else the words that were read.
fn criteria_parts(rows: &mut Rows, plan: &SitePlan, found: &SuccessCriteria) -> Vec<Part> {
    let sections = plan.document.sections.get(found.place.section_id);
    let blocks = sections.into_iter().flat_map(|section| {
        let own = |at: &usize| leads_to(section, *at, &found.place);
        (0..section.blocks.len()).filter(own).filter_map(|at| section.blocks.get(at)).collect::<Vec<_>>()
    });
    let parts: Vec<Part> = blocks.flat_map(|block| rows.criteria(block, false)).collect();
    if parts.is_empty() && !found.texts.is_empty() {
        let words = found.texts.iter().map(|text| rows.words(text, found.place.line, false));
        return vec![Part::Tasks { rows: words.collect() }];
    }
    parts
}

fn items(plan: &SitePlan) -> Items<'_> {
    let mut items = Items::new();
    for section in &plan.document.sections {
        section.walk(&mut |block| {
            let found = block.list().into_iter().flat_map(|list| &list.items);
            items.extend(found.map(|item| (item.id, item)));
        });
    }
    items
}

/// The phase of every section that has one.
pub fn phases(ctx: &PageContext, plan: &SitePlan) -> BTreeMap<usize, PhaseLink> {
    let mut found = BTreeMap::new();
    for phase in &plan.plan.phases {
        let href = ctx.href(&Address::phase(&plan.id, &phase.slug));
        let link = PhaseLink { title: name_of(phase), href };
        found.extend(Belongings::of(plan, phase).sections.iter().map(|s| (s.id, link.clone())));
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::page::testing::{pages, place, section, site_with, words};
    use crate::plan::GoNoGo;
    use crate::site::Site;

    fn site() -> Site {
        let text = "# Plan\n## Decide\nGo if:\n\n- [ ] `db` is up\n- [x] Staff is in\n\nStop if:\n\n- Smoke is seen\n  - anywhere\n";
        site_with(text, |p| {
            let blocks = &section(p, "Decide").blocks;
            let ids = |at: usize| blocks[at].list().unwrap().items.iter().map(|i| i.id).collect::<Vec<_>>();
            p.plan.gates.go_no_go = vec![GoNoGo {
                title: "Decide".into(),
                when: Some("09:00".into()),
                owner: None,
                form: "list".into(),
                go: vec!["db is up".into(), "Staff is in".into()],
                no_go: vec!["Smoke is seen".into(), "Nobody knows".into()],
                conditional: Vec::new(),
                go_nodes: ids(1),
                no_go_nodes: ids(3),
                place: place(p, "Decide"),
            }];
        })
    }

    #[test]
    fn go_is_ticked_and_no_go_is_answered() {
        let html = &pages(&site())["plan/gates.html"];
        let tick = "type=\"checkbox\"";
        assert_eq!((html.matches(tick).count(), html.matches("type=\"checkbox\" checked").count()), (2, 1));
        assert_eq!(html.matches("name=\"answer-").count(), 4, "clear and seen for each no-go");
        assert!(html.contains("<code>db</code>"), "the words of the plan keep their marks");
        let said = words(html);
        for text in ["anywhere", "Nobody knows", "GO", "HOLD", "NO-GO", "nobody"] {
            assert!(said.contains(text), "{text}");
        }
    }

    #[test]
    fn a_plan_without_gates_says_so() {
        let html = &pages(&site_with("# Plan\n", |p| p.plan.gates = Default::default()))["plan/gates.html"];
        assert!(words(html).contains("The plan has no gate"));
    }
}
