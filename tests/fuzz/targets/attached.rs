//! Files that plans point to: pictures, drawings, text. The first line is the ending, the rest is the file.

use scraper::{Html, Selector};
use tminus::diag::Files;
use tminus::read::Memory;
use tminus::read::attached::{Allowed, Facts, look};
use tminus::read::limits;

use crate::engine::{Holds, Target, Traits};
use crate::laws::{findings, holds, same};

pub struct Attached {
    live: Selector,
    all: Selector,
}

impl Target for Attached {
    const NAME: &'static str = "attached";
    const WORDS: &'static [&'static str] = &[
        "svg\n",
        "png\n",
        "jpg\n",
        "gif\n",
        "webp\n",
        "avif\n",
        "xml\n",
        "csv\n",
        "<svg>",
        "</svg>",
        "<script>",
        "</script>",
        "<foreignObject/>",
        "<g onload=\"x\"/>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<style>",
        "</style>",
        "<?xml-stylesheet?>",
        "<!DOCTYPE svg [",
        "<!ENTITY a 'b'>",
        "&#60;",
        "&lt;",
        "&a;",
        " href=\"",
        "xlink:href",
        "javascript:",
        "data:image/png,",
        "url(#a)",
        "url(",
        "@import",
        "xmlns:h=\"http://www.w3.org/1999/xhtml\"",
        "<h:script/>",
        "attributeName=\"href\"",
        "\u{feff}",
        "IHDR",
        "IEND",
        "Exif\0\0",
        "VP8X",
        "VP8L",
        "VP8 ",
        "ispe",
        "mdat",
        "ftypavif",
        "\u{7f}",
        "\0\0\0\0",
        "<html>",
        "/>",
        "\"",
        "'",
    ];
    const LENT: (&'static [&'static str], &'static str) = (&["tests/bad_inputs"], "svg");

    fn ready() -> Result<Self, String> {
        let selector = |text: &str| Selector::parse(text).map_err(|e| e.to_string());
        Ok(Attached {
            live: selector("script, iframe, object, embed, foreignObject, form, link, base")?,
            all: selector("*")?,
        })
    }

    fn laws(&mut self, input: &[u8], traits: &mut Traits) -> Holds {
        let line = input.iter().position(|byte| *byte == b'\n').unwrap_or(0).min(8);
        let ending = String::from_utf8_lossy(&input[..line]).into_owned();
        let bytes = input.get(line + 1..).unwrap_or_default();
        let path = format!("content/a.{}", if ending.is_empty() { "svg" } else { &ending });
        let folder = Memory::default().with(&path, bytes);
        let seen = || look(&folder, &Allowed::default(), &path).map(|(facts, _)| facts);
        let found = seen();
        same("a file is the same at a second look", &seen(), &found)?;
        match &found {
            Err(wrong) => {
                let words = wrong
                    .message
                    .split([':', '<', '('])
                    .nth(1)
                    .unwrap_or("")
                    .chars()
                    .take(24)
                    .collect::<String>();
                traits.saw((wrong.code, &ending, words));
                findings(std::slice::from_ref(wrong), &Files::default(), traits)
            }
            Ok(facts) => {
                traits.saw((&ending, facts.size.map(|(width, height)| (width.ilog2(), height.ilog2()))));
                self.fits(facts, &path, bytes)
            }
        }
    }
}

impl Attached {
    fn fits(&self, facts: &Facts, path: &str, bytes: &[u8]) -> Holds {
        same("its size is that of its bytes", &facts.bytes, &(bytes.len() as u64))?;
        if let Some((width, height)) = facts.size {
            holds("a picture has a size", width > 0 && height > 0, || format!("{width} by {height}"))?;
            let points = u64::from(width) * u64::from(height);
            let bounded = path.ends_with("svg") || points <= limits::PIXELS;
            holds("a picture is within the limit", bounded, || format!("{width} by {height}"))?;
        }
        if !path.ends_with("svg") {
            return Ok(());
        }
        // Another reader of markup finds nothing in it either.
        let text = String::from_utf8_lossy(bytes);
        let html = Html::parse_fragment(&text);
        let live = html.select(&self.live).next().map(|element| element.html());
        holds("a drawing holds nothing that runs or loads", live.is_none(), || {
            live.clone().unwrap_or_default()
        })?;
        for element in html.select(&self.all) {
            for (key, value) in element.value().attrs() {
                let bare: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                let runs =
                    key.to_lowercase().starts_with("on") || bare.to_lowercase().starts_with("javascript:");
                holds("no attribute of a drawing runs anything", !runs, || format!("{key}={value}"))?;
            }
        }
        Ok(())
    }
}
