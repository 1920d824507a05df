//! `book.toml` as written.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned as Placed;
use toml::de::{DeTable, DeValue};

use super::keys::{KEYS, Kind, MDBOOK};
use crate::diag::{Diagnostic, FileId, Outcome, Span, Spanned, nearest};

/// The largest number that a key takes.
const LARGEST: usize = 100;

/// The values of `book.toml` with their places, by table and key.
#[derive(Debug, Clone, Default)]
pub struct ConfigFile {
    pub texts: BTreeMap<(&'static str, &'static str), Spanned<String>>,
    pub lists: BTreeMap<(&'static str, &'static str), Vec<Spanned<String>>>,
    pub numbers: BTreeMap<(&'static str, &'static str), Spanned<usize>>,
    /// Words that the site adds: concept -> language -> words, with the place of the concept.
    pub vocabulary: BTreeMap<String, (Span, BTreeMap<String, Vec<String>>)>,
}

/// Takes the text of `book.toml` apart. All problems come together.
pub fn read(file: FileId, text: &str) -> Outcome<ConfigFile> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { file, found: ConfigFile::default(), diagnostics: Vec::new() };
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        reader.error(
            range,
            error.message().trim().replace('\n', ", "),
            "the file is TOML: see `tminus init` for one",
        );
    }
    // What a parser makes of a broken text is guessed: more would be found in it than is wrong.
    if reader.diagnostics.is_empty() {
        for (name, value) in table.get_ref() {
            reader.table(name, value);
        }
    }
    Outcome { value: reader.found, diagnostics: reader.diagnostics }
}

struct Reader {
    file: FileId,
    found: ConfigFile,
    diagnostics: Vec<Diagnostic>,
}

impl Reader {
    fn error(&mut self, range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        let span = Span::new(self.file, range.start, range.end);
        self.diagnostics.push(Diagnostic::error("config", message).at(span).hint(hint));
    }

    fn table(&mut self, name: &Placed<std::borrow::Cow<'_, str>>, value: &Placed<DeValue<'_>>) {
        let table = name.get_ref().as_ref();
        if MDBOOK.contains(&(table, "")) {
            let hint = "remove the table, or keep a second file for mdBook";
            return self.error(
                name.span(),
                format!("`[{table}]` is a table of mdBook that tminus does not use"),
                hint,
            );
        }
        let known: Vec<&str> = KEYS.iter().map(|k| k.table).chain(["vocabulary"]).collect();
        if !known.contains(&table) {
            let hint = match nearest(table, known.iter().copied()) {
                Some(near) => format!("did you mean `[{near}]`?"),
                None => {
                    "the tables are `[book]`, `[build]`, `[site]`, `[output]`, `[files]`, `[checks]` and `[vocabulary.…]`".to_owned()
                }
            };
            return self.error(name.span(), format!("unknown table `[{table}]`"), hint);
        }
        let Some(entries) = value.get_ref().as_table() else {
            let kind = value.get_ref().type_str();
            return self.error(
                value.span(),
                format!("`{table}` is a table, not {kind}"),
                format!("write `[{table}]`"),
            );
        };
        for (key, value) in entries {
            match table {
                "vocabulary" => self.concept(key, value),
                _ => self.key(table, key, value),
            }
        }
    }

    fn key(&mut self, table: &str, key: &Placed<std::borrow::Cow<'_, str>>, value: &Placed<DeValue<'_>>) {
        let name = key.get_ref().as_ref();
        let Some(known) = KEYS.iter().find(|k| k.table == table && k.name == name) else {
            if table == "output" && value.get_ref().as_table().is_some() {
                return self.renderer(name, key.span());
            }
            return self.unknown_key(table, name, key.span());
        };
        let place = (known.table, known.name);
        match (known.kind, value.get_ref()) {
            (Kind::Text, DeValue::String(text)) => {
                let span = Span::new(self.file, value.span().start, value.span().end);
                self.found.texts.insert(place, Spanned { value: text.to_string(), span });
            }
            (Kind::Texts, list @ DeValue::Array(_)) => {
                let texts = self.texts(list, name);
                self.found.lists.insert(place, texts);
            }
            (Kind::Number, DeValue::Integer(number)) => {
                let parsed = usize::from_str_radix(number.as_str(), number.radix()).ok();
                match parsed.filter(|n| *n <= LARGEST) {
                    Some(value_of) => {
                        let span = Span::new(self.file, value.span().start, value.span().end);
                        self.found.numbers.insert(place, Spanned { value: value_of, span });
                    }
                    None => self.error(
                        value.span(),
                        format!("`{name}` is a whole number from 0 to {LARGEST}"),
                        known.doc,
                    ),
                }
            }
            (kind, other) => {
                let due = match kind {
                    Kind::Text => "a text in quotes",
                    Kind::Texts => "a list of texts",
                    Kind::Number => "a whole number",
                };
                self.error(value.span(), format!("`{name}` is {due}, not {}", other.type_str()), known.doc);
            }
        }
    }

