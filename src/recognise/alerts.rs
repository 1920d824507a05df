//! Conditions that raise an alert.

use super::entries::{Entry, entries, headings, lead_above, split_colon, trimmed};
use super::severities::{leading, titled, word_rank};
use super::{Concept, Context, columns};
use crate::markdown::{Block, Code, Section, Table};
use crate::plan::AlertThreshold;

/// Items below "alert thresholds" or "LEVEL alerts", items with "(alert: ...)", rows of tables of thresholds, the
/// names of Prometheus rules, lines of text fences below such a heading.
pub fn find(ctx: &Context) -> Vec<AlertThreshold> {
    let mut found: Vec<AlertThreshold> =
        entries(ctx).iter().filter_map(|entry| of_item(ctx, entry)).collect();
    for section in &ctx.document.sections {
        in_blocks(ctx, section, &section.blocks, &mut found);
    }
    found.sort_by_key(|alert| alert.place.line);
    found
}

/// The level that a title gives to the alerts below it: `Some(None)` when it speaks of thresholds without a level.
fn title_level(ctx: &Context, title: &str) -> Option<Option<String>> {
    if let Some(level) = alert_word(ctx, title) {
        return Some(Some(level));
    }
    ctx.speaks(Concept::AlertThreshold, title).then_some(None)
}

/// `Critical alerts`, `P1 Alerts`, `Alertas críticos`: a level and the word, and hardly more.
fn alert_word(ctx: &Context, title: &str) -> Option<String> {
    let bare = title.split(['(', '（', '-', '–', '—']).next().unwrap_or(title);
    if !ctx.speaks(Concept::Alert, bare) || bare.split_whitespace().count() > 4 {
        return None;
    }
    let mut words = bare.split_whitespace().filter(|word| !ctx.speaks(Concept::Alert, word));
    let word = words.next()?;
    if words.next().is_some() {
        return None;
    }
    let level = leading(word).map(|(level, _)| level.text);
    level.or_else(|| (word_rank(ctx, word).is_some() || is_alert_grade(word)).then(|| word.to_lowercase()))
}

fn is_alert_grade(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "warning" | "info" | "informational" | "error" | "urgent" | "warn" | "page"
    )
}

fn of_item(ctx: &Context, entry: &Entry) -> Option<AlertThreshold> {
    let words = entry.words();
    if alert_bracket(ctx, &words) {
        return Some(alert(ctx, entry, (None, words), "item with (alert: ...)"));
    }
    if entry.is_parent() && entry.item.text.bold_lead().is_some() {
        return None;
    }
    // The nearest title that speaks of thresholds decides; levels that stand between name the level.
    let mut level = None;
    for above in &entry.above {
        if let Some(found) = title_level(ctx, &above.title) {
            let (own, text) = own_level(ctx, &words);
            return Some(alert(
                ctx,
                entry,
                (own.or(level).or(found), text),
                "item below a title that speaks of alert thresholds",
            ));
        }
        match titled(ctx, &above.title) {
            Some(titled) if level.is_none() => level = Some(titled.level.text),
            _ => {}
        }
        let other = [Concept::Contact, Concept::Escalation, Concept::Procedure, Concept::Template];
        if other.iter().any(|concept| ctx.speaks(*concept, &above.title)) {
            return None;
        }
    }
    None
}

/// The level in front of an item, taken off its text.
fn own_level(ctx: &Context, words: &str) -> (Option<String>, String) {
    if let Some((head, rest)) = split_colon(words)
        && let Some((level, end)) = leading(head)
        && !rest.is_empty()
        && head[end..].chars().all(|c| !c.is_alphanumeric() || head[end..].contains('('))
    {
        return (Some(level.text), rest.to_owned());
    }
    match split_colon(words) {
        Some((head, rest))
            if !rest.is_empty() && (word_rank(ctx, head).is_some() || is_alert_grade(head)) =>
        {
            (Some(head.to_lowercase()), rest.to_owned())
        }
        _ => (None, words.to_owned()),
    }
}

/// `(alert: >80%)`: a bracket with the word and a colon.
fn alert_bracket(ctx: &Context, words: &str) -> bool {
    words.split(['(', '（']).skip(1).any(|inner| {
        let inner = inner.split([')', '）']).next().unwrap_or("");
        inner.split_once([':', '：']).is_some_and(|(key, _)| {
            ctx.vocabulary.leads(Concept::Alert, key) && key.split_whitespace().count() <= 2
        })
    })
}

fn alert(
    ctx: &Context,
    entry: &Entry,
    (level, text): (Option<String>, String),
    rule: &'static str,
) -> AlertThreshold {
    ctx.claim(entry.item.id, entry.item.line, "alert threshold", rule);
    AlertThreshold { level, text, place: ctx.place(entry.section.id, entry.item.id, entry.item.line) }
}

fn in_blocks(ctx: &Context, section: &Section, blocks: &[Block], found: &mut Vec<AlertThreshold>) {
    for (at, block) in blocks.iter().enumerate() {
        if let Some(code) = block.code() {
            if matches!(code.lang.as_deref(), Some("yaml" | "yml" | "prometheus")) {
                rules(ctx, section, block, code, found);
            } else if matches!(code.lang.as_deref(), None | Some("text" | "txt"))
                && about(ctx, section, blocks, at).is_some()
            {
                lines(ctx, section, block, code, found);
            }
        }
        if let Some(table) = block.table() {
            rows(ctx, section, (table, about(ctx, section, blocks, at)), found);
        }
        for child in block.children() {
            in_blocks(ctx, section, std::slice::from_ref(child), found);
        }
    }
}

