//! Go/no-go decisions: lists below GO and NO-GO titles, tables, single lines, hold points.

mod criterion;
mod titles;

use std::collections::BTreeMap;

use super::tables;
use super::verdict::{self, Verdict};
use crate::markdown::{Block, NodeId, SectionId};
use crate::plan::GoNoGo;
use crate::recognise::fields::field;
use crate::recognise::parts::{Part, PartForm, all_parts, split_bracket, split_number};
use crate::recognise::{Concept, Context};
use criterion::{common_tag, criterion, ends_in_condition, head_of, is_record, words_of};
use titles::{first_of_run, gate_heading, is_hold_point, verdict_of};

pub fn go_no_go(ctx: &Context) -> Vec<GoNoGo> {
    let parts = all_parts(ctx);
    let mut gates = Gates { ctx, by_owner: BTreeMap::new() };
    for part in &parts {
        if let Some(verdict) = verdict_of(ctx, part) {
            gates.list(part, verdict);
            gates.children(part, verdict);
        }
    }
    for part in &parts {
        let asks = part.form == PartForm::Sentence && ctx.speaks(Concept::GoNoGo, &part.title);
        if asks || matches!(part.form, PartForm::Heading | PartForm::LeadIn) {
            gates.undivided(part);
        }
    }
    for part in parts.iter().filter(|p| matches!(p.form, PartForm::Heading | PartForm::LeadIn)) {
        gates.line(part);
    }
    let mut found: Vec<GoNoGo> = gates.by_owner.into_values().collect();
    found.sort_by_key(|gate| gate.place.line);
    found
}

struct Gates<'c, 'a> {
    ctx: &'c Context<'a>,
    /// One gate a section that holds its lists.
    by_owner: BTreeMap<SectionId, GoNoGo>,
}

impl Gates<'_, '_> {
    /// The gate that `part` belongs to: that of the go/no-go heading above it, else of its section; headings of
    /// different outcomes that follow each other share one.
    fn gate(&mut self, part: &Part, form: &str) -> &mut GoNoGo {
        let ctx = self.ctx;
        let own = part.section.id;
        let owner = gate_heading(ctx, own).unwrap_or_else(|| first_of_run(ctx, part));
        let bare = verdict::exact(ctx, &part.section.title).is_some();
        let parent = part.section.parent.filter(|p| bare && ctx.document.section(*p).level > 1);
        let section = ctx.document.section(parent.unwrap_or(owner));
        let (title, bracket) = split_bracket(&section.title);
        let when = bracket.filter(|inner| inner.contains(|c: char| c.is_ascii_digit()));
        let title = if when.is_some() { title } else { section.title.as_str() };
        let place = ctx.place(section.id, section.node, section.line);
        self.by_owner.entry(owner).or_insert_with(|| GoNoGo {
            title: title.trim_end_matches([':', '：']).to_owned(),
            when: when.map(str::to_owned),
            owner: None,
            form: form.to_owned(),
            go: Vec::new(),
            no_go: Vec::new(),
            conditional: Vec::new(),
            place,
            go_nodes: Vec::new(),
            no_go_nodes: Vec::new(),
        })
    }

    /// The lists and tables right below a GO or NO-GO title.
    fn list(&mut self, part: &Part, verdict: Verdict) {
        let form = part.form_with("list");
        let tag = common_tag(part);
        for (block, list) in part.lists() {
            if self.ctx.claimed_as(block.id, &["go", "no-go"]) {
                continue;
            }
            for item in &list.items {
                let Some(text) = criterion(self.ctx, item, verdict, tag.as_deref()) else { continue };
                self.add(part, &form, verdict, (text, item.id, item.line));
            }
            self.claim_block(block, verdict);
        }
        for (block, table) in part.blocks.iter().filter_map(|b| b.table().map(|t| (*b, t))) {
            for row in tables::criteria(self.ctx, table) {
                self.add(part, &part.form_with("table"), verdict, (row.text, row.node, row.line));
            }
            self.claim_block(block, verdict);
        }
    }

    /// The sub-headings of a title that has no list of its own: their boxes are the criteria; blockers that are told in
    /// prose are named by the sub-headings themselves.
    fn children(&mut self, part: &Part, verdict: Verdict) {
        let own = part.blocks.iter().any(|b| b.list().is_some() || b.table().is_some());
        if part.form != PartForm::Heading || own {
            return;
        }
        for id in &part.section.children {
            let child = self.ctx.document.section(*id);
            if verdict::of_title(self.ctx, &child.title).is_some() {
                continue;
            }
            let boxes = child
                .blocks
                .iter()
                .filter_map(Block::list)
                .flat_map(|list| list.items.iter())
                .filter(|i| i.tick.is_some());
            let mut any = false;
            for item in boxes {
                any = true;
                if let Some(text) = criterion(self.ctx, item, verdict, None) {
                    self.add(part, "heading, then list", verdict, (text, item.id, item.line));
                }
            }
            if !any && verdict == Verdict::NoGo {
                let title =
                    split_number(self.ctx, &child.title).map_or(child.title.as_str(), |(_, rest)| rest);
                self.add(part, "headings", verdict, (title.to_owned(), child.node, child.line));
            }
        }
    }

