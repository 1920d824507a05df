//! Lists of all plans, for sites of more plans than one page can show: by state in order of T-0, and by first letter.

use std::collections::BTreeMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::PageContext;
use super::home::{BAYS, bay};
use super::shares::{Pager, cut, path};
use crate::site::{Address, PlanPage, Site, SitePlan};

/// More plans than these, and home shows the first of each state and leads to lists.
pub const MANY: usize = 100;

/// Rows of a list at most.
const ROWS: usize = 250;

/// Plans that belong together.
pub struct List {
    /// `plans-next.html`; further parts are numbered.
    pub file: String,
    pub label: String,
    pub is_letter: bool,
    /// Places of the plans in the site, in order.
    pub plans: Vec<usize>,
}

/// A page of plans.
#[derive(Debug, Serialize)]
pub struct ListView {
    pub title: String,
    pub is_letter: bool,
    pub count: usize,
    pub plans: Vec<ListRow>,
    pub pager: Option<Pager>,
    pub lists: Vec<ListLink>,
}

/// The way to a list.
#[derive(Debug, Clone, Serialize)]
pub struct ListLink {
    pub label: String,
    pub count: usize,
    pub href: String,
    pub is_letter: bool,
    pub current: bool,
}

/// A plan in one row.
#[derive(Debug, Serialize)]
pub struct ListRow {
    pub code: String,
    pub title: String,
    pub href: String,
    pub status: Option<String>,
    pub blocked: bool,
    pub t_zero: Option<String>,
    pub owners: Vec<String>,
}

/// The lists of a site; none where home shows all plans.
pub fn lists(site: &Site) -> Vec<List> {
    if site.plans.len() <= MANY {
        return Vec::new();
    }
    let mut lists = Vec::new();
    for (kind, label) in BAYS {
        let mut plans: Vec<usize> =
            (0..site.plans.len()).filter(|at| bay(&site.plans[*at]) == kind).collect();
        plans.sort_by_key(|at| by_time(&site.plans[*at]));
        lists.push(List { file: file(label), label: label.to_owned(), is_letter: false, plans });
    }
    let mut letters: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, plan) in site.plans.iter().enumerate() {
        letters.entry(letter(plan.title())).or_default().push(at);
    }
    for (label, mut plans) in letters {
        plans.sort_by_key(|at| (site.plans[*at].title().to_lowercase(), site.plans[*at].code.clone()));
        lists.push(List { file: file(&label), label, is_letter: true, plans });
    }
    lists.retain(|list| !list.plans.is_empty());
    lists
}

/// The order of plans in time; those without T-0 first.
pub fn by_time(plan: &SitePlan) -> (Option<String>, String) {
    (plan.source.front.t_zero.clone(), plan.code.clone())
}

fn file(label: &str) -> String {
    let name: String =
        label.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("plans-{name}.html")
}

/// `A` for Ångström, `Digits`, `Others` for letters without a place in the alphabet.
fn letter(title: &str) -> String {
    let first = title.nfkd().find(|c| c.is_alphanumeric());
    match first {
        Some(c) if c.is_ascii_alphabetic() => c.to_ascii_uppercase().to_string(),
        Some(c) if c.is_ascii_digit() => "Digits".to_owned(),
        _ => "Others".to_owned(),
    }
}

/// The ways to the lists from a page; `current` is the list that it shows.
pub fn links(ctx: &PageContext, lists: &[List], current: Option<&List>) -> Vec<ListLink> {
    let link = |list: &List| ListLink {
        label: list.label.clone(),
        count: list.plans.len(),
        href: ctx.href(&Address::root(&list.file)),
        is_letter: list.is_letter,
        current: current.is_some_and(|current| current.file == list.file),
    };
    lists.iter().map(link).collect()
}

/// The pages of a list: their paths with the places of their plans in it.
pub fn pages(list: &List) -> Vec<(String, std::ops::Range<usize>)> {
    let parts = cut(list.plans.iter().map(|_| 1), ROWS);
    parts.into_iter().enumerate().map(|(at, part)| (path(&list.file, at), part)).collect()
}

