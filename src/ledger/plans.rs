//! Which plan is which: by id, code, former id, file, and at last by what it says.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, Retired, State};
use super::pins::Spot;
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

/// Folders of the site that hold something else than a plan.
const TAKEN: &[&str] = &["assets", "files", "index", "search", "t"];

/// Bytes of the longest name of a folder.
const LONGEST: usize = 255;

fn too_long(id: &str, hint: &str) -> Option<Diagnostic> {
    let message = format!("the id has {} letters: no disk takes a folder of that name", id.chars().count());
    (id.len() > LONGEST).then(|| Diagnostic::error("unfit-id", message).hint(hint))
}

/// What is wrong with the id of a plan by itself.
pub fn unfit_id(id: &str, source: &Source) -> Option<Diagnostic> {
    let place = source.front.places.get("id").copied().unwrap_or(Span::new(source.id, 0, 0));
    let written = source.front.id.as_deref();
    if written.is_some_and(|written| slug(written).is_empty()) {
        let message = match written {
            Some("") | None => "the id is empty".to_owned(),
            Some(written) => format!("`{written}` is no id: nothing of it can stand in an address"),
        };
        return Some(
            Diagnostic::error("unfit-id", message)
                .at(place)
                .hint("write letters, digits and hyphens, such as `move-the-scales`"),
        );
    }
    let taken = Diagnostic::error("unfit-id", format!("the site keeps the folder `{id}/` for itself"));
    let hint = match written {
        Some(_) => "give the plan another `id`",
        None => {
            "the id is the name of the file: give the plan an `id` in its front matter, or rename the file"
        }
    };
    let unfit = TAKEN.contains(&id).then(|| taken.hint(hint)).or_else(|| too_long(id, hint));
    unfit.map(|unfit| unfit.at(place))
}

/// Former ids of plans that are an id, or a former id, of another one: an address can lead to one of them alone.
pub fn shared_aliases(plans: &BTreeMap<&str, &Source>) -> Vec<Diagnostic> {
    let place = |source: &Source, key: &str| {
        source.front.places.get(key).copied().unwrap_or(Span::new(source.id, 0, 0))
    };
    let mut former: BTreeMap<String, &Source> = BTreeMap::new();
    let mut found = Vec::new();
    for (id, source) in plans {
        for alias in source.front.aliases.iter().map(|alias| slug(alias)).filter(|alias| alias != id) {
            if let Some(long) = too_long(&alias, "take it out of `aliases`: no plan was ever there") {
                found.push(long.at(place(source, "aliases")));
                continue;
            }
            if TAKEN.contains(&alias.as_str()) {
                let message = format!("the site keeps the folder `{alias}/` for itself");
                let found_here = Diagnostic::error("unfit-id", message).at(place(source, "aliases"));
                found.push(found_here.hint("take it out of `aliases`: no plan was ever there"));
                continue;
            }
            let (other, key) = match (plans.get(alias.as_str()), former.get(&alias)) {
                (Some(other), _) => (*other, "id"),
                (None, Some(other)) if other.id != source.id => (*other, "aliases"),
                _ => {
                    former.insert(alias, source);
                    continue;
                }
            };
            let what =
                if key == "id" { "is the id of another plan" } else { "is a former id of another plan too" };
            found.push(
                Diagnostic::error("duplicate-id", format!("the former id `{alias}` {what}"))
                    .at(place(source, "aliases"))
                    .label(place(other, key), "the other one")
                    .hint("take it out of `aliases`: an address can lead to one plan alone"),
            );
        }
    }
    found
}

