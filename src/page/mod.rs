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
mod contents;
mod context;
mod decisions;
mod desk;
mod drawing;
mod escalation;
mod every;
mod everywhere;
mod fields;
mod frame;
mod gaps;
mod gates;
mod grade;

mod home;
mod kept;
mod layouts;
mod lists;
mod marks;
mod messages;
mod metrics;
mod missing;
mod overview;
mod paper_mark;
mod permanent;
mod phase;
mod phases;
mod plain;
mod procedure;
mod qr;
mod reaction;
mod risks;
mod rollback;
mod rows;
mod run;
mod scenarios;
mod settings;
mod shares;
mod sign_off;
mod signed;
#[cfg(test)]
mod testing;
mod text;
mod theme;
mod timeline;
mod trail;

pub use bundle::Bundle;
pub use changes::changes;
pub use context::{PageContext, SourceMark, plan_findings};
pub use every::{Page, Press, Printer, of_plan, of_site};
pub use layouts::Layouts;
pub use marks::CodeMark;
pub use permanent::beyond;
pub use plain::{Listed, PlainPlan, PlainSite, path_of, title_of};
pub use theme::{Theme, ThemeFile};

use rayon::prelude::*;
use serde::Serialize;

use crate::diag::{Diagnostic, Report};
use crate::site::{PlanPage, SitePlan};
use shares::Share;

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
    view: fn(&PageContext, &Share) -> View,
    /// How many rows a plan has on it, where the page goes on in further parts.
    weigh: Option<fn(&PageContext, &SitePlan) -> usize>,
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
    SitePageKind {
        file: "index.html",
        layout: "home.html",
        view: |ctx, _| view(&home::view(ctx)),
        weigh: None,
    },
    SitePageKind {
        file: "escalation.html",
        layout: "site/escalation.html",
        view: |ctx, share| view(&everywhere::escalation(ctx, share)),
        weigh: Some(everywhere::levels_of),
    },
    SitePageKind {
        file: "contacts.html",
        layout: "site/contacts.html",
        view: |ctx, share| view(&everywhere::contacts(ctx, share)),
        weigh: Some(everywhere::people_of),
    },
    SitePageKind {
        file: "messages.html",
        layout: "site/messages.html",
        view: |ctx, share| view(&everywhere::messages(ctx, share)),
        weigh: Some(everywhere::messages_of),
    },
    SitePageKind {
        file: "sign-offs.html",
        layout: "site/sign-offs.html",
        view: |ctx, share| view(&everywhere::sign_offs(ctx, share)),
        weigh: Some(everywhere::signatures_of),
    },
    SitePageKind {
        file: "missing.html",
        layout: "site/missing.html",
        view: |ctx, share| view(&everywhere::missing_parts(ctx, share)),
        weigh: Some(everywhere::open_of),
    },
    SitePageKind {
        file: "404.html",
        layout: "404.html",
        view: |ctx, _| view(&everywhere::lost(ctx)),
        weigh: None,
    },
];

fn view(value: &impl Serialize) -> View {
    tera::Value::from_serializable(value)
}

/// Takes the path of a finished page and its HTML. Called from many threads.
pub type Emit<'a> = dyn Fn(&str, &[u8]) -> Result<(), Diagnostic> + Sync + 'a;

/// Who knows which pages are there already.
pub trait Earlier: Sync {
    /// Whether the pages of the plan, which are these, stand as they would be made. Then they are not made.
    fn stand(&self, press: &Press, plan: &SitePlan, pages: &[Page]) -> bool;

    /// Hears that the pages of the plan were all made.
    fn made(&self, _press: &Press, _plan: &SitePlan, _pages: &[Page]) {}
}

/// Nobody does.
pub struct Nobody;

impl Earlier for Nobody {
    fn stand(&self, _: &Press, _: &SitePlan, _: &[Page]) -> bool {
        false
    }
}

/// Renders the pages of the site and hands them to `emit`, but for those of plans whose pages stand. What goes wrong in a
/// layout or in `emit` stands in the report.
pub fn render(press: Press, earlier: &dyn Earlier, emit: &Emit) -> Report {
    let mut report = Report::default();
    let of_site = of_site(press);
    let whole: Vec<Diagnostic> =
        of_site.par_iter().filter_map(|page| made(&press.for_site(), page, emit).err()).collect();
    report.extend(whole);
    let of = |plan: &SitePlan| -> Vec<Diagnostic> {
        let pages = of_plan(plan);
        if earlier.stand(&press, plan, &pages) {
            return Vec::new();
        }
        let printer = press.for_plan(plan);
        let wrong: Vec<Diagnostic> =
            pages.iter().filter_map(|page| made(&printer, page, emit).err()).collect();
        if wrong.is_empty() {
            earlier.made(&press, plan, &pages);
        }
        wrong
    };
    let per_plan: Vec<Vec<Diagnostic>> = press.site.plans.par_iter().map(of).collect();
    report.extend(per_plan.into_iter().flatten());
    report
}

fn made(printer: &Printer, page: &Page, emit: &Emit) -> Result<(), Diagnostic> {
    match printer.make(page)? {
        Some(text) => emit(&page.path, text.as_bytes()),
        None => Ok(()),
    }
}
