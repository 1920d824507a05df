//! Tracks, phases and stages.
//!
//! A phase is a heading that begins with a numbered [label] or a time from T-0, or ends with such a time; [heading]
//! reads it, [traps] tells apart what only looks like one. Headings inside a phase are its [stages]. Tables fill in
//! what headings leave out and stand for them where a plan has none ([table], [matching]).

mod bracket;
mod heading;
mod label;
mod matching;
mod stages;
mod table;
mod traps;

pub use bracket::closing as closing_bracket;
pub use label::{concept_of, is_han_number, leading_label, leading_label_of};
pub use matching::{PhaseNames, RowName};

use matching::words_of;

use std::collections::BTreeMap;

use super::structure::{subtitles, title_section};
use super::{Concept, Context, time};
use crate::markdown::{Anchors, Section, SectionId, page_slug, slug};
use crate::plan::{Phase, Track};
use heading::{Form, Heading};

/// A heading without label, number, times and brackets.
pub fn heading_title(ctx: &Context, text: &str) -> String {
    heading::read(ctx, text).title
}

/// The phases in order, and the tracks that hold them.
pub fn find(ctx: &Context) -> (Vec<Track>, Vec<Phase>) {
    let mut chosen = choose(ctx);
    by_parent(&mut chosen);
    let mut anchors = Anchors::default();
    let mut phases: Vec<Phase> =
        chosen.into_iter().map(|(section, heading)| phase(ctx, section, heading, &mut anchors)).collect();
    if phases.is_empty() {
        phases = table::phases(ctx);
    } else {
        table::fill(ctx, &mut phases);
    }
    (tracks(ctx, &phases), phases)
}

type Chosen<'a> = (&'a Section, Heading);

/// The headings that are phases.
fn choose<'a>(ctx: &Context<'a>) -> Vec<Chosen<'a>> {
    let title = title_section(ctx.document).map(|s| s.id);
    let subtitles = subtitles(ctx.document);
    let sections = ctx.document.sections.iter();
    let sections = sections.filter(|s| s.level > 0 && Some(s.id) != title && !subtitles.contains(&s.id));
    let read: Vec<Chosen> = sections.map(|s| (s, heading::read(ctx, &s.title))).collect();
    let siblings = siblings(&read);
    let numbers = numbers_of_labels(&read);
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut inside_until: Option<(SectionId, u8)> = None;
    for (section, heading) in read {
        if let Some((_, level)) = inside_until {
            if section.level > level {
                continue;
            }
            inside_until = None;
        }
        if !is_candidate(&heading, siblings.get(&key(section, heading.form)).copied().unwrap_or(0))
            || traps::is_trap(ctx, section, &heading)
            || is_lone_number(&heading, &numbers)
            || is_repeated(&chosen, section, &heading)
        {
            continue;
        }
        inside_until = Some((section.id, section.level));
        chosen.push((section, heading));
    }
    without_summaries(ctx, chosen)
}

/// Leaves out what stands below a heading that only sums up, when the plan has other phases.
fn without_summaries<'a>(ctx: &Context<'a>, chosen: Vec<Chosen<'a>>) -> Vec<Chosen<'a>> {
    let sums_up = |section: &Section| {
        group(ctx, section).is_some_and(|above| ctx.vocabulary.is(Concept::Overview, &above.title))
    };
    let (summary, proper): (Vec<Chosen>, Vec<Chosen>) = chosen.into_iter().partition(|(s, _)| sums_up(s));
    if proper.is_empty() { summary } else { proper }
}

fn key(section: &Section, form: Form) -> (Option<SectionId>, u8, u8) {
    (section.parent, section.level, form as u8)
}

/// How many headings side by side have the same form.
fn siblings(read: &[Chosen]) -> BTreeMap<(Option<SectionId>, u8, u8), usize> {
    let mut count = BTreeMap::new();
    for (section, heading) in read {
        *count.entry(key(section, heading.form)).or_insert(0) += 1;
    }
    count
}

/// Whether the form makes a phase: by itself, or because others beside it have the same.
fn is_candidate(heading: &Heading, siblings: usize) -> bool {
    match heading.form {
        Form::Label | Form::Time | Form::TimeBehind => true,
        Form::LabelRunsOn | Form::TimeRunsOn | Form::Clock | Form::ClockBehind => siblings > 1,
        Form::Plain => false,
    }
}

/// The numbers that each word labels, traps included.
fn numbers_of_labels(read: &[Chosen]) -> BTreeMap<String, Vec<u32>> {
    let mut numbers: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for label in read.iter().filter_map(|(_, heading)| heading.label.as_ref()) {
        let known = numbers.entry(label.word.clone()).or_default();
        if !known.contains(&label.number) {
            known.push(label.number);
        }
    }
    numbers
}

