//! What happened to each pair of units, and to those without a partner.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use super::model::{Change, Class, Direction, How, Reason, Saying};
use super::pair::{Pairing, out_of_order, pair};
use super::rewording::rewording;
use super::unit::{Shape, Unit};
use super::weigh::{Wording, together, weigh};
use crate::recognise::{Concept, Vocabulary};

/// All changes between two lists of units, sorted by class, then by place.
pub fn changes(vocabulary: &Vocabulary, old: &[Unit], new: &[Unit]) -> Vec<Change> {
    let pairing = pair(old, new);
    let reordered = reordered(&pairing, old, new);
    let mut changes = Vec::new();
    for (at, unit) in new.iter().enumerate() {
        let change = match pairing.to_old[at] {
            None => Some(lone(unit, How::Added)),
            Some(before) => {
                let moved = moved(&pairing, old, new, (before, at))
                    .or(reordered.contains(&at).then_some(How::Reordered));
                changed(vocabulary, &old[before], unit, moved)
            }
        };
        changes.extend(change);
    }
    let gone = old.iter().enumerate().filter(|(at, _)| pairing.to_new[*at].is_none());
    changes.extend(gone.map(|(_, unit)| lone(unit, How::Removed)));
    changes = joined(changes);
    changes.sort_by_key(|change| (change.class, weight(change.kind), line(change)));
    changes
}

/// What guards the plan stands first, by what its loss means; all else in the order of the text.
fn weight(kind: Kind) -> Kind {
    if kind.guards() { kind } else { Kind::Text }
}

fn line(change: &Change) -> u32 {
    change.after.as_ref().or(change.before.as_ref()).map_or(0, |saying| saying.line)
}

/// A unit that stands on one side only.
fn lone(unit: &Unit, how: How) -> Change {
    let direction = unit.kind.guards().then_some(match how {
        How::Removed => Direction::Loosened,
        _ => Direction::Tightened,
    });
    let reason = |direction| Reason {
        text: format!("{} {}", unit.kind.a(), if how == How::Removed { "was removed" } else { "was added" }),
        direction: Some(direction),
    };
    let (before, after) = match how {
        How::Removed => (Some(saying(unit)), None),
        _ => (None, Some(saying(unit))),
    };
    let class = match (how, direction) {
        (_, Some(Direction::Loosened)) => Class::Loosened,
        (How::Removed, _) => Class::Removed,
        _ => Class::Added,
    };
    let why = direction.map(reason).into_iter().collect();
    Change {
        class,
        kind: unit.kind,
        how: vec![how],
        direction,
        code: unit.code.clone(),
        before,
        after,
        words: Vec::new(),
        why,
    }
}

fn saying(unit: &Unit) -> Saying {
    Saying { text: unit.words.clone(), line: unit.line, section: unit.section.clone() }
}

/// A unit that stands on both sides; `None` where nothing happened to it.
fn changed(vocabulary: &Vocabulary, old: &Unit, new: &Unit, moved: Option<How>) -> Option<Change> {
    let mut how: Vec<How> = moved.into_iter().collect();
    let mut why = Vec::new();
    let times = retimed(vocabulary, old, new);
    if !times.is_empty() {
        how.push(How::Retimed);
        why.extend(times);
    }
    if reworded(old, new) {
        how.push(How::Reworded);
    } else if old.raw != new.raw && !how.contains(&How::Retimed) {
        how.push(How::Renumbered);
    }
    if old.raw != new.raw {
        why.extend(reasons(vocabulary, old, new));
    }
    if old.words == new.words && old.raw != new.raw {
        why.push(Reason { text: "a value that is not shown changed".to_owned(), direction: None });
    }
    if let Some(reason) = retyped(old, new) {
        how.push(How::Retyped);
        why.push(reason);
    }
    if how.is_empty() {
        return None;
    }
    let direction = together(&why);
    // Of the two kinds the one that weighs more names the change.
    let kind = old.kind.min(new.kind);
    let words = if old.words == new.words { Vec::new() } else { rewording(&old.words, &new.words) };
    let class = class(kind, &how, direction);
    let code = new.code.clone().or_else(|| old.code.clone());
    let (before, after) = (Some(saying(old)), Some(saying(new)));
    Some(Change { class, kind, how, direction, code, before, after, words, why })
}

