//! One phase: its sections with what is to be ticked, and how it ends.

use serde::Serialize;

use super::belongs::{Belongings, Tally};
use super::closing::{Closing, Taken, gate_blocks};
use super::contents::{self, Entry};
use super::rows::{Part, Rows};
use super::{CodeMark, PageContext, SourceMark};
use crate::ledger::Kind;
use crate::markdown::html::escaped;
use crate::markdown::{Block, RunKind, Section, Text};
use crate::plan::{GoNoGo, Phase, Stage};
use crate::site::{Address, PlanPage, SitePlan, fragment};

#[derive(Debug, Serialize, Default)]
pub struct PhaseView {
    pub title: String,
    /// Before the title: `2`, `Week 1`.
    pub label: Option<String>,
    pub group: Option<String>,
    pub times: Times,
    pub tally: Tally,
    pub source: Option<SourceMark>,
    pub mark: Option<CodeMark>,
    pub sections: Vec<SectionView>,
    pub contents: Vec<Entry>,
    /// Phases that stand below this one.
    pub inner: Vec<Neighbour>,
    pub closing: Option<Closing>,
    /// Names of the sections that are shown at the end alone.
    pub moved: Vec<String>,
    pub previous: Option<Neighbour>,
    pub next: Option<Neighbour>,
    pub all: String,
}

