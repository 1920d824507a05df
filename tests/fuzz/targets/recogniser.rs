//! A plan, from bytes to facts, codes and findings.

use tminus::check;
use tminus::diag::{Diagnostic, Severity};
use tminus::ledger::{Ledger, file};
use tminus::markdown::{Block, Document};
use tminus::recognise::Vocabulary;

use super::plan::{self, Understood};
use crate::engine::{Broken, Holds, Target, Traits};
use crate::laws::{findings, holds, same};

pub struct Recogniser {
    vocabulary: Vocabulary,
}

impl Target for Recogniser {
    const NAME: &'static str = "recogniser";
    const WORDS: &'static [&'static str] = plan::WORDS;
    const LONGEST: usize = 3000;
    const LENT: (&'static [&'static str], &'static str) = plan::LENT;

    fn ready() -> Result<Self, String> {
        Ok(Recogniser { vocabulary: Vocabulary::built_in() })
    }

    fn laws(&mut self, input: &[u8], traits: &mut Traits) -> Holds {
        let made = plan::understood(input, &Ledger::default(), &self.vocabulary);
        let mut found = made.findings.clone();
        found.extend(check::check(&made.site));
        findings(&found, &made.files, traits)?;
        let Some(plan) = made.site.plans.first() else { return Ok(()) };
        document(&plan.document, &plan.source.text)?;
        let facts = facts(&made)?;
        lines(&facts, plan.source.text.matches('\n').count() as u64 + 1, traits, "")?;
        self.twice(input, &made, &facts)?;
        self.spelt_otherwise(input, &made, &facts)?;
        self.remembered(input, &made)
    }
}

impl Recogniser {
    fn twice(&self, input: &[u8], made: &Understood, known: &serde_json::Value) -> Holds {
        let again = plan::understood(input, &Ledger::default(), &self.vocabulary);
        same("read twice it is the same", &facts(&again)?, known)?;
        same("codes are drawn alike", &file::write(&again.ledger), &file::write(&made.ledger))
    }

    /// What the manual says that no digest hangs on: line ends, a byte order mark.
    fn spelt_otherwise(&self, input: &[u8], made: &Understood, known: &serde_json::Value) -> Holds {
        let Ok(text) = std::str::from_utf8(input) else { return Ok(()) };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
        let other = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let other = plan::understood(other.as_bytes(), &Ledger::default(), &self.vocabulary);
        if other.site.plans.is_empty() {
            return Ok(());
        }
        same("line ends and a mark change no fact", &facts(&other)?, known)?;
        same("line ends and a mark change no digest", &digests(&other), &digests(made))
    }

    /// Built again with the ledger of the first time, everything has its code, and nothing is news. With an error there is
    /// no first time.
    fn remembered(&self, input: &[u8], made: &Understood) -> Holds {
        if made.findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Ok(());
        }
        let again = plan::understood(input, &made.ledger, &self.vocabulary);
        let is_known = |found: &Diagnostic| made.findings.iter().any(|known| known.code == found.code);
        let news = again.findings.iter().filter(|found| !is_known(found));
        let news: Vec<String> = news.map(|found| format!("{}: {}", found.code, found.message)).collect();
        holds("a second build has nothing new to say", news.is_empty(), || news.join("\n"))?;
        same("a second build keeps the ledger", &file::write(&again.ledger), &file::write(&made.ledger))
    }
}

/// What `tminus facts` prints.
fn facts(made: &Understood) -> Result<serde_json::Value, Broken> {
    let plans: Vec<_> = made.site.plans.iter().map(|plan| &*plan.plan).collect();
    serde_json::to_value(plans).map_err(|error| Broken { law: "facts are JSON", told: error.to_string() })
}

/// Codes and digests of all things.
fn digests(made: &Understood) -> Vec<String> {
    let things = made.site.plans.iter().flat_map(|plan| &plan.identity.things);
    things.map(|known| format!("{} {:?}", known.code, known.thing)).collect()
}

/// Every line that the facts name is one of the plan; how many facts there are tells what the input did.
fn lines(facts: &serde_json::Value, last: u64, traits: &mut Traits, name: &str) -> Holds {
    match facts {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                if ["line", "first_line", "last_line"].contains(&key.as_str()) {
                    let is = value.as_u64().is_none_or(|line| line <= last);
                    holds("facts stand on lines of the plan", is, || {
                        format!("{name}.{key} {value} of {last}")
                    })?;
                }
                lines(value, last, traits, key)?;
            }
        }
        serde_json::Value::Array(items) => {
            traits.count(name, items.len());
            items.iter().try_for_each(|item| lines(item, last, traits, name))?;
        }
        serde_json::Value::Null => {}
        _ => traits.saw(name),
    }
    Ok(())
}

/// Sections and blocks are pieces of the text, in its order.
fn document(document: &Document, text: &str) -> Holds {
    let piece = |what: &str, start: u32, end: u32| {
        let is = text.get(start as usize..end as usize).is_some();
        holds("what is in the tree is in the text", is, || {
            format!("{what} at {start}..{end} of {}", text.len())
        })
    };
    let mut anchors = std::collections::BTreeSet::new();
    for section in &document.sections {
        piece("section", section.start, section.end)?;
        let alone = section.level == 0 || anchors.insert(section.anchor.clone());
        holds("anchors are different", alone, || section.anchor.clone())?;
        let mut wrong = None;
        let mut check = |block: &Block| wrong = wrong.take().or(piece("block", block.start, block.end).err());
        section.blocks.iter().for_each(|block| block.walk(&mut check));
        if let Some(broken) = wrong {
            return Err(broken);
        }
    }
    Ok(())
}
