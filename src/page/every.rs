//! Every page of the site with its address: a build makes them all, the server one at a time.

use std::cell::OnceCell;

use super::permanent::{self, Permanent, paper};
use super::{
    Layouts, PLAN_PAGES, PageContext, PlanPageKind, SITE_PAGES, SitePageKind, View, frame, kept, phase, view,
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
    Site(&'static SitePageKind),
    Plan(&'static PlanPageKind),
    /// The slug of the phase.
    Phase(&'a str),
    Permanent(Permanent<'a>),
}

/// The pages that belong to no plan, and those of plans that are gone.
pub fn of_site(site: &Site) -> Vec<Page<'_>> {
    let own = SITE_PAGES.iter().map(|kind| Page { path: kind.file.to_owned(), how: How::Site(kind) });
    own.chain(permanent::of_gone(site).into_iter().map(permanent_page)).collect()
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
    let lasting = permanent::of_plan(plan, PLAN_PAGES).into_iter().map(permanent_page);
    own.chain(phases).chain(lasting).collect()
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
    /// Makes pages of the site as a whole, and of gone plans.
    pub fn for_site(self) -> Printer<'a> {
        Printer {
            press: self,
            root: PageContext::of_site(self.site, self.findings, ""),
            plan: None,
            history: OnceCell::new(),
        }
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
            How::Site(kind) => self.print(&ctx, kind.layout, kind.view).map(Some),
            How::Plan(kind) => self.print(&ctx.of_page(kind.page), kind.layout, kind.view).map(Some),
            How::Phase(slug) => {
                self.print(&ctx.of_phase(slug), "phase.html", |ctx| view(&phase::view(ctx))).map(Some)
            }
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

    fn print(
        &self,
        ctx: &PageContext,
        layout: &str,
        view: fn(&PageContext) -> View,
    ) -> Result<String, Diagnostic> {
        let mut context = self.framed(ctx, view(ctx));
        let html = self.press.layouts.render(layout, &context)?;
        kept::with_all_names(ctx, html, |left| {
            context.insert("left", left);
            self.press.layouts.render("parts/kept.html", &context)
        })
    }
}
