//! What is measured.
//!
//! [`target`] parts an item into name and target and a target into comparator, value and unit.

mod target;

use super::entries::{AboveForm, Entry, entries, headings, lead_above, trimmed};
use super::{Concept, Context, columns};
use crate::markdown::{NodeId, Row, Section, Table};
use crate::plan::{Metric, SuccessCriteria};

use target::{Reading, has_comparator, parts, read};

/// Items below a heading or lead-in that speaks of metrics or guardrails; items of success criteria with a comparison
/// sign; rows of tables with a Target column, and of tables of results.
pub fn find(ctx: &Context, _success: &[SuccessCriteria]) -> Vec<Metric> {
    let mut found: Vec<Metric> = entries(ctx).iter().filter_map(|entry| of_item(ctx, entry)).collect();
    for section in &ctx.document.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            if let Some(table) = block.table() {
                let lead = lead_above(&section.blocks, at).map(|lead| lead.title);
                of_table(ctx, section, (table, lead), &mut found);
            }
        }
    }
    found.sort_by_key(|metric| metric.place.line);
    found
}

/// What the titles above an item make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Above {
    /// Every item is a metric; whether the title speaks of success, which makes words a target.
    Metrics,
    /// Items with a comparison sign are.
    Criteria,
    Other,
}

fn of_item(ctx: &Context, entry: &Entry) -> Option<Metric> {
    if entry.item.blocks.iter().any(|block| block.list().is_some_and(|list| list.ordered.is_none())) {
        return None;
    }
    let words = entry.words();
    let rule = match above(ctx, entry) {
        Above::Metrics if entry.item.number.is_some() && !target::has_quantity(&words) => return None,
        Above::Metrics => "item below a title that speaks of metrics",
        Above::Criteria if has_comparator(&words) => "item of success criteria with a comparison sign",
        _ => return None,
    };
    let success = entry.above.iter().any(|above| ctx.speaks(Concept::Success, &above.title));
    let Reading { name, target } = read(ctx, &entry.item.text, success);
    if name.is_empty() && target.is_none() {
        return None;
    }
    Some(metric(ctx, entry.section, (entry.item.id, entry.item.line), (name, target, None), rule))
}

/// The nearest title that says what an item is: a lead-in or parent decides alone, headings from the innermost out.
fn above(ctx: &Context, entry: &Entry) -> Above {
    let boxed = entry.item.tick.is_some();
    if !boxed && entry.below_task {
        return Above::Other;
    }
    for above in &entry.above {
        let speaks = |concept: Concept| ctx.speaks(concept, &above.title);
        let others = [
            Concept::AlertThreshold,
            Concept::Endpoint,
            Concept::HealthCheck,
            Concept::Trigger,
            Concept::Rollback,
            Concept::Procedure,
            Concept::Risk,
            Concept::Contact,
            Concept::SignOff,
            Concept::Template,
            Concept::Communication,
            Concept::FeatureFlag,
        ];
        if speaks(Concept::Metric) || (speaks(Concept::Monitored) && !boxed) {
            return Above::Metrics;
        }
        if speaks(Concept::SuccessCriteria) {
            return Above::Criteria;
        }
        if above.form == AboveForm::LeadIn || others.iter().any(|concept| speaks(*concept)) {
            return Above::Other;
        }
    }
    Above::Other
}

type Values = (String, Option<String>, Option<String>);

fn metric(
    ctx: &Context,
    section: &Section,
    (node, line): (NodeId, u32),
    (name, target, actual): Values,
    rule: &'static str,
) -> Metric {
    ctx.claim(node, line, "metric", rule);
    let (comparator, value, unit) = target.as_deref().map(|target| parts(ctx, target)).unwrap_or_default();
    Metric { name, target, comparator, value, unit, actual, place: ctx.place(section.id, node, line) }
}

