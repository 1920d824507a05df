//! Does a wording ask for less than before?
//!
//! Limits of both wordings are held against each other in order. The kind of the thing says which way a limit pulls
//! (what must hold, or what calls for a stop), or else the words for what is measured; where neither does, or the two
//! say different things, the value has changed and nobody knows which way.

use std::cmp::Ordering;

use super::bound::{Bound, Role, Side, bounds};
use super::kind::Pull;
use super::model::{Direction, Reason};
use super::quantity::Dimension;
use crate::recognise::{Concept, Vocabulary};

/// A wording and what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    pub pull: Pull,
    /// A thing that somebody ticks: what its words say must hold.
    pub is_work: bool,
    /// The heading of the column or the name in front of the text; empty without.
    pub field: &'a str,
    pub text: &'a str,
}

/// Every reason why `new` asks for more or for less than `old`, and values that changed either way.
pub fn weigh(vocabulary: &Vocabulary, old: Wording, new: Wording) -> Vec<Reason> {
    let mut reasons = limits(vocabulary, old, new);
    reasons.extend(binding(vocabulary, old.text, new.text));
    reasons
}

/// What all reasons together come to.
pub fn together(reasons: &[Reason]) -> Option<Direction> {
    let any = |direction| reasons.iter().any(|reason| reason.direction == Some(direction));
    match (any(Direction::Loosened), any(Direction::Tightened)) {
        _ if any(Direction::Mixed) => Some(Direction::Mixed),
        (true, true) => Some(Direction::Mixed),
        (true, false) => Some(Direction::Loosened),
        (false, true) => Some(Direction::Tightened),
        (false, false) => None,
    }
}

fn limits(vocabulary: &Vocabulary, old: Wording, new: Wording) -> Vec<Reason> {
    let before = bounds(vocabulary, old.field, old.text);
    let after = bounds(vocabulary, new.field, new.text);
    let aligned = before.len() == after.len()
        && before.iter().zip(&after).all(|(a, b)| a.quantity.compares(&b.quantity));
    if !aligned {
        return Vec::new();
    }
    let better = better(vocabulary, old, new);
    let pull = pull(vocabulary, old, new);
    before.iter().zip(&after).filter_map(|(a, b)| reason(a, b, pull, better)).collect()
}

fn reason(a: &Bound, b: &Bound, pull: Option<Pull>, better: Better) -> Option<Reason> {
    let (old, new) = (&a.quantity, &b.quantity);
    let same = old.low == new.low && old.high == new.high;
    if same && (a.side == b.side || a.side.is_none() || b.side.is_none()) && !strictness_changed(a, b) {
        return None;
    }
    let direction = judge(a, b, pull, better);
    let shown = |bound: &Bound| match (bound.side, bound.role) {
        (_, Role::Interval) => format!("every {}", bound.quantity.literal),
        (_, Role::Wait) => format!("a wait of {}", bound.quantity.literal),
        (_, Role::Deadline) => format!("within {}", bound.quantity.literal),
        (_, Role::Sustained) => format!("for {}", bound.quantity.literal),
        (Some(Side::AtMost), _) if bound.strict == Some(true) => {
            format!("less than {}", bound.quantity.literal)
        }
        (Some(Side::AtLeast), _) if bound.strict == Some(true) => {
            format!("more than {}", bound.quantity.literal)
        }
        (Some(Side::AtMost), _) => format!("at most {}", bound.quantity.literal),
        (Some(Side::AtLeast), _) => format!("at least {}", bound.quantity.literal),
        (None, _) => bound.quantity.literal.clone(),
    };
    let text = if direction.is_none() {
        format!("changed value: {} became {}", shown(a), shown(b))
    } else {
        format!("{} became {}", shown(a), shown(b))
    };
    Some(Reason { text, direction })
}

fn strictness_changed(a: &Bound, b: &Bound) -> bool {
    matches!((a.strict, b.strict), (Some(x), Some(y)) if x != y)
}

/// Which way the thing that is measured is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Better {
    Less,
    More,
    Unknown,
}

fn better(vocabulary: &Vocabulary, old: Wording, new: Wording) -> Better {
    let of = |wording: Wording| {
        let speaks =
            |concept| vocabulary.speaks(concept, wording.text) || vocabulary.speaks(concept, wording.field);
        match (speaks(Concept::LessIsBetter), speaks(Concept::MoreIsBetter)) {
            (true, false) => Better::Less,
            (false, true) => Better::More,
            _ => Better::Unknown,
        }
    };
    match (of(old), of(new)) {
        (a, b) if a == b => a,
        (Better::Unknown, known) | (known, Better::Unknown) => known,
        _ => Better::Unknown,
    }
}

