//! Go/no-go decisions: lists below GO and NO-GO titles, tables, single lines, hold points.

use std::collections::BTreeMap;

use super::tables;
use super::verdict::{self, Verdict};
use crate::markdown::{Block, Item, NodeId, SectionId, without_pictographs};
use crate::plan::GoNoGo;
use crate::recognise::fields::field;
use crate::recognise::parts::{Part, PartForm, all_parts, name_of_item, split_bracket};
use crate::recognise::{Concept, Context};

pub fn go_no_go(ctx: &Context) -> Vec<GoNoGo> {
    let parts = all_parts(ctx);
    let mut gates = Gates { ctx, by_owner: BTreeMap::new() };
    for part in &parts {
        if let Some(verdict) = verdict_of(ctx, part) {
            gates.list(part, verdict);
        }
    }
    for part in &parts {
        if matches!(part.form, PartForm::Heading | PartForm::LeadIn) {
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

/// The outcome that the title of a part names; in a go/no-go section `must have` and the like mean go.
fn verdict_of(ctx: &Context, part: &Part) -> Option<Verdict> {
    let is_document_title = part.form == PartForm::Heading && part.section.level < 2;
    let others = [Concept::SignOff, Concept::Contact, Concept::Rollback, Concept::Status];
    if is_document_title || others.iter().any(|c| ctx.speaks(*c, &part.title)) {
        return None;
    }
    let title = part.full_title();
    if part.form == PartForm::Sentence && title.split_whitespace().count() > 12 {
        return None;
    }
    let must =
        || ctx.vocabulary.leads(Concept::MustHave, &title) && gate_heading(ctx, part.section.id).is_some();
    verdict::of_title(ctx, &title).or_else(|| must().then_some(Verdict::Go))
}

/// The nearest heading below the title that speaks of go/no-go, or of a decision to go live.
fn gate_heading(ctx: &Context, section: SectionId) -> Option<SectionId> {
    ctx.under(section, Concept::GoNoGo)
        .or_else(|| {
            let decides = |s: &&crate::markdown::Section| {
                s.level > 1
                    && ctx.speaks(Concept::GoLive, &s.title)
                    && ctx.speaks(Concept::Decision, &s.title)
            };
            ctx.document.lineage(section).find(decides)
        })
        .map(|s| s.id)
}

/// The first heading of the run of siblings with different outcomes that the part's heading closes.
fn first_of_run(ctx: &Context, part: &Part) -> SectionId {
    let own = part.section.id;
    let siblings = part.section.parent.map_or(&[][..], |p| &ctx.document.section(p).children);
    let Some(at) = siblings.iter().position(|id| *id == own).filter(|_| part.form == PartForm::Heading)
    else {
        return own;
    };
    let mut seen = Vec::new();
    let mut first = own;
    for id in siblings[..=at].iter().rev() {
        match verdict::of_title(ctx, &ctx.document.section(*id).title) {
            Some(verdict) if !seen.contains(&verdict) => seen.push(verdict),
            _ => break,
        }
        first = *id;
    }
    first
}

/// `Hold point 2`, `Gate A: ...`: the words alone, with a number or with a colon behind them.
fn is_hold_point(ctx: &Context, part: &Part) -> bool {
    let title = part.title.split([':', '：', '—', '–', '(']).next().unwrap_or("");
    let words: Vec<&str> = title.split_whitespace().collect();
    let last_is_number = words.last().is_some_and(|w| {
        w.chars().count() <= 3 && (w.chars().any(|c| c.is_ascii_digit()) || w.chars().count() == 1)
    });
    let name = if last_is_number { words[..words.len() - 1].join(" ") } else { words.join(" ") };
    let named = ctx.vocabulary.is(Concept::HoldPoint, &name);
    let in_gate_plan =
        ctx.document.sections.iter().any(|s| s.level == 1 && ctx.speaks(Concept::GoNoGo, &s.title));
    part.section.level > 1 && (named || in_gate_plan && ctx.speaks(Concept::HoldPoint, &part.title))
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

    /// Criteria below a go/no-go title that has no GO and NO-GO lists: they must hold to go.
    fn undivided(&mut self, part: &Part) {
        let ctx = self.ctx;
        let hold = is_hold_point(ctx, part);
        self.outcomes_in_tables(part);
        let Some(owner) = gate_heading(ctx, part.section.id).or(hold.then_some(part.section.id)) else {
            return;
        };
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
            for item in &list.items {
                if let Some((verdict, text)) = verdict::leading(ctx, &item.text.plain()) {
                    if !text.is_empty() && item.tick.is_none() && ends_in_condition(ctx, &text) {
                        self.add(part, "list", verdict, (text, item.id, item.line));
                    }
                } else if !divided && list.ordered.is_none() && !is_record(ctx, item) {
                    let form = if hold { "hold point".to_owned() } else { part.form_with("list") };
                    self.add(part, &form, Verdict::Go, (item.text.plain(), item.id, item.line));
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
        let texts = part.blocks.iter().filter_map(|b| b.paragraph()).flat_map(|text| text.lines());
        for text in texts {
            let words = text.plain();
            let short = words.split_whitespace().count() <= 20;
            let field = field(&text, part.line)
                .filter(|f| ctx.speaks(Concept::GoNoGo, &f.key) || ctx.speaks(Concept::GoNoGo, &f.value));
            let known =
                gate_heading(ctx, part.section.id).is_some_and(|owner| self.by_owner.contains_key(&owner));
            if let Some(field) =
                field.filter(|_| short && !known && !self.by_owner.contains_key(&part.section.id))
            {
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

/// The words of a criterion; `None` for an item that only names an outcome or leaves a blank to fill.
fn criterion(ctx: &Context, item: &Item, verdict: Verdict, tag: Option<&str>) -> Option<String> {
    let words = without_pictographs(&item.text.plain());
    if verdict::exact(ctx, &words).is_some() || words.is_empty() {
        return None;
    }
    if let (Some(_), Some((_, rest))) = (tag, item.text.bold_lead()) {
        return Some(rest.plain().trim_start_matches([':', '：', '-', ' ']).to_owned());
    }
    Some(if verdict == Verdict::NoGo { name_of_item(&item.text) } else { words })
}

/// The bold word that every item of the part begins with (`**Critical**: ...`): a tag, not a name.
fn common_tag(part: &Part) -> Option<String> {
    let mut leads = part.items().map(|item| item.text.bold_lead().map(|(bold, _)| bold));
    let first = leads.next()??;
    let mut rest = leads.peekable();
    rest.peek()?;
    rest.all(|lead| lead.as_ref() == Some(&first)).then_some(first)
}

/// An item that records the decision (`Decision: GO`, `Approved by: ...`) and is no criterion.
fn is_record(ctx: &Context, item: &Item) -> bool {
    let records = [
        Concept::Decision,
        Concept::Date,
        Concept::SignOff,
        Concept::Name,
        Concept::Owner,
        Concept::Authority,
        Concept::Status,
    ];
    let words = item.text.plain();
    words.is_empty()
        || verdict::exact(ctx, &words).is_some()
        || field(&item.text, item.line).is_some_and(|f| {
            f.value.is_empty()
                || records.iter().any(|c| ctx.speaks(*c, &f.key))
                || ctx.speaks(Concept::GoNoGo, &f.value)
        })
}

/// Whether a text behind an outcome is a rule (`only if ...`), not what follows from it.
fn ends_in_condition(ctx: &Context, text: &str) -> bool {
    ctx.speaks(Concept::Condition, text) || text.split_whitespace().count() > 3
}

#[cfg(test)]
mod tests {
    use crate::plan::GoNoGo;
    use crate::recognise::testing::plan;

    fn gates(markdown: &str) -> Vec<GoNoGo> {
        plan(markdown).gates.go_no_go
    }

    #[test]
    fn lead_ins_and_sibling_headings() {
        let found = gates(
            "# P\n\n## Go/No-Go (08:30)\n\n**GO criteria:**\n- [ ] Backup made\n\n**NO-GO:**\n- **Queue**: is not empty\n\n**Conditional go:**\n- One host down\n\n\
             ## Go-live steps\n- run\n",
        );
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].title.as_str(), found[0].when.as_deref()), ("Go/No-Go", Some("08:30")));
        assert_eq!(found[0].go, ["Backup made"]);
        assert_eq!(found[0].no_go, ["Queue"]);
        assert_eq!(found[0].conditional, ["One host down"]);

        let found = gates("# P\n\n## Decisão\n\n### ✅ GO\n- Tudo verde\n\n### ❌ NO-GO\n- Falha\n- Erro\n");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].go.len(), found[0].no_go.len()), (1, 2));
    }

    #[test]
    fn proceed_halt_extend_and_blockers() {
        let found = gates(
            "# P\n\n## Pilot\n\n**Proceed if:**\n- fast\n\n**Halt if:**\n- slow\n\n**Extend if:**\n- so-so\n",
        );
        assert_eq!((found[0].go.len(), found[0].no_go.len(), found[0].conditional.len()), (1, 1, 1));
        let found = gates("# P\n\n## Launch blockers\n1. **Keys** - in the open\n2. **Backups** - none\n");
        assert_eq!(found[0].no_go, ["Keys", "Backups"]);
    }

    #[test]
    fn a_tag_that_all_items_share_is_no_name() {
        let found =
            gates("# P\n\n## NO-GO criteria\n- **Blocking**: Lost orders\n- **Blocking**: Lost mail\n");
        assert_eq!(found[0].no_go, ["Lost orders", "Lost mail"]);
    }

    #[test]
    fn tables_with_both_columns_with_outcomes_and_without() {
        let found = gates(
            "# P\n\n## Go/No-Go\n\n| Check | Go | No-Go |\n|---|---|---|\n| Errors | < 1% | > 2% |\n| Login | ✓ | |\n",
        );
        assert_eq!(found[0].go, ["Errors: < 1%", "Login"]);
        assert_eq!(found[0].no_go, ["Errors: > 2%"]);
        let found = gates(
            "# P\n\n## Go/No-Go matrix\n\n| Situation | Decision |\n|---|---|\n| all green | **GO** |\n| one red | **NO-GO** - mend first |\n",
        );
        assert_eq!(
            (found[0].go.as_slice(), found[0].no_go.as_slice()),
            (&["all green".to_owned()][..], &["one red".to_owned()][..])
        );
        let found = gates(
            "# P\n\n## Go / No Go gate\n\n| Criterion | Threshold | Status |\n|---|---|---|\n| Latency | < 1 s | ☐ |\n",
        );
        assert_eq!(found[0].go, ["Latency"]);
    }

    #[test]
    fn records_options_and_the_language_are_no_criteria() {
        let found = gates(
            "# P\n\n## Go/No-Go decision\n- Decision: GO\n- Approved by: Ops\n\n## Go services\n- api\n\n## Result\n- [ ] GO\n- [ ] NO-GO\n",
        );
        assert!(found.iter().all(|g| g.go.is_empty() && g.no_go.is_empty()), "{found:?}");
    }

    #[test]
    fn a_line_is_a_gate_without_criteria() {
        let found = gates("# P\n\n## Phase 1: Move\n\n**Go/No-Go:** ____ Time: ____\n");
        assert_eq!((found.len(), found[0].form.as_str()), (1, "line"));
    }
}
