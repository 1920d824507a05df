//! What `tminus facts` prints, and what tests ask of it.

#![allow(dead_code, reason = "each test binary takes what it needs")]

use std::path::Path;

use serde_json::Value;

use crate::project;

/// The facts of one plan.
#[track_caller]
pub fn of(plan: &Path) -> Value {
    let output = project::run_for(project::tminus().args(["facts", "--format", "json"]).arg(plan), 0);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{}: {e}", plan.display()))
}

/// The list at `path` (`gates.go_no_go`); empty where there is none.
pub fn list<'a>(facts: &'a Value, path: &str) -> &'a [Value] {
    let found = path.split('.').try_fold(facts, |value, key| value.get(key));
    found.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// How many there are of each kind; nested lists are counted through.
pub fn counts(facts: &Value) -> Vec<(&'static str, usize)> {
    let inner = |outer: &str, key: &str| list(facts, outer).iter().map(|v| list(v, key).len()).sum();
    let number = |path: &str| facts.get(path).and_then(Value::as_u64).unwrap_or(0) as usize;
    let mut counts = vec![
        ("tasks", number("total_items")),
        ("tasks done", number("checked_items")),
        ("stages", inner("phases", "stages")),
        ("groups of tasks", inner("checklists", "groups")),
        ("go criteria", inner("gates.go_no_go", "go")),
        ("no-go criteria", inner("gates.go_no_go", "no_go")),
        ("choices", inner("options", "choices")),
    ];
    counts.extend(LISTS.iter().map(|(name, path)| (*name, list(facts, path).len())));
    counts
}

const LISTS: &[(&str, &str)] = &[
    ("phases", "phases"),
    ("checklists", "checklists"),
    ("rollback points", "gates.rollback_points"),
    ("success criteria", "gates.success_criteria"),
    ("rollback triggers", "rollback.triggers"),
    ("rollback procedures", "rollback.procedures"),
    ("contingencies", "contingencies"),
    ("procedures", "procedures"),
    ("sign-offs", "signoffs"),
    ("severities", "escalation.severities"),
    ("scenarios", "incidents.scenarios"),
    ("contacts", "contacts"),
    ("templates", "communication.templates"),
    ("schedule", "communication.schedule"),
    ("channels", "communication.channels"),
    ("risks", "risks"),
    ("metrics", "metrics"),
    ("alert thresholds", "alert_thresholds"),
    ("settings", "env_vars"),
    ("undefined settings", "env_vars_used_undefined"),
    ("feature flags", "feature_flags"),
    ("endpoints", "endpoints"),
    ("timelines", "timelines"),
    ("dependencies", "dependencies"),
    ("decision trees", "decision_trees"),
    ("possible secrets", "possible_secrets"),
];
