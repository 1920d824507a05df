//! The graph of all plans: built once, never changed after.
//!
//! [`Site::build`] takes the recognised plans, settles their ids and codes, and answers every question that crosses
//! plans. [`address`] is the only place that makes addresses, [`fragment`] names the places inside pages; [`gone`] knows
//! which folders answer for plans that were taken out.

pub mod address;
pub mod alerts;
mod attachments;
pub mod fragment;
pub mod gone;
pub mod home;
mod links;
mod references;
mod renew;
pub mod sheets;
mod signing;
#[cfg(test)]
pub mod testing;

pub use address::{Address, PlanPage};
pub use attachments::{Attached, Attachments};
pub use links::{
    Lead, Links, MISSES, Picture, Scheme, check_files, files_of, linked_files, relative, scheme,
};
pub use references::{CrossLink, Lexicon, Reference, References, Target};
pub use renew::{Before, read_again};
pub use signing::FormerCodes;

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diag::{Outcome, Span};
use crate::ledger::signoff::SignOffState;
use crate::ledger::{Entry, Identified, Identity, Settled, Shared};
use crate::markdown::Document;
use crate::plan::{Plan, hidden};
use crate::read::{MessageSource, Source};
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

impl SiteSettings {
    /// The folder of the host that the site is published in, with `/` at both ends: `/runbooks/` of
    /// `https://host.example/runbooks/`.
    pub fn base_path(&self) -> Option<&str> {
        let (_, rest) = self.base_url.split_once("://")?;
        rest.find('/').map(|at| &rest[at..])
    }
}

/// Why a plan is not what its file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stale {
    /// The commit that its file was last changed in, and since which it cannot be built; `None` where that is not known.
    pub since: Option<String>,
}

/// A plan and all that was read of it.
#[derive(Debug, Clone)]
pub struct SitePlan {
    /// Folder of the plan in the site; unique.
    pub id: String,
    /// Short code, upper case; unique.
    pub code: String,
    pub source: Shared<Source>,
    pub document: Shared<Document>,
    pub plan: Shared<Plan>,
    pub claims: Shared<Vec<Claim>>,
    /// Its things with their codes, its digest and its revisions.
    pub identity: Identity,
    /// What its words lead to.
    pub references: References,
    /// Where the links of its author lead.
    pub links: Links,
    /// Who has signed this revision, and who has not.
    pub sign_off: SignOffState,
    /// The commit that its file was last changed in: `4be19c2`, `4be19c2 and changes`; `None` where that is not known.
    pub commit: Option<String>,
    /// Set where the file cannot be built, and the plan is that of the last build that could.
    pub stale: Option<Stale>,
    /// What is gone of other plans that were published in a former folder of this one, by that folder.
    pub followed: BTreeMap<String, Vec<Entry>>,
}

/// All plans, in order of their ids.
#[derive(Debug, Clone, Default)]
pub struct Site {
    pub settings: SiteSettings,
    /// The words by which the plans were read.
    pub vocabulary: Vocabulary,
    pub plans: Vec<SitePlan>,
    /// The messages of the site, in order of their paths.
    pub messages: Vec<MessageSource>,
    /// The files that plans point to.
    pub attachments: Attachments,
    /// What was taken out with the whole plan around it.
    pub gone: Vec<Entry>,
}

impl Site {
    /// Works out the references and links of the plans.
    pub fn build(settings: SiteSettings, vocabulary: Vocabulary, settled: Settled) -> Outcome<Site> {
        Site::with_files(settings, vocabulary, settled, Attachments::default())
    }

    /// The same with the files that the plans point to.
    pub fn with_files(
        settings: SiteSettings,
        vocabulary: Vocabulary,
        settled: Settled,
        attachments: Attachments,
    ) -> Outcome<Site> {
        let mut plans: Vec<SitePlan> = settled.plans.into_iter().map(site_plan).collect();
        let lexicon = Lexicon::of(&vocabulary);
        plans.par_iter_mut().for_each(|plan| plan.references = references::find(plan, &lexicon));
        let diagnostics = links::resolve(&mut plans, &attachments);
        gone::follow(plans.iter_mut(), &settled.gone);
        Outcome {
            value: Site {
                settings,
                vocabulary,
                plans,
                messages: Vec::new(),
                attachments,
                gone: settled.gone,
            },
            diagnostics,
        }
    }

    /// The plans alone, without references and links: enough for all names.
    pub fn of_names(settled: Settled) -> Site {
        let mut plans: Vec<SitePlan> = settled.plans.into_iter().map(site_plan).collect();
        gone::follow(plans.iter_mut(), &settled.gone);
        Site { plans, gone: settled.gone, ..Site::default() }
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

/// The title of a plan stands on all pages, also where no other line of it does. Headings have lost such values before.
fn hide_in_titles(plan: &mut Identified) {
    let hidden = |line: u32, title: &str| match hidden::in_line(&plan.plan, line, title) {
        Cow::Owned(hidden) => Some(hidden),
        Cow::Borrowed(_) => None,
    };
    let line =
        plan.document.sections.iter().find(|section| section.level == 1).map_or(0, |section| section.line);
    let front = plan.source.front.title.as_deref().and_then(|title| hidden(0, title));
    let own = hidden(line, &plan.plan.title);
    if front.is_some() {
        plan.source.front.title = front;
    }
    if let Some(title) = own {
        plan.plan.title = title;
    }
}

fn site_plan(mut plan: Identified) -> SitePlan {
    hide_in_titles(&mut plan);
    let code = plan.identity.plan().map_or_else(String::new, |known| known.code.to_string());
    SitePlan {
        id: plan.id,
        code,
        source: plan.source,
        document: plan.document,
        plan: plan.plan,
        claims: plan.claims,
        identity: plan.identity,
        references: References::default(),
        links: Links::default(),
        sign_off: SignOffState::default(),
        commit: None,
        stale: None,
        followed: BTreeMap::new(),
    }
}
