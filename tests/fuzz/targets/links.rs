//! Exports of tickets and chats, looked through for addresses of the site.
//!
//! The first line of an input is its kind: `text`, `csv`, `json` or `rules`.

use std::io::BufReader;

use tminus::ledger::Ledger;
use tminus::page::{self, Layouts, Press, Theme};
use tminus::recognise::Vocabulary;
use tminus::site::Site;
use tminus::tickets::find::{Base, Finder};
use tminus::tickets::read::{Fault, Format};
use tminus::tickets::resolve::{Judge, Verdict};
use tminus::tickets::search::{Among, search};
use tminus::tickets::{Catalogue, Published, Use, scan};

use super::plan;
use crate::engine::{Broken, Holds, Target, Traits};
use crate::laws::{holds, same};

pub struct Links {
    site: Site,
    published: Published,
    finder: Finder,
}

impl Target for Links {
    const NAME: &'static str = "links";
    const WORDS: &'static [&'static str] = &[
        "https://r.example/ops/",
        "http://R.EXAMPLE:80/ops/",
        "//r.example/ops/dsk/",
        "r.example/ops/",
        "https://r.example.evil/",
        "https://x@r.example/ops/",
        "https%3A%2F%2Fr.example%2Fops%2F",
        "https%253A%252F%252Fr.example%252Fops%252F",
        "plan/index.html",
        "plan/phases.html",
        "plan/text.html#L12",
        "#L99999999999",
        "#go",
        "#",
        "?a=b&amp;c=d",
        "/t/DSK/",
        "/t/dsk-7f3k/",
        "t/DSK-C",
        "DSK-7F3K",
        "..",
        "/../",
        "/./",
        "//",
        "%2e%2e/",
        "%2F",
        "%00",
        "%C3%A9",
        "%",
        "%zz",
        "%25",
        "\\/",
        "\\u002f",
        "\\ud83d",
        "\\",
        "&#47;",
        "&amp;",
        "&quot;",
        "&#x2F;",
        "<",
        ">",
        "|words>",
        "[a|",
        "](",
        ")",
        ")]",
        "\"",
        "'",
        "\"\"",
        ",",
        ";",
        "\r\n",
        ".",
        "。",
        "，",
        "»",
        "\u{a0}",
        "{{ $labels.x }}",
        "${X}",
        "- alert: A\n",
        "  annotations:\n",
        "    runbook_url: ",
        ">-\n      ",
        "groups:\n- rules:\n",
        "{\"a\":",
        "[",
        "]",
        "}",
        "text\n",
        "csv\n",
        "json\n",
        "rules\n",
        "&a ",
        "*a",
        "\t",
    ];

    fn ready() -> Result<Self, String> {
        let text = include_bytes!("../corpus/pages/all-kinds");
        let site = plan::understood(text, &Ledger::default(), &Vocabulary::built_in()).site;
        let pages = std::sync::Mutex::new(Published::default());
        let emit = |path: &str, bytes: &[u8]| {
            pages.lock().expect("no page panicked").add(path, bytes);
            Ok(())
        };
        let layouts = Layouts::compile(&Theme::built_in()).value;
        page::render(Press { site: &site, findings: &[], layouts: &layouts }, &page::Nobody, &emit);
        let bases =
            ["https://r.example/ops/", "https://old.example/"].into_iter().filter_map(Base::parse).collect();
        Ok(Links {
            site,
            published: pages.into_inner().expect("no page panicked"),
            finder: Finder::new(bases, true),
        })
    }

    fn laws(&mut self, input: &[u8], traits: &mut Traits) -> Holds {
        let kind = input.iter().position(|byte| *byte == b'\n').unwrap_or(0);
        let format = match &input[..kind] {
            b"csv" => Format::Csv,
            b"json" => Format::Json,
            b"rules" => Format::Rules,
            _ => Format::Text,
        };
        let export = input.get(kind + 1..).unwrap_or_default();
        let catalogue = Catalogue::of(&self.site);
        let judge = Judge::new(&self.finder, &catalogue, &self.published);
        let Ok(found) = used(export, 8192, format, &judge) else {
            traits.saw("refused");
            return Ok(());
        };
        let lines = String::from_utf8_lossy(export).matches(['\n', '\r']).count() as u32 + 1;
        traits.count("found", found.len());
        for one in &found {
            place(one, lines)?;
            let verdict = format!("{:?}", one.verdict);
            traits.saw((verdict.split([' ', '{']).next().unwrap_or(""), one.alert.is_some(), kind));
            traits
                .saw(one.line[one.range.clone()].bytes().fold(0_u64, |signs, byte| signs | 1 << (byte % 64)));
            if let Verdict::Moved { .. } = one.verdict {
                traits.saw("moved");
            }
        }
        for pieces in [1, 7] {
            let again = used(export, pieces, format, &judge).map_err(|_| Broken {
                law: "an export can be read in any pieces",
                told: format!("of {pieces}"),
            })?;
            same("an export can be read in any pieces", &again, &found)?;
        }
        let text = String::from_utf8_lossy(export);
        let what = text.lines().next().unwrap_or("");
        traits.saw(format!("{:?}", search(&catalogue, what, &Among::default())).split(['(', ' ']).next());
        Ok(())
    }
}

fn used(export: &[u8], pieces: usize, format: Format, judge: &Judge) -> Result<Vec<Use>, Fault> {
    let mut found = Vec::new();
    scan(BufReader::with_capacity(pieces, export), format, judge, &mut |one| found.push(one))?;
    Ok(found)
}

/// An address is shown as a piece of its line.
fn place(found: &Use, lines: u32) -> Holds {
    let shown = found.line.get(found.range.clone());
    holds("an address is a piece of its line", shown.is_some_and(|text| !text.is_empty()), || {
        format!("{found:?}")
    })?;
    holds("an address stands on a line of the export", (1..=lines).contains(&found.at.line), || {
        format!("{:?} of {lines}", found.at)
    })?;
    let before = found.line[..found.range.start].chars().count() as u32;
    same("its column is where it is shown", &found.at.column, &(found.begin.column + before))
}