/// Which way both wordings pull; `None` where they pull apart. `No alarm above 80 %` turns the pull round.
fn pull(vocabulary: &Vocabulary, old: Wording, new: Wording) -> Option<Pull> {
    let of = |wording: Wording| {
        let pull = match wording.pull {
            Pull::Open if wording.is_work => Pull::Must,
            pull => pull,
        };
        match (pull, vocabulary.leads(Concept::Absence, wording.text)) {
            (Pull::Must, true) => Pull::Stop,
            (Pull::Stop, true) => Pull::Must,
            (pull, _) => pull,
        }
    };
    (of(old) == of(new)).then(|| of(old))
}

/// Antisymmetric: with the two sides exchanged the answer turns round.
fn judge(a: &Bound, b: &Bound, pull: Option<Pull>, better: Better) -> Option<Direction> {
    let pull = pull?;
    if a.role != b.role && a.side.is_some() && b.side.is_some() {
        return None;
    }
    let bound = if a.side.is_some() { a } else { b };
    let side = match (a.side, b.side) {
        (Some(x), Some(y)) if x != y => return None,
        _ => bound.side,
    };
    let step = growth(a, b, side)?;
    let grows = step == Ordering::Greater;
    let looser = match (bound.role, side) {
        (Role::Interval | Role::Deadline, _) => Some(grows),
        (Role::Wait, _) => Some(!grows),
        (Role::Sustained, _) if pull == Pull::Stop => Some(grows),
        (Role::Sustained, _) if pull == Pull::Must => Some(!grows),
        (Role::Sustained, _) => None,
        (Role::Limit, side) => limit_loosened(grows, side, pull, better, &bound.quantity.dimension),
    }?;
    Some(if looser { Direction::Loosened } else { Direction::Tightened })
}

/// Whether the amount that counts grew or shrank.
fn growth(a: &Bound, b: &Bound, side: Option<Side>) -> Option<Ordering> {
    let (old, new) = (&a.quantity, &b.quantity);
    let lows = new.low.cmp(&old.low);
    let highs = new.high.cmp(&old.high);
    let step = match side {
        Some(Side::AtMost) => highs,
        Some(Side::AtLeast) => lows,
        None if lows == highs || highs == Ordering::Equal => lows,
        None if lows == Ordering::Equal => highs,
        None => return None,
    };
    if step != Ordering::Equal {
        return Some(step);
    }
    // `< 1` became `<= 1`: the allowed side grew by the amount itself.
    match (side, a.strict, b.strict) {
        (Some(Side::AtMost), Some(true), Some(false)) | (Some(Side::AtLeast), Some(false), Some(true)) => {
            Some(Ordering::Greater)
        }
        (Some(Side::AtMost), Some(false), Some(true)) | (Some(Side::AtLeast), Some(true), Some(false)) => {
            Some(Ordering::Less)
        }
        _ => None,
    }
}

fn limit_loosened(
    grows: bool,
    side: Option<Side>,
    pull: Pull,
    better: Better,
    of: &Dimension,
) -> Option<bool> {
    let by_words = match better {
        Better::Less => Some(grows),
        Better::More => Some(!grows),
        Better::Unknown => None,
    };
    let by_pull = match (pull, side) {
        (Pull::Must, Some(Side::AtMost)) | (Pull::Stop, Some(Side::AtLeast)) => Some(grows),
        (Pull::Must, Some(Side::AtLeast)) | (Pull::Stop, Some(Side::AtMost)) => Some(!grows),
        (Pull::Late, None | Some(Side::AtMost)) if *of == Dimension::Time => Some(grows),
        _ => None,
    };
    match (by_pull, by_words) {
        (Some(a), Some(b)) if a != b => None,
        (Some(known), _) | (None, Some(known)) => Some(known),
        (None, None) => None,
    }
}

