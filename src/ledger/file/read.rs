//! Text to the ledger. What cannot be trusted is an error: a ledger is never half read.

use super::fields::{Fields, parse};
use super::{END, HEADER, NAME, VERSION, checksum};
use crate::diag::{Diagnostic, FileId, Outcome, Span};
use crate::ledger::entry::{Change, Entry, Retired, Revision, SIGNS, State};
use crate::ledger::{Code, Kind, Ledger};

/// What a merge that was not finished leaves at the beginning of lines.
pub const MARKERS: &[&str] = &["<<<<<<<", "=======", ">>>>>>>", "|||||||"];

/// More broken lines than these are not told one by one.
const TOLD: usize = 20;

/// Reads the text of `tminus.lock`. With an error in the outcome the value is not to be used.
pub fn read(file: FileId, text: &str) -> Outcome<Ledger> {
    let mut reader = Reader { file, found: Ledger::default(), findings: Vec::new(), broken: 0 };
    let first = text.lines().next().unwrap_or("");
    match first.strip_prefix(HEADER).and_then(|rest| rest.trim().parse::<u32>().ok()) {
        Some(VERSION) => reader.lines(text),
        Some(version) if version > VERSION => {
            let message = format!("this ledger has version {version}; this tminus reads version {VERSION}");
            reader.error("ledger-newer", (0, first.len()), message, "use the newer tminus that wrote it");
        }
        _ => {
            let message = format!("this is not a ledger: its first line is not `{HEADER}{VERSION}`");
            let hint = format!("bring `{NAME}` back from version control, or delete it to begin a new one");
            reader.error("ledger-not-ours", (0, first.len()), message, &hint);
        }
    }
    reader.found.pack();
    Outcome { value: reader.found, diagnostics: reader.findings }
}

struct Reader {
    file: FileId,
    found: Ledger,
    findings: Vec<Diagnostic>,
    broken: usize,
}

impl Reader {
    fn lines(&mut self, text: &str) {
        let (mut start, mut ended) = (0, false);
        let mut conflict = None;
        for line in text.split_inclusive('\n') {
            let place = (start, start + line.trim_end().len());
            start += line.len();
            let line = line.trim_end_matches(['\n', '\r']);
            if MARKERS.iter().any(|marker| line.starts_with(marker)) {
                conflict.get_or_insert(place);
            } else if line == END {
                ended = true;
            } else if !line.starts_with('#') && !line.trim().is_empty() {
                self.line(line, place);
            }
        }
        if let Some(place) = conflict {
            self.findings.clear();
            let hint = "`tminus ledger mend` keeps the lines of both sides, which is always right here";
            return self.error(
                "ledger-conflict",
                place,
                "a merge was not finished in the ledger".into(),
                hint,
            );
        }
        if self.broken > TOLD {
            let message = format!("{} more lines are broken", self.broken - TOLD);
            self.error("ledger-damaged", (0, 0), message, "bring the file back from version control");
        }
        if !ended && self.broken <= 1 {
            // What was cut in the middle of a line left that line damaged.
            self.findings.clear();
            self.cut_off(text);
        }
    }

    fn cut_off(&mut self, text: &str) {
        let last = text.trim_end().rfind('\n').map_or(0, |at| at + 1);
        let message = format!("the ledger is cut off: its last line is not `{END}`");
        let hint = format!("bring `{NAME}` back from version control; nothing was written");
        self.error("ledger-cut-off", (last, text.trim_end().len()), message, &hint);
    }

    fn line(&mut self, line: &str, place: (usize, usize)) {
        let sound = line.rsplit_once(" #").filter(|(text, sum)| checksum(text) == *sum);
        let Some((text, _)) = sound else { return self.damaged(place, "its checksum does not fit") };
        let read = parse(text).and_then(|fields| match fields.words.first().copied()? {
            first if first.contains('@') => self.revision(&fields).map(|r| self.found.add_revision(r)),
            _ => entry(&fields, place).map(|entry| self.found.put(entry)),
        });
        if read.is_none() {
            self.damaged(place, "it cannot be read");
        }
    }

    fn revision(&self, fields: &Fields) -> Option<Revision> {
        let (plan, name) = fields.words.first()?.split_once('@')?;
        let (number, digest) = name.split_once('.')?;
        if !digest.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        let mut changes = Vec::new();
        for (what, sign) in SIGNS {
            let listed = bare(fields, sign.to_string().as_str())?.unwrap_or_default();
            for item in listed.split(',').filter(|item| !item.is_empty()) {
                let (code, was) = item.split_once(':').unwrap_or((item, ""));
                changes.push(Change { code: Code::parse(code)?, what: *what, was: was.to_owned() });
            }
        }
        let after = bare(fields, "after")?;
        let after = after.map_or_else(Vec::new, |names| names.split(',').map(str::to_owned).collect());
        Some(Revision {
            plan: Code::of_plan(Code::parse(plan)?.plan_part()),
            number: number.parse().ok()?,
            digest: digest.to_owned(),
            after,
            changes,
        })
    }

    fn damaged(&mut self, place: (usize, usize), why: &str) {
        self.broken += 1;
        if self.broken <= TOLD {
            let message = format!("this line of the ledger is damaged: {why}");
            let hint = "bring the file back from version control; changes are made with `tminus ledger`";
            self.error("ledger-damaged", place, message, hint);
        }
    }

    fn error(&mut self, code: &'static str, (start, end): (usize, usize), message: String, hint: &str) {
        let found =
            Diagnostic::error(code, message).at(Span::new(self.file, start, end)).hint(hint.to_owned());
        self.findings.push(found);
    }
}

/// A value that is written without quotes, so that there is neither a quote nor a blank in it.
fn bare<'a>(fields: &'a Fields, key: &str) -> Option<Option<&'a str>> {
    match fields.values.get(key) {
        Some(text) if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '"') => None,
        text => Some(text.map(String::as_str)),
    }
}

fn entry(fields: &Fields, place: (usize, usize)) -> Option<Entry> {
    let [code, kind] = fields.words[..] else { return None };
    let value = |key: &str| fields.values.get(key).cloned();
    let code_at = |key: &str| match fields.values.get(key) {
        Some(text) => Code::parse(text).map(Some),
        None => Some(None),
    };
    let bare = |key: &str| bare(fields, key).map(|text| text.map(str::to_owned));
    let state = match (bare("retired")?, code_at("same")?) {
        (Some(on), _) => {
            let (to, why) = (code_at("to")?, value("why").unwrap_or_default());
            State::Retired(Box::new(Retired { to, on, why }))
        }
        (None, Some(same)) => State::Same(same),
        (None, None) => State::Live,
    };
    Some(Entry {
        code: Code::parse(code)?,
        kind: Kind::named(kind)?,
        parent: code_at("in")?,
        order: value("at")?.parse().ok()?,
        own: bare("own")??,
        id: value("id"),
        file: value("file"),
        names: value("names").map_or_else(Vec::new, |n| n.split(' ').map(str::to_owned).collect()),
        words: value("text")?,
        also: Vec::new(),
        state,
        pin: bare("pin")?,
        buried: None,
        place,
    })
}
