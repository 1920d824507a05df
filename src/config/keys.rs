//! Every key of `book.toml`: one table for the reader, the near misses and the manual.

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// A list of texts.
    Texts,
    /// A whole number from 0 to 100.
    Number,
}

/// A key of a table of `book.toml`.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    pub table: &'static str,
    pub name: &'static str,
    pub kind: Kind,
    /// What holds where the key is not given, for the manual.
    pub default: &'static str,
    /// What it is for, in a sentence.
    pub doc: &'static str,
}

const fn key(
    table: &'static str,
    name: &'static str,
    kind: Kind,
    default: &'static str,
    doc: &'static str,
) -> Key {
    Key { table, name, kind, default, doc }
}

/// All keys, in the order of the manual. `[vocabulary.CONCEPT]` tables hold a list of words a language besides.
pub const KEYS: &[Key] = &[
    key("book", "title", Kind::Text, "Runbooks", "Name of the site, at the head of every page."),
    key("book", "authors", Kind::Texts, "none", "Who keeps the site."),
    key("book", "description", Kind::Text, "none", "A sentence on the home page."),
    key(
        "book",
        "language",
        Kind::Text,
        "en",
        "Language of the site, as a BCP 47 tag; a plan may name its own.",
    ),
    key("book", "src", Kind::Text, "content", "Folder of the plans."),
    key("build", "build-dir", Kind::Text, "book", "Folder that the site is written to."),
    key(
        "site",
        "base-url",
        Kind::Text,
        "none",
        "Address at which the site is published, such as `https://runbooks.example/`.",
    ),
    key(
        "output",
        "keep",
        Kind::Number,
        "2",
        "How many revisions are kept beside the site, for `tminus build --rollback`.",
    ),
    key(
        "files",
        "allow",
        Kind::Texts,
        "none",
        "Endings of further kinds of files that plans may point to, such as `vsd`.",
    ),
    key("checks", "ignore", Kind::Texts, "none", "Codes of findings that are not reported."),
];

/// Tables and keys that mdBook knows and tminus does not use: they get an error that says so.
pub(super) const MDBOOK: &[(&str, &str)] = &[
    ("book", "multilingual"),
    ("book", "text-direction"),
    ("build", "create-missing"),
    ("build", "use-default-preprocessors"),
    ("build", "extra-watch-dirs"),
    ("preprocessor", ""),
    ("rust", ""),
];
