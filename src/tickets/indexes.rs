//! Indexes of the site for programs: all things with their addresses, and all alerts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::catalogue::{Catalogue, Item, Tomb};
use super::find::Base;
use crate::site::alerts::{Alert, alerts};
use crate::site::{Address, Site, SitePlan};

/// Number of the format; another one only when a field changes its meaning or goes.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Links<'a> {
    format: u32,
    title: &'a str,
    /// Where the site is published; all addresses are relative to it.
    base_url: Option<&'a str>,
    plans: Vec<PlanLinks<'a>>,
    tombstones: Vec<Tombstone<'a>>,
}

#[derive(Serialize)]
struct PlanLinks<'a> {
    code: &'a str,
    id: &'a str,
    title: &'a str,
    status: Option<&'a str>,
    owners: &'a [String],
    revision: u32,
    digest: String,
    address: String,
    permalink: String,
    former: Vec<String>,
    things: Vec<Thing<'a>>,
}

#[derive(Serialize)]
struct Thing<'a> {
    code: &'a str,
    kind: &'a str,
    words: &'a str,
    id: Option<&'a str>,
    address: String,
    permalink: String,
    former: Vec<String>,
}

#[derive(Serialize)]
struct Tombstone<'a> {
    code: &'a str,
    kind: &'a str,
    words: &'a str,
    successor: Option<&'a str>,
    date: Option<&'a str>,
    why: &'a str,
    permalink: String,
    former: Vec<String>,
}

/// `links.json`: every thing of every plan, and what was taken out.
pub fn links_json(site: &Site, catalogue: &Catalogue) -> String {
    // Those of a plan stand together.
    let of_plans = catalogue.items.chunk_by(|one, next| one.plan == next.plan);
    let of_plans: BTreeMap<&str, &[Item]> = of_plans.map(|items| (items[0].plan.as_str(), items)).collect();
    let things = |plan: &SitePlan| of_plans.get(plan.code.as_str()).copied().unwrap_or_default();
    let links = Links {
        format: FORMAT,
        title: &site.settings.title,
        base_url: base_url(site),
        plans: site.plans.iter().map(|plan| plan_links(plan, things(plan))).collect(),
        tombstones: catalogue.tombs.iter().map(tombstone).collect(),
    };
    json(&links)
}

fn plan_links<'a>(plan: &'a SitePlan, items: &'a [Item]) -> PlanLinks<'a> {
    let own = items.iter().find(|item| item.code == plan.code);
    let things = items.iter().filter(|item| item.kind != "plan");
    PlanLinks {
        code: &plan.code,
        id: &plan.id,
        title: plan.title(),
        status: plan.source.front.status.as_deref(),
        owners: &plan.source.front.owners,
        revision: plan.identity.revision,
        digest: plan.identity.digest.key(),
        address: own.map_or_else(String::new, |item| written(&item.address)),
        permalink: written(&Address::permalink(&plan.code)),
        former: own.map_or_else(Vec::new, |item| item.former.iter().map(written).collect()),
        things: things.map(thing).collect(),
    }
}

fn thing(item: &Item) -> Thing<'_> {
    Thing {
        code: &item.code,
        kind: item.kind,
        words: &item.words,
        id: item.id.as_deref(),
        address: written(&item.address),
        permalink: written(&item.permalink),
        former: item.former.iter().map(written).collect(),
    }
}

fn tombstone(tomb: &Tomb) -> Tombstone<'_> {
    Tombstone {
        code: &tomb.code,
        kind: tomb.kind,
        words: &tomb.words,
        successor: tomb.to.as_deref(),
        date: Some(tomb.on.as_str()).filter(|on| !on.is_empty()),
        why: &tomb.why,
        permalink: written(&Address::permalink(&tomb.code)),
        former: tomb.former.iter().map(written).collect(),
    }
}

#[derive(Serialize)]
struct Alerts<'a> {
    format: u32,
    title: &'a str,
    base_url: Option<&'a str>,
    alerts: Vec<AlertLink<'a>>,
    conditions: Vec<AlertLink<'a>>,
}

#[derive(Serialize)]
struct AlertLink<'a> {
    /// Name of the rule, or the words of a condition.
    alert: &'a str,
    level: Option<&'a str>,
    plan: &'a str,
    code: &'a str,
    kind: &'a str,
    words: &'a str,
    address: String,
    permalink: String,
}

