//! Every rule on a plan of its own: `diagnostics/<code>/plan.md`, and what `tminus` says of it in `expected.txt`.
//! `UPDATE=1` writes the expectation anew. A rule without folder fails, so does a folder without rule.

#[path = "support/tree.rs"]
mod tree;

use std::collections::BTreeSet;
use std::path::Path;

use tminus::check::{RULES, check};
use tminus::diag::print::{Style, Terminal, print};
use tminus::diag::{FileId, Files, Report};
use tminus::recognise::{Vocabulary, recognise};
use tminus::site::{Site, SiteSettings};
use tminus::{markdown, read};

/// What the rule `code` says of a plan.
fn said(code: &str, text: String) -> String {
    let path = Path::new("plan.md");
    let vocabulary = Vocabulary::built_in();
    let mut files = Files::default();
    files.add(FileId(0), path, text.as_str());
    let source = read::parse(FileId(0), path, text).value;
    let document = markdown::parse(source.id, &source.text, source.body).value;
    let found = recognise(&source, &document, &vocabulary);
    let plans = vec![(source.into(), document.into(), found.plan.into(), found.claims.into())];
    let site = Site::build(SiteSettings::default(), vocabulary, tminus::ledger::fresh(plans).value).value;
    let mut report = Report::default();
    report.extend(check(&site).into_iter().filter(|finding| finding.code == code));
    let text = print(&report, &files, Style::People, Terminal::default());
    text.lines().map(str::trim_end).fold(String::new(), |text, line| text + line + "\n")
}

#[test]
fn every_rule_finds_what_it_is_for() {
    let root = tree::root().join("tests/diagnostics");
    let folders: BTreeSet<String> = std::fs::read_dir(&root)
        .expect("the folder of cases")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    let codes: BTreeSet<String> = RULES.iter().map(|rule| rule.code.to_owned()).collect();
    let mut wrong: Vec<String> = folders
        .symmetric_difference(&codes)
        .map(|name| format!("{name}: rule or folder is missing"))
        .collect();
    for code in folders.intersection(&codes) {
        let folder = root.join(code);
        let plan = std::fs::read_to_string(folder.join("plan.md")).expect("a plan");
        let found = said(code, plan);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(folder.join("expected.txt"), &found).expect("written");
        }
        let expected = std::fs::read_to_string(folder.join("expected.txt")).unwrap_or_default();
        if found != expected || found.trim().is_empty() {
            wrong.push(format!("{code}: found\n{found}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "UPDATE=1 cargo test --test diagnostics writes these anew:\n{}",
        wrong.join("\n")
    );
}
