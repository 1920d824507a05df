//! Runs: the page that starts, shows and files them, and the list of all work of a plan that scripts read.
//!
//! The list is a script, for those load from disk too. It is asked for only where a run is going on or the page of the
//! run is open. What it holds is published already: codes, digests and the words that pages show.

use std::collections::BTreeMap;

use serde::Serialize;

use super::phase::name_of;
use super::{CodeMark, PageContext};
use crate::ledger::{Digest, Kind, said};
use crate::markdown::NodeId;
use crate::plan::GoNoGo;
use crate::site::{Address, PlanPage, SitePlan};

/// Letters of a task's words at most: enough to know it by.
const WORDS: usize = 90;

/// What a piece of work is, in the list.
const TASK: u8 = 0;
const CRITERION: u8 = 1;
const STEP: u8 = 2;
/// To be answered with clear or seen.
const NO_GO: u8 = 4;
/// Ticked in the plan's own text.
const TICKED: u8 = 8;

#[derive(Debug, Serialize, Default)]
pub struct RunView {
    pub tasks: usize,
    pub checklist: String,
    /// Where tasks stand, in the order of the first of each.
    pub groups: Vec<Group>,
    /// Roles that tasks are given to; the last is empty where some are given to nobody.
    pub roles: Vec<String>,
    pub gates: Vec<GateRow>,
}

/// Tasks of a phase, or below a heading that is none.
#[derive(Debug, Serialize)]
pub struct Group {
    /// Its place in the list of the script.
    pub number: usize,
    pub title: String,
    /// Empty for what has no page of its own.
    pub href: String,
    pub tasks: Vec<TaskRow>,
}

#[derive(Debug, Serialize)]
pub struct TaskRow {
    pub mark: Option<CodeMark>,
    pub words: String,
    pub choice: bool,
    pub checked: bool,
}

#[derive(Debug, Serialize)]
pub struct GateRow {
    pub code: String,
    pub title: String,
    pub href: String,
}

pub fn view(ctx: &PageContext) -> RunView {
    let Some(plan) = ctx.plan() else { return RunView::default() };
    let work = work(ctx, plan);
    let href = |page: &str| ctx.href(&Address::root(page));
    let mut groups: Vec<Group> = Vec::new();
    let mut roles: Vec<String> = Vec::new();
    let tasks = || work.tasks.iter().filter(|task| task.5 & 3 == TASK);
    for (tail, _, words, group, role, kind) in tasks() {
        let at = groups.iter().position(|known| known.number == *group).unwrap_or_else(|| {
            let (title, page) = work.groups.get(*group).cloned().unwrap_or_default();
            let href = if page.is_empty() { page } else { href(&page) };
            groups.push(Group { number: *group, title, href, tasks: Vec::new() });
            groups.len() - 1
        });
        let mark = ctx.code_named(tail);
        let row =
            TaskRow { mark, words: words.clone(), choice: kind & NO_GO > 0, checked: kind & TICKED > 0 };
        groups[at].tasks.push(row);
        let role = usize::try_from(*role).ok().and_then(|at| work.roles.get(at)).cloned().unwrap_or_default();
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles.sort_by_key(String::is_empty);
    let gates = work.gates.iter().map(|(tail, _, title, ..)| GateRow {
        code: format!("{}-{tail}", plan.code),
        title: title.clone(),
        href: ctx.to_at(PlanPage::Gates, &format!("gate-{tail}")),
    });
    let named = roles.iter().any(|role| !role.is_empty());
    RunView {
        tasks: tasks().count(),
        checklist: ctx.to(PlanPage::Checklist),
        gates: gates.collect(),
        groups,
        roles: if named { roles } else { Vec::new() },
    }
}

/// All work of a plan, in the order of the text.
#[derive(Debug, Serialize)]
pub struct Work {
    plan: String,
    revision: u32,
    digest: String,
    /// Title and page (from the root of the site) of what the work stands in: a phase, else a section without page.
    groups: Vec<(String, String)>,
    roles: Vec<String>,
    tasks: Vec<Task>,
    gates: Vec<Gate>,
}

/// Code behind the plan's own, digest of its text, words, place in `groups`, place in `roles` or -1, what it is.
type Task = (String, String, String, usize, i32, u8);

/// Code, digest with its criteria, title, place in `groups`, who decides, criteria of go and of no-go by their places in
/// `tasks`.
type Gate = (String, String, String, usize, String, Vec<usize>, Vec<usize>);

/// The list as a script: a pure function of the plan. Called at the address that [`Address::tasks`] gives.
pub fn script(ctx: &PageContext, plan: &SitePlan) -> String {
    let list = serde_json::to_string(&work(ctx, plan)).unwrap_or_default();
    format!("tminus.data(\"tasks/{}\",{list});\n", plan.code)
}

/// The digest of a gate together with its criteria: other criteria, another decision.
pub fn gate_digest(plan: &SitePlan, at: usize, gate: &GoNoGo) -> String {
    let own = plan.identity.by_fact(Kind::Gate, at).map(|known| known.thing.own).unwrap_or_default();
    let nodes = gate.go_nodes.iter().chain(&gate.no_go_nodes);
    let parts = nodes.filter_map(|node| plan.identity.by_node(*node)).map(|known| known.thing.own);
    Digest::tree(own, parts).stub()
}

fn work(ctx: &PageContext, plan: &SitePlan) -> Work {
    let mut list = Lister {
        ctx,
        plan,
        known: known(plan),
        groups: Vec::new(),
        group_of: BTreeMap::new(),
        roles: Vec::new(),
    };
    let mut order: Vec<usize> = (0..plan.identity.things.len()).collect();
    order.retain(|at| plan.identity.things[*at].thing.kind.is_work());
    order.sort_by_key(|at| (plan.identity.things[*at].thing.line, *at));
    let tasks: Vec<Task> = order.iter().map(|at| list.task(*at)).collect();
    let places: BTreeMap<usize, usize> =
        order.into_iter().enumerate().map(|(place, thing)| (thing, place)).collect();
    let gates = plan.plan.gates.go_no_go.iter().enumerate();
    let gates = gates.filter_map(|(at, gate)| list.gate(at, gate, &places)).collect();
    Work {
        plan: plan.code.clone(),
        revision: plan.identity.revision,
        digest: plan.identity.digest.key(),
        groups: list.groups,
        roles: list.roles,
        tasks,
        gates,
    }
}

/// What recognition knows of a piece of work besides its words.
#[derive(Default, Clone)]
struct Facts {
    role: Option<String>,
    no_go: bool,
    ticked: bool,
}

struct Lister<'a> {
    ctx: &'a PageContext<'a>,
    plan: &'a SitePlan,
    known: (BTreeMap<NodeId, Facts>, BTreeMap<u32, Facts>),
    groups: Vec<(String, String)>,
    group_of: BTreeMap<(String, String), usize>,
    roles: Vec<String>,
}

