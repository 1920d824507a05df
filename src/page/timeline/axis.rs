//! The line of the scale: ticks, what they are called, and the breaks.

use super::clock::Clock;
use super::moments::Moment;
use super::picture::{AIR, Picture, WIDE};
use crate::page::drawing::{Look, fit, num, width};

/// What stays free between two names.
const BETWEEN: f64 = 12.0;
/// Names are cut to this.
const LONGEST: f64 = 120.0;

pub fn draw(picture: &mut Picture, placed: &[Moment], clock: &Clock) {
    let y = picture.axis;
    for pair in picture.scale.stretches.windows(2) {
        let middle = f64::midpoint(pair[0].right, pair[1].left);
        for x in [middle - 7.0, middle + 1.0] {
            picture.sheet.path("tick", &format!("M{} {}l6-16", num(x), num(y + 8.0)));
        }
    }
    for stretch in &picture.scale.stretches {
        let (from, to) = (num(stretch.left), num(stretch.right.max(stretch.left + 8.0)));
        picture.sheet.path("axis", &format!("M{from} {}H{to}", num(y)));
    }
    let mut taken: Vec<(f64, f64)> = Vec::new();
    if let Some(zero) = picture.zero {
        let second = clock.zero_name().unwrap_or_default();
        name(picture, &mut taken, zero, &("T-0".to_owned(), second));
    }
    let mut seen: Option<i64> = None;
    for moment in placed {
        let Some(span) = moment.span.filter(|s| seen != Some(s.from)) else { continue };
        seen = Some(span.from);
        let x = picture.scale.x(span.from);
        picture.sheet.path("tick", &format!("M{} {}v6", num(x), num(y)));
        let told = clock.tick(&moment.when, span).or_else(|| {
            let written = fit(&moment.when, LONGEST, true)?;
            // The time of the end of a phase is not what its heading says.
            (!moment.when.is_empty() && !moment.is_at_end()).then_some((written, String::new()))
        });
        if let Some(told) = told.filter(|_| picture.zero != Some(x)) {
            name(picture, &mut taken, x, &told);
        }
    }
}

/// Both lines of a name, where they touch no other name and not the upright.
fn name(picture: &mut Picture, taken: &mut Vec<(f64, f64)>, x: f64, (first, second): &(String, String)) {
    let wide = width(first, true).max(width(second, false));
    let zero = picture.zero;
    // Behind the tick, else before it, where the upright or the edge is near.
    let behind = picture.beside_zero(x);
    let clear = |from: f64| {
        let to = from + wide;
        let upright = zero.is_none_or(|zero| to <= zero - AIR + 1.0 || from >= zero + AIR - 1.0);
        from >= 0.0
            && to <= WIDE
            && upright
            && taken.iter().all(|(a, b)| to + BETWEEN <= *a || from >= b + BETWEEN)
    };
    let Some(from) = [behind, x - wide].into_iter().find(|from| clear(*from)) else { return };
    taken.push((from, from + wide));
    let up = if second.is_empty() { 10.0 } else { 24.0 };
    picture.sheet.text(from, picture.axis - up, Look::Bold, first);
    picture.sheet.text(from, picture.axis - 8.0, Look::Dim, second);
}
