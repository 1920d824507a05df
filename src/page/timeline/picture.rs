//! The picture of the timeline: rows of bars, holding lines and flags over one broken scale.

use super::clock::{Clock, Span};
use super::lanes::{Lanes, fit, width};
use super::moments::{Kind, Moment};
use super::scale::Scale;
use crate::markdown::html::escaped;

const WIDE: f64 = 1264.0;
/// Where the scale begins; names of rows stand before it.
const LEFT: f64 = 104.0;
const AXIS: f64 = 46.0;
/// Height of a lane of phases, and of any other row.
const BAR: f64 = 50.0;
const LANE: f64 = 22.0;
/// Width of a mark with the space behind it.
const MARK: f64 = 18.0;
/// What is left free on both sides of the upright of T-0.
const AIR: f64 = 6.0;
/// Lanes of a row of marks at most.
const LANES: usize = 8;

/// Draws what has a place. Fewer than three things are told faster by the list.
pub fn draw(placed: &[Moment], clock: &Clock) -> Option<String> {
    if placed.len() < 3 {
        return None;
    }
    let mut points: Vec<i64> =
        placed.iter().filter_map(|m| m.span).flat_map(|span| [span.from, span.until]).collect();
    if clock.relative {
        points.push(0);
    }
    let scale = Scale::of(&points, LEFT, WIDE - 24.0);
    let zero = clock.relative.then(|| scale.x(0));
    let mut picture = Picture { svg: String::new(), scale, zero, y: AXIS + 24.0 };
    picture.axis(placed, clock);
    picture.phases(placed);
    picture.marks("Gates", placed, &[Kind::Gate], gate);
    picture.marks("Steps", placed, &[Kind::Stage, Kind::Moment], step);
    picture.marks("Messages", placed, &[Kind::Message], flag);
    Some(picture.finish(placed))
}

struct Picture {
    svg: String,
    scale: Scale,
    /// Where the upright of T-0 stands.
    zero: Option<f64>,
    /// Where the next row begins.
    y: f64,
}

impl Picture {
    fn axis(&mut self, placed: &[Moment], clock: &Clock) {
        for pair in self.scale.stretches.windows(2) {
            let middle = (pair[0].right + pair[1].left) / 2.0;
            for x in [middle - 4.0, middle + 4.0] {
                self.svg.push_str(&format!(
                    "<path class=\"tick\" d=\"M{:.0} {}l6-16\"/>",
                    x - 3.0,
                    AXIS + 8.0
                ));
            }
        }
        for stretch in &self.scale.stretches {
            let (from, to) = (stretch.left, stretch.right.max(stretch.left + 8.0));
            self.svg.push_str(&format!("<path class=\"axis\" d=\"M{from:.0} {AXIS}H{to:.0}\"/>"));
        }
        let mut lanes = Lanes::new(1);
        let mut seen: Option<i64> = None;
        for moment in placed {
            let Some(span) = moment.span.filter(|s| seen != Some(s.from)) else { continue };
            seen = Some(span.from);
            let x = self.scale.x(span.from);
            self.svg.push_str(&format!("<path class=\"tick\" d=\"M{x:.0} {AXIS}v6\"/>"));
            let label = clock.distance(&moment.when, span).unwrap_or_else(|| moment.when.clone());
            let Some(label) = fit(&label, 150.0) else { continue };
            let from = self.clear(x, 0.0, width(&label));
            if lanes.put(from, from + width(&label) + 12.0).is_some() {
                self.text(from, AXIS - 12.0, "b", &label);
            }
        }
    }

    fn phases(&mut self, placed: &[Moment]) {
        let top = self.y;
        let mut lanes = Lanes::new(6);
        let mut dropped = 0;
        for moment in placed.iter().filter(|m| m.kind == Kind::Phase) {
            let Some(span) = moment.span else { continue };
            let (from, to) = self.bar(span);
            let label = fit(&moment.title, (to - from).max(150.0)).unwrap_or_default();
            let text_x = self.clear(from, 0.0, width(&label));
            let end = to.max(text_x + width(&label)) + 10.0;
            let Some(lane) = lanes.put(from.min(text_x), end) else {
                dropped += 1;
                continue;
            };
            let y = top + lane as f64 * BAR;
            self.open(moment);
            self.svg.push_str(&format!(
                "<rect class=\"bar\" x=\"{from:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"18\"/>",
                y + 20.0,
                to - from
            ));
            self.text(text_x, y + 14.0, "b", &label);
            self.svg.push_str("</a>");
        }
        if lanes.count() > 0 {
            self.text(0.0, top + 34.0, "dimtext", "Phases");
            self.y += lanes.count() as f64 * BAR + 12.0;
        }
        self.more(dropped);
    }

    /// Says how many things of a row only the list holds.
    fn more(&mut self, dropped: usize) {
        if dropped > 0 {
            self.text(0.0, self.y + 15.0, "dimtext", &format!("{dropped} more in the list"));
            self.y += LANE;
        }
    }

