//! Minutes to places in the picture: stretches that are true to scale, with honest breaks between them.

/// Space that a break takes.
const BREAK: f64 = 28.0;
/// Stretches at most.
const MOST: usize = 7;
/// A gap shorter than this is never broken.
const LEAST_GAP: i64 = 3 * 60;
/// What a break costs, and what it costs more where something lasts over it.
const COST: f64 = 1.6;
const COVERED: f64 = 3.0;
/// Weight of a point, beside that of the time between points.
const POINT: f64 = 0.7;
/// Points at most that are weighed one by one; of more, those that lie closest count as one.
const WEIGHED: usize = 240;

#[derive(Debug)]
pub struct Scale {
    pub stretches: Vec<Stretch>,
}

/// A part of the scale without a break.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    pub from: i64,
    pub until: i64,
    pub left: f64,
    pub right: f64,
}

impl Scale {
    /// A scale from `left` to `right` that holds all `points`. `lasting` are things from one minute to another: the scale
    /// is better broken where none of them is.
    pub fn of(points: &[i64], lasting: &[(i64, i64)], left: f64, right: f64) -> Scale {
        let mut points = points.to_vec();
        points.sort_unstable();
        points.dedup();
        let groups = groups(&points, lasting);
        let weight = |group: &[i64]| {
            group.windows(2).map(|pair| wanted(pair[1] - pair[0])).sum::<f64>()
                + POINT * (group.len() + 1) as f64
        };
        let whole: f64 = groups.iter().map(|group| weight(group)).sum();
        let room = right - left - BREAK * groups.len().saturating_sub(1) as f64;
        let mut at = left;
        let mut stretches = Vec::new();
        for group in &groups {
            let (Some(from), Some(until)) = (group.first(), group.last()) else { continue };
            let wide = room * weight(group) / whole;
            stretches.push(Stretch { from: *from, until: *until, left: at, right: at + wide });
            at += wide + BREAK;
        }
        Scale { stretches }
    }

    pub fn x(&self, minute: i64) -> f64 {
        let stretch = self.stretches.iter().find(|s| minute <= s.until).or(self.stretches.last());
        stretch.map_or(0.0, |s| s.x(minute))
    }
}

impl Stretch {
    fn x(&self, minute: i64) -> f64 {
        let span = (self.until - self.from) as f64;
        if span <= 0.0 {
            return self.left;
        }
        let share = (minute - self.from) as f64 / span;
        self.left + share.clamp(0.0, 1.0) * (self.right - self.left)
    }
}

/// The room that a gap between two points should have: an hour must be seen beside a week.
fn wanted(gap: i64) -> f64 {
    (1.0 + gap as f64 / 15.0).ln()
}

/// Points in groups, each true to scale: broken where that costs less than squeezing the short gaps beside the long.
fn groups<'a>(points: &'a [i64], lasting: &[(i64, i64)]) -> Vec<&'a [i64]> {
    if points.is_empty() {
        return Vec::new();
    }
    let heads = heads(points);
    let count = heads.len();
    let break_cost = |at: usize| {
        let (before, after) = (points[heads[at] - 1], points[heads[at]]);
        let covered = lasting.iter().any(|(from, until)| *from <= before && *until >= after && from < until);
        (after - before >= LEAST_GAP).then_some(COST + if covered { COVERED } else { 0.0 })
    };
    // best[k][at]: the least cost of the points before head `at` in `k` groups, and where the last of them begins.
    let mut best = vec![vec![(f64::INFINITY, 0); count + 1]; MOST + 1];
    best[0][0].0 = 0.0;
    for k in 1..=MOST {
        for begin in 0..count {
            let cost = if begin == 0 { Some(0.0) } else { break_cost(begin) };
            let (Some(cost), true) = (cost, best[k - 1][begin].0.is_finite()) else { continue };
            let mut group = Squeezed::default();
            for end in begin + 1..=count {
                let last = heads.get(end).map_or(points.len(), |head| *head);
                let from = if end == begin + 1 { heads[begin] } else { heads[end - 1] - 1 };
                group.add(&points[from..last]);
                let sum = best[k - 1][begin].0 + cost + group.cost();
                if sum < best[k][end].0 {
                    best[k][end] = (sum, begin);
                }
            }
        }
    }
    let least = (1..=MOST).min_by(|a, b| best[*a][count].0.total_cmp(&best[*b][count].0)).unwrap_or(1);
    let mut found = Vec::new();
    let mut end = count;
    for k in (1..=least).rev() {
        let begin = best[k][end].1;
        let last = heads.get(end).map_or(points.len(), |head| *head);
        found.push(&points[heads[begin]..last]);
        end = begin;
    }
    found.reverse();
    found
}

/// Where a group may begin: at every point, or of many at those behind the widest gaps.
fn heads(points: &[i64]) -> Vec<usize> {
    let mut behind: Vec<usize> = (1..points.len()).collect();
    behind.sort_by_key(|at| (points[at - 1] - points[*at], *at));
    behind.truncate(WEIGHED);
    behind.push(0);
    behind.sort_unstable();
    behind
}

/// How far the gaps of a group are from the room that they should have, in a scale that is true.
#[derive(Default)]
struct Squeezed {
    time: f64,
    room: f64,
    time2: f64,
    room2: f64,
    both: f64,
}

impl Squeezed {
    fn add(&mut self, points: &[i64]) {
        for pair in points.windows(2) {
            let (time, room) = ((pair[1] - pair[0]) as f64, wanted(pair[1] - pair[0]));
            self.time += time;
            self.room += room;
            self.time2 += time * time;
            self.room2 += room * room;
            self.both += time * room;
        }
    }

    /// The sum of the squares of what each gap gets less what it should have.
    fn cost(&self) -> f64 {
        if self.time == 0.0 {
            return 0.0;
        }
        let rate = self.room / self.time;
        (rate * rate * self.time2 - 2.0 * rate * self.both + self.room2).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_points_break_the_scale_and_order_holds() {
        let points = [-7 * 1440, 0, 30, 120, 480, 1440];
        let scale = Scale::of(&points, &[], 100.0, 1200.0);
        assert!(scale.stretches.len() > 1);
        let places: Vec<f64> = points.iter().map(|p| scale.x(*p)).collect();
        assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}");
        assert!(places[0] >= 100.0 && places[5] <= 1200.0);
    }

    #[test]
    fn hours_keep_their_room_beside_weeks_and_equal_steps_are_not_broken() {
        let day = 1440;
        let points = [-7 * day, -6 * day, -3 * day, -2 * day, 0, 30, 60, 90, 120, 240, day, 2 * day, 7 * day];
        let scale = Scale::of(&points, &[], 0.0, 1000.0);
        assert!(scale.x(30) - scale.x(0) > 20.0, "{scale:?}");
        let steps: Vec<i64> = (0..9).map(|at| at * day).collect();
        assert_eq!(Scale::of(&steps, &[], 0.0, 1000.0).stretches.len(), 1);
        let many: Vec<i64> = (0..3000).map(|at| at * at).collect();
        let scale = Scale::of(&many, &[], 0.0, 1000.0);
        assert!(many.windows(2).all(|pair| scale.x(pair[0]) <= scale.x(pair[1])));
    }

    #[test]
    fn one_point_has_a_place() {
        assert_eq!(Scale::of(&[5], &[], 100.0, 200.0).x(5), 100.0);
        assert_eq!(Scale::of(&[], &[], 100.0, 200.0).x(5), 0.0);
    }
}
