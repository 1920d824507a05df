//! The page of a comparison: what changed, for those who must agree to it and sign.
//!
//! It stands alone: its own folder with its styles, no plan's frame around it, nothing to run.

use serde::Serialize;

use super::{Layouts, Theme};
use crate::compare::print::{counts, fate, holdings, movement, summary};
use crate::compare::{
    Change, Class, Comparison, Direction, Fate, How, Kind, PlanDifference, Revision, Saying,
};
use crate::diag::Diagnostic;

/// Styles of the page, in order.
const STYLES: &[&str] = &[
    "css/tokens.css",
    "css/ground.css",
    "css/tables.css",
    "css/frame.css",
    "css/over.css",
    "css/marks.css",
    "css/command.css",
    "css/findings.css",
    "css/paper.css",
    "css/narrow.css",
    "css/print.css",
    "css/sheets.css",
    "css/diff.css",
];

/// The layout of the page.
const LAYOUT: &str = "diff.html";

#[derive(Debug, Serialize)]
struct View {
    language: String,
    styles: Vec<String>,
    old: String,
    new: String,
    differing: usize,
    unchanged: usize,
    summary: String,
    loosened: usize,
    all: usize,
    plans: Vec<PlanView>,
}

#[derive(Debug, Serialize)]
struct PlanView {
    anchor: String,
    code: String,
    title: String,
    file: String,
    fate: Option<String>,
    holdings: Option<String>,
    counts: String,
    loosened: usize,
    old: Option<SideView>,
    new: Option<SideView>,
    parts: Vec<Part>,
    signers: Vec<Signer>,
}

#[derive(Debug, Serialize)]
struct SideView {
    version: Option<String>,
    short: String,
}

#[derive(Debug, Serialize)]
struct Part {
    title: &'static str,
    loosened: bool,
    changes: Vec<ChangeView>,
}

#[derive(Debug, Serialize)]
struct ChangeView {
    kind: &'static str,
    code: Option<String>,
    lines: String,
    section: String,
    /// What happened, in a word, where the part of the page does not say it.
    what: Option<&'static str>,
    mono: bool,
    words: Vec<WordsView>,
    notes: Vec<Note>,
}

#[derive(Debug, Serialize)]
struct WordsView {
    /// `kept`, `went` or `came`.
    how: &'static str,
    /// A blank in front, outside of the mark.
    spaced: bool,
    text: String,
}

#[derive(Debug, Serialize)]
struct Note {
    /// `loosened` or `tightened`; empty for neither.
    way: &'static str,
    text: String,
}

/// Who signs, and whether they are asked on the new side.
#[derive(Debug, Serialize)]
struct Signer {
    role: String,
    dropped: bool,
}

/// The files of the page: `index.html` and its styles, by their paths in its folder.
pub fn changes(
    comparison: &Comparison,
    theme: &Theme,
    layouts: &Layouts,
    language: &str,
) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let mut context = tera::Context::new();
    context.insert("page", &view(comparison, language));
    let html = layouts.render(LAYOUT, &context)?;
    let styles = theme.assets().filter(|(path, _)| STYLES.contains(path));
    let mut files = vec![("index.html".to_owned(), html.into_bytes())];
    files.extend(styles.map(|(path, bytes)| (format!("assets/{path}"), bytes.to_vec())));
    Ok(files)
}

fn view(comparison: &Comparison, language: &str) -> View {
    let difference = &comparison.difference;
    View {
        language: language.to_owned(),
        styles: STYLES.iter().map(|name| format!("assets/{name}")).collect(),
        old: comparison.old.shown(),
        new: comparison.new.shown(),
        differing: difference.plans.len(),
        unchanged: difference.unchanged,
        summary: summary(difference),
        loosened: difference.count(Class::Loosened),
        all: difference.plans.iter().map(|plan| plan.changes.len()).sum(),
        plans: difference.plans.iter().map(plan).collect(),
    }
}

fn plan(plan: &PlanDifference) -> PlanView {
    let side =
        |revision: &Revision| SideView { version: revision.version.clone(), short: revision.short.clone() };
    let alone = match (&plan.old, &plan.new) {
        (Some(_), Some(_)) => None,
        (old, new) => new.as_ref().or(old.as_ref()).map(holdings),
    };
    let file = plan.new.as_ref().or(plan.old.as_ref()).map(|revision| revision.file.clone());
    PlanView {
        anchor: format!("plan-{}", plan.id),
        code: plan.code.clone(),
        title: plan.title.clone(),
        file: file.unwrap_or_default(),
        fate: fate(plan),
        holdings: alone,
        counts: counts(&|class| plan.count(class)),
        loosened: plan.count(Class::Loosened),
        old: plan.old.as_ref().map(side),
        new: plan.new.as_ref().map(side),
        parts: Class::ALL.into_iter().filter_map(|class| part(plan, class)).collect(),
        signers: signers(plan),
    }
}

