//! Finding a thing by what somebody types: its code, its id, its words.

use super::catalogue::{Catalogue, Item, Tomb};
use crate::diag::nearest;
use crate::ledger::Code;
use crate::markdown::slug;
use crate::site::Address;

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<'a> {
    One(&'a Item),
    /// Several fit equally; the ones with the fewest other words first.
    Several(Vec<&'a Item>),
    /// It was taken out; what took its place.
    Gone(&'a Tomb, Option<&'a Item>),
    /// Nothing; words that are near.
    Nothing(Option<&'a str>),
}

/// Which things are looked among.
#[derive(Debug, Clone, Default)]
pub struct Among {
    /// Code or folder of a plan.
    pub plan: Option<String>,
    /// Name of a kind.
    pub kind: Option<String>,
}

impl Among {
    fn holds(&self, catalogue: &Catalogue, item: &Item) -> bool {
        let of_plan = self.plan.as_ref().is_none_or(|plan| {
            item.plan.eq_ignore_ascii_case(plan)
                || catalogue
                    .by_code(&item.plan)
                    .and_then(|p| p.id.as_ref())
                    .is_some_and(|id| id.eq_ignore_ascii_case(plan))
        });
        of_plan && self.kind.as_ref().is_none_or(|kind| item.kind.eq_ignore_ascii_case(kind))
    }
}

/// Finds `what`: a code wins over an id, an id over the same words, those over words that hold all of it.
pub fn search<'a>(catalogue: &'a Catalogue, what: &str, among: &Among) -> Found<'a> {
    if let Some(found) = by_code(catalogue, what) {
        return found;
    }
    let what = what.trim();
    let wanted = slug(what);
    let sheets = among.kind.is_some() || wanted.contains("sheet");
    let wide = |item: &&Item| among.holds(catalogue, item) && (sheets || item.kind != "sheet");
    let items: Vec<&Item> = catalogue.items.iter().filter(wide).collect();
    let fragment = what.rsplit('#').next().unwrap_or("");
    let by_id = |item: &&Item| item.id.as_deref().is_some_and(|id| id.eq_ignore_ascii_case(fragment));
    let by_address = |item: &&Item| is_at(item, what);
    let same = |item: &&Item| slug(&item.words) == wanted;
    let begins =
        |item: &&Item| slug(&item.words).strip_prefix(wanted.as_str()).is_some_and(|r| r.starts_with('-'));
    let named = |item: &&Item| is_named(item) && begins(item);
    for fits in [&by_address as &dyn Fn(&&Item) -> bool, &by_id, &same, &named] {
        let found: Vec<&Item> =
            items.iter().copied().filter(|item| !wanted.is_empty() && fits(item)).collect();
        if !found.is_empty() {
            return one_or_several(found);
        }
    }
    by_words(&items, &wanted)
}

/// Things whose first word is their name: `SEV1`, `GO-2`.
fn is_named(item: &Item) -> bool {
    matches!(item.kind, "severity" | "point" | "setting" | "endpoint" | "channel")
}

/// A plan stands for the heading that is its title.
fn one_or_several(mut found: Vec<&Item>) -> Found<'_> {
    let plans: Vec<&Item> = found.iter().copied().filter(|item| item.kind == "plan").collect();
    let titles = |item: &Item| plans.iter().any(|plan| plan.plan == item.plan && plan.words == item.words);
    found.retain(|item| item.kind != "section" || !titles(item));
    match found[..] {
        [one] => Found::One(one),
        _ => Found::Several(found),
    }
}

/// A code as it is typed, also as the end of a permalink.
fn by_code<'a>(catalogue: &'a Catalogue, what: &str) -> Option<Found<'a>> {
    let what = what.trim().trim_end_matches("index.html").trim_end_matches('/');
    let last = what.rsplit(['/', '#']).next().unwrap_or("");
    if let Some(sheet) = catalogue.by_code(&last.to_uppercase()) {
        return Some(Found::One(sheet));
    }
    let code = Code::parse(last)?.to_string();
    if let Some(item) = catalogue.by_code(&code) {
        return Some(Found::One(item));
    }
    catalogue.tomb(&code).map(|tomb| Found::Gone(tomb, catalogue.successor(tomb)))
}

