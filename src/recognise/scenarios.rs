//! What may go wrong and what to do then: headings below "scenarios", or `Scenario n: title` in a fence.

use super::fields::fields;
use super::parts::{Part, PartForm, is_span, parts, split_bracket, split_number};
use super::steps::of_part;
use super::{Concept, Context};
use crate::markdown::{Block, Code, Section, SectionId, slug};
use crate::plan::Scenario;

pub fn find(ctx: &Context) -> Vec<Scenario> {
    let mut found = Vec::new();
    let mut inside: Vec<SectionId> = Vec::new();
    for section in &ctx.document.sections {
        for block in &section.blocks {
            if let Some(code) = block.code() {
                found.extend(in_code(ctx, section, block, code));
            }
        }
        let nested = ctx.document.lineage(section.id).skip(1).any(|s| inside.contains(&s.id));
        if !nested && let Some(scenario) = of_section(ctx, section) {
            inside.push(section.id);
            found.push(scenario);
        }
    }
    found
}

/// A heading right below one that speaks of scenarios, or one that is called `Scenario n`, with actions below it.
fn of_section(ctx: &Context, section: &Section) -> Option<Scenario> {
    let parent = ctx.document.section(section.parent?);
    let called = ctx.vocabulary.leads(Concept::Scenario, &section.title)
        && split_number(ctx, &section.title).is_some();
    let below = parent.level > 1
        && ctx.speaks(Concept::Scenario, &parent.title)
        && !ctx.speaks(Concept::Scenario, &section.title);
    if section.level < 2 || !(called || below) {
        return None;
    }
    let all: Vec<Part> = ctx.document.subtree(section.id).flat_map(|s| parts(ctx, s)).collect();
    let mut scenario = empty(ctx, section);
    for part in &all {
        let own_heading = part.form == PartForm::Heading && part.section.id == section.id;
        read_fields(ctx, part, &mut scenario);
        if own_heading {
            continue;
        }
        if ctx.speaks(Concept::ImmediateActions, &part.title)
            || ctx.vocabulary.leads(Concept::Immediately, &part.title)
        {
            add(ctx, part, &mut scenario.immediate_steps, &mut scenario.immediate);
        } else if ctx.speaks(Concept::Recovery, &part.title) {
            add(ctx, part, &mut scenario.recovery_steps, &mut scenario.recovery);
        } else if ctx.speaks(Concept::Symptoms, &part.title) && scenario.symptoms.is_none() {
            let texts: Vec<String> = part.items().map(|item| item.text.plain()).collect();
            scenario.symptoms = (!texts.is_empty()).then(|| texts.join("; "));
        }
    }
    if scenario.immediate.is_none() && scenario.recovery.is_none() {
        let whole = all.iter().find_map(|part| Some((part, of_part(ctx, part)?)));
        if let Some((part, _)) = whole {
            add(ctx, part, &mut scenario.recovery_steps, &mut scenario.recovery);
        }
    }
    let told = scenario.immediate.is_some() || scenario.recovery.is_some() || scenario.symptoms.is_some();
    told.then(|| {
        ctx.claim(
            section.node,
            section.line,
            "scenario",
            "heading below one that speaks of scenarios, with actions",
        );
        scenario
    })
}

fn empty(ctx: &Context, section: &Section) -> Scenario {
    let (head, bracket) = split_bracket(&section.title);
    let title = split_number(ctx, head).map_or(head, |(_, rest)| rest);
    Scenario {
        slug: slug(title),
        title: title.to_owned(),
        symptoms: None,
        immediate: None,
        recovery: None,
        recovery_time: bracket.and_then(|inner| recovery_time(ctx, inner)),
        place: ctx.place(section.id, section.node, section.line),
        immediate_steps: Vec::new(),
        recovery_steps: Vec::new(),
    }
}

fn read_fields(ctx: &Context, part: &Part, scenario: &mut Scenario) {
    for field in fields(part).into_iter().filter(|f| !f.value.is_empty()) {
        if ctx.speaks(Concept::Symptoms, &field.key) {
            scenario.symptoms.get_or_insert(field.value);
        } else if (ctx.speaks(Concept::ResolutionTime, &field.key)
            || ctx.speaks(Concept::Recovery, &field.key))
            && is_span(ctx, &field.value)
        {
            scenario.recovery_time.get_or_insert(field.value);
        }
    }
}

