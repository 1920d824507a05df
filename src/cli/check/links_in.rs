//! `tminus check --links-in`: whether the addresses that tickets, chats and rules use still lead somewhere.

use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use clap::{Args, ValueEnum};

use super::CheckArgs;
use crate::cli::project::Project;
use crate::cli::report;
use crate::diag::{Diagnostic, Report, Severity};
use crate::output::Sink;
use crate::pipeline;
use crate::read::stream;
use crate::tickets::find::{Base, Finder};
use crate::tickets::read::{Fault, Format};
use crate::tickets::resolve::Judge;
use crate::tickets::{Catalogue, Published, Tally, scan};

/// What was typed of links.
#[derive(Debug, Args)]
pub struct LinkArgs {
    /// Exports and rule files whose links to this site must lead somewhere; `-` for standard input.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    links_in: Vec<PathBuf>,
    /// Addresses at which the site is or was published, besides `base-url` of book.toml.
    #[arg(long, value_name = "URL", num_args = 1.., requires = "links_in")]
    base_url: Vec<String>,
    /// Takes bare codes (`CUT-7F3K`) for links too.
    #[arg(long, requires = "links_in")]
    codes: bool,
    /// What the files are, where their names do not tell.
    #[arg(long = "as", value_name = "KIND", value_enum, requires = "links_in")]
    kind: Option<FileKind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FileKind {
    /// Chats, tickets, Markdown, web pages.
    Text,
    /// Tables of cells.
    Csv,
    Json,
    /// Prometheus rules in YAML.
    Rules,
}

impl LinkArgs {
    pub fn is_asked(&self) -> bool {
        !self.links_in.is_empty()
    }

    fn format(&self, path: &Path) -> Format {
        match self.kind {
            Some(FileKind::Text) => Format::Text,
            Some(FileKind::Csv) => Format::Csv,
            Some(FileKind::Json) => Format::Json,
            Some(FileKind::Rules) => Format::Rules,
            None => Format::of_name(&path.to_string_lossy()),
        }
    }
}

/// Builds into memory what is needed, and judges every link. Of the plans only errors are told: with one nothing can
/// be proved.
pub fn run(args: &CheckArgs) -> ExitCode {
    let Project { settings, input, mut report, mut files } = Project::open(&args.dir, None);
    let bases = bases(&settings.base_url, &args.links, &mut report);
    let pages = Pages::default();
    let built = pipeline::build(input, &pages);
    report.extend(built.report.diagnostics);
    report.diagnostics.retain(|d| d.severity == Severity::Error);
    if report.has_errors() {
        report::print(&report, &files, args.format);
        return report::exit(&report);
    }
    if bases.is_empty() {
        report.push(
            Diagnostic::warning("no-base-url", "nothing says where the site is published")
                .hint("set `base-url` in `[site]` of book.toml, or name it with `--base-url`")
                .hint("only permalinks without host (`/t/CODE/`) are looked at"),
        );
    }
    let finder = Finder::new(bases, args.links.codes);
    let published = pages.published.into_inner().unwrap_or_else(PoisonError::into_inner);
    let catalogue = Catalogue::of(&built.site);
    let judge = Judge::new(&finder, &catalogue, &published);
    let tally = judge_all(&args.links, &judge, &mut report);
    report::say(&tally.summary());
    report.extend(tally.findings(&mut files));
    report::print(&report, &files, args.format);
    report::exit_of_files(&report)
}

fn judge_all(links: &LinkArgs, judge: &Judge, report: &mut Report) -> Tally {
    let mut tally = Tally::default();
    for path in &links.links_in {
        let input: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(BufReader::new(io::stdin()))
        } else {
            match stream(path) {
                Ok(file) => Box::new(file),
                Err(finding) => {
                    report.push(finding);
                    continue;
                }
            }
        };
        if let Err(fault) = scan(input, links.format(path), judge, &mut |found| tally.take(path, found)) {
            report.push(unread(&fault).in_file(path));
        }
    }
    tally
}

/// The addresses of the site, that of today first.
fn bases(settings: &str, links: &LinkArgs, report: &mut Report) -> Vec<Base> {
    let mut bases: Vec<Base> = Vec::new();
    let named = Some(settings).filter(|url| !url.is_empty());
    for url in named.into_iter().chain(links.base_url.iter().map(String::as_str)) {
        match Base::parse(url) {
            Some(base) if bases.iter().any(|b| (&b.host, &b.path) == (&base.host, &base.path)) => {}
            Some(base) => bases.push(base),
            None => report.push(
                Diagnostic::error("config", format!("`{url}` is no address of a site"))
                    .hint("write it with its scheme and host, such as `https://runbooks.example/`"),
            ),
        }
    }
    bases
}

fn unread(fault: &Fault) -> Diagnostic {
    match fault {
        Fault::Disk(error) => Diagnostic::error("unreadable", format!("cannot be read: {error}")),
        Fault::Large(limit) => {
            let limit = limit / (1024 * 1024);
            Diagnostic::error("not-text", format!("a rule file has at most {limit} MiB"))
                .hint("read it as text with `--as text`")
        }
        Fault::Binary(what) => Diagnostic::error("not-text", format!("this is {what}, not text"))
            .hint("export it as text, CSV or JSON; unpack archives first"),
    }
}

/// Keeps the places of every page and nothing else of it.
#[derive(Default)]
struct Pages {
    published: Mutex<Published>,
}

impl Sink for Pages {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let mut page = Published::default();
        page.add(path, bytes);
        self.published.lock().unwrap_or_else(PoisonError::into_inner).extend(page);
        Ok(())
    }
}