/// Whether `what` ends in an address at which the item is or was published.
fn is_at(item: &Item, what: &str) -> bool {
    let is = |address: &Address| {
        let written = address.from("");
        what.strip_suffix(written.as_str()).is_some_and(|front| front.is_empty() || front.ends_with('/'))
    };
    what.contains(".html") && std::iter::once(&item.address).chain(&item.also).chain(&item.former).any(is)
}

/// Things that have all the words, the last of which may be cut short.
fn by_words<'a>(items: &[&'a Item], wanted: &str) -> Found<'a> {
    let words: Vec<&str> = wanted.split('-').filter(|word| !word.is_empty()).collect();
    let Some((last, front)) = words.split_last() else { return Found::Nothing(None) };
    let mut found: Vec<(usize, &Item)> = Vec::new();
    for item in items {
        let has = slug(&item.words);
        let has: Vec<&str> = has.split('-').collect();
        if front.iter().all(|word| has.contains(word)) && has.iter().any(|word| word.starts_with(last)) {
            found.push((has.len(), item));
        }
    }
    if found.is_empty() {
        return Found::Nothing(nearest(wanted, items.iter().map(|item| item.words.as_str())));
    }
    found.sort_by_key(|(length, _)| *length);
    one_or_several(found.into_iter().map(|(_, item)| item).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "---\ntitle: Desk move\ncode: DSK\n---\n\n# Desk move\n\n## Ring round {#ring}\n\n- [ ] Ring the warden\n- [ ] Ring the warden again\n\n## Rollback\n\n1. Unpack\n\n## Severity levels\n\n| Level | Response |\n|---|---|\n| SEV1 - Fire | 5 minutes |\n| SEV2 - Smoke | 1 hour |\n";

    fn said(what: &str) -> String {
        let site = crate::site::testing::site(PLAN);
        let catalogue = Catalogue::of(&site);
        match search(&catalogue, what, &Among::default()) {
            Found::One(item) => format!("{} {}", item.kind, item.words),
            Found::Several(items) => items.iter().map(|i| i.words.as_str()).collect::<Vec<_>>().join(" | "),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn codes_ids_and_words_find() {
        let site = crate::site::testing::site(PLAN);
        let catalogue = Catalogue::of(&site);
        let task = catalogue.items.iter().find(|i| i.words == "Ring the warden").unwrap();
        for what in [task.code.clone(), task.code.to_lowercase(), format!("https://x/t/{}/", task.code)] {
            assert_eq!(said(&what), "task Ring the warden", "{what}");
        }
        assert_eq!(said("dsk"), "plan Desk move");
        assert_eq!(said("desk move"), "plan Desk move");
        assert_eq!(said("contacts sheet"), "Nothing(None)");
        assert_eq!(said("#ring"), "section Ring round");
        assert_eq!(said("ring the WARDEN"), "task Ring the warden");
        assert_eq!(said("warden aga"), "task Ring the warden again");
        assert_eq!(said("warden"), "Ring the warden | Ring the warden again");
        assert!(said("sev1").starts_with("severity SEV1"), "{}", said("sev1"));
        assert_eq!(said("rign round"), "Nothing(Some(\"Ring round\"))");
        assert_eq!(said(""), "Nothing(None)");
    }

    #[test]
    fn plan_and_kind_narrow_it() {
        let site = crate::site::testing::site(PLAN);
        let catalogue = Catalogue::of(&site);
        let among = Among { plan: Some("desk".into()), kind: None };
        assert_eq!(search(&catalogue, "warden", &among), Found::Nothing(None));
        let among = Among { plan: Some("dsk".into()), kind: Some("section".into()) };
        assert!(matches!(search(&catalogue, "ring", &among), Found::One(item) if item.words == "Ring round"));
    }
}
