use crate::plan::Timeline;
use crate::recognise::testing::plan;

fn only(markdown: &str) -> Timeline {
    let mut found = plan(markdown).timelines;
    assert_eq!(found.len(), 1, "{markdown}: {found:?}");
    found.remove(0)
}

#[test]
fn headings_with_times() {
    let found = only(
        "# M\n\n## Day of days (T-0)\n### Freeze (09:00 CET)\na\n### Copy (10:00 CET)\nb\n### Tidy\nc\n",
    );
    assert_eq!((found.rows, found.time_zone.as_deref(), found.place.line), (2, Some("CET"), 3));
    let found = only("# M\n\n## Plan\n### Week -2: A\na\n### Week -1: B\nb\n");
    assert_eq!(found.row_phase, [Some("week-2".to_owned()), Some("week-1".to_owned())]);
}

#[test]
fn tables_with_a_column_of_times() {
    for head in ["Time (CET)", "Date", "Duration", "When", "Zeit", "Start", "Offset"] {
        let text = format!(
            "# M\n\n**Run sheet:**\n\n| {head} | What |\n|---|---|\n| T-2 h | stop |\n| T-1 h | copy |\n"
        );
        let text =
            if head == "Duration" { text.replace("T-2 h", "2 h").replace("T-1 h", "1 h") } else { text };
        let found = only(&text);
        assert_eq!((found.rows, found.title.as_str(), found.place.line), (2, "Run sheet", 3), "{head}");
        assert_eq!(found.texts[0].0, "stop");
    }
}

#[test]
fn lists_fences_and_spans() {
    assert_eq!(only("# M\n\n## Day\n- **9:00 AM:** stop\n- **10:00 AM:** copy\n").rows, 2);
    assert_eq!(only("# M\n\n**Day**:\n- 08:00-09:00: stop\n- 09:00-10:00: copy\n").place.line, 3);
    assert_eq!(only("# M\n\n```\nDay 1: one\nDay 2: two\n  more\n```\n").rows, 2);
    assert_eq!(only("# M\n\n1. **Alert**\n2. **Look (0-5 min)**\n3. **Act (5-15 min)**\n").rows, 3);
}

#[test]
fn what_is_no_timeline() {
    for text in [
        "# M\n\n| Role | Signature | Date |\n|---|---|---|\n| CTO | | 2026-01-01 |\n",
        "# M\n\n| Version | Date | Change |\n|---|---|---|\n| 1 | 2026-01-01 | first |\n",
        "# M\n\n| Level | Response time |\n|---|---|\n| P0 | 15 min |\n",
        "# M\n\n| Test | Date |\n|---|---|\n| A | |\n",
        "# M\n\n- [ ] 9:00 stop\n- [ ] 10:00 copy\n",
        "# M\n\n1. Copy (10 min)\n2. Look (5 min)\n",
        "# M\n\n- daily: look\n- weekly: sweep\n",
        "# M\n\n```bash\n10:00 a\n11:00 b\n```\n",
    ] {
        assert!(plan(text).timelines.is_empty(), "{text}");
    }
}

#[test]
fn what_recurs() {
    let text = "# M\n\n## Checks (every 5 minutes)\n- **Weekly:** sweep the logs\n- look at the queue every 2 hours.\n- each person signs\n";
    let found: Vec<_> = plan(text).cadences.into_iter().map(|c| (c.what, c.frequency)).collect();
    let want =
        [("Checks", "every 5 minutes"), ("sweep the logs", "Weekly"), ("look at the queue", "every 2 hours")];
    assert_eq!(found, want.map(|(a, b)| (a.to_owned(), b.to_owned())));
}
