//! Every checklist of the plan as sheets of paper: one sheet a phase or section, rows numbered through.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::belongs::Belongings;
use super::paper_mark::PaperMark;
use super::phase::{Times, name_of, times_of, times_of_stage};
use super::rows::{BoxTable, Part, Row, RowKind, Rows, TableRow};
use super::{CodeMark, PageContext};
use crate::markdown::{Section, SectionId};
use crate::plan::Phase;
use crate::site::SitePlan;
use crate::site::sheets::{self, SheetKind};

#[derive(Debug, Serialize, Default)]
pub struct ChecklistView {
    pub sheets: Vec<Sheet>,
    pub items: usize,
    pub done: usize,
}

#[derive(Debug, Serialize)]
pub struct Sheet {
    /// The code of the sheet, its name in the page too: `CRM-7F3K-C`.
    pub id: String,
    pub paper: Option<PaperMark>,
    pub title: String,
    pub times: Times,
    pub items: usize,
    pub lines: Vec<Line>,
}

/// What a line of a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// A heading inside the sheet.
    Stage,
    Group,
    Task,
    /// A box of a choice (`GO`, `NO-GO`): drawn, and no task.
    Option,
    Note,
    /// A command or remark of the line above.
    Below,
}

#[derive(Debug, Serialize)]
pub struct Line {
    pub kind: LineKind,
    /// Running number of a task in the plan.
    pub number: Option<usize>,
    pub line: u32,
    pub source: String,
    pub mark: Option<CodeMark>,
    /// HTML.
    pub text: String,
    pub expected: Option<String>,
    pub checked: bool,
    pub depth: usize,
    pub times: Times,
    pub owner: Option<String>,
    /// Other cells of a row of a table.
    pub cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
pub struct Cell {
    pub head: String,
    pub html: String,
    /// A second box of the row.
    pub checked: Option<bool>,
}

pub fn view(ctx: &PageContext) -> ChecklistView {
    let Some(plan) = ctx.plan() else { return ChecklistView::default() };
    let owners = owners(plan);
    let mut rows = Rows::new(ctx);
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for section in &plan.document.sections {
        let parts = rows.parts(&section.blocks);
        let (first, mut lines) = (head(plan, &owners, section), lines_of(parts));
        if !lines.iter().any(|line| line.kind == LineKind::Task) {
            continue;
        }
        let sheet = *places.entry(first.id.clone()).or_insert_with(|| {
            sheets.push(first.sheet());
            sheets.len() - 1
        });
        if first.section != Some(section.id) {
            lines.insert(0, stage_line(ctx, plan, section));
        }
        if let Some(sheet) = sheets.get_mut(sheet) {
            sheet.lines.extend(lines);
        }
    }
    choices(plan, &mut sheets);
    // Boxes of choices alone are the go/no-go sheet's; here no paper would be known by them.
    sheets.retain(|sheet| sheet.lines.iter().any(|line| line.kind == LineKind::Task));
    for sheet in &mut sheets {
        sheet.paper = Some(PaperMark::of(ctx, plan, &sheet.id));
    }
    number(&mut sheets);
    let tasks = || sheets.iter().flat_map(|s| &s.lines).filter(|l| l.kind == LineKind::Task);
    let (items, done) = (tasks().count(), tasks().filter(|l| l.checked).count());
    ChecklistView { items, done, sheets }
}

/// Which sheet a section stands on.
struct Head<'a> {
    id: String,
    /// The section that gives the sheet its title.
    section: Option<SectionId>,
    phase: Option<&'a Phase>,
    title: String,
}

impl Head<'_> {
    fn sheet(&self) -> Sheet {
        Sheet {
            id: self.id.clone(),
            paper: None,
            title: self.title.clone(),
            times: self.phase.map(times_of).unwrap_or_default(),
            items: 0,
            lines: Vec::new(),
        }
    }
}

fn owners(plan: &SitePlan) -> BTreeMap<SectionId, &Phase> {
    let mut owners = BTreeMap::new();
    for phase in &plan.plan.phases {
        owners.extend(Belongings::of(plan, phase).sections.iter().map(|s| (s.id, phase)));
    }
    owners
}

