//! A procedure as a card: its steps as the plan writes them, commands included.

use std::collections::BTreeMap;

use serde::Serialize;

use super::context::SourceMark;
use super::grade::{Level, level};
use super::{CodeMark, PageContext, gaps};
use crate::ledger::Kind;
use crate::markdown::{Block, NodeId, Section, SectionId};
use crate::plan::{Procedure, Step};
use crate::site::{SitePlan, fragment};

#[derive(Debug, Serialize)]
pub struct ProcedureCard {
    pub anchor: String,
    pub mark: Option<CodeMark>,
    pub title: String,
    pub level: Option<Level>,
    pub trigger: Option<String>,
    pub time_limit: Option<String>,
    pub count: usize,
    /// The steps as written; empty where they stand in `steps`.
    pub body: String,
    pub steps: Vec<StepCard>,
    /// True where neither steps nor text were found.
    pub empty: bool,
    /// Fields to fill in the commands, with their lines.
    pub blanks: Vec<SourceMark>,
    pub source: SourceMark,
}

#[derive(Debug, Serialize)]
pub struct StepCard {
    pub window: Option<String>,
    pub text: String,
    pub substeps: Vec<String>,
    pub code: Option<String>,
    pub source: SourceMark,
    pub mark: Option<CodeMark>,
}

/// The cards of `procedures`, in their order; `first` is the place of the first of them among all of the plan: ways back,
/// contingencies, others.
pub fn cards(ctx: &PageContext, first: usize, procedures: &[Procedure]) -> Vec<ProcedureCard> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let facts = &plan.plan;
    let all = facts.rollback.procedures.iter().chain(&facts.contingencies).chain(&facts.procedures);
    let mut sections: BTreeMap<SectionId, usize> = BTreeMap::new();
    for procedure in all {
        *sections.entry(procedure.place.section_id).or_default() += 1;
    }
    let deck = Deck { ctx, plan, sections, fields: gaps::fields_in_commands(plan) };
    (first..).zip(procedures).map(|(at, procedure)| deck.card(at, procedure)).collect()
}

/// What all cards of a page need.
struct Deck<'a> {
    ctx: &'a PageContext<'a>,
    plan: &'a SitePlan,
    /// How many procedures stand right in each section.
    sections: BTreeMap<SectionId, usize>,
    /// Fields to fill in commands, by line.
    fields: BTreeMap<u32, Vec<String>>,
}

impl Deck<'_> {
    fn card(&self, at: usize, procedure: &Procedure) -> ProcedureCard {
        let ctx = self.ctx;
        let mark = ctx.code_of(Kind::Procedure, at);
        let body = self.body(procedure);
        let steps: Vec<StepCard> = match body.is_empty() {
            true => procedure.step_list.iter().map(|step| step_card(ctx, step)).collect(),
            false => Vec::new(),
        };
        ProcedureCard {
            anchor: fragment::procedure(&procedure.slug),
            mark,
            title: procedure.title.clone(),
            level: procedure.severity.as_ref().map(|text| level(ctx, text)),
            trigger: procedure.trigger.clone(),
            time_limit: procedure.time_limit.clone(),
            count: procedure.steps,
            empty: body.is_empty() && steps.is_empty(),
            body,
            steps,
            blanks: self.blanks(procedure),
            source: ctx.mark(&procedure.place),
        }
    }

    /// The text of the procedure: everything of its section when that belongs to it alone, else the blocks of its
    /// steps.
    fn body(&self, procedure: &Procedure) -> String {
        let id = procedure.place.section_id;
        let Some(section) = self.plan.document.sections.get(id) else { return String::new() };
        if section.line == procedure.place.line && self.sections.get(&id) == Some(&1) {
            return self.whole(section, procedure);
        }
        let found: Vec<Block> = self.find(section, &procedure.blocks).into_iter().cloned().collect();
        self.ctx.blocks(&found)
    }

    /// The section with what stands below it, other procedures left out.
    fn whole(&self, section: &Section, procedure: &Procedure) -> String {
        let told = |block: &&Block| !tells_again(block, procedure);
        let blocks: Vec<Block> = section.blocks.iter().filter(told).cloned().collect();
        let mut out = self.ctx.blocks(&blocks);
        let mut skipped: Option<u8> = None;
        for below in self.plan.document.subtree(section.id).skip(1) {
            skipped = skipped.filter(|level| below.level > *level);
            if skipped.is_none() && self.sections.contains_key(&below.id) {
                skipped = Some(below.level);
            }
            if skipped.is_none() {
                out.push_str(&format!("<h4>{}</h4>\n", self.ctx.inline(&below.heading)));
                out.push_str(&self.ctx.blocks(&below.blocks));
            }
        }
        out
    }

    /// The blocks with these numbers, in the section or below it, in source order.
    fn find<'b>(&'b self, section: &Section, ids: &[NodeId]) -> Vec<&'b Block> {
        let mut found = Vec::new();
        for section in self.plan.document.subtree(section.id) {
            section.walk(&mut |block| {
                if ids.contains(&block.id) {
                    found.push(block);
                }
            });
        }
        found
    }

    /// Lines of the procedure's commands that hold a field to fill.
    fn blanks(&self, procedure: &Procedure) -> Vec<SourceMark> {
        let Some(section) = self.plan.document.sections.get(procedure.place.section_id) else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        for block in self.find(section, &procedure.blocks) {
            block.walk(&mut |block| {
                if let Some(code) = block.code() {
                    let last = code.first_line + code.text.lines().count() as u32;
                    lines.extend(self.fields.range(code.first_line..last).map(|(line, _)| *line));
                }
            });
        }
        self.ctx.mark_lines(&lines)
    }
}

fn step_card(ctx: &PageContext, step: &Step) -> StepCard {
    StepCard {
        window: step.window.clone(),
        text: ctx.shown(step.line, &step.text).into_owned(),
        substeps: step.substeps.iter().map(|text| ctx.shown(0, text).into_owned()).collect(),
        code: step.code.as_ref().map(|code| ctx.shown_from(step.line + 1, code).into_owned()),
        source: ctx.mark_line(step.line, ""),
        mark: step.node.and_then(|node| ctx.code_at(node)).or_else(|| ctx.code_on(step.line)),
    }
}

/// Whether a paragraph only says the trigger or the time, which the card shows beside the steps.
fn tells_again(block: &Block, procedure: &Procedure) -> bool {
    let Some(text) = block.paragraph() else { return false };
    let plain = text.plain();
    let plain = plain.trim_end_matches('.');
    [&procedure.trigger, &procedure.time_limit].into_iter().flatten().any(|value| {
        plain.ends_with(value.trim_end_matches('.')) && plain.chars().count() <= value.chars().count() + 24
    })
}
