//! The graph to pages: one view struct and one layout a kind of page.
//!
//! [`PLAN_PAGES`] and [`SITE_PAGES`] list the kinds; [`render`] hands out all pages of the site, plans in parallel.
//! A view holds ready text and addresses relative to its page; a layout only arranges.

mod belongs;
mod bundle;
mod changes;
mod checklist;
mod closing;
mod contacts;
mod context;
mod escalation;
mod everywhere;
mod fields;
mod frame;
mod gaps;
mod gates;
mod grade;

mod home;
mod kept;
mod layouts;
mod marks;
mod messages;
mod metrics;
mod missing;
mod overview;
mod paper_mark;
mod permanent;
mod phase;
mod phases;
mod procedure;
mod qr;
mod reaction;
mod risks;
mod rollback;
mod rows;
mod run;
mod scenarios;
mod settings;
mod sign_off;
mod signed;
mod squeeze;
#[cfg(test)]
mod testing;
mod text;
mod theme;
mod timeline;

pub use bundle::Bundle;
pub use changes::changes;
pub use context::{PageContext, SourceMark};
pub use layouts::Layouts;
pub use marks::CodeMark;
pub use theme::{Theme, ThemeFile};

use rayon::prelude::*;
use serde::Serialize;

use crate::diag::{Diagnostic, Report};
use crate::site::{Address, PlanPage, Site, SitePlan};

/// A page of every plan.
pub struct PlanPageKind {
    pub page: PlanPage,
    /// File in `layouts/`.
    pub layout: &'static str,
    view: fn(&PageContext) -> View,
}

/// A page of the site as a whole.
pub struct SitePageKind {
    /// File in the site.
    pub file: &'static str,
    pub layout: &'static str,
    view: fn(&PageContext) -> View,
}

/// What a layout sees under the name `page`.
type View = tera::Value;

/// The pages that each plan has, in the order of their tabs.
pub const PLAN_PAGES: &[PlanPageKind] = &[
    PlanPageKind {
        page: PlanPage::Overview,
        layout: "overview.html",
        view: |ctx| view(&overview::view(ctx)),
    },
    PlanPageKind { page: PlanPage::Phases, layout: "phases.html", view: |ctx| view(&phases::view(ctx)) },
    PlanPageKind { page: PlanPage::Run, layout: "run.html", view: |ctx| view(&run::view(ctx)) },
    PlanPageKind {
        page: PlanPage::Checklist,
        layout: "checklist.html",
        view: |ctx| view(&checklist::view(ctx)),
    },
    PlanPageKind {
        page: PlanPage::Rollback,
        layout: "rollback.html",
        view: |ctx| view(&rollback::view(ctx)),
    },
    PlanPageKind {
        page: PlanPage::Escalation,
        layout: "escalation.html",
        view: |ctx| view(&escalation::view(ctx)),
    },
    PlanPageKind {
        page: PlanPage::Scenarios,
        layout: "scenarios.html",
        view: |ctx| view(&scenarios::view(ctx)),
    },
    PlanPageKind {
        page: PlanPage::Messages,
        layout: "messages.html",
        view: |ctx| view(&messages::view(ctx)),
    },
    PlanPageKind {
        page: PlanPage::Contacts,
        layout: "contacts.html",
        view: |ctx| view(&contacts::view(ctx)),
    },
    PlanPageKind { page: PlanPage::Risks, layout: "risks.html", view: |ctx| view(&risks::view(ctx)) },
    PlanPageKind { page: PlanPage::Metrics, layout: "metrics.html", view: |ctx| view(&metrics::view(ctx)) },
    PlanPageKind {
        page: PlanPage::Settings,
        layout: "settings.html",
        view: |ctx| view(&settings::view(ctx)),
    },
    PlanPageKind { page: PlanPage::Missing, layout: "missing.html", view: |ctx| view(&missing::view(ctx)) },
    PlanPageKind { page: PlanPage::SignOff, layout: "sign-off.html", view: |ctx| view(&sign_off::view(ctx)) },
    PlanPageKind {
        page: PlanPage::Timeline,
        layout: "timeline.html",
        view: |ctx| view(&timeline::view(ctx)),
    },
    PlanPageKind { page: PlanPage::Gates, layout: "gates.html", view: |ctx| view(&gates::view(ctx)) },
    PlanPageKind { page: PlanPage::Text, layout: "text.html", view: |ctx| view(&text::view(ctx)) },
];

