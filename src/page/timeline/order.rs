//! What waits for what: phases in columns by what must be done before, with arrows.
//!
//! Drawn from the table of dependencies of a plan. An arrow that follows from two others is left out of the picture; the
//! table under it says all, in the words of the plan.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::page::drawing::{Look, Sheet, num, wrap};
use crate::page::phase::name_of;
use crate::page::{PageContext, SourceMark};
use crate::site::{Address, SitePlan};

const WIDE: f64 = 1264.0;
/// Room for arrows between two columns.
const GAP: f64 = 46.0;
/// The width of a phase, at most and at least.
const MOST: f64 = 230.0;
const LEAST: f64 = 92.0;
/// Between two phases of a column; of a line of words; of an arrow that passes by.
const BETWEEN: f64 = 16.0;
const LINE: f64 = 17.0;
const PASS: f64 = 4.0;

/// What one phase waits for, as the plan says it.
#[derive(Debug, Serialize)]
pub struct Waits {
    pub title: String,
    pub href: String,
    pub literal: String,
    pub source: SourceMark,
}

pub fn rows(ctx: &PageContext, plan: &SitePlan) -> Vec<Waits> {
    let of = |row: &crate::plan::Dependency| {
        let phase = plan.plan.phases.iter().find(|p| Some(&p.slug) == row.phase.as_ref())?;
        Some(Waits {
            title: name_of(phase),
            href: ctx.href(&Address::phase(&plan.id, &phase.slug)),
            literal: ctx.shown(row.line, &row.literal).into_owned(),
            source: ctx.mark_line(row.line, ""),
        })
    };
    plan.plan.dependencies.iter().filter_map(of).collect()
}

/// A phase of the picture.
struct Node {
    title: String,
    href: String,
    /// How long it takes, and what it needs besides phases.
    notes: String,
    before: BTreeSet<usize>,
    /// Phases that it is said to wait for, and that come later.
    late: BTreeSet<usize>,
}

pub fn draw(ctx: &PageContext, plan: &SitePlan) -> Option<String> {
    let nodes = nodes(ctx, plan);
    let arrows: usize = nodes.iter().map(|n| n.before.len() + n.late.len()).sum();
    let sheet = (nodes.len() > 2 && arrows > 1).then(|| paint(&nodes)).flatten()?;
    Some(format!(
        "<svg viewBox=\"0 0 {WIDE:.0} {}\" role=\"group\" aria-labelledby=\"order-t order-d\"><title id=\"order-t\">What waits for what</title><desc id=\"order-d\">{} phases, each behind those that it waits for. The same stands in the table of dependencies.</desc>{}</svg>",
        num(sheet.1),
        nodes.len(),
        sheet.0.svg
    ))
}

fn nodes(ctx: &PageContext, plan: &SitePlan) -> Vec<Node> {
    let facts = &plan.plan;
    let at = |slug: &str| facts.phases.iter().position(|p| p.slug == slug);
    let named = |slug: &str| {
        facts
            .dependencies
            .iter()
            .any(|d| d.phase.as_deref() == Some(slug) || d.depends_on.iter().any(|s| s == slug))
    };
    let here: Vec<usize> = (0..facts.phases.len()).filter(|at| named(&facts.phases[*at].slug)).collect();
    let of = |at: &usize| {
        let phase = &facts.phases[*at];
        let rows = facts.dependencies.iter().filter(|d| d.phase.as_deref() == Some(&phase.slug));
        let mut notes: Vec<String> = phase.duration.clone().into_iter().collect();
        notes.extend(rows.flat_map(|d| d.external.iter()).map(|need| format!("needs {need}")));
        Node {
            title: name_of(phase),
            href: ctx.href(&Address::phase(&plan.id, &phase.slug)),
            notes: notes.join(", "),
            before: BTreeSet::new(),
            late: BTreeSet::new(),
        }
    };
    let mut nodes: Vec<Node> = here.iter().map(of).collect();
    for row in &facts.dependencies {
        let place = |slug: &str| here.iter().position(|phase| Some(*phase) == at(slug));
        let Some(own) = row.phase.as_deref().and_then(place) else { continue };
        for other in row.depends_on.iter().filter_map(|slug| place(slug)) {
            if other < own {
                nodes[own].before.insert(other);
            } else if other > own {
                nodes[own].late.insert(other);
            }
        }
    }
    thin(&mut nodes);
    nodes
}

