//! Characters that no plan holds: they come from terminals, word processors and broken transfers.

use crate::diag::{Diagnostic, FileId, Span};
use crate::read::limits::OF_A_KIND;

/// One finding for each control character but tab and line feed, the first of a file. NUL says that the file is no
/// text and is an error; the others come with pasted text and are warnings.
pub(super) fn findings(id: FileId, text: &str) -> Vec<Diagnostic> {
    let is_control = |b: u8| (b < 0x20 && b != b'\t' && b != b'\n') || b == 0x7F;
    let places = text.bytes().enumerate().filter(|(_, b)| is_control(*b));
    let total = places.clone().count();
    let mut findings: Vec<Diagnostic> = places.take(OF_A_KIND).map(|(at, b)| finding(id, at, b)).collect();
    if let (Some(last), true) = (findings.last_mut(), total > OF_A_KIND) {
        last.hints.push(format!("the file holds {} more of them", total - OF_A_KIND));
    }
    findings
}

fn finding(id: FileId, at: usize, byte: u8) -> Diagnostic {
    let hint = match byte {
        0x1B => "it begins a colour code of a terminal: copy the text without colours",
        0x00 => "the file may not be text: open it in an editor and save it as UTF-8",
        _ => "remove it; editors can show invisible characters",
    };
    let message = format!("a control character ({}) stands in the text", name(byte));
    let found = match byte {
        0x00 => Diagnostic::error("control-character", message),
        _ => Diagnostic::warning("control-character", message).hint("pages show it as a sign of its own"),
    };
    found.at(Span::new(id, at, at + 1)).hint(hint)
}

fn name(byte: u8) -> String {
    let name = match byte {
        0x00 => "NUL",
        0x07 => "bell",
        0x08 => "backspace",
        0x0B => "vertical tab",
        0x0C => "form feed",
        0x1B => "escape",
        0x7F => "delete",
        _ => return format!("U+{byte:04X}"),
    };
    format!("{name}, U+{byte:04X}")
}
