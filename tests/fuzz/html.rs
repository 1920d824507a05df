//! What must hold of every page, whatever stands in the plans.

use std::collections::{BTreeMap, BTreeSet};

use scraper::Html;
use scraper::node::Element;

use crate::engine::Holds;
use crate::laws::holds;
use crate::site::{Target, target};

/// Elements that no page of ours has.
const STRANGE: &[&str] = &[
    "iframe",
    "object",
    "embed",
    "base",
    "frame",
    "frameset",
    "applet",
    "portal",
    "math",
    "animate",
    "set",
    "foreignobject",
];

/// One page, parsed.
pub struct Page {
    pub path: String,
    ids: BTreeSet<String>,
    links: Vec<String>,
}

impl Page {
    /// Reads a page and holds the laws of a page against it.
    pub fn read(path: &str, text: &str) -> Result<Page, crate::engine::Broken> {
        let html = Html::parse_document(text);
        holds("HTML is well-formed", html.errors.is_empty(), || format!("{path}: {:?}", html.errors))?;
        let mut page = Page { path: path.to_owned(), ids: BTreeSet::new(), links: Vec::new() };
        for node in html.tree.nodes() {
            let Some(element) = node.value().as_element() else { continue };
            let inside = || {
                node.children()
                    .any(|child| child.value().as_text().is_some_and(|text| !text.trim().is_empty()))
            };
            tag(path, element, inside)?;
            for (name, value) in element.attrs() {
                attribute(path, element.name(), name, value)?;
            }
            if let Some(id) = element.attr("id") {
                holds("an id stands once in a page", page.ids.insert(id.to_owned()), || {
                    format!("{path}: {id}")
                })?;
            }
            page.links.extend(element.attr("href").filter(|_| element.name() == "a").map(str::to_owned));
        }
        Ok(page)
    }
}

/// Links within the site lead to pages and ids that are there.
pub fn linked(pages: &BTreeMap<String, Page>, others: &BTreeSet<String>) -> Holds {
    for page in pages.values() {
        for link in &page.links {
            let Target::Inside { path, fragment } = target(&page.path, link) else { continue };
            let path = if link.split('#').next().is_some_and(|link| link.ends_with('/')) {
                format!("{path}/index.html")
            } else {
                path
            };
            let path = path.trim_start_matches('/').to_owned();
            if others.contains(&path) {
                continue;
            }
            let page_there = pages.get(&path);
            holds("links within the site lead somewhere", page_there.is_some(), || {
                format!("{}: {link} to {path}", page.path)
            })?;
            let there = fragment
                .filter(|f| !f.is_empty())
                .is_none_or(|f| page_there.is_some_and(|page| page.ids.contains(&f)));
            holds("links lead to ids that are there", there, || format!("{}: {link}", page.path))?;
        }
    }
    Ok(())
}

fn tag(path: &str, element: &Element, inside: impl FnOnce() -> bool) -> Holds {
    let name = element.name();
    holds(
        "no element of a page was brought by a plan",
        !STRANGE.contains(&name.to_ascii_lowercase().as_str()),
        || format!("{path}: <{name}>"),
    )?;
    if name == "script" {
        let own = element.attr("src").is_some_and(|src| src.trim_start_matches("../").starts_with("assets/"));
        holds("scripts are our own files", own && !inside(), || format!("{path}: {element:?}"))?;
    }
    holds("styles are our own files", name != "style", || path.to_owned())
}

fn attribute(path: &str, element: &str, name: &str, value: &str) -> Holds {
    let told = || format!("{path}: <{element} {name}={value:?}>");
    holds(
        "no attribute is a script or a style",
        !name.starts_with("on") && name != "style" && name != "srcdoc",
        told,
    )?;
    if ["href", "src", "action", "formaction", "poster", "cite", "data", "xlink:href"].contains(&name) {
        let plain: String = value
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .collect::<String>()
            .to_ascii_lowercase();
        let runs =
            ["javascript:", "vbscript:", "data:", "file:"].iter().any(|scheme| plain.starts_with(scheme));
        holds("no address runs anything", !runs, told)?;
    }
    Ok(())
}
