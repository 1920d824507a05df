//! Decision trees that are drawn in fences.

mod drawing;

use super::parts::{Part, parts};
use super::{Concept, Context};
use crate::markdown::Code;
use crate::plan::{DecisionTree, TreePart};

/// Fences with drawn branches below a heading or lead-in that speaks of a decision, and drawings that ask a question
/// and answer it with yes and no.
pub fn find(ctx: &Context) -> Vec<DecisionTree> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        for part in parts(ctx, section) {
            for block in &part.blocks {
                if let Some(code) = block.code()
                    && let Some(tree) = tree(ctx, &part, code)
                {
                    ctx.claim(block.id, block.line, "decision tree", "fence with drawn branches that decide");
                    found.push(tree);
                }
            }
        }
    }
    found
}

fn tree(ctx: &Context, part: &Part, code: &Code) -> Option<DecisionTree> {
    if code
        .lang
        .as_deref()
        .is_some_and(|lang| !matches!(lang, "text" | "txt" | "plaintext" | "ascii" | "tree"))
    {
        return None;
    }
    let about = part.is_about(ctx, Concept::Decision);
    let parts = drawing::read(ctx, code, about);
    let branches: usize = parts.iter().map(|p| p.branches.len()).sum();
    let drawn = branches >= 2 && (about || decides(ctx, &parts));
    drawn.then(|| DecisionTree {
        title: part.title.clone(),
        form: "text block with box drawing".to_owned(),
        parts,
        place: ctx.place(part.section.id, part.node, part.line),
        text: code.text.clone(),
    })
}

/// Whether a question stands there with yes or no among the answers.
fn decides(ctx: &Context, parts: &[TreePart]) -> bool {
    let answers = || parts.iter().flat_map(|p| p.branches.iter().filter_map(|b| b.answer.as_deref()));
    let yes_or_no =
        answers().any(|a| ctx.vocabulary.is(Concept::Yes, a) || ctx.vocabulary.is(Concept::No, a));
    let asks = parts.iter().any(|p| p.question.is_some() || p.root.contains(['?', '？']));
    yes_or_no && asks
}

#[cfg(test)]
mod tests {
    use crate::plan::DecisionTree;
    use crate::recognise::testing::plan;

    fn branches(tree: &DecisionTree) -> Vec<(Option<&str>, &str, Option<&str>)> {
        tree.parts
            .iter()
            .flat_map(|p| p.branches.iter())
            .map(|b| (b.answer.as_deref(), b.action.as_str(), b.time.as_deref()))
            .collect()
    }

    #[test]
    fn box_drawing_with_answers_times_and_steps() {
        let plan = plan(
            "# P\n\n## Back out\n\n### Decision tree\n\n```\nAlarm rings\n    ↓\n    Is it urgent? (fire, flood)\n    ├─ YES → Leave (2 minutes)\n    │         • take the stairs\n    │\n    └─ NO → Wait (here)\n\nLater\n    ├─ By hand: Call home\n    └─ Write it down\n```\n",
        );
        let tree = &plan.decision_trees[0];
        assert_eq!(
            branches(tree),
            [
                (Some("YES"), "Leave", Some("2 minutes")),
                (Some("NO"), "Wait (here)", None),
                (Some("By hand"), "Call home", None),
                (None, "Write it down", None),
            ]
        );
        assert_eq!(tree.parts[0].question.as_deref(), Some("Is it urgent?"));
        assert_eq!(tree.parts[0].question_detail, ["fire", "flood"]);
        assert_eq!(tree.parts[0].branches[0].steps, ["take the stairs"]);
        assert_eq!(tree.parts[1].root, "Later");
        let triggers: Vec<&str> = plan.rollback.triggers.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(triggers, ["fire", "flood"]);
    }

    #[test]
    fn ascii_branches_and_question_without_a_heading_that_says_so() {
        let plan = plan(
            "# P\n\n## Rollback\n\n```text\nIs the queue full? (mail, print)\n|-- yes -> Stop\n|   +-- Was it late? -> Tell\n\\-- no -> Go on\n```\n",
        );
        assert_eq!(
            branches(&plan.decision_trees[0]),
            [(Some("yes"), "Stop", None), (Some("Was it late?"), "Tell", None), (Some("no"), "Go on", None)]
        );
        let triggers: Vec<&str> = plan.rollback.triggers.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(triggers, ["mail", "print"]);
    }

    #[test]
    fn folders_are_no_trees() {
        let plan = plan(
            "# P\n\n## Documents\n\n```\nmanual\n├─ start\n└─ end\n```\n\n## Decision log\n\n```\nplain words\n```\n",
        );
        assert!(plan.decision_trees.is_empty());
    }
}
