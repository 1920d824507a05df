//! What holds for every page.

use std::sync::OnceLock;

use crate::html::{Page, Pages, Target, all, target};
use crate::{project, tree};

/// The sites that are looked at, as texts; each test parses them anew.
fn sites() -> &'static [tempfile::TempDir] {
    static SITES: OnceLock<Vec<tempfile::TempDir>> = OnceLock::new();
    SITES.get_or_init(|| {
        let root = tree::root();
        let projects = [root.to_owned(), root.join("tests/site/small"), root.join("tests/site/attached")];
        projects.iter().map(|project| project::build(project).0).collect()
    })
}

#[track_caller]
fn holds(what: &str, check: impl Fn(&Pages) -> Vec<String>) {
    let found: Vec<String> =
        sites().iter().flat_map(|s| check(&Pages::read(&s.path().join("site")))).collect();
    let more = found.len().saturating_sub(40);
    assert!(found.is_empty(), "{what}:\n{}\n({more} more)", found[..found.len() - more].join("\n"));
}

#[track_caller]
fn holds_on_each_page(what: &str, check: impl Fn(&Page) -> Vec<String>) {
    holds(what, |pages| pages.find(&check));
}

#[test]
fn every_link_and_fragment_resolves() {
    holds("links that lead nowhere", |pages| {
        pages.find(|page| {
            let links = all(&page.html, "[href], [src]");
            let broken = links.iter().filter_map(|e| {
                let address = e.attr("href").or_else(|| e.attr("src"))?;
                let Target::Inside { path, fragment } = target(&page.path, address) else { return None };
                if !pages.files.contains_key(&path) {
                    return Some(format!("{address}: no such file"));
                }
                let ids = &pages.pages.get(&path)?.ids;
                let fragment = fragment.filter(|f| !f.is_empty())?;
                (!ids.contains(&fragment)).then(|| format!("{address}: no such id on {path}"))
            });
            broken.collect()
        })
    });
}

#[test]
fn nothing_comes_from_outside() {
    holds_on_each_page("requests to the outside", |page| {
        let asking = all(
            &page.html,
            "[src], link[href]:not([rel=canonical]), use[href], image[href], form[action], object, iframe, embed, base",
        );
        let outside = asking.iter().filter(|e| {
            let address = e.attr("src").or_else(|| e.attr("href"));
            address.is_none_or(|a| matches!(target(&page.path, a), Target::Outside))
        });
        outside.map(|e| e.html().chars().take(120).collect()).collect()
    });
    holds("style sheets that ask outside", |pages| {
        let styles = pages.files.iter().filter(|(path, _)| path.ends_with(".css"));
        let texts = styles.map(|(path, bytes)| (path, String::from_utf8_lossy(bytes)));
        texts
            .filter(|(_, t)| t.contains("http:") || t.contains("https:") || t.contains("@import"))
            .map(|(p, _)| p.clone())
            .collect()
    });
}

#[test]
fn pages_run_nothing_of_their_own() {
    holds_on_each_page("inline script or style", |page| {
        let mut found = Vec::new();
        for element in all(&page.html, "*") {
            let inline = element.value().attrs().any(|(name, _)| name == "style" || name.starts_with("on"));
            let script = element.value().name() == "script" && element.attr("src").is_none();
            let javascript = element
                .attr("href")
                .is_some_and(|h| h.trim_start().to_lowercase().starts_with("javascript:"));
            if inline || script || javascript || element.value().name() == "style" {
                found.push(element.html().chars().take(120).collect());
            }
        }
        found
    });
}

#[test]
fn a_policy_forbids_what_we_do_not_use() {
    holds_on_each_page("no content security policy", |page| {
        let metas = all(&page.html, "head > meta[http-equiv='Content-Security-Policy']");
        let policy = metas.first().and_then(|m| m.attr("content")).unwrap_or("");
        let strict = policy.contains("default-src 'none'") && !policy.contains("unsafe");
        if strict { vec![] } else { vec![format!("policy `{policy}`")] }
    });
}

