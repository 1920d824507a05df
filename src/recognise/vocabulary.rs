//! Which words speak of what, by language.
//!
//! `vocabulary.toml` beside this file lists the words; a site adds its own in `book.toml`. Matching is by whole
//! words, without regard to case, width and kind of hyphen; a word that ends or begins with `*` matches any ending or
//! beginning; scripts without blanks between words (Japanese, Chinese) match anywhere.

use std::collections::BTreeMap;

use super::meaning::{Index, Memory};
use super::phrase::{Phrase, fold, tokens};
use serde::de::IntoDeserializer;
use serde::{Deserialize, Serialize};

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
    OnCall,
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
    TwoPeople,
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
    Unlikely,
    Possible,
    Likely,
    Certain,
    Impact,
    Rating,
    Mitigation,
    Achieved,
    // Settings.
    FeatureFlag,
    Setting,
    DefaultValue,
    Endpoint,
    Address,
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
    // What a status comes down to.
    StatusDraft,
    StatusRunning,
    StatusApproved,
    StatusDone,
    /// People whom a plan names by their duty and who must be reached.
    DutyRole,
    // What a sentence names without a link.
    NamesEndpoints,
    NamesContacts,
    NamesEscalation,
    NamesRollback,
    NamesEarlierPhases,
    // Words around a name that point to it, or add nothing to it.
    Pointer,
    Filler,
    PlainHead,
    FaultHead,
    Doing,
    StateWord,
    Belonging,
    // What tells whether a wording asks for more or for less.
    Millisecond,
    Second,
    Percent,
    NoMoreThan,
    NoLessThan,
    /// Behind a number: it and all above.
    OrMore,
    /// Behind a number: it and all below.
    OrLess,
    LessIsBetter,
    MoreIsBetter,
    Absence,
    /// By when at the latest.
    Deadline,
    Wait,
    Sustained,
    Must,
    Should,
}

/// The words of every concept, all languages together.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    phrases: BTreeMap<Concept, Vec<Phrase>>,
    index: Index,
    memory: Memory,
}

/// The file: concept -> language -> words.
pub type VocabularyFile = BTreeMap<Concept, BTreeMap<String, Vec<String>>>;

impl Concept {
    /// The concept of that name, as `vocabulary.toml` writes it (`no-go`).
    pub fn named(name: &str) -> Option<Concept> {
        let name: serde::de::value::StrDeserializer<serde::de::value::Error> = name.into_deserializer();
        Concept::deserialize(name).ok()
    }
}

impl Vocabulary {
    /// All that it knows: two that say the same here read alike.
    pub fn words(&self) -> impl std::fmt::Debug {
        &self.phrases
    }

    /// Names of all concepts that have words.
    pub fn names(&self) -> Vec<String> {
        let name = |concept: &Concept| serde_json::to_value(concept).ok()?.as_str().map(str::to_owned);
        self.phrases.keys().filter_map(name).collect()
    }

    /// The words that come with tminus.
    pub fn built_in() -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        if let Ok(file) = toml::from_str::<VocabularyFile>(include_str!("vocabulary.toml")) {
            vocabulary.extend(&file);
        }
        vocabulary
    }

    /// The phrases of a concept.
    pub(super) fn phrases(&self, concept: Concept) -> &[Phrase] {
        self.phrases.get(&concept).map_or(&[], Vec::as_slice)
    }

    /// Adds the words of `file`.
    pub fn extend(&mut self, file: &VocabularyFile) {
        for (concept, languages) in file {
            for words in languages.values().flatten() {
                let phrase = Phrase::read(words);
                self.index.add(*concept, phrase.clone());
                self.phrases.entry(*concept).or_default().push(phrase);
            }
        }
        self.memory = Memory::default();
    }

    /// Whether any phrase of `concept` stands in `text`.
    pub fn speaks(&self, concept: Concept, text: &str) -> bool {
        self.find(concept, text).is_some()
    }

    /// Whether `text` is a phrase of `concept` and nothing else.
    pub fn is(&self, concept: Concept, text: &str) -> bool {
        self.memory.meaning(&self.index, text).is.contains(&concept)
    }

    /// Whether `text` begins with a phrase of `concept`.
    pub fn leads(&self, concept: Concept, text: &str) -> bool {
        self.memory.meaning(&self.index, text).leads.contains(&concept)
    }

    /// Number of the first word of `text` at which a phrase of `concept` stands (0 for scripts without blanks).
    pub fn find(&self, concept: Concept, text: &str) -> Option<usize> {
        let meaning = self.memory.meaning(&self.index, text);
        meaning.speaks.iter().find(|(c, _)| *c == concept).map(|(_, at)| *at)
    }

    /// Bytes of the longest phrase of `concept` in a script without blanks that begins `text`.
    pub fn unspaced_front(&self, concept: Concept, text: &str) -> Option<usize> {
        let unspaced = self.phrases(concept).iter().filter(|p| p.anywhere);
        unspaced.map(|p| &p.words[0].text).filter(|p| text.starts_with(p.as_str())).map(String::len).max()
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
