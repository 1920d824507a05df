//! What may go wrong, how likely it is and what is done about it.

mod headings;
mod items;
mod level;
mod table;

use super::parts::{Part, PartForm, parts};
use super::{Concept, Context};
use crate::plan::{Place, Risk};

/// Numbered and named items, headings with fields, and rows below a heading that speaks of risks.
pub fn find(ctx: &Context) -> Vec<Risk> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        if let Some(risk) = headings::of_section(ctx, section) {
            found.push(risk);
            continue;
        }
        for part in parts(ctx, section) {
            let about = is_about(ctx, &part);
            for block in &part.blocks {
                if let Some(table) = block.table() {
                    found.extend(table::find(ctx, &part, block, table, about));
                } else if let Some(list) = block.list().filter(|_| about) {
                    found.extend(items::find(ctx, &part, block, list));
                }
            }
        }
    }
    found
}

/// Whether the title of the part, or a heading above it, speaks of risks; what speaks of contingency, rollback or
/// messages within such a section has its own reader.
fn is_about(ctx: &Context, part: &Part) -> bool {
    let own = part.form == PartForm::LeadIn || part.section.level > 1;
    let others = [
        Concept::Contingency,
        Concept::Rollback,
        Concept::SignOff,
        Concept::Contact,
        Concept::Communication,
        Concept::Metric,
        Concept::Procedure,
    ];
    let other =
        own && others.iter().any(|c| ctx.speaks(*c, &part.title)) && !ctx.speaks(Concept::Risk, &part.title);
    part.is_about(ctx, Concept::Risk) && !other
}

/// A risk with nothing but its title.
fn bare(title: String, level: Option<String>, place: Place) -> Risk {
    Risk {
        title,
        level,
        probability: None,
        impact: None,
        risk: None,
        mitigation: false,
        contingency: false,
        owner: None,
        place,
        mitigation_text: None,
        contingency_text: None,
    }
}

/// Puts the value of a field where its key says; whether the key was one of a risk.
fn put(ctx: &Context, risk: &mut Risk, key: &str, value: &str) -> bool {
    let value = value.trim().to_owned();
    let says = |concept| ctx.speaks(concept, key);
    if says(Concept::Contingency) || says(Concept::Rollback) {
        risk.contingency |= !value.is_empty();
        risk.contingency_text = Some(value);
    } else if says(Concept::Mitigation) {
        risk.mitigation |= !value.is_empty();
        risk.mitigation_text = Some(value);
    } else if says(Concept::Probability) {
        risk.probability = Some(value);
    } else if ctx.vocabulary.is(Concept::Severity, key) || level::names_level(ctx, key) {
        risk.level = Some(value);
    } else if says(Concept::Impact) {
        risk.impact = Some(value);
    } else if says(Concept::Owner) {
        risk.owner = Some(value);
    } else if says(Concept::Risk) || ctx.vocabulary.is(Concept::Condition, key) {
        risk.risk = Some(value);
    } else {
        return false;
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::plan::Risk;
    use crate::recognise::testing::plan;

    fn risks(markdown: &str) -> Vec<Risk> {
        plan(markdown).risks
    }

    #[test]
    fn numbered_items_with_fields_or_an_arrow() {
        let found = risks(
            "# P\n\n## Risks\n\n### High-risk items\n1. **Lost data**\n   - **Risk:** rows vanish\n   - **Mitigation:** dump first\n   - **Contingency:** restore\n\
             2. **Slow disk** → buy another\n\n### Low\n- Dull weather\n- **Rust** (slow): seen once. Mitigation: paint\n- [ ] buy umbrella\n",
        );
        let short: Vec<(&str, Option<&str>, bool, bool)> = found
            .iter()
            .map(|r| (r.title.as_str(), r.level.as_deref(), r.mitigation, r.contingency))
            .collect();
        assert_eq!(
            short,
            [
                ("Lost data", Some("High"), true, true),
                ("Slow disk", Some("High"), true, false),
                ("Dull weather", Some("Low"), false, false),
                ("Rust", Some("Low"), true, false),
            ]
        );
        assert_eq!(found[0].risk.as_deref(), Some("rows vanish"));
        assert_eq!(found[1].mitigation_text.as_deref(), Some("buy another"));
    }

    #[test]
    fn tables_by_header_and_one_table_a_colour() {
        let found = risks(
            "# P\n\n## Risiken\n\n| Risiko | Wahrscheinlichkeit | Auswirkung | Gegenmaßnahme |\n|---|---|---|---|\n| Ausfall | Hoch | Mittel | Ersatz |\n| | | | |\n\n\
             ## Risk register\n\n### 🟡 Yellow\n\n| ID | Description | Owner |\n|---|---|---|\n| R1 | Key person ill | Ana |\n",
        );
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].probability.as_deref(), found[0].impact.as_deref(), found[0].mitigation),
            (Some("Hoch"), Some("Mittel"), true)
        );
        assert_eq!(
            (found[1].title.as_str(), found[1].level.as_deref(), found[1].owner.as_deref()),
            ("Key person ill", Some("Medium"), Some("Ana"))
        );
    }

    #[test]
    fn headings_with_fields_and_fields_alone() {
        let found = risks(
            "# P\n\n## Risk mitigation\n\n### Risk 1: Provider down\n**Likelihood:** Low\n**Impact:** High\n**Mitigation:**\n- call them\n- wait\n\n\
             ### Contingency plans\n1. Switch\n\n## Risk assessment\n- **Risk level**: Low\n- **Impact**: none\n",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].title.as_str(), found[0].probability.as_deref(), found[0].mitigation),
            ("Provider down", Some("Low"), true)
        );
    }
}
