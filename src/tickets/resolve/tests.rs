use super::*;
use crate::tickets::find::Base;

fn item(code: &str, words: &str, address: &str) -> Item {
    let (path, fragment) = address.split_once('#').map_or((address, None), |(p, f)| (p, Some(f.to_owned())));
    Item {
        code: code.to_owned(),
        kind: "task",
        plan: code.split('-').next().unwrap_or("").to_owned(),
        plan_title: "Customer desk".to_owned(),
        words: words.to_owned(),
        id: None,
        line: 1,
        address: Address { path: path.to_owned(), fragment },
        permalink: Address::root(&format!("t/{code}/index.html")),
        also: Vec::new(),
        former: Vec::new(),
        born: false,
    }
}

fn tomb(code: &str, words: &str, to: Option<&str>) -> Tomb {
    Tomb {
        code: code.to_owned(),
        kind: "task",
        plan: "CRM".to_owned(),
        words: words.to_owned(),
        to: to.map(str::to_owned),
        on: "2026-05-04".to_owned(),
        why: "the old queue is gone".to_owned(),
        former: vec![Address::root("crm/text.html").at(crate::markdown::slug(words))],
    }
}

/// What is said of one address in a small site.
fn said(text: &str) -> String {
    let mut ring = item("CRM-7F3K", "Ring the bell twice", "crm/checklist.html#CRM-7F3K");
    ring.former = vec![Address::root("crm/text.html").at("ring-once"), Address::root("desk/index.html")];
    let items = vec![item("CRM", "Customer desk", "crm/index.html"), ring];
    let tombs = vec![
        tomb("CRM-9A2C", "Drain the queue", Some("CRM-AAAA")),
        tomb("CRM-AAAA", "Stop", Some("CRM-7F3K")),
    ];
    let catalogue = Catalogue::new(items, tombs, &[("DSK-2222".to_owned(), "CRM-7F3K".to_owned())]);
    let mut published = Published::default();
    let forward = "<meta http-equiv=\"refresh\" content=\"0\">";
    for (path, html) in [
        ("index.html", ""),
        ("crm/index.html", "<p id=\"now\">"),
        (
            "crm/text.html",
            "<p id=\"L1\"><p id=\"ring-once\"><p id=\"ring-the-bell-twice\"><p id=\"drain-the-queue\">",
        ),
        ("crm/checklist.html", "<p id=\"CRM-7F3K\">"),
        ("desk/index.html", forward),
        ("t/CRM-7F3K/index.html", forward),
        ("t/crm-7f3k/index.html", forward),
        ("t/CRM-9A2C/index.html", ""),
        ("links.json", ""),
        ("old/a.html", "<meta http-equiv=refresh content='0; url=../crm/text.html'>"),
    ] {
        published.add(path, html.as_bytes());
    }
    let bases = ["https://r.example/", "https://old.example/ops/"].iter().filter_map(|b| Base::parse(b));
    let finder = Finder::new(bases.collect(), true);
    let judge = Judge::new(&finder, &catalogue, &published);
    let mentions = finder.find(text);
    assert_eq!(mentions.len(), 1, "{text}");
    match judge.judge(&mentions[0].wanted) {
        Verdict::Moved { why, to } => format!("moved: {why} -> {}", to.url),
        Verdict::Dead { why, to } => format!("dead: {why} -> {}", to.map_or("-".to_owned(), |to| to.url)),
        other => format!("{other:?}"),
    }
}

#[test]
fn pages_places_and_permalinks_live() {
    for text in [
        "https://r.example",
        "https://r.example/crm",
        "https://r.example/crm/index.html#now",
        "https://r.example/crm/text.html#top",
        "https://r.example/t/CRM-7F3K",
        "https://r.example/t/crm-7f3k/#comment-1",
        "https://r.example/links.json",
        "/t/CRM-7F3K/",
        "CRM-7F3K",
    ] {
        assert_eq!(said(text), "Living", "{text}");
    }
    assert_eq!(said("/t/FORUM-7F3K/12"), "Foreign");
    assert_eq!(said("https://r.example/t/{{ $labels.code }}/"), "Open");
}

#[test]
fn the_dead_are_named_with_what_lives_on() {
    let heir = "https://r.example/t/CRM-7F3K/";
    let gone = "task CRM-9A2C (\"Drain the queue\") was taken out on 2026-05-04: the old queue is gone";
    for text in ["https://r.example/t/crm-9a2c/", "CRM-9A2C", "https://r.example/crm/gone.html#CRM-9A2C"] {
        assert_eq!(said(text), format!("dead: {gone} -> {heir}"), "{text}");
    }
    assert_eq!(
        said("https://r.example/crm/gone.html#CRM-7F3K"),
        format!("dead: there is no page `crm/gone.html` -> {heir}")
    );
    assert_eq!(said("/t/CRM-9A2C/"), format!("dead: {gone} -> {heir}"));
    assert_eq!(said("https://r.example/crm/text.html#CRM-9A2C"), format!("dead: {gone} -> {heir}"));
    assert!(said("https://r.example/crm/text.html#drain-the-queue").starts_with("dead: task CRM-9A2C "));
    assert_eq!(
        said("https://r.example/crm/text.html#bell-ring-twice"),
        format!("dead: `crm/text.html` has no place `#bell-ring-twice` -> {heir}")
    );
    assert_eq!(
        said("https://r.example/crm/chekclist.html"),
        "dead: there is no page `crm/chekclist.html` -> https://r.example/crm/checklist.html"
    );
    assert_eq!(said("https://r.example/t/CRM-2222/"), "dead: there is no code `CRM-2222` -> -");
    assert_eq!(
        said("https://r.example/t/Crm-7F3k/"),
        format!("dead: no page is published for `Crm-7F3k` in this spelling -> {heir}")
    );
    assert_eq!(
        said("https://r.example/none/{{ $x }}/"),
        "dead: nothing is published that fits `none/…` -> -"
    );
}

#[test]
fn former_addresses_work_and_are_noted() {
    let now = "https://r.example/t/CRM-7F3K/";
    assert_eq!(
        said("https://r.example/crm/text.html#ring-once"),
        format!("moved: it is a former address of task CRM-7F3K -> {now}")
    );
    assert_eq!(
        said("https://r.example/desk/#x"),
        format!("moved: it is a former address of task CRM-7F3K -> {now}")
    );
    assert_eq!(
        said("http://old.example/ops/crm/"),
        "moved: `old.example` is a former address of the site -> https://r.example/crm/"
    );
    assert_eq!(
        said("https://r.example/old/a.html#L1"),
        "moved: `old/a.html` only sends on to another page -> https://r.example/crm/text.html#L1"
    );
    assert_eq!(
        said("https://r.example/crm/checklist#CRM-7F3K"),
        "moved: only some servers add the ending of `crm/checklist.html` -> https://r.example/crm/checklist.html#CRM-7F3K"
    );
}