/// One page of a list.
pub fn view(ctx: &PageContext, lists: &[List], list: &List, at: usize) -> ListView {
    let pages = pages(list);
    let part = pages.get(at).map_or(0..0, |(_, part)| part.clone());
    let plans = list.plans.get(part).unwrap_or_default();
    ListView {
        title: list.label.clone(),
        is_letter: list.is_letter,
        count: list.plans.len(),
        plans: plans.iter().filter_map(|at| ctx.site.plans.get(*at)).map(|plan| row(ctx, plan)).collect(),
        pager: Pager::of(ctx, &list.file, at, pages.len()),
        lists: links(ctx, lists, Some(list)),
    }
}

fn row(ctx: &PageContext, plan: &SitePlan) -> ListRow {
    ListRow {
        code: plan.code.clone(),
        title: plan.title().to_owned(),
        href: ctx.for_plan(plan).to(PlanPage::Overview),
        status: plan.source.front.status.clone(),
        blocked: plan.is_blocked(),
        t_zero: plan.source.front.t_zero.clone(),
        owners: plan.source.front.owners.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn letters_of_titles() {
        let of = ["Ångström", "\"quoted\"", "3 moves", "数据库", ""].map(letter);
        assert_eq!(of, ["A", "Q", "Digits", "Others", "Others"]);
        assert_eq!(file("Without a date"), "plans-without-a-date.html");
    }

    /// Plans enough for several parts of every page.
    fn many() -> Site {
        let plans: Vec<(String, String)> = (0..600)
            .map(|n| {
                let letter = char::from(b'a' + (n % 20) as u8);
                let zero = if n % 3 == 0 { format!("t_zero: 2026-01-{:02}\n", n % 28 + 1) } else { String::new() };
                let text = format!(
                    "---\ntitle: {letter} move {n}\n{zero}owners: [Desk {n}]\n---\n# Move {n}\n\n- [ ] Go {n}\n\n\
                     ## Contacts\n\n| Role | Name | Phone |\n|---|---|---|\n| Lead | Ann {n} | 555-0100 |\n| Deputy | Ben | 555-0101 |\n\n\
                     ## Severity\n\n| Severity | Response time |\n|---|---|\n| P0 | 5 minutes |\n| P1 | 1 hour |\n"
                );
                (format!("move-{n}.md"), text)
            })
            .collect();
        let plans: Vec<(&str, &str)> =
            plans.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        crate::site::testing::site_of(&plans).0
    }

    #[test]
    fn no_page_grows_with_the_plans_and_every_plan_is_reached() {
        let site = many();
        let pages = crate::page::testing::pages_of_site(&site);
        for (path, html) in &pages {
            assert!(html.len() < 250_000, "{path}: {} bytes", html.len());
        }
        let (mut reached, mut open) = (BTreeSet::new(), vec!["index.html".to_owned()]);
        while let Some(path) = open.pop() {
            let hrefs =
                pages[&path].split("href=\"").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
            for href in hrefs.map(str::to_owned) {
                if reached.insert(href.clone()) && pages.contains_key(&href) {
                    open.push(href);
                }
            }
        }
        let lost: Vec<&str> = site
            .plans
            .iter()
            .map(|plan| plan.id.as_str())
            .filter(|id| !reached.contains(&format!("{id}/index.html")))
            .collect();
        assert!(lost.is_empty(), "{lost:?}");
        let unreached: Vec<&String> =
            pages.keys().filter(|path| *path != "404.html" && !reached.contains(*path)).collect();
        assert!(unreached.is_empty(), "{unreached:?}");
        assert!(
            pages.contains_key("contacts-2.html") && pages["contacts.html"].contains("1200"),
            "totals are of all"
        );
        let next = &pages["plans-next.html"];
        let days: Vec<&str> = next.split("nowrap\">").skip(1).map(|rest| &rest[..10]).collect();
        assert!(days.len() > 100 && days.windows(2).all(|pair| pair[0] <= pair[1]), "in order of T-0");
    }
}
