//! Where a plan stands with its signatures, for pages and commands.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Ask;
use super::people::{self, Person, same_words};
use super::record::{Record, Signed};

/// A thing that changed between the revision that was signed and this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Code of the thing.
    pub code: String,
    /// `added`, `changed`, `moved`, `removed`.
    pub what: String,
}

/// What came after the revision that was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "changes")]
pub enum Since {
    /// It is this revision.
    Nothing,
    /// The things that changed since.
    Changed(Vec<Changed>),
    /// The ledger knows no such revision.
    Unknown,
}

/// One signature as it was given.
#[derive(Debug, Clone, Serialize)]
pub struct Given {
    pub role: String,
    pub name: String,
    pub meaning: String,
    /// RFC 3339 with an offset, as recorded.
    pub time: String,
    pub how: String,
    pub revision: u32,
    /// 64 hexadecimal digits.
    pub digest: String,
    /// Principal and fingerprint of the SSH key, verified.
    pub signer: Option<String>,
    pub key: Option<String>,
    /// First digits of the record's own hash: a name for it.
    pub record: String,
    pub since: Since,
}

impl Given {
    /// What changed since this was signed; empty where it is this revision, or one that the ledger does not know.
    pub fn changes(&self) -> &[Changed] {
        match &self.since {
            Since::Changed(changes) => changes,
            Since::Nothing | Since::Unknown => &[],
        }
    }
}

/// How far a role is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Nobody has signed.
    Missing,
    /// Fewer people than asked have signed this revision.
    Partly,
    /// Everybody who was asked has signed this revision.
    Signed,
    /// An earlier revision was signed, this one was not.
    Outdated,
    /// Somebody rejected this revision.
    Rejected,
}

/// One role that is to sign.
#[derive(Debug, Clone, Serialize)]
pub struct RoleState {
    pub ask: Ask,
    pub standing: Standing,
    /// Signatures of this revision, one a person; they alone count.
    pub given: Vec<Given>,
    /// The latest signature of each other person, of other revisions.
    pub earlier: Vec<Given>,
    /// Rejections of this revision that stand.
    pub rejected: Vec<Given>,
}

/// All roles of a plan at its revision.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SignOffState {
    pub revision: u32,
    /// 64 hexadecimal digits.
    pub digest: String,
    /// In the order in which the plan asks.
    pub roles: Vec<RoleState>,
    /// Signatures of roles that the plan does not ask for.
    pub others: Vec<Given>,
    /// Whether this revision was signed, then a later one, and the plan went back.
    pub went_back: bool,
}

impl SignOffState {
    /// Whether every role that is asked for has signed this revision. False where nobody is asked.
    pub fn is_complete(&self) -> bool {
        !self.roles.is_empty() && self.roles.iter().all(|role| role.standing == Standing::Signed)
    }

    /// Whether this revision is signed by the role, or by that of the sign-off in this line of the plan.
    pub fn is_signed(&self, role: &str, line: u32) -> bool {
        let asked = |state: &&RoleState| state.ask.line == Some(line) || same_words(&state.ask.role, role);
        self.roles.iter().any(|state| asked(&state) && state.standing == Standing::Signed)
    }

    /// Roles that have signed, and all roles.
    pub fn counts(&self) -> (usize, usize) {
        (self.roles.iter().filter(|r| r.standing == Standing::Signed).count(), self.roles.len())
    }
}

/// A sound record with the key that signed it and what came after its revision.
#[derive(Debug, Clone)]
pub struct Sound<'a> {
    pub record: &'a Record,
    pub key: Option<String>,
    pub since: Since,
}

/// The state of `plan` from its sound records, in their order.
pub fn state(plan: &Signed, records: &[Sound<'_>]) -> SignOffState {
    let persons: Vec<Person> = records.iter().map(person).collect();
    let group = people::groups(&persons);
    let latest = latest(records, &group);
    let roles = plan.asked.iter().map(|ask| role(ask, &latest)).collect();
    let others =
        latest.iter().filter(|l| !plan.asked.iter().any(|ask| same_words(&ask.role, &l.record.role)));
    let current: Vec<bool> = records.iter().map(|r| r.since == Since::Nothing).collect();
    let last_own = current.iter().rposition(|own| *own);
    SignOffState {
        revision: plan.revision,
        digest: plan.digest.clone(),
        roles,
        others: others.filter(|l| l.record.is_for()).map(|l| given(l)).collect(),
        went_back: last_own.is_some_and(|at| at + 1 < current.len()),
    }
}

fn person(sound: &Sound<'_>) -> Person {
    Person { name: sound.record.name.clone(), signer: sound.record.signer.clone(), key: sound.key.clone() }
}

/// What each person said last in each role; what was said of this revision before what was said of others.
fn latest<'r, 'a>(records: &'r [Sound<'a>], group: &[usize]) -> Vec<&'r Sound<'a>> {
    let mut last: BTreeMap<(usize, String), (usize, &Sound<'a>)> = BTreeMap::new();
    for (at, (sound, person)) in records.iter().zip(group).enumerate() {
        let key = (*person, people::folded(&sound.record.role));
        let keeps = last.get(&key).is_some_and(|(_, before)| {
            before.since == Since::Nothing && sound.since != Since::Nothing && sound.record.is_for()
        });
        if !keeps {
            last.insert(key, (at, sound));
        }
    }
    let mut said: Vec<(usize, &Sound<'a>)> = last.into_values().collect();
    said.sort_by_key(|(at, _)| *at);
    said.into_iter().map(|(_, sound)| sound).collect()
}

fn role(ask: &Ask, latest: &[&Sound<'_>]) -> RoleState {
    let own: Vec<&&Sound<'_>> = latest.iter().filter(|l| same_words(&ask.role, &l.record.role)).collect();
    let now = |l: &&&&Sound<'_>| l.since == Since::Nothing;
    let pick = |of: &dyn Fn(&&&&Sound<'_>) -> bool| -> Vec<Given> {
        own.iter().filter(|l| of(l)).map(|l| given(l)).collect()
    };
    let given = pick(&|l| now(l) && l.record.is_for());
    let earlier = pick(&|l| !now(l) && l.record.is_for());
    let rejected = pick(&|l| now(l) && l.record.meaning.eq_ignore_ascii_case("rejected"));
    let standing = match given.len() {
        _ if !rejected.is_empty() => Standing::Rejected,
        n if n >= ask.people => Standing::Signed,
        0 if earlier.is_empty() => Standing::Missing,
        0 => Standing::Outdated,
        _ => Standing::Partly,
    };
    RoleState { ask: ask.clone(), standing, given, earlier, rejected }
}

fn given(sound: &Sound<'_>) -> Given {
    let record = sound.record;
    Given {
        role: record.role.clone(),
        name: record.name.clone(),
        meaning: record.meaning.clone(),
        time: record.time.clone(),
        how: record.how.clone(),
        revision: record.revision,
        digest: record.digest.clone(),
        signer: record.signer.clone(),
        key: sound.key.clone(),
        record: record.hash.chars().take(8).collect(),
        since: sound.since.clone(),
    }
}
