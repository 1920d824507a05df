//! The end of a page: names that it must answer to and shows nowhere by itself. What was moved, what was taken out.

use std::collections::BTreeSet;

use serde::Serialize;

use super::PageContext;
use super::permanent::{Lead, successor};
use crate::diag::Diagnostic;
use crate::ledger::{Entry, State, said};
use crate::site::SitePlan;
use crate::site::home::{self, Kept};

/// A name with what became of its thing.
#[derive(Debug, Serialize)]
pub struct Left {
    /// The name itself.
    pub id: String,
    pub code: String,
    pub words: String,
    /// True where the thing is there, and this page does not show it.
    pub current: bool,
    pub gone: bool,
    /// Where it is, or what took its place.
    pub to: Option<Lead>,
    /// Why it was taken out, and when.
    pub why: String,
    pub on: String,
}

/// Adds to a finished page what it must answer to and has no `id` for. The finished page decides, so that no layout can
/// lose an address.
pub fn with_all_names(
    ctx: &PageContext,
    html: String,
    print: impl FnOnce(&[Left]) -> Result<String, Diagnostic>,
) -> Result<String, Diagnostic> {
    let left = left(ctx, &html);
    if left.is_empty() {
        return Ok(html);
    }
    let block = print(&left)?;
    let at = ["</main>", "</body>"].iter().find_map(|end| html.rfind(end)).unwrap_or(html.len());
    let (before, behind) = html.split_at(at);
    Ok([before, &block, behind].concat())
}

fn left(ctx: &PageContext, html: &str) -> Vec<Left> {
    let Some(plan) = ctx.plan().filter(|_| !ctx.kept().is_empty()) else { return Vec::new() };
    let ids = ids(html);
    let missing = ctx.kept().iter().filter(|kept| !ids.contains(&kept.fragment));
    missing.filter_map(|kept| row(ctx, plan, kept)).collect()
}

/// Every `id` that stands in the page.
fn ids(html: &str) -> BTreeSet<String> {
    let values = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    values.map(unescaped).collect()
}

fn unescaped(text: &str) -> String {
    let signs =
        [("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/"), ("&lt;", "<"), ("&gt;", ">")];
    let text = signs.iter().fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign));
    text.replace("&amp;", "&")
}

fn row(ctx: &PageContext, plan: &SitePlan, kept: &Kept) -> Option<Left> {
    if let Some(entry) = kept.retired.and_then(|at| plan.identity.retired.get(at)) {
        return Some(tombstone(ctx, kept, entry));
    }
    let at = kept.thing?;
    let known = plan.identity.things.get(at)?;
    let home = home::home(plan, at);
    // A home that does not show its thing would lead in a circle.
    let href = if kept.current && home.path == ctx.path { ctx.in_text(plan, at) } else { ctx.href(&home) };
    let code = known.code.to_string();
    Some(Left {
        id: kept.fragment.clone(),
        words: said(&known.thing.words),
        current: kept.current,
        gone: false,
        to: Some(Lead {
            code: code.clone(),
            kind: known.thing.kind.name(),
            words: said(&known.thing.words),
            href,
        }),
        why: String::new(),
        on: String::new(),
        code,
    })
}

