//! Lists whose items begin with a time, and numbered lists whose titles carry spans.

use super::{Name, zone_of};
use crate::markdown::{Item, List, Text, without_pictographs};
use crate::plan::Timeline;
use crate::recognise::{Context, time};

/// Reads a list as a timeline.
pub fn read(ctx: &Context, list: &List, name: impl FnOnce() -> Name) -> Option<Timeline> {
    if list.items.len() < 2 || list.items.iter().any(|i| i.tick.is_some()) {
        return None;
    }
    moments(ctx, list, name)
}

/// An item that begins with a moment: the moment, the words behind it, its line.
fn moment(item: &Item) -> Option<(String, String, u32)> {
    let first = item.text.lines().first().map(Text::plain)?;
    let words = without_pictographs(&first);
    let found = time::leading(&words).filter(|t| t.strong)?;
    let rest = words.get(found.end..)?.trim_start();
    let bold = item.text.bold_lead().is_some();
    let parted = rest.is_empty()
        || rest.starts_with([':', '：', '-', '\u{2013}', '\u{2014}', '→', '|', '(', '（', ',']);
    let text = rest.trim_start_matches([':', '：', '-', '\u{2013}', '\u{2014}', '→', '|', ' ']).to_owned();
    (parted || bold).then_some((found.when.literal, text, item.line))
}

fn moments(ctx: &Context, list: &List, name: impl FnOnce() -> Name) -> Option<Timeline> {
    let rows: Vec<(String, String, u32)> = list.items.iter().filter_map(moment).collect();
    if rows.len() < 2 || rows.len() * 2 < list.items.len() {
        return spans(ctx, list, name);
    }
    let name = name();
    let bold = list.items.iter().any(|i| i.text.bold_lead().is_some());
    let form = match (bold, name.by_lead_in) {
        (true, _) => "list with bold times",
        (false, true) => "bold lead-in, then list",
        (false, false) => "list",
    };
    ctx.claim(name.place.node, name.place.line, "timeline", "list whose items begin with a time");
    let entries: Vec<String> = rows.iter().map(|(when, ..)| when.clone()).collect();
    Some(Timeline {
        title: name.title,
        form: form.to_owned(),
        rows: rows.len(),
        time_zone: zone_of(&entries),
        row_phase: vec![None; rows.len()],
        texts: rows.into_iter().map(|(_, text, line)| (text, line)).collect(),
        entries,
        place: name.place,
    })
}

/// A numbered list whose titles carry spans that count on from nothing: `Assess (0-5 minutes)`.
fn spans(ctx: &Context, list: &List, name: impl FnOnce() -> Name) -> Option<Timeline> {
    list.ordered?;
    let titles: Vec<String> =
        list.items.iter().map(|i| i.text.lines().first().map(Text::plain).unwrap_or_default()).collect();
    let spans: Vec<(String, [u32; 2])> = titles.iter().filter_map(|t| span_of(t)).collect();
    if spans.len() < 2 || spans[0].1[0] != 0 {
        return None;
    }
    let name = name();
    ctx.claim(name.place.node, name.place.line, "timeline", "numbered list whose titles carry spans of time");
    Some(Timeline {
        title: name.title,
        form: "numbered list with windows in the step title".to_owned(),
        rows: list.items.len(),
        time_zone: None,
        row_phase: vec![None; list.items.len()],
        texts: titles.into_iter().zip(&list.items).map(|(title, item)| (title, item.line)).collect(),
        entries: spans.into_iter().map(|(literal, _)| literal).collect(),
        place: name.place,
    })
}

/// The span in the bracket of a title, or in front of it.
fn span_of(title: &str) -> Option<(String, [u32; 2])> {
    let inner = title.split(['(', '（']).nth(1).and_then(|rest| rest.split([')', '）']).next());
    let front = title.split([':', '：']).next();
    [inner, front].into_iter().flatten().find_map(|text| {
        let text = text.trim();
        time::window(text).map(|span| (text.to_owned(), span))
    })
}
