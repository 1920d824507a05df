//! Room for labels: marks stand in a row, their labels below in lanes, each joined to its mark by an upright line.
//!
//! Labels are placed from the right to the left, so that they come down like a staircase and no line crosses a label.

use super::{fit, width};

/// From the line of a mark to its label.
const BESIDE: f64 = 6.0;
/// What stays free between two labels.
const BETWEEN: f64 = 10.0;
/// What stays free on both sides of an upright of others.
const AIR: f64 = 2.0;
/// Widths that a label is tried with, the widest first.
const TRIED: [f64; 3] = [230.0, 150.0, 96.0];

/// A mark: where it stands, its words, and fewer words that still say it.
pub type Mark<'a> = (f64, &'a str, &'a str);

/// Where labels may stand.
#[derive(Debug, Clone)]
pub struct Edges {
    pub left: f64,
    pub right: f64,
    /// Uprights that no label may cross: from and to.
    pub walls: Vec<(f64, f64)>,
}

/// A label that found room.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    pub lane: usize,
    /// Where its words begin.
    pub x: f64,
    pub text: String,
}

/// The lanes below a row of marks.
#[derive(Debug)]
pub struct Board<'a> {
    edges: &'a Edges,
    lanes: usize,
    labels: Vec<(usize, f64, f64)>,
    /// Lines from marks down to their labels: where, and down to which lane.
    lines: Vec<(usize, f64)>,
}

impl Board<'_> {
    /// The places of the labels of `marks`, in their order; `None` where there is no room. Marks must come from the left
    /// to the right.
    pub fn place(edges: &Edges, lanes: usize, marks: &[Mark]) -> Vec<Option<Spot>> {
        let mut board = Board { edges, lanes, labels: Vec::new(), lines: Vec::new() };
        let mut order: Vec<usize> = (0..marks.len()).collect();
        order.sort_by(|a, b| marks[*b].0.total_cmp(&marks[*a].0).then(a.cmp(b)));
        let mut spots = vec![None; marks.len()];
        for at in order {
            spots[at] = board.put(marks[at]);
        }
        spots
    }

    fn put(&mut self, (x, words, fewer): Mark) -> Option<Spot> {
        let mut tried: Option<String> = None;
        let whole =
            [(words, TRIED[0]), (fewer, TRIED[0]), (words, TRIED[1]), (fewer, TRIED[1]), (fewer, TRIED[2])];
        for (words, room) in whole {
            let Some(text) = fit(words, room, false).filter(|text| tried.as_ref() != Some(text)) else {
                continue;
            };
            // Behind the line in any lane, else before it: labels before their lines bar the way for others.
            for from in [x + BESIDE, x - BESIDE - width(&text, false)] {
                for lane in 0..self.lanes {
                    let to = from + width(&text, false);
                    if self.is_free(lane, from, to) && self.is_open(lane, x) {
                        self.labels.push((lane, from, to));
                        self.lines.push((lane, x));
                        return Some(Spot { lane, x: from, text });
                    }
                }
            }
            tried = Some(text);
        }
        None
    }

    /// Whether a label fits there without touching another, an upright, or a line to a label below.
    fn is_free(&self, lane: usize, from: f64, to: f64) -> bool {
        let apart = |other: &(usize, f64, f64)| {
            other.0 != lane || other.2 + BETWEEN <= from || to + BETWEEN <= other.1
        };
        let wall = |(left, right): &(f64, f64)| to <= *left || from >= *right;
        let line = |(down, x): &(usize, f64)| *down < lane || to + AIR <= *x || from - AIR >= *x;
        from >= self.edges.left
            && to <= self.edges.right
            && self.labels.iter().all(apart)
            && self.edges.walls.iter().all(wall)
            && self.lines.iter().all(line)
    }

    /// Whether a line down to `lane` crosses no label.
    fn is_open(&self, lane: usize, x: f64) -> bool {
        self.labels.iter().all(|(at, from, to)| *at > lane || x + AIR <= *from || x - AIR >= *to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 5] =
        ["go", "Deployment of all services", "Statusbericht an die Geschäftsführung", "本番", "x y z"];

    #[test]
    fn no_label_touches_another_an_upright_or_a_line() {
        let mut seed: u64 = 7;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) % below
        };
        for _ in 0..400 {
            let wall = 104.0 + next(1100) as f64;
            let edges = Edges { left: 104.0, right: 1264.0, walls: vec![(wall - 6.0, wall + 6.0)] };
            let mut marks: Vec<Mark> = (0..1 + next(40))
                .map(|_| (110.0 + next(1140) as f64, WORDS[next(5) as usize], WORDS[next(5) as usize]))
                .collect();
            marks.sort_by(|a, b| a.0.total_cmp(&b.0));
            let spots = Board::place(&edges, 1 + next(8) as usize, &marks);
            let found: Vec<(f64, &Spot)> =
                marks.iter().zip(&spots).filter_map(|((x, ..), spot)| Some((*x, spot.as_ref()?))).collect();
            assert!(!found.is_empty());
            for (at, (_, a)) in found.iter().enumerate() {
                let (from, to) = (a.x, a.x + width(&a.text, false));
                assert!(from >= edges.left && to <= edges.right, "{a:?}");
                assert!(to <= wall || from >= wall, "{a:?} crosses {wall}");
                for (other, (x, b)) in found.iter().enumerate() {
                    let apart = b.lane != a.lane || b.x >= to || b.x + width(&b.text, false) <= from;
                    assert!(at == other || apart, "{a:?} {b:?}");
                    assert!(b.lane < a.lane || *x <= from || *x >= to, "{a:?}: line of {b:?} at {x}");
                }
            }
        }
    }

    #[test]
    fn labels_at_one_time_stand_below_each_other_in_their_order() {
        let edges = Edges { left: 0.0, right: 400.0, walls: Vec::new() };
        let spots =
            Board::place(&edges, 2, &[(10.0, "first", "1"), (10.0, "second", "2"), (10.0, "third", "3")]);
        let lanes: Vec<Option<usize>> = spots.iter().map(|s| s.as_ref().map(|s| s.lane)).collect();
        assert_eq!(lanes, [Some(0), Some(1), None]);
    }
}
