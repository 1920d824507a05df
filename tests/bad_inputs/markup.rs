//! Markup and quotes in plans, as a parser sees the pages: nothing of them is an element or an attribute.

use std::collections::BTreeSet;

use super::html::{Pages, all};
use super::{copy, seen, tree};

/// What pages are made of; all else came out of a plan.
const NEVER: &str = "iframe, object, embed, base, form[action], math, mglyph, marquee, video, audio, img, [style], script:not([src]), style, meta[content=\"0\"]";

#[track_caller]
fn pages(case: &str) -> Pages {
    let temp = tempfile::tempdir().expect("a folder");
    copy(&tree::root().join("tests/bad_inputs").join(case), temp.path());
    let (code, text) = seen("build", temp.path());
    assert_eq!(code, 0, "{text}");
    Pages::read(&temp.path().join("book"))
}

fn strange(pages: &Pages) -> Vec<String> {
    pages.find(|page| {
        let mut found: BTreeSet<String> =
            all(&page.html, NEVER).iter().map(|element| element.html().chars().take(120).collect()).collect();
        for element in all(&page.html, "*") {
            let odd = |name: &str| name.starts_with("on") || name.contains(['"', '\'', '<', '=', '(']);
            found.extend(
                element
                    .value()
                    .attrs()
                    .filter(|(name, _)| odd(name))
                    .map(|(name, _)| format!("attribute {name}")),
            );
            let runs = |value: &str| value.trim_start().to_lowercase().starts_with("javascript:");
            found.extend(
                element.value().attrs().filter(|(_, value)| runs(value)).map(|(_, value)| value.to_owned()),
            );
        }
        found.into_iter().collect()
    })
}

#[test]
fn m09_m10_nothing_that_a_plan_writes_runs() {
    let pages = pages("m09_markup_that_runs");
    assert_eq!(strange(&pages), Vec::<String>::new());
    let text = pages.pages["plan/text.html"].html.root_element().text().collect::<String>();
    for shown in
        ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<base href="]
    {
        assert!(text.contains(shown), "{shown} is shown as it is written");
    }
}

#[test]
fn m12_no_quote_ends_an_attribute() {
    let pages = pages("m12_quotes_that_break_out");
    assert_eq!(strange(&pages), Vec::<String>::new());
    let title = all(&pages.pages["plan/index.html"].html, "title");
    assert!(title[0].text().collect::<String>().contains("\"><img src=x onerror=alert(1)>"));
}
