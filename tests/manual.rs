//! The manual tells the truth: its examples are found as it says, and no diagnostic lacks its chapter.

#[path = "support/facts.rs"]
mod facts;
#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

use std::collections::BTreeSet;

/// An example of the manual and what is said of it.
struct Example {
    line: usize,
    plan: String,
    found: String,
}

/// Each fence in Markdown that a line `Found: …` follows.
fn examples(manual: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut open: Option<(usize, &str, String)> = None;
    let mut last: Option<(usize, String)> = None;
    for (at, line) in manual.lines().enumerate() {
        if let Some((_, fence, plan)) = &mut open {
            if line == *fence {
                last = open.take().map(|(line, _, plan)| (line, plan));
            } else {
                plan.push_str(line);
                plan.push('\n');
            }
        } else if let Some(fence) = line.strip_suffix("markdown").filter(|f| f.starts_with("```")) {
            open = Some((at + 1, fence, String::new()));
        } else if let (Some(found), Some((line, plan))) = (line.strip_prefix("Found: "), last.clone()) {
            examples.push(Example { line, plan, found: found.trim_end_matches('.').to_owned() });
        }
    }
    examples
}

/// `2 phases` as a count of what `facts` calls phases.
fn wanted(claim: &str) -> (usize, String) {
    let (number, name) = claim.split_once(' ').unwrap_or((claim, ""));
    let plural = match name {
        "task done" => "tasks done".to_owned(),
        "no-go criterion" => "no-go criteria".to_owned(),
        "go criterion" => "go criteria".to_owned(),
        "severity" => "severities".to_owned(),
        name if name.ends_with('s') || name.ends_with("criteria") || name == "tasks done" => name.to_owned(),
        name => format!("{name}s"),
    };
    (number.parse().unwrap_or_else(|_| panic!("a number, not `{claim}`")), plural)
}

#[test]
fn examples_are_found_as_the_manual_says() {
    let temp = tempfile::tempdir().expect("a folder");
    let examples = examples(&tree::read("docs/manual/writing-plans.md"));
    assert!(examples.len() >= 10, "the manual has its examples");
    let mut wrong = Vec::new();
    for example in &examples {
        let file = temp.path().join("plan.md");
        std::fs::write(&file, &example.plan).expect("written");
        let counts = facts::counts(&facts::of(&file));
        for claim in example.found.split(", ") {
            let (number, name) = wanted(claim);
            let count = counts
                .iter()
                .find(|(n, _)| *n == name)
                .unwrap_or_else(|| panic!("`{name}` is no kind of fact"));
            if count.1 != number {
                wrong.push(format!("line {}: {name}: {} instead of {number}", example.line, count.1));
            }
        }
    }
    assert!(wrong.is_empty(), "docs/manual/writing-plans.md:\n{}", wrong.join("\n"));
}

const BEGIN: &str = "<!-- written by UPDATE=1 cargo test --test manual -->\n";
const END: &str = "<!-- end of what is written -->\n";

/// Holds the generated part of a chapter against `text`, or writes it.
#[track_caller]
fn generated(chapter: &str, text: &str) {
    let path = format!("docs/manual/{chapter}");
    let manual = tree::read(&path);
    let (head, rest) = manual.split_once(BEGIN).expect("where the generated part begins");
    let (part, tail) = rest.split_once(END).expect("where the generated part ends");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(tree::root().join(&path), format!("{head}{BEGIN}{text}{END}{tail}")).expect("written");
        return;
    }
    assert!(part == text, "{path} is out of date: UPDATE=1 cargo test --test manual");
}

#[test]
fn every_rule_has_its_chapter() {
    let rules = tminus::check::RULES.iter();
    let chapters: String = rules.map(|rule| format!("\n### {}\n\n{}\n", rule.code, rule.text)).collect();
    generated("diagnostics.md", &format!("{chapters}\n"));
}

#[test]
fn every_key_of_the_settings_is_in_the_manual() {
    let row = |key: &tminus::config::Key| {
        let kind = format!("{:?}", key.kind).to_lowercase();
        format!("| `[{}] {}` | {kind} | {} | {} |\n", key.table, key.name, key.default, key.doc)
    };
    let rows: String = tminus::config::KEYS.iter().map(row).collect();
    generated("configuration.md", &format!("\n| Key | Holds | Default | For |\n|---|---|---|---|\n{rows}\n"));
}

/// A table of keys as the manual prints it.
fn key_table(keys: &[tminus::read::front::keys::Key]) -> String {
    use tminus::read::front::keys::Kind;
    let kind = |kind: &Kind| match kind {
        Kind::Text => "text".to_owned(),
        Kind::Code => "code".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Moment => "date and time".to_owned(),
        Kind::Zone => "time zone".to_owned(),
        Kind::Language => "language".to_owned(),
        Kind::Flag => "true or false".to_owned(),
        Kind::Texts => "texts".to_owned(),
        Kind::Entries(_) => "entries, see below".to_owned(),
        Kind::Choice(words) => words.join(", "),
    };
    let rows: String =
        keys.iter().map(|k| format!("| `{}` | {} | {} |\n", k.name, kind(&k.kind), k.doc)).collect();
    format!("\n| Key | Holds | Meaning |\n|---|---|---|\n{rows}")
}

