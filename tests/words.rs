//! Words and sizes: what must not stand in the repository, and how long a file may grow.

#[path = "support/tree.rs"]
mod tree;

use std::path::{Path, PathBuf};

/// Lines that a file of ours may have.
const LONGEST: usize = 400;

fn lines_with<'a>(files: &'a [(PathBuf, String)], words: &'a [String]) -> impl Iterator<Item = String> + 'a {
    files.iter().flat_map(move |(path, text)| {
        text.lines().enumerate().filter_map(move |(at, line)| {
            let word = words.iter().find(|w| line.contains(w.as_str()))?;
            Some(format!("{}:{}: `{word}`", path.display(), at + 1))
        })
    })
}

fn assert_none(found: Vec<String>, what: &str) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn nothing_is_left_half_done() {
    // Put together here, so that this file does not hold them.
    let macros = [["dbg", "!("], ["unimpl", "emented!("], ["to", "do!("]].map(|w| w.concat());
    let notes = [["TO", "DO"], ["FIX", "ME"], ["HA", "CK"], ["X", "XX"]].map(|w| w.concat());
    let mut files = tree::files("src", &["rs"]);
    files.extend(tree::files("layouts", &[]));
    files.extend(tree::files("assets", &["css", "js"]));
    let mut found: Vec<String> = lines_with(&files, &macros).collect();
    // Plans hold such words too, so that only a comment tells of ours.
    for (_, text) in &mut files {
        *text = text.lines().map(comment).collect::<Vec<_>>().join("\n");
    }
    found.extend(lines_with(&files, &notes));
    assert_none(found, "left half done");
}

/// The plain comment of a line; documentation may name anything.
fn comment(line: &str) -> &str {
    if line.trim_start().starts_with("///") || line.trim_start().starts_with("//!") {
        return "";
    }
    let Some((_, comment)) = line.split_once("// ").or_else(|| line.split_once("/* ")) else { return "" };
    comment
}

#[test]
fn no_file_grows_too_long() {
    let mut files = tree::files("src", &["rs"]);
    files.extend(tree::files("tests", &["rs", "mjs"]));
    files.extend(tree::files("layouts", &[]));
    let long: Vec<String> = files
        .iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert_none(long, &format!("files over {LONGEST} lines; one idea a file"));
}

/// The names of the example plans' products: a rule that knows one of them works for that plan alone.
fn own_words() -> Vec<String> {
    let mut words = Vec::new();
    // Messages of the site are no plans.
    let plans =
        tree::files("content", &["md"]).into_iter().filter(|(path, _)| !path.starts_with("content/messages"));
    for (path, text) in plans {
        let front: Vec<&str> = text.lines().skip(1).take_while(|l| *l != "---").collect();
        let value = |key: &str| front.iter().find_map(|l| l.strip_prefix(key)).unwrap_or("").trim();
        let systems = value("systems:").trim_matches(['[', ']']);
        let code = value("code:");
        assert!(!systems.is_empty() && !code.is_empty(), "{}: no systems or no code", path.display());
        words.push(code.to_owned());
        // Names of one word that are no words of English or of the trade: an inner capital tells them.
        words.extend(
            systems.split(',').flat_map(|s| s.split_whitespace()).filter(|w| is_product(w)).map(String::from),
        );
    }
    words.sort();
    words.dedup();
    words
}

/// Trade names that many plans share and a vocabulary may know.
const OF_THE_TRADE: &[&str] = &["PostgreSQL", "WhatsApp", "MySQL", "GitHub"];

fn is_product(word: &str) -> bool {
    let inner_capital = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    inner_capital && !OF_THE_TRADE.contains(&word)
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[test]
fn recognition_knows_no_plan_by_name() {
    let words = own_words();
    assert!(words.iter().any(|w| is_product(w)), "no product names found in content/: {words:?}");
    let mut found = Vec::new();
    for (path, text) in tree::files("src", &["rs", "toml"]) {
        for (at, line) in text.lines().enumerate() {
            let lower = line.to_lowercase();
            let own = words.iter().find(|w| {
                if is_product(w) {
                    lower.contains(&w.to_lowercase())
                } else {
                    has_word(line, w) && !code_example(line)
                }
            });
            found.extend(own.map(|w| format!("{}:{}: `{w}`", path.display(), at + 1)));
        }
    }
    assert_none(found, "words of an example plan in src/");
}

/// A code such as `CHS` may stand in a comment that explains what a code looks like; `SMS` is a medium as well.
fn code_example(line: &str) -> bool {
    line.trim_start().starts_with("//") || line.to_lowercase().contains("sms")
}

#[test]
fn no_place_of_work_is_named() {
    let words = [
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["/ho", "me/"],
        ["/Us", "ers/"],
        ["registry.np", "mjs"],
        ["local", "host:48"],
    ];
    let words: Vec<String> = words.iter().map(|w| w.concat()).collect();
    let files: Vec<(PathBuf, String)> = ["src", "tests", "layouts", "docs", ".ci", ".cargo"]
        .iter()
        .flat_map(|f| tree::files(f, &[]))
        .collect();
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "Cargo.toml", "book.toml"];
    let top = top.iter().filter(|f| tree::root().join(f).exists()).map(|f| (PathBuf::from(f), tree::read(f)));
    let all: Vec<(PathBuf, String)> = files.into_iter().chain(top).collect();
    assert_none(lines_with(&all, &words).collect(), "paths or hosts of one machine");
}

#[test]
fn papers_hold_no_pictographs() {
    let papers = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "tests/README.md"];
    let mut files: Vec<(PathBuf, String)> = tree::files("docs", &["md"]);
    files.extend(papers.iter().map(|p| (PathBuf::from(p), tree::read(p))));
    let mut found = Vec::new();
    for (path, text) in &files {
        for (at, line) in text.lines().enumerate() {
            let sign = line.chars().find(|c| matches!(*c as u32, 0x2700..=0x27BF | 0x1F300..=0x1FAFF | 0x2600..=0x260F | 0x2613..=0x26FF));
            found.extend(sign.map(|c| format!("{}:{}: {c}", path.display(), at + 1)));
        }
    }
    assert_none(found, "pictographs in the papers");
}

#[test]
fn lock_files_name_no_download_host() {
    for folder in ["tests/browser", "tests/lighthouse"] {
        let lock = tree::read(&format!("{folder}/package-lock.json"));
        assert!(
            !lock.contains("\"resolved\""),
            "{folder}: write it with omit-lockfile-registry-resolved=true"
        );
        assert!(Path::new(&tree::root().join(folder).join(".npmrc")).exists());
    }
}