/// What stands in the column of time.
#[derive(Debug, Serialize, Default, Clone)]
pub struct Times {
    pub when: Option<String>,
    /// The clock in 24 hours, where the plan writes it otherwise.
    pub clock: Option<String>,
    pub duration: Option<String>,
    pub priority: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct SectionView {
    /// Level of the heading in the page; 0 for what stands right below the heading of the phase.
    pub level: u8,
    pub id: String,
    /// HTML.
    pub heading: String,
    pub times: Times,
    pub source: SourceMark,
    /// `None` for the heading of the phase itself.
    pub mark: Option<CodeMark>,
    pub parts: Vec<Part>,
    pub tasks: usize,
    /// Gates that stand in the section.
    pub gates: Vec<GateNote>,
}

/// What the column of notes says of a gate.
#[derive(Debug, Serialize)]
pub struct GateNote {
    pub title: String,
    pub owner: Option<String>,
    pub href: String,
}

#[derive(Debug, Serialize)]
pub struct Neighbour {
    pub title: String,
    pub when: Option<String>,
    pub href: String,
}

/// The page of the phase that the context stands on.
pub fn view(ctx: &PageContext) -> PhaseView {
    let Some((plan, slug)) = ctx.plan().zip(ctx.phase) else { return PhaseView::default() };
    let phases = &plan.plan.phases;
    let Some(at) = phases.iter().position(|p| p.slug == slug) else { return PhaseView::default() };
    let phase = &phases[at];
    let belongings = Belongings::of(plan, phase);
    let taken = Taken::of(&belongings);
    let gates = gate_blocks(&belongings.sections, &belongings.gates());
    let mark = ctx.code_of(Kind::Phase, at);
    let mut rows = Rows::new(ctx).with_gates(gates);
    let (mut sections, mut moved_anchors) = (Vec::new(), Vec::new());
    for section in &belongings.sections {
        let mut view = section_view(ctx, &mut rows, (phase, section), &taken);
        let here =
            plan.plan.gates.go_no_go.iter().enumerate().filter(|(_, g)| g.place.section_id == section.id);
        view.gates = here.map(|(at, gate)| gate_note(ctx, at, gate)).collect();
        let moved = section.blocks.iter().any(|b| taken.has(b));
        if !(view.parts.is_empty() && (view.level == 0 || moved)) {
            sections.push(view);
        } else if moved && view.level > 0 {
            moved_anchors.push(view.id);
            let names = view.mark.into_iter().flat_map(|mark| [mark.id].into_iter().chain(mark.aliases));
            moved_anchors.extend(names.filter(|name| !name.is_empty()));
        }
    }
    if belongings.sections.is_empty() {
        sections.extend(as_written(ctx, &mut rows, plan, phase));
    }
    let neighbour = |phase: &Phase| neighbour(ctx, plan, phase);
    let closing = taken.closing(ctx, &mut rows, &belongings);
    let named = sections.iter().filter(|s| s.level > 0);
    let mut listed: Vec<Entry> = named.map(|s| Entry::of_html(s.level, &s.id, &s.heading, s.tasks)).collect();
    listed.extend(closing.as_ref().map(|closing| Entry::of_html(2, "end", closing.heading(), 0)));
    PhaseView {
        title: title_of(phase).to_owned(),
        label: label_of(phase),
        group: phase.group.clone(),
        times: times_of(phase),
        tally: belongings.tally(),
        source: Some(ctx.mark(&phase.place)),
        mark,
        closing,
        contents: contents::long(listed),
        moved: moved_anchors,
        sections,
        inner: belongings.inner.iter().map(|p| neighbour(p)).collect(),
        previous: at.checked_sub(1).and_then(|before| phases.get(before)).map(neighbour),
        next: phases.get(at + 1).map(neighbour),
        all: ctx.to(PlanPage::Phases),
    }
}

pub fn times_of(phase: &Phase) -> Times {
    Times {
        when: phase.when.clone(),
        clock: None,
        duration: phase.duration.clone(),
        priority: phase.priority.clone(),
    }
}

pub fn times_of_stage(stage: &Stage) -> Times {
    let written = stage.when.as_deref().unwrap_or("");
    Times {
        when: stage.when.clone(),
        clock: stage.time_24h.clone().filter(|clock| !written.contains(clock.as_str())),
        duration: stage.duration.clone(),
        priority: stage.priority.clone(),
    }
}

fn section_view(
    ctx: &PageContext,
    rows: &mut Rows,
    (phase, section): (&Phase, &Section),
    taken: &Taken,
) -> SectionView {
    let stage = phase.stages.iter().find(|s| s.place.line == section.line);
    let own = section.line == phase.place.line;
    let times = if own { times_of(phase) } else { stage.map(times_of_stage).unwrap_or_default() };
    let parts = rows.parts(section.blocks.iter().filter(|b| !taken.has(b) && !said(b, &times)));
    let heading = stage.and_then(|stage| short_heading(section, stage));
    SectionView {
        gates: Vec::new(),
        level: if own { 0 } else { section.level.saturating_sub(phase.level).saturating_add(1).clamp(2, 6) },
        id: stage.map_or_else(|| section.anchor.clone(), |s| fragment::stage(&s.slug)),
        heading: heading.map_or_else(|| ctx.inline(&section.heading), |text| escaped(&text)),
        times: if own { Times::default() } else { times },
        source: ctx.mark_line(section.line, &section.title),
        mark: Some(section.node).filter(|_| !own).and_then(|node| ctx.code_at(node)),
        tasks: tasks_in(&parts),
        parts,
    }
}

fn gate_note(ctx: &PageContext, at: usize, gate: &GoNoGo) -> GateNote {
    GateNote { title: gate.title.clone(), owner: gate.owner.clone(), href: ctx.to_fact(Kind::Gate, at) }
}

/// The heading of a stage without what stands in the column of time; `None` where letters would be lost.
fn short_heading(section: &Section, stage: &Stage) -> Option<String> {
    let plain = section.heading.runs.iter().all(|run| run.kind == RunKind::Text && run.link.is_none());
    let (before, behind) =
        section.title.split_once(stage.title.as_str()).filter(|_| !stage.title.is_empty())?;
    let shown = [&stage.when, &stage.duration, &stage.priority];
    let rest =
        shown.into_iter().flatten().fold(behind.to_owned(), |rest, said| rest.replace(said.as_str(), ""));
    let lost = rest.chars().any(char::is_alphanumeric);
    (plain && !lost && !behind.is_empty()).then(|| format!("{before}{}", stage.title))
}

fn tasks_in(parts: &[Part]) -> usize {
    let of = |part: &Part| match part {
        Part::Tasks { rows } => rows.iter().filter(|r| r.kind == super::rows::RowKind::Task).count(),
        Part::Table { table } => table.rows.iter().filter(|r| r.has_box).count(),
        _ => 0,
    };
    parts.iter().map(of).sum()
}

/// Whether the block only says what stands in the column of time already: `**Duration:** 30 minutes`.
fn said(block: &Block, times: &Times) -> bool {
    let Some(text) = block.paragraph() else { return false };
    let known: Vec<&str> =
        [&times.when, &times.duration, &times.priority].into_iter().flatten().map(String::as_str).collect();
    let lines = text.lines();
    let field = |line: &Text| {
        line.bold_lead().is_some_and(|(_, value)| {
            let value = value.plain();
            known.contains(&value.trim_start_matches([':', '：']).trim())
        })
    };
    !lines.is_empty() && lines.iter().all(field)
}

/// The block that a phase was read from which is no heading.
fn as_written(ctx: &PageContext, rows: &mut Rows, plan: &SitePlan, phase: &Phase) -> Option<SectionView> {
    let section = plan.document.sections.get(phase.place.section_id)?;
    let at = section.blocks.iter().rposition(|b| b.line <= phase.place.line)?;
    let parts = rows.parts(section.blocks.get(at..=at)?);
    Some(SectionView {
        gates: Vec::new(),
        level: 0,
        id: String::new(),
        heading: String::new(),
        times: times_of(phase),
        source: ctx.mark(&phase.place),
        mark: None,
        tasks: tasks_in(&parts),
        parts,
    })
}

fn neighbour(ctx: &PageContext, plan: &SitePlan, phase: &Phase) -> Neighbour {
    Neighbour {
        title: name_of(phase),
        when: phase.when.clone(),
        href: ctx.href(&Address::phase(&plan.id, &phase.slug)),
    }
}

/// Label and title: `2 Dark launch`, `Week 1 Foundation`.
pub fn name_of(phase: &Phase) -> String {
    match label_of(phase) {
        Some(label) => format!("{label} {}", title_of(phase)),
        None => title_of(phase).to_owned(),
    }
}

/// The title, or the heading of a phase that is named by its number or time alone.
pub fn title_of(phase: &Phase) -> &str {
    if phase.title.is_empty() { &phase.heading } else { &phase.title }
}

/// What stands before the title: the number of a phase, `Week 1` for others; nothing where that is its time.
pub fn label_of(phase: &Phase) -> Option<String> {
    if let (Some(number), true) = (phase.number, phase.slug.starts_with("phase-")) {
        return Some(number.to_string());
    }
    let (before, _) = phase.heading.split_once(phase.title.as_str()).filter(|_| !phase.title.is_empty())?;
    let label = before.trim().trim_end_matches([':', '：', '-', '–', '—', '.']).trim();
    let timed = phase.when.as_deref().is_some_and(|when| when == label);
    (!label.is_empty() && !timed && phase.number.is_some()).then(|| label.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::{checklists, pages, phase, place, site_with, words};
    use crate::plan::{RollbackPoint, SuccessCriteria};
    use crate::site::Site;

    const TEXT: &str = "# Plan

## Ship

**Duration:** 1 hour

We ship with care & `love`.

### Send

1. **Run:**

   ```sh
   send --now
   ```

2. **Look:**
   - [ ] Read the log → empty
   - [ ] Ask <the> desk

| Item | Ready |
|---|---|
| Crane | [x] |

**Success criteria:**

- Nothing fell
- Nobody waits

**Rollback Point 1:** If it fell, stop.

## Rest

- [ ] Sleep
";

    fn shipped() -> Site {
        site_with(TEXT, |p| {
            p.plan.checklists = checklists(p);
            let mut ship = phase(p, "Ship", "phase-1", Some("T-1 day"));
            ship.duration = Some("1 hour".into());
            ship.number = Some(1);
            p.plan.phases = vec![ship, phase(p, "Rest", "phase-2", None)];
            p.plan.gates.go_no_go.clear();
            p.plan.gates.success_criteria = vec![SuccessCriteria {
                title: "Success criteria".into(),
                items: 2,
                form: "list".into(),
                place: Place { line: 26, ..place(p, "Send") },
                texts: Vec::new(),
            }];
            p.plan.gates.rollback_points = vec![RollbackPoint {
                label: "Rollback Point 1".into(),
                condition: "If it fell".into(),
                action: "stop".into(),
                place: Place { line: 31, ..place(p, "Send") },
            }];
        })
    }

    use crate::plan::Place;

    #[test]
    fn no_word_of_the_phase_is_lost() {
        let html = &pages(&shipped())["plan/phase/phase-1.html"];
        let said = words(html);
        for text in [
            "1 hour",
            "We ship with care & love.",
            "send --now",
            "Look:",
            "Read the log",
            "empty",
            "Ask <the> desk",
            "Crane",
            "Success criteria:",
            "Nothing fell",
            "Nobody waits",
            "Rollback Point 1: If it fell, stop.",
        ] {
            assert!(said.contains(text), "{text}: {said}");
        }
        assert_eq!(said.matches("Nothing fell").count(), 1);
        assert!(!html.contains("Sleep"));
        assert!(html.contains("href=\"phase-2.html\""));
    }

    #[test]
    fn criteria_stand_behind_the_holding_line() {
        let html = &pages(&shipped())["plan/phase/phase-1.html"];
        let line = html.find("class=\"hold\"").unwrap();
        assert!(html.find("Crane").unwrap() < line && line < html.find("Nothing fell").unwrap());
        assert!(line < html.find("Rollback Point 1").unwrap());
    }

    #[test]
    fn every_box_has_a_label_of_its_own() {
        let html = &pages(&shipped())["plan/phase/phase-1.html"];
        let (html, _) = html.split_once("</main>").unwrap();
        let boxes = html.matches("type=\"checkbox\"").count();
        assert_eq!(boxes, 5);
        assert_eq!(html.matches("<label").count(), boxes);
        assert!(html.contains("id=\"L18\""), "{html}");
    }

    #[test]
    fn labels_of_phases() {
        let site = site_with("# P\n## Week 1: Start\n## T-1 day: Go\n", |p| {
            let mut week = phase(p, "Week 1: Start", "week-1", None);
            (week.title, week.number) = ("Start".into(), Some(1));
            let mut day = phase(p, "T-1 day: Go", "go", Some("T-1 day"));
            day.title = "Go".into();
            p.plan.phases = vec![week, day];
        });
        let names: Vec<String> = site.plans[0].plan.phases.iter().map(name_of).collect();
        assert_eq!(names, ["Week 1 Start", "Go"]);
    }
}
