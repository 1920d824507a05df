//! Feature flags and their changes.

use std::collections::BTreeMap;

use super::settings::{Occurrence, is_truth};
use super::{Concept, Context};
use crate::markdown::SectionId;
use crate::plan::{FeatureFlag, FlagChange, Phase};

/// Settings with a truth value where the plan speaks of feature flags; later truth values are changes.
pub fn find(ctx: &Context, occurrences: &[Occurrence], phases: &[Phase]) -> Vec<FeatureFlag> {
    let mut order: Vec<&str> = Vec::new();
    let mut values: BTreeMap<&str, Vec<(&Occurrence, &str)>> = BTreeMap::new();
    for occurrence in occurrences {
        let Some(value) = occurrence.value.as_deref().filter(|v| is_truth(v)) else { continue };
        if occurrence.flagged && !order.contains(&occurrence.name.as_str()) {
            order.push(&occurrence.name);
        }
        values.entry(&occurrence.name).or_default().push((occurrence, value));
    }
    order.iter().filter_map(|name| flag(ctx, name, values.get(name)?, phases)).collect()
}

fn flag(ctx: &Context, name: &str, values: &[(&Occurrence, &str)], phases: &[Phase]) -> Option<FeatureFlag> {
    let (first, default) = values.iter().find(|(occurrence, _)| occurrence.flagged)?;
    let node = ctx.document.section(first.section).node;
    ctx.claim(
        node,
        first.line,
        "feature flag",
        "setting with a truth value where the text speaks of feature flags",
    );
    let changes = values
        .iter()
        .filter(|(occurrence, _)| occurrence.line != first.line)
        .map(|(occurrence, value)| FlagChange {
            line: occurrence.line,
            value: (*value).to_owned(),
            phase: phase_of(ctx, occurrence.section, phases),
        })
        .collect();
    Some(FeatureFlag { name: name.to_owned(), defined: first.line, default: (*default).to_owned(), changes })
}

/// The phase that holds the section, or `rollback` in a section of that.
fn phase_of(ctx: &Context, section: SectionId, phases: &[Phase]) -> Option<String> {
    let holds = |id: SectionId| phases.iter().find(|phase| phase.place.section_id == id && id > 0);
    let phase =
        ctx.document.lineage(section).find_map(|above| holds(above.id)).map(|phase| phase.slug.clone());
    phase.or_else(|| ctx.under(section, Concept::Rollback).map(|_| "rollback".to_owned()))
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn flags_have_a_default_and_changes() {
        let plan = plan(
            "# T\n\n## Feature flags\n\n- [ ] `NEW_CART` = false\n\n## Launch\n\nSet `NEW_CART=true`, keep `OTHER_MODE=true`.\n\n## Rollback\n\n```bash\n# Feature flags\nhost env add NEW_CART false\nexport DARK_MODE=on\n```\n",
        );
        let flags: Vec<(&str, &str)> =
            plan.feature_flags.iter().map(|f| (f.name.as_str(), f.default.as_str())).collect();
        assert_eq!(flags, [("NEW_CART", "false"), ("DARK_MODE", "on")]);
        let changes = &plan.feature_flags[0].changes;
        assert_eq!(changes.iter().map(|c| c.value.as_str()).collect::<Vec<_>>(), ["true", "false"]);
        assert_eq!(changes[1].phase.as_deref(), Some("rollback"));
    }
}
