//! A built site, parsed.

#![allow(dead_code, reason = "each test binary takes what it needs")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use scraper::{ElementRef, Html, Selector};

use crate::project;

/// A page and what the laws ask of it.
pub struct Page {
    pub path: String,
    pub html: Html,
    pub ids: Vec<String>,
}

pub struct Pages {
    pub pages: BTreeMap<String, Page>,
    /// Every file of the site.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Pages {
    /// The pages that people stay on: permalinks lead on, in two spellings each.
    pub fn stays(&self) -> impl Iterator<Item = &Page> {
        self.pages.values().filter(|page| !page.path.starts_with("t/"))
    }

    pub fn read(root: &Path) -> Pages {
        let files = project::files(root);
        let pages = files
            .iter()
            .filter(|(path, _)| path.ends_with(".html"))
            .map(|(path, bytes)| {
                let text = std::str::from_utf8(bytes).unwrap_or_else(|e| panic!("{path}: {e}"));
                let html = Html::parse_document(text);
                let ids = all(&html, "[id]").iter().filter_map(|e| e.attr("id").map(str::to_owned)).collect();
                (path.clone(), Page { path: path.clone(), html, ids })
            })
            .collect();
        Pages { pages, files }
    }

    /// What one check finds on any page, with the page in front.
    pub fn find(&self, check: impl Fn(&Page) -> Vec<String>) -> Vec<String> {
        self.pages
            .values()
            .flat_map(|p| check(p).into_iter().map(move |f| format!("{}: {f}", p.path)))
            .collect()
    }

    /// Pages that can be reached from `index.html` by links.
    pub fn reachable(&self) -> BTreeSet<String> {
        let mut seen = BTreeSet::from(["index.html".to_owned()]);
        let mut open = vec!["index.html".to_owned()];
        while let Some(path) = open.pop() {
            let Some(page) = self.pages.get(&path) else { continue };
            for link in all(&page.html, "a[href]") {
                let Some(Target::Inside { path, .. }) = link.attr("href").map(|h| target(&page.path, h))
                else {
                    continue;
                };
                if seen.insert(path.clone()) {
                    open.push(path);
                }
            }
        }
        seen
    }
}

/// The elements that match, in order.
pub fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap_or_else(|e| panic!("{selector}: {e}"))).collect()
}

/// Where a link leads.
pub enum Target {
    Inside { path: String, fragment: Option<String> },
    Outside,
}

/// Resolves `href` as written on the page at `from`.
pub fn target(from: &str, href: &str) -> Target {
    let scheme = href.split(':').next().unwrap_or("");
    if href.contains(':') && !scheme.contains(['/', '#', '.', '?']) {
        return Target::Outside;
    }
    if href.starts_with("//") {
        return Target::Outside;
    }
    // The page for addresses without a file counts from the root of the host.
    if let Some(rest) = href.strip_prefix('/') {
        return target("404.html", rest);
    }
    let (path, fragment) = match href.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment))),
        None => (href, None),
    };
    if path.is_empty() {
        return Target::Inside { path: from.to_owned(), fragment };
    }
    let mut parts: Vec<String> = from.split('/').map(str::to_owned).collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(decode(part)),
        }
    }
    Target::Inside { path: parts.join("/"), fragment }
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = |b: Option<u8>| b.and_then(|b| (b as char).to_digit(16)).unwrap_or(0) as u8;
        bytes.push(if byte == b'%' { hex(rest.next()) * 16 + hex(rest.next()) } else { byte });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