/// The sheet of the section: its phase, else the highest section around it below the title.
fn head<'a>(plan: &'a SitePlan, owners: &BTreeMap<SectionId, &'a Phase>, section: &Section) -> Head<'a> {
    if let Some(phase) = owners.get(&section.id) {
        let own = plan.document.sections.iter().find(|s| s.line == phase.place.line && s.level > 0);
        return Head {
            id: sheet_code(plan, own.map(|s| s.id), &format!("sheet-{}", phase.slug)),
            section: own.map(|s| s.id),
            phase: Some(phase),
            title: name_of(phase),
        };
    }
    let top = plan.document.lineage(section.id).filter(|s| s.level > 1).last();
    let top = top.unwrap_or(section);
    let title = if top.title.is_empty() { plan.title().to_owned() } else { top.title.clone() };
    let otherwise = format!("sheet-{}-{}", top.id, top.anchor);
    Head { id: sheet_code(plan, Some(top.id), &otherwise), section: Some(top.id), phase: None, title }
}

/// The code of the sheet of a section, that of the plan for what stands above all headings; `otherwise` for what has none.
fn sheet_code(plan: &SitePlan, section: Option<SectionId>, otherwise: &str) -> String {
    let section = section.and_then(|id| plan.document.sections.get(id));
    let known = match section {
        Some(section) if section.level == 0 => plan.identity.plan(),
        Some(section) => plan.identity.by_node(section.node),
        None => None,
    };
    known.map_or_else(|| otherwise.to_owned(), |known| sheets::code(&known.code, SheetKind::Checklist))
}

fn lines_of(parts: Vec<Part>) -> Vec<Line> {
    let mut lines = Vec::new();
    for part in parts {
        match part {
            Part::Html { .. } | Part::Hold => {}
            Part::Command { html } => {
                lines.push(Line { text: html, ..line(LineKind::Below, 0, String::new()) })
            }
            Part::Tasks { rows } => task_lines(rows, &mut lines),
            Part::Table { table } => lines.extend(table_lines(table)),
        }
    }
    lines
}

/// Rows to lines; boxes to sign go to the sign-off sheet, with what stands below them.
fn task_lines(rows: Vec<Row>, lines: &mut Vec<Line>) {
    let mut signing = false;
    for row in rows {
        if row.kind != RowKind::Below {
            signing = row.signature;
        }
        if signing {
            continue;
        }
        let kind = match row.kind {
            RowKind::Task => LineKind::Task,
            RowKind::Group => LineKind::Group,
            RowKind::Note => LineKind::Note,
            RowKind::Below => LineKind::Below,
        };
        lines.push(Line {
            text: row.text,
            expected: row.expected,
            checked: row.checked,
            depth: row.depth,
            times: Times { when: row.when, ..Times::default() },
            owner: row.owner,
            mark: row.mark,
            ..line(kind, row.line, row.source)
        });
    }
}

fn table_lines(table: BoxTable) -> impl Iterator<Item = Line> {
    table.rows.into_iter().filter(|row| row.has_box).map(table_line)
}

/// A row of a table: its name is the text, its first box the box, the other cells follow with their headers.
fn table_line(row: TableRow) -> Line {
    let mut found = Line { mark: row.mark, ..line(LineKind::Task, row.line, row.source) };
    let (mut boxed, mut named) = (false, false);
    for cell in row.cells {
        let first_box = cell.checked.is_some() && !boxed;
        if first_box {
            boxed = true;
            found.checked = cell.checked == Some(true);
        }
        let names = !named && cell.checked.is_none() && cell.html.chars().any(char::is_alphabetic);
        if names {
            named = true;
            found.text = cell.html;
        } else if !(cell.html.is_empty() && (first_box || cell.checked.is_none())) {
            let checked = cell.checked.filter(|_| !first_box);
            found.cells.push(Cell { head: cell.head, html: cell.html, checked });
        }
    }
    if found.text.is_empty() {
        found.text = crate::markdown::html::escaped(&row.name);
    }
    found
}

