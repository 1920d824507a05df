//! The picture of the timeline: rows of bars, holding lines, ways back and flags over one broken scale.

use super::clock::{Clock, Span};
use super::moments::{Kind, Moment};
use super::scale::Scale;
use super::{axis, bars, marks};
use crate::page::drawing::{Edges, Look, Sheet, num, wrap};

pub const WIDE: f64 = 1264.0;
/// Where the scale begins; names of rows stand before it.
pub const LEFT: f64 = 108.0;
/// What is left free on both sides of the upright of T-0.
pub const AIR: f64 = 6.0;
/// Height of a picture that shares the screen with the facts of the plan.
const SHARED: f64 = 372.0;

/// How much room a picture has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// A part of one screen.
    Shared,
    /// A page of its own.
    Own,
}

/// Lanes of each row at most. A row without lanes is left out.
#[derive(Debug, Clone, Copy)]
struct Most {
    bars: usize,
    gates: usize,
    ways: usize,
    steps: usize,
    messages: usize,
}

const OWN: Most = Most { bars: 12, gates: 6, ways: 5, steps: 10, messages: 8 };
/// From the fullest to the least; the first that fits is taken.
const TIGHT: [Most; 5] = [
    Most { bars: 4, gates: 3, ways: 2, steps: 3, messages: 3 },
    Most { bars: 3, gates: 2, ways: 2, steps: 3, messages: 2 },
    Most { bars: 3, gates: 2, ways: 2, steps: 0, messages: 2 },
    Most { bars: 2, gates: 1, ways: 1, steps: 0, messages: 1 },
    Most { bars: 1, gates: 1, ways: 1, steps: 0, messages: 0 },
];

/// Draws what has a place. Fewer than three things are told faster by the list.
pub fn draw(placed: &[Moment], clock: &Clock, room: Room) -> Option<String> {
    if placed.len() < 3 {
        return None;
    }
    let mut drawn = Picture::draw(placed, clock, OWN);
    if room == Room::Shared {
        for most in TIGHT {
            if drawn.y <= SHARED {
                break;
            }
            drawn = Picture::draw(placed, clock, most);
        }
    }
    Some(drawn.finish(placed, clock))
}

pub struct Picture {
    pub sheet: Sheet,
    pub scale: Scale,
    /// Where the upright of T-0 stands.
    pub zero: Option<f64>,
    pub edges: Edges,
    /// Where the next row begins.
    pub y: f64,
    /// Where the line of the scale runs.
    pub axis: f64,
    /// Rows that only the list has: `4 steps`.
    pub omitted: Vec<String>,
}

impl Picture {
    fn draw(placed: &[Moment], clock: &Clock, most: Most) -> Picture {
        let ends = |m: &Moment| m.span.map(|span| [span.from, span.until, m.more.over.unwrap_or(span.until)]);
        let mut points: Vec<i64> = placed.iter().filter_map(ends).flatten().collect();
        points.extend(placed.iter().filter_map(|m| m.more.back));
        if clock.relative {
            points.push(0);
        }
        let phases = placed.iter().filter(|m| m.kind == Kind::Phase).filter_map(|m| m.span);
        let lasting: Vec<(i64, i64)> = phases.map(|span| (span.from, span.until)).collect();
        let scale = Scale::of(&points, &lasting, LEFT, WIDE - 24.0);
        let zero = clock.relative.then(|| scale.x(0));
        let walls = zero.map(|x| (x - AIR + 1.0, x + AIR - 1.0));
        let edges = Edges { left: LEFT, right: WIDE, walls: walls.into_iter().collect() };
        // Above the scale the hour that is now has its flag.
        let axis = if clock.is_told() { 66.0 } else { 44.0 };
        let sheet = Sheet::default();
        let mut picture = Picture { sheet, scale, zero, edges, y: axis + 14.0, axis, omitted: Vec::new() };
        axis::draw(&mut picture, placed, clock);
        bars::draw(&mut picture, placed, most.bars);
        let of =
            |kinds: &[Kind]| -> Vec<&Moment> { placed.iter().filter(|m| kinds.contains(&m.kind)).collect() };
        marks::row(&mut picture, "Gates", &of(&[Kind::Gate]), most.gates, marks::gate);
        marks::ways(&mut picture, &of(&[Kind::Back]), most.ways);
        marks::row(&mut picture, "Steps", &of(&[Kind::Stage, Kind::Moment]), most.steps, marks::step);
        marks::row(&mut picture, "Messages", &of(&[Kind::Message]), most.messages, marks::flag);
        picture.say_omitted();
        picture
    }

    fn say_omitted(&mut self) {
        if !self.omitted.is_empty() {
            let said = format!("In list: {}", self.omitted.join(", "));
            for line in wrap(&said, LEFT - 8.0, 3, false) {
                self.sheet.text(0.0, self.y + 12.0, Look::Dim, &line);
                self.y += 17.0;
            }
            self.y += 4.0;
        }
    }

    /// The name of the row that begins here; returns how high it is.
    pub fn name(&mut self, name: &str, baseline: f64) -> f64 {
        let lines = wrap(name, LEFT - 14.0, 3, false);
        for (at, line) in lines.iter().enumerate() {
            self.sheet.text(0.0, baseline + at as f64 * 17.0, Look::Dim, line);
        }
        lines.len() as f64 * 17.0
    }

    /// What would stand on the upright of T-0 stands right behind it.
    pub fn beside_zero(&self, x: f64) -> f64 {
        match self.zero {
            Some(zero) if (x - zero).abs() < AIR => zero + AIR,
            _ => x,
        }
    }

