//! A plan as a list of units: everything in it that can change on its own.
//!
//! A unit is a heading, an item, a row, a paragraph, a line of code or a value of the front matter. Nothing of a plan is
//! left out, so that no change can hide in a part that nobody recognised; what recognition found only names the unit.

mod blocks;
mod front;
mod kinds;

use super::Kind;
use crate::markdown::NodeId;
use crate::site::SitePlan;

/// How a unit is written. Units of different shapes are never the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    Front,
    Heading,
    Line,
    Code,
}

/// Something that can change on its own.
#[derive(Debug, Clone)]
pub struct Unit {
    pub shape: Shape,
    pub kind: Kind,
    /// A name that tells it from others without regard to its words.
    pub key: Option<String>,
    /// The code that the ledger gave it.
    pub code: Option<String>,
    /// What it says, single blanks, values that must not be shown taken out.
    pub words: String,
    /// The same with such values, only ever compared.
    pub raw: String,
    /// Named parts: cells by their headers, the time of a phase.
    pub fields: Vec<(String, String)>,
    /// The heading or item around it, by its place in the list.
    pub group: Option<usize>,
    pub node: Option<NodeId>,
    pub line: u32,
    /// Headings from level 2 down.
    pub section: String,
}

/// All units of a plan, outer ones before inner ones, in the order of the text.
pub fn units(plan: &SitePlan) -> Vec<Unit> {
    let mut units = front::units(plan);
    blocks::Walk::of(plan).units(&mut units);
    units.iter_mut().filter(|unit| unit.shape != Shape::Front).for_each(|unit| unit.code = code(plan, unit));
    units
}

/// The code of the thing that a unit is.
fn code(plan: &SitePlan, unit: &Unit) -> Option<String> {
    let by_node = unit.node.and_then(|node| plan.identity.by_node(node));
    // A heading has a node; the line of a paragraph or a command may be all that a thing has.
    let by_line = || (unit.shape != Shape::Heading).then(|| plan.identity.by_line(unit.line)).flatten();
    by_node.or_else(by_line).map(|known| known.code.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::site;

    #[test]
    fn every_part_of_a_plan_is_a_unit_of_its_kind() {
        let text = "# Move\n\nSome words\nin two lines.\n\n## Phase 1: Prepare (T-2 days)\n\n- [ ] Ring **Ann**\n  - with a list\n\n\
                    ```sh\nrun --all\n\nstop\n```\n\n## Rollback triggers\n\n- Error rate > 5 %\n\n\
                    ## Contacts\n\n| Role | Phone |\n|---|---|\n| Duty | 555-1 |\n";
        let site = site(text);
        let found: Vec<(Kind, String)> =
            units(&site.plans[0]).into_iter().map(|u| (u.kind, u.words)).collect();
        let want = [
            (Kind::Section, "Move"),
            (Kind::Text, "Some words in two lines."),
            (Kind::Phase, "Phase 1: Prepare (T-2 days)"),
            (Kind::Task, "Ring Ann"),
            (Kind::Text, "with a list"),
            (Kind::Command, "run --all"),
            (Kind::Command, "stop"),
            (Kind::Section, "Rollback triggers"),
            (Kind::Trigger, "Error rate > 5 %"),
            (Kind::Section, "Contacts"),
            (Kind::Text, "Role | Phone"),
            (Kind::Contact, "Duty | 555-1"),
        ];
        assert_eq!(found, want.map(|(kind, words)| (kind, words.to_owned())));
    }

    #[test]
    fn a_value_that_must_not_be_shown_is_only_compared() {
        let site = site("# T\n\n```env\nPAY_TOKEN=abc123\n```\n");
        let unit = units(&site.plans[0]).pop().unwrap();
        assert_eq!((unit.words.as_str(), unit.raw.as_str()), ("PAY_TOKEN=[hidden]", "PAY_TOKEN=abc123"));
    }
}
