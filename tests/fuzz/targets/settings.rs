//! `book.toml`.

use std::path::Path;

use tminus::config::Overrides;
use tminus::diag::Files;
use tminus::pipeline;
use tminus::read::Memory;

use crate::engine::{Holds, Target, Traits};
use crate::laws::{findings, holds, same};

pub struct Settings;

impl Target for Settings {
    const NAME: &'static str = "settings";
    const WORDS: &'static [&'static str] = &[
        "[book]\n",
        "[build]\n",
        "[site]\n",
        "[output]\n",
        "[checks]\n",
        "[vocabulary]\n",
        "[vocabulary.phase]\n",
        "[[book]]\n",
        "title = ",
        "description = ",
        "authors = [",
        "language = ",
        "src = ",
        "build-dir = ",
        "base-url = ",
        "keep = ",
        "ignore = [",
        "en = [",
        "\"",
        "'",
        "\"\"\"",
        "]",
        "{",
        "}",
        "=",
        ".",
        "#",
        "true",
        "1e9",
        "0x1F",
        "nan",
        "2026-11-28",
        "\"..\"",
        "\"/\"",
        "\"https://r.example/x\"",
        "\"missing-metadata\"",
        "\\u0000",
        "\\",
        "\n",
        "-1",
        "99999999999999999999",
        "<<<<<<<",
    ];
    const LENT: (&'static [&'static str], &'static str) = (&["tests/bad_inputs", "tests/site"], "toml");

    fn ready() -> Result<Self, String> {
        Ok(Settings)
    }

    fn laws(&mut self, input: &[u8], traits: &mut Traits) -> Holds {
        let read = || {
            let folder = Memory::default().with("book.toml", input);
            let mut files = Files::default();
            let settled = pipeline::settings(&folder, Path::new("project"), Overrides::default(), &mut files);
            (settled, files)
        };
        let (settled, files) = read();
        findings(&settled.diagnostics, &files, traits)?;
        let again = read().0;
        same("read twice it is the same", &format!("{again:?}"), &format!("{settled:?}"))?;
        let settings = &settled.value;
        traits.saw((
            settled.has_errors(),
            settings.title.is_empty(),
            settings.base_url.is_empty(),
            settings.keep.min(4),
        ));
        traits.count("words", settings.vocabulary.len());
        let ends = settings.base_url.is_empty() || settings.base_url.ends_with('/');
        holds("an address of a site ends in a slash", ends, || settings.base_url.clone())?;
        let known = pipeline::around(&Memory::default(), settings, Files::default());
        findings(&known.diagnostics, &files, traits)
    }
}
