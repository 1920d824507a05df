//! The rows of phases: a bar each, its name above; tracks below each other, what runs at the same time in lanes.

use super::moments::{Kind, Moment};
use super::picture::{AIR, LEFT, Picture, WIDE};
use crate::page::drawing::{Look, fit, num, width, wrap};

/// Height of a lane: the name, the bar and some air.
const LANE: f64 = 44.0;
const BAR: f64 = 18.0;
/// What stays free between two names.
const BETWEEN: f64 = 10.0;
/// Widths that a name is tried with, besides that of its bar.
const TRIED: [f64; 3] = [260.0, 150.0, 70.0];

/// What is taken in the lanes of one track.
#[derive(Default)]
struct Taken {
    bars: Vec<(usize, f64, f64)>,
    names: Vec<(usize, f64, f64)>,
}

/// The place of a phase.
struct Spot {
    lane: usize,
    /// Where its name begins, and the name; `None` where only the bar has room.
    name: Option<(f64, String)>,
}

pub fn draw(picture: &mut Picture, placed: &[Moment], lanes: usize) {
    let phases: Vec<&Moment> = placed.iter().filter(|m| m.kind == Kind::Phase).collect();
    let mut tracks: Vec<Option<&str>> = Vec::new();
    for phase in &phases {
        if !tracks.contains(&phase.more.track.as_deref()) {
            tracks.push(phase.more.track.as_deref());
        }
    }
    let one = tracks.len() == 1;
    for track in tracks {
        let here: Vec<&Moment> =
            phases.iter().filter(|m| m.more.track.as_deref() == track).copied().collect();
        row(picture, track.filter(|_| !one).unwrap_or("Phases"), &here, lanes);
    }
}

fn row(picture: &mut Picture, name: &str, phases: &[&Moment], lanes: usize) {
    let top = picture.y;
    // Short names where long ones would leave no room for others.
    let layouts = (0..TRIED.len()).map(|from| layout(picture, phases, lanes, &TRIED[from..]));
    let unnamed = |spots: &Vec<Option<Spot>>| {
        spots.iter().filter(|s| s.as_ref().is_none_or(|s| s.name.is_none())).count()
    };
    let spots = layouts.min_by_key(unnamed).unwrap_or_default();
    let dropped = unnamed(&spots);
    let mut highest = 0;
    for (phase, spot) in phases.iter().zip(&spots) {
        if let Some(spot) = spot {
            highest = highest.max(spot.lane);
            one(picture, phase, spot, top);
        }
    }
    // Names of one line stand beside the bar, longer ones begin beside its name.
    let lines = wrap(name, LEFT - 14.0, 3, false).len() + usize::from(dropped > 0);
    let first = top + if lines > 1 { 18.0 } else { 32.0 };
    let mut named = picture.name(name, first);
    if dropped > 0 {
        picture.sheet.text(0.0, first + named, Look::Dim, &format!("{dropped} more in list"));
        named += 17.0;
    }
    picture.y = f64::max(top + LANE * (highest + 1) as f64, first + named - 10.0) + 8.0;
}

/// The places of the phases, their names tried with these widths.
fn layout(picture: &Picture, phases: &[&Moment], lanes: usize, widths: &[f64]) -> Vec<Option<Spot>> {
    let mut taken = Taken::default();
    phases.iter().map(|phase| spot(picture, &mut taken, phase, (lanes, widths))).collect()
}

