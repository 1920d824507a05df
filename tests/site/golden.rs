//! The `<main>` of every page of `tests/site/small`, as it is expected. `UPDATE=1` writes the expectation anew.

use std::collections::BTreeMap;

use crate::html::{Pages, all};
use crate::{project, tree};

#[test]
fn pages_of_the_small_site_are_as_expected() {
    // A copy: pages say which commit a plan is of, where there is a repository round it.
    let copy = tempfile::tempdir().expect("a folder");
    for (path, bytes) in project::files(&tree::root().join("tests/site/small")) {
        let file = copy.path().join(path);
        std::fs::create_dir_all(file.parent().expect("has one")).expect("made");
        std::fs::write(file, bytes).expect("written");
    }
    let (_temp, out) = project::build(copy.path());
    let pages = Pages::read(&out);
    let found: BTreeMap<String, String> = pages
        .pages
        .values()
        .filter(|p| is_shown(&p.path))
        .map(|p| (p.path.clone(), main_of(&all(&p.html, "main")[0].html())))
        .collect();
    let folder = tree::root().join("tests/site/small/expected");
    if std::env::var_os("UPDATE").is_some() {
        let _ = std::fs::remove_dir_all(&folder);
        for (path, text) in &found {
            let file = folder.join(path);
            std::fs::create_dir_all(file.parent().expect("has one")).expect("made");
            std::fs::write(file, text).expect("written");
        }
        return;
    }
    let expected = project::files(&folder);
    let mut wrong = Vec::new();
    for (path, text) in &found {
        match expected.get(path).map(|bytes| String::from_utf8_lossy(bytes)) {
            None => wrong.push(format!("{path}: nothing is expected of it")),
            Some(want) if want != *text => wrong.push(format!("{path}: {}", first_difference(&want, text))),
            Some(_) => {}
        }
    }
    wrong.extend(
        expected
            .keys()
            .filter(|p| !found.contains_key(*p))
            .map(|p| format!("{p}: expected, but no such page")),
    );
    assert!(wrong.is_empty(), "UPDATE=1 cargo test --test site writes these anew:\n{}", wrong.join("\n"));
}

/// All pages but permalinks; of those, the sheets' in capitals.
fn is_shown(path: &str) -> bool {
    let Some(code) = path.strip_prefix("t/").and_then(|rest| rest.split('/').next()) else { return true };
    code.rsplit('-').next().is_some_and(|tail| tail.len() == 1) && code.chars().all(|c| !c.is_lowercase())
}

/// Lines without blanks at their ends, and no empty ones: layouts may breathe.
fn main_of(html: &str) -> String {
    let lines = html.lines().map(str::trim_end).filter(|l| !l.is_empty());
    lines.fold(String::new(), |text, line| text + line + "\n")
}

fn first_difference(want: &str, have: &str) -> String {
    let at = want.lines().zip(have.lines()).position(|(w, h)| w != h);
    let at = at.unwrap_or_else(|| want.lines().count().min(have.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("(end)").to_owned();
    format!("line {}\n  - {}\n  + {}", at + 1, line(want), line(have))
}
