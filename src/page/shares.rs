//! Pages of the whole site in parts, so that none grows with the number of plans: `contacts.html`, `contacts-2.html`.

use std::ops::Range;

use serde::Serialize;

use super::PageContext;
use crate::site::{Address, SitePlan};

/// Rows of a page at most; a plan is never cut.
const ROWS: usize = 200;

/// The plans that one page tells of, and what holds for all of them.
pub struct Share {
    pub plans: Range<usize>,
    /// Items of all plans of the site, and plans that have none.
    pub total: usize,
    pub without: usize,
    pub pager: Option<Pager>,
}

/// The way from part to part.
#[derive(Debug, Clone, Serialize)]
pub struct Pager {
    pub at: usize,
    pub of: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
    /// The first part, those round this one, the last.
    pub parts: Vec<PartLink>,
}

#[derive(Debug, Clone, Serialize)]
pub struct PartLink {
    pub number: usize,
    pub href: String,
    pub current: bool,
    /// Parts are left out before this one.
    pub gap: bool,
}

/// How many items each plan has on a page.
pub struct Shares {
    file: &'static str,
    parts: Vec<Range<usize>>,
    total: usize,
    without: usize,
}

impl Shares {
    pub fn of(ctx: &PageContext, file: &'static str, weigh: fn(&PageContext, &SitePlan) -> usize) -> Shares {
        let weights: Vec<usize> =
            ctx.site.plans.iter().map(|plan| weigh(&ctx.for_plan(plan), plan)).collect();
        Shares {
            file,
            parts: cut(weights.iter().map(|weight| weight + 1), ROWS),
            total: weights.iter().sum(),
            without: weights.iter().filter(|weight| **weight == 0).count(),
        }
    }

    /// The paths of the parts, each with its place.
    pub fn paths(&self) -> Vec<(usize, String)> {
        (0..self.parts.len()).map(|at| (at, path(self.file, at))).collect()
    }

    /// The part with this place; `ctx` is its page.
    pub fn share(&self, ctx: &PageContext, at: usize) -> Share {
        Share {
            plans: self.parts.get(at).cloned().unwrap_or(0..0),
            total: self.total,
            without: self.without,
            pager: Pager::of(ctx, self.file, at, self.parts.len()),
        }
    }
}

/// Cuts rows into parts of at most `most`, or of one thing that has more. There is always one part.
pub fn cut(rows: impl Iterator<Item = usize>, most: usize) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut sum, mut end) = (Vec::new(), 0, 0, 0);
    for (at, rows) in rows.enumerate() {
        if at > start && sum + rows > most {
            parts.push(start..at);
            (start, sum) = (at, 0);
        }
        (sum, end) = (sum + rows, at + 1);
    }
    parts.push(start..end);
    parts
}

/// The path of a part, from 0: `contacts.html`, `contacts-2.html`.
pub fn path(file: &str, at: usize) -> String {
    if at == 0 { file.to_owned() } else { format!("{}-{}.html", file.trim_end_matches(".html"), at + 1) }
}

/// The first part of a page of the site: `contacts.html` of `contacts-2.html`.
pub fn first(path: &str) -> String {
    let stem = path.trim_end_matches(".html");
    match stem.rsplit_once('-').filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit())) {
        Some((front, number)) if !number.is_empty() => format!("{front}.html"),
        _ => path.to_owned(),
    }
}

impl Pager {
    /// `None` where there is one part alone.
    pub fn of(ctx: &PageContext, file: &str, at: usize, of: usize) -> Option<Pager> {
        let href = |at: usize| ctx.href(&Address::root(&path(file, at)));
        let shown: Vec<usize> =
            (0..of).filter(|part| *part == 0 || *part + 1 == of || part.abs_diff(at) <= 2).collect();
        let before = std::iter::once(None).chain(shown.iter().copied().map(Some));
        let parts = shown.iter().zip(before).map(|(part, before)| PartLink {
            number: part + 1,
            href: href(*part),
            current: *part == at,
            gap: before.is_some_and(|before| before + 1 < *part),
        });
        (of > 1).then(|| Pager {
            at: at + 1,
            of,
            previous: at.checked_sub(1).map(href),
            next: Some(at + 1).filter(|next| *next < of).map(href),
            parts: parts.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_hold_all_and_never_too_much() {
        assert_eq!(cut([3, 3, 9, 1, 1].into_iter(), 6), [0..2, 2..3, 3..5]);
        assert_eq!(cut(std::iter::empty(), 6).len(), 1);
    }

    #[test]
    fn a_part_knows_the_page_that_it_is_of() {
        assert_eq!(path("sign-offs.html", 0), "sign-offs.html");
        assert_eq!(path("sign-offs.html", 2), "sign-offs-3.html");
        assert_eq!(first("sign-offs-3.html"), "sign-offs.html");
        assert_eq!(first("sign-offs.html"), "sign-offs.html");
    }
}
