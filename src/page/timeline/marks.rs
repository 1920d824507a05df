//! Rows of marks: gates, ways back, steps, messages. A mark stands at its time; its words below it, on a line of its own.

use super::moments::Moment;
use super::picture::{LEFT, Picture};
use crate::page::drawing::{Board, Look, Mark, num};

/// Height of the marks, of a line of words, and of the air below a row.
const MARK: f64 = 24.0;
const LINE: f64 = 18.0;
const BELOW: f64 = 12.0;
/// Depth of the arc of a way back.
const ARC: f64 = 34.0;
/// Marks without words stand at least this far from each other.
const APART: f64 = 7.0;

type Draw = fn(&mut Picture, f64, f64, &Moment);

pub fn row(picture: &mut Picture, name: &str, here: &[&Moment], lanes: usize, draw: Draw) {
    if here.is_empty() {
        return;
    }
    if lanes == 0 {
        picture.omitted.push(format!("{} {}", here.len(), name.to_lowercase()));
        return;
    }
    let at: Vec<f64> =
        here.iter().map(|m| picture.beside_zero(m.span.map_or(0.0, |s| picture.scale.x(s.from)))).collect();
    let top = picture.y;
    let left = labelled(picture, here, (&at, lanes), (top + MARK, 2.0), |picture, at, moment| {
        draw(picture, at, top, moment);
    });
    end(picture, name, top, left);
}

/// Ways back as arcs: from where one turns back to where that leads.
pub fn ways(picture: &mut Picture, here: &[&Moment], lanes: usize) {
    if here.is_empty() || lanes == 0 {
        return;
    }
    let top = picture.y;
    let arc = |moment: &Moment| {
        let from = moment.span.map_or(0.0, |s| picture.scale.x(s.from)) - 10.0;
        let to = moment.more.back.map_or(from, |back| picture.scale.x(back)) + 10.0;
        (from.max(to + 18.0), to)
    };
    let arcs: Vec<(f64, f64)> = here.iter().map(|m| arc(m)).collect();
    let middle: Vec<f64> =
        arcs.iter().map(|(from, to)| picture.beside_zero(f64::midpoint(*from, *to))).collect();
    let mut order: Vec<usize> = (0..here.len()).collect();
    order.sort_by(|a, b| middle[*a].total_cmp(&middle[*b]));
    let sorted: Vec<&Moment> = order.iter().map(|at| here[*at]).collect();
    let at: Vec<f64> = order.iter().map(|at| middle[*at]).collect();
    let mut drawn: Vec<(f64, f64)> = Vec::new();
    let mut arcs = order.iter().map(|at| arcs[*at]);
    let left = labelled(picture, &sorted, (&at, lanes), (top + ARC, 4.0), |picture, _, _| {
        let Some((from, to)) = arcs.next() else { return };
        if !drawn.contains(&(from, to)) {
            drawn.push((from, to));
            let (high, deep) = (num(top + 2.0), num(top + 2.0 + ARC * 4.0 / 3.0 - 4.0));
            let (from, land) = (num(from), num(to));
            picture.sheet.path(
                "back",
                &format!("M{from} {high}C{from} {deep} {land} {deep} {land} {high}m-5 7l5-8 5 8"),
            );
        }
    });
    end(picture, "Ways back", top, left);
}

/// Draws each mark with its words, in their order; returns how many stand in the list alone.
fn labelled(
    picture: &mut Picture,
    here: &[&Moment],
    (at, lanes): (&[f64], usize),
    (top, rise): (f64, f64),
    mut draw: impl FnMut(&mut Picture, f64, &Moment),
) -> usize {
    let said: Vec<String> = here.iter().map(|m| words(m)).collect();
    let fewer = |at: usize| here[at].more.short.as_deref().unwrap_or(&said[at]);
    let mut order: Vec<usize> = (0..here.len()).collect();
    order.sort_by(|a, b| at[*a].total_cmp(&at[*b]));
    let sorted: Vec<Mark> = order.iter().map(|i| (at[*i], said[*i].as_str(), fewer(*i))).collect();
    let mut spots = vec![None; here.len()];
    for (at, spot) in order.iter().zip(Board::place(&picture.edges, lanes, &sorted)) {
        spots[*at] = spot;
    }
    let mut drawn: Vec<f64> = Vec::new();
    let mut deepest = top;
    let mut left = 0;
    for ((moment, x), spot) in here.iter().zip(at).zip(&spots) {
        let alone = drawn.iter().all(|other| (other - x).abs() >= APART);
        left += usize::from(spot.is_none());
        if spot.is_none() && !alone {
            continue;
        }
        picture.open(moment);
        draw(picture, *x, moment);
        drawn.push(*x);
        if let Some(spot) = spot {
            let y = top + spot.lane as f64 * LINE + 12.0;
            picture.sheet.path("leader", &format!("M{} {}V{}", num(*x), num(top - rise), num(y)));
            let look = if is_wrong(moment) { Look::Wrong } else { Look::Plain };
            picture.sheet.text(spot.x, y, look, &spot.text);
            deepest = deepest.max(y + 5.0);
        }
        picture.sheet.close();
    }
    picture.y = deepest;
    left
}

fn end(picture: &mut Picture, name: &str, top: f64, left: usize) {
    let mut named = picture.name(name, top + 15.0);
    if left > 0 {
        picture.sheet.text(0.0, top + 15.0 + named, Look::Dim, &format!("{left} more in list"));
        named += 17.0;
    }
    picture.y = picture.y.max(top + named + 4.0) + BELOW;
}

fn is_wrong(moment: &Moment) -> bool {
    moment.more.wrong.is_some() || moment.more.bare
}

fn words(moment: &Moment) -> String {
    match (&moment.more.wrong, moment.more.bare) {
        (Some(_), _) => format!("≠ {}", moment.title),
        (None, true) => format!("{}, no criteria", moment.title),
        (None, false) => moment.title.clone(),
    }
}

/// The holding line, upright.
pub fn gate(picture: &mut Picture, x: f64, y: f64, moment: &Moment) {
    let (top, end) = (num(y), num(y + MARK - 2.0));
    let class = if is_wrong(moment) { "gate none" } else { "gate" };
    // The stop is where the time is: lines that end there, so that what follows begins behind them.
    let crosses = picture.zero.is_some_and(|zero| zero > x - 16.0 && zero < x);
    let from = if x - 12.0 < LEFT || crosses { x } else { x - 12.0 };
    let line = |at: f64| format!("M{} {top}V{end}", num(from + at));
    let (solid, dashed) = (line(0.0) + &line(4.0), line(8.0) + &line(12.0));
    picture.sheet.svg.push_str(&format!(
        "<g class=\"{class}\"><path d=\"{solid}\"/><path class=\"d\" d=\"{dashed}\"/></g>"
    ));
}

pub fn flag(picture: &mut Picture, x: f64, y: f64, _: &Moment) {
    picture.sheet.path("", &format!("M{} {}h1.5v1l9 4-9 4v11h-1.5z", num(x - 0.7), num(y + 2.0)));
}

pub fn step(picture: &mut Picture, x: f64, y: f64, _: &Moment) {
    picture.sheet.path("", &format!("M{} {}h7v12h-7z", num(x - 0.5), num(y + 8.0)));
}
