//! The styles and the scripts of all pages, one file each: what a browser asks for once and keeps.
//!
//! They are put together from the files in `assets/css` and `assets/js`, in the order of [`STYLES`] and [`SCRIPTS`].
//! Their names hold a digest of their bytes, so that a page never meets those of another build. From disk a browser
//! loads no ES modules; classic scripts run everywhere.

use super::Theme;
use super::squeeze::squeeze;
use crate::ledger::Digest;

/// Values, components, then what single kinds of pages add.
pub const STYLES: &[&str] = &[
    "css/tokens.css",
    "css/look.css",
    "css/prose.css",
    "css/sheets.css",
    "css/phases.css",
    "css/registers.css",
    "css/gates.css",
    "css/timeline.css",
    "css/permanent.css",
    "css/codes.css",
    "css/run.css",
];

/// What others build on first. Each file is a block of its own; what it gives to others it puts into `tminus`.
pub const SCRIPTS: &[&str] = &[
    "js/core.js",
    "js/copy.js",
    "js/clock.js",
    "js/lost.js",
    "js/run/store.js",
    "js/run/run.js",
    "js/run/rows.js",
    "js/run/strip.js",
    "js/run/gates.js",
    "js/run/steps.js",
    "js/run/export.js",
    "js/run/handover.js",
    "js/run/page.js",
    "js/run/take.js",
    "js/run/begin.js",
];

/// A file to be put beside the pages.
#[derive(Debug, Clone, Default)]
pub struct Bundled {
    /// Below `assets/`: `site-3f9a1c02b7de.css`.
    pub name: String,
    pub text: String,
}

#[derive(Debug, Clone, Default)]
pub struct Bundle {
    pub style: Bundled,
    pub script: Bundled,
}

impl Bundle {
    pub fn of(theme: &Theme) -> Bundle {
        let styles: String = STYLES.iter().filter_map(|name| text(theme, name)).collect();
        let scripts: String =
            SCRIPTS.iter().filter_map(|name| text(theme, name)).map(|js| block(&js)).collect();
        Bundle { style: bundled(styles, "css"), script: bundled(format!("\"use strict\";\n{scripts}"), "js") }
    }

    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        [&self.style, &self.script].into_iter().map(|file| (file.name.as_str(), file.text.as_bytes()))
    }

    /// Whether an asset is part of one of the two files.
    pub fn holds(asset: &str) -> bool {
        STYLES.contains(&asset) || SCRIPTS.contains(&asset)
    }
}

fn text(theme: &Theme, name: &str) -> Option<String> {
    theme.assets.get(name).map(|file| String::from_utf8_lossy(&file.bytes).into_owned())
}

/// A script in a scope of its own, without the comments and blanks that fill whole lines or begin them. So no text over
/// several lines (a template literal) may depend on the blanks in front of its lines.
fn block(script: &str) -> String {
    let lines =
        script.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let lines: Vec<&str> = lines.collect();
    format!("{{\n{}\n}}\n", squeeze(&lines.join("\n")))
}

fn bundled(text: String, ending: &str) -> Bundled {
    Bundled { name: format!("site-{}.{ending}", Digest::of(&text).stub()), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_and_script_is_part_of_a_bundle() {
        let theme = Theme::built_in();
        for name in STYLES.iter().chain(SCRIPTS) {
            assert!(theme.assets.contains_key(*name), "{name} is not there");
        }
        let alone = |name: &&String| name.ends_with(".css") || name.ends_with(".js");
        let left: Vec<&String> =
            theme.assets.keys().filter(alone).filter(|name| !Bundle::holds(name)).collect();
        // The page of a comparison stands alone, with a style of its own.
        assert_eq!(left, ["css/diff.css"]);
    }

    #[test]
    fn scripts_are_small() {
        let bundle = Bundle::of(&Theme::built_in());
        assert!(bundle.script.text.len() < 50_000, "{} bytes of script", bundle.script.text.len());
        assert!(!bundle.script.text.contains("//  "), "comments are left out");
    }

    #[test]
    fn a_script_keeps_its_names_to_itself() {
        assert_eq!(block("// Why.\nconst a = 1;\n\n  a + 1;\n"), "{\nconst a=1;a+1;\n}\n");
    }
}
