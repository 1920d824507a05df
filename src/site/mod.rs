//! The graph of all plans: built once, never changed after.
//!
//! [`Site::build`] takes the recognised plans, settles their ids and codes, and answers every question that crosses
//! plans. [`address`] is the only place that makes addresses, [`fragment`] names the places inside pages.

pub mod address;
pub mod fragment;
mod links;
mod references;
#[cfg(test)]
pub mod testing;

pub use address::{Address, PlanPage};
pub use links::{Lead, Links};
pub use references::{CrossLink, Lexicon, Reference, References, Target};

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diag::{Diagnostic, Outcome, Span};
use crate::markdown::{Document, slug};
use crate::plan::Plan;
use crate::read::Source;
use crate::recognise::{Claim, Vocabulary};

/// What the site as a whole is told by `book.toml`.
#[derive(Debug, Clone, Default)]
pub struct SiteSettings {
    pub title: String,
    pub description: String,
    /// BCP 47, default `en`.
    pub language: String,
    pub authors: Vec<String>,
    /// Absolute address of the published site, with `/` at the end; empty when unknown.
    pub base_url: String,
}

/// A plan and all that was read of it.
#[derive(Debug, Clone)]
pub struct SitePlan {
    /// Folder of the plan in the site; unique.
    pub id: String,
    /// Short code, upper case; unique.
    pub code: String,
    pub source: Source,
    pub document: Document,
    pub plan: Plan,
    pub claims: Vec<Claim>,
    /// What its words lead to.
    pub references: References,
    /// Where the links of its author lead.
    pub links: Links,
}

/// A plan as it comes from recognition.
pub type ReadPlan = (Source, Document, Plan, Vec<Claim>);

/// All plans, in order of their ids.
#[derive(Debug, Clone, Default)]
pub struct Site {
    pub settings: SiteSettings,
    /// The words by which the plans were read.
    pub vocabulary: Vocabulary,
    pub plans: Vec<SitePlan>,
}

impl Site {
    /// Settles ids and codes. Two plans with one id are an error that names both.
    pub fn build(settings: SiteSettings, vocabulary: Vocabulary, read: Vec<ReadPlan>) -> Outcome<Site> {
        let mut diagnostics = Vec::new();
        let mut plans: Vec<SitePlan> = Vec::new();
        let mut ids: BTreeMap<String, usize> = BTreeMap::new();
        for (source, document, plan, claims) in read {
            let id = id_of(&source, &plan);
            if let Some(other) = ids.get(&id) {
                let other: &SitePlan = &plans[*other];
                diagnostics.push(same_id(&id, &source, &other.source));
                continue;
            }
            ids.insert(id.clone(), plans.len());
            plans.push(SitePlan {
                id,
                code: String::new(),
                source,
                document,
                plan,
                claims,
                references: References::default(),
                links: Links::default(),
            });
        }
        plans.sort_by(|a, b| a.id.cmp(&b.id));
        settle_codes(&mut plans);
        let lexicon = Lexicon::of(&vocabulary);
        plans.par_iter_mut().for_each(|plan| plan.references = references::find(plan, &lexicon));
        diagnostics.extend(links::resolve(&mut plans));
        Outcome { value: Site { settings, vocabulary, plans }, diagnostics }
    }

    pub fn plan(&self, id: &str) -> Option<&SitePlan> {
        self.plans.binary_search_by(|p| p.id.as_str().cmp(id)).ok().map(|at| &self.plans[at])
    }
}

impl SitePlan {
    /// The title: front matter first, then the text, then the name of the file.
    pub fn title(&self) -> &str {
        match &self.source.front.title {
            Some(title) => title,
            None if self.plan.title.is_empty() => &self.plan.name,
            None => &self.plan.title,
        }
    }

    /// The line at which the Markdown begins.
    pub fn body_line(&self) -> u32 {
        let front = self.source.text.get(..self.source.body).unwrap_or("");
        front.bytes().filter(|b| *b == b'\n').count() as u32 + 1
    }

    /// The words of a line (from 1), blanks and list marks in front left out, as a place to underline.
    pub fn line_span(&self, line: u32) -> Span {
        let text = &self.source.text;
        let start =
            text.split_inclusive('\n').take(line.saturating_sub(1) as usize).map(str::len).sum::<usize>();
        let whole = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let words = whole.trim_start_matches([' ', '\t', '-', '*', '+', '>', '|', '#']);
        let start = start + whole.len() - words.len();
        Span::new(self.source.id, start, start + words.trim_end().len())
    }

    /// Whether the plan must not be run.
    pub fn is_blocked(&self) -> bool {
        match self.source.front.status.as_deref() {
            Some("blocked") => true,
            Some(_) => !self.source.front.blocked_by.is_empty(),
            None => !self.source.front.blocked_by.is_empty() || self.plan.blocked.is_some(),
        }
    }

    /// What blocks it: the front matter's list, or else the plan's own words.
    pub fn blockers(&self) -> Vec<String> {
        let listed = &self.source.front.blocked_by;
        if listed.is_empty() { self.plan.blocked.iter().cloned().collect() } else { listed.clone() }
    }
}

fn id_of(source: &Source, plan: &Plan) -> String {
    let id = source.front.id.as_deref().map_or_else(|| slug(&plan.name), slug);
    if id.is_empty() { "plan".to_owned() } else { id }
}

fn same_id(id: &str, source: &Source, other: &Source) -> Diagnostic {
    let place = |s: &Source| s.front.places.get("id").copied().unwrap_or(Span::new(s.id, 0, 0));
    Diagnostic::error("duplicate-id", format!("two plans have the id `{id}`"))
        .at(place(source))
        .label(place(other), "the other one")
        .hint("give one of them another `id` in its front matter, or rename its file")
}

/// Codes given in front matter stand; the others are made from the initials of the id, then its letters, then numbers.
fn settle_codes(plans: &mut [SitePlan]) {
    let mut taken: BTreeMap<String, ()> = BTreeMap::new();
    for plan in plans.iter_mut() {
        if let Some(code) = &plan.source.front.code {
            plan.code = code.to_uppercase();
            taken.insert(plan.code.clone(), ());
        }
    }
    for plan in plans.iter_mut().filter(|p| p.code.is_empty()) {
        plan.code = code_candidates(&plan.id).find(|c| !taken.contains_key(c)).unwrap_or_default();
        taken.insert(plan.code.clone(), ());
    }
}

fn code_candidates(id: &str) -> impl Iterator<Item = String> {
    let letters = |text: &str| -> String { text.chars().filter(char::is_ascii_alphabetic).collect() };
    let initials: String = id.split('-').filter_map(|word| letters(word).chars().next()).take(3).collect();
    let mut base = if initials.len() >= 3 { initials } else { letters(id).chars().take(3).collect() };
    if base.is_empty() {
        base = "PLN".to_owned();
    }
    let base = base.to_uppercase();
    (1..).map(move |n: u32| if n == 1 { base.clone() } else { format!("{base}{n}") })
}
