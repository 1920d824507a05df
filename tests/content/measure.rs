//! Recognition against the facts of five plans that it was built for, where they are at hand.

use std::process::Command;

use crate::plans;

/// The mean F1 that must be kept.
const LEAST: &str = "0.97";

#[test]
fn recognition_keeps_its_measure() {
    let Some(folder) = plans::folder() else { return };
    let script = folder.join("score.py");
    let python = Command::new("python3").args(["-c", "import yaml"]).output();
    if !script.is_file() || !python.is_ok_and(|p| p.status.success()) {
        eprintln!("passed over: no score.py, or no python3 with PyYAML");
        return;
    }
    let run =
        Command::new("python3").arg(&script).args(["--min", LEAST, env!("CARGO_BIN_EXE_tminus")]).output();
    let run = run.expect("python3 runs");
    let text = String::from_utf8_lossy(&run.stdout);
    let weak = text.lines().filter(|l| !l.contains("F1  1.000")).collect::<Vec<_>>().join("\n");
    assert!(run.status.success(), "{weak}\n{}", String::from_utf8_lossy(&run.stderr));
}
