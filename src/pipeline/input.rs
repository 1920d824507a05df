//! Everything that a build has to work with: settings, plans, layouts, words.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Beside;
use crate::check;
use crate::config::{self, ConfigFile, Overrides, Settings};
use crate::diag::{Diagnostic, FileId, Files, Outcome, Report, Span, nearest};
use crate::ledger::signoff::RecordFiles;
use crate::ledger::{self, Ledger};
use crate::page::Theme;
use crate::read::{self, Folder, MessageSource, Source};
use crate::recognise::{Concept, Vocabulary};
use crate::site::{SiteSettings, Stale};

/// All that was read for a build.
#[derive(Default)]
pub struct Input {
    pub settings: SiteSettings,
    pub vocabulary: Vocabulary,
    /// What was published before.
    pub ledger: Ledger,
    pub theme: Theme,
    pub sources: Vec<Source>,
    /// Messages of the site.
    pub messages: Vec<MessageSource>,
    /// Who signed what.
    pub records: RecordFiles,
    /// The commits that plans were last changed in, by their paths; empty where nobody asked git.
    pub commits: BTreeMap<PathBuf, String>,
    /// Plans that stand in with the text of an earlier build, by their paths.
    pub stale: BTreeMap<PathBuf, Stale>,
    /// Where the files are that plans point to.
    pub beside: Beside,
    /// Codes of findings that are left out.
    pub ignored: Vec<String>,
    /// The texts that messages quote.
    pub files: Files,
}

/// The settings file of a project.
const SETTINGS_FILE: &str = "book.toml";

/// A name that people try; with both files nobody could say which one holds.
const OTHER_FILE: &str = "tminus.toml";

/// Reads `book.toml` of the project, where there is one, and settles the settings. Its text goes to `files`.
pub fn settings(
    folder: &dyn Folder,
    root: &Path,
    overrides: Overrides,
    files: &mut Files,
) -> Outcome<Settings> {
    let mut report = Report::default();
    let mut file = ConfigFile::default();
    if folder.holds(Path::new(OTHER_FILE)) {
        report.push(
            Diagnostic::error("config", format!("settings stand in `{SETTINGS_FILE}` alone"))
                .in_file(OTHER_FILE)
                .hint(format!("move them to `{SETTINGS_FILE}` and delete this file")),
        );
    }
    if folder.holds(Path::new(SETTINGS_FILE)) {
        match folder.read(Path::new(SETTINGS_FILE)) {
            Ok(bytes) => {
                let text = read::decode::decode(SETTINGS_ID, &bytes).into_value(&mut report);
                files.add(SETTINGS_ID, SETTINGS_FILE, text.as_str());
                file = config::read(SETTINGS_ID, &text).into_value(&mut report);
            }
            Err(unreadable) => report.push(Diagnostic { code: "config", ..unreadable }),
        }
    }
    Outcome { value: Settings::settle(root, file, overrides), diagnostics: report.diagnostics }
}

/// Number of the settings file, behind those of all plans and layouts.
const SETTINGS_ID: FileId = FileId(u32::MAX);

/// Number of the ledger's file.
pub const LEDGER_ID: FileId = FileId(u32::MAX - 1);

/// Reads the plans, the layouts and the words of the project.
pub fn read(folder: &dyn Folder, settings: &Settings) -> Outcome<Input> {
    let mut report = Report::default();
    let loaded = read::load(folder, &settings.source_dir).into_value(&mut report);
    let mut input = around(folder, settings, loaded.files).into_value(&mut report);
    input.sources = loaded.sources;
    input.messages = loaded.messages;
    Outcome { value: input, diagnostics: report.diagnostics }
}

/// All that is read but the plans and messages; `files` holds the texts of those.
pub fn around(folder: &dyn Folder, settings: &Settings, mut files: Files) -> Outcome<Input> {
    let mut report = Report::default();
    let theme = Theme::read(folder, &mut files).into_value(&mut report);
    let records = RecordFiles::read(folder, &mut files).into_value(&mut report);
    let settled = of_settings(settings).into_value(&mut report);
    let ledger = ledger(folder, &mut files).into_value(&mut report);
    let beside = Beside::of(folder, settings);
    let input = Input { ledger, theme, records, files, beside, ..settled };
    Outcome { value: input, diagnostics: report.diagnostics }
}

