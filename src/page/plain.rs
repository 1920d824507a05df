//! The plain form of a site: one page a plan, at the path of its file, and a list of them.
//!
//! Nothing is recognised but secrets, and nothing is remembered: for reading alone, and for holding tminus against
//! generators that do no more.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use serde::Serialize;

use super::Layouts;
use crate::diag::Diagnostic;
use crate::markdown::html::{self, Decorate, escaped};
use crate::markdown::{Code, Document, Item, Run, highlight};
use crate::plan::{Plan, hidden};
use crate::read::Source;
use crate::site::{Address, Attachments, Scheme, relative, scheme};

/// What the pages share.
pub struct PlainSite<'a> {
    pub title: &'a str,
    pub language: &'a str,
    /// Paths of the pages that there are.
    pub pages: BTreeSet<String>,
    pub highlight: bool,
    pub layouts: &'a Layouts,
}

/// A plan to be shown as it is.
pub struct PlainPlan<'a> {
    /// Path of its page.
    pub path: &'a str,
    pub source: &'a Source,
    pub document: &'a Document,
    /// Of which only the secrets are known.
    pub plan: &'a Plan,
    /// The files that it points to.
    pub files: &'a Attachments,
}

/// A line of the list.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    pub href: String,
    pub title: String,
}

#[derive(Debug, Serialize)]
struct View<'a> {
    language: &'a str,
    site: &'a str,
    title: &'a str,
    style: String,
    script: String,
    root: String,
    home: String,
    body: String,
    contents: Vec<Listed>,
}

/// The path of the page of a plan's file below the folder of the plans: `team/move.md` is at `team/move.html`.
pub fn path_of(file: &Path) -> String {
    file.with_extension("html").to_string_lossy().replace('\\', "/")
}

pub fn title_of<'a>(source: &'a Source, document: &'a Document) -> Cow<'a, str> {
    let heading =
        document.sections.iter().find(|section| section.level == 1).map(|section| section.title.as_str());
    match source.front.title.as_deref().or(heading) {
        Some(title) => Cow::Borrowed(title),
        None => source.path.file_stem().map_or(Cow::Borrowed(""), |stem| stem.to_string_lossy()),
    }
}

impl PlainSite<'_> {
    /// The page of a plan as HTML.
    pub fn page(&self, plan: &PlainPlan) -> Result<String, Diagnostic> {
        let mut body = String::with_capacity(plan.source.text.len() * 2);
        for section in &plan.document.sections {
            if section.level > 0 {
                let level = section.level;
                body.push_str(&format!("<h{level} id=\"{}\">", escaped(&section.anchor)));
                body.push_str(&html::inline(&section.heading, &Shown { site: self, plan }));
                body.push_str(&format!("</h{level}>\n"));
            }
            body.push_str(&html::blocks(&section.blocks, &Shown { site: self, plan }));
        }
        let listed = plan.document.sections.iter().filter(|section| section.level == 2);
        let contents =
            listed.map(|s| Listed { href: format!("#{}", s.anchor), title: s.title.clone() }).collect();
        self.render("plain.html", (plan.path, &title_of(plan.source, plan.document)), body, contents)
    }

    /// The list of all plans.
    pub fn list(&self, plans: Vec<Listed>) -> Result<String, Diagnostic> {
        self.render("plain-list.html", ("index.html", self.title), String::new(), plans)
    }

    fn render(
        &self,
        layout: &str,
        (path, title): (&str, &str),
        body: String,
        contents: Vec<Listed>,
    ) -> Result<String, Diagnostic> {
        let bundle = &self.layouts.bundle;
        let home = Address::root("index.html").from(path);
        let view = View {
            language: self.language,
            site: self.title,
            title,
            style: Address::asset(&bundle.style.name).from(path),
            script: Address::asset(&bundle.script.name).from(path),
            root: home.trim_end_matches("index.html").to_owned(),
            home,
            body,
            contents,
        };
        let mut context = tera::Context::new();
        context.insert("page", &view);
        self.layouts.render(layout, &context)
    }
}

struct Shown<'a> {
    site: &'a PlainSite<'a>,
    plan: &'a PlainPlan<'a>,
}

impl Shown<'_> {
    /// Where a file is published that the plan points to.
    fn file(&self, dest: &str) -> Option<Address> {
        if !matches!(scheme(dest), Scheme::Relative) {
            return None;
        }
        let from = self.plan.source.path.to_string_lossy().replace('\\', "/");
        let (path, fragment) = relative(from.trim_start_matches("./"), dest)?;
        let address = Address { fragment, ..self.plan.files.address(&path) };
        self.plan.files.at(&address.path).is_some().then_some(address)
    }
}

impl Decorate for Shown<'_> {
    fn link(&self, dest: &str) -> Option<String> {
        match scheme(dest) {
            Scheme::Outside => (!hidden::stands_in(self.plan.plan, dest)).then(|| dest.to_owned()),
            Scheme::Relative if dest.starts_with('#') => Some(dest.to_owned()),
            Scheme::Relative => {
                if let Some(file) = self.file(dest) {
                    return Some(file.from(self.plan.path));
                }
                let (path, anchor) = relative(self.plan.path, dest)?;
                let path = path_of(Path::new(&path));
                let address = Address { path, fragment: anchor };
                self.site.pages.contains(&address.path).then(|| address.from(self.plan.path))
            }
            _ => None,
        }
    }

    fn picture(&self, dest: &str) -> Option<html::Shown> {
        let address = self.file(dest)?;
        let (_, attached) = self.plan.files.at(&address.path)?;
        let facts = &attached.facts;
        facts.is_picture.then(|| html::Shown { src: address.from(self.plan.path), size: facts.size })
    }

    fn references(&self, _run: &Run) -> Vec<(Range<usize>, String)> {
        Vec::new()
    }

    fn withheld(&self, line: u32, text: &str) -> Option<String> {
        match hidden::in_line(self.plan.plan, line, text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(text),
        }
    }

    fn anchor(&self, _line: u32) -> Option<String> {
        None
    }

    fn code(&self, code: &Code) -> String {
        let text = hidden::in_lines(self.plan.plan, code.first_line, &code.text);
        if self.site.highlight { highlight(code.lang.as_deref(), &text) } else { escaped(&text) }
    }

    fn task(&self, _item: &Item) -> Option<String> {
        None
    }
}
