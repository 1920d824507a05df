//! Laws that hold for several targets.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use tminus::diag::print::{Style, Terminal, print};
use tminus::diag::{Diagnostic, Files, Report, Span};

use crate::engine::{Broken, Holds, Traits};

/// Holds, or says what does not.
pub fn holds(law: &'static str, is: bool, told: impl FnOnce() -> String) -> Holds {
    if is { Ok(()) } else { Err(Broken { law, told: told() }) }
}

/// The same twice.
pub fn same<T: PartialEq + std::fmt::Debug>(law: &'static str, one: &T, other: &T) -> Holds {
    holds(law, one == other, || format!("{one:?}\nis not\n{other:?}"))
}

/// Findings are placed within their texts, can be printed, and stand in the manual.
pub fn findings(found: &[Diagnostic], files: &Files, traits: &mut Traits) -> Holds {
    for finding in found {
        traits.saw(finding.code);
        holds("every code has its chapter", documented().contains(finding.code), || finding.code.to_owned())?;
        for span in finding.span.iter().chain(finding.labels.iter().map(|(span, _)| span)) {
            within(*span, files)
                .map_err(|broken| Broken { told: format!("{}: {}", finding.code, broken.told), ..broken })?;
        }
    }
    traits.count("findings", found.len());
    printed(found, files)
}

/// A place is a piece of its text.
pub fn within(span: Span, files: &Files) -> Holds {
    let Some(text) = files.text(span.file) else {
        return Err(Broken { law: "places are in known files", told: format!("{span:?}") });
    };
    let piece = text.get(span.start as usize..span.end as usize);
    holds("places are pieces of their text", piece.is_some(), || format!("{span:?} of {} bytes", text.len()))
}

/// What is printed is for one terminal line after the other: nothing of a file moves the cursor or colours anything.
fn printed(found: &[Diagnostic], files: &Files) -> Holds {
    let mut report = Report::default();
    report.extend(found.iter().cloned());
    for style in [Style::People, Style::Short] {
        let text = print(&report, files, style, Terminal::default());
        let strange =
            text.chars().find(|c| c.is_control() && *c != '\n' && (*c != '\t' || style == Style::Short));
        holds("what is printed has no control characters", strange.is_none(), || {
            format!("{strange:?} in {text:?}")
        })?;
        holds("nothing is printed of nothing", found.is_empty() == text.is_empty(), || format!("{text:?}"))?;
    }
    let json = print(&report, files, Style::Json, Terminal::default());
    let read: Result<serde_json::Value, _> = serde_json::from_str(&json);
    holds("JSON of findings is JSON", read.is_ok(), || json)
}

/// Codes that the manual has a chapter of.
fn documented() -> &'static BTreeSet<String> {
    static CODES: OnceLock<BTreeSet<String>> = OnceLock::new();
    CODES.get_or_init(|| {
        let manual = std::fs::read_to_string("docs/manual/diagnostics.md").expect("the manual");
        manual.lines().filter_map(|line| line.strip_prefix("### ")).map(str::to_owned).collect()
    })
}
