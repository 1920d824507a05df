//! Layouts and assets: ours, embedded in the binary, and the user's of the same name, which win.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::diag::{FileId, Files, Outcome};
use crate::read::Folder;

static LAYOUTS: Dir = include_dir!("$CARGO_MANIFEST_DIR/layouts");
static ASSETS: Dir = include_dir!("$CARGO_MANIFEST_DIR/assets");

/// Numbers of the user's layouts begin here, far behind those of plans.
const FIRST_LAYOUT: u32 = 0x8000_0000;

/// A layout or asset.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    /// Relative to `layouts/` or `assets/`, with `/`.
    pub path: String,
    pub bytes: Vec<u8>,
    /// The user's layout in the texts that messages quote; `None` for ours and for assets.
    pub file: Option<FileId>,
}

/// All layouts and assets of a site, ours and the user's.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    pub layouts: BTreeMap<String, ThemeFile>,
    pub assets: BTreeMap<String, ThemeFile>,
}

impl Theme {
    /// Ours alone.
    pub fn built_in() -> Theme {
        Theme { layouts: embedded(&LAYOUTS), assets: embedded(&ASSETS) }
    }

    /// Ours with the files of the project's `layouts/` and `assets/` in front; texts of layouts go to `files`.
    pub fn read(folder: &dyn Folder, files: &mut Files) -> Outcome<Theme> {
        let mut theme = Theme::built_in();
        let mut diagnostics = Vec::new();
        for (dir, is_layout) in [("layouts", true), ("assets", false)] {
            let listing = folder.list(Path::new(dir));
            diagnostics.extend(listing.diagnostics.into_iter().filter(|d| d.code != "no-folder"));
            let hidden = listing
                .passed_over
                .into_iter()
                .filter(|p| is_layout && p.extension().is_some_and(|e| e == "html"));
            for path in listing.others.into_iter().chain(hidden) {
                let name = path.strip_prefix(dir).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                let bytes = match folder.read(&path) {
                    Ok(bytes) => bytes,
                    Err(diagnostic) => {
                        diagnostics.push(diagnostic);
                        continue;
                    }
                };
                let file = is_layout
                    .then_some(FileId(FIRST_LAYOUT + theme.layouts.len() as u32 + files.len() as u32));
                if let Some(id) = file {
                    files.add(id, &path, String::from_utf8_lossy(&bytes));
                }
                let taken = if is_layout { &mut theme.layouts } else { &mut theme.assets };
                taken.insert(name.clone(), ThemeFile { path: name, bytes, file });
            }
        }
        Outcome { value: theme, diagnostics }
    }

    /// Every file with its path in the project: `layouts/…` and `assets/…`.
    pub fn files(&self) -> Vec<(String, &[u8])> {
        let all = [("layouts", &self.layouts), ("assets", &self.assets)];
        let named = |(folder, files): (&'static str, _)| {
            let files: &BTreeMap<String, ThemeFile> = files;
            files.values().map(move |f| (format!("{folder}/{}", f.path), f.bytes.as_slice()))
        };
        all.into_iter().flat_map(named).collect()
    }

    /// Paths and contents of the assets.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.values().map(|f| (f.path.as_str(), f.bytes.as_slice()))
    }
}

fn embedded(dir: &'static Dir) -> BTreeMap<String, ThemeFile> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            let entry = ThemeFile { path: path.clone(), bytes: file.contents().to_vec(), file: None };
            found.insert(path, entry);
        }
    }
    found
}
