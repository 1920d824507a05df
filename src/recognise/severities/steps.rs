//! Steps of escalation: levels of people, and lines that speak of escalating.

use super::super::entries::{Entry, entries, head_of, headings, trimmed};
use super::level::{Family, is_time, leading, titled};
use super::rows::level_column;
use crate::markdown::{Section, Table};
use crate::plan::EscalationStep;
use crate::recognise::{Concept, Context, columns};

pub(super) fn find(ctx: &Context) -> Vec<EscalationStep> {
    let mut found: Vec<EscalationStep> =
        entries(ctx).iter().filter_map(|entry| of_item(ctx, entry)).collect();
    for section in &ctx.document.sections {
        found.extend(of_heading(ctx, section));
        for table in section.blocks.iter().filter_map(|block| block.table()) {
            found.extend(of_table(ctx, section, table));
        }
    }
    found.sort_by_key(|step| step.place.line);
    found
}

/// An item below a heading that speaks of escalation, or one that speaks of it and holds a time.
fn of_item(ctx: &Context, entry: &Entry) -> Option<EscalationStep> {
    let words = entry.words();
    let near = entry.above.iter().take(2).any(|above| ctx.speaks(Concept::Escalation, &above.title));
    let said = ctx.speaks(Concept::Escalation, &words) || ctx.speaks(Concept::OnCall, &words);
    let speaks = said && words.chars().count() <= 160 && time_in(ctx, &words).is_some();
    let contact = entry.above.iter().take(3).any(|above| ctx.speaks(Concept::Contact, &above.title));
    if !(near || speaks) || contact || entry.item.tick.is_some() || ctx.claimed(entry.item.id).is_some() {
        return None;
    }
    let head = head_of(&entry.item.text);
    let level = head
        .as_ref()
        .and_then(|head| leading(&head.text))
        .or_else(|| leading(&words))
        .map(|(level, _)| level.text);
    ctx.claim(entry.item.id, entry.item.line, "escalation step", "item that speaks of escalation");
    let place = ctx.place(entry.section.id, entry.item.id, entry.item.line);
    Some(EscalationStep {
        after: time_in(ctx, &words),
        who: head.map(|head| head.rest).filter(|r| level.is_some() && !r.is_empty()),
        what: words,
        level,
        place,
    })
}

/// The bracket or the words behind a colon that hold a time.
fn time_in(ctx: &Context, words: &str) -> Option<String> {
    let bracket = words.split(['(', '（']).nth(1).and_then(|inner| inner.split([')', '）']).next());
    let pieces = bracket.into_iter().chain(words.split([':', '：', ',', '–', '—']));
    let short =
        |piece: &&str| piece.split_whitespace().count() <= 5 && piece.chars().any(|c| c.is_ascii_digit());
    let piece = pieces.filter(short).find(|piece| is_time(ctx, piece)).map(|piece| piece.trim().to_owned());
    piece.or_else(|| {
        let words: Vec<&str> = words.split_whitespace().take(40).collect();
        let counted = |pair: &&[&str]| {
            pair[0].starts_with(|c: char| c.is_ascii_digit()) && is_time(ctx, &pair.join(" "))
        };
        words.windows(2).find(counted).map(|pair| pair.join(" ").trim_end_matches(['.', ',', ';']).to_owned())
    })
}

/// `Level 2 - Team lead (15-30 minutes)`.
fn of_heading(ctx: &Context, section: &Section) -> Option<EscalationStep> {
    let titled = titled(ctx, &section.title).filter(|t| t.level.family == Family::Step)?;
    let escalates =
        headings(ctx, section).iter().skip(1).any(|above| ctx.speaks(Concept::Escalation, &above.title));
    if !escalates || ctx.claimed(section.node).is_some() {
        return None;
    }
    ctx.claim(section.node, section.line, "escalation step", "heading that names a level of people");
    let place = ctx.place(section.id, section.node, section.line);
    Some(EscalationStep {
        what: section.title.clone(),
        level: Some(titled.level.text),
        after: titled.response,
        who: titled.label,
        place,
    })
}

/// Rows of a table of levels of people.
fn of_table(ctx: &Context, section: &Section, table: &Table) -> Vec<EscalationStep> {
    let Some((column, levels)) = level_column(ctx, table) else { return Vec::new() };
    if !levels.iter().all(|titled| titled.level.family == Family::Step) {
        return Vec::new();
    }
    let roles = columns(
        ctx,
        table,
        &[
            Concept::Role,
            Concept::Owner,
            Concept::Name,
            Concept::Contact,
            Concept::Time,
            Concept::ResponseTime,
        ],
    );
    let mut found = Vec::new();
    for (row, titled) in
        table.rows.iter().zip(levels).filter(|(row, _)| ctx.claimed(row.id) != Some("severity"))
    {
        let cells: Vec<String> = row.cells.iter().map(|cell| trimmed(&cell.plain())).collect();
        let role = [Concept::Role, Concept::Owner, Concept::Name, Concept::Contact]
            .iter()
            .find_map(|role| roles.cell(row, *role));
        let time = cells
            .iter()
            .enumerate()
            .find(|(at, text)| *at != column && is_time(ctx, text))
            .map(|(_, text)| text.clone());
        ctx.claim(row.id, row.line, "escalation step", "row of a table of levels of people");
        found.push(EscalationStep {
            what: cells.join(" · "),
            level: Some(titled.level.text),
            after: time,
            who: role.or_else(|| cells.get(column + 1).cloned()),
            place: ctx.place(section.id, row.id, row.line),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn levels_of_people_are_steps() {
        let plan = plan(
            "# T\n\n## Escalation path\n\n| Level | Role | Response |\n|---|---|---|\n| L1 | night watch | 15 min |\n| L2 | team lead | 1 h |\n\n- Level 3: the board, after 4 hours\n\n## Work\n\n- escalate after 30 minutes of silence\n- carry on\n",
        );
        assert!(plan.escalation.severities.is_empty());
        let steps: Vec<(Option<&str>, Option<&str>)> =
            plan.escalation.other.iter().map(|s| (s.level.as_deref(), s.who.as_deref())).collect();
        assert_eq!(steps[..2], [(Some("L1"), Some("night watch")), (Some("L2"), Some("team lead"))]);
        assert_eq!(steps[2].0, Some("Level 3"));
        assert_eq!(steps.len(), 4);
    }
}
