//! What chats, ticket systems and search show of a link to a page.

use serde::Serialize;

use super::tabs;
use crate::page::PageContext;
use crate::page::phase::name_of;
use crate::site::{PlanPage, SitePlan};

#[derive(Debug, Serialize)]
pub struct Meta {
    pub title: String,
    pub description: String,
    /// `article` for pages of plans, `website` for all others.
    pub kind: &'static str,
    /// The whole address of the page; empty where the address of the site is not known.
    pub canonical: String,
    pub status: Option<String>,
    pub owner: Option<String>,
}

pub fn meta(ctx: &PageContext) -> Meta {
    let settings = &ctx.site.settings;
    let known = !settings.base_url.is_empty() && ctx.path != "404.html";
    let canonical = if known { format!("{}{}", settings.base_url, address(ctx.path)) } else { String::new() };
    match ctx.plan() {
        Some(plan) => Meta {
            title: title(ctx, plan),
            description: description(ctx, plan),
            kind: "article",
            canonical,
            status: status(plan),
            owner: (!plan.source.front.owners.is_empty()).then(|| plan.source.front.owners.join(", ")),
        },
        None => Meta {
            title: settings.title.clone(),
            description: settings.description.clone(),
            kind: "website",
            canonical,
            status: None,
            owner: None,
        },
    }
}

/// The address as it is given out: codes in capitals.
fn address(path: &str) -> String {
    match path.strip_prefix("t/").and_then(|rest| rest.split_once('/')) {
        Some((code, file)) => format!("t/{}/{file}", code.to_uppercase()),
        None => path.to_owned(),
    }
}

/// What the page shows, then the plan: `Rollback · CRM Warehouse move`.
fn title(ctx: &PageContext, plan: &SitePlan) -> String {
    let of = format!("{} {}", plan.code, plan.title());
    let phase = plan.plan.phases.iter().find(|phase| Some(phase.slug.as_str()) == ctx.phase).map(name_of);
    let page = ctx
        .page
        .filter(|page| *page != PlanPage::Overview)
        .and_then(|_| tabs(ctx, plan).into_iter().find(|tab| tab.current).map(|tab| tab.label.to_owned()));
    phase.or(page).map_or(of.clone(), |page| format!("{page} · {of}"))
}

fn status(plan: &SitePlan) -> Option<String> {
    if plan.is_blocked() { Some("blocked".to_owned()) } else { plan.source.front.status.clone() }
}

/// What somebody wants to know who meets the link: what state, whose, when, which revision.
fn description(ctx: &PageContext, plan: &SitePlan) -> String {
    let front = &plan.source.front;
    let mut said = vec![format!("Revision {}", plan.identity.revision)];
    said.extend(status(plan).map(|status| format!("status: {status}")));
    if !front.owners.is_empty() {
        said.push(format!("owner: {}", front.owners.join(", ")));
    }
    let zone = front.time_zone.as_deref().map_or_else(String::new, |zone| format!(" {zone}"));
    said.extend(front.t_zero.as_ref().map(|zero| format!("T-0: {zero}{zone}")));
    let summary =
        front.summary.as_deref().map_or_else(String::new, |text| format!(". {}", ctx.shown(0, text.trim())));
    format!("{}{summary}", said.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::{on, pages, phase, site_with};

    #[test]
    fn a_link_tells_state_owner_and_time() {
        let mut site = site_with("# Plan\n\n## Ship\n\n- [ ] go\n", |p| {
            p.plan.phases = vec![phase(p, "Ship", "ship", None)];
            p.source.front.status = Some("approved".into());
            p.source.front.owners = vec!["Dock \"A\"".into()];
            p.source.front.t_zero = Some("2026-03-01 22:00".into());
            p.source.front.time_zone = Some("Europe/Vienna".into());
        });
        site.settings.base_url = "https://runbooks.example/".into();
        on(&site, PlanPage::Gates, |ctx| {
            let meta = meta(ctx);
            assert!(meta.title.starts_with("Gates · "), "{}", meta.title);
            assert!(
                meta.description
                    .ends_with("status: approved, owner: Dock \"A\", T-0: 2026-03-01 22:00 Europe/Vienna"),
                "{}",
                meta.description
            );
            assert_eq!(meta.canonical, "https://runbooks.example/plan/gates.html");
        });
        let pages = pages(&site);
        let html = &pages["plan/phase/ship.html"];
        assert!(html.contains("property=\"og:title\" content=\"Ship · "), "{html}");
        assert!(html.contains("href=\"https://runbooks.example/plan/phase/ship.html\""));
        assert!(!pages["404.html"].contains("rel=\"canonical\""));
    }

    #[test]
    fn codes_are_given_out_in_capitals() {
        assert_eq!(address("t/crm-7f3k/index.html"), "t/CRM-7F3K/index.html");
        assert_eq!(address("team/index.html"), "team/index.html");
    }
}
