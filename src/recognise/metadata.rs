//! Keys and values in the text (`**Version:** 1.0`).

use super::keyed_lines::{Field, emphasised};
use super::{Concept, Context, time};
use crate::markdown::{Block, BlockKind, Section};
use crate::plan::{Metadata, MetadataValue};

/// Keys that other recognisers take.
const TAKEN: &[Concept] = &[
    Concept::Time,
    Concept::Duration,
    Concept::Priority,
    Concept::Timing,
    Concept::Audience,
    Concept::Trigger,
    Concept::Symptoms,
    Concept::Message,
    Concept::Subject,
    Concept::Impact,
    Concept::Probability,
    Concept::Mitigation,
    Concept::Contingency,
    Concept::ResponseTime,
    Concept::ResolutionTime,
    Concept::UpdateFrequency,
    Concept::Recovery,
    Concept::ImmediateActions,
    Concept::SuccessCriteria,
    Concept::FailureCriteria,
    Concept::Go,
    Concept::NoGo,
    Concept::ConditionalGo,
    Concept::Note,
];

/// Labels that are followed by a number or letter and name a part of the plan.
const LABELS: &[Concept] = &[
    Concept::Phase,
    Concept::Stage,
    Concept::Step,
    Concept::Option,
    Concept::RollbackPoint,
    Concept::Scenario,
    Concept::HoldPoint,
];

/// Lines of paragraphs that begin with a key in bold or italics and have a value, in order.
pub fn find(ctx: &Context) -> Vec<Metadata> {
    let mut found = Vec::new();
    let taken = ctx.lines_taken_for(&["time", "duration", "priority"]);
    for section in &ctx.document.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            let next = section.blocks.get(at + 1);
            match &block.kind {
                BlockKind::Quote { blocks, .. } => {
                    for (at, inner) in blocks.iter().enumerate() {
                        read(ctx, section, inner, blocks.get(at + 1), &mut found);
                    }
                }
                _ => read(ctx, section, block, next, &mut found),
            }
        }
    }
    found.retain(|metadata| !taken.contains(&metadata.line));
    found
}

fn read(ctx: &Context, section: &Section, block: &Block, next: Option<&Block>, found: &mut Vec<Metadata>) {
    let Some(text) = block.paragraph() else { return };
    let lines = text.lines();
    for (number, line) in lines.iter().enumerate() {
        let leads_list = number + 1 == lines.len() && next.is_some_and(is_led);
        for field in emphasised(line) {
            if is_metadata(ctx, section, &field) && !(leads_list && line.is_all_bold()) {
                ctx.claim(
                    block.id,
                    field.line,
                    "metadata",
                    "line that begins with an emphasised key and has a value",
                );
                found.push(metadata(ctx, field));
            }
        }
    }
}

/// Lists, tables and fences are what a lead-in stands before.
fn is_led(block: &Block) -> bool {
    matches!(block.kind, BlockKind::List(_) | BlockKind::Table(_) | BlockKind::Code(_))
}

fn is_metadata(ctx: &Context, section: &Section, field: &Field) -> bool {
    let key = field.key.as_str();
    let words = key.split_whitespace().count();
    let signs = || ctx.under(section.id, Concept::SignOff).is_some() && is_blank(&field.value);
    !field.value.is_empty()
        && words <= 6
        && key.chars().any(char::is_alphabetic)
        && !key.chars().next().is_some_and(|c| c.is_numeric())
        && !key.ends_with(['?', '.', '!'])
        && !TAKEN.iter().any(|c| ctx.vocabulary.is(*c, key))
        && !LABELS.iter().any(|c| is_label(ctx, *c, key))
        && time::leading(key).is_none_or(|found| !found.strong)
        && (!field.value.contains("___") || is_blank(&field.value))
        && !signs()
}

/// Whether `key` is a word of `concept` and a number or letter (`Step 1`, `Option B`).
fn is_label(ctx: &Context, concept: Concept, key: &str) -> bool {
    let Some((head, last)) = key.rsplit_once(char::is_whitespace) else { return false };
    let numbered = last.chars().all(|c| c.is_ascii_digit() || c == '.') || last.chars().count() == 1;
    numbered && ctx.speaks(concept, head)
}

fn metadata(ctx: &Context, field: Field) -> Metadata {
    let key = key_of(&field.key);
    let by = key.rsplit('_').next().is_some_and(|last| ctx.vocabulary.is(Concept::By, last));
    let unfilled = is_blank(&field.value) || is_placeholder(&field.value);
    let iso = time::when(&field.value).and_then(|when| when.date).map(|[first, _]| first);
    let placeholder = unfilled.then(|| field.value.clone());
    let value = if unfilled {
        MetadataValue::Missing
    } else if by && field.value.contains([',', '、', '，']) {
        let names = field.value.split([',', '、', '，']).map(|name| name.trim().to_owned());
        MetadataValue::List(names.filter(|name| !name.is_empty()).collect())
    } else {
        MetadataValue::Text(field.value)
    };
    Metadata { key, value, iso, placeholder, line: field.line }
}

/// Lower case, words joined by underscores.
fn key_of(key: &str) -> String {
    let mut out = String::new();
    for c in key.to_lowercase().chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    out.trim_end_matches('_').to_owned()
}

/// Nothing but underscores and signs: a line to write on.
fn is_blank(value: &str) -> bool {
    value.chars().filter(|c| *c == '_').count() > 1 && !value.chars().any(char::is_alphabetic)
        || value.contains('_') && !value.chars().any(char::is_alphanumeric)
}

/// One bracket and nothing else.
fn is_placeholder(value: &str) -> bool {
    let pairs = [("[", "]"), ("<", ">"), ("{{", "}}"), ("【", "】")];
    pairs.iter().any(|(open, close)| {
        let inner = value.strip_prefix(open).and_then(|v| v.strip_suffix(close));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(close))
    })
}

#[cfg(test)]
mod tests {
    use crate::plan::MetadataValue;
    use crate::recognise::testing::plan;

    #[test]
    fn keys_values_lists_and_dates() {
        let text = "# P\n\n**Doc Version:** 1.10\n**Written by**: Ana, Bo\n*Reviewed: 31 March 2026*\n**Duration:** 2 h\n**Note:** soon\n\n**Steps:**\n- a\n";
        let found = plan(text).metadata;
        let keys: Vec<&str> = found.iter().map(|m| m.key.as_str()).collect();
        assert_eq!(keys, ["doc_version", "written_by", "reviewed"]);
        assert_eq!(found[0].value, MetadataValue::Text("1.10".into()));
        assert_eq!(found[1].value, MetadataValue::List(vec!["Ana".into(), "Bo".into()]));
        assert_eq!(found[2].iso.as_deref(), Some("2026-03-31"));
    }

    #[test]
    fn what_is_left_to_fill_has_no_value() {
        let found = plan("# P\n\n**Owner:** [Name]\n**Ticket:** ______\n").metadata;
        assert!(found.iter().all(|m| m.value == MetadataValue::Missing), "{found:?}");
        assert_eq!(found[0].placeholder.as_deref(), Some("[Name]"));
    }

    #[test]
    fn parts_of_the_plan_and_signatures_are_no_metadata() {
        let text = "# P\n\n**Step 1: Copy** (5 min)\n\n**Option A: Stay**\n\n**T-1h:** wake up\n\n## Sign-off\n**CTO:** ____ Date: ____\n**COO:** ______\n";
        assert!(plan(text).metadata.is_empty(), "{:?}", plan(text).metadata);
    }
}
