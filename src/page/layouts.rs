//! Layouts and assets: ours, embedded in the binary, and the user's of the same name, which win.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::diag::{Diagnostic, FileId, Outcome, Span};

static LAYOUTS: Dir = include_dir!("$CARGO_MANIFEST_DIR/layouts");
static ASSETS: Dir = include_dir!("$CARGO_MANIFEST_DIR/assets");

/// A layout or asset of the user's.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    /// Relative to `layouts/` or `assets/`, with `/`.
    pub path: String,
    pub bytes: Vec<u8>,
    /// For diagnostics about layouts.
    pub file: FileId,
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

    /// Ours with the user's files in front.
    pub fn with(mut self, layouts: Vec<ThemeFile>, assets: Vec<ThemeFile>) -> Theme {
        self.layouts.extend(layouts.into_iter().map(|f| (f.path.clone(), f)));
        self.assets.extend(assets.into_iter().map(|f| (f.path.clone(), f)));
        self
    }
}

impl Theme {
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
            let entry =
                ThemeFile { path: path.clone(), bytes: file.contents().to_vec(), file: FileId::default() };
            found.insert(path, entry);
        }
    }
    found
}

/// The layouts, compiled.
pub struct Layouts {
    tera: tera::Tera,
    files: BTreeMap<String, FileId>,
}

impl Layouts {
    /// Compiles all layouts of the theme.
    pub fn compile(theme: &Theme) -> Outcome<Layouts> {
        let mut tera = tera::Tera::new();
        let files: BTreeMap<String, FileId> =
            theme.layouts.iter().map(|(p, f)| (p.clone(), f.file)).collect();
        let text = |file: &'_ ThemeFile| String::from_utf8_lossy(&file.bytes).into_owned();
        let texts: Vec<(&str, String)> =
            theme.layouts.iter().map(|(path, f)| (path.as_str(), text(f))).collect();
        let added = tera.add_raw_templates(texts.iter().map(|(path, text)| (*path, text.as_str())));
        let diagnostics = added.err().map(|error| diagnostic(&error, &files)).into_iter().collect();
        Outcome { value: Layouts { tera, files }, diagnostics }
    }

    /// Renders one page.
    pub fn render(&self, layout: &str, context: &tera::Context) -> Result<String, Diagnostic> {
        self.tera.render(layout, context).map_err(|error| diagnostic(&error, &self.files))
    }
}

/// Tera's error with the place in the layout.
fn diagnostic(error: &tera::Error, files: &BTreeMap<String, FileId>) -> Diagnostic {
    use tera::ErrorKind::{RenderingError, SyntaxError};
    let hint = "compare with the layout that comes with tminus: `tminus eject layouts/NAME` writes a copy";
    match error.kind() {
        SyntaxError(report) | RenderingError(report) => {
            let found = Diagnostic::error("layout", report.message().to_owned()).hint(hint);
            let span = report.span();
            match files.get(report.filename()) {
                Some(file) if *file != FileId::default() => {
                    found.at(Span::new(*file, span.range.start, span.range.end))
                }
                _ => found.in_file(format!("layouts/{}", report.filename())),
            }
        }
        _ => Diagnostic::error("layout", error.to_string()).hint(hint),
    }
}
