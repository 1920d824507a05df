//! Links that are in use elsewhere, and links to be pasted: what a person sees, to the letter.
//!
//! `links_in/site` is a project that was built, changed and built again: things were renamed and taken out. Each other
//! folder is a case with what it reads; `expected.txt` in it holds the command, the exit code and the words.
//! `UPDATE=1 cargo test --test links_in` rewrites them.

#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

#[path = "links_in/large.rs"]
mod large;
#[path = "links_in/spellings.rs"]
mod spellings;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;

const EXPECTED: &str = "expected.txt";

/// Puts the project and the files of a case into `to`.
fn copy(files: &BTreeMap<String, Vec<u8>>, to: &Path) {
    for (name, bytes) in files.iter().filter(|(name, _)| *name != EXPECTED) {
        let path = to.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
}

/// The project of all cases in a fresh folder.
fn site() -> tempfile::TempDir {
    let temp = tempfile::tempdir().expect("a folder");
    copy(&project::files(&tree::root().join("tests/links_in/site")), temp.path());
    temp
}

/// Runs `tminus` with the words of `line` in `dir`; behind `<` stands what it reads.
fn seen(line: &str, dir: &Path) -> String {
    let (words, input) = line.split_once(" < ").map_or((line, None), |(words, file)| (words, Some(file)));
    let words = words.split_whitespace().map(|word| word.replace('_', " "));
    let mut command = project::tminus();
    let input = input.map_or(Stdio::null(), |file| File::open(dir.join(file)).expect("the input").into());
    let output = command.args(words).current_dir(dir).stdin(input).output().expect("the binary runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code().unwrap_or(-1);
    let text = said(&output.stdout) + &said(&output.stderr);
    format!("$ tminus {line}\nexit {code}\n\n{}\n", text.trim_end())
}

fn cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(tree::root().join("tests/links_in")).expect("the cases").flatten();
    let folders = entries.map(|e| e.path()).filter(|path| path.is_dir() && !path.ends_with("site"));
    let mut cases: Vec<PathBuf> = folders.collect();
    cases.sort();
    cases
}

#[test]
fn every_case_ends_as_expected() {
    let update = std::env::var_os("UPDATE").is_some();
    let cases = cases();
    assert!(cases.len() > 10, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let files = project::files(&case);
        let expected =
            files.get(EXPECTED).map_or_else(String::new, |b| String::from_utf8_lossy(b).into_owned());
        let temp = site();
        copy(&files, temp.path());
        let before = project::files(temp.path());
        let lines = expected.lines().filter_map(|line| line.strip_prefix("$ tminus "));
        let got: Vec<String> = lines.map(|line| seen(line, temp.path())).collect();
        let got = got.join("\n");
        if project::files(temp.path()) != before {
            wrong.push(format!("{}: files were changed or left behind", case.display()));
        }
        if update {
            std::fs::write(case.join(EXPECTED), &got).expect("written");
        } else if got != expected || got.is_empty() {
            wrong.push(format!("{}:\n--- expected\n{expected}\n--- got\n{got}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_project_of_the_cases_is_settled() {
    let temp = site();
    let out = temp.path().join("out");
    project::run_for(project::tminus().arg("build").arg(temp.path()).arg("--locked").arg("-d").arg(out), 0);
}

#[test]
fn the_snippet_for_monitoring_has_no_finding() {
    let temp = site();
    let rules = project::run_for(project::tminus().args(["link", "--alerts"]).arg(temp.path()), 0).stdout;
    assert_eq!(String::from_utf8_lossy(&rules).matches("runbook_url").count(), 2);
    let file = temp.path().join("alerts.rules.yml");
    std::fs::write(&file, rules).expect("written");
    let mut check = project::tminus();
    let output = project::run_for(check.arg("check").arg(temp.path()).arg("--links-in").arg(file), 0);
    assert!(output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn indexes_lead_to_pages_that_are_there() {
    let temp = site();
    let (_keep, out) = project::build(temp.path());
    for (index, lists) in [("links.json", vec!["plans", "tombstones"]), ("alerts.json", vec!["alerts"])] {
        let text = std::fs::read_to_string(out.join(index)).expect("the index");
        let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(
            (&json["format"], &json["base_url"]),
            (&1.into(), &"https://runbooks.example/ops/".into())
        );
        for list in lists {
            assert!(!json[list].as_array().expect("a list").is_empty(), "{index}: {list}");
        }
        for address in addresses(&json) {
            let path = address.split('#').next().unwrap_or("");
            let file = if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
            assert!(out.join(&file).exists(), "{index}: {address}");
        }
    }
}

/// Every `address` and `permalink` of an index.
fn addresses(json: &serde_json::Value) -> Vec<String> {
    match json {
        serde_json::Value::Array(list) => list.iter().flat_map(addresses).collect(),
        serde_json::Value::Object(fields) => {
            let own = ["address", "permalink"].iter().filter_map(|key| fields.get(*key)?.as_str());
            own.map(str::to_owned).chain(fields.values().flat_map(addresses)).collect()
        }
        _ => Vec::new(),
    }
}
