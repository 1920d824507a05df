//! What an address that leads nowhere was probably meant for.

use super::{Judge, Lead, PERMALINKS, Verdict};
use crate::diag::nearest;
use crate::ledger::Code;
use crate::markdown::slug;
use crate::site::Address;
use crate::tickets::find::Wanted;

/// Share of the words that two things must have in common.
const ALIKE: f64 = 0.5;

impl Judge<'_> {
    /// No file stands at the path.
    pub(super) fn no_page(&self, wanted: &Wanted) -> Verdict {
        let bare = wanted.path.trim_end_matches('/');
        let index = Address::root(&format!("{bare}/index.html"));
        let exact = Address { path: wanted.path.clone(), fragment: wanted.fragment.clone() };
        if let Some(tomb) = self.tomb_of(&wanted.path, &exact).or_else(|| self.tomb_of(&wanted.path, &index))
        {
            return self.retired(tomb);
        }
        let code = wanted.fragment.as_deref().map(mended).unwrap_or_default();
        if let Some(tomb) = self.catalogue.tomb(&code) {
            return self.retired(tomb);
        }
        match bare.strip_prefix(PERMALINKS) {
            Some(code) => self.no_code(code),
            None => {
                let why = format!("there is no page `{bare}`");
                let coded = self.catalogue.by_code(&code).map(|item| self.lead(item));
                let near = || self.guess().then(|| self.near_page(wanted)).flatten();
                Verdict::Dead { why, to: coded.or_else(near) }
            }
        }
    }

    /// No thing has the code; a permalink in mixed case is one that servers do not find.
    fn no_code(&self, code: &str) -> Verdict {
        match self.catalogue.by_code(&mended(code)) {
            Some(item) => {
                let why = format!("no page is published for `{code}` in this spelling");
                Verdict::Dead { why, to: Some(self.lead(item)) }
            }
            None => Verdict::Dead { why: format!("there is no code `{}`", code.to_uppercase()), to: None },
        }
    }

    /// The page is there, the place in it is not.
    pub(super) fn no_place(&self, wanted: &Wanted, file: &str) -> Verdict {
        let fragment = wanted.fragment.as_deref().unwrap_or("");
        let code = mended(fragment);
        if let Some(tomb) = self.catalogue.tomb(&code) {
            return self.retired(tomb);
        }
        let why = format!("`{file}` has no place `#{fragment}`");
        if let Some(item) = self.catalogue.by_code(&code) {
            return Verdict::Dead { why, to: Some(self.lead(item)) };
        }
        let near = self.guess().then(|| self.near_place(fragment, file)).flatten();
        let page =
            || Lead { url: self.url(&Address::root(file)), words: "the page without the place".to_owned() };
        Verdict::Dead { why, to: Some(near.unwrap_or_else(page)) }
    }

    fn near_place(&self, fragment: &str, file: &str) -> Option<Lead> {
        let plan = self.plan_of(file);
        if let Some(lead) = self.by_words(fragment, &plan) {
            return Some(lead);
        }
        let named = |id: &&str| !is_line(id);
        let near = nearest(fragment, self.published.file(file)?.ids().filter(named))?;
        let address = Address::root(file).at(near);
        let item = self.catalogue.at(&address);
        let lead = || Lead { url: self.url(&address), words: String::new() };
        Some(item.map_or_else(lead, |item| self.lead(item)))
    }

    fn near_page(&self, wanted: &Wanted) -> Option<Lead> {
        let path = wanted.path.trim_end_matches('/');
        let mut pages = self.published.files().map(|(path, _)| path).filter(|path| path.ends_with(".html"));
        let named = if path.ends_with(".html") { path.to_owned() } else { format!("{path}.html") };
        let index = format!("{path}/index.html");
        let other_case =
            pages.find(|page| [&named, &index].iter().any(|path| page.eq_ignore_ascii_case(path)));
        if let Some(near) = other_case.or_else(|| self.near_name(path)).or_else(|| self.near_folder(path)) {
            return Some(self.place_of(near, wanted.fragment.as_deref()));
        }
        let plan = self.plan_of(path);
        let last = path.rsplit('/').next().unwrap_or("").trim_end_matches(".html");
        self.by_words(wanted.fragment.as_deref().unwrap_or(last), &plan)
            .or_else(|| self.by_words(last, &plan))
            .or_else(|| {
                let front = path.split('/').next().unwrap_or("");
                let (file, _) = self.published.entry(&format!("{front}/index.html"))?;
                Some(self.place_of(file, None))
            })
    }

    /// The page with the nearest name in the same folder.
    fn near_name(&self, path: &str) -> Option<&str> {
        let (folder, name) = path.rsplit_once('/')?;
        let stem = |path: &'_ str| path.strip_suffix(".html").map(str::to_owned);
        let inside = |page: &str| page.strip_prefix(folder)?.strip_prefix('/').and_then(stem);
        let names: Vec<String> = self.published.files().filter_map(|(page, _)| inside(page)).collect();
        let near = nearest(name.trim_end_matches(".html"), names.iter().map(String::as_str))?;
        self.published.entry(&format!("{folder}/{near}.html")).map(|(file, _)| file)
    }

    /// The same page of the plan with the nearest name, or its first page.
    fn near_folder(&self, path: &str) -> Option<&str> {
        let (folder, rest) = path.split_once('/').unwrap_or((path, ""));
        let folders = self.published.files().filter_map(|(path, _)| path.strip_suffix("/index.html"));
        let near = nearest(folder, folders.filter(|folder| !folder.contains('/')))?;
        let same = self.published.entry(&format!("{near}/{rest}"));
        same.or_else(|| self.published.entry(&format!("{near}/index.html"))).map(|(file, _)| file)
    }

    fn place_of(&self, file: &str, fragment: Option<&str>) -> Lead {
        let page = self.published.file(file);
        let fragment = fragment.filter(|fragment| page.is_some_and(|page| page.has(fragment)));
        let address = Address { path: file.to_owned(), fragment: fragment.map(str::to_owned) };
        Lead { url: self.url(&address), words: String::new() }
    }

    /// The item that has most of the words, those of `plan` first.
    pub(super) fn by_words(&self, text: &str, plan: &str) -> Option<Lead> {
        let wanted = words(text);
        if wanted.is_empty() {
            return None;
        }
        let scored = self.catalogue.items.iter().map(|item| {
            let own = f64::from(u8::from(item.plan == plan));
            (shared(&wanted, &words(&item.words)), own, item)
        });
        let best = scored.filter(|(score, ..)| *score >= ALIKE);
        // Of equal ones the first: `max_by` would take the last.
        let best = best.reduce(|best, next| if (next.0, next.1) > (best.0, best.1) { next } else { best });
        best.map(|(.., item)| self.lead(item))
    }

    /// Code of the plan that a path lies in.
    fn plan_of(&self, path: &str) -> String {
        let folder = path.split('/').next().unwrap_or("");
        let of = |item: &&super::Item| item.address.path.split('/').next() == Some(folder);
        self.catalogue.items.iter().find(of).map_or_else(String::new, |item| item.plan.clone())
    }

    fn guess(&self) -> bool {
        let left = self.guesses.get();
        self.guesses.set(left.saturating_sub(1));
        left > 0
    }
}

/// A code as it is written, whatever was typed; what is no code stays.
fn mended(code: &str) -> String {
    Code::parse(code).map_or_else(|| code.to_owned(), |code| code.to_string())
}

/// `L88`, the name of a line.
fn is_line(id: &str) -> bool {
    id.strip_prefix('L').is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

/// The words of a text or of an id, each once.
fn words(text: &str) -> Vec<String> {
    let kinds = ["level", "procedure", "point", "scenario", "message", "channel", "role", "setting", "stage"];
    let mut words: Vec<String> =
        slug(text).split('-').filter(|w| !w.is_empty() && !kinds.contains(w)).map(str::to_owned).collect();
    words.sort();
    words.dedup();
    words
}

/// How much of all their words two lists share.
fn shared(a: &[String], b: &[String]) -> f64 {
    let both = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    let all = a.len() + b.len() - both;
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}
