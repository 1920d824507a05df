//! The picture while it is drawn. It knows where each word stands, so that tests can hold the laws of the layout.

use super::{Look, width};
use crate::markdown::html::escaped;

/// What a line of words covers.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    pub x: f64,
    pub y: f64,
    pub wide: f64,
    pub high: f64,
    pub text: String,
}

impl Area {
    #[cfg(test)]
    pub fn touches(&self, other: &Area) -> bool {
        self.x < other.x + other.wide
            && other.x < self.x + self.wide
            && self.y < other.y + other.high
            && other.y < self.y + self.high
    }
}

#[derive(Debug, Default)]
pub struct Sheet {
    pub svg: String,
    pub words: Vec<Area>,
}

impl Sheet {
    /// Words that begin at `x`, on the line `y`.
    pub fn text(&mut self, x: f64, y: f64, look: Look, text: &str) {
        if text.is_empty() {
            return;
        }
        let wide = width(text, look.is_bold());
        self.words.push(Area { x, y: y - 11.0, wide, high: 14.0, text: text.to_owned() });
        self.svg.push_str(&format!(
            "<text{} x=\"{}\" y=\"{}\">{}</text>",
            look.class(),
            num(x),
            num(y),
            escaped(text)
        ));
    }

    pub fn path(&mut self, class: &str, d: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.svg.push_str(&format!("<path{class} d=\"{d}\"/>"));
    }

    pub fn rect(&mut self, class: &str, (x, y): (f64, f64), (wide, high): (f64, f64)) {
        let [x, y, wide, high] = [x, y, wide, high].map(num);
        self.svg.push_str(&format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\"/>"
        ));
    }

    /// Begins a link; all until [`Sheet::close`] belongs to it.
    pub fn open(&mut self, href: &str, title: &str) {
        self.svg.push_str(&format!("<a href=\"{}\"><title>{}</title>", escaped(href), escaped(title)));
    }

    pub fn close(&mut self) {
        self.svg.push_str("</a>");
    }

    /// The law of every picture, for tests: words stand apart from each other and within `wide` and `high`.
    #[cfg(test)]
    pub fn broken(&self, wide: f64, high: f64) -> Vec<String> {
        let mut found = Vec::new();
        for (at, a) in self.words.iter().enumerate() {
            if a.x < -0.5 || a.y < -0.5 || a.x + a.wide > wide + 0.5 || a.y + a.high > high + 0.5 {
                found.push(format!("outside of {wide} by {high}: {a:?}"));
            }
            let others = self.words[at + 1..].iter().filter(|b| a.touches(b));
            found.extend(others.map(|b| format!("{a:?} touches {b:?}")));
        }
        found
    }
}

/// A length with as few digits as it needs.
pub fn num(length: f64) -> String {
    let rounded = (length * 10.0).round() / 10.0;
    if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.1}") }
}
