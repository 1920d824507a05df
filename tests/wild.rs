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

/// What is wrong with building the one plan at `path`.
fn trouble(name: &str, path: &Path) -> Option<String> {
    let temp = tempfile::tempdir().expect("a folder");
    let content = temp.path().join("content");
    std::fs::create_dir(&content).expect("made");
    std::fs::copy(path, content.join(name)).expect("copied");
    let begun = Instant::now();
    let output = project::tminus().arg("build").arg(temp.path()).output().expect("the binary runs");
    let took = begun.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.code() != Some(0) {
        return Some(format!(
            "{name}: ended with {:?}\n{}",
            output.status,
            said.lines().take(12).collect::<Vec<_>>().join("\n")
        ));
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
