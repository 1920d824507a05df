//! Text and markup that is not shown but handed on: no browser may take it for a page of the site.

use std::borrow::Cow;

use super::kinds::is_page;
use super::markup::{Broken, Piece, pieces};
use super::{damaged, not_what_it_says};
use crate::diag::Diagnostic;

/// Namespaces of elements that a browser runs or draws.
const LIVE: &[&str] =
    &["http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"];

/// What is wrong with a file that should be text.
pub fn text(path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let text = letters(bytes);
    if text.contains('\0') {
        return Err(not_what_it_says(path, "text", bytes));
    }
    if is_page(text.as_bytes()) {
        return Err(a_page(path));
    }
    Ok(())
}

/// What is wrong with a file that should be XML.
pub fn xml(path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let text = letters(bytes);
    if text.contains('\0') || !text.trim_start().starts_with('<') {
        return Err(not_what_it_says(path, "XML", bytes));
    }
    // Where a host has no type for the ending, a browser guesses.
    if !path.to_lowercase().ends_with(".xml") && is_page(text.as_bytes()) {
        return Err(a_page(path));
    }
    let pieces = pieces(&text).map_err(|broken| unreadable(path, broken))?;
    for piece in &pieces {
        let is_live = match piece {
            Piece::Open { attributes, .. } => {
                attributes.iter().any(|(key, value)| key.starts_with("xmlns") && LIVE.contains(&value.trim()))
            }
            Piece::Instruction(name) => name.to_lowercase().starts_with("xml-style"),
            _ => false,
        };
        if is_live {
            return Err(a_page(path));
        }
        if let Piece::Doctype(inside) = piece
            && inside.contains('[')
        {
            return Err(
                unsafe_file(path, "it declares entities").hint("write what they stand for in their place")
            );
        }
    }
    Ok(())
}

/// Bytes as letters: UTF-16 by its mark, else UTF-8 as far as it is.
pub fn letters(bytes: &[u8]) -> Cow<'_, str> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0,
        None => String::from_utf8_lossy(bytes),
    }
}

/// Markup that cannot be read to its end.
pub fn unreadable(path: &str, broken: Broken) -> Diagnostic {
    match broken {
        Broken::CutOff => {
            damaged(format!("`{path}` is cut off: its markup has no end")).hint("save or copy the file again")
        }
        Broken::Malformed => damaged(format!("`{path}` is no well-formed XML")).hint("save the file again"),
    }
}

/// A file that could do something in the hands of a reader.
pub fn unsafe_file(path: &str, why: &str) -> Diagnostic {
    Diagnostic::error("asset-unsafe", format!("`{path}` is not published: {why}"))
}

fn a_page(path: &str) -> Diagnostic {
    unsafe_file(path, "a browser would take it for a web page")
        .hint("link to where it is published (https:), or put it into a .zip file")
}
