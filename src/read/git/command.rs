//! The program `git`.

#![expect(clippy::disallowed_methods, reason = "the one place that runs git, and only to read")]

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{self, Stdio};

use super::{Fault, Git};

/// `git`, run in a folder.
#[derive(Debug, Clone)]
pub struct Command {
    dir: PathBuf,
}

impl Command {
    pub fn in_folder(dir: impl Into<PathBuf>) -> Command {
        Command { dir: dir.into() }
    }
}

impl Git for Command {
    fn run(&self, args: &[&str], input: &[u8]) -> Result<Vec<u8>, Fault> {
        let missing = |error: io::Error| Fault::Missing(error.to_string());
        let mut child = process::Command::new("git")
            .arg("-C")
            .arg(&self.dir)
            .args(args)
            // Words of git that are read here, nothing fetched, nothing written.
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(missing)?;
        let stdin = child.stdin.take();
        let input = input.to_vec();
        // Git answers while it is asked: both pipes move at once, so that neither fills up.
        let asking = std::thread::spawn(move || stdin.map_or(Ok(()), |mut pipe| pipe.write_all(&input)));
        let output = child.wait_with_output().map_err(missing)?;
        let _ = asking.join();
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(Fault::Said(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
        }
    }
}