fn of_table(
    ctx: &Context,
    section: &Section,
    (table, lead): (&Table, Option<String>),
    found: &mut Vec<Metric>,
) {
    let heads: Vec<String> = table.head.iter().map(|cell| cell.plain()).collect();
    let target = (1..heads.len()).find(|at| is_target(ctx, &heads[*at]));
    let placed = heads.iter().any(|head| ctx.speaks(Concept::Origin, head));
    let target = target.filter(|at| !placed && holds_targets(ctx, table, *at));
    let roles = columns(ctx, table, &[Concept::Actual, Concept::Threshold, Concept::Metric]);
    let titles = headings(ctx, section);
    let about = lead
        .iter()
        .chain(titles.iter().map(|above| &above.title))
        .any(|title| ctx.speaks(Concept::Metric, title));
    let named = roles.has(Concept::Metric) || about;
    let results = roles.has(Concept::Actual) || roles.at(Concept::Threshold).is_some_and(|at| at > 0);
    if target.is_none() && !(named && results) {
        return;
    }
    let target = target.or(roles.at(Concept::Threshold).filter(|at| *at > 0));
    let name_column = roles.at(Concept::Metric).filter(|at| Some(*at) != target && *at < 2).unwrap_or(0);
    let numbered = table
        .rows
        .iter()
        .all(|row| cell_text(row, name_column).is_none_or(|text| text.chars().all(|c| !c.is_alphabetic())));
    let name_column = if numbered && Some(name_column + 1) != target { name_column + 1 } else { name_column };
    for row in &table.rows {
        let cell = |at: usize| cell_text(row, at);
        let Some(name) = cell(name_column) else { continue };
        if ctx.claimed(row.id).is_some_and(|kind| kind == "alert threshold" || kind == "severity") {
            continue;
        }
        let actual = roles.at(Concept::Actual).filter(|at| Some(*at) != target).and_then(cell);
        let values = (name, target.and_then(cell), actual);
        found.push(metric(ctx, section, (row.id, row.line), values, "row of a table with a target"));
    }
}

/// Whether the cells of a column can be targets: one of them at least is a quantity or a truth value, and they are not
/// all dates.
fn holds_targets(ctx: &Context, table: &Table, at: usize) -> bool {
    let cells: Vec<String> = table.rows.iter().filter_map(|row| cell_text(row, at)).collect();
    let quarter = |text: &str| {
        text.starts_with(['Q', 'q']) && text[1..].starts_with(|c: char| c.is_ascii_digit()) && text.len() < 24
    };
    let dated = |text: &String| {
        quarter(text) || super::time::whole(text).is_some_and(|found| found.when.date.is_some())
    };
    let answers = [Concept::Yes, Concept::No, Concept::Zero, Concept::All];
    let told = |text: &String| {
        text.chars().any(|c| c.is_ascii_digit())
            || answers.iter().any(|answer| ctx.vocabulary.is(*answer, text))
    };
    cells.iter().any(told) && !cells.iter().all(dated)
}

/// Whether a column holds targets: `Target`, `Target value`, `SLO Target`; a target date is none.
fn is_target(ctx: &Context, head: &str) -> bool {
    let dated = [Concept::Date, Concept::Time, Concept::Owner, Concept::Audience, Concept::Milestone];
    ctx.speaks(Concept::Target, head) && !dated.iter().any(|concept| ctx.speaks(*concept, head))
}

fn cell_text(row: &Row, at: usize) -> Option<String> {
    row.cells.get(at).map(|cell| trimmed(&cell.plain())).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    fn found(markdown: &str) -> Vec<(String, Option<String>)> {
        plan(markdown).metrics.into_iter().map(|m| (m.name, m.target)).collect()
    }

    #[test]
    fn the_nearest_title_decides() {
        let markdown = "# T\n\n## Guardrails\n\n- queue < 10\n\n**Steps:**\n- wait 5 minutes\n\n### Alert thresholds\n\n- queue > 50\n\n## Success criteria\n\n- [ ] all calm\n- [ ] 98% of calls answered < 20 s\n\n## Plan\n\n- load < 3\n";
        assert_eq!(
            found(markdown),
            [("queue".into(), Some("< 10".into())), ("of calls answered < 20 s".into(), Some("98%".into()))]
        );
    }

    #[test]
    fn tables_with_targets_and_results() {
        let markdown = "# T\n\n| Metric | Target | Actual |\n|---|---|---|\n| Speed | ≤ 200 ms | 180 ms |\n\n| Task | Target date |\n|---|---|\n| a | 1 May |\n\n| Kennzahl | Ziel |\n|---|---|\n| Quote | 99 % |\n";
        let metrics = plan(markdown).metrics;
        assert_eq!(metrics.len(), 2);
        let speed = &metrics[0];
        assert_eq!(
            (
                speed.comparator.as_deref(),
                speed.value.as_deref(),
                speed.unit.as_deref(),
                speed.actual.as_deref()
            ),
            (Some("≤"), Some("200"), Some("ms"), Some("180 ms"))
        );
        assert_eq!(metrics[1].name, "Quote");
    }
}
