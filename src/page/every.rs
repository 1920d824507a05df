//! Every page of the site with its address: a build makes them all, the server one at a time.

use std::cell::OnceCell;
use std::sync::Arc;

use serde::Serialize;

use super::lists::{self, List};
use super::permanent::{self, Permanent, paper};
use super::shares::Shares;
use super::{
    Layouts, PLAN_PAGES, PageContext, PlanPageKind, SITE_PAGES, SitePageKind, View, desk, frame, kept, phase,
    run, view,
};
use crate::diag::Diagnostic;
use crate::site::{Address, Site, SitePlan};

/// A page that the site has.
pub struct Page<'a> {
    /// Its path in the site.
    pub path: String,
    how: How<'a>,
}

enum How<'a> {
    /// A part of a page of the whole site.
    Site(&'static SitePageKind, Arc<Shares>, usize),
    /// A part of a list of plans: the lists, which one, and which part of it.
    List(Arc<Vec<List>>, usize, usize),
    Plan(&'static PlanPageKind),
    /// The slug of the phase.
    Phase(&'a str),
    /// The tasks of a plan, for scripts.
    Tasks,
    Permanent(Permanent<'a>),
}

/// The pages that belong to no plan, and those of plans that are gone.
pub fn of_site<'a>(press: Press<'a>) -> Vec<Page<'a>> {
    let mut found = Vec::new();
    for kind in SITE_PAGES {
        let root = PageContext::of_site(press.site, press.findings, kind.file);
        let shares = Arc::new(Shares::of(&root, kind.file, kind.weigh.unwrap_or(|_, _| 0)));
        let parts = if kind.weigh.is_some() { usize::MAX } else { 1 };
        for (at, path) in shares.paths().into_iter().take(parts) {
            found.push(Page { path, how: How::Site(kind, Arc::clone(&shares), at) });
        }
    }
    let lists = Arc::new(lists::lists(press.site));
    for (which, list) in lists.iter().enumerate() {
        for (at, (path, _)) in lists::pages(list).into_iter().enumerate() {
            found.push(Page { path, how: How::List(Arc::clone(&lists), which, at) });
        }
    }
    found.extend(permanent::of_gone(press.site).into_iter().map(permanent_page));
    found
}

/// The pages of a plan. Where a path comes twice, the later one holds.
pub fn of_plan(plan: &SitePlan) -> Vec<Page<'_>> {
    let own = PLAN_PAGES
        .iter()
        .map(|kind| Page { path: Address::plan(&plan.id, kind.page).path, how: How::Plan(kind) });
    let phases = plan
        .plan
        .phases
        .iter()
        .map(|phase| Page { path: Address::phase(&plan.id, &phase.slug).path, how: How::Phase(&phase.slug) });
    let tasks = Page { path: Address::tasks(&plan.id, &plan.identity.digest.key()).path, how: How::Tasks };
    let lasting = permanent::of_plan(plan, PLAN_PAGES).into_iter().map(permanent_page);
    own.chain(phases).chain([tasks]).chain(lasting).collect()
}

fn permanent_page((path, how): (String, Permanent<'_>)) -> Page<'_> {
    Page { path, how: How::Permanent(how) }
}

/// What all pages of one build share.
#[derive(Clone, Copy)]
pub struct Press<'a> {
    pub site: &'a Site,
    /// What the checks say of the plans, in order of file and line.
    pub findings: &'a [Diagnostic],
    pub layouts: &'a Layouts,
}

impl<'a> Press<'a> {
    /// Whether messages of the site stand on the pages of every plan; where plans are many, they would fill the site.
    pub fn repeats_messages(&self) -> bool {
        desk::repeats(self.site)
    }

    /// Makes pages of the site as a whole, and of gone plans.
    pub fn for_site(self) -> Printer<'a> {
        Printer {
            press: self,
            root: PageContext::of_site(self.site, self.findings, ""),
            plan: None,
            history: OnceCell::new(),
        }
    }

    /// A page that no build writes, in the frame that the pages of the site have.
    pub fn in_frame(self, path: &str, layout: &str, page: &impl Serialize) -> Result<String, Diagnostic> {
        let printer = self.for_site();
        let context = printer.framed(&printer.context(path), view(page));
        self.layouts.render(layout, &context)
    }

    /// Makes pages of one plan; what they have in common is worked out once.
    pub fn for_plan(self, plan: &'a SitePlan) -> Printer<'a> {
        let printer = self.for_site();
        Printer { root: printer.root.for_plan(plan), plan: Some(plan), ..printer }
    }
}

/// Makes pages.
pub struct Printer<'a> {
    press: Press<'a>,
    root: PageContext<'a>,
    plan: Option<&'a SitePlan>,
    history: OnceCell<paper::History<'a>>,
}

impl<'a> Printer<'a> {
    /// The HTML of a page; `None` where what it is about is not there.
    pub fn make(&self, page: &Page) -> Result<Option<String>, Diagnostic> {
        let ctx = self.context(&page.path);
        match &page.how {
            How::Site(kind, shares, at) => {
                let page = (kind.view)(&ctx, &shares.share(&ctx, *at));
                self.print(&ctx, kind.layout, page).map(Some)
            }
            How::List(lists, which, at) => {
                let Some(list) = lists.get(*which) else { return Ok(None) };
                let page = view(&lists::view(&ctx, lists, list, *at));
                self.print(&ctx, "site/plans.html", page).map(Some)
            }
            How::Plan(kind) => {
                let ctx = ctx.of_page(kind.page);
                self.print(&ctx, kind.layout, (kind.view)(&ctx)).map(Some)
            }
            How::Phase(slug) => {
                let ctx = ctx.of_phase(slug);
                self.print(&ctx, "phase.html", view(&phase::view(&ctx))).map(Some)
            }
            How::Tasks => Ok(self.plan.map(|plan| run::script(&self.root, plan))),
            How::Permanent(how) => {
                let history = || self.history.get_or_init(|| self.plan.map_or_else(Vec::new, paper::history));
                let Some((layout, framed, page)) = permanent::view_of(&ctx, self.plan, how, &history) else {
                    return Ok(None);
                };
                let context = if framed { self.framed(&ctx, page) } else { self.bare(&ctx, page) };
                self.press.layouts.render(layout, &context).map(Some)
            }
        }
    }

    fn context<'p>(&'p self, path: &'p str) -> PageContext<'p> {
        match self.plan {
            Some(plan) => PageContext::of_plan(&self.root, plan, path, None),
            None => PageContext::of_site(self.press.site, self.press.findings, path),
        }
    }

    /// What a layout sees: the page, and the frame round it.
    fn framed(&self, ctx: &PageContext, page: View) -> tera::Context {
        let mut context = tera::Context::new();
        context.insert("frame", &frame::frame(ctx, &self.press.layouts.bundle));
        context.insert_value("page", page);
        context
    }

    /// What the layout of a page sees that nobody stays on: it has no frame.
    fn bare(&self, ctx: &PageContext, page: View) -> tera::Context {
        let mut context = tera::Context::new();
        context.insert("style", &ctx.href(&Address::asset(&self.press.layouts.bundle.style.name)));
        context.insert_value("page", page);
        context
    }

    fn print(&self, ctx: &PageContext, layout: &str, page: View) -> Result<String, Diagnostic> {
        let mut context = self.framed(ctx, page);
        let html = self.press.layouts.render(layout, &context)?;
        kept::with_all_names(ctx, html, |left| {
            context.insert("left", left);
            self.press.layouts.render("parts/kept.html", &context)
        })
    }
}