/// What the settings alone say: the site's own, its words, and what it ignores.
pub fn of_settings(settings: &Settings) -> Outcome<Input> {
    let mut report = Report::default();
    report.extend(forbidden_files(settings));
    let input = Input {
        settings: site_settings(settings),
        vocabulary: vocabulary(settings).into_value(&mut report),
        ignored: ignored(settings).into_value(&mut report),
        ..Input::default()
    };
    Outcome { value: input, diagnostics: report.diagnostics }
}

/// The text of the ledger, where there is one that can be read.
pub fn ledger_text(folder: &dyn Folder) -> Option<String> {
    let path = Path::new(ledger::file::NAME);
    let bytes = folder.read_up_to(path, read::limits::LEDGER).ok()?;
    let decoded = read::decode::decode(LEDGER_ID, &bytes);
    (!decoded.has_errors()).then_some(decoded.value)
}

/// The ledger of the project; an empty one where there is none.
pub fn ledger(folder: &dyn Folder, files: &mut Files) -> Outcome<Ledger> {
    let path = Path::new(ledger::file::NAME);
    if !folder.holds(path) {
        return Outcome::clean(Ledger::default());
    }
    match folder.read_up_to(path, read::limits::LEDGER) {
        Ok(bytes) => {
            let decoded = read::decode::decode(LEDGER_ID, &bytes);
            files.add(LEDGER_ID, path, decoded.value.as_str());
            let read = ledger::file::read(LEDGER_ID, &decoded.value);
            let diagnostics = decoded.diagnostics.into_iter().chain(read.diagnostics).collect();
            Outcome { value: read.value, diagnostics }
        }
        Err(unreadable) => Outcome { value: Ledger::default(), diagnostics: vec![unreadable] },
    }
}

fn site_settings(settings: &Settings) -> SiteSettings {
    SiteSettings {
        title: settings.title.clone(),
        description: settings.description.clone(),
        language: settings.language.clone(),
        authors: settings.authors.clone(),
        base_url: settings.base_url.clone(),
    }
}

/// Our words and the site's; a concept that does not exist is an error.
fn vocabulary(settings: &Settings) -> Outcome<Vocabulary> {
    let mut vocabulary = Vocabulary::built_in();
    let mut diagnostics = Vec::new();
    for (name, (span, words)) in &settings.vocabulary {
        match Concept::named(name) {
            Some(concept) => vocabulary.extend(&[(concept, words.clone())].into()),
            None => diagnostics.push(unknown(name, *span, "concept", &vocabulary.names())),
        }
    }
    Outcome { value: vocabulary, diagnostics }
}

fn ignored(settings: &Settings) -> Outcome<Vec<String>> {
    let codes: Vec<String> = check::RULES.iter().map(|rule| rule.code.to_owned()).collect();
    let (known, strange): (Vec<_>, Vec<_>) =
        settings.ignored.iter().partition(|code| codes.contains(&code.value));
    let diagnostics = strange.iter().map(|code| unknown(&code.value, code.span, "finding", &codes)).collect();
    Outcome { value: known.into_iter().map(|code| code.value.clone()).collect(), diagnostics }
}

/// Kinds of files that no setting lets be published.
pub(super) fn forbidden_files(settings: &Settings) -> Vec<Diagnostic> {
    let ending = |text: &str| text.trim_start_matches('.').to_lowercase();
    let wrong = settings.allowed_files.iter().filter(|kind| read::attached::never(&ending(&kind.value)));
    let told = wrong.map(|kind| {
        Diagnostic::error("config", format!("files of the kind `{}` are never published", kind.value))
            .at(kind.span)
            .hint("they could run in the name of the site: link to where they are published (https:)")
    });
    told.collect()
}

fn unknown(name: &str, span: Span, what: &str, known: &[String]) -> Diagnostic {
    let found = Diagnostic::error("config", format!("there is no {what} `{name}`")).at(span);
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => found.hint(format!("did you mean `{near}`?")),
        None => found.hint(format!("there are {}", known.join(", "))),
    }
}
