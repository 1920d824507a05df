//! The facts of each plan stand in `tests/content/<plan>.txt`, one a line. `UPDATE=1` writes them anew.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{facts, plans, tree};

/// Lists whose members are kept in full: where they are and which of their keys count.
const KEPT: &[(&str, &str, &[&str])] = &[
    ("phase", "phases", &["title", "when", "duration"]),
    ("sign-off", "signoffs", &["role", "preconditions"]),
    (
        "severity",
        "escalation.severities",
        &["level", "label", "response_time", "update_frequency", "conditions"],
    ),
    ("contact", "contacts", &["group", "role", "name", "unfilled"]),
    ("template", "communication.templates", &["title", "placeholders"]),
    ("channel", "communication.channels", &["name"]),
    ("risk", "risks", &["title", "level", "probability", "impact"]),
    ("metric", "metrics", &["name", "target"]),
    ("alert", "alert_thresholds", &["level", "text"]),
    ("flag", "feature_flags", &["name", "default"]),
    ("setting", "env_vars", &["name"]),
    ("endpoint", "endpoints", &["path"]),
    ("rollback procedure", "rollback.procedures", &["title", "steps"]),
    ("contingency", "contingencies", &["title", "steps"]),
    ("scenario", "incidents.scenarios", &["title", "immediate", "recovery", "recovery_time"]),
    ("dependency", "dependencies", &["literal", "depends_on"]),
    ("timeline", "timelines", &["title", "rows", "time_zone"]),
];

/// The facts as lines.
fn lines(facts: &Value) -> Vec<String> {
    let mut lines = vec![format!("title: {}", shown(facts.get("title")))];
    lines.extend(facts::counts(facts).into_iter().map(|(name, count)| format!("{name}: {count}")));
    for (name, path, keys) in KEPT {
        for member in facts::list(facts, path) {
            let values: Vec<String> = keys.iter().map(|key| shown(member.get(key))).collect();
            lines.push(format!("{name} | {}", values.join(" | ")));
        }
    }
    lines
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "-".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(members)) => members.iter().map(|m| shown(Some(m))).collect::<Vec<_>>().join(", "),
        Some(other) => other.to_string(),
    }
}

#[test]
fn the_example_plans_keep_their_facts() {
    let folder = tree::root().join("tests/content");
    let mut wrong = Vec::new();
    for (name, path) in plans::own() {
        let found = lines(&facts::of(&path));
        let file = folder.join(format!("{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, found.join("\n") + "\n").expect("written");
            continue;
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let expected: Vec<&str> = expected.lines().collect();
        let (have, want): (BTreeSet<&str>, BTreeSet<&str>) =
            (found.iter().map(String::as_str).collect(), expected.iter().copied().collect());
        wrong.extend(want.difference(&have).map(|line| format!("{name} - {line}")));
        wrong.extend(have.difference(&want).map(|line| format!("{name} + {line}")));
        if found.len() != expected.len() && have == want {
            wrong.push(format!(
                "{name}: a fact is found {} times instead of {}",
                found.len(),
                expected.len()
            ));
        }
    }
    assert!(wrong.is_empty(), "facts lost (-) and invented (+):\n{}", wrong.join("\n"));
}

#[test]
fn every_file_of_facts_belongs_to_a_plan() {
    let names: Vec<String> = plans::own().into_iter().map(|(name, _)| name).collect();
    for (path, _) in tree::files("tests/content", &["txt"]) {
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        assert!(names.contains(&stem), "{}: no plan of that name in content/", path.display());
    }
}
