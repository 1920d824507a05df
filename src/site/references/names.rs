//! Names that are written exactly: settings and flags, paths, roles, channels, rollback points.

use std::collections::BTreeMap;

use super::passage::{Kind, Passage, Piece};
use super::way_back::WayBack;
use super::words::words_of;
use super::{Found, Target};
use crate::markdown::RunKind;
use crate::site::SitePlan;

/// A name of several words.
struct Name {
    words: Vec<String>,
    target: Target,
    /// Line that defines it; nothing links there from itself.
    line: u32,
    /// Where its own line leads instead.
    from_itself: Option<Target>,
}

/// The names of one plan.
pub struct Names {
    /// Settings and flags, as written.
    settings: BTreeMap<String, Target>,
    /// Lines that define a flag.
    flag_lines: BTreeMap<u32, Target>,
    /// Paths with the line that defines each.
    paths: BTreeMap<String, (Target, u32)>,
    /// Names by their first word.
    phrases: BTreeMap<String, Vec<Name>>,
}

impl Names {
    pub fn of(plan: &SitePlan) -> Names {
        let p = &plan.plan;
        let mut settings: BTreeMap<String, Target> = BTreeMap::new();
        settings.extend(p.env_vars.iter().enumerate().map(|(at, s)| (s.name.clone(), Target::Setting(at))));
        settings.extend(p.feature_flags.iter().enumerate().map(|(at, f)| (f.name.clone(), Target::Flag(at))));
        let flag_lines = p.feature_flags.iter().enumerate().map(|(at, f)| (f.defined, Target::Flag(at)));
        let mut names = Names {
            settings,
            flag_lines: flag_lines.collect(),
            paths: BTreeMap::new(),
            phrases: BTreeMap::new(),
        };
        for (at, endpoint) in p.endpoints.iter().enumerate() {
            let entry = (Target::Endpoint(at), endpoint.place.line);
            names.paths.entry(endpoint.path.clone()).or_insert(entry);
        }
        names.roles(plan);
        names.flags_in_words(plan);
        names.rollback_points(plan);
        names
    }

    /// Roles to call, then roles that sign; a single word counts only as an abbreviation in capitals.
    fn roles(&mut self, plan: &SitePlan) {
        let contacts =
            plan.plan.contacts.iter().enumerate().map(|(at, c)| (&c.role, Target::Contact(at), c.place.line));
        let signing =
            plan.plan.signoffs.iter().enumerate().map(|(at, s)| (&s.role, Target::SignOff(at), s.place.line));
        for (role, target, line) in contacts.chain(signing) {
            let words = words_of(role);
            let short = role.chars().count() >= 3 && role.chars().all(|c| c.is_uppercase() || c.is_numeric());
            if (2..=5).contains(&words.len()) || (words.len() == 1 && short) {
                self.add(Name { words, target, line, from_itself: None });
            }
        }
    }

    /// `PAYMENT_OPEN_MODE` is also "payment open mode".
    fn flags_in_words(&mut self, plan: &SitePlan) {
        for (at, flag) in plan.plan.feature_flags.iter().enumerate() {
            let words: Vec<String> =
                flag.name.split('_').map(str::to_lowercase).filter(|w| !w.is_empty()).collect();
            if words.len() >= 2 {
                self.add(Name { words, target: Target::Flag(at), line: flag.defined, from_itself: None });
            }
        }
    }

    fn rollback_points(&mut self, plan: &SitePlan) {
        let way_back = WayBack::of(plan);
        for (at, point) in plan.plan.gates.rollback_points.iter().enumerate() {
            let words = words_of(&point.label);
            let from_itself = Some(way_back.from(point));
            self.add(Name { words, target: Target::RollbackPoint(at), line: point.place.line, from_itself });
        }
    }

    /// Of equal names the first stays.
    fn add(&mut self, name: Name) {
        let Some(first) = name.words.first().cloned() else { return };
        let same = self.phrases.entry(first).or_default();
        if !same.iter().any(|n| n.words == name.words) {
            same.push(name);
        }
    }

    pub fn read(&self, passage: &Passage, found: &mut Vec<Found>) {
        for at in 0..passage.words.len() {
            self.setting(passage, at, found);
            self.phrase(passage, at, found);
        }
        if !self.paths.is_empty() {
            self.paths(passage, found);
        }
    }

