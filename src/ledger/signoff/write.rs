//! A record as it is appended to its file.

use super::keys::FORM;
use super::record::Record;

/// What stands above the first record.
const HEADER: &str = "\
# Sign-off records, written by `tminus signoff record`. This file only grows: a record that is changed, moved or
# taken out is an error of every build.
";

/// The text of a file with one more record at its end. What stands there stays byte for byte.
pub fn appended(file: &str, record: &Record) -> String {
    let mut text = if file.is_empty() { HEADER.to_owned() } else { file.to_owned() };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&entry(record));
    text
}

fn entry(record: &Record) -> String {
    let mut entry = format!("- record: {FORM}\n");
    let mut line = |key: &str, value: &str| {
        entry.push_str(&format!("  {key}: {}\n", scalar(value)));
    };
    line("plan", &record.plan);
    line("role", &record.role);
    line("name", &record.name);
    line("meaning", &record.meaning);
    line("time", &record.time);
    line("revision", &record.revision.to_string());
    line("digest", &record.digest);
    line("how", &record.how);
    if let Some(signer) = &record.signer {
        line("signer", signer);
    }
    line("previous", record.previous.as_deref().unwrap_or(super::canonical::NONE));
    line("hash", &record.hash);
    if let Some(signature) = &record.signature {
        entry.push_str("  signature: |\n");
        for line in signature.lines().filter(|line| !line.trim().is_empty()) {
            entry.push_str(&format!("    {}\n", line.trim()));
        }
    }
    entry
}

/// Plain where nobody can misread it, else in double quotes.
fn scalar(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " -_./+@".contains(c);
    let time = value.starts_with(|c: char| c.is_ascii_digit())
        && value.chars().all(|c| c.is_ascii_alphanumeric() || "-:+.".contains(c))
        && !value.ends_with(':');
    let words = value.starts_with(char::is_alphanumeric) && value.chars().all(plain) && value.trim() == value;
    if (time || words) && !crate::read::yaml::is_null(value) {
        return value.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::ledger::signoff::file;
    use crate::ledger::signoff::testing::{self, record};

    #[test]
    fn what_is_written_is_read_again() {
        let names = [
            "Ada Byron",
            "null",
            "~",
            "- a",
            "a: b",
            "a #b",
            "\"q\" \\ 'x'",
            "日本 太郎",
            "*x",
            "12",
            "true",
            "",
            "{a}",
            "a:",
            "ß—“x”",
            "\u{FEFF}a",
            "é",
            "%x",
            "2026-01-01: x",
            "@home",
            "# no",
        ];
        for name in names.into_iter().filter(|n| !n.is_empty()) {
            let mut written = record(name);
            written.hash = testing::digest('b');
            written.previous = Some(testing::digest('c'));
            written.signer = Some("a@b".into());
            written.signature = Some("-----BEGIN\nabc=\n-----END\n".into());
            let text = appended("", &written);
            let read = file::parse(FileId(0), &text);
            assert!(read.diagnostics.is_empty(), "{name}: {:?}", read.diagnostics);
            assert_eq!(read.value.len(), 1);
            assert_eq!(read.value[0].record, written, "{name}");
        }
    }

    #[test]
    fn nothing_that_stands_there_is_changed() {
        let text = appended("# mine\n- record: v9", &record("Ada"));
        assert!(text.starts_with("# mine\n- record: v9\n- record: v1\n"));
    }
}
