//! `tminus init`: a folder to begin with.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::output::write_file;

/// Files of a new project: path and text.
const FILES: &[(&str, &str)] = &[
    ("book.toml", include_str!("book.toml")),
    ("content/first-plan.md", include_str!("first-plan.md")),
    (".gitignore", "/book\n"),
    (
        ".gitattributes",
        "# The lines of both sides of a merge are right; a build puts them in order.\ntminus.lock merge=union\n",
    ),
];

/// What was typed behind `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder of the new project.
    #[arg(default_value = ".")]
    dir: PathBuf,
}

/// Writes the files that are not there yet; what is there stays as it is.
pub fn run(args: &InitArgs) -> ExitCode {
    for (name, text) in FILES {
        let path = args.dir.join(name);
        match write_file(&path, text.as_bytes(), false) {
            Ok(()) => println!("wrote {}", path.display()),
            Err(e) if e.kind() == ErrorKind::AlreadyExists => println!("kept  {}", path.display()),
            Err(e) => {
                eprintln!("error: cannot write `{}`: {e}", path.display());
                return ExitCode::from(3);
            }
        }
    }
    println!(
        "next: `tminus build {}`, then open {}",
        args.dir.display(),
        args.dir.join("book/index.html").display()
    );
    ExitCode::SUCCESS
}
