use crate::plan::Phase;
use crate::recognise::testing::plan;

fn titles(markdown: &str) -> Vec<String> {
    plan(markdown).phases.into_iter().map(|p| p.title).collect()
}

fn only(markdown: &str) -> Phase {
    let mut phases = plan(markdown).phases;
    assert_eq!(phases.len(), 1, "{markdown}: {phases:?}");
    phases.remove(0)
}

#[test]
fn phases_take_time_duration_and_stages() {
    let phase = only(
        "# Move\n\n## Phase 1: Copy (Day -2)\n**Duration:** 2 hours\n\n### 1.1 Stop writes\n**Time:** 10:00 PM CET\n\n### 1.2 Dump (30 min)\n\n### Day 2 (Watch)\n",
    );
    assert_eq!((phase.slug.as_str(), phase.title.as_str()), ("phase-1", "Copy"));
    assert_eq!((phase.when.as_deref(), phase.duration.as_deref()), (Some("Day -2"), Some("2 hours")));
    assert_eq!(phase.offset_days, Some([-2, -2]));
    let stages: Vec<_> = phase.stages.iter().map(|s| (s.title.as_str(), s.when.as_deref())).collect();
    assert_eq!(stages, [("Stop writes", Some("10:00 PM CET")), ("Dump", None), ("Watch", Some("Day 2"))]);
    assert_eq!(phase.stages[0].time_24h.as_deref(), Some("22:00"));
    assert_eq!(phase.stages[1].duration.as_deref(), Some("30 min"));
}

#[test]
fn every_dress_of_a_phase() {
    for heading in [
        "Phase 1: Copy",
        "PHASE I – Copy",
        "T-7 days: Copy",
        "T-24h: Copy",
        "J-1 : Copy",
        "D+3 - Copy",
        "H-2 à H-0 : Copy",
        "Week 1: Copy",
        "1. Copy (T-7)",
        "Copy (Jour J)",
        "フェーズ1：Copy",
        "第一阶段：Copy",
        "Schritt 1 - Copy",
        "48 hours before: Copy",
        "Copy: first 24 hours",
    ] {
        assert_eq!(only(&format!("# Move\n\n## {heading}\ntext\n")).title, "Copy", "{heading}");
    }
}

#[test]
fn clock_times_and_run_on_titles_need_company() {
    assert_eq!(titles("# M\n\n## 09:00 - Stop\na\n\n## 10:00 - Copy\nb\n"), ["Stop", "Copy"]);
    assert!(titles("# M\n\n## 09:00 - Stop\na\n\n## Copy\nb\n").is_empty());
    assert_eq!(titles("# M\n\n## Week 1 Build\na\n\n## Week 2 Test\nb\n"), ["Build", "Test"]);
    assert!(titles("# M\n\n## Week 1 Build\na\n").is_empty());
}

#[test]
fn what_only_looks_like_a_phase() {
    for text in [
        "# M\n\n## Severity levels\n### P1 - High (within 30 minutes)\na\n",
        "# M\n\n## Escalation path\n### Step 1: Call (0-5 minutes)\na\n### Step 2: Call again (5-10 minutes)\nb\n",
        "# M\n\n## Communication plan\n### T-7 days: Mail\na\n### Launch news (Day 0)\nb\n",
        "# M\n\n## Risks\n### Week 1: Rain\na\n",
        "# M\n\n## Next phases\n### Phase 2: Shops\na\n### Phase 3: World\nb\n",
        "# M\n\n## Rollback\n### T+5 min: Stop\na\n### Step 1: Stop\nb\n",
        "# M\n\n## Success metrics\n### Week 1 goals\na\n### Week 2 goals\nb\n",
        "# M\n\n## 5. Phase 9 - last\na\n",
        "# M\n\n## Contents\n- Phase 1: Copy\n",
        "# M\n\n## Watch closely (24-48h)\na\n",
    ] {
        assert!(titles(text).is_empty(), "{text}: {:?}", titles(text));
    }
}

#[test]
fn a_summary_of_the_same_phases_does_not_double_them() {
    let text = "# M\n\n## Phase 1: Copy the data\na\n\n## Phase 2: Switch users\nb\n\n## Summary\n### Phase 1 (data)\nc\n### Phase 2\nd\n";
    assert_eq!(titles(text), ["Copy the data", "Switch users"]);
    let text =
        "# M\n\n## Phase 1: Copy the data\na\n\n## Summary\n### Step 1: Data\nc\n### Step 2: Users\nd\n";
    assert_eq!(titles(text), ["Copy the data"]);
}

#[test]
fn spans_beside_one_from_nothing_are_times() {
    let phases =
        plan("# M\n\n## Phase 1: See (0-15 minutes)\na\n\n## Phase 2: Act (15-60 minutes)\nb\n").phases;
    assert_eq!(phases[1].when.as_deref(), Some("15-60 minutes"));
    let phases = plan("# M\n\n## Phase 1: See (1-2 hours)\na\n").phases;
    assert_eq!((phases[0].when.as_deref(), phases[0].duration.as_deref()), (None, Some("1-2 hours")));
}

#[test]
fn a_table_fills_in_what_headings_leave_out() {
    let text = "# M\n\n## Phase 1: Copy data\na\n\n## Phase 2: Train people\nb\n\n## Schedule\n\n| Phase | Work | Duration | Timeline |\n|---|---|---|---|\n| 1 | Data copy | 2 hours | May 3, 10:00 |\n| 9 | People training | 1 hour | May 4 |\n| 3 | Something else | 9 hours | May 5 |\n";
    let phases = plan(text).phases;
    assert_eq!(phases.len(), 2);
    assert_eq!(
        (phases[0].when.as_deref(), phases[0].duration.as_deref()),
        (Some("May 3, 10:00"), Some("2 hours"))
    );
    assert_eq!(phases[1].duration.as_deref(), Some("1 hour"));
}

#[test]
fn a_table_of_phases_stands_for_headings() {
    let text = "# M\n\n## Schedule\n\n| Phase | Activity | Owner | Time |\n|---|---|---|---|\n| Prepare | copy | Ana | T-2 |\n| Prepare | check | Bo | T-1 |\n| Switch | go | Cy | T-0 |\n";
    let phases = plan(text).phases;
    let found: Vec<_> = phases.iter().map(|p| (p.title.as_str(), p.when.as_deref())).collect();
    assert_eq!(found, [("Prepare", Some("T-2")), ("Switch", Some("T-0"))]);
}

#[test]
fn tracks_are_the_headings_above() {
    let found = plan("# M\n\n## Fast way\n### Step 1: A\na\n### Step 2: B\nb\n\n## Phase 1: C\nc\n");
    assert_eq!(found.tracks.len(), 1);
    assert_eq!(found.tracks[0].phases, ["step-1", "step-2"]);
    assert_eq!(found.phases[2].group, None);
}