/// Leaves out the arrows that follow from others.
fn thin(nodes: &mut [Node]) {
    let mut reach: Vec<BTreeSet<usize>> = Vec::new();
    for node in nodes {
        let before = node.before.clone();
        let further: BTreeSet<usize> = before.iter().flat_map(|b| reach[*b].iter().copied()).collect();
        node.before.retain(|b| !further.contains(b));
        reach.push(before.union(&further).copied().collect());
    }
}

/// Something in a column: a phase, or an arrow that passes by.
#[derive(Clone, Copy)]
struct Item {
    /// The phase, or that to which the arrow leads.
    node: usize,
    pass: bool,
    /// Where it stands: its top and its height.
    top: f64,
    high: f64,
}

impl Item {
    fn middle(&self) -> f64 {
        self.top + self.high / 2.0
    }
}

fn paint(nodes: &[Node]) -> Option<(Sheet, f64)> {
    let mut depth: Vec<usize> = Vec::new();
    for node in nodes {
        depth.push(node.before.iter().map(|b| depth[*b] + 1).max().unwrap_or(0));
    }
    let count = depth.iter().max()? + 1;
    let wide = ((WIDE - 2.0 - GAP * (count - 1) as f64) / count as f64).min(MOST);
    if wide < LEAST {
        return None;
    }
    let lines =
        |node: &Node| (wrap(&node.title, wide - 16.0, 3, true), wrap(&node.notes, wide - 16.0, 2, false));
    let high = |node: &Node| {
        let (title, notes) = lines(node);
        (title.len() + notes.len()) as f64 * LINE + 12.0
    };
    let columns = Columns { items: columns(nodes, &depth, count, &high), wide };
    let mut sheet = Sheet::default();
    for (at, node) in nodes.iter().enumerate() {
        for from in &node.before {
            arrow(&mut sheet, &columns, (*from, depth[*from]), (at, depth[at]));
        }
        for from in &node.late {
            late(&mut sheet, &columns, (*from, depth[*from]), (at, depth[at]));
        }
    }
    for (column, items) in columns.items.iter().enumerate() {
        let left = columns.left(column);
        for item in items.iter().filter(|item| !item.pass) {
            let node = &nodes[item.node];
            let (title, notes) = lines(node);
            sheet.open(&node.href, &node.title);
            sheet.rect("bar", (left, item.top), (wide, item.high));
            let mut y = item.top + 18.0;
            for (text, look) in
                title.iter().map(|t| (t, Look::Bold)).chain(notes.iter().map(|t| (t, Look::Dim)))
            {
                sheet.text(left + 8.0, y, look, text);
                y += LINE;
            }
            sheet.close();
        }
    }
    let end = columns.items.iter().flatten().map(|item| item.top + item.high).fold(0.0, f64::max);
    Some((sheet, end + 6.0))
}

/// The phases of each column with the arrows that pass between them, from the top to the bottom.
fn columns(nodes: &[Node], depth: &[usize], count: usize, high: &dyn Fn(&Node) -> f64) -> Vec<Vec<Item>> {
    let mut columns: Vec<Vec<Item>> = Vec::new();
    for column in 0..count {
        let mut found: Vec<(f64, Item)> = Vec::new();
        // Where an item would like to stand: in the middle of what leads to it.
        let wanted = |before: &[Item]| {
            let all: f64 = before.iter().map(Item::middle).sum();
            if before.is_empty() { 0.0 } else { all / before.len() as f64 }
        };
        for (at, node) in nodes.iter().enumerate() {
            let leads = |from: &usize| column > 0 && depth[*from] < column;
            let sources: Vec<Item> = node
                .before
                .iter()
                .filter(|from| leads(from))
                .filter_map(|from| {
                    let last: &Vec<Item> = columns.last()?;
                    let direct = depth[*from] + 1 == column;
                    let found = |item: &&Item| {
                        if direct { !item.pass && item.node == *from } else { item.pass && item.node == at }
                    };
                    last.iter().find(found).copied()
                })
                .collect();
            if depth[at] == column {
                found.push((wanted(&sources), Item { node: at, pass: false, top: 0.0, high: high(node) }));
            } else if depth[at] > column && !sources.is_empty() {
                found.push((wanted(&sources), Item { node: at, pass: true, top: 0.0, high: PASS }));
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.node.cmp(&b.1.node)));
        let mut items: Vec<Item> = Vec::new();
        for (wanted, item) in found {
            let least = items.last().map_or(2.0, |last| last.top + last.high + BETWEEN);
            let top = (wanted - item.high / 2.0).max(least);
            items.push(Item { top, ..item });
        }
        columns.push(items);
    }
    columns
}