#[test]
fn heads_and_headings_are_complete() {
    holds_on_each_page("head or heading", |page| {
        let mut wrong = Vec::new();
        let headings = all(&page.html, "h1").len();
        if headings != 1 {
            wrong.push(format!("{headings} headings of level 1"));
        }
        if all(&page.html, "html[lang]").iter().all(|e| e.attr("lang").unwrap_or("").is_empty()) {
            wrong.push("no language".to_owned());
        }
        if all(&page.html, "main").len() != 1 {
            wrong.push("not one main".to_owned());
        }
        if all(&page.html, "head > meta[charset='utf-8']").is_empty() {
            wrong.push("no charset".to_owned());
        }
        wrong
    });
    holds("titles", |pages| {
        let title =
            |p: &Page| all(&p.html, "title").iter().map(|t| t.text().collect::<String>()).collect::<String>();
        let mut titles: Vec<(String, String)> =
            pages.stays().map(|p| (title(p).trim().to_owned(), p.path.clone())).collect();
        titles.sort();
        let empty = titles.iter().filter(|(t, _)| t.is_empty()).map(|(_, p)| format!("{p}: no title"));
        let twice = titles
            .windows(2)
            .filter(|w| w[0].0 == w[1].0)
            .map(|w| format!("{} and {}: one title", w[0].1, w[1].1));
        empty.chain(twice).collect()
    });
}

#[test]
fn ids_are_unique() {
    holds_on_each_page("ids", |page| {
        let mut ids = page.ids.clone();
        ids.sort();
        let twice = ids.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0].clone());
        twice.chain(ids.iter().filter(|i| i.is_empty() || i.contains(char::is_whitespace)).cloned()).collect()
    });
}

#[test]
fn what_a_page_is_home_to_is_shown_on_it() {
    holds_on_each_page("names of today that only the end of the page answers to", |page| {
        let left = all(&page.html, ".kept [data-current]");
        left.iter().filter_map(|e| e.attr("id").map(str::to_owned)).collect()
    });
}

#[test]
fn every_page_is_reached_from_home() {
    holds("pages that no link leads to", |pages| {
        let reached = pages.reachable();
        // The page for addresses without a file is reached by such addresses alone; permalinks from tickets and paper.
        let own = |p: &&String| *p != "404.html" && !p.starts_with("t/");
        pages.pages.keys().filter(own).filter(|p| !reached.contains(*p)).cloned().collect()
    });
}

#[test]
fn every_field_has_a_label() {
    holds_on_each_page("fields without a label", |page| {
        let labels: Vec<&str> = all(&page.html, "label[for]").iter().filter_map(|l| l.attr("for")).collect();
        let fields = all(&page.html, "input:not([type=hidden]), select, textarea");
        let bare = fields.iter().filter(|f| {
            let named = f.attr("aria-label").is_some_and(|l| !l.trim().is_empty());
            let by = f
                .attr("aria-labelledby")
                .is_some_and(|by| by.split_whitespace().all(|id| page.ids.iter().any(|i| i == id)));
            let labelled = f.attr("id").is_some_and(|id| labels.contains(&id));
            let inside =
                f.ancestors().filter_map(scraper::ElementRef::wrap).any(|e| e.value().name() == "label");
            !(named || by || labelled || inside)
        });
        bare.map(|f| f.html()).collect()
    });
}

#[test]
fn a_blocked_plan_says_so_on_each_page() {
    holds_on_each_page("a page of a blocked plan that does not say so", |page| {
        let blocked = ["radio-repair/", "duespark-go-live/"].iter().any(|plan| page.path.starts_with(plan));
        let words = all(&page.html, "main").iter().flat_map(|m| m.text()).collect::<String>();
        if blocked && !words.contains("Blocked") { vec!["no word of it".to_owned()] } else { vec![] }
    });
}

#[test]
fn raw_html_of_plans_is_text() {
    let pages = Pages::read(&sites()[1].path().join("site"));
    let page = &pages.pages["radio-repair/text.html"];
    let words = all(&page.html, "main").iter().flat_map(|m| m.text()).collect::<String>();
    assert!(words.contains("<script>alert(1)</script>"), "the words of raw HTML are shown");
    assert!(all(&page.html, "main script").is_empty(), "and nothing of it is an element");
}
