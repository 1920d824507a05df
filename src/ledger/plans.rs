//! Which plan is which: by id, code, former id, file, and at last by what it says.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Entry;
use super::thing::{Kind, Things};
use super::{Code, Ledger};
use crate::diag::{Diagnostic, Span};
use crate::markdown::slug;
use crate::plan::Plan;
use crate::read::Source;

/// A plan whose file was renamed is known by this part of its work.
const SAME: f64 = 0.5;

/// A plan as it stands.
pub struct Standing<'a> {
    pub id: &'a str,
    pub source: &'a Source,
    pub things: &'a Things,
}

/// The folder of a plan in the site, as it names it itself.
pub fn id_of(source: &Source, plan: &Plan) -> String {
    let id = source.front.id.as_deref().map_or_else(|| slug(&plan.name), slug);
    if id.is_empty() { "plan".to_owned() } else { id }
}

pub fn same_id(id: &str, source: &Source, other: &Source) -> Diagnostic {
    let place = |s: &Source| s.front.places.get("id").copied().unwrap_or(Span::new(s.id, 0, 0));
    Diagnostic::error("duplicate-id", format!("two plans have the id `{id}`"))
        .at(place(source))
        .label(place(other), "the other one")
        .hint("give one of them another `id` in its front matter, or rename its file")
}

/// The code in the ledger of each plan that is known.
pub fn recognise(ledger: &Ledger, plans: &[Standing]) -> Vec<Option<Code>> {
    let known: Vec<&Entry> = ledger.entries().filter(|e| e.kind == Kind::Plan && e.is_live()).collect();
    let mut found = Recognition { known, taken: BTreeSet::new(), codes: vec![None; plans.len()] };
    found.by(plans, |plan, entry| entry.id.as_deref() == Some(plan.id));
    found.by(plans, |plan, entry| {
        plan.source.front.code.as_ref().is_some_and(|code| Code::of_plan(code) == entry.code)
    });
    found.by(plans, |plan, entry| {
        plan.source.front.aliases.iter().any(|alias| entry.id.as_deref() == Some(slug(alias).as_str()))
    });
    found.by(plans, |plan, entry| entry.file.as_deref() == Some(file_of(plan.source).as_str()));
    found.by_work(ledger, plans);
    found.codes
}

/// The path of the plan's file with `/`.
pub fn file_of(source: &Source) -> String {
    source.path.to_string_lossy().replace('\\', "/")
}

struct Recognition<'a> {
    known: Vec<&'a Entry>,
    taken: BTreeSet<Code>,
    codes: Vec<Option<Code>>,
}

impl Recognition<'_> {
    fn by(&mut self, plans: &[Standing], same: impl Fn(&Standing, &Entry) -> bool) {
        for (at, plan) in plans.iter().enumerate() {
            if self.codes[at].is_some() {
                continue;
            }
            let free = |entry: &&&Entry| !self.taken.contains(&entry.code) && same(plan, entry);
            if let Some(entry) = self.known.iter().find(free) {
                self.taken.insert(entry.code.clone());
                self.codes[at] = Some(entry.code.clone());
            }
        }
    }

    /// A file that was renamed, and has no id of its own, is known by its tasks and headings.
    fn by_work(&mut self, ledger: &Ledger, plans: &[Standing]) {
        let missing: Vec<&Entry> =
            self.known.iter().copied().filter(|entry| !self.taken.contains(&entry.code)).collect();
        if missing.is_empty() || self.codes.iter().all(Option::is_some) {
            return;
        }
        let families = families(ledger);
        let mut likely = Vec::new();
        for (at, plan) in plans.iter().enumerate().filter(|(at, _)| self.codes[*at].is_none()) {
            let said: BTreeSet<&str> = plan.things.all.iter().skip(1).map(|t| t.words.as_str()).collect();
            for entry in &missing {
                let family = families.get(&entry.code).map_or(&[][..], Vec::as_slice);
                let had: BTreeSet<&str> =
                    family.iter().filter(|e| e.kind != Kind::Plan).map(|e| e.words.as_str()).collect();
                let shared = had.intersection(&said).count();
                let share = 2.0 * shared as f64 / (had.len() + said.len()).max(1) as f64;
                if share >= SAME {
                    likely.push((share, at, entry.code.clone()));
                }
            }
        }
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, &a.2).cmp(&(b.1, &b.2))));
        for (_, at, code) in likely {
            if self.codes[at].is_none() && self.taken.insert(code.clone()) {
                self.codes[at] = Some(code);
            }
        }
    }
}

/// All entries by the plan that they stand in, tombstones too. What was taken out with all around it belongs to the
/// plan that its code names.
pub fn families(ledger: &Ledger) -> BTreeMap<Code, Vec<&Entry>> {
    let mut families: BTreeMap<Code, Vec<&Entry>> = BTreeMap::new();
    for entry in ledger.entries() {
        families.entry(root(ledger, entry)).or_default().push(entry);
    }
    families
}

fn root(ledger: &Ledger, entry: &Entry) -> Code {
    let mut at = entry;
    for _ in 0..64 {
        match at.parent.as_ref().map(|code| (code, ledger.get(code))) {
            None => return at.code.clone(),
            Some((_, Some(parent))) => at = parent,
            Some((code, None)) => return Code::of_plan(code.plan_part()),
        }
    }
    Code::of_plan(entry.code.plan_part())
}

/// Codes for plans: that of the front matter, that of the ledger, or initials of the id that nobody has had.
pub fn settle_codes(ledger: &Ledger, plans: &[Standing], known: &[Option<Code>]) -> Vec<Code> {
    let given = |plan: &Standing| plan.source.front.code.as_ref().map(|code| Code::of_plan(code));
    let mut taken: BTreeSet<Code> =
        ledger.entries().filter(|e| e.kind == Kind::Plan).map(|e| e.code.clone()).collect();
    taken.extend(plans.iter().filter_map(given));
    let mut codes = Vec::new();
    for (plan, known) in plans.iter().zip(known) {
        let code = given(plan)
            .or_else(|| known.clone())
            .unwrap_or_else(|| candidates(plan.id).find(|code| !taken.contains(code)).unwrap_or_default());
        taken.insert(code.clone());
        codes.push(code);
    }
    codes
}

/// The initials of the id, then its letters, then numbers.
fn candidates(id: &str) -> impl Iterator<Item = Code> {
    let letters = |text: &str| -> String { text.chars().filter(char::is_ascii_alphabetic).collect() };
    let initials: String = id.split('-').filter_map(|word| letters(word).chars().next()).take(3).collect();
    let mut base = if initials.len() >= 3 { initials } else { letters(id).chars().take(3).collect() };
    if base.is_empty() {
        base = "PLN".to_owned();
    }
    (1..).map(move |n: u32| Code::of_plan(&if n == 1 { base.clone() } else { format!("{base}{n}") }))
}
