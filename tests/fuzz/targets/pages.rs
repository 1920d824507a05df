//! A plan as pages: whatever stands in it is text there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use tminus::check;
use tminus::diag::Severity;
use tminus::ledger::Ledger;
use tminus::page::{self, Layouts, Press, Theme};
use tminus::plan::hidden;
use tminus::recognise::Vocabulary;
use tminus::site::SitePlan;

use super::plan;
use crate::engine::{Holds, Target, Traits};
use crate::html::{Page, linked};
use crate::laws::{findings, holds};

pub struct Pages {
    vocabulary: Vocabulary,
    layouts: Layouts,
}

impl Target for Pages {
    const NAME: &'static str = "pages";
    const WORDS: &'static [&'static str] = plan::WORDS;
    const LONGEST: usize = 2000;
    const LENT: (&'static [&'static str], &'static str) = plan::LENT;

    fn ready() -> Result<Self, String> {
        Ok(Pages { vocabulary: Vocabulary::built_in(), layouts: Layouts::compile(&Theme::built_in()).value })
    }

    fn laws(&mut self, input: &[u8], traits: &mut Traits) -> Holds {
        let made = plan::understood(input, &Ledger::default(), &self.vocabulary);
        let found = check::check(&made.site);
        let broken = made.findings.iter().chain(&found).any(|finding| finding.severity == Severity::Error);
        traits.saw(("errors", broken));
        let Some(plan) = made.site.plans.first().filter(|_| !broken) else { return Ok(()) };

        let all = Mutex::new(BTreeMap::new());
        let emit = |path: &str, bytes: &[u8]| {
            all.lock().expect("no page panicked").insert(path.to_owned(), bytes.to_vec());
            Ok(())
        };
        let report = {
            let press = Press { site: &made.site, findings: &found, layouts: &self.layouts };
            page::render(press, &page::Nobody, &emit)
        };
        findings(&report.diagnostics, &made.files, traits)?;
        holds("every page can be made", !report.has_errors(), || format!("{:?}", report.diagnostics))?;
        let all = all.into_inner().expect("no page panicked");
        let mut pages = BTreeMap::new();
        let mut others = BTreeSet::new();
        for (path, bytes) in &all {
            let text = String::from_utf8(bytes.clone()).unwrap_or_default();
            holds("pages are text", !text.is_empty(), || path.clone())?;
            traits.saw((path.rsplit('/').next().filter(|_| !path.starts_with("t/")), text.len().ilog2()));
            secrets(plan, path, &text)?;
            if path.ends_with(".html") {
                pages.insert(path.clone(), Page::read(path, &text)?);
            } else {
                others.insert(path.clone());
            }
        }
        linked(&pages, &others)
    }
}

/// Whether an address or an id is made of a value.
fn named(text: &str, literal: &str) -> bool {
    let name = tminus::markdown::slug(literal);
    name.len() >= hidden::LONG && text.contains(&name)
}

/// No page shows a value that is taken for a secret.
fn secrets(plan: &SitePlan, path: &str, text: &str) -> Holds {
    for secret in &plan.plan.possible_secrets {
        // A short one, or a word, may be a common word elsewhere; what is shown anyway is a sample.
        let counts = secret.literal.len() >= 8
            && !secret.literal.chars().all(char::is_alphabetic)
            && hidden::stands_in(&plan.plan, &secret.literal);
        holds(
            "no page shows a secret",
            !counts || !(text.contains(&secret.literal) || named(text, &secret.literal)),
            || format!("{path} shows {}", secret.literal),
        )?;
    }
    Ok(())
}
