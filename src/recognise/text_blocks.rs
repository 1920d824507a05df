//! Fences without language and what they really hold.

use super::timelines::moment_lines;
use super::{Concept, Context, lead_in_of};
use crate::markdown::{Block, BlockKind, Code, Section, without_pictographs};
use crate::plan::TextBlock;

/// Every fence without language outside of it all, in source order.
pub fn find(ctx: &Context) -> Vec<TextBlock> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        of_blocks(ctx, section, &section.blocks, &mut found);
    }
    found
}

fn of_blocks(ctx: &Context, section: &Section, blocks: &[Block], found: &mut Vec<TextBlock>) {
    for (at, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Code(code) if code.lang.is_none() && code.fenced => {
                let lead = at.checked_sub(1).and_then(|before| lead_in_of(&blocks[before]));
                let (title, line) = match lead {
                    Some(lead) => (lead.label, lead.line),
                    None => (section.title.clone(), section.line),
                };
                let groups = groups(code);
                let kind = kind(ctx, section, &title, code);
                ctx.claim(block.id, block.line, "text block", "fence without language");
                found.push(TextBlock {
                    title,
                    kind: kind.to_owned(),
                    groups: groups.len(),
                    rows: groups,
                    place: ctx.place(section.id, block.id, line),
                });
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    of_blocks(ctx, section, &item.blocks, found);
                }
            }
            BlockKind::Quote { blocks, .. } => of_blocks(ctx, section, blocks, found),
            _ => {}
        }
    }
}

/// What the lines of a fence are, by their shape first and by its title then.
fn kind(ctx: &Context, section: &Section, title: &str, code: &Code) -> &'static str {
    let lines: Vec<&str> = code.text.lines().filter(|l| !l.trim().is_empty()).collect();
    let share = |test: &dyn Fn(&str) -> bool| lines.iter().filter(|l| test(l)).count() * 2 > lines.len();
    let speaks = |concept| ctx.speaks(concept, title) || ctx.under(section.id, concept).is_some();
    let drawn =
        lines.iter().any(|l| l.contains(['├', '└', '▼', '┌']) || l.contains("|--") || l.contains("+--"));
    if speaks(Concept::Template) {
        "template"
    } else if !moment_lines(code).is_empty() {
        "timeline"
    } else if ctx.speaks(Concept::Decision, title) && drawn {
        "decision tree"
    } else if lines.iter().any(|l| ctx.vocabulary.leads(Concept::Scenario, l)) {
        "scenarios"
    } else if drawn {
        "tree"
    } else if share(&is_setting) {
        "settings"
    } else if ctx.speaks(Concept::Timeline, title) {
        "schedule"
    } else if lines.iter().filter(|l| is_numbered(l)).count() > 1 {
        "procedure"
    } else if share(&|l| {
        l.trim_start_matches(['-', '*', '•', ' ']).contains(": ") || l.trim_end().ends_with(':')
    }) {
        "specification"
    } else {
        "text"
    }
}

/// `NAME=value`.
fn is_setting(line: &str) -> bool {
    let name = line.trim().trim_start_matches("export ").split('=').next().unwrap_or("");
    line.contains('=')
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

fn is_numbered(line: &str) -> bool {
    let trimmed = line.trim_start();
    let digits = trimmed.chars().take_while(char::is_ascii_digit).count();
    digits > 0 && trimmed[digits..].starts_with(['.', ')'])
}

/// Rows of each group: blocks of lines under a title of their own; else one group of all lines that are not blank.
fn groups(code: &Code) -> Vec<usize> {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    let mut open = false;
    for line in code.text.lines() {
        let blank = line.trim().is_empty();
        let indented = line.starts_with([' ', '\t']) && open;
        match groups.last_mut().filter(|_| open && (indented || !is_group_title(line))) {
            Some(group) if !blank => group.push(line),
            None if !blank => groups.push(vec![line]),
            _ => {}
        }
        open = if blank { open && indented } else { true };
    }
    let titled = groups.len() > 1 && groups.iter().all(|g| g.len() > 1 && is_group_title(g[0]));
    if titled {
        return groups.iter().map(|g| g.len() - 1).collect();
    }
    vec![code.text.lines().filter(|l| !l.trim().is_empty()).count()]
}

/// A line at the margin that names what stands below it: no bullet and no arrow.
fn is_group_title(line: &str) -> bool {
    let words = without_pictographs(line);
    !line.starts_with([' ', '\t', '-', '*', '├', '└', '│', '#']) && words.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    fn kind(fence: &str) -> (String, Vec<usize>) {
        let text = format!("# M\n\n## Notes\n\n```\n{fence}\n```\n");
        let block = plan(&text).text_blocks.remove(0);
        (block.kind, block.rows)
    }

    #[test]
    fn kinds_by_shape() {
        for (fence, want, rows) in [
            ("Day 1: a\nDay 2: b", "timeline", vec![2]),
            ("A_B=1\nC=2", "settings", vec![2]),
            ("Room:\n  - size: 2\n  - colour: red\n\nYard:\n  - size: 9", "specification", vec![2, 1]),
            ("1. one\n2. two", "procedure", vec![2]),
            ("home\n├─ a\n└─ b", "tree", vec![3]),
            ("a few words", "text", vec![1]),
            (
                "Scenario 1: rain\n  1. go in\n\nScenario 2: sun\n  1. go out\n  2. sit",
                "scenarios",
                vec![1, 2],
            ),
        ] {
            assert_eq!(kind(fence), (want.to_owned(), rows), "{fence}");
        }
    }

    #[test]
    fn the_lead_in_names_the_block() {
        let found = plan("# M\n\n## A\n\n**How it looks:**\n```\nx\n```\n").text_blocks;
        assert_eq!((found[0].title.as_str(), found[0].place.line), ("How it looks", 5));
    }
}
