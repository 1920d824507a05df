//! Plans by strangers, where they are at hand: each builds, soon, and without a fault of ours.

#[path = "support/plans.rs"]
mod plans;
#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

use std::path::Path;
use std::time::{Duration, Instant};

/// Two seconds for what users run; tests run it without optimisation, beside other tests.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 });

/// Errors that a plan gets for what lies round it: it stands alone here, without the files that it links to.
const ALONE: &[&str] = &["broken-link", "broken-anchor", "external-image", "missing-asset", "link-case"];

/// What a stranger's plan may rightly be refused for.
const ITS_OWN: &[&str] = &["control-character", "forbidden-link"];

/// The codes of the errors in what the binary said.
fn errors(said: &str) -> Vec<String> {
    let codes = said.lines().filter_map(|line| line.trim_start().strip_prefix("error["));
    codes.filter_map(|rest| rest.split(']').next()).map(str::to_owned).collect()
}

/// The text without links and control characters, so that nothing is left to refuse.
fn harmless(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    text.replace("](", "] (").replace("]: ", "] : ")
}

/// Builds `text` as the one plan of a project; gives the exit code, what was said and how long it took.
fn build(name: &str, text: &str) -> (Option<i32>, String, Duration) {
    let temp = tempfile::tempdir().expect("a folder");
    let content = temp.path().join("content");
    std::fs::create_dir(&content).expect("made");
    std::fs::write(content.join(name), text).expect("written");
    let begun = Instant::now();
    let output = project::tminus().arg("build").arg(temp.path()).output().expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), said, begun.elapsed())
}

/// What is wrong with building the one plan at `path`.
fn trouble(name: &str, path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).expect("readable");
    let (mut code, mut said, took) = build(name, &text);
    let expected = errors(&said).iter().all(|c| ALONE.contains(&c.as_str()) || ITS_OWN.contains(&c.as_str()));
    if code == Some(1) && expected {
        (code, said, _) = build(name, &harmless(&text));
    }
    if code != Some(0) {
        let said = said.lines().filter(|l| l.contains("error")).take(6).collect::<Vec<_>>().join("\n");
        return Some(format!("{name}: ended with {code:?}\n{said}"));
    }
    (took > LIMIT).then(|| format!("{name}: took {took:?}"))
}

#[test]
fn plans_by_strangers_build() {
    let plans = plans::markdown("wild");
    let wrong: Vec<String> = plans.iter().filter_map(|(name, path)| trouble(name, path)).collect();
    eprintln!("{} plans built", plans.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), plans.len(), wrong.join("\n"));
}