    /// A row of marks with labels; what has no room is left to the list.
    fn marks(&mut self, name: &str, placed: &[Moment], kinds: &[Kind], mark: fn(f64, f64) -> String) {
        let here: Vec<&Moment> = placed.iter().filter(|m| kinds.contains(&m.kind)).collect();
        if here.is_empty() {
            return;
        }
        let top = self.y;
        self.text(0.0, top + 15.0, "dimtext", name);
        let mut lanes = Lanes::new(LANES);
        let mut dropped = 0;
        for moment in here {
            let Some(span) = moment.span else { continue };
            let x = self.beside_zero(self.scale.x(span.from));
            let Some(label) = fit(&moment.title, 190.0) else { continue };
            let text_x = self.clear(x, MARK, width(&label));
            let end = (x + MARK).max(text_x + width(&label));
            let Some(lane) = lanes.put(x.min(text_x), end + 10.0) else {
                dropped += 1;
                continue;
            };
            let y = top + lane as f64 * LANE;
            self.open(moment);
            self.svg.push_str(&mark(x, y));
            self.text(text_x, y + 15.0, "", &label);
            self.svg.push_str("</a>");
        }
        self.y += lanes.count().max(1) as f64 * LANE;
        self.more(dropped);
        self.y += 14.0;
    }

    /// Where the label of a mark at `x` begins: behind the mark, or before it where it would leave the picture or
    /// cross the upright of T-0.
    fn clear(&self, x: f64, mark: f64, wide: f64) -> f64 {
        let behind = self.beside_zero(x) + mark;
        let crosses = self.zero.is_some_and(|zero| behind < zero && behind + wide > zero - AIR);
        let before = match self.zero {
            Some(zero) if crosses && mark == 0.0 => zero - AIR - wide,
            _ => x - 8.0 - wide,
        };
        match crosses {
            true => before.max(0.0),
            false if behind + wide > WIDE && mark > 0.0 => before,
            false => behind.min(WIDE - wide),
        }
    }

    /// What would stand on the upright of T-0 stands right behind it.
    fn beside_zero(&self, x: f64) -> f64 {
        match self.zero {
            Some(zero) if (x - zero).abs() < AIR => zero + AIR,
            _ => x,
        }
    }

    /// From and to of a bar, never too small to be seen.
    fn bar(&self, span: Span) -> (f64, f64) {
        let from = self.scale.x(span.from);
        let to = self.scale.x(span.until).max(from + 14.0);
        (from, to)
    }

    fn open(&mut self, moment: &Moment) {
        let when = if moment.when.is_empty() { String::new() } else { format!(", {}", moment.when) };
        self.svg.push_str(&format!(
            "<a href=\"{}\"><title>{}{}</title>",
            escaped(&moment.href),
            escaped(&moment.title),
            escaped(&when)
        ));
    }

    fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.svg.push_str(&format!("<text{class} x=\"{x:.0}\" y=\"{y:.0}\">{}</text>", escaped(text)));
    }

    fn finish(self, placed: &[Moment]) -> String {
        let zero = self.zero.map_or_else(String::new, |x| {
            format!("<path class=\"zero\" d=\"M{x:.0} {:.0}V{:.0}\"/>", AXIS - 6.0, self.y)
        });
        let count = |kind: Kind| placed.iter().filter(|m| m.kind == kind).count();
        format!(
            "<svg viewBox=\"0 0 {WIDE:.0} {:.0}\" role=\"group\" aria-labelledby=\"pic-t pic-d\"><title id=\"pic-t\">Timeline</title><desc id=\"pic-d\">{} phases, {} gates, {} messages. The same stands in the list below.</desc>{zero}{}</svg>",
            self.y,
            count(Kind::Phase),
            count(Kind::Gate),
            count(Kind::Message),
            self.svg
        )
    }
}

/// The holding line, upright.
fn gate(x: f64, y: f64) -> String {
    let (top, end) = (y + 1.0, y + 19.0);
    format!(
        "<g class=\"gate\"><path d=\"M{:.0} {top:.0}V{end:.0}M{:.0} {top:.0}V{end:.0}\"/><path class=\"d\" d=\"M{:.0} {top:.0}V{end:.0}M{:.0} {top:.0}V{end:.0}\"/></g>",
        x,
        x + 4.0,
        x + 8.0,
        x + 12.0
    )
}

fn flag(x: f64, y: f64) -> String {
    format!("<path d=\"M{x:.0} {:.0}h1.5v1l9 4-9 4v9h-1.500z\"/>", y + 1.0)
}

fn step(x: f64, y: f64) -> String {
    format!("<path d=\"M{x:.0} {:.0}h10v10h-10z\"/>", y + 5.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_crosses_the_upright() {
        let scale = Scale::of(&[0, 60], LEFT, WIDE);
        let drawn = Picture { svg: String::new(), scale, zero: Some(500.0), y: 0.0 };
        for mark in [0.0, MARK] {
            for at in 0..120 {
                let (x, wide) = (f64::from(at) * 9.0 + 104.0, 150.0);
                let from = drawn.clear(x, mark, wide);
                let crosses = from < 500.0 && from + wide > 500.0;
                assert!(!crosses && from + wide <= WIDE, "{x} {mark}: {from}");
            }
        }
    }
}
