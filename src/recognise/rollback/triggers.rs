//! When to roll back.

use crate::markdown::{Block, Item, NodeId, Table, without_leading_pictographs, without_pictographs};
use crate::plan::{DecisionTree, Trigger};
use crate::recognise::fields::fields;
use crate::recognise::parts::{Part, PartForm, split_bracket};
use crate::recognise::{Concept, Context, columns};

/// Triggers of the parts that are about rollback, and those in the question of a decision tree there.
pub fn find(ctx: &Context, about: &[Part], trees: &[DecisionTree]) -> Vec<Trigger> {
    let mut found = Found { ctx, triggers: Vec::new() };
    for part in about {
        if names_triggers(ctx, part) {
            found.part(part);
        } else {
            found.fields(part);
            found.tables(part);
            found.sentences(part);
        }
    }
    found.other_fields();
    for tree in trees {
        if ctx.under(tree.place.section_id, Concept::Rollback).is_some() {
            found.tree(tree);
        }
    }
    found.triggers.sort_by_key(|t| t.place.line);
    found.triggers
}

/// A heading or lead-in that speaks of triggers (or stands below one that does), or a sentence such as
/// `Roll back if any of these occurs:`. What speaks of steps as well is a procedure.
fn names_triggers(ctx: &Context, part: &Part) -> bool {
    let other = [
        Concept::Procedure,
        Concept::Communication,
        Concept::Authority,
        Concept::SuccessCriteria,
        Concept::Contact,
    ];
    if part.form == PartForm::Sentence || part.form == PartForm::Item {
        let (head, _) = split_bracket(&part.title);
        let when = ctx.speaks(Concept::Condition, head) || ctx.speaks(Concept::Trigger, head);
        let way_back = ctx.speaks(Concept::Rollback, &part.title);
        return when && way_back && !other.iter().any(|c| ctx.speaks(*c, &part.title));
    }
    let own = ctx.speaks(Concept::Trigger, &part.title);
    let sure = ctx.vocabulary.is(Concept::Trigger, &ctx.vocabulary.without(Concept::Rollback, &part.title));
    if own {
        return sure || !other.iter().any(|c| ctx.speaks(*c, &part.title));
    }
    let above = ctx.under(part.section.id, Concept::Trigger);
    let if_lead = part.form == PartForm::LeadIn
        && ctx.speaks(Concept::Condition, &part.title)
        && ctx.speaks(Concept::Rollback, &part.title);
    let inherits = above.is_some_and(|s| s.id != part.section.id || part.form == PartForm::LeadIn);
    if_lead
        || (inherits
            && !other.iter().any(|c| ctx.speaks(*c, &part.title))
            && !ctx.speaks(Concept::Rollback, &part.title))
}

struct Found<'c, 'a> {
    ctx: &'c Context<'a>,
    triggers: Vec<Trigger>,
}

impl Found<'_, '_> {
    fn part(&mut self, part: &Part) {
        const RULE: &str = "list or table below a title that speaks of triggers in a rollback section";
        for block in &part.blocks {
            if let Some(list) = block.list() {
                let groups: Vec<&Item> = list.items.iter().filter(|item| self.names_triggers(item)).collect();
                if groups.is_empty() {
                    self.ctx.claim(block.id, block.line, "trigger", RULE);
                }
                let items = if groups.is_empty() { list.items.iter().collect() } else { groups };
                for item in items {
                    self.item(part, item);
                }
            } else if let Some(table) = block.table() {
                self.table(part, block, table);
            }
        }
    }

    /// An item whose bold name speaks of triggers, with a list below it.
    fn names_triggers(&self, item: &Item) -> bool {
        let name = item.text.bold_lead().map(|(bold, _)| bold).unwrap_or_default();
        self.ctx.speaks(Concept::Trigger, &name) && item.blocks.iter().any(|b| b.list().is_some())
    }

    /// An item that only names a group gives way to the items below it.
    fn item(&mut self, part: &Part, item: &Item) {
        let words = item.text.plain();
        let names_group =
            item.text.is_all_bold() || words.ends_with([':', '：']) || self.names_triggers(item);
        let inner: Vec<&Item> =
            item.blocks.iter().filter_map(Block::list).flat_map(|list| list.items.iter()).collect();
        if names_group && !inner.is_empty() {
            for item in inner {
                self.item(part, item);
            }
            return;
        }
        self.ctx.claim(
            item.id,
            item.line,
            "trigger",
            "item below a title that speaks of triggers in a rollback section",
        );
        self.add(part, without_leading_pictographs(&words).to_owned(), item.line, item.id);
    }

