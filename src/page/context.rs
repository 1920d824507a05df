//! What a view may ask while it is made: addresses from where it stands, plan text as HTML.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use serde::Serialize;

use super::fields;
use super::marks::Names;
use crate::diag::{Diagnostic, Position};
use crate::markdown::html::{self, Decorate};
use crate::markdown::{Block, Code, Item, NodeId, Run, Text, highlight_again};
use crate::plan::{Place, hidden};
use crate::site::home::Kept;
use crate::site::{Address, Lead, PlanPage, Site, SitePlan, Target};

/// A page being made.
pub struct PageContext<'a> {
    pub site: &'a Site,
    findings: &'a [Diagnostic],
    /// Path of the page in the site.
    pub path: &'a str,
    plan: Option<&'a SitePlan>,
    /// Which of the plan's pages this is; `None` for pages of one phase and of the whole site.
    pub page: Option<PlanPage>,
    /// Slug of the phase that the page is about.
    pub phase: Option<&'a str>,
    /// What the pages of the plan must answer to, worked out once for all of them.
    pub(super) kept: Rc<OnceCell<BTreeMap<String, Vec<Kept>>>>,
    pub(super) names: Names,
}

/// What the checks say of a plan, out of all that they say in order of file and line.
pub fn plan_findings<'a>(findings: &'a [Diagnostic], plan: &SitePlan) -> &'a [Diagnostic] {
    let file = Some(plan.source.id);
    let file_of = |d: &Diagnostic| d.span.map(|s| s.file);
    let from = findings.partition_point(|d| file_of(d) < file);
    let to = findings.partition_point(|d| file_of(d) <= file);
    &findings[from..to]
}

/// Where a fact stands in the plan, with the link to it.
#[derive(Debug, Clone, Serialize)]
pub struct SourceMark {
    pub line: u32,
    /// `L88`.
    pub label: String,
    pub href: String,
    pub section: String,
}

impl<'a> PageContext<'a> {
    pub fn of_site(site: &'a Site, findings: &'a [Diagnostic], path: &'a str) -> PageContext<'a> {
        PageContext {
            site,
            findings,
            path,
            plan: None,
            page: None,
            phase: None,
            kept: Rc::default(),
            names: Names::default(),
        }
    }

    /// A page of `plan`, in the same site.
    pub fn of_plan(
        of: &PageContext<'a>,
        plan: &'a SitePlan,
        path: &'a str,
        page: Option<PlanPage>,
    ) -> PageContext<'a> {
        let same = of.plan.is_some_and(|of| std::ptr::eq(of, plan));
        let kept = if same { Rc::clone(&of.kept) } else { Rc::default() };
        PageContext { plan: Some(plan), page, kept, ..PageContext::of_site(of.site, of.findings, path) }
    }

