//! Which words speak of what, by language.
//!
//! `vocabulary.toml` beside this file lists the words; a site adds its own in `book.toml`. Matching is by whole
//! words, without regard to case, width and kind of hyphen; a word that ends or begins with `*` matches any ending or
//! beginning; scripts without blanks between words (Japanese, Chinese) match anywhere.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// What words can speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Concept {
    // Structure.
    Phase,
    Stage,
    Step,
    Week,
    Day,
    Hour,
    Minute,
    Month,
    Before,
    After,
    Overview,
    Appendix,
    // Fields below a heading.
    Time,
    Duration,
    Priority,
    Owner,
    Timing,
    Audience,
    Symptoms,
    // Work.
    Task,
    Done,
    Checklist,
    Prerequisite,
    // Gates.
    Go,
    GoLive,
    MustHave,
    NoGo,
    NonBlocking,
    GoNoGo,
    ConditionalGo,
    HoldPoint,
    SuccessCriteria,
    FailureCriteria,
    // Back out.
    Rollback,
    RollbackPoint,
    Trigger,
    Contingency,
    Procedure,
    // Incidents.
    Severity,
    Critical,
    High,
    Medium,
    Low,
    Incident,
    IncidentClassification,
    Scenario,
    ImmediateActions,
    Recovery,
    Escalation,
    ResponseTime,
    UpdateFrequency,
    ResolutionTime,
    Condition,
    Action,
    Notify,
    AlertThreshold,
    Alert,
    // People.
    SignOff,
    Signature,
    Date,
    Name,
    Role,
    Title,
    Contact,
    JobTitle,
    Authority,
    Phone,
    Email,
    Channel,
    Hours,
    Backup,
    // Messages.
    Communication,
    Template,
    Message,
    Subject,
    ChannelKind,
    Immediately,
    Frequency,
    During,
    // Numbers.
    Metric,
    Monitored,
    Success,
    Target,
    Origin,
    AtLeast,
    AtMost,
    Zero,
    Actual,
    Threshold,
    Risk,
    Probability,
    Impact,
    Mitigation,
    Achieved,
    // Settings.
    FeatureFlag,
    Setting,
    DefaultValue,
    Endpoint,
    HealthCheck,
    Unfinished,
    // Choices and order.
    Decision,
    Option,
    Recommended,
    Dependency,
    Timeline,
    Milestone,
    Status,
    Total,
    All,
    // Call-outs that are no fields.
    Note,
    Yes,
    No,
    Blocked,
    /// The last word of keys that name authors.
    By,
    /// Work that is not part of this plan.
    Later,
    /// Columns of change logs.
    Version,
}

/// A phrase of words; each may be open at its beginning or end.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    words: Vec<Word>,
    /// Matches anywhere in the text: a script without blanks.
    anywhere: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    open_start: bool,
    open_end: bool,
}

/// The words of every concept, all languages together.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    phrases: BTreeMap<Concept, Vec<Phrase>>,
}

/// The file: concept -> language -> words.
pub type VocabularyFile = BTreeMap<Concept, BTreeMap<String, Vec<String>>>;

