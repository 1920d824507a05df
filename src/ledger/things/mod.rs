//! The things of one plan, gathered from its text and its model.

mod facts;
mod front;
mod work;

use std::collections::{BTreeMap, BTreeSet};

use super::Digest;
use super::canonical::{Canon, VERSION};
use super::thing::{Fact, Kind, Thing, Things, kept};
use crate::markdown::{Document, NodeId, Section, SectionId, without_pictographs};
use crate::plan::{Plan, hidden};
use crate::read::Source;

/// All things of a plan.
pub fn of(source: &Source, document: &Document, plan: &Plan) -> Things {
    let work = work::of(plan);
    let parts: BTreeSet<NodeId> = work.keys().copied().collect();
    let canon = Canon::of(&source.text, parts);
    let mut gather =
        Gather { document, plan, canon, work, sections: BTreeMap::new(), found: Things::default() };
    gather.plan(source);
    for section in document.sections.iter().skip(1) {
        gather.section(section);
    }
    facts::gather(&mut gather);
    gather.trees();
    gather.found
}

/// Things being gathered.
struct Gather<'a> {
    document: &'a Document,
    plan: &'a Plan,
    canon: Canon,
    /// Items and rows that are things, and what they are.
    work: BTreeMap<NodeId, Kind>,
    sections: BTreeMap<SectionId, usize>,
    found: Things,
}

/// What a thing says.
struct Says {
    line: u32,
    words: String,
    /// Lines of the canonical form behind the kind.
    form: Vec<String>,
}

impl Gather<'_> {
    fn plan(&mut self, source: &Source) {
        let title = self.canon.words(source.front.title.as_deref().unwrap_or(&self.plan.title));
        let mut form = front::form(&source.front, &self.canon);
        if let Some(root) = self.document.sections.first() {
            self.canon.blocks(&root.blocks, 0, &mut form);
        }
        self.add(Kind::Plan, None, None, Says { line: 0, words: title, form });
        self.sections.insert(0, 0);
        if let Some(root) = self.document.sections.first() {
            self.items(root, 0);
        }
    }

    fn section(&mut self, section: &Section) {
        let parent = self.around(section.parent.unwrap_or(0));
        let heading = self.canon.inline(&section.heading);
        let mut form = vec![format!("heading {} {heading}", section.level)];
        form.extend(self.canon.attributes(&section.attributes));
        self.canon.blocks(&section.blocks, 0, &mut form);
        let words = without_pictographs(&heading).trim().to_owned();
        let says = Says { line: section.line, words, form };
        let at = self.add(Kind::Section, Some(parent), Some(section.node), says);
        self.found.all[at].id = section.attributes.id.clone();
        self.sections.insert(section.id, at);
        self.items(section, at);
    }

    /// The thing of a section, or of the nearest one around it.
    fn around(&self, section: SectionId) -> usize {
        let lineage = std::iter::successors(Some(section), |at| self.document.sections.get(*at)?.parent);
        lineage.filter_map(|id| self.sections.get(&id)).next().copied().unwrap_or(0)
    }

    fn add(&mut self, kind: Kind, parent: Option<usize>, node: Option<NodeId>, says: Says) -> usize {
        let at = self.found.all.len();
        let form = format!("{VERSION}\n{}\n", says.form.join("\n"));
        let own = Digest::of(&form);
        let words = kept(&hidden::in_line(self.plan, says.line, &says.words));
        let thing = Thing { kind, parent, node, line: says.line, words, id: None, own, tree: own };
        self.found.all.push(thing);
        if let Some(node) = node {
            self.found.of_node.entry(node).or_insert(at);
        }
        at
    }

    /// Lets a fact of the model be a thing that is there already.
    fn is(&mut self, fact: Fact, at: usize) {
        self.found.of_fact.insert(fact, at);
    }

    /// Digests of things with all that is in them, from the inside out. Facts that the text around them states again
    /// are no parts of it.
    fn trees(&mut self) {
        let mut parts: BTreeMap<usize, Vec<Digest>> = BTreeMap::new();
        for at in (0..self.found.all.len()).rev() {
            let mut inner = parts.remove(&at).unwrap_or_default();
            inner.reverse();
            let thing = &mut self.found.all[at];
            if !inner.is_empty() {
                thing.tree = Digest::tree(thing.own, inner);
            }
            let counted = thing.node.is_some() || thing.kind == Kind::Step;
            if let Some(parent) = thing.parent.filter(|_| counted) {
                parts.entry(parent).or_default().push(thing.tree);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::testing::things;

    fn said(text: &str) -> Vec<(Kind, String)> {
        things(text).all.into_iter().map(|t| (t.kind, t.words)).collect()
    }

    #[test]
    fn headings_items_and_steps_are_things_once() {
        let found = said(
            "# Move\n\n## Phase 1: Pack (T-1 day)\n\n- [ ] Fold `sheets`\n  - [x] Count them\n\n## Rollback Plan\n\n### Rollback procedure\n\n1. Unpack\n2. Go home\n",
        );
        let of = |kind: Kind| found.iter().filter(|t| t.0 == kind).map(|t| t.1.as_str()).collect::<Vec<_>>();
        assert_eq!(of(Kind::Phase), ["Phase 1: Pack (T-1 day)"]);
        assert_eq!(of(Kind::Task), ["Fold `sheets`", "Count them"]);
        assert_eq!(of(Kind::Procedure).len(), 1);
        assert_eq!(of(Kind::Step), ["Unpack", "Go home"]);
    }

    #[test]
    fn the_whole_changes_with_every_part_and_a_part_alone() {
        let one = things("# A\n\n## B\n\n- [ ] x\n- [ ] y\n\n## C\n\nwords\n");
        let two = things("# A\n\n## B\n\n- [x] x\n- [ ] z\n\n## C\n\nwords\n");
        assert_ne!(one.all[0].tree, two.all[0].tree);
        assert_eq!(one.all[0].own, two.all[0].own);
        let of = |found: &Things, words: &str| found.all.iter().find(|t| t.words == words).unwrap().clone();
        assert_ne!(of(&one, "B").tree, of(&two, "B").tree);
        assert_eq!(of(&one, "B").own, of(&two, "B").own);
        assert_eq!(of(&one, "x").own, of(&two, "x").own);
        assert_eq!(of(&one, "C").tree, of(&two, "C").tree);
        let moved = things("# A\n\n## B\n\n- [ ] y\n- [ ] x\n\n## C\n\nwords\n");
        assert_ne!(one.all[0].tree, moved.all[0].tree);
    }
}