    /// `[output.html]`: a table below a table of ours.
    fn renderer(&mut self, name: &str, span: Range<usize>) {
        let hint = "remove the table, or keep a second file for mdBook";
        self.error(span, format!("`[output.{name}]` is a table of mdBook that tminus does not use"), hint);
    }

    fn unknown_key(&mut self, table: &str, name: &str, span: Range<usize>) {
        if MDBOOK.contains(&(table, name)) {
            let message = format!("`{name}` is a key of mdBook that tminus does not use");
            return self.error(span, message, "remove it");
        }
        let keys: Vec<&str> = KEYS.iter().filter(|k| k.table == table).map(|k| k.name).collect();
        let hint = match nearest(name, keys.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`[{table}]` knows {}", keys.join(", ")),
        };
        self.error(span, format!("unknown key `{name}` in `[{table}]`"), hint);
    }

    fn texts(&mut self, list: &DeValue<'_>, name: &str) -> Vec<Spanned<String>> {
        let mut texts = Vec::new();
        for entry in list.as_array().into_iter().flatten() {
            match entry.get_ref().as_str() {
                Some(text) => {
                    let span = Span::new(self.file, entry.span().start, entry.span().end);
                    texts.push(Spanned { value: text.to_owned(), span });
                }
                None => {
                    let kind = entry.get_ref().type_str();
                    self.error(entry.span(), format!("`{name}` holds texts, not {kind}"), "put it in quotes");
                }
            }
        }
        texts
    }

    /// `[vocabulary.rollback] en = ["word", …]`.
    fn concept(&mut self, name: &Placed<std::borrow::Cow<'_, str>>, value: &Placed<DeValue<'_>>) {
        let Some(languages) = value.get_ref().as_table() else {
            let hint = format!("write `[vocabulary.{}]` and below it `en = [\"word\"]`", name.get_ref());
            return self.error(value.span(), "words are listed by language", hint);
        };
        let mut words = BTreeMap::new();
        for (language, list) in languages {
            match list.get_ref() {
                DeValue::Array(_) => {
                    let texts = self.texts(list.get_ref(), language.get_ref());
                    words
                        .insert(language.get_ref().to_string(), texts.into_iter().map(|t| t.value).collect());
                }
                other => {
                    let message = format!("the words are a list of texts, not {}", other.type_str());
                    self.error(list.span(), message, "write `en = [\"word\", \"other word\"]`");
                }
            }
        }
        let span = Span::new(self.file, name.span().start, name.span().end);
        self.found.vocabulary.insert(name.get_ref().to_string(), (span, words));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let show = |d: Diagnostic| {
            let span = d.span.unwrap();
            format!(
                "{} | {} | {}",
                &text[span.start as usize..span.end as usize],
                d.message,
                d.hints.join(" ")
            )
        };
        read(FileId(0), text).diagnostics.into_iter().map(show).collect()
    }

    #[test]
    fn reads_texts_lists_and_words() {
        let text = "[book]\ntitle = \"A\"\nauthors = [\"B\", \"C\"]\n[vocabulary.risk]\nen = [\"peril\"]\n";
        let file = read(FileId(0), text);
        assert!(file.diagnostics.is_empty(), "{:?}", file.diagnostics);
        assert_eq!(file.value.texts[&("book", "title")].value, "A");
        assert_eq!(file.value.lists[&("book", "authors")].len(), 2);
        assert_eq!(file.value.vocabulary["risk"].1["en"], ["peril"]);
    }

    #[test]
    fn every_problem_in_one_run() {
        let text = "[bok]\n[book]\ntitel = \"x\"\nauthors = \"me\"\nmultilingual = false\n[output.html]\n[build]\nbuild-dir = 3\n";
        assert_eq!(
            messages(text),
            [
                "bok | unknown table `[bok]` | did you mean `[book]`?",
                "\"me\" | `authors` is a list of texts, not string | Who keeps the site.",
                "multilingual | `multilingual` is a key of mdBook that tminus does not use | remove it",
                "titel | unknown key `titel` in `[book]` | did you mean `title`?",
                "3 | `build-dir` is a text in quotes, not integer | Folder that the site is written to.",
                "html | `[output.html]` is a table of mdBook that tminus does not use | remove the table, or keep a second file for mdBook",
            ]
        );
    }

    #[test]
    fn reads_numbers_within_bounds() {
        let file = read(FileId(0), "[output]\nkeep = 3\n");
        assert_eq!(file.value.numbers[&("output", "keep")].value, 3);
        for wrong in ["-1", "101", "99999999999999999999999"] {
            let found = messages(&format!("[output]\nkeep = {wrong}\n"));
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].contains("`keep` is a whole number from 0 to 100"), "{found:?}");
        }
        assert!(messages("[output]\nkeep = \"2\"\n")[0].contains("`keep` is a whole number, not string"));
    }

    #[test]
    fn broken_toml_has_a_place() {
        let found = messages("[book]\ntitle = \"a\"\ntitle = \"b\"\n");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("title |"), "{found:?}");
    }
}
