//! The keys of front matter: name, shape and meaning, in one place.
//!
//! The reader, the near misses, `tminus schema`, the comments that `tminus import` writes and the manual all come
//! from this table.

/// What a value must look like.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text, kept character for character.
    Text,
    /// Two to eight capital letters and digits.
    Code,
    /// `2025-10-28`.
    Date,
    /// `2025-10-28 10:00`, with or without an offset.
    Moment,
    /// A name of the time zone database.
    Zone,
    /// A language tag such as `en` or `pt-BR`.
    Language,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// Several texts; one alone needs no list.
    Texts,
    /// Several maps with keys of their own.
    Entries(&'static [Key]),
}

/// One key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    pub name: &'static str,
    pub kind: Kind,
    /// One or two sentences, as the manual prints them.
    pub doc: &'static str,
    /// Whether the value must be there when the map is.
    pub required: bool,
}

const fn key(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, doc, required: false }
}

const fn required(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, doc, required: true }
}

pub const PLAN_KINDS: &[&str] = &[
    "cutover",
    "rollout",
    "go-live",
    "deployment",
    "incident",
    "rollback",
    "disaster-recovery",
    "maintenance",
    "other",
];

pub const STATUSES: &[&str] = &["draft", "review", "approved", "blocked", "running", "done", "retired"];

/// The keys in the order in which `import` writes them.
pub const KEYS: &[Key] = &[
    key("id", Kind::Text, "Stable name of the plan: its folder in the site. Default: the name of the file."),
    key(
        "code",
        Kind::Code,
        "Short code in capitals, such as SCN; steps and sheets carry it. Default: made from the id.",
    ),
    key("title", Kind::Text, "Title of the plan. Default: the first heading."),
    key("summary", Kind::Text, "One or two sentences for lists of plans."),
    key("kind", Kind::Choice(PLAN_KINDS), "What kind of plan this is."),
    key(
        "status",
        Kind::Choice(STATUSES),
        "Where the plan stands. A blocked plan says so on each of its pages.",
    ),
    key("version", Kind::Text, "Version, kept as written: 1.10 is not 1.1."),
    key("date", Kind::Date, "Date of this version."),
    key("review_by", Kind::Date, "Day from which on the plan counts as out of date; its pages then say so."),
    key(
        "t_zero",
        Kind::Moment,
        "The moment from which T-7d and the like are counted, in `time_zone` or with an offset.",
    ),
    key("time_zone", Kind::Zone, "Zone of all clock times in the plan, such as Europe/Berlin."),
    key(
        "language",
        Kind::Language,
        "Language of the text, such as en or pt-BR. Default: the language of the site.",
    ),
    key("owners", Kind::Texts, "Who answers for the plan."),
    key("approvers", Kind::Texts, "Roles that sign it off; `2 × role` asks for two people."),
    key("prepared_by", Kind::Texts, "Who wrote it."),
    key("systems", Kind::Texts, "Systems that the plan touches."),
    key("tags", Kind::Texts, "Words to find it by."),
    key("contacts", Kind::Entries(CONTACT), "People and desks to call."),
    key("severities", Kind::Entries(SEVERITY), "Severity levels and how fast who reacts."),
    key("blocked_by", Kind::Texts, "Why the plan must not be run yet; one reason a line."),
    key("aliases", Kind::Texts, "Former ids: links to them still work."),
    key("draft", Kind::Flag, "true keeps the plan out of the site."),
];

pub const CONTACT: &[Key] = &[
    required("role", Kind::Text, "Role or desk."),
    key("name", Kind::Text, "Person."),
    key("phone", Kind::Text, "Number, kept as written."),
    key("email", Kind::Text, "Address."),
    key("channel", Kind::Text, "Chat channel or pager."),
    key("hours", Kind::Text, "When somebody answers."),
    key("group", Kind::Text, "Heading under which the contact is listed."),
];

pub const SEVERITY: &[Key] = &[
    required("level", Kind::Text, "Level, such as P0 or SEV1."),
    key("label", Kind::Text, "What the level is called."),
    key("response", Kind::Text, "Time until somebody reacts."),
    key("update", Kind::Text, "How often news is given."),
    key("notify", Kind::Texts, "Who is told."),
];

pub const MODES: &[&str] = &["live", "drill", "both"];

/// The keys of a message in `content/messages/`.
pub const MESSAGE: &[Key] = &[
    key("title", Kind::Text, "What the message is called. Default: the name of the file."),
    key("severity", Kind::Text, "Severity that it is for, such as P0."),
    key("audience", Kind::Text, "Who reads it; an address in it is where the mail link goes."),
    key("channel", Kind::Text, "Through what it goes out: a chat channel, a list, a status page."),
    key("subject", Kind::Text, "Subject of a mail, on one line; may hold fields."),
    key("fields", Kind::Entries(FIELD), "What is filled in before the message goes out."),
    key("plans", Kind::Texts, "Codes or ids of the plans that it is for. Default: all plans."),
    key(
        "mode",
        Kind::Choice(MODES),
        "Whether it goes out in earnest, in drills, or in both. Default: both. A public alert must say live or drill.",
    ),
    key("public_alert", Kind::Flag, "true for a text that warns the public; it needs a `correction`."),
    key("correction", Kind::Text, "Name of the message that takes this one back."),
];

/// The keys of a field of a message.
pub const FIELD: &[Key] = &[
    required("name", Kind::Text, "The word between `{{` and `}}`: letters, digits and `_`."),
    key("label", Kind::Text, "What people read at the field. Default: the name."),
    key("choices", Kind::Texts, "The values to choose from; free text without them."),
];

impl Key {
    /// The key of this name in `keys`.
    pub fn find(keys: &'static [Key], name: &str) -> Option<&'static Key> {
        keys.iter().find(|key| key.name == name)
    }
}