    fn setting(&self, passage: &Passage, at: usize, found: &mut Vec<Found>) {
        let word = &passage.words[at];
        let Some(target) = self.settings.get(word.raw) else { return };
        // `FILE` alone is a word of many commands; as a setting it has a value.
        let is_name = word.raw.contains('_') || (word.code && next_letter(passage, at) == Some('='));
        if is_name && self.flag_lines.get(&passage.line_of(at)) != Some(target) {
            found.extend(find(passage.piece(at..at + 1), *target, 0));
        }
    }

    fn phrase(&self, passage: &Passage, at: usize, found: &mut Vec<Found>) {
        let Some(names) = self.phrases.get(&passage.words[at].folded) else { return };
        for name in names.iter().filter(|n| stands(passage, at, &n.words)) {
            let abbreviation = name.words.len() == 1;
            if passage.words[at].code || (abbreviation && !is_upper(passage.words[at].raw)) {
                continue;
            }
            let itself = passage.line_of(at) == name.line;
            let target = if itself { name.from_itself } else { Some(name.target) };
            if let Some(target) = target.filter(|_| passage.kind != Kind::Heading) {
                found.extend(find(passage.piece(at..at + name.words.len()), target, 1));
            }
        }
    }

    /// Paths in text and code, also behind a host: `/health`, `https://crm.example/health?full`.
    fn paths(&self, passage: &Passage, found: &mut Vec<Found>) {
        for (at, run) in passage.text.runs.iter().enumerate() {
            if run.link.is_some() || !matches!(run.kind, RunKind::Text | RunKind::Code) {
                continue;
            }
            for range in paths_in(&run.text) {
                let Some((target, line)) = self.paths.get(&run.text[range.clone()]) else { continue };
                if *line != run.line {
                    found.extend(find(Some(Piece { run: at, range }), *target, 0));
                }
            }
        }
    }
}

fn next_letter(passage: &Passage, at: usize) -> Option<char> {
    let word = passage.words.get(at)?;
    passage.text.runs.get(word.run)?.text.get(word.range.end..)?.chars().next()
}

fn find(piece: Option<Piece>, target: Target, rank: u8) -> Option<Found> {
    piece.map(|piece| Found { piece, target, resolved: true, rank })
}

/// Whether the folded `words` stand at `at` with nothing that parts them.
fn stands(passage: &Passage, at: usize, words: &[String]) -> bool {
    let Some(here) = passage.words.get(at..at + words.len()) else { return false };
    let together = here.iter().skip(1).all(|w| !w.parted);
    let last = here.len() - 1;
    together
        && here.iter().zip(words).enumerate().all(|(n, (word, name))| {
            word.folded == *name || (n == last && super::words::stem(&word.folded) == name.as_str())
        })
}

fn is_upper(raw: &str) -> bool {
    raw.chars().all(|c| c.is_uppercase() || c.is_numeric())
}

/// The paths in `text`: from a `/` that follows no letter (or that ends a host) to the last letter of a path.
fn paths_in(text: &str) -> Vec<std::ops::Range<usize>> {
    let is_path =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '{' | '}' | ':' | '~');
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(slash) = text[at..].find('/').map(|n| at + n) {
        let before = text[..slash].chars().next_back();
        let mut start = slash;
        if text[slash..].starts_with("//") && before == Some(':') {
            let host = text[slash + 2..]
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':')));
            start = host.map_or(text.len(), |n| slash + 2 + n);
        } else if before.is_some_and(|c| c.is_alphanumeric() || c == '/') {
            at = slash + 1;
            continue;
        }
        let end = text[start..].find(|c| !is_path(c)).map_or(text.len(), |n| start + n);
        let trimmed = text[start..end].trim_end_matches(['.', ':']).len();
        if trimmed > 1 {
            found.push(start..start + trimmed);
        }
        at = end.max(slash + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stand_alone_or_behind_a_host() {
        let text = "Ask /health, GET https://crm.example:8080/api/v1?x and either/or.";
        let paths: Vec<&str> = paths_in(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(paths, ["/health", "/api/v1"]);
    }
}