/// The code in the ledger of each plan that is known.
pub fn recognise(
    ledger: &Ledger,
    families: &Families,
    plans: &[Standing],
    pins: &BTreeMap<Code, Spot>,
) -> Vec<Option<Code>> {
    let known: Vec<&Entry> = ledger.entries().filter(|e| e.kind == Kind::Plan && e.is_live()).collect();
    let mut found = Recognition { families, known, taken: BTreeSet::new(), codes: vec![None; plans.len()] };
    for (code, (plan, at)) in pins {
        if *at == 0 && found.known.iter().any(|entry| entry.code == *code) {
            found.take(*plan, code);
        }
    }
    let same_code = |plan: &Standing, entry: &Entry| {
        plan.source.front.code.as_ref().is_some_and(|code| Code::of_plan(code) == entry.code)
    };
    found.by(plans, same_code);
    // An id that is but the name of the file says nothing where the file holds another plan.
    let same_id = |plan: &Standing, entry: &Entry| entry.id.as_deref() == Some(plan.id);
    found.by(plans, |plan, entry| {
        same_id(plan, entry) && (plan.source.front.id.is_some() || found_again(families, plan, entry))
    });
    found.by(plans, |plan, entry| {
        plan.source.front.aliases.iter().any(|alias| entry.id.as_deref() == Some(slug(alias).as_str()))
    });
    found.by_work(plans);
    found.by(plans, same_id);
    found.by(plans, |plan, entry| entry.file.as_deref() == Some(file_of(plan.source).as_str()));
    found.by(plans, |plan, entry| entry.names.iter().any(|former| former == plan.id));
    // One that was taken out and comes back is what it was.
    found.known = ledger.entries().filter(|e| e.kind == Kind::Plan && is_buried(e)).collect();
    found.by(plans, |plan, entry| same_code(plan, entry));
    found.by(plans, |plan, entry| same_id(plan, entry) && share(families, plan, entry) >= SAME);
    found.codes
}

/// The path of the plan's file with `/`.
pub fn file_of(source: &Source) -> String {
    source.path.to_string_lossy().replace('\\', "/")
}

/// Whether a plan is known by what no other plan can claim before it: its code, or its id as [`recognise`] trusts it.
pub fn is_surely(ledger: &Ledger, families: &Families, plan: &Standing) -> bool {
    let front = &plan.source.front;
    let own = |e: &&Entry| e.kind == Kind::Plan && e.is_live() && e.id.as_deref() == Some(plan.id);
    let by_code = front.code.as_ref().is_some_and(|code| ledger.get(&Code::of_plan(code)).is_some());
    let by_id = |entry: &Entry| front.id.is_some() || found_again(families, plan, entry);
    by_code || ledger.entries().find(own).is_some_and(by_id)
}

/// Whether at least a quarter of what the plan says was in this one before.
fn found_again(families: &Families, plan: &Standing, entry: &Entry) -> bool {
    4.0 * share(families, plan, entry) >= 1.0
}

fn is_buried(entry: &Entry) -> bool {
    matches!(entry.state, State::Retired(_))
}

/// Whether a thing is there as long as its plan is: it lives, or it was taken out with the plan.
pub fn stands_with(entry: &Entry, plan: &Entry) -> bool {
    let on = |gone: &Retired| (gone.on.clone(), gone.why.clone());
    match (&entry.state, &plan.state) {
        (State::Live, _) => true,
        (State::Retired(gone), State::Retired(whole)) => on(gone) == on(whole),
        _ => false,
    }
}

/// What a plan and one of the ledger have in common, from 0 to 1.
fn share(families: &Families, plan: &Standing, entry: &Entry) -> f64 {
    let said: BTreeSet<&str> = plan.things.all.iter().skip(1).map(|t| t.words.as_str()).collect();
    let family = families.of(&entry.code).iter().filter(|e| e.kind != Kind::Plan && stands_with(e, entry));
    let had: BTreeSet<&str> = family.map(|e| e.words.as_str()).collect();
    if said.is_empty() && had.is_empty() {
        return 1.0;
    }
    2.0 * had.intersection(&said).count() as f64 / (had.len() + said.len()) as f64
}

struct Recognition<'a, 'f> {
    families: &'f Families<'a>,
    known: Vec<&'a Entry>,
    taken: BTreeSet<Code>,
    codes: Vec<Option<Code>>,
}

