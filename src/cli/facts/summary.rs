//! The facts of a plan on a screen: what was found, how much of it, and what is missing.

use std::fmt::Write;

use crate::plan::{Phase, Plan};
use crate::read::repair::Mojibake;
use crate::site::SitePlan;

/// Widest text in a list.
const WIDTH: usize = 60;

/// The summary, lines with places at their left.
pub(super) fn of(plan: &SitePlan, mojibake: &Mojibake) -> String {
    let mut out = String::new();
    let title = plan.title();
    let _ = writeln!(out, "{title}\n{}", "=".repeat(title.chars().count().min(WIDTH)));
    let _ = writeln!(out, "{}, code {}", plan.source.path.display(), plan.code);
    overview(&mut out, &plan.plan);
    phases(&mut out, &plan.plan);
    people(&mut out, &plan.plan);
    numbers(&mut out, &plan.plan);
    gaps(&mut out, plan);
    damage(&mut out, mojibake);
    out
}

fn overview(out: &mut String, plan: &Plan) {
    let _ = writeln!(
        out,
        "{}, {} checked, in {}",
        counted(plan.total_items, "task"),
        plan.checked_items,
        counted(plan.checklists.len(), "section")
    );
    let things = [
        (plan.gates.go_no_go.len(), "go/no-go decision"),
        (plan.gates.rollback_points.len(), "back-out point"),
        (plan.gates.success_criteria.len(), "list of success criteria"),
        (plan.rollback.triggers.len(), "rollback trigger"),
        (plan.rollback.procedures.len(), "rollback procedure"),
        (plan.contingencies.len(), "contingency"),
        (plan.procedures.len(), "procedure"),
        (plan.decision_trees.len(), "decision tree"),
        (plan.incidents.scenarios.len(), "scenario"),
        (plan.timelines.len(), "timeline"),
        (plan.dependencies.len(), "dependency"),
        (plan.options.len(), "choice of options"),
    ];
    section(out, "Holds", things.iter().filter(|(n, _)| *n > 0).map(|(n, what)| (None, counted(*n, what))));
}

fn phases(out: &mut String, plan: &Plan) {
    let line = |phase: &Phase| {
        let tasks = tasks_of(plan, phase);
        let mut text = format!("{}  {}", phase.when.as_deref().unwrap_or("-"), phase.title);
        if let Some(duration) = &phase.duration {
            let _ = write!(text, " ({duration})");
        }
        if tasks > 0 {
            let _ = write!(text, ", {}", counted(tasks, "task"));
        }
        (Some(phase.place.line), text)
    };
    section(out, "Phases", plan.phases.iter().map(line));
    section(
        out,
        "Decisions",
        plan.gates.go_no_go.iter().map(|g| {
            (Some(g.place.line), format!("{}: {} for go, {} against", g.title, g.go.len(), g.no_go.len()))
        }),
    );
}

/// Tasks in the sections of the phase and below them.
fn tasks_of(plan: &Plan, phase: &Phase) -> usize {
    let next = plan
        .phases
        .iter()
        .filter(|p| p.level <= phase.level && p.place.line > phase.place.line)
        .map(|p| p.place.line)
        .min();
    let inside = |line: u32| line >= phase.place.line && next.is_none_or(|next| line < next);
    let own = |section: &str| phase.place.section.is_empty() || section.starts_with(&phase.place.section);
    let lists = plan.checklists.iter().filter(|c| inside(c.place.line) && own(&c.place.section));
    lists.map(|c| c.items).sum()
}

fn people(out: &mut String, plan: &Plan) {
    section(
        out,
        "Sign-offs",
        plan.signoffs.iter().map(|s| {
            let before =
                if s.preconditions > 0 { format!(", {} before it", s.preconditions) } else { String::new() };
            (Some(s.place.line), format!("{}{before}", s.role))
        }),
    );
    section(
        out,
        "Severities",
        plan.escalation.severities.iter().map(|s| {
            let label = s.label.as_deref().map_or_else(String::new, |l| format!(" {l}"));
            let response = s.response_time.as_deref().unwrap_or("no response time");
            let line = s.sources.first().map(|source| source.place.line);
            (line, format!("{}{label}: {response}, {}", s.level, counted(s.conditions, "condition")))
        }),
    );
    section(
        out,
        "Contacts",
        plan.contacts.iter().map(|c| {
            let who = c.name.as_deref().unwrap_or(if c.unfilled { "not filled in" } else { "no name" });
            (Some(c.place.line), format!("{}: {who}", c.role))
        }),
    );
    section(
        out,
        "Messages",
        plan.communication.templates.iter().map(|t| {
            (Some(t.place.line), format!("{}, {}", t.title, counted(t.placeholders.len(), "field")))
        }),
    );
}