/// `alerts.json`: the name of every alert and what to open when it rings.
pub fn alerts_json(site: &Site, catalogue: &Catalogue) -> String {
    let all = alerts(site);
    let link = |rules: bool| {
        let of = all.iter().filter(move |alert| alert.is_rule == rules);
        of.filter_map(|alert| alert_link(site, catalogue, alert)).collect()
    };
    json(&Alerts {
        format: FORMAT,
        title: &site.settings.title,
        base_url: base_url(site),
        alerts: link(true),
        conditions: link(false),
    })
}

fn alert_link<'a>(site: &'a Site, catalogue: &'a Catalogue, alert: &'a Alert) -> Option<AlertLink<'a>> {
    let plan = site.plans.get(alert.plan)?;
    let item = item_of(site, catalogue, alert)?;
    Some(AlertLink {
        alert: &alert.name,
        level: alert.level.as_deref(),
        plan: &plan.code,
        code: &item.code,
        kind: item.kind,
        words: &item.words,
        address: written(&item.address),
        permalink: written(&item.permalink),
    })
}

fn item_of<'c>(site: &Site, catalogue: &'c Catalogue, alert: &Alert) -> Option<&'c Item> {
    let known = site.plans.get(alert.plan)?.identity.things.get(alert.thing)?;
    catalogue.by_code(known.code.as_str())
}

/// Annotations for monitoring rules: one for the name of each rule, what other plans say of it beside it.
pub fn prometheus(site: &Site) -> String {
    let catalogue = Catalogue::of(site);
    let base = Base::parse(&site.settings.base_url).map_or_else(|| "/".to_owned(), |base| base.url);
    let mut out = String::from("# Merge `annotations` into the rules of these names.\n");
    let mut last = "";
    let all = alerts(site);
    for alert in all.iter().filter(|alert| alert.is_rule) {
        let Some(item) = item_of(site, &catalogue, alert) else { continue };
        let url = format!("{base}{}", written(&item.permalink));
        let about = format!("{} {}: {}", item.kind, item.code, item.words);
        if alert.name == last {
            out.push_str(&format!("  # also {url} ({about})\n"));
            continue;
        }
        last = &alert.name;
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        out.push_str(&format!(
            "# {about}\n- alert: {}\n  annotations:\n    runbook_url: {}\n",
            quoted(&alert.name),
            quoted(&url)
        ));
    }
    out
}

fn base_url(site: &Site) -> Option<&str> {
    Some(site.settings.base_url.as_str()).filter(|url| !url.is_empty())
}

/// An address as links write it, relative to the site, without the name of the page of a folder.
pub fn written(address: &Address) -> String {
    let path = address.from("");
    match path.strip_suffix("index.html") {
        Some(folder) if folder.ends_with('/') => folder.to_owned(),
        _ => path,
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).map_or_else(|_| String::new(), |json| json + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "---\ntitle: Desk move\nstatus: draft\nowners: [Facilities]\n---\n\n# Desk move\n\n## Ring round\n\n- [ ] Ring the warden\n\n```sh\nexport BELL_PASSWORD=Sommer2026x\n```\n\n- [ ] Type Sommer2026x\n\n```yaml\n- alert: BellDead\n- alert: \"Bell#Odd\"\n```\n";

    #[test]
    fn links_hold_every_thing_and_no_secret() {
        let site = crate::site::testing::site(PLAN);
        let catalogue = Catalogue::of(&site);
        let text = links_json(&site, &catalogue);
        assert!(!text.contains("Sommer2026x") && text == links_json(&site, &catalogue));
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let plan = &json["plans"][0];
        assert_eq!(
            (&json["format"], &plan["status"], &plan["owners"][0]),
            (&1.into(), &"draft".into(), &"Facilities".into())
        );
        let things = plan["things"].as_array().unwrap();
        let task = things.iter().find(|t| t["words"] == "Ring the warden").unwrap();
        assert_eq!(task["kind"], "task");
        assert_eq!(task["permalink"], format!("t/{}/", task["code"].as_str().unwrap()));
        assert!(things.iter().any(|t| t["kind"] == "sheet"));
    }

    #[test]
    fn alerts_lead_somewhere_and_the_snippet_is_yaml() {
        let site = crate::site::testing::site(PLAN);
        let json: serde_json::Value =
            serde_json::from_str(&alerts_json(&site, &Catalogue::of(&site))).unwrap();
        assert_eq!(json["alerts"][0]["alert"], "BellDead");
        let yaml = prometheus(&site);
        let rules: serde_json::Value = serde_yaml::from_str(&yaml).unwrap();
        assert_eq!(rules[0]["alert"], "BellDead");
        let code = json["alerts"][0]["code"].as_str().unwrap();
        assert_eq!(rules[0]["annotations"]["runbook_url"], format!("/t/{code}/"));
    }
}