/// The pages of the whole site.
pub const SITE_PAGES: &[SitePageKind] = &[
    SitePageKind { file: "index.html", layout: "home.html", view: |ctx| view(&home::view(ctx)) },
    SitePageKind {
        file: "escalation.html",
        layout: "site/escalation.html",
        view: |ctx| view(&everywhere::escalation(ctx)),
    },
    SitePageKind {
        file: "contacts.html",
        layout: "site/contacts.html",
        view: |ctx| view(&everywhere::contacts(ctx)),
    },
    SitePageKind {
        file: "messages.html",
        layout: "site/messages.html",
        view: |ctx| view(&everywhere::messages(ctx)),
    },
    SitePageKind {
        file: "sign-offs.html",
        layout: "site/sign-offs.html",
        view: |ctx| view(&everywhere::sign_offs(ctx)),
    },
    SitePageKind {
        file: "missing.html",
        layout: "site/missing.html",
        view: |ctx| view(&everywhere::missing_parts(ctx)),
    },
    SitePageKind { file: "404.html", layout: "404.html", view: |ctx| view(&everywhere::lost(ctx)) },
];

fn view(value: &impl Serialize) -> View {
    tera::Value::from_serializable(value)
}

/// Takes the path of a finished page and its HTML. Called from many threads.
pub type Emit<'a> = dyn Fn(&str, &[u8]) -> Result<(), Diagnostic> + Sync + 'a;

/// What all pages of one build share.
struct Press<'a> {
    site: &'a Site,
    findings: &'a [Diagnostic],
    layouts: &'a Layouts,
    emit: &'a Emit<'a>,
}

/// Renders every page of the site and hands it to `emit`. What goes wrong in a layout or in `emit` stands in the report.
/// `findings` are what the checks say of the plans, for the pages that show it.
pub fn render(site: &Site, findings: &[Diagnostic], layouts: &Layouts, emit: &Emit) -> Report {
    let press = Press { site, findings, layouts, emit };
    let mut report = Report::default();
    for kind in SITE_PAGES {
        let ctx = PageContext::of_site(site, findings, kind.file);
        report.extend(press.print(&ctx, kind.layout, kind.view).err());
    }
    report.extend(press.gone(&PageContext::of_site(site, findings, "")));
    let per_plan: Vec<Vec<Diagnostic>> = site.plans.par_iter().map(|plan| press.plan(plan)).collect();
    report.extend(per_plan.into_iter().flatten());
    report
}

impl Press<'_> {
    fn plan(&self, plan: &SitePlan) -> Vec<Diagnostic> {
        let mut failed = Vec::new();
        let site = PageContext::of_site(self.site, self.findings, "").for_plan(plan);
        for kind in PLAN_PAGES {
            let address = Address::plan(&plan.id, kind.page);
            let ctx = PageContext::of_plan(&site, plan, &address.path, Some(kind.page));
            failed.extend(self.print(&ctx, kind.layout, kind.view).err());
        }
        for phase in &plan.plan.phases {
            let address = Address::phase(&plan.id, &phase.slug);
            let ctx = PageContext::of_plan(&site, plan, &address.path, None).of_phase(&phase.slug);
            failed.extend(self.print(&ctx, "phase.html", |ctx| view(&phase::view(ctx))).err());
        }
        let list = Address::tasks(&plan.id, &plan.identity.digest.key());
        failed.extend((self.emit)(&list.path, run::script(&site, plan).as_bytes()).err());
        failed.extend(self.permanent(&site, plan, PLAN_PAGES));
        failed
    }

    /// What a layout sees: the page, and the frame round it.
    fn framed(&self, ctx: &PageContext, page: View) -> tera::Context {
        let mut context = tera::Context::new();
        context.insert("frame", &frame::frame(ctx, &self.layouts.bundle));
        context.insert_value("page", page);
        context
    }

    fn print(
        &self,
        ctx: &PageContext,
        layout: &str,
        view: fn(&PageContext) -> View,
    ) -> Result<(), Diagnostic> {
        let mut context = self.framed(ctx, view(ctx));
        let html = self.layouts.render(layout, &context)?;
        let html = kept::with_all_names(ctx, html, |left| {
            context.insert("left", left);
            self.layouts.render("parts/kept.html", &context)
        })?;
        (self.emit)(ctx.path, html.as_bytes())
    }
}