fn numbers(out: &mut String, plan: &Plan) {
    section(
        out,
        "Risks",
        plan.risks.iter().map(|r| {
            let level = r.level.as_deref().map_or_else(String::new, |l| format!(" ({l})"));
            let gap = if r.mitigation { "" } else { ", no mitigation" };
            (Some(r.place.line), format!("{}{level}{gap}", r.title))
        }),
    );
    section(
        out,
        "Metrics",
        plan.metrics.iter().map(|m| {
            (Some(m.place.line), format!("{}: {}", m.name, m.target.as_deref().unwrap_or("no target")))
        }),
    );
    section(
        out,
        "Feature flags",
        plan.feature_flags.iter().map(|f| (Some(f.defined), format!("{} = {}", f.name, f.default))),
    );
}

fn gaps(out: &mut String, plan: &SitePlan) {
    let facts = &plan.plan;
    let p = &facts.placeholders;
    let unfilled = facts.contacts.iter().filter(|c| c.unfilled).count();
    let mut missing: Vec<(Option<u32>, String)> = [
        (p.bracket.count, "field to fill in"),
        (p.blank.count, "blank to write on"),
        (p.unfinished.iter().map(|u| u.count).sum(), "unfinished text"),
        (unfilled, "contact without name or number"),
        (facts.env_vars_used_undefined.len(), "setting read and never set"),
        (facts.possible_secrets.len(), "value that looks like a secret"),
    ]
    .iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, what)| (None, counted(*n, what)))
    .collect();
    if !plan.source.front.present {
        missing.push((None, "front matter: `tminus import` writes it".to_owned()));
    }
    section(out, "To look at", missing.into_iter());
}

fn damage(out: &mut String, mojibake: &Mojibake) {
    let Some(codec) = mojibake.decoded_as else { return };
    let _ = writeln!(out, "\nDamaged text (misread as {codec}), {} broken characters", mojibake.occurrences);
    for s in &mojibake.sequences {
        let lines: Vec<String> = s.lines.iter().take(6).map(u32::to_string).collect();
        let more = if s.lines.len() > 6 { " …" } else { "" };
        let guess = match (s.candidates, s.guess_because) {
            (Some(n), Some(why)) => format!("  a guess out of {n}: {why}"),
            _ => String::new(),
        };
        let _ = writeln!(
            out,
            "  {} for {}  {}, line {}{more}{guess}",
            s.fixed,
            s.broken,
            times(s.count),
            lines.join(", ")
        );
    }
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

/// A title and its lines; nothing where there are none.
fn section(out: &mut String, title: &str, lines: impl Iterator<Item = (Option<u32>, String)>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "\n{title}");
    for (line, text) in lines {
        let place = line.map_or_else(String::new, |line| line.to_string());
        let _ = writeln!(out, "  {place:>5}  {}", shortened(&text));
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 2 * WIDTH {
        return text.to_owned();
    }
    text.chars().take(2 * WIDTH - 1).chain(['…']).collect()
}

/// `1 task`, `2 tasks`.
fn counted(count: usize, one: &str) -> String {
    if count == 1 {
        return format!("1 {one}");
    }
    let many = match one.split_once(" of ") {
        Some((head, tail)) => format!("{head}s of {tail}"),
        None => match one.split_once(" without ").or_else(|| one.split_once(" to ")) {
            Some((head, _)) => format!("{head}s{}", &one[head.len()..]),
            None => plural(one),
        },
    };
    format!("{count} {many}")
}

fn plural(one: &str) -> String {
    match one {
        "setting read and never set" => "settings read and never set".to_owned(),
        "value that looks like a secret" => "values that look like secrets".to_owned(),
        "unfinished text" => "unfinished texts".to_owned(),
        _ => match one.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{one}s"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_like_sentences() {
        let words = [
            (1, "task"),
            (2, "task"),
            (3, "contingency"),
            (2, "list of success criteria"),
            (4, "field to fill in"),
        ];
        let said: Vec<String> = words.iter().map(|(n, what)| counted(*n, what)).collect();
        assert_eq!(
            said,
            ["1 task", "2 tasks", "3 contingencies", "2 lists of success criteria", "4 fields to fill in"]
        );
    }
}