fn class(kind: Kind, how: &[How], direction: Option<Direction>) -> Class {
    let did = |what| how.contains(&what);
    match direction {
        Some(Direction::Loosened | Direction::Mixed) => Class::Loosened,
        _ if did(How::Retimed) => Class::Retimed,
        _ if kind.is_fact() && !did(How::Moved) && !did(How::Reordered) => Class::Rest,
        _ if did(How::Reworded) => Class::Reworded,
        _ if did(How::Moved) || did(How::Reordered) || did(How::Renumbered) => Class::Moved,
        _ => Class::Rest,
    }
}

/// Whether the words differ beyond what `retimed` tells and beyond the number of a phase.
fn reworded(old: &Unit, new: &Unit) -> bool {
    let title = |unit: &Unit| unit.fields.first().filter(|(name, _)| name == "title").map(|(_, t)| t.clone());
    match (title(old), title(new)) {
        (Some(a), Some(b)) => a != b,
        _ if old.shape == Shape::Front && new.key.as_deref().is_some_and(is_time) => false,
        _ => old.raw != new.raw,
    }
}

fn is_time(key: &str) -> bool {
    matches!(key, "t_zero" | "time_zone")
}

/// Times that changed: those of a phase, of a cell below a heading for times, of T-0.
fn retimed(vocabulary: &Vocabulary, old: &Unit, new: &Unit) -> Vec<Reason> {
    let tells_time = |name: &str| match new.shape {
        Shape::Heading => name != "title",
        Shape::Front => is_time(name),
        _ => [Concept::Time, Concept::Duration, Concept::Timing].iter().any(|c| vocabulary.is(*c, name)),
    };
    let told = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
    let name =
        |name: &str| if name == "t_zero" { "T-0".to_owned() } else { name.replace('_', " ").to_lowercase() };
    let pairs = fields(old, new).filter(|(field, a, b)| tells_time(field) && a != b);
    pairs
        .map(|(field, a, b)| Reason {
            text: format!("{}: {} became {}", name(field), told(a), told(b)),
            direction: None,
        })
        .collect()
}

/// Fields that both have, by name.
fn fields<'a>(old: &'a Unit, new: &'a Unit) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
    let before: BTreeMap<&str, &str> = old.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    new.fields
        .iter()
        .filter_map(move |(name, value)| Some((name.as_str(), *before.get(name.as_str())?, value.as_str())))
}

/// Why the words of a unit ask for more or less.
fn reasons(vocabulary: &Vocabulary, old: &Unit, new: &Unit) -> Vec<Reason> {
    let wording = |unit: &Unit| (unit.kind.pull(), unit.kind == Kind::Task);
    let ((old_pull, old_work), (new_pull, new_work)) = (wording(old), wording(new));
    let one = |field: &str, a: &str, b: &str| {
        let old = Wording { pull: old_pull, is_work: old_work, field, text: a };
        let new = Wording { pull: new_pull, is_work: new_work, field, text: b };
        weigh(vocabulary, old, new)
    };
    if new.shape == Shape::Heading || new.kind.is_fact() {
        return Vec::new();
    }
    if new.fields.is_empty() || old.fields.len() != new.fields.len() {
        return one("", &old.words, &new.words);
    }
    // The name in the first cell says what is measured in the others.
    let name = new.fields.first().map_or("", |(_, cell)| cell.as_str());
    let cells = fields(old, new).filter(|(_, a, b)| a != b);
    let told =
        |field: &str| vocabulary.is(Concept::Notify, field) || vocabulary.is(Concept::Escalation, field);
    cells
        .flat_map(|(field, a, b)| {
            let people = told(field).then(|| people(a, b)).flatten();
            people.into_iter().chain(one(&format!("{name} {field}"), a, b))
        })
        .collect()
}

