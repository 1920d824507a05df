//! Everything decided: what the stages are told.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::ConfigFile;
use crate::diag::{Span, Spanned};

/// What flags say against `book.toml`.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// `--dest-dir`, as typed: relative to where the command runs.
    pub dest_dir: Option<PathBuf>,
}

/// What a build works by. Nothing in it is left to decide.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder of `book.toml`.
    pub root: PathBuf,
    pub title: String,
    pub description: String,
    pub authors: Vec<String>,
    /// BCP 47.
    pub language: String,
    /// Folder of the plans, relative to `root`.
    pub source_dir: PathBuf,
    /// Folder of the site, ready to be opened.
    pub build_dir: PathBuf,
    /// Address of the published site with `/` at its end; empty when unknown.
    pub base_url: String,
    /// Revisions that are kept beside the site.
    pub keep: usize,
    /// Endings of further kinds of files that plans may point to, with their places.
    pub allowed_files: Vec<Spanned<String>>,
    /// Codes of findings that are not reported, with their places.
    pub ignored: Vec<Spanned<String>>,
    /// Words that the site adds: concept -> language -> words, with the place of the concept.
    pub vocabulary: BTreeMap<String, (Span, BTreeMap<String, Vec<String>>)>,
}

impl Settings {
    /// Decides what was left open: a flag wins over the file, the file over the default.
    pub fn settle(root: &Path, file: ConfigFile, overrides: Overrides) -> Settings {
        let text = |table, key, default: &str| {
            file.texts.get(&(table, key)).map_or_else(|| default.to_owned(), |t| t.value.clone())
        };
        let list = |table, key| file.lists.get(&(table, key)).cloned().unwrap_or_default();
        let built = root.join(text("build", "build-dir", "book"));
        let mut base_url = text("site", "base-url", "");
        if !base_url.is_empty() && !base_url.ends_with('/') {
            base_url.push('/');
        }
        Settings {
            root: root.to_owned(),
            title: text("book", "title", "Runbooks"),
            description: text("book", "description", ""),
            authors: list("book", "authors").into_iter().map(|a| a.value).collect(),
            language: text("book", "language", "en"),
            source_dir: PathBuf::from(text("book", "src", "content")),
            build_dir: overrides.dest_dir.unwrap_or(built),
            base_url,
            keep: file.numbers.get(&("output", "keep")).map_or(2, |n| n.value),
            allowed_files: list("files", "allow"),
            ignored: list("checks", "ignore"),
            vocabulary: file.vocabulary,
        }
    }
}