    /// From and to of a bar, never too small to be seen.
    pub fn bar(&self, span: Span) -> (f64, f64) {
        let from = self.scale.x(span.from);
        (from, self.scale.x(span.until).max(from + 14.0))
    }

    /// A link to the moment; with what the checks say of its time.
    pub fn open(&mut self, moment: &Moment) {
        let mut title = moment.title.clone();
        for more in [moment.when.as_str(), moment.more.wrong.as_deref().unwrap_or("")] {
            if !more.is_empty() {
                title.push_str(", ");
                title.push_str(more);
            }
        }
        self.sheet.open(&moment.href, &title);
    }

    fn finish(self, placed: &[Moment], clock: &Clock) -> String {
        let zero = self.zero.map_or_else(String::new, |x| {
            format!("<path class=\"zero\" d=\"M{} {}V{}\"/>", num(x), num(self.axis - 38.0), num(self.y))
        });
        let count = |kind: Kind| placed.iter().filter(|m| m.kind == kind).count();
        // Minutes from T-0 and places, stretch by stretch: with these a script finds the place of now.
        let scale = clock.is_told().then(|| {
            let stretch = |s: &super::scale::Stretch| {
                format!("{} {} {} {}", s.from, s.until, num(s.left), num(s.right))
            };
            let all: Vec<String> = self.scale.stretches.iter().map(stretch).collect();
            format!(" data-scale=\"{}\"", all.join(" "))
        });
        format!(
            "<svg viewBox=\"0 0 {WIDE:.0} {}\" role=\"group\" aria-labelledby=\"pic-t pic-d\"{}><title id=\"pic-t\">Timeline</title><desc id=\"pic-d\">{} phases, {} gates, {} ways back, {} messages. The same stands in the list by the clock.</desc>{zero}{}</svg>",
            num(self.y),
            scale.unwrap_or_default(),
            count(Kind::Phase),
            count(Kind::Gate),
            count(Kind::Back),
            count(Kind::Message),
            self.sheet.svg
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::SourceMark;
    use crate::page::timeline::moments::More;

    const TITLES: [&str; 6] = [
        "Go",
        "Datenbankmigrationsvorbereitungsbesprechung",
        "Mise en production de l’environnement de secours",
        "本番環境への切り替え",
        "Comprobación de los servicios críticos después del despliegue",
        "I1 l.j",
    ];

    struct Dice(u64);

    impl Dice {
        fn below(&mut self, most: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (self.0 >> 33) % most
        }

        fn moment(&mut self, wide: i64) -> Moment {
            let kinds = [Kind::Phase, Kind::Stage, Kind::Gate, Kind::Back, Kind::Message];
            let kind = kinds[self.below(5) as usize];
            let from = self.below(2 * wide as u64) as i64 - wide;
            let until = if kind == Kind::Phase { from + self.below(3000) as i64 } else { from };
            let title = TITLES[self.below(6) as usize].to_owned();
            let source =
                SourceMark { line: 1, label: "L1".into(), href: "#L1".into(), section: String::new() };
            let more = More {
                track: (self.below(3) == 0).then(|| TITLES[self.below(6) as usize].to_owned()),
                tasks: self.below(225) as usize,
                back: (kind == Kind::Back).then(|| from - self.below(900) as i64),
                wrong: (self.below(6) == 0)
                    .then(|| "the stages take 8 hours, the phase has 4 hours".to_owned()),
                over: (self.below(4) == 0).then(|| until + self.below(4000) as i64),
                ..More::default()
            };
            Moment {
                more,
                ..Moment::new(kind, Some(Span { from, until }), ("T-0".into(), title), "#".into(), source)
            }
        }
    }

    #[test]
    fn no_words_touch_each_other_leave_the_picture_or_cross_the_upright() {
        let mut dice = Dice(11);
        for turn in 0..90 {
            let count = 3 + dice.below(70);
            let wide = [120, 2000, 30_000, 400_000][dice.below(4) as usize];
            let mut placed: Vec<Moment> = (0..count).map(|_| dice.moment(wide)).collect();
            placed.sort_by_key(|m| (m.order, m.kind.rank()));
            let clock = Clock::counted(600, turn % 2 == 0);
            for most in [OWN, TIGHT[0], TIGHT[2], TIGHT[4]] {
                let drawn = Picture::draw(&placed, &clock, most);
                assert_eq!(drawn.sheet.broken(WIDE, drawn.y), Vec::<String>::new(), "turn {turn}");
                let zero = drawn.zero.unwrap();
                let crossing = drawn.sheet.words.iter().find(|a| a.x < zero && a.x + a.wide > zero);
                assert_eq!(crossing, None, "turn {turn}");
            }
        }
    }

    #[test]
    fn a_shared_picture_keeps_to_its_height_and_says_what_it_leaves_out() {
        let mut dice = Dice(5);
        let mut placed: Vec<Moment> = (0..80).map(|_| dice.moment(3000)).collect();
        for moment in &mut placed {
            moment.more.track = None;
        }
        placed.sort_by_key(|m| (m.order, m.kind.rank()));
        let svg = draw(&placed, &Clock::counted(0, true), Room::Shared).unwrap();
        let high: f64 = svg.split('"').nth(1).unwrap().rsplit(' ').next().unwrap().parse().unwrap();
        assert!(high <= SHARED, "{high}");
        assert!(svg.contains(" more in list") && svg.contains(">In list: "), "{svg}");
        assert!(draw(&placed[..2], &Clock::counted(0, true), Room::Own).is_none());
    }
}