/// `must` became `should`, or the other way round.
fn binding(vocabulary: &Vocabulary, old: &str, new: &str) -> Option<Reason> {
    let of = |text: &str| {
        let must = vocabulary.speaks(Concept::Must, text) || vocabulary.speaks(Concept::MustHave, text);
        (must, vocabulary.speaks(Concept::Should, text))
    };
    let (text, direction) = match (of(old), of(new)) {
        ((true, false), (false, true)) => ("what was binding is advice now", Direction::Loosened),
        ((false, true), (true, false)) => ("what was advice is binding now", Direction::Tightened),
        _ => return None,
    };
    Some(Reason { text: text.to_owned(), direction: Some(direction) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn direction(pull: Pull, old: &str, new: &str) -> Option<Direction> {
        thread_local!(static WORDS: Vocabulary = Vocabulary::built_in());
        let wording = |text| Wording { pull, is_work: false, field: "", text };
        WORDS.with(|words| together(&weigh(words, wording(old), wording(new))))
    }

    #[test]
    fn what_must_hold_and_what_calls_for_a_stop() {
        use Direction::{Loosened, Tightened};
        for (pull, old, new, want) in [
            (Pull::Must, "Error rate < 1 %", "Error rate < 2 %", Some(Loosened)),
            (Pull::Must, "Uptime >= 99.5 %", "Uptime 99 %", Some(Loosened)),
            (Pull::Must, "Restored within 15 minutes", "Restored within 5 minutes", Some(Tightened)),
            (Pull::Stop, "Error rate > 5 %", "Error rate > 10 %", Some(Loosened)),
            (Pull::Stop, "Disk free < 10 %", "Disk free < 5 %", Some(Loosened)),
            (Pull::Stop, "Error rate > 5 % for 5 minutes", "Error rate > 5 % for 10 minutes", Some(Loosened)),
            (Pull::Must, "No queue above 100 mails", "No queue above 200 mails", Some(Loosened)),
            (Pull::Must, "Load < 70 %", "Load <= 70 %", Some(Loosened)),
            (Pull::Open, "Wait 30 minutes", "Wait 10 minutes", Some(Loosened)),
            (Pull::Open, "Report every 15 minutes", "Report every 30 minutes", Some(Loosened)),
            (
                Pull::Open,
                "Antwort innerhalb von 5 Minuten",
                "Antwort innerhalb von 15 Minuten",
                Some(Loosened),
            ),
            (Pull::Open, "错误率低于 1 %", "错误率低于 2 %", Some(Loosened)),
            (Pull::Open, "The lead must agree", "The lead should agree", Some(Loosened)),
            (Pull::Open, "El jefe debería firmar", "El jefe debe firmar", Some(Tightened)),
            (Pull::Stop, "Not back within 15 minutes", "Not back within 30 minutes", Some(Loosened)),
            (
                Pull::Late,
                "After 15 minutes ring the director",
                "After 1 hour ring the director",
                Some(Loosened),
            ),
            (Pull::Open, "Run 3 workers", "Run 4 workers", None),
            (Pull::Must, "Load < 5 %", "Load > 5 %", None),
            (Pull::Must, "Queue < 5 MB", "Queue < 5 %", None),
        ] {
            assert_eq!(direction(pull, old, new), want, "{old} -> {new}");
        }
    }

    #[test]
    fn a_value_without_side_is_told_as_changed() {
        let words = Vocabulary::built_in();
        let wording = |text| Wording { pull: Pull::Open, is_work: false, field: "", text };
        let reasons = weigh(&words, wording("Run 3 workers"), wording("Run 4 workers"));
        assert_eq!(reasons[0].text, "changed value: 3 became 4");
    }

    fn phrase() -> impl Strategy<Value = String> {
        let sign = prop::sample::select(vec![
            "<",
            "<=",
            ">",
            ">=",
            "within",
            "at least",
            "no more than",
            "every",
            "wait",
            "for",
            "",
            "mindestens",
        ]);
        let what = prop::sample::select(vec![
            "Error rate",
            "Uptime",
            "Load",
            "No queue",
            "It must stay",
            "It should stay",
        ]);
        let unit = prop::sample::select(vec!["%", "ms", "s", "minutes", "hours", "mails", "", "GB"]);
        (what, sign, 0u32..200, unit).prop_map(|(what, sign, n, unit)| format!("{what} {sign} {n} {unit}"))
    }

    proptest! {
        #[test]
        fn loosened_one_way_is_tightened_the_other(a in phrase(), b in phrase(), stop in 0..3) {
            let pull = [Pull::Must, Pull::Stop, Pull::Open][stop as usize];
            let turned = direction(pull, &b, &a).map(|d| match d {
                Direction::Loosened => Direction::Tightened,
                Direction::Tightened => Direction::Loosened,
                Direction::Mixed => Direction::Mixed,
            });
            prop_assert_eq!(direction(pull, &a, &b), turned, "{} <-> {}", a, b);
            prop_assert_eq!(direction(pull, &a, &a), None);
        }

        #[test]
        fn any_text_can_be_weighed(a in "\\PC{0,40}", b in "\\PC{0,40}") {
            direction(Pull::Must, &a, &b);
        }
    }
}
