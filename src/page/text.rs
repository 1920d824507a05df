//! The whole plan as written, every line with its address.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;

use super::PageContext;
use super::contents::{self, Entry};
use super::marks::CodeMark;
use crate::markdown::highlight;
use crate::markdown::html::escaped;
use crate::site::SitePlan;

/// Sections down to this level of the plan stand in the list of contents.
const CONTENTS_DEPTH: u8 = 3;

#[derive(Debug, Serialize, Default)]
pub struct TextView {
    /// File of the plan.
    pub path: String,
    /// The front matter as written, every line named; `None` where there is none.
    pub front: Option<String>,
    pub sections: Vec<SectionView>,
    pub contents: Vec<Entry>,
}

#[derive(Debug, Serialize, Default)]
pub struct SectionView {
    /// Level of the heading in the page: one more than in the plan, at most 6; 0 without heading.
    pub level: u8,
    /// Level of the heading in the plan.
    pub depth: u8,
    pub anchor: String,
    /// The code of the section; `None` above the first heading.
    pub mark: Option<CodeMark>,
    /// HTML of the further names that the heading answers to.
    pub names: String,
    pub heading: String,
    pub line: u32,
    pub body: String,
}

pub fn view(ctx: &PageContext) -> TextView {
    let Some(plan) = ctx.plan() else { return TextView::default() };
    let lines: Vec<&str> = plan.source.text.lines().collect();
    let begin = plan.body_line();
    let blank = plan.source.text.get(plan.source.body..).is_none_or(|body| body.trim().is_empty());
    let alone = plan.document.sections.len() == 1;
    let ends = plan.document.sections.iter().skip(1).map(|next| next.line).chain([u32::MAX]);
    let sections = plan.document.sections.iter().zip(ends).map(|(section, end)| {
        let named = section.level > 0;
        let mark = Some(section.node).filter(|_| named).and_then(|node| ctx.code_at(node));
        let names = if named { ctx.names_of_line(section.line) } else { String::new() };
        let (heading, body) = (ctx.inline(&section.heading), ctx.blocks(&section.blocks));
        let first = begin.max(section.line + u32::from(named));
        // What is said of the text above the first heading is said of the line where it begins, be it blank.
        let wanted = (!named && (alone || !body.is_empty())).then_some(begin);
        let [above, below] = nameless(ctx, &lines, (first..end, wanted), [&heading, &body]);
        SectionView {
            level: if section.level == 0 { 0 } else { (section.level + 1).min(6) },
            depth: section.level,
            anchor: section.anchor.clone(),
            mark,
            names,
            heading,
            line: section.line,
            body: above + &body + &below,
        }
    });
    let listed = plan.document.sections.iter().filter(|s| (2..=CONTENTS_DEPTH).contains(&s.level));
    let listed = listed.map(|s| Entry::of_html(s.level, &s.anchor, &escaped(&s.title), 0)).collect();
    TextView {
        path: plan.source.path.to_string_lossy().into_owned(),
        front: front(ctx, plan),
        sections: if blank {
            vec![nothing(begin)]
        } else {
            sections.filter(|s| s.level > 0 || !s.body.is_empty()).collect()
        },
        contents: contents::long(listed),
    }
}

/// The section of a plan without text.
fn nothing(line: u32) -> SectionView {
    SectionView {
        anchor: "top".to_owned(),
        line,
        body: format!("<span id=\"L{line}\"></span>"),
        ..SectionView::default()
    }
}

/// The front matter between its fences, with the line numbers that links use.
fn front(ctx: &PageContext, plan: &SitePlan) -> Option<String> {
    let text = plan.source.text.get(..plan.source.body)?.trim_end();
    (!text.is_empty()).then(|| ctx.named_lines(1, &highlight(Some("yaml"), &ctx.shown_from(1, text))))
}

/// Names for the lines of a section that nothing written so far has named: fences, rules below table heads, comments.
/// They stand above what was written, where they come before all of it, and below elsewhere. A blank line has one where
/// it is `wanted`.
fn nameless(
    ctx: &PageContext,
    lines: &[&str],
    (section, wanted): (Range<u32>, Option<u32>),
    written: [&str; 2],
) -> [String; 2] {
    let names = written.into_iter().flat_map(|html| html.split("id=\"L").skip(1));
    let named: BTreeSet<u32> = names.filter_map(|rest| rest.split('"').next()?.parse().ok()).collect();
    let texts = lines.iter().skip(section.start.saturating_sub(1) as usize);
    let nameless = section
        .zip(texts)
        .filter(|(line, text)| (!text.trim().is_empty() || Some(*line) == wanted) && !named.contains(line));
    let (above, below): (Vec<_>, Vec<_>) =
        nameless.partition(|(line, _)| named.first().is_none_or(|first| line < first));
    [above, below].map(|lines| {
        lines
            .into_iter()
            .map(|(line, _)| format!("<span id=\"L{line}\"></span>{}", ctx.names_of_line(line)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use crate::page::testing;

    #[test]
    fn lines_without_words_and_lists_within_lists_have_their_name_once() {
        for text in ["---", "***\n", "- - a\n", "- | a |\n  |---|\n", "- > a\n", "    a\n", "\n>"] {
            let site = testing::site(text);
            assert_eq!(testing::pages(&site)["plan/text.html"].matches("id=\"L1\"").count(), 1, "{text}");
        }
    }

    #[test]
    fn the_line_where_the_text_begins_has_a_name_above_it_even_where_it_is_blank() {
        let site = testing::site("\n```txt\nt\nSubject:.\n```\n#");
        let html = &testing::pages(&site)["plan/text.html"];
        assert!(html.find("id=\"L1\"").expect("a name") < html.find("id=\"L2\"").expect("the text"));
    }

    #[test]
    fn every_line_with_letters_has_its_name_once() {
        let text = "# Plan\n\nOne\nand two.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n- x\n\n  ```sh\n  a\n\n  b\n  ```\n";
        let site = testing::site(text);
        let html = &testing::pages(&site)["plan/text.html"];
        for (at, line) in text.lines().enumerate() {
            let count = html.matches(&format!("id=\"L{}\"", at + 1)).count();
            assert!(count == 1 || line.trim().is_empty() && count <= 1, "L{}: {count}", at + 1);
        }
    }
}
