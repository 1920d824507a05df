//! Bad input: one clear error each, with its place, and nothing else happens.
//!
//! A case is a folder in `bad_inputs/` that can be built by hand; `expected.txt` in it holds the command, the exit code
//! and the words to the letter. Files that git or an editor would not keep (bytes, pipes, links, sizes, names) are made
//! by the script `make` in the folder. `site.txt` says what the site must hold. `UPDATE=1 cargo test --test bad_inputs`
//! rewrites what is expected. Names begin with the number of the case; `bad_inputs/README.md` lists all of them.

#[path = "support/html.rs"]
mod html;
#[path = "support/project.rs"]
mod project;
#[allow(dead_code, reason = "shared with the tests of the server")]
#[path = "serve/server.rs"]
mod server;
#[path = "support/tree.rs"]
mod tree;

#[path = "bad_inputs/clock.rs"]
mod clock;
#[path = "bad_inputs/hostile.rs"]
mod hostile;
#[path = "bad_inputs/index.rs"]
mod index;
#[path = "bad_inputs/made.rs"]
mod made;
#[path = "bad_inputs/markup.rs"]
mod markup;
#[path = "bad_inputs/served.rs"]
mod served;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

const EXPECTED: &str = "expected.txt";

/// Makes what cannot be kept as a file; run by `sh` in the folder of the case.
const MAKE: &str = "make";

/// What the site must hold: `PATH has WORDS`, `PATH lacks WORDS`, `PATH is there`, `PATH is not there`; `*` is any file.
const SITE: &str = "site.txt";

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

/// Copies a case, without what is expected of it, and makes what is to be made.
fn copy(case: &Path, to: &Path) {
    let apart = [EXPECTED, MAKE, SITE];
    for (name, bytes) in project::files(case).iter().filter(|(name, _)| !apart.contains(&name.as_str())) {
        let path = to.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
    if case.join(MAKE).exists() {
        let made = Command::new("sh").arg(case.join(MAKE)).current_dir(to).status();
        assert!(made.expect("sh").success(), "{}", case.display());
    }
}

/// The words of an `expected.txt`.
fn expected(case: &Path) -> String {
    std::fs::read_to_string(case.join(EXPECTED)).unwrap_or_default()
}

/// The command of a case, as it is typed behind `tminus`.
fn command_of(expected: &str) -> &str {
    expected.lines().next().and_then(|line| line.strip_prefix("$ tminus ")).unwrap_or("build --format people")
}

/// All that lies below `root`, links, pipes and sockets by their kind alone: whoever opens a pipe waits for ever.
fn lying(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let (path, kind) = (entry.path(), entry.file_type().expect("a kind"));
            let what = match () {
                () if kind.is_file() => std::fs::read(&path).expect("readable"),
                () => format!("{kind:?}").into_bytes(),
            };
            if kind.is_dir() {
                folders.push(path.clone());
            }
            found.insert(path, what);
        }
    }
    found
}

/// What is wrong with the site in `book` by the lines of `site.txt`.
fn wrong_in_site(lines: &str, book: &Path) -> Vec<String> {
    let site = if book.exists() { project::files(book) } else { BTreeMap::new() };
    let text = |path: &str| site.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let anywhere = |words: &str| site.keys().any(|path| text(path).is_some_and(|t| t.contains(words)));
    let holds = |path: &str, words: &str| match path {
        "*" => anywhere(words),
        path => text(path).is_some_and(|text| text.contains(words)),
    };
    let mut wrong = Vec::new();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let right = match line.split_once(" is ") {
            Some((path, "there")) => site.contains_key(path),
            Some((path, "not there")) => !site.contains_key(path),
            _ => match (line.split_once(" has "), line.split_once(" lacks ")) {
                (Some((path, words)), None) => holds(path, words),
                (None, Some((path, words))) => {
                    (path == "*" || site.contains_key(path)) && !holds(path, words)
                }
                _ => false,
            },
        };
        if !right {
            wrong.push(line.to_owned());
        }
    }
    wrong
}

/// Runs `tminus` with the words of `line` in `dir`; gives what a person saw.
fn seen(line: &str, dir: &Path) -> (i32, String) {
    let mut command: Command = project::tminus();
    let output = command.args(line.split_whitespace()).current_dir(dir).output().expect("the binary runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), said(&output.stdout) + &said(&output.stderr))
}

/// What was said without the counts, and without what every small plan lacks: that is tested beside the rules.
fn without_checks(text: &str) -> String {
    let small = ["warning[missing-metadata]", "warning[no-front-matter]"];
    let of_small = |block: &&str| small.iter().any(|found| block.starts_with(found));
    let count = |block: &&str| {
        block.trim_end().split(", ").all(|part| {
            part.split_once(' ').is_some_and(|(n, what)| {
                n.parse::<u32>().is_ok() && matches!(what.trim_end_matches('s'), "error" | "warning" | "note")
            })
        })
    };
    let kept: Vec<&str> = text.split("\n\n").filter(|block| !of_small(block) && !count(block)).collect();
    kept.join("\n\n").trim_end().to_owned() + "\n"
}

#[test]
fn every_case_ends_as_expected() {
    let update = std::env::var_os("UPDATE").is_some();
    let cases = cases();
    assert!(cases.len() > 90, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let expected = expected(&case);
        let line = command_of(&expected).to_owned();
        let temp = tempfile::tempdir().expect("a folder");
        copy(&case, temp.path());
        let before = lying(temp.path());
        let begun = std::time::Instant::now();
        let (code, text) = seen(&line, temp.path());
        let took = begun.elapsed();
        let got = format!("$ tminus {line}\nexit {code}\n\n{}", without_checks(&text));
        if code != 0 && lying(temp.path()) != before {
            wrong.push(format!("{}: files were changed or left behind", case.display()));
        }
        if took.as_secs() >= 60 {
            wrong.push(format!("{}: took {took:?}", case.display()));
        }
        if let Ok(site) = std::fs::read_to_string(case.join(SITE)) {
            let found = wrong_in_site(&site, &temp.path().join("book"));
            wrong.extend(found.iter().map(|line| format!("{}: in the site: {line}", case.display())));
        }
        if update {
            std::fs::write(case.join(EXPECTED), got).expect("written");
        } else if got != expected {
            wrong.push(format!("{}:\n--- expected\n{expected}\n--- got\n{got}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
