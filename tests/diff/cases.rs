//! Each folder with `old/` and `new/` is a case.

use std::path::PathBuf;

use serde_json::Value;

use crate::{project, tree};

fn cases() -> Vec<PathBuf> {
    let folder = tree::root().join("tests/diff");
    let entries = std::fs::read_dir(folder).expect("the cases").flatten().map(|entry| entry.path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.join("old").is_dir()).collect();
    cases.sort();
    assert!(cases.len() >= 6, "{cases:?}");
    cases
}

/// What `tminus diff ARGS` prints in the folder of a case.
#[track_caller]
fn printed(case: &PathBuf, args: &[&str]) -> String {
    let output = project::run_for(project::tminus().arg("diff").args(args).current_dir(case), 0);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn cases_are_told_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        for (file, args) in
            [("expected.txt", &["old", "new"][..]), ("expected.json", &["old", "new", "--format", "json"])]
        {
            let found = printed(&case, args);
            let path = case.join(file);
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&path, &found).expect("written");
                continue;
            }
            let want = std::fs::read_to_string(&path).unwrap_or_default();
            if want != found {
                let at = want.lines().zip(found.lines()).position(|(a, b)| a != b);
                let at = at.unwrap_or_else(|| want.lines().count().min(found.lines().count()));
                let line = |text: &str| text.lines().nth(at).unwrap_or("(end)").to_owned();
                let (want, have) = (line(&want), line(&found));
                wrong.push(format!("{}: line {}\n  - {want}\n  + {have}", path.display(), at + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "UPDATE=1 cargo test --test diff writes these anew:\n{}", wrong.join("\n"));
}

/// How many changes have a direction.
fn directions(json: &str, direction: &str) -> usize {
    let found: Value = serde_json::from_str(json).expect("JSON");
    let plans = found["plans"].as_array().expect("plans");
    let changes = plans.iter().flat_map(|plan| plan["changes"].as_array().expect("changes"));
    changes.filter(|change| change["direction"] == direction).count()
}

#[test]
fn the_way_back_tightens_what_the_way_there_loosened() {
    for case in cases() {
        let there = printed(&case, &["old", "new", "--format", "json"]);
        let back = printed(&case, &["new", "old", "--format", "json"]);
        for (one, other) in [("loosened", "tightened"), ("tightened", "loosened"), ("mixed", "mixed")] {
            let counts = (directions(&there, one), directions(&back, other));
            assert_eq!(counts.0, counts.1, "{}: {one} there, {other} back", case.display());
        }
    }
}

#[test]
fn nothing_differs_from_itself() {
    for case in cases() {
        for side in ["old", "new"] {
            let found = printed(&case, &[side, side, "--format", "json"]);
            let found: Value = serde_json::from_str(&found).expect("JSON");
            assert_eq!(found["plans"].as_array().map(Vec::len), Some(0), "{} {side}", case.display());
        }
    }
}

#[test]
fn the_example_plans_do_not_differ_from_themselves() {
    let own = tree::root();
    let output =
        project::run_for(project::tminus().args(["diff", ".", ".", "--exit-code"]).current_dir(own), 0);
    assert!(String::from_utf8_lossy(&output.stdout).contains("say the same"));
}
