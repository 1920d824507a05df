//! Single plans in the place of what they were: what the dev server does for each save. The graph is then the one that
//! [`Site::build`] makes of all plans anew.

use super::links::Links;
use super::{Attached, Attachments, Lexicon, Site, SitePlan, gone, links, references, site_plan};
use crate::diag::Diagnostic;
use crate::ledger::Identified;

/// What was there before: [`Site::undo`] puts it back.
pub struct Before {
    plans: Vec<(usize, SitePlan)>,
    links: Vec<(usize, Links)>,
    files: Vec<(String, Option<Result<Attached, Diagnostic>>)>,
}

impl Before {
    /// Where the new plans stand.
    pub fn places(&self) -> Vec<usize> {
        self.plans.iter().map(|(at, _)| *at).collect()
    }
}

/// A plan ready to be put into the graph, its references found.
pub fn read_again(plan: Identified, lexicon: &Lexicon) -> SitePlan {
    let mut plan = site_plan(plan);
    plan.references = references::find(&plan, lexicon);
    plan
}

impl Site {
    /// Puts plans in the places of those with their ids, with the files that they point to, and resolves the links that
    /// this may change.
    pub fn renew(&mut self, plans: Vec<SitePlan>, files: Attachments) -> (Before, Vec<Diagnostic>) {
        let files = self.attachments.extend(files);
        let mut before = Before { plans: Vec::new(), links: Vec::new(), files };
        for mut plan in plans {
            gone::follow(std::iter::once(&mut plan), &self.gone);
            if let Ok(at) = self.plans.binary_search_by(|other| other.id.cmp(&plan.id)) {
                before.plans.push((at, std::mem::replace(&mut self.plans[at], plan)));
            }
        }
        let is_new = |at: &usize| before.plans.iter().any(|(new, _)| new == at);
        let of: Vec<usize> =
            (0..self.plans.len()).filter(|at| self.plans[*at].links.is_abroad() || is_new(at)).collect();
        let (links, findings) = links::resolve_of(&mut self.plans, &of, &self.attachments);
        before.links = links;
        (before, findings)
    }

    /// Takes the last [`Site::renew`] back.
    pub fn undo(&mut self, before: Before) {
        self.attachments.undo(before.files);
        for (at, links) in before.links {
            self.plans[at].links = links;
        }
        for (at, plan) in before.plans {
            self.plans[at] = plan;
        }
    }

    /// Lets go of files that no plan points to any more.
    pub fn tidy(&mut self) {
        let wanted = self.plans.iter().flat_map(|plan| plan.links.files()).collect();
        self.attachments.retain(&wanted);
    }
}