/// "Phase 6" without any other phase is a phase of something larger than the plan.
fn is_lone_number(heading: &Heading, numbers: &BTreeMap<String, Vec<u32>>) -> bool {
    let Some(label) = &heading.label else { return false };
    label.number > 1 && numbers.get(&label.word).is_none_or(|known| known.len() < 2)
}

/// The same label again in another section, with a title that tells nothing new, is a summary of the first.
fn is_repeated(chosen: &[Chosen], section: &Section, heading: &Heading) -> bool {
    let Some(label) = &heading.label else { return false };
    let mut same = chosen.iter().filter(|(earlier, known)| {
        let known = known.label.as_ref();
        earlier.parent != section.parent
            && known.is_some_and(|k| k.word == label.word && k.literal == label.literal)
    });
    let new = words_of(&heading.title);
    same.any(|(_, known)| {
        let old = words_of(&known.title);
        let shared = new.iter().filter(|w| old.contains(w)).count();
        new.is_empty() || heading.title == section.title || shared * 2 >= new.len().min(old.len()).max(1)
    })
}

fn by_parent(chosen: &mut [Chosen]) {
    let mut groups: BTreeMap<Option<SectionId>, Vec<&mut Heading>> = BTreeMap::new();
    for (section, heading) in chosen.iter_mut() {
        groups.entry(section.parent).or_default().push(heading);
    }
    for headings in groups.into_values() {
        stages::windows(headings.into_iter());
    }
}

fn phase(ctx: &Context, section: &Section, mut heading: Heading, anchors: &mut Anchors) -> Phase {
    stages::fill(ctx, section, &mut heading);
    let rule = match heading.form {
        Form::Label | Form::LabelRunsOn => "heading that begins with a numbered label",
        Form::Time | Form::TimeRunsOn => "heading that begins with a time from T-0",
        Form::TimeBehind => "heading that ends with a time from T-0",
        _ => "one of several headings with a clock time or date",
    };
    ctx.claim(section.node, section.line, "phase", rule);
    let counted = || match heading.form {
        Form::Time | Form::TimeRunsOn => counted_number(&section.title),
        _ => None,
    };
    let label_slug = heading.label.as_ref().map(|label| label.slug());
    let wanted = match heading.form {
        Form::Time => heading.when.as_deref().map(slug).unwrap_or_default(),
        _ => label_slug.unwrap_or_else(|| page_slug(&section.title)),
    };
    let slug = anchors.claim(&wanted, "phase");
    let stages = stages::of(ctx, section, anchors);
    Phase {
        slug,
        group: group(ctx, section).map(|s| s.title.clone()),
        number: heading.label.as_ref().map(|l| l.number).or_else(counted),
        title: heading.title,
        heading: section.title.clone(),
        level: section.level,
        offset_days: heading.when.as_deref().and_then(time::when).and_then(|when| when.offset_days),
        when: heading.when,
        duration: heading.duration,
        priority: heading.priority,
        stages,
        place: ctx.place(section.id, section.node, section.line),
    }
}

/// The number of `Week 2: …` and `Day 1 - …`.
fn counted_number(title: &str) -> Option<u32> {
    let digits = title.find(|c: char| c.is_ascii_digit())?;
    let word = title[..digits].trim_end();
    let signed = word.ends_with(['-', '+', '\u{2212}', '\u{2013}']) || word.chars().count() < 3;
    let end = title[digits..].find(|c: char| !c.is_ascii_digit()).map_or(title.len(), |n| digits + n);
    if signed { None } else { title[digits..end].parse().ok() }
}

/// The heading right above, when it is not the title.
fn group<'a>(ctx: &Context<'a>, section: &Section) -> Option<&'a Section> {
    let title = title_section(ctx.document).map(|t| t.id);
    section.parent.filter(|p| *p != 0 && Some(*p) != title).map(|p| ctx.document.section(p))
}

fn tracks(ctx: &Context, phases: &[Phase]) -> Vec<Track> {
    let mut found: Vec<Track> = Vec::new();
    for phase in phases {
        let Some(parent) = group(ctx, ctx.document.section(phase.place.section_id)) else { continue };
        if phase.group.is_none() {
            continue;
        }
        match found.iter_mut().find(|t| t.place.section_id == parent.id) {
            Some(track) => track.phases.push(phase.slug.clone()),
            None => found.push(Track {
                title: parent.title.clone(),
                phases: vec![phase.slug.clone()],
                place: ctx.place(parent.id, parent.node, parent.line),
            }),
        }
    }
    found
}

#[cfg(test)]
mod tests;