/// What the titles above a block make of it: nothing, or thresholds with or without a level.
fn about(ctx: &Context, section: &Section, blocks: &[Block], at: usize) -> Option<Option<String>> {
    let above = headings(ctx, section);
    lead_above(blocks, at).iter().chain(&above).find_map(|above| title_level(ctx, &above.title))
}

/// `- alert: Name` with its severity label.
fn rules(ctx: &Context, section: &Section, block: &Block, code: &Code, found: &mut Vec<AlertThreshold>) {
    for (at, line) in code.text.lines().enumerate() {
        let body = line.trim_start().trim_start_matches("- ").trim_start();
        let unquoted = |value: &str| value.trim().trim_matches(['"', '\'']).to_owned();
        if let Some(name) =
            body.strip_prefix("alert:").map(unquoted).filter(|name| !name.is_empty() && !name.contains(' '))
        {
            let number = code.first_line + at as u32;
            ctx.claim(block.id, number, "alert threshold", "name of a Prometheus rule");
            let place = ctx.place(section.id, block.id, number);
            found.push(AlertThreshold { level: None, text: name, place });
        } else if let Some(severity) = body.strip_prefix("severity:").map(unquoted)
            && let Some(last) =
                found.last_mut().filter(|last| last.place.node == block.id && last.level.is_none())
        {
            last.level = Some(severity);
        }
    }
}

/// Lines of plain text; a line that ends with a colon names the level of what follows.
fn lines(ctx: &Context, section: &Section, block: &Block, code: &Code, found: &mut Vec<AlertThreshold>) {
    let mut level = None;
    for (at, line) in code.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let words = trimmed(line.trim_start_matches([' ', '\t', '-', '*', '•', '├', '└', '│', '─']));
        if let Some(title) = words.strip_suffix([':', '：']) {
            level = titled(ctx, title).map(|t| t.level.text).or_else(|| alert_word(ctx, title));
            continue;
        }
        let (own, text) = own_level(ctx, &words);
        let number = code.first_line + at as u32;
        ctx.claim(
            block.id,
            number,
            "alert threshold",
            "line of a text fence below a title that speaks of alert thresholds",
        );
        let place = ctx.place(section.id, block.id, number);
        found.push(AlertThreshold { level: own.or_else(|| level.clone()), text, place });
    }
}

/// Rows of a table with a threshold: one alert for a row, or one for each column that grades (Warning, Critical).
fn rows(
    ctx: &Context,
    section: &Section,
    (table, about): (&Table, Option<Option<String>>),
    found: &mut Vec<AlertThreshold>,
) {
    let heads: Vec<String> = table.head.iter().map(|cell| cell.plain()).collect();
    let is_grade = |head: &String| word_rank(ctx, head).is_some() || is_alert_grade(head);
    let grades: Vec<usize> = (1..heads.len()).filter(|at| is_grade(&heads[*at])).collect();
    let alerts = heads
        .iter()
        .any(|head| ctx.speaks(Concept::Alert, head) || ctx.speaks(Concept::AlertThreshold, head));
    let roles = columns(ctx, table, &[Concept::Threshold, Concept::Severity, Concept::Condition]);
    let threshold = roles.at(Concept::Threshold).or(roles.at(Concept::Condition)).filter(|at| *at > 0);
    let metric = heads.first().is_some_and(|head| ctx.speaks(Concept::Metric, head));
    if !(about.is_some() || (alerts && threshold.is_some()) || (grades.len() > 1 && metric))
        || roles.at(Concept::Severity) == Some(0)
    {
        return;
    }
    for row in &table.rows {
        let cell =
            |at: usize| row.cells.get(at).map(|cell| trimmed(&cell.plain())).filter(|text| !text.is_empty());
        let Some(name) = cell(0) else { continue };
        let mut push = |level: Option<String>, text: String| {
            ctx.claim(row.id, row.line, "alert threshold", "row of a table of thresholds");
            found.push(AlertThreshold { level, text, place: ctx.place(section.id, row.id, row.line) });
        };
        if grades.is_empty() {
            let text = threshold.and_then(cell).map_or(name.clone(), |value| format!("{name} {value}"));
            push(roles.at(Concept::Severity).and_then(cell).or_else(|| about.clone().flatten()), text);
        }
        for at in &grades {
            if let Some(value) = cell(*at).filter(|value| value.chars().any(char::is_alphanumeric)) {
                push(Some(heads[*at].to_lowercase()), format!("{name} {value}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    fn found(markdown: &str) -> Vec<(Option<String>, String)> {
        plan(markdown).alert_thresholds.into_iter().map(|a| (a.level, a.text)).collect()
    }

    #[test]
    fn items_take_the_nearest_level() {
        let markdown = "# T\n\n## Alert thresholds\n\n- P1: queue > 10\n\n### P2 (Medium)\n\n- lag > 5 s\n\n## Watch\n\n- load (alert: > 80%)\n- [ ] **Critical alerts**\n  - [ ] disk full\n\n### Alerting\n\n- page somebody\n";
        let some = |level: &str, text: &str| (Some(level.to_owned()), text.to_owned());
        assert_eq!(
            found(markdown),
            [
                some("P1", "queue > 10"),
                some("P2", "lag > 5 s"),
                (None, "load (alert: > 80%)".into()),
                some("critical", "disk full")
            ]
        );
    }

    #[test]
    fn rules_and_tables() {
        let markdown = "# T\n\n```yaml\n- alert: QueueFull\n  expr: q > 1\n  labels:\n    severity: page\n```\n\n| Metric | Normal | Warning | Critical |\n|---|---|---|---|\n| Load | 10% | 70% | 90% |\n";
        let some = |level: &str, text: &str| (Some(level.to_owned()), text.to_owned());
        assert_eq!(found(markdown)[0], some("page", "QueueFull"));
        assert!(found(markdown).contains(&some("critical", "Load 90%")));
    }
}
