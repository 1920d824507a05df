//! Fields: a key and a value on a line, `**Owner:** Ops`, `**Owner**: Ops`, `*Reviewed: today*`, `Time: 10:00`.

use super::Context;
use crate::markdown::{Block, BlockKind, Run, RunKind, Section, Text, without_pictographs};

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Without colon and pictographs.
    pub key: String,
    /// Without pictographs; may be empty.
    pub value: String,
    pub line: u32,
    /// Whether the key is in bold or italics.
    pub emphasised: bool,
}

/// The fields of a line that begins with a key in bold or italics. Several stand on one line when a bar or dot parts them
/// (`**Version:** 2 | **Date:** today`).
pub fn emphasised(line: &Text) -> Vec<Field> {
    let mut found = Vec::new();
    let mut rest = trim_front(&line.runs);
    while let Some((field, behind)) = one(rest) {
        found.push(field);
        rest = trim_front(behind);
    }
    if found.is_empty() {
        found.extend(literal_marks(line));
    }
    found
}

/// `**Owner：**Ops`, where the marks stay text because a wide colon stands inside and a letter right behind.
fn literal_marks(line: &Text) -> Option<Field> {
    let plain = line.plain();
    let (key, value) = plain.strip_prefix("**")?.split_once("**")?;
    let key = key.strip_suffix('：').or_else(|| value.starts_with('：').then_some(key))?;
    let value = value.trim_start_matches('：').trim();
    let line = line.line().unwrap_or_default();
    let (key, value) = (without_pictographs(key), without_pictographs(value));
    (!key.is_empty()).then_some(Field { key, value, line, emphasised: true })
}

/// The fields of a line, emphasised or plain. A plain key has no more than four words.
pub fn of_line(line: &Text) -> Vec<Field> {
    let found = emphasised(line);
    if !found.is_empty() {
        return found;
    }
    let plain = line.plain();
    let parts = plain.split(" | ");
    parts.filter_map(|part| plain_field(part, line.line().unwrap_or_default())).collect()
}

fn plain_field(text: &str, line: u32) -> Option<Field> {
    let (key, value) = split_key(text)?;
    let short = key.split_whitespace().count() <= 4;
    short.then(|| Field { key, value: without_pictographs(value), line, emphasised: false })
}

/// Cuts at the first colon that is followed by a blank or by the end, or is a wide one.
fn split_key(text: &str) -> Option<(String, &str)> {
    let at = text.char_indices().find(|(at, c)| match c {
        '：' => true,
        ':' => text[at + 1..].chars().next().is_none_or(char::is_whitespace),
        _ => false,
    });
    let (at, colon) = at?;
    let key = without_pictographs(&text[..at]);
    (!key.is_empty()).then(|| (key, text[at + colon.len_utf8()..].trim()))
}

fn is_emphasised(run: &Run) -> bool {
    (run.style.bold || run.style.italic) && !run.text.trim().is_empty()
}

fn trim_front(runs: &[Run]) -> &[Run] {
    let blanks = runs.iter().take_while(|r| r.kind != RunKind::Code && r.text.trim().is_empty()).count();
    &runs[blanks..]
}

/// The first field of `runs` and the runs behind it.
fn one(runs: &[Run]) -> Option<(Field, &[Run])> {
    let first = runs.first().filter(|r| is_emphasised(r))?;
    let lead_end = runs
        .iter()
        .take_while(|r| r.style.bold == first.style.bold && r.style.italic == first.style.italic)
        .count();
    let lead: String = runs[..lead_end].iter().map(|r| r.text.as_str()).collect();
    let end = (lead_end..runs.len()).find(|at| begins_next(runs, *at)).unwrap_or(runs.len());
    let rest: String = runs[lead_end..end].iter().map(|r| r.text.as_str()).collect();
    let rest = rest.trim();
    let (key, value) = if let Some((key, value)) = split_key(lead.trim()) {
        (key, [value, rest].join(" "))
    } else {
        let value = rest.strip_prefix([':', '：'])?;
        (without_pictographs(&lead), value.to_owned())
    };
    let value = without_pictographs(value.trim().trim_end_matches(['|', '•', '·', '\\']));
    (!key.is_empty()).then(|| (Field { key, value, line: first.line, emphasised: true }, &runs[end..]))
}

/// Whether another field begins at `runs[at]`: an emphasised key with a colon, parted from what stands before.
fn begins_next(runs: &[Run], at: usize) -> bool {
    let parted =
        runs[at - 1].text.trim_end().ends_with(['|', '•', '·', ';']) || runs[at - 1].text.ends_with("  ");
    parted
        && is_emphasised(&runs[at])
        && (runs[at].text.contains([':', '：'])
            || runs.get(at + 1).is_some_and(|r| r.text.trim_start().starts_with([':', '：'])))
}

/// The fields right below the heading: of paragraphs, of a list, or of a table with two columns, before anything else
/// stands there. Long lists are no fields.
pub fn below_heading(_ctx: &Context, section: &Section) -> Vec<Field> {
    let mut found = Vec::new();
    for block in section.blocks.iter().take(4) {
        let here = of_block(block);
        if here.is_empty() && !matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Rule) {
            break;
        }
        found.extend(here);
    }
    found
}

fn of_block(block: &Block) -> Vec<Field> {
    match &block.kind {
        BlockKind::Paragraph(text) => text.lines().iter().flat_map(of_line).collect(),
        BlockKind::List(list) if list.items.iter().all(|i| i.tick.is_none()) => {
            list.items.iter().filter_map(|i| i.text.lines().first().map(of_line)).flatten().collect()
        }
        BlockKind::Quote { blocks, .. } => blocks.iter().flat_map(of_block).collect(),
        BlockKind::Table(table) if table.head.len() == 2 => {
            let heads = [table.head.clone()];
            let rows = heads.iter().chain(table.rows.iter().map(|r| &r.cells));
            rows.filter_map(|cells| {
                let key = without_pictographs(cells.first()?.plain().trim_end_matches([':', '：']));
                let value = without_pictographs(&cells.get(1)?.plain());
                let line = cells[0].line().unwrap_or(block.line);
                (!key.is_empty()).then_some(Field { key, value, line, emphasised: false })
            })
            .collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::testing::with_context;

    fn read(markdown: &str) -> Vec<(String, String)> {
        with_context(&format!("# P\n\n{markdown}\n"), |ctx| {
            let fields = below_heading(ctx, &ctx.document.sections[1]);
            fields.into_iter().map(|f| (f.key, f.value)).collect()
        })
    }

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn every_dress_of_a_field() {
        for text in [
            "**Owner:** Ops",
            "**Owner**: Ops",
            "*Owner: Ops*",
            "**Owner: Ops**",
            "_Owner_: ✅ Ops",
            "Owner: Ops",
            "**Owner：**Ops",
        ] {
            assert_eq!(read(text), [pair("Owner", "Ops")], "{text}");
        }
    }

    #[test]
    fn several_on_a_line_or_in_a_paragraph() {
        let want = [pair("Owner", "Ops"), pair("Window", "22:00-23:00")];
        for text in [
            "**Owner:** Ops | **Window:** 22:00-23:00",
            "**Owner:** Ops\n**Window:** 22:00-23:00",
            "- **Owner:** Ops\n- **Window:** 22:00-23:00",
            "| Owner | Ops |\n|---|---|\n| **Window** | 22:00-23:00 |",
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }

    #[test]
    fn sentences_and_times_are_no_fields() {
        assert!(read("At 10:00 we begin").is_empty());
        assert!(read("Everybody who is asked to help may say: no").is_empty());
        assert!(read("**All of this is important**").is_empty());
    }
}
