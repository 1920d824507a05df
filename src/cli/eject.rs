//! `tminus eject`: copies of our layouts and assets for the user to change.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::diag::nearest;
use crate::output::write_file;
use crate::page::Theme;

/// What was typed behind `eject`.
#[derive(Debug, Args)]
pub struct EjectArgs {
    /// Files to copy, such as `layouts/rollback.html` or `assets/css/tokens.css`. Without a name they are listed.
    names: Vec<String>,
    /// Folder of the project.
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// Writes over a file that is there already.
    #[arg(long)]
    force: bool,
}

/// Copies the files, or lists all that there are.
pub fn run(args: &EjectArgs) -> ExitCode {
    let theme = Theme::built_in();
    let all: Vec<(String, &[u8])> = theme.files();
    if args.names.is_empty() {
        for (name, _) in &all {
            println!("{name}");
        }
        return ExitCode::SUCCESS;
    }
    let mut chosen = Vec::new();
    for name in &args.names {
        match all.iter().find(|(n, _)| n == name || n.split_once('/').is_some_and(|(_, rest)| rest == name)) {
            Some(file) => chosen.push(file),
            None => {
                eprintln!("error: there is no layout or asset `{name}`");
                match nearest(
                    name,
                    all.iter()
                        .flat_map(|(n, _)| [n.as_str(), n.split_once('/').map_or("", |(_, rest)| rest)]),
                ) {
                    Some(near) => eprintln!("help: did you mean `{near}`?"),
                    None => eprintln!("help: `tminus eject` lists them all"),
                }
                return ExitCode::from(2);
            }
        }
    }
    let worst = chosen.into_iter().map(|(name, bytes)| copy(args, name, bytes)).max().unwrap_or(0);
    ExitCode::from(worst)
}

/// Copies one file and gives its exit code: 0, 2 where it is there already, 3 where the disk says no.
fn copy(args: &EjectArgs, name: &str, bytes: &[u8]) -> u8 {
    let path: &Path = &args.dir.join(name);
    match write_file(path, bytes, args.force) {
        Ok(()) => {
            println!("{}", path.display());
            0
        }
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {
            eprintln!("error: `{}` is there already", path.display());
            eprintln!("help: `--force` writes over it");
            2
        }
        Err(e) => {
            eprintln!("error: cannot write `{}`: {e}", path.display());
            3
        }
    }
}