/// What stands where.
struct Columns {
    items: Vec<Vec<Item>>,
    wide: f64,
}

impl Columns {
    /// Where a column begins.
    fn left(&self, column: usize) -> f64 {
        column as f64 * (self.wide + GAP) + 1.0
    }

    fn find(&self, column: usize, node: usize, pass: bool) -> Option<&Item> {
        self.items.get(column)?.iter().find(|item| item.node == node && item.pass == pass)
    }
}

/// An arrow from the right side of a phase to the left side of one further on, between what stands in the columns.
fn arrow(sheet: &mut Sheet, columns: &Columns, (from, begin): (usize, usize), (to, end): (usize, usize)) {
    let wide = columns.wide;
    let ends = (columns.find(begin, from, false), columns.find(end, to, false));
    let (Some(first), Some(last)) = ends else { return };
    let mut before = first.middle();
    let mut d = format!("M{} {}", num(columns.left(begin) + wide), num(before));
    for column in begin + 1..=end {
        let stop = if column == end { Some(last) } else { columns.find(column, to, true) };
        let y = stop.unwrap_or(last).middle();
        let (x, bend) = (columns.left(column), GAP / 2.0);
        let x = if column == end { x - 2.0 } else { x };
        d.push_str(&format!(
            "C{} {} {} {} {} {}",
            num(columns.left(column) - bend),
            num(before),
            num(x - bend),
            num(y),
            num(x),
            num(y)
        ));
        before = y;
        if column < end {
            d.push_str(&format!("L{} {}", num(x + wide), num(y)));
        }
    }
    d.push_str("m-7-5l7 5-7 5");
    sheet.path("back", &d);
}

/// A phase that is said to wait for a later one: what does not add up is dashed and red.
fn late(sheet: &mut Sheet, columns: &Columns, (from, begin): (usize, usize), (to, end): (usize, usize)) {
    let wide = columns.wide;
    let ends = (columns.find(begin, from, false), columns.find(end, to, false));
    let (Some(first), Some(last)) = ends else { return };
    let (x, y) = (columns.left(begin) + wide / 2.0, first.top + first.high);
    let (land, below) = (columns.left(end) + wide / 2.0, last.top + last.high);
    let deep = y.max(below) + 30.0;
    sheet.path(
        "last",
        &format!(
            "M{} {}C{} {} {} {} {} {}m-5 8l5-8 5 8",
            num(x),
            num(y),
            num(x),
            num(deep),
            num(land),
            num(deep),
            num(land),
            num(below)
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(title: &str, before: &[usize]) -> Node {
        Node {
            title: title.into(),
            href: "#".into(),
            notes: "2-3 days, needs Hosting".into(),
            before: before.iter().copied().collect(),
            late: BTreeSet::new(),
        }
    }

    #[test]
    fn arrows_that_follow_from_others_are_left_out() {
        let mut nodes = vec![node("a", &[]), node("b", &[0]), node("c", &[0, 1]), node("d", &[0, 1, 2])];
        thin(&mut nodes);
        let left: Vec<Vec<usize>> = nodes.iter().map(|n| n.before.iter().copied().collect()).collect();
        assert_eq!(left, [vec![], vec![0], vec![1], vec![2]]);
    }

    #[test]
    fn phases_stand_apart_and_no_arrow_runs_through_one() {
        let titles = [
            "Kern",
            "Donaudampfschifffahrtsgesellschaft und mehr",
            "本番環境",
            "Go",
            "Security and Compliance",
        ];
        for step in 1..4 {
            let mut nodes: Vec<Node> = (0..9)
                .map(|at: usize| {
                    let before: Vec<usize> =
                        (0..at).filter(|b| (at * 7 + b * 5).is_multiple_of(step + 1)).collect();
                    node(titles[at % 5], &before)
                })
                .collect();
            thin(&mut nodes);
            let Some((sheet, high)) = paint(&nodes) else { continue };
            assert_eq!(sheet.broken(WIDE, high), Vec::<String>::new(), "{step}");
            assert_eq!(sheet.svg.matches("class=\"bar\"").count(), 9);
            let arrows: usize = nodes.iter().map(|n| n.before.len()).sum();
            assert_eq!(sheet.svg.matches("class=\"back\"").count(), arrows);
        }
    }
}
