//! Minutes to places in the picture: stretches that are true to scale, with honest breaks between them.

/// Space that a break takes.
const BREAK: f64 = 28.0;
/// Stretches at most.
const MOST: usize = 7;
/// A gap shorter than this is never broken.
const LEAST_GAP: i64 = 12 * 60;

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
    /// A scale from `left` to `right` that holds all `points`.
    pub fn of(points: &[i64], left: f64, right: f64) -> Scale {
        let mut points = points.to_vec();
        points.sort_unstable();
        points.dedup();
        let clusters = clusters(&points);
        let inside = |from: i64, until: i64| points.iter().filter(|p| (from..=until).contains(*p)).count();
        let weight = |&(from, until): &(i64, i64)| {
            ((until - from) as f64 / 60.0 + 2.0).sqrt() + 0.6 * inside(from, until) as f64
        };
        let whole: f64 = clusters.iter().map(weight).sum();
        let room = right - left - BREAK * clusters.len().saturating_sub(1) as f64;
        let mut at = left;
        let mut stretches = Vec::new();
        for cluster in &clusters {
            let wide = room * weight(cluster) / whole;
            stretches.push(Stretch { from: cluster.0, until: cluster.1, left: at, right: at + wide });
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

/// Points that lie close together: the widest gaps are broken, as far as they stand out.
fn clusters(points: &[i64]) -> Vec<(i64, i64)> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let mut gaps: Vec<(i64, i64)> = points.windows(2).map(|pair| (pair[1] - pair[0], pair[0])).collect();
    gaps.sort_unstable_by_key(|(gap, at)| (-gap, *at));
    let usual = gaps.get(gaps.len() / 2).map_or(0, |(gap, _)| *gap);
    let wide = |(gap, _): &&(i64, i64)| *gap >= LEAST_GAP && *gap >= 3 * usual;
    let mut breaks: Vec<i64> = gaps.iter().filter(wide).take(MOST - 1).map(|(_, at)| *at).collect();
    breaks.sort_unstable();
    let mut clusters = Vec::new();
    let mut from = *first;
    for end in breaks {
        clusters.push((from, end));
        from = points.iter().copied().find(|p| *p > end).unwrap_or(*last);
    }
    clusters.push((from, *last));
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_points_break_the_scale_and_order_holds() {
        let points = [-7 * 1440, 0, 30, 120, 480, 1440];
        let scale = Scale::of(&points, 100.0, 1200.0);
        assert!(scale.stretches.len() > 1);
        let places: Vec<f64> = points.iter().map(|p| scale.x(*p)).collect();
        assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}");
        assert!(places[0] >= 100.0 && places[5] <= 1200.0);
    }

    #[test]
    fn one_point_has_a_place() {
        assert_eq!(Scale::of(&[5], 100.0, 200.0).x(5), 100.0);
        assert_eq!(Scale::of(&[], 100.0, 200.0).x(5), 0.0);
    }
}
