//! The layouts, compiled, with the styles and scripts that they name.

use std::collections::BTreeMap;

use super::bundle::Bundle;
use super::{Theme, ThemeFile};
use crate::diag::{Diagnostic, FileId, Outcome, Span};

/// A theme, ready for use.
pub struct Layouts {
    /// The styles and scripts of all pages.
    pub bundle: Bundle,
    tera: tera::Tera,
    /// The user's layouts by name.
    files: BTreeMap<String, FileId>,
}

impl Layouts {
    /// Compiles all layouts of the theme.
    pub fn compile(theme: &Theme) -> Outcome<Layouts> {
        let mut tera = tera::Tera::new();
        let files: BTreeMap<String, FileId> =
            theme.layouts.iter().filter_map(|(p, f)| Some((p.clone(), f.file?))).collect();
        let text = |file: &'_ ThemeFile| String::from_utf8_lossy(&file.bytes).into_owned();
        let texts: Vec<(&str, String)> =
            theme.layouts.iter().map(|(path, f)| (path.as_str(), text(f))).collect();
        let added = tera.add_raw_templates(texts.iter().map(|(path, text)| (*path, text.as_str())));
        let diagnostics = added.err().map(|error| diagnostic(&error, &files)).into_iter().collect();
        Outcome { value: Layouts { bundle: Bundle::of(theme), tera, files }, diagnostics }
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
                Some(file) => found.at(Span::new(*file, span.range.start, span.range.end)),
                _ => found.in_file(format!("layouts/{}", report.filename())),
            }
        }
        _ => Diagnostic::error("layout", error.to_string()).hint(hint),
    }
}