/// Adds the numbered items, else the bullets, below a lead-in or heading.
fn add(ctx: &Context, part: &Part, steps: &mut Vec<String>, count: &mut Option<usize>) {
    let found: Vec<String> = match of_part(ctx, part) {
        Some(found) => found.steps.into_iter().map(|s| s.text).collect(),
        None => part.items().map(|item| item.text.plain()).collect(),
    };
    if found.is_empty() {
        return;
    }
    for block in &part.blocks {
        ctx.claim(block.id, block.line, "scenario", "actions of a scenario");
    }
    *count = Some(count.unwrap_or(0) + found.len());
    steps.extend(found);
}

/// `Recovery: 2-4 hours`, or a bare length of time.
fn recovery_time(ctx: &Context, bracket: &str) -> Option<String> {
    match bracket.split_once([':', '：']) {
        Some((key, value)) => {
            let about = ctx.speaks(Concept::Recovery, key) || ctx.speaks(Concept::ResolutionTime, key);
            about.then(|| value.trim().to_owned())
        }
        None => is_span(ctx, bracket).then(|| bracket.to_owned()),
    }
}

/// `Scenario n: title (Recovery: t)` with numbered lines below it, in a fence without language.
fn in_code(ctx: &Context, section: &Section, block: &Block, code: &Code) -> Vec<Scenario> {
    let mut found: Vec<Scenario> = Vec::new();
    if code.lang.as_deref().is_some_and(|lang| !matches!(lang, "text" | "txt" | "plaintext")) {
        return found;
    }
    for (at, line) in code.text.lines().enumerate() {
        let number = code.first_line + at as u32;
        let heads = ctx.vocabulary.leads(Concept::Scenario, line) && !line.starts_with(char::is_whitespace);
        if let Some((_, rest)) = split_number(ctx, line).filter(|_| heads) {
            let (title, bracket) = split_bracket(rest.trim_end_matches([':', '：']));
            found.push(Scenario {
                slug: slug(title),
                title: title.to_owned(),
                recovery_time: bracket.and_then(|inner| recovery_time(ctx, inner)),
                place: ctx.place(section.id, block.id, number),
                ..empty(ctx, section)
            });
        } else if let Some((_, text)) = split_number(ctx, line)
            && let Some(last) = found.last_mut()
        {
            last.recovery_steps.push(text.to_owned());
            last.recovery = Some(last.recovery_steps.len());
        }
    }
    if !found.is_empty() {
        ctx.claim(block.id, block.line, "scenario", "lines `Scenario n: title` in a text block");
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn lead_ins_sub_headings_and_unparted_steps() {
        let plan = plan(
            "# P\n\n## Incident scenarios\n\n### 1. Queue stuck\n**Symptoms:** nothing moves\n\n**Immediate actions:**\n1. Look\n2. Call\n\n\
             **Recovery:**\n- Restart\n\n### 2. Site down (RTO: 2 hours)\n\n#### Immediate response\n1. Ping\n\n#### Restore\n1. Boot\n2. Test\n\n\
             ### 3. Disk full\n1. Clean\n2. Grow\n",
        );
        let found: Vec<(&str, Option<usize>, Option<usize>)> =
            plan.incidents.scenarios.iter().map(|s| (s.title.as_str(), s.immediate, s.recovery)).collect();
        assert_eq!(
            found,
            [
                ("Queue stuck", Some(2), Some(1)),
                ("Site down", Some(1), Some(2)),
                ("Disk full", None, Some(2))
            ]
        );
        assert_eq!(plan.incidents.scenarios[1].recovery_time.as_deref(), Some("2 hours"));
        assert!(plan.procedures.is_empty());
    }

    #[test]
    fn text_blocks() {
        let plan = plan(
            "# P\n\n## Recovery\n\n```\nScenario 1: Fire (Recovery: 1 day)\n  1. Leave\n  2. Count\n\nSzenario 2: Flood\n  1. Pump\n```\n",
        );
        let found: Vec<(&str, Option<usize>)> =
            plan.incidents.scenarios.iter().map(|s| (s.title.as_str(), s.recovery)).collect();
        assert_eq!(found, [("Fire", Some(2)), ("Flood", Some(1))]);
        assert_eq!(plan.incidents.scenarios[0].recovery_time.as_deref(), Some("1 day"));
    }
}
