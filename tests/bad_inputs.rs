//! Bad input: one clear error each, with its place, and nothing else happens.
//!
//! A case is a folder in `bad_inputs/` that can be built by hand; `expected.txt` in it holds the command, the exit code
//! and the words to the letter. `UPDATE=1 cargo test --test bad_inputs` rewrites them. Inputs that are too large, or
//! that no editor would keep, are made in `bad_inputs/made.rs`. Names begin with the number of the case.

#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

#[path = "bad_inputs/hostile.rs"]
mod hostile;
#[path = "bad_inputs/made.rs"]
mod made;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

const EXPECTED: &str = "expected.txt";

/// The folders of the cases, sorted.
fn cases() -> Vec<PathBuf> {
    let folder = tree::root().join("tests/bad_inputs");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the cases")
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.is_dir())
        .collect();
    cases.sort();
    cases
}

/// Copies a case, without what is expected of it.
fn copy(files: &BTreeMap<String, Vec<u8>>, to: &Path) {
    for (name, bytes) in files.iter().filter(|(name, _)| *name != EXPECTED) {
        let path = to.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
}

/// Runs `tminus` with the words of `line` in `dir`; gives what a person saw.
fn seen(line: &str, dir: &Path) -> (i32, String) {
    let mut command: Command = project::tminus();
    let output = command.args(line.split_whitespace()).current_dir(dir).output().expect("the binary runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), said(&output.stdout) + &said(&output.stderr))
}

/// What was said without the findings of the checks and without the counts: those change with each new rule, and
/// are tested beside the rules.
fn without_checks(text: &str) -> String {
    let of_checks = |block: &&str| {
        tminus::check::RULES.iter().any(|r| block.starts_with(&format!("warning[{}]", r.code)))
    };
    let count = |block: &&str| {
        block.trim_end().split(", ").all(|part| {
            part.split_once(' ').is_some_and(|(n, what)| {
                n.parse::<u32>().is_ok() && matches!(what.trim_end_matches('s'), "error" | "warning" | "note")
            })
        })
    };
    let kept: Vec<&str> = text.split("\n\n").filter(|block| !of_checks(block) && !count(block)).collect();
    kept.join("\n\n").trim_end().to_owned() + "\n"
}

#[test]
fn every_case_ends_as_expected() {
    let update = std::env::var_os("UPDATE").is_some();
    let cases = cases();
    assert!(cases.len() > 20, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let files = project::files(&case);
        let expected =
            files.get(EXPECTED).map_or_else(String::new, |b| String::from_utf8_lossy(b).into_owned());
        let line =
            expected.lines().next().and_then(|l| l.strip_prefix("$ tminus ")).unwrap_or("build").to_owned();
        let temp = tempfile::tempdir().expect("a folder");
        copy(&files, temp.path());
        let before = project::files(temp.path());
        let (code, text) = seen(&line, temp.path());
        let got = format!("$ tminus {line}\nexit {code}\n\n{}", without_checks(&text));
        if code != 0 && project::files(temp.path()) != before {
            wrong.push(format!("{}: files were changed or left behind", case.display()));
        }
        if update {
            std::fs::write(case.join(EXPECTED), got).expect("written");
        } else if got != expected {
            wrong.push(format!("{}:\n--- expected\n{expected}\n--- got\n{got}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
