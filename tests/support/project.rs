//! Runs the binary on a project, the way a user does.

#![allow(dead_code, reason = "each test binary takes what it needs")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The binary of this build.
pub fn tminus() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tminus"));
    command.env("NO_COLOR", "1");
    command
}

/// Runs it and gives the output; fails the test at the caller's line when the exit code is another.
#[track_caller]
pub fn run_for(command: &mut Command, code: i32) -> Output {
    let output = command.output().expect("the binary runs");
    assert_eq!(
        output.status.code(),
        Some(code),
        "{command:?}\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// Builds the project at `dir` into a fresh folder.
#[track_caller]
pub fn build(dir: &Path) -> (tempfile::TempDir, PathBuf) {
    let temp = tempfile::tempdir().expect("a folder for the site");
    let out = temp.path().join("site");
    run_for(tminus().arg("build").arg(dir).arg("--dest-dir").arg(&out), 0);
    (temp, out)
}

/// All files below `root`, by path with `/`.
pub fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in
            std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("below root").to_string_lossy().replace('\\', "/");
                found.insert(name, std::fs::read(&path).expect("readable"));
            }
        }
    }
    found
}
