//! `tminus import`: plans with front matter out of bare ones.

mod found;
mod tell;
mod write;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::plan_file;
use super::report::{self, Format};
use crate::diag::{Diagnostic, FileId, Files, Outcome, Report, Severity};
use crate::markdown;
use crate::output::write_file;
use crate::read::decode::{self, NamedEncoding};
use crate::read::repair::{Guesses, Repaired, repair};
use crate::recognise::{Vocabulary, recognise};

/// What was typed behind `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Plans in Markdown.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Folder that the plans are written to.
    #[arg(long, value_name = "DIR", default_value = "content")]
    into: PathBuf,
    /// Encoding of the files, such as windows-1252. Default: UTF-8, or UTF-16 by its mark.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Puts in the likeliest character where damaged text lost a byte.
    #[arg(long)]
    accept_guesses: bool,
    /// Writes over plans that are there already.
    #[arg(long)]
    force: bool,
    /// Says what would be done and writes nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Imports each file and tells what was repaired, guessed, recognised and missing.
pub fn run(args: &ImportArgs) -> ExitCode {
    let encoding = match args.encoding.as_deref().map(NamedEncoding::of).transpose() {
        Ok(encoding) => encoding,
        Err(near) => {
            eprintln!("error: there is no encoding `{}`", args.encoding.as_deref().unwrap_or_default());
            eprintln!(
                "help: {}",
                near.map_or("try windows-1252".to_owned(), |n| format!("did you mean `{n}`?"))
            );
            return ExitCode::from(2);
        }
    };
    let (mut report, mut files) = (Report::default(), Files::default());
    let mut written: Vec<PathBuf> = Vec::new();
    let mut told = Vec::new();
    for (at, path) in args.files.iter().enumerate() {
        let Some(bytes) = plan_file::bytes(path, &mut report) else { continue };
        let text = text(FileId(at as u32), path, &bytes, encoding, &mut files).into_value(&mut report);
        let Some(text) = text else { continue };
        let target = args.into.join(target_name(path));
        let outcome = import(args, FileId(at as u32), path, &text, &mut files);
        if let Some(plan) = outcome.into_value(&mut report) {
            match put(args, &target, &plan.text, &written) {
                Ok(()) => {
                    told.push(tell::of(&plan, path, &target, args));
                    written.push(target);
                }
                Err(finding) => report.push(finding),
            }
        }
    }
    report::print(&report, &files, Format::People);
    report::out(&told.join("\n"));
    report::exit_of_files(&report)
}

/// The text of the file, line ends as they are.
fn text(
    id: FileId,
    path: &Path,
    bytes: &[u8],
    encoding: Option<NamedEncoding>,
    files: &mut Files,
) -> Outcome<Option<String>> {
    let marked = encoding.or_else(|| decode::marked(bytes));
    let text = decode::text_of(id, bytes, marked);
    if !text.diagnostics.is_empty() {
        files.add(id, path, text.value);
        return Outcome { value: None, diagnostics: text.diagnostics };
    }
    let unified = decode::unify_line_ends(&text.value);
    let mut outcome = Outcome { value: Some(text.value), diagnostics: decode::faults(id, &unified) };
    if outcome.has_errors() {
        files.add(id, path, unified);
        outcome.value = None;
    }
    outcome
}

/// A plan ready to be written.
struct Imported {
    pub text: String,
    pub repaired: Repaired,
    pub found: found::Found,
    /// Keys of its own front matter that tminus does not know.
    pub unknown: Vec<String>,
}

fn import(
    args: &ImportArgs,
    id: FileId,
    path: &Path,
    raw: &str,
    files: &mut Files,
) -> Outcome<Option<Imported>> {
    let guesses = if args.accept_guesses { Guesses::Accept } else { Guesses::Leave };
    let repaired = repair(raw, guesses);
    let text = decode::unify_line_ends(&repaired.text);
    files.add(id, path, text.as_str());
    let mut parsed = crate::read::parse(id, path, text);
    // Unknown keys of other tools are kept as comments.
    parsed.diagnostics.retain(|d| d.code != "unknown-key");
    if parsed.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        return Outcome { value: None, diagnostics: parsed.diagnostics };
    }
    let source = parsed.value;
    let document = markdown::parse(id, &source.text, source.body);
    let mut diagnostics = parsed.diagnostics;
    let failed = document.diagnostics.iter().any(|d| d.severity == Severity::Error);
    diagnostics.extend(document.diagnostics);
    if failed {
        return Outcome { value: None, diagnostics };
    }
    let plan = recognise(&source, &document.value, &Vocabulary::built_in()).plan;
    let found = found::of(&source, &plan, &target_name(path));
    let (text, unknown) = write::plan(&repaired.text, &source, &found);
    Outcome { value: Some(Imported { text, repaired, found, unknown }), diagnostics }
}

/// The file name in the folder of plans: the stem in lower case with hyphens, `.md`.
fn target_name(path: &Path) -> String {
    let stem = path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
    let slug = markdown::slug(&stem);
    format!("{}.md", if slug.is_empty() { "plan".to_owned() } else { slug })
}

fn put(args: &ImportArgs, target: &Path, text: &str, written: &[PathBuf]) -> Result<(), Diagnostic> {
    if written.iter().any(|other| other == target) {
        return Err(Diagnostic::error("already-there", "two of the files would become this plan")
            .in_file(target)
            .hint("rename one of them, or import them into different folders"));
    }
    if args.dry_run {
        return Ok(());
    }
    write_file(target, text.as_bytes(), args.force).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Diagnostic::error("already-there", "the plan is there already; nothing was written")
                .in_file(target)
                .hint("`--force` writes over it; `--into DIR` writes elsewhere")
        }
        _ => Diagnostic::error("cannot-write", format!("cannot be written: {error}")).in_file(target),
    })
}
