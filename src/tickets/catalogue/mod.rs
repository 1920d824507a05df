//! Everything of a site that has an address, and what had one.

mod gather;

use std::collections::{BTreeMap, BTreeSet};

use crate::site::Address;

/// A thing that can be linked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub code: String,
    pub kind: &'static str,
    /// Code of its plan.
    pub plan: String,
    pub plan_title: String,
    /// What it says, secrets taken out.
    pub words: String,
    /// The id that its author gave it.
    pub id: Option<String>,
    /// Line in the plan; 0 for the plan itself.
    pub line: u32,
    pub address: Address,
    pub permalink: Address,
    /// Other addresses at which it is published.
    pub also: Vec<Address>,
    /// Where it was published before and no longer is.
    pub former: Vec<Address>,
    /// True where the ledger does not know the code yet, so that it may still change.
    pub born: bool,
}

/// What was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tomb {
    pub code: String,
    pub kind: &'static str,
    pub plan: String,
    pub words: String,
    /// Code of what took its place.
    pub to: Option<String>,
    /// The day; empty when nobody said it.
    pub on: String,
    pub why: String,
    pub former: Vec<Address>,
}

/// All items and tombs of a site.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    pub items: Vec<Item>,
    pub tombs: Vec<Tomb>,
    codes: BTreeMap<String, usize>,
    buried: BTreeMap<String, usize>,
    former: BTreeMap<Address, usize>,
    current: BTreeMap<Address, usize>,
    /// Addresses of tombs.
    left: BTreeMap<Address, usize>,
    plans: BTreeSet<String>,
}

impl Catalogue {
    /// `same` are codes that mean another one.
    pub fn new(items: Vec<Item>, tombs: Vec<Tomb>, same: &[(String, String)]) -> Catalogue {
        let mut catalogue = Catalogue::default();
        for (at, item) in items.iter().enumerate() {
            catalogue.codes.insert(item.code.clone(), at);
            catalogue.former.extend(item.former.iter().map(|address| (address.clone(), at)));
            let current = item.also.iter().chain([&item.address]);
            catalogue.current.extend(current.map(|address| (address.clone(), at)));
            catalogue.plans.insert(item.plan.clone());
        }
        for (at, tomb) in tombs.iter().enumerate() {
            catalogue.buried.insert(tomb.code.clone(), at);
            catalogue.left.extend(tomb.former.iter().map(|address| (address.clone(), at)));
            catalogue.plans.extend(tomb.code.split('-').next().map(str::to_owned));
        }
        for (code, means) in same {
            if let Some(at) = catalogue.codes.get(means).copied() {
                catalogue.codes.entry(code.clone()).or_insert(at);
            }
            catalogue.plans.extend(code.split('-').next().map(str::to_owned));
        }
        Catalogue { items, tombs, ..catalogue }
    }

    /// The living thing of a code, in its own spelling.
    pub fn by_code(&self, code: &str) -> Option<&Item> {
        self.codes.get(code).and_then(|at| self.items.get(*at))
    }

    pub fn tomb(&self, code: &str) -> Option<&Tomb> {
        self.buried.get(code).and_then(|at| self.tombs.get(*at))
    }

    /// What is published at `address`.
    pub fn at(&self, address: &Address) -> Option<&Item> {
        self.current.get(address).and_then(|at| self.items.get(*at))
    }

    /// What was published at `address` before.
    pub fn formerly_at(&self, address: &Address) -> Option<&Item> {
        self.former.get(address).and_then(|at| self.items.get(*at))
    }

    /// What is buried that was published at `address`.
    pub fn buried_at(&self, address: &Address) -> Option<&Tomb> {
        self.left.get(address).and_then(|at| self.tombs.get(*at))
    }

    /// Whether a plan of the site has or had this code.
    pub fn knows_plan(&self, code: &str) -> bool {
        self.plans.contains(code)
    }

    /// What lives on for a tomb: its successor, or the successor of that.
    pub fn successor(&self, tomb: &Tomb) -> Option<&Item> {
        let mut to = tomb.to.clone()?;
        for _ in 0..64 {
            if let Some(item) = self.by_code(&to) {
                return Some(item);
            }
            to = self.tomb(&to)?.to.clone()?;
        }
        None
    }
}