fn part(plan: &PlanDifference, class: Class) -> Option<Part> {
    let changes: Vec<ChangeView> = plan.changes.iter().filter(|c| c.class == class).map(change).collect();
    let loosened = class == Class::Loosened;
    (!changes.is_empty()).then(|| Part { title: class.title(), loosened, changes })
}

/// Those who sign on the new side, then those who were asked to and are no more.
fn signers(plan: &PlanDifference) -> Vec<Signer> {
    let of = |side: &Option<Revision>| side.as_ref().map(|side| side.signers.clone()).unwrap_or_default();
    let (old, new) = (of(&plan.old), of(&plan.new));
    let dropped: Vec<String> = old.into_iter().filter(|role| !new.contains(role)).collect();
    let asked = new.into_iter().map(|role| Signer { role, dropped: false });
    asked.chain(dropped.into_iter().map(|role| Signer { role, dropped: true })).collect()
}

fn change(change: &Change) -> ChangeView {
    let text = |saying: &Option<Saying>| saying.as_ref().map(|s| s.text.clone());
    let words = match (text(&change.before), text(&change.after)) {
        _ if !change.words.is_empty() => {
            change.words.iter().map(|piece| words(piece.how, &piece.text)).collect()
        }
        (Some(before), None) => vec![words(Fate::Went, &before)],
        (None, Some(after)) => vec![words(Fate::Came, &after)],
        (_, after) => vec![words(Fate::Kept, &after.unwrap_or_default())],
    };
    let moved = movement(change).map(|text| Note { way: "", text });
    let reasons = change.why.iter().map(|reason| Note {
        way: match reason.direction {
            Some(Direction::Loosened | Direction::Mixed) => "loosened",
            Some(Direction::Tightened) => "tightened",
            None => "",
        },
        text: reason.text.replace(" %", "\u{a0}%"),
    });
    let what = match change.how[..] {
        [How::Removed] if change.class == Class::Loosened => Some("removed"),
        _ => None,
    };
    ChangeView {
        kind: change.kind.label(),
        code: change.code.clone(),
        lines: lines(change),
        section: change
            .after
            .as_ref()
            .or(change.before.as_ref())
            .map_or_else(String::new, |s| s.section.clone()),
        what,
        mono: matches!(change.kind, Kind::Command | Kind::Setting | Kind::Message | Kind::Endpoint),
        words,
        notes: reasons.chain(moved).collect(),
    }
}

fn words(how: Fate, text: &str) -> WordsView {
    let bare = text.trim_start_matches(' ');
    let how = match how {
        Fate::Kept => "kept",
        Fate::Went => "went",
        Fate::Came => "came",
    };
    WordsView { how, spaced: bare.len() < text.len(), text: bare.to_owned() }
}

/// `L12 → L14`; only the old line where the thing is gone.
fn lines(change: &Change) -> String {
    let line = |saying: &Option<Saying>| saying.as_ref().map(|s| format!("L{}", s.line));
    match (line(&change.before), line(&change.after)) {
        (Some(before), Some(after)) if before != after => format!("{before} → {after}"),
        (before, after) => after.or(before).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Side, compare};
    use crate::site::testing::site;

    fn page(old: &str, new: &str) -> String {
        let difference = compare(&site(old), &site(new), true);
        let side = |name: &str| Side { name: name.to_owned(), commit: None };
        let comparison = Comparison { old: side("a"), new: side("b"), difference };
        let theme = Theme::built_in();
        let layouts = Layouts::compile(&theme).value;
        let files = changes(&comparison, &theme, &layouts, "en").unwrap();
        assert_eq!(files.len(), 1 + STYLES.len());
        String::from_utf8_lossy(&files[0].1).into_owned()
    }

    #[test]
    fn loosened_stands_first_and_words_are_marked() {
        let old = "# P\n\n- [ ] Wait 30 minutes\n- [ ] Ring <b>Ann</b> now\n";
        let html = page(old, "# P\n\n- [ ] Wait 5 minutes\n- [ ] Ring <b>Ann</b> later\n");
        let (loosened, reworded) = (html.find(">Loosened").unwrap(), html.find(">Reworded").unwrap());
        assert!(loosened < reworded);
        assert!(html.contains("<del>30</del> <ins>5</ins>"), "{html}");
        assert!(html.contains("&lt;b&gt;Ann") && html.contains("I have seen these changes"));
        assert!(!html.contains("<script") && !html.contains("style="));
    }

    #[test]
    fn those_who_are_no_longer_asked_may_still_sign() {
        let html = page(
            "# P\n## Sign-off\n\nPilot: ________\n\nPurser: ________\n",
            "# P\n## Sign-off\n\nPilot: ________\n",
        );
        assert!(html.contains("Purser") && html.contains("no longer asked"), "{html}");
    }
}
