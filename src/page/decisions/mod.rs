//! Decision trees: drawn, and as nested lists for everybody who does not see the drawing.
//!
//! A tree stands on the page of what it decides: the way back, escalation, else what may go wrong.

mod tree;

use serde::Serialize;

use super::PageContext;
use super::context::SourceMark;
use crate::plan::{DecisionTree, TreePart};
use crate::recognise::Concept;
use crate::site::PlanPage;

/// Width of the drawing in the column of a wide page, and on a phone.
const WIDE: f64 = 900.0;
const TALL: f64 = 320.0;

#[derive(Debug, Serialize)]
pub struct TreeView {
    pub title: String,
    pub source: SourceMark,
    pub parts: Vec<Part>,
    /// SVG for wide screens and paper, and for phones.
    pub wide: String,
    pub tall: String,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Part {
    /// What stands above the question; empty where the question comes first.
    pub root: String,
    pub question: String,
    pub detail: Vec<String>,
    pub branches: Vec<Branch>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Branch {
    pub answer: String,
    pub action: String,
    pub time: String,
    pub steps: Vec<String>,
}

/// The trees that stand on the page.
pub fn trees(ctx: &PageContext) -> Vec<TreeView> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let here = plan.plan.decision_trees.iter().filter(|tree| ctx.page == Some(page_of(ctx, tree)));
    here.map(|tree| view(ctx, tree)).collect()
}

/// The page of what a tree decides, as its headings say, the nearest first.
fn page_of(ctx: &PageContext, tree: &DecisionTree) -> PlanPage {
    let words = &ctx.site.vocabulary;
    let about = |title: &str| {
        if words.speaks(Concept::Rollback, title) {
            Some(PlanPage::Rollback)
        } else if words.speaks(Concept::Escalation, title) || words.speaks(Concept::Severity, title) {
            Some(PlanPage::Escalation)
        } else {
            None
        }
    };
    let document = ctx.plan().map(|plan| &plan.document);
    let above = document.filter(|d| d.sections.get(tree.place.section_id).is_some());
    let titles = above.into_iter().flat_map(|d| d.lineage(tree.place.section_id)).filter(|s| s.level > 1);
    let own = about(&tree.title);
    own.or_else(|| titles.into_iter().find_map(|s| about(&s.title))).unwrap_or(PlanPage::Scenarios)
}

fn view(ctx: &PageContext, tree: &DecisionTree) -> TreeView {
    let parts: Vec<Part> = tree.parts.iter().map(|part| part_view(ctx, part)).collect();
    TreeView {
        title: tree.title.clone(),
        source: ctx.mark(&tree.place),
        wide: tree::svg(&parts, WIDE),
        tall: tree::svg(&parts, TALL),
        parts,
    }
}

fn part_view(ctx: &PageContext, part: &TreePart) -> Part {
    let shown = |line: u32, text: &str| ctx.shown(line, text).into_owned();
    let question = part.question.as_deref().unwrap_or("");
    let line = part.question_line.unwrap_or(part.line);
    Part {
        root: if part.root == question { String::new() } else { shown(part.line, &part.root) },
        question: shown(line, question),
        detail: part.question_detail.iter().map(|text| shown(line, text)).collect(),
        branches: part
            .branches
            .iter()
            .map(|branch| Branch {
                answer: shown(branch.line, branch.answer.as_deref().unwrap_or("")),
                action: shown(branch.line, &branch.action),
                time: shown(branch.line, branch.time.as_deref().unwrap_or("")),
                steps: branch.steps.iter().map(|text| shown(branch.line, text)).collect(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::page::testing::{pages, site, words};

    fn plan(heading: &str) -> String {
        format!(
            "# Plan\n\n## {heading}\n\n### Decision tree\n\n```\nAlarm rings\n    ↓\n    Is it urgent? (fire, flood)\n    ├─ YES → Leave (2 minutes)\n    │         • take the stairs\n    │\n    └─ NO → Wait here\n```\n"
        )
    }

    #[test]
    fn a_tree_stands_on_the_page_of_what_it_decides() {
        for (heading, page) in
            [("Rollback", "rollback"), ("Escalation", "escalation"), ("Alarms", "scenarios")]
        {
            let made = pages(&site(&plan(heading)));
            for other in ["rollback", "escalation", "scenarios"] {
                let html = &made[&format!("plan/{other}.html")];
                assert_eq!(html.contains("class=\"decide\""), other == page, "{heading} on {other}");
            }
            let html = &made[&format!("plan/{page}.html")];
            let list =
                html.split("<ul class=\"decide\">").nth(1).and_then(|rest| rest.split("</section>").next());
            let said = words(list.unwrap());
            assert_eq!(
                said,
                "Alarm rings Is it urgent? fire, flood YES: Leave, 2 minutes take the stairs NO: Wait here"
            );
            assert_eq!(html.matches("<svg class=\"tree").count(), 2);
        }
    }
}