    /// `Roll back if any of these occurs: this, that, or the other.`
    fn sentences(&mut self, part: &Part) {
        for (block, text) in part.blocks.iter().filter_map(|b| b.paragraph().map(|text| (b, text.plain()))) {
            let Some((head, tail)) = text.split_once([':', '：']) else { continue };
            let asks = self.ctx.speaks(Concept::Rollback, head) && self.ctx.speaks(Concept::Condition, head);
            let short = tail.split_whitespace().count() <= 60 && !tail.trim().is_empty();
            if !asks || !short || head.split_whitespace().count() < 4 {
                continue;
            }
            self.ctx.claim(block.id, block.line, "trigger", "sentence that lists conditions for rollback");
            let list = tail.trim().trim_end_matches(['.', '。']).replace(" or ", ", ");
            for condition in list.split([',', '，', '、', ';']).map(str::trim).filter(|c| !c.is_empty()) {
                self.add(part, condition.trim_start_matches("or ").to_owned(), block.line, block.id);
            }
        }
    }

    /// Tables anywhere in a rollback section that set conditions against thresholds or actions.
    fn tables(&mut self, part: &Part) {
        for block in &part.blocks {
            let Some(table) = block.table() else { continue };
            let cols = columns(
                self.ctx,
                table,
                &[Concept::Trigger, Concept::Condition, Concept::Threshold, Concept::Action],
            );
            let conditions = cols.has(Concept::Trigger) || cols.has(Concept::Condition);
            if conditions && (cols.has(Concept::Threshold) || cols.has(Concept::Action)) {
                self.table(part, block, table);
            }
        }
    }

    /// The cell of the condition, with its threshold where a column gives one.
    fn table(&mut self, part: &Part, block: &Block, table: &Table) {
        let roles = [Concept::Trigger, Concept::Condition, Concept::Metric, Concept::Threshold];
        let cols = columns(self.ctx, table, &roles);
        let at = roles[..3].iter().find_map(|role| cols.at(*role)).unwrap_or(0);
        self.ctx.claim(
            block.id,
            block.line,
            "trigger",
            "table below a title that speaks of triggers in a rollback section",
        );
        for row in &table.rows {
            let text = row.cells.get(at).map(|c| without_pictographs(&c.plain())).unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            let limit =
                cols.cell(row, Concept::Threshold).filter(|_| cols.at(Concept::Threshold) != Some(at));
            let text = limit.map_or(text.clone(), |limit| format!("{text} {limit}"));
            self.ctx.claim(row.id, row.line, "trigger", "row of a table of rollback triggers");
            self.add(part, text, row.line, row.id);
        }
    }

    /// `Trigger: text` in a rollback section.
    fn fields(&mut self, part: &Part) {
        if !matches!(part.form, PartForm::Heading | PartForm::LeadIn) {
            return;
        }
        for field in fields(part) {
            let is_trigger = self.ctx.vocabulary.is(Concept::Trigger, &field.key)
                || (self.ctx.speaks(Concept::Trigger, &field.key)
                    && self.ctx.speaks(Concept::Rollback, &field.key));
            if is_trigger && says_something(&field.value) {
                self.ctx.claim(part.node, field.line, "trigger", "field `Trigger:` in a rollback section");
                self.add(part, field.value, field.line, part.node);
            }
        }
    }

    /// `Rollback trigger: text` in any section.
    fn other_fields(&mut self) {
        for section in &self.ctx.document.sections {
            for part in crate::recognise::parts::parts(self.ctx, section) {
                for field in fields(&part) {
                    let speaks = |concept| self.ctx.speaks(concept, &field.key);
                    if !speaks(Concept::Rollback)
                        || !speaks(Concept::Trigger)
                        || !says_something(&field.value)
                    {
                        continue;
                    }
                    if !self.triggers.iter().any(|t| t.place.line == field.line) {
                        let rule = "field that speaks of a rollback trigger";
                        self.ctx.claim(part.node, field.line, "trigger", rule);
                        self.add(&part, field.value, field.line, part.node);
                    }
                }
            }
        }
    }

    /// The list in the bracket behind the question of a tree.
    fn tree(&mut self, tree: &DecisionTree) {
        for part in &tree.parts {
            let line = part.question_line.unwrap_or(part.line);
            for text in &part.question_detail {
                let place = self.ctx.place(tree.place.section_id, tree.place.node, line);
                self.triggers.push(Trigger { text: text.clone(), place });
            }
        }
    }

    fn add(&mut self, part: &Part, text: String, line: u32, node: NodeId) {
        let known = self.triggers.iter().any(|t| t.place.line == line && t.text == text);
        if !known {
            let place = self.ctx.place(part.section.id, node, line);
            self.triggers.push(Trigger { text, place });
        }
    }
}

/// Neither empty nor a bracket alone.
fn says_something(value: &str) -> bool {
    let is_bracket = value.starts_with('[') && value.ends_with(']');
    !value.is_empty() && !is_bracket
}
