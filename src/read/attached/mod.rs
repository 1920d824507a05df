//! Files that plans point to: pictures, forms, lists. They are found where a link says, looked at, and published as
//! they are. What is hidden, could run, or is not what its name says is not.
//!
//! Each file is read once: [`look`] gives what is known of it and its bytes, which nobody keeps.

mod find;
mod kinds;
mod markup;
mod picture;
mod rules;
mod svg;

pub use find::Finder;
pub use kinds::{Allowed, never};

use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::folder::Folder;
use super::limits;
use crate::diag::Diagnostic;
use kinds::{Kind, held};

/// What is known of a file that may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub bytes: u64,
    /// SHA-256 of the bytes that were looked at.
    pub digest: [u8; 32],
    /// Whether it is a picture.
    pub is_picture: bool,
    /// Width and height of a picture that says them.
    pub size: Option<(u32, u32)>,
    /// Whether it is text that people write, which may hold what nobody should read.
    pub is_text: bool,
}

/// Reads the file at `path` and looks at it: what is known of it with its bytes, or why it is not published. The error
/// has no place: that is where a plan points to the file.
pub fn look(folder: &dyn Folder, allowed: &Allowed, path: &str) -> Result<(Facts, Vec<u8>), Diagnostic> {
    let kind = allowed.kind_of(path)?;
    let bytes = folder.read_up_to(Path::new(path), limits::ATTACHED).map_err(|found| told(path, found))?;
    let facts = facts(kind, path, &bytes)?;
    Ok((facts, bytes))
}

/// What is known of a file of this kind with these bytes.
fn facts(kind: Kind, path: &str, bytes: &[u8]) -> Result<Facts, Diagnostic> {
    if bytes.is_empty() {
        return Err(damaged(format!("`{path}` is empty")).hint("save the file again, or take the link out"));
    }
    let mut size = None;
    match kind {
        Kind::Picture(format) => {
            let (width, height) = picture::measure(format, bytes).map_err(|fault| match fault {
                picture::Fault::Another => not_what_it_says(path, format.name(), bytes),
                picture::Fault::CutOff => damaged(format!("`{path}` is cut off: the picture has no end"))
                    .hint("save or copy the picture again"),
            })?;
            if u64::from(width) * u64::from(height) > limits::PIXELS {
                let limit = limits::PIXELS / 1_000_000;
                let message =
                    format!("`{path}` has {width} by {height} points; the limit is {limit} million in all");
                return Err(Diagnostic::error("asset-too-large", message)
                    .hint("scale the picture down: nobody sees more than a screen has"));
            }
            size = Some((width, height));
        }
        Kind::Svg => size = svg::check(path, bytes)?,
        Kind::Xml => rules::xml(path, bytes)?,
        Kind::Text => rules::text(path, bytes)?,
        Kind::Pdf if !bytes.starts_with(b"%PDF-") => return Err(not_what_it_says(path, "a PDF", bytes)),
        Kind::Zip if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") => {
            return Err(not_what_it_says(path, "a document or archive of that kind", bytes));
        }
        Kind::Pdf | Kind::Zip | Kind::Any => {}
    }
    Ok(Facts {
        bytes: bytes.len() as u64,
        digest: Sha256::digest(bytes).into(),
        is_picture: matches!(kind, Kind::Picture(_) | Kind::Svg),
        size,
        is_text: matches!(kind, Kind::Text | Kind::Xml),
    })
}

fn damaged(message: String) -> Diagnostic {
    Diagnostic::error("asset-damaged", message)
}

fn not_what_it_says(path: &str, said: &str, bytes: &[u8]) -> Diagnostic {
    let found = match held(bytes) {
        Some(held) => damaged(format!("`{path}` holds {held}, not {said}")),
        None => damaged(format!("`{path}` is not {said}")),
    };
    found.hint("give the file the ending of what it holds, or save it again as what its ending says")
}

/// What the folder says against reading a file, as it is told at a link.
fn told(path: &str, found: Diagnostic) -> Diagnostic {
    match found.code {
        "file-too-large" => {
            let limit = limits::ATTACHED / (1024 * 1024);
            // Without its size: one that is just being written would be told of with every piece of it.
            Diagnostic::error(
                "asset-too-large",
                format!("`{path}` has more than {limit} MiB, which is the limit"),
            )
            .hint("make the file smaller, or link to where it is published (https:)")
        }
        _ => Diagnostic { path: None, message: format!("`{path}`: {}", found.message), ..found },
    }
}

#[cfg(test)]
mod tests;
