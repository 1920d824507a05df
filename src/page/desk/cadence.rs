//! The severity of a desk, and how often people hear at it.

use super::{DeskView, InputRow, OptionRow};
use crate::page::PageContext;
use crate::page::grade::level;
use crate::recognise;
use crate::site::SitePlan;

/// The severities of the plan as choices, with how often people hear at each. Where no message asks for the severity but
/// the plan says how often, it is asked for the clock.
pub(super) fn add_severity(ctx: &PageContext, plan: &SitePlan, view: &mut DeskView) {
    let cadences = cadences(plan);
    let levels = plan.plan.escalation.severities.iter().map(|s| s.level.clone());
    let levels: Vec<String> = levels.collect();
    let known = |option: &OptionRow| levels.iter().any(|level| key(level) == key(&option.text));
    let own = view.inputs.iter().position(|input| {
        input.kind == "severity" || !input.options.is_empty() && input.options.iter().all(known)
    });
    if own.is_none() && (cadences.is_empty() || levels.is_empty() || view.cards.is_empty()) {
        return;
    }
    let mut input = match own {
        Some(at) => {
            let taken = view.inputs.remove(at);
            if let Some(next) = view.inputs.get_mut(at).filter(|_| taken.begins_site) {
                next.begins_site = true;
            }
            InputRow { begins_site: false, ..taken }
        }
        None => InputRow {
            id: "severity".into(),
            label: "Severity".into(),
            options: Vec::new(),
            kind: "",
            begins_site: false,
        },
    };
    input.kind = "severity";
    if input.options.is_empty() {
        input.options = levels.into_iter().map(|text| OptionRow { text, minutes: None }).collect();
    }
    for option in &mut input.options {
        let same = |name: &str| key(name) == key(&option.text) || is_same_step(ctx, name, &option.text);
        let often = cadences.iter().filter(|(name, _)| same(name)).map(|(_, minutes)| *minutes);
        option.minutes = often.min();
    }
    view.inputs.insert(0, input);
}

/// Whether two levels are one where only one of them has a number: `Critical` and `P0`.
fn is_same_step(ctx: &PageContext, one: &str, other: &str) -> bool {
    let numbered = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let rank = level(ctx, one).rank;
    numbered(one) != numbered(other) && rank.is_some() && rank == level(ctx, other).rank
}

/// How often people hear at each level, in minutes; where several lengths are named, the shortest.
fn cadences(plan: &SitePlan) -> Vec<(String, u32)> {
    let matrix = plan.plan.escalation.severities.iter();
    let matrix = matrix.filter_map(|s| Some((&s.level, s.update_frequency.as_ref()?)));
    let list = plan.plan.communication.update_frequency.iter().map(|f| (&f.level, &f.frequency));
    let all = matrix.chain(list).filter_map(|(level, often)| Some((level, minutes(often)?)));
    all.flat_map(|(level, minutes)| {
        let levels = level.split(['/', ',', '&', '+']).map(str::trim).filter(|level| !level.is_empty());
        levels.map(move |level| (level.to_owned(), minutes)).collect::<Vec<_>>()
    })
    .collect()
}

/// `Every 15 minutes`, `15-30 min during business hours`; `None` where no length stands there.
fn minutes(often: &str) -> Option<u32> {
    let from = often.find(|c: char| c.is_ascii_digit())?;
    let rest = &often[from..];
    let ends = rest.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at);
    let mut ends: Vec<usize> = ends.chain([rest.len()]).collect();
    ends.reverse();
    let found = ends.into_iter().find_map(|end| recognise::duration(&rest[..end])?.minutes);
    found.map(|[least, _]| least).filter(|least| *least > 0)
}

/// A level without what stands round its number: `P0 - Critical` is `p0`, `SEV-1` is `sev1`, `Critical` is `critical`.
fn key(level: &str) -> String {
    let lower = level.to_lowercase();
    let letters: String = lower.chars().filter(|c| c.is_alphanumeric()).collect();
    let Some(digit) = letters.find(|c: char| c.is_ascii_digit()) else {
        return lower
            .split(|c: char| !c.is_alphanumeric())
            .find(|word| !word.is_empty())
            .unwrap_or("")
            .to_owned();
    };
    let behind = letters[digit..].find(|c: char| !c.is_ascii_digit()).map_or(letters.len(), |n| digit + n);
    letters[..behind].to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::of_plan;
    use super::*;
    use crate::page::testing;
    use crate::plan::UpdateFrequency;
    use crate::site::PlanPage;

    const PLAN: &str = "# Plan\n\n## News template\n\n```\nSeverity: [P0/P1]\n```\n";

    #[test]
    fn the_matrix_says_how_often() {
        let site = testing::site_with(PLAN, |plan| {
            let line = |level: &str, frequency: &str| UpdateFrequency {
                level: level.into(),
                frequency: frequency.into(),
                line: 1,
            };
            plan.plan.escalation.severities.clear();
            plan.plan.communication.update_frequency =
                vec![line("P0 - Critical", "Every 15-30 minutes (until fixed)"), line("P1", "as needed")];
        });
        testing::on(&site, PlanPage::Messages, |ctx| {
            let view = of_plan(ctx, ctx.plan().unwrap());
            let told: Vec<(&str, Option<u32>)> =
                view.inputs[0].options.iter().map(|o| (o.text.as_str(), o.minutes)).collect();
            assert_eq!(told, [("P0", Some(15)), ("P1", None)]);
        });
    }

    #[test]
    fn levels_are_known_by_their_numbers() {
        assert_eq!(key("P0 - Critical"), "p0");
        assert_eq!(key("SEV-1: total"), "sev1");
        assert_eq!(key("Critical (P0)"), "criticalp0");
        assert_eq!(minutes("Every 2 hours"), Some(120));
        assert_eq!(minutes("hourly"), None);
    }
}