/// The first lane in which the bar and its name fit, with as much of the name as there is room for.
fn spot(
    picture: &Picture,
    taken: &mut Taken,
    phase: &Moment,
    (lanes, widths): (usize, &[f64]),
) -> Option<Spot> {
    let span = phase.span?;
    let (from, to) = picture.bar(span);
    let words = if phase.more.wrong.is_some() { format!("≠ {}", phase.title) } else { phase.title.clone() };
    let free = |taken: &[(usize, f64, f64)], lane: usize, from: f64, to: f64, between: f64| {
        taken.iter().all(|(at, a, b)| *at != lane || to + between <= *a || from >= b + between)
    };
    let mut tried: Option<String> = None;
    for room in widths {
        let Some(name) = fit(&words, room.max(to - from), true).filter(|name| tried.as_ref() != Some(name))
        else {
            continue;
        };
        let wide = width(&name, true);
        for lane in 0..lanes {
            if !free(&taken.bars, lane, from, to, -0.5) {
                continue;
            }
            let behind = picture.beside_zero(from);
            let before = picture.zero.map_or(to - wide, |zero| (zero - AIR - wide).min(to - wide));
            for x in [behind, WIDE - wide, before] {
                let near = x <= to && x + wide >= from;
                let upright =
                    picture.zero.is_none_or(|zero| x >= zero + AIR - 1.0 || x + wide <= zero - AIR + 1.0);
                if near
                    && x >= LEFT
                    && x + wide <= WIDE
                    && upright
                    && free(&taken.names, lane, x, x + wide, BETWEEN)
                {
                    taken.bars.push((lane, from, to));
                    taken.names.push((lane, x, x + wide));
                    return Some(Spot { lane, name: Some((x, name)) });
                }
            }
        }
        tried = Some(name);
    }
    let lane = (0..lanes).find(|lane| free(&taken.bars, *lane, from, to, -0.5))?;
    taken.bars.push((lane, from, to));
    Some(Spot { lane, name: None })
}

fn one(picture: &mut Picture, phase: &Moment, spot: &Spot, top: f64) {
    let Some(span) = phase.span else { return };
    let (from, to) = picture.bar(span);
    let y = top + LANE * spot.lane as f64 + 19.0;
    picture.open(phase);
    picture.sheet.rect("bar", (from, y), (to - from, BAR));
    let cuts = cuts(picture, from, to, y);
    if let Some((x, name)) = &spot.name {
        let look = if phase.more.wrong.is_some() { Look::Wrong } else { Look::Bold };
        picture.sheet.text(*x, y - 6.0, look, name);
    }
    tasks(picture, phase, (from, to, y), &cuts);
    let over = phase.more.over.map(|until| picture.scale.x(until)).filter(|over| *over > to + 2.0);
    if let Some(over) = over {
        picture.sheet.rect("bar over", (to, y + 3.0), (over - to, BAR - 6.0));
    }
    picture.sheet.close();
}

/// Where the scale is broken the bar is, too. Returns the places.
fn cuts(picture: &mut Picture, from: f64, to: f64, y: f64) -> Vec<f64> {
    let breaks = picture.scale.stretches.windows(2).map(|pair| f64::midpoint(pair[0].right, pair[1].left));
    let inside: Vec<f64> = breaks.filter(|x| *x > from + 8.0 && *x < to - 8.0).collect();
    for x in &inside {
        let (low, high) = (num(y + BAR + 3.0), num(y - 3.0));
        picture.sheet.path("cut", &format!("M{} {low}l7-24h8l-7 24z", num(x - 7.5)));
        picture.sheet.path(
            "tick",
            &format!(
                "M{} {low}L{} {high}M{} {low}L{} {high}",
                num(x - 7.5),
                num(x - 0.5),
                num(x + 0.5),
                num(x + 7.5)
            ),
        );
    }
    inside
}

/// How many tasks the phase has, inside its bar where they have room.
fn tasks(picture: &mut Picture, phase: &Moment, (from, to, y): (f64, f64, f64), cuts: &[f64]) {
    let count = phase.more.tasks;
    let said = if count == 1 { "1 task".to_owned() } else { format!("{count} tasks") };
    for text in [said, count.to_string()] {
        let x = picture.beside_zero(from + 6.0);
        let end = x + width(&text, false);
        let zero = picture.zero.is_none_or(|zero| x >= zero + 4.0 || end <= zero - 4.0);
        if count > 0 && end + 5.0 <= to && zero && cuts.iter().all(|cut| *cut > end + 9.0) {
            picture.sheet.text(x, y + 13.5, Look::Dim, &text);
            return;
        }
    }
}
