//! Channels by name (`#incidents`) and by use ("the incident channel").

use std::collections::BTreeMap;

use super::passage::Passage;
use super::words::{stem, words_of};
use super::{Found, Lexicon, Target};
use crate::site::SitePlan;

/// Words before "channel" that may tell which one.
const REACH: usize = 3;

/// The named channels of one plan.
pub struct Channels<'a> {
    lexicon: &'a Lexicon,
    /// By name without the mark in front, with the line that defines it.
    by_name: BTreeMap<String, (Target, u32)>,
    by_stem: BTreeMap<String, Target>,
}

impl<'a> Channels<'a> {
    pub fn of(plan: &SitePlan, lexicon: &'a Lexicon) -> Channels<'a> {
        let mut channels = Channels { lexicon, by_name: BTreeMap::new(), by_stem: BTreeMap::new() };
        for (at, channel) in plan.plan.communication.channels.iter().enumerate().filter(|(_, c)| c.named) {
            let name = channel.name.trim_start_matches(['#', '@']).to_lowercase();
            channels.by_name.entry(name).or_insert((Target::Channel(at), channel.place.line));
            for word in words_of(&channel.name) {
                channels.by_stem.entry(stem(&word).to_owned()).or_insert(Target::Channel(at));
            }
        }
        channels
    }

    pub fn read(&self, passage: &Passage, found: &mut Vec<Found>) {
        if self.by_name.is_empty() {
            return;
        }
        for at in 0..passage.words.len() {
            self.name(passage, at, found);
            self.by_use(passage, at, found);
        }
    }

    /// `#incidents`; names with hyphens take several words.
    fn name(&self, passage: &Passage, at: usize, found: &mut Vec<Found>) {
        let word = &passage.words[at];
        let Some(run) = passage.text.runs.get(word.run).filter(|_| word.before == Some('#')) else { return };
        let start = word.range.start - 1;
        let rest = &run.text[word.range.start..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
        let Some((target, line)) = self.by_name.get(&rest[..end].to_lowercase()) else { return };
        if *line != run.line {
            let piece = super::Piece { run: word.run, range: start..word.range.start + end };
            found.push(Found { piece, target: *target, resolved: true, rank: 0 });
        }
    }

    fn by_use(&self, passage: &Passage, at: usize, found: &mut Vec<Found>) {
        let word = &passage.words[at];
        if word.parted || word.code || self.lexicon.channel.at(&[&word.folded], 0).is_empty() {
            return;
        }
        for first in (at.saturating_sub(REACH)..at).rev() {
            let whole = passage.words[first + 1..=at].iter().all(|w| !w.parted);
            let Some(target) = self.by_stem.get(passage.words[first].stem()).filter(|_| whole) else {
                continue;
            };
            if let Some(piece) = passage.piece(first..at + 1) {
                found.push(Found { piece, target: *target, resolved: true, rank: 2 });
            }
            return;
        }
    }
}
