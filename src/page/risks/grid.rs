//! Likely and bad: each risk between its probability and its impact.
//!
//! Words, numbers (`4`, `4/5`) and percentages each have their own scale; a scale keeps the words of the plan where all
//! values of a step say the same.

use serde::Serialize;

use crate::page::grade::grade;
use crate::recognise::{Concept, Vocabulary};

/// Names of the steps of words, from the least.
const STEPS: [&str; 4] = ["Low", "Medium", "High", "Critical"];
/// Upper ends of the steps of percentages.
const PERCENT: [u32; 4] = [10, 30, 60, 100];
/// The longest scale of numbers that is drawn.
const MOST: u32 = 10;

/// Probability downwards, impact to the right, the worst at the top right.
#[derive(Debug, Serialize)]
pub struct Grid {
    pub columns: Vec<String>,
    pub rows: Vec<GridRow>,
    /// Risks whose probability or impact cannot be placed.
    pub unplaced: Vec<Dot>,
}

#[derive(Debug, Serialize)]
pub struct GridRow {
    pub label: String,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
pub struct Cell {
    /// 0 to 3: how bad it is to be here, which shape and line it has.
    pub rank: usize,
    pub dots: Vec<Dot>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Dot {
    pub code: String,
    pub title: String,
    pub href: String,
}

/// A risk to be placed: probability, impact.
pub type Placed = (Option<String>, Option<String>, Dot);

/// The grid of the risks; `None` where none has both.
pub fn grid(words: &Vocabulary, risks: &[Placed]) -> Option<Grid> {
    let both = risks.iter().filter(|(probability, impact, _)| probability.is_some() && impact.is_some());
    let both: Vec<&Placed> = both.collect();
    let likely = Scale::of(words, Concept::Probability, both.iter().filter_map(|risk| risk.0.as_deref()));
    let bad = Scale::of(words, Concept::Impact, both.iter().filter_map(|risk| risk.1.as_deref()));
    let spot =
        |risk: &Placed| Some((likely.step(words, risk.0.as_deref()?)?, bad.step(words, risk.1.as_deref()?)?));
    let spots: Vec<Option<(usize, usize)>> = risks.iter().map(spot).collect();
    if spots.iter().all(Option::is_none) {
        return None;
    }
    let cell = |row: usize, column: usize| {
        let here = risks.iter().zip(&spots).filter(|(_, spot)| **spot == Some((row, column)));
        Cell {
            rank: rank(likely.share(row), bad.share(column)),
            dots: here.map(|(risk, _)| risk.2.clone()).collect(),
        }
    };
    let columns = 0..bad.labels.len();
    let rows = (0..likely.labels.len()).rev().map(|row| GridRow {
        label: likely.labels[row].clone(),
        cells: columns.clone().map(|column| cell(row, column)).collect(),
    });
    let unplaced = risks.iter().zip(&spots).filter(|(_, spot)| spot.is_none());
    Some(Grid {
        rows: rows.collect(),
        columns: bad.labels.clone(),
        unplaced: unplaced.map(|(risk, _)| risk.2.clone()).collect(),
    })
}

/// How bad a cell is: where it lies between the best corner and the worst.
fn rank(likely: f64, bad: f64) -> usize {
    match likely + bad {
        sum if sum >= 1.6 => 0,
        sum if sum >= 1.1 => 1,
        sum if sum >= 0.6 => 2,
        _ => 3,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Words,
    /// From one to this.
    Numbers(u32),
    Percent,
}

/// The scale of one side: its kind, and the names of its steps from the least.
struct Scale {
    kind: Kind,
    labels: Vec<String>,
}

impl Scale {
    /// The scale that most values belong to.
    fn of<'v>(words: &Vocabulary, side: Concept, values: impl Iterator<Item = &'v str>) -> Scale {
        let values: Vec<&str> = values.collect();
        let percent = values.iter().filter(|value| percent(value).is_some()).count();
        let numbers: Vec<(u32, u32)> = values.iter().filter_map(|value| number(value)).collect();
        let graded = values.iter().filter(|value| in_words(words, value).is_some()).count();
        let kind = if percent > graded && percent >= numbers.len() {
            Kind::Percent
        } else if numbers.len() > graded {
            Kind::Numbers(
                numbers.iter().map(|(value, of)| (*value).max(*of)).max().unwrap_or(5).clamp(3, MOST),
            )
        } else {
            Kind::Words
        };
        let mut scale = Scale { kind, labels: Vec::new() };
        scale.labels = match kind {
            Kind::Percent => PERCENT
                .iter()
                .enumerate()
                .map(|(at, to)| format!("{}–{to} %", if at == 0 { 0 } else { PERCENT[at - 1] }))
                .collect(),
            Kind::Numbers(most) => (1..=most).map(|number| number.to_string()).collect(),
            Kind::Words => {
                let steps =
                    values.iter().filter_map(|value| in_words(words, value)).max().unwrap_or(2).max(2);
                (0..=steps).map(|step| of_plan(words, &values, step)).collect()
            }
        };
        // A scale in words that names its side (`High probability`) says it again in every row.
        if kind == Kind::Words {
            for label in &mut scale.labels {
                let bare = words.without(side, label);
                if !bare.trim().is_empty() && bare.len() < label.len() {
                    let first = bare.trim().chars().next().map(|c| c.to_uppercase().collect::<String>());
                    let rest: String = bare.trim().chars().skip(1).collect();
                    *label = first.unwrap_or_default() + &rest;
                }
            }
        }
        scale
    }

    fn step(&self, words: &Vocabulary, value: &str) -> Option<usize> {
        match self.kind {
            Kind::Words => in_words(words, value),
            Kind::Numbers(most) => {
                let (value, _) = number(value)?;
                (1..=most).contains(&value).then(|| value as usize - 1)
            }
            Kind::Percent => {
                let value = percent(value)?;
                PERCENT.iter().position(|to| value <= *to)
            }
        }
        .filter(|step| *step < self.labels.len())
    }

    /// From 0 for the least step to 1 for the worst.
    fn share(&self, step: usize) -> f64 {
        let last = self.labels.len().saturating_sub(1).max(1);
        step as f64 / last as f64
    }
}

/// The step of a word: 0 low to 3 critical.
fn in_words(words: &Vocabulary, value: &str) -> Option<usize> {
    let chance = [Concept::Unlikely, Concept::Possible, Concept::Likely, Concept::Certain];
    let by_chance = || chance.iter().position(|concept| words.speaks(*concept, value));
    // "Unlikely" speaks of likely, too: the exact word wins.
    let exact = chance.iter().position(|concept| words.is(*concept, value));
    exact.or_else(|| grade(words, value).map(|grade| 3 - usize::from(grade))).or_else(by_chance)
}

/// The word of the plan for a step, where all its values there are the same; else our own.
fn of_plan(words: &Vocabulary, values: &[&str], step: usize) -> String {
    let mut here = values.iter().filter(|value| in_words(words, value) == Some(step));
    let first = here.next();
    match first.filter(|first| here.all(|other| other.to_lowercase() == first.to_lowercase())) {
        Some(word) if word.chars().count() <= 16 => (*word).to_owned(),
        _ => STEPS[step.min(3)].to_owned(),
    }
}

/// `4`, `4/5`, `4 of 5`: the number and the end of its scale, 0 where that is not said.
fn number(value: &str) -> Option<(u32, u32)> {
    if value.contains(['%', '％']) {
        return None;
    }
    let mut numbers = value.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
    let first: u32 = numbers.next()?.parse().ok()?;
    let begins = value.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let of = value.contains('/').then(|| numbers.next()?.parse().ok()).flatten().unwrap_or(0);
    (begins && (1..=MOST).contains(&first) && of <= MOST).then_some((first, of))
}

/// `30%`, `20-40 %` (the worse end counts), `<5%`.
fn percent(value: &str) -> Option<u32> {
    let before = value.split(['%', '％']).next().filter(|before| before.len() < value.len())?;
    let mut numbers =
        before.split(|c: char| !(c.is_ascii_digit() || c == '.')).filter_map(|n| n.parse::<f64>().ok());
    numbers.next_back().filter(|n| (0.0..=100.0).contains(n)).map(|n| n.ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(risks: &[(&str, &str)]) -> Grid {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let risks: Vec<Placed> = risks
            .iter()
            .enumerate()
            .map(|(at, (probability, impact))| {
                let dot = Dot { code: String::new(), title: at.to_string(), href: String::new() };
                (some(probability), some(impact), dot)
            })
            .collect();
        grid(&Vocabulary::built_in(), &risks).unwrap()
    }

    /// Where each risk stands: row from the top, column from the left.
    fn spots(grid: &Grid) -> Vec<(String, usize, usize)> {
        let mut found = Vec::new();
        for (row, cells) in grid.rows.iter().enumerate() {
            for (column, cell) in cells.cells.iter().enumerate() {
                found.extend(cell.dots.iter().map(|dot| (dot.title.clone(), row, column)));
            }
        }
        found.sort();
        found
    }

    fn at(risk: usize, row: usize, column: usize) -> (String, usize, usize) {
        (risk.to_string(), row, column)
    }

    #[test]
    fn words_of_several_languages_have_their_steps() {
        let cases: [[(&str, &str); 3]; 6] = [
            [("Low", "High"), ("Medium", "Medium"), ("High", "Low")],
            [("gering", "hoch"), ("mittel", "mittel"), ("hoch", "gering")],
            [("faible", "élevé"), ("moyen", "moyen"), ("élevée", "faible")],
            [("baja", "alto"), ("media", "medio"), ("alta", "bajo")],
            [("低", "高"), ("中", "中"), ("高", "低")],
            [("Unlikely", "Major"), ("Possible", "Moderate"), ("Likely", "Minor")],
        ];
        for case in cases {
            let grid = placed(&case);
            assert_eq!(spots(&grid), [at(0, 2, 2), at(1, 1, 1), at(2, 0, 0)], "{case:?}");
            assert!(grid.unplaced.is_empty());
        }
        let grid = placed(&[("gering", "hoch"), ("hoch", "hoch")]);
        assert_eq!((grid.rows[0].label.as_str(), grid.columns[2].as_str()), ("hoch", "hoch"));
        assert_eq!(grid.rows[1].label, "Medium", "a step that no risk has is named by us");
        let grid = placed(&[("Almost certain", "Critical"), ("Low", "Low")]);
        assert_eq!((grid.rows.len(), grid.columns.len(), grid.rows[0].cells[3].rank), (4, 4, 0));
    }

    #[test]
    fn numbers_and_percentages_have_scales_of_their_own() {
        let grid = placed(&[("4/5", "5"), ("1", "2"), ("often", "3")]);
        assert_eq!((grid.rows.len(), grid.columns.len()), (5, 5));
        assert_eq!(spots(&grid), [at(0, 1, 4), at(1, 4, 1)]);
        assert_eq!(grid.unplaced.len(), 1);
        let grid = placed(&[("5 %", "High"), ("20-40%", "Low"), ("<90%", "Medium")]);
        let labels: Vec<&str> = grid.rows.iter().map(|row| row.label.as_str()).collect();
        assert_eq!(labels, ["60–100 %", "30–60 %", "10–30 %", "0–10 %"]);
        assert_eq!(spots(&grid), [at(0, 3, 2), at(1, 1, 0), at(2, 0, 1)]);
    }

    #[test]
    fn a_value_says_nothing_where_it_is_none() {
        assert_eq!(number("version 4"), None);
        assert_eq!(number("40%"), None);
        assert_eq!(number("99"), None);
        assert_eq!(percent("120%"), None);
        assert_eq!(percent("2.5 %"), Some(3));
    }
}
