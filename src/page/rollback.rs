//! The way back: when, who decides, what to do, how long it takes.

use serde::Serialize;

use super::context::SourceMark;
use super::grade::Level;
use super::procedure::{ProcedureCard, cards};
use super::{CodeMark, PageContext, contacts, decisions};
use crate::ledger::Kind;
use crate::site::{PlanPage, fragment};

#[derive(Debug, Serialize, Default)]
pub struct RollbackView {
    pub authority: Option<String>,
    /// Procedures that say what they are for.
    pub choices: Vec<Choice>,
    pub untriggered: Vec<Choice>,
    pub triggers: Vec<TriggerRow>,
    pub points: Vec<PointRow>,
    pub trees: Vec<decisions::TreeView>,
    pub procedures: Vec<ProcedureCard>,
    pub contingencies: Vec<ProcedureCard>,
    /// Items on telling people in the rollback part of the plan.
    pub communication_steps: usize,
    pub people: Vec<contacts::Person>,
    pub escalation: String,
    pub messages: String,
    pub contacts: String,
}

/// What you see, and the procedure for it.
#[derive(Debug, Serialize)]
pub struct Choice {
    pub level: Option<Level>,
    pub see: Option<String>,
    pub title: String,
    pub href: String,
    pub time_limit: Option<String>,
    pub count: usize,
}

#[derive(Debug, Serialize)]
pub struct TriggerRow {
    pub text: String,
    pub source: SourceMark,
}

/// A point from which the plan can be taken back.
#[derive(Debug, Serialize)]
pub struct PointRow {
    pub anchor: String,
    pub mark: Option<CodeMark>,
    pub label: String,
    pub condition: String,
    pub action: String,
    pub source: SourceMark,
}

pub fn view(ctx: &PageContext) -> RollbackView {
    let Some(plan) = ctx.plan() else { return RollbackView::default() };
    let facts = &plan.plan;
    let procedures = cards(ctx, 0, &facts.rollback.procedures);
    let told = |card: &&ProcedureCard| card.trigger.is_some() || card.level.is_some();
    let (choices, untriggered): (Vec<_>, Vec<_>) = procedures.iter().partition(told);
    RollbackView {
        authority: facts.rollback.authority.clone(),
        choices: choices.into_iter().map(choice).collect(),
        untriggered: untriggered.into_iter().map(choice).collect(),
        triggers: triggers(ctx),
        points: points(ctx),
        trees: decisions::trees(ctx),
        contingencies: cards(ctx, procedures.len(), &facts.contingencies),
        procedures,
        communication_steps: facts.rollback.communication_steps,
        people: contacts::people(ctx),
        escalation: ctx.to(PlanPage::Escalation),
        messages: ctx.to(PlanPage::Messages),
        contacts: ctx.to(PlanPage::Contacts),
    }
}

fn choice(card: &ProcedureCard) -> Choice {
    Choice {
        level: card.level.clone(),
        see: card.trigger.clone(),
        title: card.title.clone(),
        href: format!("#{}", card.anchor),
        time_limit: card.time_limit.clone(),
        count: card.count,
    }
}

/// The triggers that no procedure has as its own.
fn triggers(ctx: &PageContext) -> Vec<TriggerRow> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let rollback = &plan.plan.rollback;
    let own: Vec<&str> = rollback.procedures.iter().filter_map(|p| p.trigger.as_deref()).collect();
    let free = rollback.triggers.iter().filter(|t| !own.contains(&t.text.as_str()));
    free.map(|t| TriggerRow {
        text: ctx.shown(t.place.line, &t.text).into_owned(),
        source: ctx.mark(&t.place),
    })
    .collect()
}

fn points(ctx: &PageContext) -> Vec<PointRow> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let mut anchors = crate::markdown::Anchors::default();
    let row = |(at, point): (usize, &crate::plan::RollbackPoint)| PointRow {
        mark: ctx.code_of(Kind::Point, at),
        anchor: anchors.claim(&fragment::point(&point.label), "point"),
        label: point.label.clone(),
        condition: point.condition.clone(),
        action: point.action.clone(),
        source: ctx.mark(&point.place),
    };
    plan.plan.gates.rollback_points.iter().enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::page::testing;

    #[test]
    fn a_plan_without_a_way_back_says_what_to_write() {
        let words = testing::words(&testing::pages(&testing::site("# Plan\n"))["plan/rollback.html"]);
        assert!(words.contains("This plan has no rollback procedure."), "{words}");
        assert!(words.contains("Nothing in this plan says when to roll back."), "{words}");
        assert!(words.contains("Nobody to call is named"), "{words}");
    }

    #[test]
    fn steps_stand_as_written_with_their_commands() {
        let plan = "# Plan\n\n## Rollback\n\n### Full rollback (20 minutes)\n\n**Trigger:** Orders are lost\n\n\
            1. Stop the queue\n\n   ```sh\n   queue stop --to [host]\n   ```\n2. Restore the snapshot\n\nMind the cache.\n";
        let site = testing::site(plan);
        let html = &testing::pages(&site)["plan/rollback.html"];
        let words = testing::words(html);
        for part in
            ["Stop the queue", "queue stop --to", "Restore the snapshot", "Mind the cache.", "20 minutes"]
        {
            assert!(words.contains(part), "{part}: {words}");
        }
        assert!(html.contains("<mark class=\"fill\">[host]</mark>"), "the field is marked");
    }
}