fn stage_line(ctx: &PageContext, plan: &SitePlan, section: &Section) -> Line {
    let stages = plan.plan.phases.iter().flat_map(|p| &p.stages);
    let times = stages.filter(|s| s.place.line == section.line).map(times_of_stage).next();
    Line {
        text: ctx.inline(&section.heading),
        times: times.unwrap_or_default(),
        mark: ctx.code_at(section.node),
        ..line(LineKind::Stage, section.line, ctx.mark_line(section.line, "").href)
    }
}

fn line(kind: LineKind, line: u32, source: String) -> Line {
    Line {
        kind,
        number: None,
        line,
        source,
        mark: None,
        text: String::new(),
        expected: None,
        checked: false,
        depth: 1,
        times: Times::default(),
        owner: None,
        cells: Vec::new(),
    }
}

/// Boxes that recognition takes for the choices of a decision are not counted as tasks.
fn choices(plan: &SitePlan, sheets: &mut [Sheet]) {
    let tasks: BTreeSet<u32> =
        plan.plan.checklists.iter().flat_map(|c| &c.tasks).map(|task| task.line).collect();
    let lines = sheets.iter_mut().flat_map(|sheet| &mut sheet.lines);
    for line in lines.filter(|line| line.kind == LineKind::Task && !tasks.contains(&line.line)) {
        line.kind = LineKind::Option;
    }
}

fn number(sheets: &mut [Sheet]) {
    let mut next = 1;
    for sheet in sheets {
        for line in sheet.lines.iter_mut().filter(|line| line.kind == LineKind::Task) {
            line.number = Some(next);
            next += 1;
            sheet.items += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::{on, pages, phase, site_with, words};
    use crate::site::{PlanPage, Site};

    fn plan() -> Site {
        let text = "# Plan\n- [ ] first\n## One\n- [ ] a → b\n### Deep\n- [x] c\n## Papers\n| Paper | Read | Kept |\n|---|---|---|\n| Map | [x] | [ ] |\n## Sign-off\n- [ ] ready\n- [ ] Release Manager: ____ Date: ____\n## Decision\n- [ ] look\n\nVerdict:\n- [ ] GO\n- [ ] NO-GO\n";
        site_with(text, |p| {
            p.plan.phases = vec![phase(p, "One", "phase-1", Some("T-1"))];
        })
    }

    #[test]
    fn rows_are_numbered_through_and_signatures_left_out() {
        let view = on(&plan(), PlanPage::Checklist, view);
        let tasks = view.sheets.iter().flat_map(|s| &s.lines).filter(|l| l.kind == LineKind::Task);
        let tasks: Vec<_> = tasks.map(|l| (l.number.unwrap(), l.text.as_str(), l.checked)).collect();
        let expected = [
            (1, "first", false),
            (2, "a", false),
            (3, "c", true),
            (4, "Map", true),
            (5, "ready", false),
            (6, "look", false),
        ];
        assert_eq!(tasks, expected);
        let titles: Vec<&str> = view.sheets.iter().map(|s| s.title.as_str()).collect();
        assert_eq!(titles, ["Plan", "One", "Papers", "Sign-off", "Decision"]);
        assert_eq!((view.items, view.done), (6, 2));
        let options = view.sheets.iter().flat_map(|s| &s.lines).filter(|l| l.kind == LineKind::Option);
        assert_eq!(options.map(|l| l.text.as_str()).collect::<Vec<_>>(), ["GO", "NO-GO"]);
    }

    #[test]
    fn a_second_box_of_a_row_stays_with_its_header() {
        let view = on(&plan(), PlanPage::Checklist, view);
        let row = view.sheets[2].lines.iter().find(|l| l.kind == LineKind::Task).unwrap();
        assert_eq!(row.cells.len(), 1);
        assert_eq!((row.cells[0].head.as_str(), row.cells[0].checked), ("Kept", Some(false)));
    }

    #[test]
    fn each_sheet_says_which_it_is() {
        let html = &pages(&plan())["plan/checklist.html"];
        assert_eq!(html.matches("class=\"sheet ").count(), 5);
        assert!(words(html).contains("Sheet 2 of 5"), "{}", words(html));
        assert!(!html.contains("Release Manager"));
    }
}