fn tombstone(ctx: &PageContext, kept: &Kept, entry: &Entry) -> Left {
    let told = match &entry.state {
        State::Retired(told) => told.clone(),
        _ => Default::default(),
    };
    Left {
        id: kept.fragment.clone(),
        code: entry.code.to_string(),
        words: entry.words.clone(),
        current: false,
        gone: true,
        to: told.to.as_ref().and_then(|code| successor(ctx, code)),
        why: told.why,
        on: told.on,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::diag::FileId;
    use crate::ledger::testing::read;
    use crate::ledger::{Code, Ledger, Retired, identify};
    use crate::page::testing::{pages, words};
    use crate::recognise::Vocabulary;
    use crate::site::{Site, SiteSettings};

    const PLAN: &str = "# Picnic\n\n## Phase 1: Pack (T-1 day)\n\n- [ ] Fill the flask\n- [ ] Slice the bread\n\n\
        ## Phase 2: Walk (T-0)\n\n- [ ] Lock the door\n\n## Weather watch\n\nLook up.\n";

    /// Publishes the plan after what `ledger` knows.
    fn publish(ledger: &Ledger, text: &str) -> (Site, BTreeMap<String, String>, Ledger) {
        let mut settled = identify(ledger, FileId(9), vec![read("picnic.md", text)]).value;
        let mut next = std::mem::take(&mut settled.ledger);
        let site = Site::build(SiteSettings::default(), Vocabulary::built_in(), settled).value;
        home::publish(&site.plans, &mut next);
        let pages = pages(&site);
        (site, pages, next)
    }

    fn code_of(site: &Site, words: &str) -> Code {
        let known = site.plans[0].identity.things.iter().find(|known| known.thing.words == words);
        known.map(|known| known.code.clone()).unwrap()
    }

    #[test]
    fn names_in_a_page_are_found_as_they_were_meant() {
        let found = ids("<p id=\"a\"><span id=\"x&amp;y\"></span><b data-id=\"no\" id=\"T&#x27;0\">id=\"n\"");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["T'0", "a", "x&y"]);
    }

    #[test]
    fn a_thing_is_named_once_at_home_and_led_to_from_elsewhere() {
        let (site, pages, _) = publish(&Ledger::default(), PLAN);
        let code = code_of(&site, "Fill the flask");
        let name = format!("id=\"{code}\"");
        let home = &pages["picnic/phase/phase-1.html"];
        assert_eq!(home.matches(&name).count(), 1, "{home}");
        assert!(home.contains(&format!(">{}</a>", code.tail())));
        assert_eq!(pages["picnic/text.html"].matches(&name).count(), 1);
        let sheet = &pages["picnic/checklist.html"];
        assert!(!sheet.contains(&name) && sheet.contains(&format!("href=\"phase/phase-1.html#{code}\"")));
        assert!(pages.values().all(|html| !html.contains("data-current")));
    }

    #[test]
    fn a_heading_answers_to_its_former_name() {
        let (_, _, ledger) = publish(&Ledger::default(), PLAN);
        let (_, pages, _) = publish(&ledger, &PLAN.replace("Weather watch", "Weather and wind watch"));
        let html = &pages["picnic/text.html"];
        let heading = html.find("id=\"weather-and-wind-watch\"").unwrap();
        let former = html.find("id=\"weather-watch\"").unwrap();
        assert!(heading < former && !html[heading..former].contains("</h"), "{html}");
        assert!(!html.contains("page.kept"), "nothing is left for the end of the page");
    }

    #[test]
    fn a_page_that_a_thing_has_left_says_where_it_is() {
        let (site, _, ledger) = publish(&Ledger::default(), PLAN);
        let code = code_of(&site, "Slice the bread");
        let moved =
            PLAN.replace("- [ ] Slice the bread\n", "").replace("door\n", "door\n- [ ] Slice the bread\n");
        let (_, pages, _) = publish(&ledger, &moved);
        let left = &pages["picnic/phase/phase-1.html"];
        assert!(left.contains(&format!("<li id=\"{code}\">")), "{left}");
        assert!(left.contains(&format!("href=\"phase-2.html#{code}\"")), "{left}");
    }

    #[test]
    fn what_was_taken_out_says_why_and_what_took_its_place() {
        let (site, _, mut ledger) = publish(&Ledger::default(), PLAN);
        let (gone, heir) = (code_of(&site, "Slice the bread"), code_of(&site, "Fill the flask"));
        let why = Retired { to: Some(heir.clone()), on: "2026-05-01".into(), why: "It is sliced".into() };
        let entry = ledger.get(&gone).unwrap().clone();
        ledger.set(Entry { state: State::Retired(why.into()), ..entry });
        let (_, pages, _) = publish(&ledger, &PLAN.replace("- [ ] Slice the bread\n", ""));
        for page in ["picnic/phase/phase-1.html", "picnic/text.html"] {
            let html = &pages[page];
            assert!(html.contains(&format!("<li id=\"{gone}\">")), "{page}: {html}");
            let said = words(html);
            assert!(said.contains("Taken out on 2026-05-01: It is sliced"), "{page}: {said}");
            assert!(said.contains(&format!("Now Fill the flask {heir}")), "{page}: {said}");
        }
    }
}
