//! The ledger's text parted by plans: one plan is read of it without all others, as soon as the server starts.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fields::parse;
use super::{END, HEADER, VERSION, read};
use crate::diag::FileId;
use crate::ledger::{Code, Ledger};

/// The text of a ledger, with the places of what belongs together.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    text: String,
    /// By what codes begin with. Lines are sorted, so that there is one range a plan, or a few after a merge.
    ranges: BTreeMap<String, Vec<Range<usize>>>,
    /// The codes of plans that stand, by the ids that they have and had.
    ids: BTreeMap<String, String>,
}

impl Parts {
    /// Looks through the lines; none of them is judged.
    pub fn of(text: String) -> Parts {
        let (mut ranges, mut ids) = (BTreeMap::<String, Vec<Range<usize>>>::new(), BTreeMap::new());
        let mut open: Option<(&str, Range<usize>)> = None;
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let whole = start..start + line.len();
            start = whole.end;
            let word = line.split([' ', '\n']).next().unwrap_or("");
            if line.starts_with('#') || word.is_empty() {
                continue;
            }
            let plan = word.split(['-', '@']).next().unwrap_or(word);
            match &mut open {
                Some((of, range)) if *of == plan => range.end = whole.end,
                other => {
                    if let Some((of, range)) = other.replace((plan, whole)) {
                        ranges.entry(of.to_owned()).or_default().push(range);
                    }
                }
            }
            if word == plan && line[word.len()..].starts_with(" plan ") {
                ids.extend(ids_of(line).into_iter().map(|id| (id, plan.to_owned())));
            }
        }
        if let Some((of, range)) = open {
            ranges.entry(of.to_owned()).or_default().push(range);
        }
        Parts { text, ranges, ids }
    }

    /// The code of the plan that has this id, or had it.
    pub fn code_of(&self, id: &str) -> Option<&str> {
        self.ids.get(id).map(String::as_str)
    }

    /// The ids that lead to the plan of this code.
    pub fn ids_of<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a str> {
        self.ids.iter().filter(move |(_, of)| *of == code).map(|(id, _)| id.as_str())
    }

    /// What was published of the plan of this code, by lines that begin with it; `None` where they cannot be read.
    pub fn part(&self, code: &str) -> Option<Ledger> {
        let Some(ranges) = self.ranges.get(Code::of_plan(code).as_str()) else {
            return Some(Ledger::default());
        };
        let mut text = format!("{HEADER}{VERSION}\n");
        for range in ranges {
            text.push_str(self.text[range.clone()].trim_end());
            text.push('\n');
        }
        text.push_str(END);
        text.push('\n');
        let read = read(FileId::default(), &text);
        (!read.has_errors()).then_some(read.value)
    }
}

/// The ids in the line of a plan that stands.
fn ids_of(line: &str) -> Vec<String> {
    let Some(fields) = line.trim_end().rsplit_once(" #").and_then(|(text, _)| parse(text)) else {
        return Vec::new();
    };
    if fields.values.contains_key("retired") || fields.values.contains_key("same") {
        return Vec::new();
    }
    let names = fields.values.get("names").map_or("", String::as_str).split(' ');
    let names = names.filter(|name| !name.is_empty()).map(str::to_owned);
    names.chain(fields.values.get("id").cloned()).collect()
}
