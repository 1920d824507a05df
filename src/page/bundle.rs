//! The styles and the scripts of all pages, one file each: what a browser asks for once and keeps.
//!
//! They are put together from the files in `assets/css` and `assets/js`, in the order of [`STYLES`] and [`SCRIPTS`].
//! Their names hold a digest of their bytes, so that a page never meets those of another build. From disk a browser
//! loads no ES modules; classic scripts run everywhere.
//!
//! `assets/site.min.js` is the same script with short names, made by `node tests/browser/minify.mjs`. It stands in for
//! the long one as long as it was made of the very scripts that are there: a project that changes one gets the long form.

use super::Theme;
use crate::ledger::Digest;

/// Values, components, then what single kinds of pages add.
pub const STYLES: &[&str] = &[
    "css/tokens.css",
    "css/ground.css",
    "css/tables.css",
    "css/frame.css",
    "css/over.css",
    "css/marks.css",
    "css/task.css",
    "css/command.css",
    "css/hold.css",
    "css/drawing.css",
    "css/tline.css",
    "css/matrix.css",
    "css/fields.css",
    "css/findings.css",
    "css/bay.css",
    "css/paper.css",
    "css/narrow.css",
    "css/print.css",
    "css/prose.css",
    "css/attached.css",
    "css/sheets.css",
    "css/phases.css",
    "css/registers.css",
    "css/gates.css",
    "css/timeline.css",
    "css/overview.css",
    "css/pictures.css",
    "css/permanent.css",
    "css/codes.css",
    "css/search.css",
    "css/trail.css",
    "css/run.css",
    "css/desk.css",
];

/// What others build on first. Each file is a block of its own; what it gives to others it puts into `tminus`.
pub const SCRIPTS: &[&str] = &[
    "js/core.js",
    "js/copy.js",
    "js/share.js",
    "js/clock.js",
    "js/now.js",
    "js/frame.js",
    "js/words.js",
    "js/lost.js",
    "js/search.js",
    "js/keys.js",
    "js/contents.js",
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
    "js/desk.js",
];

/// The scripts with short names.
const SHORT: &str = "site.min.js";

/// Files of the dev server alone: no part of a site.
pub const SERVED: &[&str] = &["css/live.css", "js/live.js"];

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
        let long = format!("\"use strict\";\n(() => {{\nconst tminus = {{}};\n{scripts}}})();\n");
        let script = match text(theme, SHORT).and_then(|short| made_of(&long, short)) {
            Some(short) => bundled(short, "js"),
            None => bundled(long, "js"),
        };
        Bundle { style: bundled(styles, "css"), script }
    }

    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        [&self.style, &self.script].into_iter().map(|file| (file.name.as_str(), file.text.as_bytes()))
    }

    /// Whether an asset is part of one of the two files, or of none of a site.
    pub fn holds(asset: &str) -> bool {
        asset == SHORT || [STYLES, SCRIPTS, SERVED].iter().any(|list| list.contains(&asset))
    }

    /// A file of the dev server, as it is sent.
    pub fn served(theme: &Theme, name: &str) -> String {
        let text = text(theme, name).unwrap_or_default();
        if name.ends_with(".js") { format!("\"use strict\";\n{}", block(&text)) } else { text }
    }
}

fn text(theme: &Theme, name: &str) -> Option<String> {
    theme.assets.get(name).map(|file| String::from_utf8_lossy(&file.bytes).into_owned())
}

/// The short form without its first line, where that says that it was made of `long`.
fn made_of(long: &str, short: String) -> Option<String> {
    let (head, rest) = short.split_once('\n')?;
    let of = head.strip_prefix("// ")?.split(' ').next()?;
    (of == Digest::of(long).stub()).then(|| rest.to_owned())
}

/// A script in a scope of its own, without the comments and blanks that fill whole lines or begin them. So no text over
/// several lines (a template literal) may depend on the blanks in front of its lines.
fn block(script: &str) -> String {
    let lines =
        script.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let lines: Vec<&str> = lines.collect();
    format!("{{\n{}\n}}\n", lines.join("\n"))
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
        let mut theme = Theme::built_in();
        let short = Bundle::of(&theme).script.text;
        assert!(short.len() < 50_000, "{} bytes of script", short.len());
        // A project's own script is used, whatever the short form says.
        theme.assets.get_mut("js/core.js").unwrap().bytes.extend(b"\nwindow.own = 1;\n");
        let long = Bundle::of(&theme).script.text;
        assert!(long.contains("window.own = 1;") && long.len() > short.len());
        let live = Bundle::served(&Theme::built_in(), "js/live.js");
        assert!(live.len() < 2_700, "{} bytes for the pages of the dev server", live.len());
    }

    #[test]
    fn a_script_keeps_its_names_to_itself() {
        assert_eq!(block("// Why.\nconst a = 1;\n\n  a + 1;\n"), "{\nconst a = 1;\na + 1;\n}\n");
    }
}