    /// This page of those that every plan has.
    pub fn of_page(self, page: PlanPage) -> PageContext<'a> {
        PageContext { page: Some(page), ..self }
    }

    /// The page of one phase of the plan.
    pub fn of_phase(self, slug: &'a str) -> PageContext<'a> {
        PageContext { phase: Some(slug), ..self }
    }

    /// The same page, speaking of another plan (lists of the whole site).
    pub fn for_plan(&self, plan: &'a SitePlan) -> PageContext<'a> {
        PageContext { plan: Some(plan), ..PageContext::of_site(self.site, self.findings, self.path) }
    }

    /// What the checks say of the plan, in order of lines. All findings come in order of file and line.
    pub fn findings(&self) -> &'a [Diagnostic] {
        self.plan.map_or(&[], |plan| plan_findings(self.findings, plan))
    }

    pub fn plan(&self) -> Option<&'a SitePlan> {
        self.plan
    }

    /// The link from this page to `address`.
    ///
    /// The page for addresses without a file is shown at any address, so its links begin at the folder of the host that
    /// the site is published in, where that is known.
    pub fn href(&self, address: &Address) -> String {
        let link = address.from(self.path);
        match self.site.settings.base_path() {
            Some(folder) if self.path == "404.html" => format!("{folder}{link}"),
            _ => link,
        }
    }

    /// The link to a page of the plan; `#` on a page without plan.
    pub fn to(&self, page: PlanPage) -> String {
        self.plan.map_or_else(|| "#".to_owned(), |plan| self.href(&Address::plan(&plan.id, page)))
    }

    /// The link to a named place of a page of the plan.
    pub fn to_at(&self, page: PlanPage, fragment: &str) -> String {
        self.plan
            .map_or_else(|| "#".to_owned(), |plan| self.href(&Address::plan(&plan.id, page).at(fragment)))
    }

    /// The mark of a place: the line, linked to the full text.
    pub fn mark(&self, place: &Place) -> SourceMark {
        self.mark_line(place.line, &place.section)
    }

    pub fn mark_line(&self, line: u32, section: &str) -> SourceMark {
        let label = format!("L{line}");
        let href = self.to_at(PlanPage::Text, &label);
        SourceMark { line, label, href, section: section.to_owned() }
    }

    /// The marks of several lines, each once, in order.
    pub fn mark_lines(&self, lines: &[u32]) -> Vec<SourceMark> {
        let lines: BTreeSet<u32> = lines.iter().copied().collect();
        lines.into_iter().map(|line| self.mark_line(line, "")).collect()
    }

    /// The line of a byte of the plan's file.
    pub fn line_at(&self, offset: u32) -> u32 {
        self.plan.map_or(1, |plan| Position::of(&plan.source.text, offset).line)
    }

    /// `text` as it stands on `line` of the plan, ready to be shown: secrets that may be in use are taken out.
    pub fn shown<'t>(&self, line: u32, text: &'t str) -> Cow<'t, str> {
        self.plan.map_or(Cow::Borrowed(text), |plan| hidden::in_line(&plan.plan, line, text))
    }

    /// Several lines of the plan from `first` on, ready to be shown.
    pub fn shown_from<'t>(&self, first: u32, text: &'t str) -> Cow<'t, str> {
        self.plan.map_or(Cow::Borrowed(text), |plan| hidden::in_lines(&plan.plan, first, text))
    }

    /// Where the plan speaks of `target`, each line once.
    pub fn named_in(&self, target: Target) -> Vec<SourceMark> {
        let Some(plan) = self.plan else { return Vec::new() };
        let mut marks: Vec<SourceMark> = Vec::new();
        for reference in plan.references.to(target) {
            if marks.last().is_none_or(|mark| mark.line != reference.line) {
                marks.push(self.mark_line(reference.line, &plan.document.path(reference.section)));
            }
        }
        marks
    }

    /// Inline text where there is room for words alone.
    pub fn inline(&self, text: &Text) -> String {
        html::inline(text, self)
    }

    /// Inline text with its pictures.
    pub fn pictured(&self, text: &Text) -> String {
        html::pictured(text, self)
    }

    /// Names every line of `html`, which has as many lines as the text it is made of.
    pub fn named_lines(&self, first: u32, html: &str) -> String {
        let lines = (first..).zip(html.split_inclusive('\n'));
        lines
            .map(|(line, html)| format!("<span id=\"L{line}\"></span>{}{html}", self.names_of_line(line)))
            .collect()
    }

    pub fn blocks(&self, blocks: &[Block]) -> String {
        html::blocks(blocks, self)
    }
}

impl Decorate for PageContext<'_> {
    fn link(&self, dest: &str) -> Option<String> {
        let plan = self.plan?;
        match plan.links.get(dest)? {
            Lead::Inside(address) => Some(self.href(address)),
            Lead::Outside(address) => (!hidden::stands_in(&plan.plan, dest)).then(|| address.clone()),
        }
    }

    fn picture(&self, dest: &str) -> Option<html::Shown> {
        let picture = self.plan?.links.picture(dest)?;
        Some(html::Shown { src: self.href(&picture.address), size: picture.size })
    }

    fn references(&self, run: &Run) -> Vec<(Range<usize>, String)> {
        let Some(plan) = self.plan else { return Vec::new() };
        let found = plan.references.of_run(run).filter(|(_, reference)| reference.resolved);
        found.map(|(range, reference)| (range, self.href(&reference.target.address(plan)))).collect()
    }

    fn withheld(&self, line: u32, text: &str) -> Option<String> {
        match self.shown(line, text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(text),
        }
    }

    fn anchor(&self, line: u32) -> Option<String> {
        (self.page == Some(PlanPage::Text)).then(|| format!("L{line}"))
    }

    fn names(&self, line: u32) -> String {
        self.names_of_line(line)
    }

    fn mark(&self, node: NodeId) -> String {
        self.code_in_text(node)
    }

    fn code(&self, code: &Code) -> String {
        let text = self.shown_from(code.first_line, &code.text);
        let fields = self.plan.map_or_else(Vec::new, |plan| fields::in_code(&plan.plan, code));
        let html = fields::marked(&text, &fields, |text| highlight_again(code.lang.as_deref(), text));
        if self.anchor(code.first_line).is_some() {
            return self.named_lines(code.first_line, &html);
        }
        let lines = (code.first_line..).zip(html.split_inclusive('\n'));
        lines.map(|(line, html)| self.names_of_line(line) + html).collect()
    }

    fn task(&self, _item: &Item) -> Option<String> {
        None
    }
}