    /// Criteria below a go/no-go title that has no GO and NO-GO lists: they must hold to go.
    fn undivided(&mut self, part: &Part) {
        let ctx = self.ctx;
        let hold = is_hold_point(ctx, part);
        self.outcomes_in_tables(part);
        let asks = part.form == PartForm::Sentence && ctx.speaks(Concept::GoNoGo, &part.title);
        let own = (hold || asks).then_some(part.section.id);
        let Some(owner) = gate_heading(ctx, part.section.id).or(own) else { return };
        for (block, table) in part.blocks.iter().filter_map(|b| b.table().map(|t| (*b, t))) {
            let rows = tables::decisions(ctx, table);
            for (verdict, row) in rows {
                self.add(part, "table", verdict, (row.text, row.node, row.line));
                self.claim_block(block, verdict);
            }
        }
        let divided = self.by_owner.get(&owner).is_some_and(|g| !g.go.is_empty() || !g.no_go.is_empty());
        let others = [
            Concept::SignOff,
            Concept::Contact,
            Concept::Prerequisite,
            Concept::Procedure,
            Concept::Rollback,
            Concept::Risk,
            Concept::Trigger,
        ];
        let is_other =
            others.iter().any(|c| ctx.speaks(*c, &part.title) && !ctx.speaks(Concept::GoNoGo, &part.title));
        if divided && part.section.id != owner || is_other || verdict_of(ctx, part).is_some() {
            return;
        }
        for (block, list) in part.lists().filter(|(block, _)| !ctx.claimed_as(block.id, &["go", "no-go"])) {
            let outcomes =
                list.items.iter().filter(|item| verdict::exact(ctx, head_of(&item.text.plain())).is_some());
            if outcomes.count() >= 2 {
                self.gate(part, "options");
            }
            for item in &list.items {
                if let Some((verdict, text)) = verdict::leading(ctx, &item.text.plain()) {
                    if !text.is_empty() && item.tick.is_none() && ends_in_condition(ctx, &text) {
                        self.add(part, "list", verdict, (text, item.id, item.line));
                    }
                } else if !divided && list.ordered.is_none() && !is_record(ctx, item) {
                    let form = if hold { "hold point".to_owned() } else { part.form_with("list") };
                    self.add(part, &form, Verdict::Go, (words_of(&item.text), item.id, item.line));
                }
            }
            self.claim_block(block, Verdict::Go);
        }
    }

    /// Rows that name an outcome, below a heading that speaks of a decision outside go/no-go sections.
    fn outcomes_in_tables(&mut self, part: &Part) {
        let ctx = self.ctx;
        if gate_heading(ctx, part.section.id).is_some() || !ctx.speaks(Concept::Decision, &part.title) {
            return;
        }
        for (block, table) in part.blocks.iter().filter_map(|b| b.table().map(|t| (*b, t))) {
            for (verdict, row) in tables::outcomes(ctx, table) {
                self.add(part, "table", verdict, (row.text, row.node, row.line));
                self.claim_block(block, verdict);
            }
        }
    }

    /// A line with both outcomes and no criteria: `Go/No-Go: ____`, `Status: GO / NO-GO`.
    fn line(&mut self, part: &Part) {
        let ctx = self.ctx;
        if gate_heading(ctx, part.section.id).is_some_and(|owner| self.by_owner.contains_key(&owner)) {
            return;
        }
        let texts = part.blocks.iter().filter_map(|b| b.paragraph()).flat_map(|text| text.lines());
        for text in texts {
            let words = text.plain();
            let short = words.split_whitespace().count() <= 20;
            let field = field(&text, part.line)
                .filter(|f| ctx.speaks(Concept::GoNoGo, &f.key) || ctx.speaks(Concept::GoNoGo, &f.value));
            if let Some(field) = field.filter(|_| short && !self.by_owner.contains_key(&part.section.id)) {
                ctx.claim(part.node, field.line, "go/no-go", "line that names both outcomes");
                let place = ctx.place(part.section.id, part.node, field.line);
                let gate = self.gate(part, "line");
                gate.title = field.key;
                gate.place = place;
            }
        }
    }

    fn add(&mut self, part: &Part, form: &str, verdict: Verdict, (text, node, line): (String, NodeId, u32)) {
        let (kind, rule) = match verdict {
            Verdict::Go => ("go", "criterion to go"),
            Verdict::NoGo => ("no-go", "criterion not to go"),
            Verdict::Conditional => ("conditional go", "criterion to go under conditions"),
        };
        self.ctx.claim(node, line, kind, rule);
        let gate = self.gate(part, form);
        match verdict {
            Verdict::Go => {
                gate.go.push(text);
                gate.go_nodes.push(node);
            }
            Verdict::NoGo => {
                gate.no_go.push(text);
                gate.no_go_nodes.push(node);
            }
            Verdict::Conditional => gate.conditional.push(text),
        }
    }

    fn claim_block(&self, block: &Block, verdict: Verdict) {
        let kind = if verdict == Verdict::NoGo { "no-go" } else { "go" };
        self.ctx.claim(
            block.id,
            block.line,
            kind,
            "below a title that names the outcome of a go/no-go decision",
        );
    }
}

#[cfg(test)]
mod tests;
