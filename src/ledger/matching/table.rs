//! One side of a comparison: things as rows with their parents and neighbours.

use std::collections::{BTreeMap, BTreeSet};

use crate::ledger::entry::Entry;
use crate::ledger::thing::{Class, Kind, Things};

/// A thing, as far as matching looks at it.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub class: Class,
    pub kind: Kind,
    /// Place of the thing around it.
    pub parent: Option<usize>,
    pub words: &'a str,
    pub id: Option<&'a str>,
}

/// What stands before and behind a thing in its parent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Neighbours<'a> {
    pub before: Option<&'a str>,
    pub after: Option<&'a str>,
}

impl Neighbours<'_> {
    /// How many of them are the same: 0, 1 or 2. Two ends are alike.
    pub fn agreement(&self, other: &Neighbours) -> u32 {
        u32::from(self.before == other.before) + u32::from(self.after == other.after)
    }
}

/// All things of one side.
#[derive(Debug, Default)]
pub struct Side<'a> {
    pub rows: Vec<Row<'a>>,
    /// The parts of each thing in their order.
    pub children: Vec<Vec<usize>>,
    /// Place of each thing among those of its parent.
    pub at: Vec<usize>,
    /// Place of each thing in the plan.
    pub rank: Vec<usize>,
}

impl<'a> Side<'a> {
    /// The living things of a plan in the ledger. Where branches gave one several words, it has those that stand.
    pub fn of_entries(entries: &[&'a Entry], now: &Things) -> Side<'a> {
        let mut said: BTreeSet<&str> = BTreeSet::new();
        if entries.iter().any(|entry| !entry.also.is_empty()) {
            said.extend(now.all.iter().map(|thing| thing.words.as_str()));
        }
        let words = |entry: &'a Entry| {
            let mut all = std::iter::once(&entry.words).chain(&entry.also);
            all.find(|words| said.contains(words.as_str())).unwrap_or(&entry.words).as_str()
        };
        let places: BTreeMap<&str, usize> =
            entries.iter().enumerate().map(|(at, entry)| (entry.code.as_str(), at)).collect();
        let rows = entries.iter().map(|entry| Row {
            class: entry.kind.class(),
            kind: entry.kind,
            parent: entry.parent.as_ref().and_then(|code| places.get(code.as_str()).copied()),
            words: words(entry),
            id: entry.id.as_deref(),
        });
        let rows: Vec<Row> = rows.collect();
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|at| (entries[*at].order, *at));
        Side::of_rows(rows, order)
    }

    /// The things of a plan as it stands.
    pub fn of_things(things: &'a Things) -> Side<'a> {
        let rows = things.all.iter().map(|thing| Row {
            class: thing.kind.class(),
            kind: thing.kind,
            parent: thing.parent,
            words: &thing.words,
            id: thing.id.as_deref(),
        });
        let rows: Vec<Row> = rows.collect();
        let order = things.in_order();
        Side::of_rows(rows, order)
    }

    fn of_rows(rows: Vec<Row<'a>>, order: Vec<usize>) -> Side<'a> {
        let count = rows.len();
        let mut side =
            Side { children: vec![Vec::new(); count], at: vec![0; count], rank: vec![0; count], rows };
        for row in order {
            if let Some(parent) = side.rows[row].parent {
                side.at[row] = side.children[parent].len();
                side.children[parent].push(row);
            }
        }
        side.rank();
        side
    }

    fn rank(&mut self) {
        let mut open: Vec<usize> =
            (0..self.rows.len()).filter(|row| self.rows[*row].parent.is_none()).collect();
        open.reverse();
        let mut rank = 0;
        while let Some(row) = open.pop() {
            self.rank[row] = rank;
            rank += 1;
            open.extend(self.children[row].iter().rev());
        }
    }

    /// The rows whose id stands once among their kind. One that stands twice tells nothing of who is who.
    pub fn once_named(&self) -> BTreeMap<(Class, &'a str), usize> {
        let mut rows: BTreeMap<(Class, &str), Option<usize>> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            let Some(id) = row.id else { continue };
            rows.entry((row.class, id)).and_modify(|found| *found = None).or_insert(Some(at));
        }
        rows.into_iter().filter_map(|(id, at)| Some((id, at?))).collect()
    }

    /// The rows in the order of the plan.
    pub fn sorted(&self, rows: &[usize]) -> Vec<usize> {
        let mut rows = rows.to_vec();
        rows.sort_by_key(|row| self.rank[*row]);
        rows
    }

    pub fn neighbours(&self, row: usize) -> Neighbours<'a> {
        let Some(all) = self.rows[row].parent.map(|parent| &self.children[parent]) else {
            return Neighbours::default();
        };
        let at = self.at[row];
        let words = |at: Option<usize>| at.and_then(|at| all.get(at)).map(|other| self.rows[*other].words);
        Neighbours { before: words(at.checked_sub(1)), after: words(Some(at + 1)) }
    }

    /// How many things stand directly in this one.
    pub fn parts(&self, row: usize) -> usize {
        self.children[row].len()
    }
}
