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

/// The number that every page shows before an item, by what the item says; paper is the same page.
#[test]
fn m02_all_pages_count_alike() {
    let pages = pages("m02_numbers_that_skip");
    let steps = ["Stop", "Empty the scales", "Weigh again", "Lock", "Sign", "Leave"];
    let mut shown: BTreeSet<(String, usize, String)> = BTreeSet::new();
    // Of what is missing the lines of the file are shown, and findings are counted.
    for (path, page) in pages.pages.iter().filter(|(path, _)| !path.ends_with("missing.html")) {
        for list in all(&page.html, "main ol") {
            let begin = list.attr("start").map_or(1, |start| start.parse::<usize>().expect("a number"));
            let items = list.child_elements().filter(|item| item.value().name() == "li");
            for (at, item) in items.enumerate() {
                assert!(item.attr("value").is_none(), "{path}: an item with a number of its own");
                let says = item.text().collect::<String>();
                let step =
                    steps.iter().find(|step| says.lines().next().is_some_and(|l| l.trim().ends_with(**step)));
                shown.extend(step.map(|step| ((*step).to_owned(), begin + at, path.to_owned())));
            }
        }
    }
    for (step, number) in steps.iter().zip([1, 2, 3, 1, 2, 3]) {
        let of_step = || shown.iter().filter(|(says, ..)| says == step);
        assert!(of_step().all(|(_, at, _)| *at == number), "{shown:#?}");
        // The full text, and for steps of a rollback its card.
        let least = if ["Stop", "Empty the scales", "Weigh again"].contains(step) { 2 } else { 1 };
        assert!(of_step().count() >= least, "{step}: {shown:#?}");
    }
}
