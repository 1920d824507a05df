//! Explicit markup and front matter, which override what was recognised.
//!
//! `{#id .class key="value"}` behind a heading ([`headings`]) or an item ([`items`]) says what it is (`.phase`,
//! `.gate`, `.rollback`, `.signoff`, `.message`, `.task`) or adds a fact (`when`, `owner`, `duration`, `priority`,
//! `severity`); [`front`] lays what the front matter says over title, contacts and severities.

mod front;
mod headings;
mod items;

use super::Context;
use crate::plan::Plan;

pub fn apply(ctx: &Context, plan: &mut Plan) {
    headings::apply(ctx, plan);
    items::apply(ctx, plan);
    front::apply(ctx, plan);
}

#[cfg(test)]
mod tests {
    use crate::diag::FileId;
    use crate::markdown;
    use crate::read::{ContactEntry, FrontMatter, SeverityEntry, Source};
    use crate::recognise::testing::plan;
    use crate::recognise::{Vocabulary, recognise};

    #[test]
    fn markup_makes_what_no_rule_would_see() {
        let plan = plan(
            "# T\n\n## Getting ready {#ready .phase when=\"T-9 days\" duration=\"2 h\"}\n\n- [ ] pack {owner=\"Ann\" when=\"T-8 days\" priority=high}\n- walk {.task}\n\n## Shall we {.gate owner=\"Bob\" when=\"T-1 day\"}\n\n- bags packed\n\n## Undo it all {.rollback}\n\n1. go home\n2. unpack\n\n## Who says yes {.signoff owner=\"Cid\"}\n\n## Word to all {.message}\n\nHello [Name], we start.\n",
        );
        let phase = &plan.phases[0];
        assert_eq!(
            (phase.slug.as_str(), phase.when.as_deref(), phase.duration.as_deref()),
            ("ready", Some("T-9 days"), Some("2 h"))
        );
        assert_eq!(phase.offset_days, Some([-9, -9]));
        let tasks = &plan.checklists[0].tasks;
        assert_eq!((tasks[0].owner.as_deref(), tasks[0].when.as_deref()), (Some("Ann"), Some("T-8 days")));
        assert_eq!((plan.total_items, tasks[1].words.as_str()), (2, "walk"));
        let gate = &plan.gates.go_no_go[0];
        assert_eq!((gate.owner.as_deref(), gate.go.len()), (Some("Bob"), 1));
        assert_eq!(plan.rollback.procedures[0].steps, 2);
        assert_eq!(plan.signoffs[0].role, "Cid");
        assert_eq!(plan.communication.templates[0].placeholders, ["[Name]"]);
    }

    #[test]
    fn markup_corrects_what_was_recognised() {
        let plan = plan(
            "# T\n\n## Phase 1: Pack (T-3 days) {#pack when=\"T-5 days\"}\n\n- [ ] a\n\n## Phase 2: Go (T-0)\n\n- [ ] b\n",
        );
        assert_eq!(
            (plan.phases[0].slug.as_str(), plan.phases[0].when.as_deref()),
            ("pack", Some("T-5 days"))
        );
        assert_eq!(plan.phases.len(), 2);
    }

    #[test]
    fn front_matter_wins() {
        let text = "# Title\n\n## Severity levels\n\n### P1 - High (Response: 1 hour)\n\n- slow\n\n## Contacts\n\n- **Lead**: [Name]\n";
        let front = FrontMatter {
            title: Some("Better".to_owned()),
            contacts: vec![ContactEntry {
                role: "Lead".to_owned(),
                phone: Some("+61400000000".to_owned()),
                ..ContactEntry::default()
            }],
            severities: vec![
                SeverityEntry {
                    level: "P1".to_owned(),
                    response: Some("30 min".to_owned()),
                    ..SeverityEntry::default()
                },
                SeverityEntry {
                    level: "P2".to_owned(),
                    label: Some("Low".to_owned()),
                    ..SeverityEntry::default()
                },
            ],
            ..FrontMatter::default()
        };
        let source = Source { path: "p.md".into(), text: text.to_owned(), front, ..Source::default() };
        let document = markdown::parse(FileId(0), text, 0).value;
        let plan = recognise(&source, &document, &Vocabulary::built_in()).plan;
        assert_eq!(plan.title, "Better");
        let leads: Vec<_> = plan.contacts.iter().filter(|c| c.role == "Lead").collect();
        assert_eq!(
            (leads.len(), leads[0].phone.as_deref(), leads[0].unfilled),
            (1, Some("+61400000000"), false)
        );
        let rows: Vec<_> = plan
            .escalation
            .severities
            .iter()
            .map(|s| (s.level.as_str(), s.response_time.as_deref(), s.conditions))
            .collect();
        assert_eq!(rows, [("P1", Some("30 min"), 1), ("P2", None, 0)]);
    }
}