#[test]
fn every_key_of_a_message_is_in_the_manual() {
    use tminus::read::front::keys::{FIELD, MESSAGE};
    let text = format!("{}\n### An entry of `fields`\n{}\n", key_table(MESSAGE), key_table(FIELD));
    generated("messages.md", &text);
}

#[test]
fn every_key_of_front_matter_is_in_the_manual() {
    use tminus::read::front::keys::{CONTACT, KEYS, SEVERITY};
    let text = format!(
        "{}\n## An entry of `contacts`\n{}\n## An entry of `severities`\n{}\n",
        key_table(KEYS),
        key_table(CONTACT),
        key_table(SEVERITY)
    );
    generated("front-matter.md", &text);
}

#[test]
fn every_key_of_a_record_is_in_the_manual() {
    let row = |key: &tminus::ledger::signoff::keys::RecordKey| {
        let must = if key.required { "yes" } else { "no" };
        format!("| `{}` | {must} | {} |\n", key.name, key.doc)
    };
    let rows: String = tminus::ledger::signoff::keys::KEYS.iter().map(row).collect();
    generated("sign-offs.md", &format!("\n| Key | Must | Holds |\n|---|---|---|\n{rows}\n"));
}

/// The chapter's records are sound, and its canonical text and hash are those of the second.
#[test]
fn the_worked_example_of_a_record_is_right() {
    use tminus::ledger::signoff::{canonical, file};
    let manual = tree::read("docs/manual/sign-offs.md");
    let fence = |start: &str| {
        let from = manual.find(start).unwrap_or_else(|| panic!("a fence that begins {start:?}"));
        let rest = &manual[from..].split_once('\n').expect("a line").1;
        rest.split("```").next().expect("its end").to_owned()
    };
    let read = file::parse(tminus::diag::FileId(0), &fence("```yaml\n- record"));
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    let [first, second] = &read.value[..] else { panic!("two records") };
    assert_eq!(canonical::hash(&first.record), first.record.hash);
    assert_eq!(second.record.previous.as_deref(), Some(first.record.hash.as_str()));
    assert_eq!(canonical::text(&second.record), fence("```text\ntminus sign-off v1"));
    assert_eq!(canonical::hash(&second.record), second.record.hash);
    assert!(manual.contains(&format!("```text\n{}\n```", second.record.hash)));
}

/// The codes that the source gives to diagnostics.
fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for (path, text) in tree::files("src", &["rs"]) {
        if path.ends_with("tests.rs") || path.ends_with("testing.rs") {
            continue;
        }
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
        for kind in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note(", "Wrong::new("] {
            for (at, _) in code.match_indices(kind) {
                let rest = code[at + kind.len()..].trim_start();
                let Some(name) = rest.strip_prefix('"').and_then(|r| r.split('"').next()) else { continue };
                codes.insert(name.to_owned());
            }
        }
        // Where the code is chosen before, the file holds the choices.
        if code.contains("Diagnostic::error(code,") {
            codes.extend(code.split('"').skip(1).step_by(2).filter(|text| is_code(text)).map(str::to_owned));
        }
    }
    codes
}

/// `yaml-anchor`: lower-case words with hyphens between them.
fn is_code(text: &str) -> bool {
    let words: Vec<&str> = text.split('-').collect();
    words.len() > 1 && words.iter().all(|w| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase()))
}

#[test]
fn every_code_has_its_chapter() {
    let manual = tree::read("docs/manual/diagnostics.md");
    let chapters: BTreeSet<String> = manual
        .lines()
        .filter_map(|l| l.strip_prefix("### "))
        .map(|c| c.trim_matches('`').to_owned())
        .collect();
    let codes = codes();
    assert!(codes.len() > 3, "codes are found in the source: {codes:?}");
    let missing: Vec<&String> = codes.difference(&chapters).collect();
    assert!(missing.is_empty(), "docs/manual/diagnostics.md has no chapter for {missing:?}");
    let rules: BTreeSet<String> = tminus::check::RULES.iter().map(|r| r.code.to_owned()).collect();
    let stale: Vec<&String> =
        chapters.iter().filter(|c| !codes.contains(*c) && !rules.contains(*c)).collect();
    assert!(stale.is_empty(), "docs/manual/diagnostics.md tells of codes that are gone: {stale:?}");
}

/// Prose alone: links in examples lead nowhere here.
fn without_code(text: &str) -> String {
    let outside: Vec<&str> = text.split("```").step_by(2).collect();
    let prose = outside.join("");
    let prose: Vec<&str> = prose.split('`').step_by(2).collect();
    prose.join("")
}

#[test]
fn links_of_the_papers_resolve() {
    let mut papers = tree::files("docs", &["md"]);
    for paper in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "tests/README.md"] {
        papers.push((paper.into(), tree::read(paper)));
    }
    let mut broken = Vec::new();
    for (path, text) in &papers {
        let text = without_code(text);
        for (_, link) in
            text.match_indices("](").map(|(at, _)| (at, text[at + 2..].split(')').next().unwrap_or("")))
        {
            let file = link.split('#').next().unwrap_or("");
            let outside = file.starts_with("http") || file.is_empty();
            let folder = path.parent().unwrap_or(std::path::Path::new(""));
            if !outside && !tree::root().join(folder).join(file).exists() {
                broken.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "broken links:\n{}", broken.join("\n"));
}
