//! Codes as pages show them, and the names that a page gives away: each once.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::PageContext;
use crate::ledger::{Class, Kind};
use crate::markdown::NodeId;
use crate::markdown::html::escaped;
use crate::site::home::{self, Kept};
use crate::site::{Address, PlanPage, SitePlan};

/// The code of a thing with the address that it keeps.
#[derive(Debug, Clone, Serialize)]
pub struct CodeMark {
    /// `CRM-7F3K`.
    pub code: String,
    /// `7F3K`.
    pub tail: String,
    pub href: String,
    /// Name of the thing in the page; empty on other pages than its home, and where the name is given away already.
    pub id: String,
    /// Former names of the thing, to stand beside `id`.
    pub aliases: Vec<String>,
    /// Of the thing alone, 12 digits: other words, another digest.
    pub digest: String,
}

/// The names that one page has given away, and those that it still owes.
#[derive(Default)]
pub struct Names {
    given: RefCell<BTreeSet<String>>,
    /// Former names of things by their places.
    former: OnceCell<BTreeMap<usize, Vec<String>>>,
    /// What the full text answers to, by line.
    by_line: OnceCell<BTreeMap<u32, Vec<String>>>,
}

impl Names {
    /// Whether `name` was free until now.
    fn claim(&self, name: &str) -> bool {
        self.given.borrow_mut().insert(name.to_owned())
    }
}

impl<'a> PageContext<'a> {
    /// The mark of the thing at this place of the identity.
    pub fn code(&self, at: usize) -> Option<CodeMark> {
        let plan = self.plan()?;
        let known = plan.identity.things.get(at).filter(|known| known.thing.kind != Kind::Plan)?;
        let home = home::home(plan, at);
        let here = home.path == self.path;
        let code = known.code.to_string();
        let first = here && self.names.claim(&code);
        Some(CodeMark {
            tail: known.code.tail().to_owned(),
            href: self.href(&home),
            id: if first { code.clone() } else { String::new() },
            digest: known.thing.own.stub(),
            aliases: if first { self.former_names(at) } else { Vec::new() },
            code,
        })
    }

    /// The mark of a fact of the plan's model: its kind and its place in the list of its kind.
    pub fn code_of(&self, kind: Kind, at: usize) -> Option<CodeMark> {
        self.code(*self.plan()?.identity.of_fact.get(&(kind, at))?)
    }

    /// The mark of an item, a row or a heading.
    pub fn code_at(&self, node: NodeId) -> Option<CodeMark> {
        self.code(*self.plan()?.identity.of_node.get(&node)?)
    }

    /// The mark of a line of a paragraph that is a thing.
    pub fn code_on(&self, line: u32) -> Option<CodeMark> {
        self.code(*self.plan()?.identity.of_line.get(&line)?)
    }

    /// The mark of the thing with this code behind the plan's own.
    pub fn code_named(&self, tail: &str) -> Option<CodeMark> {
        let things = &self.plan()?.identity.things;
        self.code(things.iter().position(|known| known.code.tail() == tail)?)
    }

    /// The link to a fact at the address that it keeps.
    pub fn to_fact(&self, kind: Kind, at: usize) -> String {
        let found = self.plan().and_then(|plan| Some((plan, *plan.identity.of_fact.get(&(kind, at))?)));
        found.map_or_else(|| "#".to_owned(), |(plan, at)| self.href(&home::home(plan, at)))
    }

    /// What this page must answer to.
    pub fn kept(&self) -> &[Kept] {
        let Some(plan) = self.plan() else { return &[] };
        let stem = self.path.strip_prefix(plan.id.as_str()).and_then(|rest| rest.strip_prefix('/'));
        let stem = stem.and_then(|rest| rest.strip_suffix(".html"));
        let pages = self.kept.get_or_init(|| home::kept(plan));
        stem.and_then(|stem| pages.get(stem)).map_or(&[], Vec::as_slice)
    }

    fn former_names(&self, at: usize) -> Vec<String> {
        let former = self.names.former.get_or_init(|| {
            let mut former: BTreeMap<usize, Vec<String>> = BTreeMap::new();
            for kept in self.kept().iter().filter(|kept| !kept.current) {
                if let Some(at) = kept.thing {
                    former.entry(at).or_default().push(kept.fragment.clone());
                }
            }
            former
        });
        let names = former.get(&at).into_iter().flatten().filter(|name| self.names.claim(name));
        names.cloned().collect()
    }

    /// Spans for every name that belongs to `line` and was not given away yet: on the full text those of all things
    /// that stand there, elsewhere that of a paragraph or command which has its home on the page.
    pub fn names_of_line(&self, line: u32) -> String {
        let Some(plan) = self.plan() else { return String::new() };
        if self.page == Some(PlanPage::Text) {
            let by_line = self.names.by_line.get_or_init(|| names_by_line(plan, self.kept()));
            let names = by_line.get(&line).into_iter().flatten().filter(|name| self.names.claim(name));
            return names.map(|name| span(name)).collect();
        }
        let at = plan.identity.of_line.get(&line);
        let mark = at.filter(|at| self.is_home(plan, **at)).and_then(|at| self.code(*at));
        let names = mark.into_iter().flat_map(|mark| [mark.id].into_iter().chain(mark.aliases));
        names.filter(|name| !name.is_empty()).map(|name| span(&name)).collect()
    }

    fn is_home(&self, plan: &SitePlan, at: usize) -> bool {
        home::home(plan, at).path == self.path
    }

    /// The code of something to do that stands in running text.
    pub fn code_in_text(&self, node: NodeId) -> String {
        let Some(plan) = self.plan().filter(|_| self.page != Some(PlanPage::Text)) else {
            return String::new();
        };
        let at = plan.identity.of_node.get(&node).copied();
        let work = |at: &usize| plan.identity.things[*at].thing.kind.class() == Class::Item;
        at.filter(work).and_then(|at| self.code(at)).map_or_else(String::new, |mark| mark.html())
    }

    /// The address of a thing in the full text.
    pub fn in_text(&self, plan: &SitePlan, at: usize) -> String {
        let page = Address::plan(&plan.id, PlanPage::Text);
        let known = plan.identity.things.get(at);
        self.href(&match known {
            Some(known) => page.at(known.code.as_str()),
            None => page,
        })
    }
}

impl CodeMark {
    /// The same as the component `code` of the layouts.
    fn html(&self) -> String {
        let names = std::iter::once(&self.id).filter(|id| !id.is_empty()).chain(&self.aliases);
        let spans: String = names.map(|name| span(name)).collect();
        format!(
            "<a class=\"code\" href=\"{}\" title=\"{code}\" aria-label=\"{code}\">{spans}{}</a>",
            escaped(&self.href),
            escaped(&self.tail),
            code = escaped(&self.code),
        )
    }
}

fn span(name: &str) -> String {
    format!("<span id=\"{}\"></span>", escaped(name))
}

/// The names of the full text by the lines where their things stand; those of headings stand at the headings.
fn names_by_line(plan: &SitePlan, kept: &[Kept]) -> BTreeMap<u32, Vec<String>> {
    let headings: BTreeSet<&str> =
        plan.document.sections.iter().filter(|s| s.level > 0).map(|s| s.anchor.as_str()).collect();
    let mut by_line: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for kept in kept.iter().filter(|kept| !headings.contains(kept.fragment.as_str())) {
        if let Some(known) = kept.thing.and_then(|at| plan.identity.things.get(at)) {
            by_line.entry(known.thing.line.max(1)).or_default().push(kept.fragment.clone());
        }
    }
    by_line
}