impl Lister<'_> {
    fn task(&mut self, at: usize) -> Task {
        let known = &self.plan.identity.things[at];
        let thing = &known.thing;
        let by_node = thing.node.and_then(|node| self.known.0.get(&node));
        let facts = by_node.or_else(|| self.known.1.get(&thing.line)).cloned().unwrap_or_default();
        let kind = match thing.kind {
            Kind::Criterion => CRITERION,
            Kind::Step => STEP,
            _ => TASK,
        };
        let kind = kind + if facts.no_go { NO_GO } else { 0 } + if facts.ticked { TICKED } else { 0 };
        let words = short(&said(&self.ctx.shown(thing.line, &thing.words)).replace('`', ""));
        let role = facts.role.map_or(-1, |role| self.role(role));
        let group = self.group(at);
        (known.code.tail().to_owned(), thing.own.stub(), words, group, role, kind)
    }

    fn role(&mut self, role: String) -> i32 {
        let place = self.roles.iter().position(|known| *known == role).unwrap_or_else(|| {
            self.roles.push(role);
            self.roles.len() - 1
        });
        i32::try_from(place).unwrap_or(-1)
    }

    /// The phase around the thing; else the heading right below the title, which has no page to tick on.
    fn group(&mut self, at: usize) -> usize {
        let identity = &self.plan.identity;
        let around: Vec<usize> = identity.outwards(at).collect();
        let phases = &self.plan.plan.phases;
        let phase = around.iter().find_map(|at| {
            let found = |n: &usize| identity.of_fact.get(&(Kind::Phase, *n)) == Some(at);
            (0..phases.len()).find(found).and_then(|n| phases.get(n))
        });
        let group = match phase {
            Some(phase) => (name_of(phase), Address::phase(&self.plan.id, &phase.slug).from("")),
            None => {
                let sections = &self.plan.document.sections;
                let title = sections.iter().find(|s| s.level == 1).map(|s| s.node);
                let outer = around.iter().rev().skip(1).map(|at| &identity.things[*at].thing);
                let below = outer.filter(|thing| !thing.kind.is_work() && thing.node != title);
                let heading = below.map(|thing| &thing.words).next();
                let title = heading.map_or_else(|| self.plan.title().to_owned(), |words| short(words));
                (title, String::new())
            }
        };
        let next = self.groups.len();
        let place = *self.group_of.entry(group.clone()).or_insert(next);
        if place == next {
            self.groups.push(group);
        }
        place
    }

    fn gate(&mut self, at: usize, gate: &GoNoGo, places: &BTreeMap<usize, usize>) -> Option<Gate> {
        let identity = &self.plan.identity;
        let thing = *identity.of_fact.get(&(Kind::Gate, at))?;
        let side = |nodes: &[NodeId]| -> Vec<usize> {
            let things = nodes.iter().filter_map(|node| identity.of_node.get(node));
            things.filter_map(|thing| places.get(thing).copied()).collect()
        };
        let (go, no_go) = (side(&gate.go_nodes), side(&gate.no_go_nodes));
        let code = identity.things.get(thing)?.code.tail().to_owned();
        let owner = gate.owner.clone().unwrap_or_default();
        let digest = gate_digest(self.plan, at, gate);
        Some((code, digest, short(&gate.title), self.group(thing), owner, go, no_go))
    }
}

