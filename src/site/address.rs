//! Addresses: the only place that makes them.
//!
//! Every address names a file, so that the site works from disk; links between pages are relative.

/// A file of the site, relative to its root, with `/` and percent-encoded where needed, and a fragment.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    pub path: String,
    pub fragment: Option<String>,
}

/// The pages that every plan has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanPage {
    Overview,
    Text,
    Phases,
    Run,
    Checklist,
    SignOff,
    Gates,
    Escalation,
    Rollback,
    Scenarios,
    Contacts,
    Messages,
    Timeline,
    Risks,
    Metrics,
    Settings,
    Missing,
}

impl PlanPage {
    /// Name of the file without ending.
    pub fn stem(self) -> &'static str {
        match self {
            PlanPage::Overview => "index",
            PlanPage::Text => "text",
            PlanPage::Phases => "phases",
            PlanPage::Run => "run",
            PlanPage::Checklist => "checklist",
            PlanPage::SignOff => "sign-off",
            PlanPage::Gates => "gates",
            PlanPage::Escalation => "escalation",
            PlanPage::Rollback => "rollback",
            PlanPage::Scenarios => "scenarios",
            PlanPage::Contacts => "contacts",
            PlanPage::Messages => "messages",
            PlanPage::Timeline => "timeline",
            PlanPage::Risks => "risks",
            PlanPage::Metrics => "metrics",
            PlanPage::Settings => "settings",
            PlanPage::Missing => "missing",
        }
    }
}

impl Address {
    /// A file at the root of the site: `index.html`, `escalation.html`.
    pub fn root(name: &str) -> Address {
        Address { path: name.to_owned(), fragment: None }
    }

    pub fn plan(id: &str, page: PlanPage) -> Address {
        Address { path: format!("{id}/{}.html", page.stem()), fragment: None }
    }

    /// The page of one phase.
    pub fn phase(id: &str, phase: &str) -> Address {
        Address { path: format!("{id}/phase/{phase}.html"), fragment: None }
    }

    /// The list of all work of a plan, for scripts. Its name holds the digest of the plan that it speaks of.
    pub fn tasks(id: &str, digest: &str) -> Address {
        Address { path: format!("{id}/tasks-{digest}.js"), fragment: None }
    }

    /// The short address of a code, for tickets and paper: `t/CRM-7F3K/index.html`.
    pub fn permalink(code: &str) -> Address {
        Address { path: format!("t/{code}/index.html"), fragment: None }
    }

    /// The folder of the files that plans point to, with `/` at its end.
    pub const FILES: &str = "files/";

    /// A file that a plan points to, by its path in the folder of the plans.
    pub fn file(path: &str) -> Address {
        Address { path: format!("{}{path}", Address::FILES), fragment: None }
    }

    pub fn asset(name: &str) -> Address {
        Address { path: format!("assets/{name}"), fragment: None }
    }

    pub fn at(mut self, fragment: impl Into<String>) -> Address {
        self.fragment = Some(fragment.into());
        self
    }

    /// The link to this address from a page at `from` (a path of the site): `../index.html#go`. Within one page only
    /// the fragment is written.
    pub fn from(&self, from: &str) -> String {
        let fragment = self.fragment.as_ref().map_or(String::new(), |f| format!("#{}", encode(f)));
        if self.path == from && self.fragment.is_some() {
            return fragment;
        }
        let mut here: Vec<&str> = from.split('/').collect();
        here.pop();
        let there: Vec<&str> = self.path.split('/').collect();
        let shared = here.iter().zip(&there[..there.len() - 1]).take_while(|(a, b)| a == b).count();
        let up = "../".repeat(here.len() - shared);
        let down: Vec<String> = there[shared..].iter().map(|part| encode(part)).collect();
        format!("{up}{}{fragment}", down.join("/"))
    }
}

/// Percent-encodes what may not stand in a path segment or fragment; letters of every script stay as they are
/// (browsers encode them, and file systems hold them).
fn encode(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for c in part.chars() {
        match c {
            '%' | '#' | '?' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | ' ' => {
                out.push_str(&format!("%{:02X}", c as u32));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative() {
        let gates = Address::plan("crm", PlanPage::Gates);
        assert_eq!(gates.from("crm/index.html"), "gates.html");
        assert_eq!(gates.from("crm/phase/phase-1.html"), "../gates.html");
        assert_eq!(gates.from("index.html"), "crm/gates.html");
        assert_eq!(gates.from("erp/index.html"), "../crm/gates.html");
        assert_eq!(Address::root("index.html").from("crm/phase/phase-1.html"), "../../index.html");
        assert_eq!(gates.clone().at("go 1").from("crm/gates.html"), "#go%201");
    }
}
