use super::*;

fn front(yaml: &str) -> Outcome<Front> {
    read(FileId(0), &format!("---\n{yaml}---\n# Body\n"))
}

fn codes(yaml: &str) -> Vec<&'static str> {
    front(yaml).diagnostics.iter().map(|d| d.code).collect()
}

/// The first finding: code, the text it underlines and its hints.
fn finding(yaml: &str) -> (&'static str, String, String) {
    let text = format!("---\n{yaml}---\n# Body\n");
    let outcome = read(FileId(0), &text);
    let d = outcome.diagnostics.first().unwrap_or_else(|| panic!("no finding for {yaml}"));
    let span = d.span.unwrap();
    (d.code, text[span.start as usize..span.end as usize].to_owned(), d.hints.join("; "))
}

#[test]
fn values_keep_their_text_character_for_character() {
    let yaml = "version: 1.10\ncode: SCN\nt_zero: 2025-10-28 10:00\ntags: [NO, yes, on, 1e5, 0x1F, 007]\n\
        systems: 1.10\ncontacts:\n  - role: Desk\n    phone: +61400000000\n    hours: 09:30\n    name: 0049301234\n";
    let outcome = front(yaml);
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    let m = outcome.value.matter;
    assert_eq!(m.version.as_deref(), Some("1.10"));
    assert_eq!(m.tags, ["NO", "yes", "on", "1e5", "0x1F", "007"]);
    assert_eq!(m.systems, ["1.10"]);
    let c = &m.contacts[0];
    assert_eq!((c.phone.as_deref(), c.hours.as_deref()), (Some("+61400000000"), Some("09:30")));
    assert_eq!(c.name.as_deref(), Some("0049301234"));
}

#[test]
fn nothing_is_nothing_in_every_spelling() {
    let outcome = front(
        "title: ~\nowners: null\ntags:\ncontacts: []\nsummary: ''\nversion: \"null\"\napprovers: [A, ~]\n",
    );
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    let m = outcome.value.matter;
    assert_eq!((m.title, m.summary.as_deref(), m.version.as_deref()), (None, Some(""), Some("null")));
    assert!(m.owners.is_empty() && m.tags.is_empty());
    assert_eq!(m.approvers, ["A"]);
}

#[test]
fn places_point_at_values_and_keys() {
    let text = "---\ntitle: Größe\ncontacts:\n  - role: A\n    phone: '1'\n---\n";
    let m = read(FileId(0), text).value.matter;
    let at = |span: &Span| &text[span.start as usize..span.end as usize];
    assert_eq!(at(&m.places["title"]), "Größe");
    assert_eq!(at(&m.places["contacts.0.phone"]), "'1'");
    assert_eq!(at(&m.keys["contacts.0.phone"]), "phone");
}

#[test]
fn keys_are_held_against_the_table() {
    assert_eq!(finding("onwer: A\n"), ("unknown-key", "onwer".into(), "did you mean `owners`?".into()));
    assert_eq!(finding("owner: A\n").2, "did you mean `owners`?");
    assert_eq!(finding("contacts:\n  - role: A\n    fone: 1\n").2, "did you mean `phone`?");
    assert_eq!(finding("title: A\nid: x\ntitle: B\n").0, "duplicate-key");
    assert_eq!(front("title: A\nid: x\ntitle: B\n").diagnostics[0].labels.len(), 1);
    assert_eq!(finding("contacts:\n  - phone: 1\n").0, "missing-key");
    assert_eq!(finding("title: [WIP] Plan\n").0, "front-matter-syntax");
    assert_eq!(finding("title: [WIP]\n").0, "wrong-type");
    assert_eq!(finding("tags:\n  a: b\n").0, "wrong-type");
    assert_eq!(finding("title: Plan: part 2\n").2, "put a value that holds `: ` in quotes");
}

#[test]
fn the_rest_of_yaml_is_refused_where_it_stands() {
    assert_eq!(
        finding("title: &a X\nsummary: *a\n"),
        ("yaml-anchor", "&a".into(), finding("title: &a X\nsummary: *a\n").2)
    );
    assert_eq!(finding("title: *missing\n").0, "yaml-anchor");
    assert_eq!(finding("title: !include x\n").1, "!include");
    assert_eq!(finding("title: !!str x\n").0, "yaml-tag");
    assert_eq!(finding("<<: {title: x}\n").0, "yaml-merge-key");
    assert_eq!(
        finding("owners:\n\t- A\n"),
        ("tab-indentation", "\t".into(), "replace the tab by two blanks".into())
    );
    assert_eq!(finding("id: x\n? [a]\n: b\n").0, "yaml-key");
    assert_eq!(finding("a: &a [*a]\n").0, "yaml-anchor");
}

#[test]
fn deep_and_exploding_yaml_is_refused_at_once() {
    let deep = format!("title: {}\n", "[".repeat(10_000));
    assert_eq!(codes(&deep), ["front-matter-too-deep"]);
    let deep_blocks: String = (0..300).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    assert_eq!(codes(&deep_blocks), ["front-matter-too-deep"]);
    let mut bomb = "a: &a [x]\n".to_owned();
    for level in 1..10u8 {
        let (name, inner) = (char::from(b'a' + level), char::from(b'a' + level - 1));
        bomb.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{inner}"); 9].join(", ")));
    }
    assert_eq!(codes(&bomb), ["yaml-anchor"]);
}

#[test]
fn values_are_checked_by_kind() {
    for (yaml, code) in [
        ("date: 2026-02-30\n", "not-a-date"),
        ("date: 26-01-05\n", "not-a-date"),
        ("review_by: 5 Jan 2026\n", "not-a-date"),
        ("t_zero: 2026-01-05 25:61\n", "not-a-moment"),
        ("time_zone: AEST\n", "unknown-time-zone"),
        ("t_zero: 2025-03-30 02:30\ntime_zone: Europe/Berlin\n", "time-in-gap"),
        ("t_zero: 2025-10-26 02:30\ntime_zone: Europe/Berlin\n", "time-twice"),
        ("status: aproved\n", "unknown-word"),
        ("kind: golive\n", "unknown-word"),
        ("code: chs\n", "not-a-code"),
        ("draft: maybe\n", "wrong-type"),
    ] {
        assert_eq!(finding(yaml).0, code, "{yaml}");
    }
    assert!(finding("date: 2026-02-30\n").2.contains("28 days"));
    assert!(finding("kind: golive\n").2.contains("go-live"));
}

#[test]
fn all_problems_come_together() {
    assert_eq!(
        codes("onwer: A\ncode: x\ndate: soon\nstatus: ready\n"),
        ["unknown-key", "not-a-code", "not-a-date", "unknown-word"]
    );
}