impl Recognition<'_, '_> {
    fn take(&mut self, plan: usize, code: &Code) {
        if self.codes[plan].is_none() && self.taken.insert(code.clone()) {
            self.codes[plan] = Some(code.clone());
        }
    }

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
    fn by_work(&mut self, plans: &[Standing]) {
        let missing: Vec<&Entry> =
            self.known.iter().copied().filter(|entry| !self.taken.contains(&entry.code)).collect();
        let open = (0..plans.len()).filter(|at| self.codes[*at].is_none());
        let mut likely = Vec::new();
        for at in open {
            for entry in &missing {
                let share = share(self.families, &plans[at], entry);
                if share >= SAME {
                    likely.push((share, at, entry.code.clone()));
                }
            }
        }
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, &a.2).cmp(&(b.1, &b.2))));
        likely.iter().for_each(|(_, at, code)| self.take(*at, code));
    }
}

/// Plans in folders that were another plan's: links to that one would lead to this one.
pub fn former_ids(ledger: &Ledger, plans: &[Standing], known: &[Option<Code>]) -> Vec<Diagnostic> {
    let mut owners: BTreeMap<&str, &Entry> = BTreeMap::new();
    for entry in ledger.entries().filter(|e| e.kind == Kind::Plan && e.is_live()) {
        owners.extend(entry.names.iter().chain(&entry.id).map(|id| (id.as_str(), entry)));
    }
    let mut findings = Vec::new();
    for (plan, code) in plans.iter().zip(known) {
        let owner = owners.get(plan.id).filter(|owner| Some(&owner.code) != code.as_ref());
        // Where the other plan is gone as a whole, that is said.
        if let Some(owner) = owner.filter(|owner| known.contains(&Some(owner.code.clone()))) {
            findings.push(was_another(plan, owner));
        }
    }
    findings
}

fn was_another(plan: &Standing, owner: &Entry) -> Diagnostic {
    let (id, source) = (plan.id, plan.source);
    let place = source.front.places.get("id").copied().unwrap_or(Span::new(source.id, 0, 0));
    Diagnostic::error("former-id", format!("the id `{id}` was that of another plan: {} \"{}\"", owner.code, owner.words))
        .at(place)
        .hint("links that were pasted would lead to the wrong plan; give this one an `id` of its own in its front matter")
}

/// All entries by the plan that they stand in, tombstones too. What was taken out with all around it belongs to the
/// plan that its code names.
pub struct Families<'a> {
    of: BTreeMap<Code, Vec<&'a Entry>>,
    plans: BTreeMap<&'a Code, Code>,
    none: Code,
}

impl<'a> Families<'a> {
    pub fn of_ledger(ledger: &'a Ledger) -> Families<'a> {
        let mut families = Families { of: BTreeMap::new(), plans: BTreeMap::new(), none: Code::default() };
        for entry in ledger.entries() {
            let plan = families.root(ledger, entry);
            families.plans.insert(&entry.code, plan.clone());
            families.of.entry(plan).or_default().push(entry);
        }
        families
    }

    /// What stands or stood in a plan, in the order of the codes.
    pub fn of(&self, plan: &Code) -> &[&'a Entry] {
        self.of.get(plan).map_or(&[], Vec::as_slice)
    }

    pub fn all(&self) -> impl Iterator<Item = (&Code, &[&'a Entry])> {
        self.of.iter().map(|(code, entries)| (code, entries.as_slice()))
    }

    /// The plan in which a code stands or stood.
    pub fn plan_of(&self, code: &Code) -> &Code {
        self.plans.get(code).unwrap_or(&self.none)
    }

    fn root(&self, ledger: &'a Ledger, entry: &'a Entry) -> Code {
        let mut at = entry;
        for _ in 0..64 {
            if let Some(plan) = self.plans.get(&at.code) {
                return plan.clone();
            }
            match (at.parent.as_ref(), &at.state) {
                // A plan that has another code now.
                (None, State::Same(other)) => match ledger.get(other) {
                    Some(plan) => at = plan,
                    None => return other.clone(),
                },
                (None, _) => return at.code.clone(),
                (Some(code), _) => match ledger.get(code) {
                    Some(parent) => at = parent,
                    None => return Code::of_plan(code.plan_part()),
                },
            }
        }
        Code::of_plan(entry.code.plan_part())
    }
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
