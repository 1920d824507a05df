//! The way from home to a page: all plans, the plan, its page, the phase.

use serde::Serialize;

use super::phase::name_of;
use super::shares::first;
use super::{PageContext, frame};
use crate::site::{Address, PlanPage};

/// A step of the way; the last one is the page itself and leads nowhere.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Crumb {
    pub label: String,
    pub href: Option<String>,
}

/// Empty on home and where no page is.
pub fn trail(ctx: &PageContext) -> Vec<Crumb> {
    if matches!(ctx.path, "index.html" | "404.html") {
        return Vec::new();
    }
    let step = |label: &str, href: String| Crumb { label: label.to_owned(), href: Some(href) };
    let here = |label: &str| Crumb { label: label.to_owned(), href: None };
    let mut trail = vec![step("All plans", ctx.href(&Address::root("index.html")))];
    let Some(plan) = ctx.plan() else {
        let tab = frame::site_tabs(ctx).into_iter().find(|tab| tab.current);
        trail.push(tab.map_or_else(|| here(&list_of(ctx.path)), |tab| here(tab.label)));
        return trail;
    };
    let title = format!("{} {}", plan.code, plan.title());
    if ctx.page == Some(PlanPage::Overview) {
        trail.push(here(&title));
        return trail;
    }
    trail.push(step(&title, ctx.to(PlanPage::Overview)));
    let phase = plan.plan.phases.iter().find(|phase| Some(phase.slug.as_str()) == ctx.phase);
    match (phase, frame::tabs(ctx, plan).into_iter().find(|tab| tab.current)) {
        (Some(phase), _) => {
            trail.push(step("Phases", ctx.to(PlanPage::Phases)));
            trail.push(here(&name_of(phase)));
        }
        (None, Some(tab)) => trail.push(here(tab.label)),
        (None, None) => {}
    }
    trail
}

/// `Without a date` of `plans-without-a-date-2.html`.
fn list_of(path: &str) -> String {
    let first = first(path);
    let name = first.trim_end_matches(".html").trim_start_matches("plans-").replace('-', " ");
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |letter| letter.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::{on, phase, site_with};

    fn labels(trail: &[Crumb]) -> Vec<&str> {
        trail.iter().map(|crumb| crumb.label.as_str()).collect()
    }

    #[test]
    fn every_page_says_where_it_is() {
        let site = site_with("# Plan\n\n## Ship\n\n- [ ] go\n", |p| {
            p.plan.phases = vec![phase(p, "Ship", "ship", None)];
        });
        let title = format!("{} Plan", site.plans[0].code);
        on(&site, PlanPage::Gates, |ctx| {
            let found = trail(ctx);
            assert_eq!(labels(&found), ["All plans", &title, "Gates"]);
            assert_eq!(found[1].href.as_deref(), Some("index.html"));
            assert_eq!(found[2].href, None);
        });
        on(&site, PlanPage::Overview, |ctx| assert_eq!(labels(&trail(ctx)), ["All plans", &title]));
        let root = PageContext::of_site(&site, &[], "");
        let ctx = PageContext::of_plan(&root, &site.plans[0], "plan/phase/ship.html", None).of_phase("ship");
        assert_eq!(labels(&trail(&ctx)), ["All plans", &title, "Phases", "Ship"]);
        let of = |path| labels(&trail(&PageContext::of_site(&site, &[], path))).len();
        let list = trail(&PageContext::of_site(&site, &[], "plans-without-a-date-2.html"));
        assert_eq!(labels(&list), ["All plans", "Without a date"]);
        assert_eq!((of("index.html"), of("contacts-2.html")), (0, 2));
    }
}