/// Who is no longer told, and who is told as well.
fn people(old: &str, new: &str) -> Option<Reason> {
    let list = |text: &str| -> BTreeSet<String> {
        let names = text.split([',', ';', '/', '+', '&', '、', '，']).map(str::trim);
        names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let (before, after) = (list(old), list(new));
    let names = |of: &BTreeSet<String>, not: &BTreeSet<String>| {
        of.difference(not).cloned().collect::<Vec<_>>().join(", ")
    };
    let (gone, come) = (names(&before, &after), names(&after, &before));
    match (gone.is_empty(), come.is_empty()) {
        (false, true) => {
            Some(Reason { text: format!("no longer told: {gone}"), direction: Some(Direction::Loosened) })
        }
        (true, false) => {
            Some(Reason { text: format!("told as well: {come}"), direction: Some(Direction::Tightened) })
        }
        _ => None,
    }
}

/// A criterion that is none any more, or a task that nobody ticks.
fn retyped(old: &Unit, new: &Unit) -> Option<Reason> {
    let duty = |kind: Kind| kind.guards() || kind == Kind::Task;
    let weight = |kind: Kind| (u8::from(kind.guards()) << 1) + u8::from(kind == Kind::Task);
    if old.kind == new.kind || !(duty(old.kind) || duty(new.kind)) || old.shape == Shape::Heading {
        return None;
    }
    let direction = match weight(new.kind).cmp(&weight(old.kind)) {
        std::cmp::Ordering::Less => Some(Direction::Loosened),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(Direction::Tightened),
    };
    Some(Reason { text: format!("was {}, is {} now", old.kind.a(), new.kind.a()), direction })
}

/// Whether a unit stands below another heading or item than before.
fn moved(pairing: &Pairing, old: &[Unit], new: &[Unit], (before, after): (usize, usize)) -> Option<How> {
    let there = old[before].group.map(|group| pairing.to_new[group]);
    let same = match (there, new[after].group) {
        (None, None) => true,
        (Some(Some(there)), Some(group)) => there == group,
        // What was around it is gone or new: it moved where the section is another one too.
        (Some(None), Some(_)) | (None, Some(_)) | (Some(_), None) => {
            old[before].section == new[after].section
        }
    };
    (!same && new[after].shape != Shape::Front).then_some(How::Moved)
}

/// New units that stand in another order among their neighbours than before.
fn reordered(pairing: &Pairing, old: &[Unit], new: &[Unit]) -> BTreeSet<usize> {
    let mut rows: BTreeMap<_, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, unit) in new.iter().enumerate().filter(|(_, unit)| unit.shape != Shape::Front) {
        let Some(before) = pairing.to_old[at] else { continue };
        if moved(pairing, old, new, (before, at)).is_none() {
            rows.entry((unit.group, unit.shape == Shape::Heading)).or_default().push((at, before));
        }
    }
    let mut found = BTreeSet::new();
    for row in rows.into_values() {
        let order: Vec<usize> = row.iter().map(|(_, before)| *before).collect();
        found.extend(out_of_order(&order).into_iter().map(|at| row[at].0));
    }
    found
}

/// Lines of code that came or went together are one change.
fn joined(changes: Vec<Change>) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes {
        if let Some(last) = out.last_mut().filter(|last| goes_on(last, &change)) {
            let line = |text: &mut Option<Saying>, more: &Option<Saying>| {
                if let (Some(saying), Some(more)) = (text, more) {
                    saying.text.push('\n');
                    saying.text.push_str(&more.text);
                }
            };
            line(&mut last.before, &change.before);
            line(&mut last.after, &change.after);
            continue;
        }
        out.push(change);
    }
    out
}

fn goes_on(last: &Change, next: &Change) -> bool {
    let code = |kind| matches!(kind, Kind::Command | Kind::Message);
    let lone = |change: &Change| matches!(change.how[..], [How::Added | How::Removed]);
    let place = |change: &Change| {
        change.after.as_ref().or(change.before.as_ref()).map(|saying| {
            let lines = saying.text.matches('\n').count() as u32;
            (saying.section.clone(), saying.line + lines)
        })
    };
    let adjacent = match (place(last), place(next)) {
        (Some((a, end)), Some((b, start))) => a == b && start > end && start - end <= 3,
        _ => false,
    };
    code(last.kind) && last.kind == next.kind && lone(last) && last.how == next.how && adjacent
}