/// What is known of items and rows by their nodes, and of lines by their numbers.
fn known(plan: &SitePlan) -> (BTreeMap<NodeId, Facts>, BTreeMap<u32, Facts>) {
    let (mut nodes, mut lines): (BTreeMap<NodeId, Facts>, BTreeMap<u32, Facts>) = Default::default();
    for task in plan.plan.checklists.iter().flat_map(|list| &list.tasks) {
        let facts = Facts { role: task.owner.clone(), no_go: false, ticked: task.checked };
        lines.insert(task.line, facts.clone());
        if task.form != crate::plan::TaskForm::Line {
            nodes.insert(task.node, facts);
        }
    }
    for gate in &plan.plan.gates.go_no_go {
        for node in gate.go_nodes.iter().chain(&gate.no_go_nodes) {
            let facts = nodes.entry(*node).or_default();
            facts.no_go = gate.no_go_nodes.contains(node);
            facts.role = facts.role.take().or_else(|| gate.owner.clone());
        }
    }
    (nodes, lines)
}

/// The beginning of the words, cut between two of them.
fn short(words: &str) -> String {
    if words.chars().count() <= WORDS {
        return words.to_owned();
    }
    let front: String = words.chars().take(WORDS - 1).collect();
    let end = front.rfind(' ').filter(|end| *end > WORDS / 2).unwrap_or(front.len());
    format!("{}…", front.get(..end).unwrap_or(&front))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::{on, pages, site};

    const TEXT: &str = "# Plan

## Phase 1: Ship

- [ ] Load {owner=\"Dock\"}
- [x] Weigh
- [ ] Sign: ____

## Notes

- [ ] Read this
";

    fn list(text: &str) -> serde_json::Value {
        let site = site(text);
        let script = on(&site, PlanPage::Run, |ctx| script(ctx, &site.plans[0]));
        let json = script.strip_prefix("tminus.data(\"tasks/").unwrap().split_once(',').unwrap().1;
        serde_json::from_str(json.trim_end().strip_suffix(");").unwrap()).unwrap()
    }

    #[test]
    fn all_work_is_listed_in_the_order_of_the_text_with_where_it_is_ticked() {
        let list = list(TEXT);
        let words: Vec<&str> =
            list["tasks"].as_array().unwrap().iter().map(|t| t[2].as_str().unwrap()).collect();
        assert_eq!(words, ["Load", "Weigh", "Read this"], "boxes to sign are no tasks");
        assert_eq!(list["tasks"][0][5], 0);
        assert_eq!(list["tasks"][1][5], TICKED);
        assert_eq!(list["groups"][0][1], "plan/phase/phase-1.html");
        assert_eq!(list["groups"][1], serde_json::json!(["Notes", ""]));
        assert_eq!(list["roles"], serde_json::json!(["Dock"]));
        assert_eq!(list["tasks"][0][4], 0);
    }

    #[test]
    fn other_words_have_another_digest_and_a_tick_has_not() {
        let before = list(TEXT);
        let after = list(&TEXT.replace("[ ] Load", "[x] Load").replace("Weigh", "Weigh twice"));
        assert_eq!(before["tasks"][0][1], after["tasks"][0][1]);
        assert_ne!(before["tasks"][1][1], after["tasks"][1][1]);
    }

    #[test]
    fn the_list_is_published_beside_the_pages_of_the_plan() {
        let site = site(TEXT);
        let address = Address::tasks("plan", &site.plans[0].identity.digest.key()).path;
        let pages = pages(&site);
        assert!(pages[&address].starts_with("tminus.data(\"tasks/"));
        assert!(pages["plan/run.html"].contains("id=\"startrun\""));
    }

    #[test]
    fn long_words_are_cut_between_two() {
        let long = "word ".repeat(40);
        let cut = short(&long);
        assert!(cut.chars().count() <= WORDS && cut.ends_with("word…"), "{cut}");
        assert_eq!(short("Load"), "Load");
    }
}