impl Vocabulary {
    /// The words that come with tminus.
    pub fn built_in() -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        if let Ok(file) = toml::from_str::<VocabularyFile>(include_str!("vocabulary.toml")) {
            vocabulary.extend(&file);
        }
        vocabulary
    }

    /// Adds the words of `file`.
    pub fn extend(&mut self, file: &VocabularyFile) {
        for (concept, languages) in file {
            let phrases = self.phrases.entry(*concept).or_default();
            phrases.extend(languages.values().flatten().map(|words| Phrase::read(words)));
        }
    }

    /// Whether any phrase of `concept` stands in `text`.
    pub fn speaks(&self, concept: Concept, text: &str) -> bool {
        self.find(concept, text).is_some()
    }

    /// Whether `text` is a phrase of `concept` and nothing else.
    pub fn is(&self, concept: Concept, text: &str) -> bool {
        let folded = fold(text);
        let words = tokens(&folded);
        let Some(phrases) = self.phrases.get(&concept) else { return false };
        phrases.iter().any(|p| {
            if p.anywhere {
                folded.trim() == p.words[0].text
            } else {
                p.words.len() == words.len() && p.at(&words, 0)
            }
        })
    }

    /// Whether `text` begins with a phrase of `concept`.
    pub fn leads(&self, concept: Concept, text: &str) -> bool {
        let folded = fold(text);
        let words = tokens(&folded);
        let Some(phrases) = self.phrases.get(&concept) else { return false };
        phrases
            .iter()
            .any(|p| if p.anywhere { folded.trim().starts_with(&p.words[0].text) } else { p.at(&words, 0) })
    }

    /// The words of `text`, folded, without the phrases of `concept`.
    pub fn without(&self, concept: Concept, text: &str) -> String {
        let mut folded = fold(text);
        let Some(phrases) = self.phrases.get(&concept) else { return folded };
        for phrase in phrases.iter().filter(|p| p.anywhere) {
            folded = folded.replace(&phrase.words[0].text, " ");
        }
        let words = tokens(&folded);
        let mut kept = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest =
                phrases.iter().filter(|p| !p.anywhere && p.at(&words, at)).map(|p| p.words.len()).max();
            match longest {
                Some(length) => at += length,
                None => {
                    kept.push(words[at]);
                    at += 1;
                }
            }
        }
        kept.join(" ")
    }

    /// Number of the first word of `text` at which a phrase of `concept` stands (0 for scripts without blanks).
    pub fn find(&self, concept: Concept, text: &str) -> Option<usize> {
        let phrases = self.phrases.get(&concept)?;
        let folded = fold(text);
        let words = tokens(&folded);
        (0..words.len())
            .find(|at| phrases.iter().any(|p| !p.anywhere && p.at(&words, *at)))
            .or_else(|| phrases.iter().any(|p| p.anywhere && folded.contains(&p.words[0].text)).then_some(0))
    }
}

impl Phrase {
    fn read(words: &str) -> Phrase {
        let folded = fold(words);
        if folded.chars().any(is_unspaced) {
            let text = folded.trim().trim_matches('*').to_owned();
            return Phrase { words: vec![Word { text, open_start: true, open_end: true }], anywhere: true };
        }
        let words = folded.split_whitespace().flat_map(|piece| {
            let (open_start, open_end) = (piece.starts_with('*'), piece.ends_with('*'));
            let inner = piece.trim_matches('*').to_owned();
            let parts: Vec<String> = tokens(&inner).into_iter().map(str::to_owned).collect();
            let last = parts.len().saturating_sub(1);
            parts.into_iter().enumerate().map(move |(at, text)| Word {
                text,
                open_start: open_start && at == 0,
                open_end: open_end && at == last,
            })
        });
        Phrase { words: words.collect(), anywhere: false }
    }

    /// Whether the phrase stands at `words[at..]`.
    fn at(&self, words: &[&str], at: usize) -> bool {
        !self.words.is_empty()
            && self.words.len() <= words.len().saturating_sub(at)
            && self.words.iter().zip(&words[at..]).all(|(pattern, word)| pattern.matches(word))
    }
}

impl Word {
    fn matches(&self, word: &str) -> bool {
        match (self.open_start, self.open_end) {
            (false, false) => word == self.text,
            (false, true) => word.starts_with(&self.text),
            (true, false) => word.ends_with(&self.text),
            (true, true) => word.contains(&self.text),
        }
    }
}

/// Lower case, compatibility forms folded (full width, U+2011), typographic apostrophes and hyphens made plain.
fn fold(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{2019}' => '\'',
            c => c,
        })
        .collect()
}

/// Words of a folded text: letters and digits, with an apostrophe inside; everything else parts them.
fn tokens(folded: &str) -> Vec<&str> {
    folded.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty()).collect()
}

fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_reads_whole() {
        let file: VocabularyFile = toml::from_str(include_str!("vocabulary.toml")).unwrap();
        assert!(file.len() > 60, "{} concepts", file.len());
    }

    #[test]
    fn words_match_whole_and_in_every_dress() {
        let vocabulary = Vocabulary::built_in();
        for text in [
            "Rollback Plan",
            "How to roll back",
            "Back-out steps",
            "Rückfallplan",
            "Plan de retour arrière",
            "回滚方案",
        ] {
            assert!(vocabulary.speaks(Concept::Rollback, text), "{text}");
        }
        for text in ["GO/NO‑GO", "Go / No Go", "go-no-go decision", "Go/No-Go"] {
            assert!(vocabulary.speaks(Concept::GoNoGo, text), "{text}");
        }
        assert!(!vocabulary.speaks(Concept::Risk, "asterisk"));
        assert!(!vocabulary.speaks(Concept::Go, "going"));
    }
}
