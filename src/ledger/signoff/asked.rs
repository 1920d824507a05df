//! Who is to sign: the roles of a plan's sign-offs and the approvers of its front matter.

use serde::Serialize;

use super::people::{folded, same_words};
use crate::plan::{Plan, SignOff};
use crate::read::FrontMatter;
use crate::recognise::{Concept, Vocabulary};

/// A role and how many different people of it must sign.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ask {
    pub role: String,
    pub people: usize,
    /// What the plan says that the signature means.
    pub meaning: Option<String>,
    /// Line of the plan; none where only the front matter asks.
    pub line: Option<u32>,
}

impl Ask {
    /// One signature of this role.
    pub fn one(role: &str) -> Ask {
        Ask { role: role.to_owned(), people: 1, ..Ask::default() }
    }
}

/// The roles that are to sign, in the order of the plan, then those of the front matter.
///
/// Several lines for one role in one section ask for as many people; a role that signs in several sections is asked
/// for the most that one of them needs. `2 × Release manager`, `Release manager (2)` and `both release managers` ask
/// for two.
pub fn asked(plan: &Plan, front: &FrontMatter, vocabulary: &Vocabulary) -> Vec<Ask> {
    let mut asks: Vec<Ask> = Vec::new();
    let in_sections = plan.signoffs.chunk_by(|a, b| a.place.section_id == b.place.section_id);
    for section in in_sections {
        let mut here: Vec<Ask> = Vec::new();
        for signoff in section {
            let (role, people) = counted(&signoff.role, vocabulary);
            match here.iter_mut().find(|ask| same_words(&ask.role, &role)) {
                Some(ask) => ask.people += people,
                None => here.push(of_line(signoff, role, people)),
            }
        }
        here.into_iter().for_each(|ask| join(&mut asks, ask));
    }
    for approver in &front.approvers {
        let (role, people) = counted(approver, vocabulary);
        join(&mut asks, Ask { role, people, ..Ask::default() });
    }
    asks.retain(|ask| !ask.role.is_empty());
    asks
}

fn of_line(signoff: &SignOff, role: String, people: usize) -> Ask {
    Ask { role, people, meaning: signoff.meaning.clone(), line: Some(signoff.place.line) }
}

fn join(asks: &mut Vec<Ask>, ask: Ask) {
    match asks.iter_mut().find(|known| same_words(&known.role, &ask.role)) {
        Some(known) => known.people = known.people.max(ask.people),
        None => asks.push(ask),
    }
}

/// A role without the number of people in front of or behind it, and that number.
fn counted(words: &str, vocabulary: &Vocabulary) -> (String, usize) {
    let words = words.trim();
    if let Some((role, people)) = leading(words).or_else(|| trailing(words)) {
        return (role, people);
    }
    match words.split_once(char::is_whitespace) {
        Some((first, rest)) if vocabulary.is(Concept::TwoPeople, first) => (rest.trim().to_owned(), 2),
        _ => (words.to_owned(), if is_pair(words, vocabulary) { 2 } else { 1 }),
    }
}

/// `Release manager (two people)`: the bracket stays with the role, as the page shows it.
fn is_pair(words: &str, vocabulary: &Vocabulary) -> bool {
    let bracket = words.split_once(['(', '（']).map(|(_, rest)| rest.trim_end_matches([')', '）']));
    bracket.is_some_and(|inner| vocabulary.speaks(Concept::TwoPeople, inner))
}

/// `2 × role`, `2x role`, `2 role`.
fn leading(words: &str) -> Option<(String, usize)> {
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let rest = words.get(digits..)?;
    let people = number(words.get(..digits)?)?;
    let marked = rest.trim_start().strip_prefix(['×', 'x', 'X']).filter(|r| r.starts_with(' '));
    let role = marked.or_else(|| rest.strip_prefix(' '))?.trim();
    role.starts_with(char::is_alphabetic).then(|| (role.to_owned(), people))
}

/// `role (2)`, `role (×2)`, `role ×2`, `role x2`.
fn trailing(words: &str) -> Option<(String, usize)> {
    let bare = words.trim_end_matches([')', '）']);
    let digits = bare.chars().rev().take_while(char::is_ascii_digit).count();
    let at = bare.len() - digits;
    let people = number(bare.get(at..)?)?;
    let before = bare.get(..at)?;
    let role = if bare.len() == words.len() {
        before.strip_suffix(['×', 'x', 'X']).filter(|r| r.ends_with(' '))?
    } else {
        before.trim_end_matches(['×', 'x', 'X', ' ']).strip_suffix(['(', '（'])?
    };
    (!role.trim().is_empty()).then(|| (role.trim().to_owned(), people))
}

/// Two to nine people; more is a number of something else.
fn number(digits: &str) -> Option<usize> {
    digits.parse().ok().filter(|n| (2..=9).contains(n) && digits.len() == 1)
}

/// The role that was probably meant by `wrong`.
pub fn nearest_role<'a>(wrong: &str, asked: &'a [Ask]) -> Option<&'a str> {
    let roles = || asked.iter().map(|ask| ask.role.as_str());
    let near = crate::diag::nearest(wrong, roles());
    let wrong = folded(wrong);
    near.or_else(|| {
        roles().find(|role| {
            let role = folded(role);
            wrong.split(' ').any(|word| word.chars().count() > 3 && role.split(' ').any(|r| r == word))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Place;

    fn sign(role: &str, section: usize) -> SignOff {
        SignOff {
            role: role.into(),
            name: None,
            form: "line".into(),
            has_signature_blank: true,
            has_date_blank: true,
            preconditions: 0,
            meaning: None,
            place: Place { section_id: section, ..Place::default() },
            precondition_lines: Vec::new(),
        }
    }

    fn asks(roles: &[(&str, usize)], approvers: &[&str]) -> Vec<(String, usize)> {
        let plan =
            Plan { signoffs: roles.iter().map(|(role, at)| sign(role, *at)).collect(), ..Plan::default() };
        let front = FrontMatter {
            approvers: approvers.iter().map(|a| (*a).to_owned()).collect(),
            ..FrontMatter::default()
        };
        let found = asked(&plan, &front, &Vocabulary::built_in());
        found.into_iter().map(|ask| (ask.role, ask.people)).collect()
    }

    #[test]
    fn lines_of_one_section_ask_for_different_people() {
        let roles = [("Pilot", 1), ("pilot", 1), ("Purser", 1), ("Pilot", 2)];
        assert_eq!(
            asks(&roles, &["Purser", "Board"]),
            [("Pilot".to_owned(), 2), ("Purser".to_owned(), 1), ("Board".to_owned(), 1)]
        );
    }

    #[test]
    fn numbers_of_people_are_read_and_other_numbers_left() {
        for two in [
            "2 × Pilot",
            "2x Pilot",
            "2 Pilot",
            "Pilot (2)",
            "Pilot (x2)",
            "Pilot ×2",
            "Two Pilot",
            "Beide Pilot",
        ] {
            assert_eq!(asks(&[(two, 1)], &[]), [("Pilot".to_owned(), 2)], "{two}");
            assert_eq!(asks(&[], &[two]), [("Pilot".to_owned(), 2)], "{two}");
        }
        assert_eq!(asks(&[("Pilot (two people)", 1)], &[]), [("Pilot (two people)".to_owned(), 2)]);
        for one in
            ["Pilot", "Pilot 2", "Level 2 support", "24x7 desk", "2nd pilot", "Pilot (1)", "Zone 12", "(2)"]
        {
            assert_eq!(asks(&[(one, 1)], &[]), [(one.to_owned(), 1)], "{one}");
        }
    }
}
