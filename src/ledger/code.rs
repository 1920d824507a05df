//! Codes: the short names that things keep for ever.
//!
//! `CRM` is a plan, `CRM-7F3K` a thing that was born in it, `CRM-7F3K-C` a sheet of that thing. Letters and digits that
//! are mistaken for each other, in print or by ear, are not drawn: of `0 O`, `1 I L`, `2 Z`, `5 S`, `8 B`, `U V` at most one.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// What codes are drawn from.
pub const ALPHABET: &[u8; 27] = b"23456789ACDEFGHJKMNPQRTVWXY";

/// Letters of a code behind the hyphen.
const LENGTH: usize = 4;

/// The code of a plan or a thing, upper case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Code(String);

impl Code {
    /// The code of a plan, as its front matter or its id gives it.
    pub fn of_plan(text: &str) -> Code {
        Code(text.to_uppercase())
    }

    /// A code for a thing of `plan`, drawn from what it says; another `attempt` draws another one.
    pub fn draw(plan: &Code, seed: &[&str], attempt: u32) -> Code {
        let mut hash = Sha256::new();
        for part in seed {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hash.update(attempt.to_le_bytes());
        let drawn = hash.finalize();
        let mut number = drawn.iter().take(8).fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
        let mut tail = String::with_capacity(LENGTH);
        for _ in 0..LENGTH {
            tail.push(char::from(ALPHABET[(number % ALPHABET.len() as u64) as usize]));
            number /= ALPHABET.len() as u64;
        }
        Code(format!("{}-{tail}", plan.plan_part()))
    }

    /// Reads a code as somebody types it from paper: in any case, with blanks around it, with letters that look like
    /// those of a code. `None` for what cannot be a code.
    pub fn parse(text: &str) -> Option<Code> {
        let text = text.trim().to_uppercase();
        let good = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
        match text.split_once('-') {
            None => (good(&text) && text.len() <= 8).then_some(Code(text)),
            Some((plan, tail)) => {
                let tail: String = tail.chars().map(meant).collect();
                let known = tail.len() == LENGTH && tail.bytes().all(|b| ALPHABET.contains(&b));
                (good(plan) && known).then(|| Code(format!("{plan}-{tail}")))
            }
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `CRM` of `CRM-7F3K`.
    pub fn plan_part(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// `7F3K` of `CRM-7F3K`; the whole of a plan's code.
    pub fn tail(&self) -> &str {
        self.0.rsplit('-').next().unwrap_or(&self.0)
    }

    pub fn is_plan(&self) -> bool {
        !self.0.contains('-')
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The letter of the alphabet that is taken for `c`.
fn meant(c: char) -> char {
    match c {
        'B' => '8',
        'S' => '5',
        'Z' => '2',
        'U' => 'V',
        'O' | '0' => 'Q',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_codes_are_read_in_any_case() {
        assert_eq!(Code::parse(" crm-7f3k ").unwrap().as_str(), "CRM-7F3K");
        assert_eq!(Code::parse("CRM-BSZU").unwrap().as_str(), "CRM-852V");
        assert_eq!(Code::parse("crm").unwrap().as_str(), "CRM");
        for bad in ["", "-", "CRM-", "CRM-7F3", "CRM-7F3KK", "CRM-1111", "a b", "CRM-7F3K-9"] {
            assert!(Code::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_code_hangs_on_what_it_is_drawn_from_alone() {
        let plan = Code::of_plan("crm");
        let one = Code::draw(&plan, &["task", "Ring the bell"], 0);
        assert_eq!(one, Code::draw(&plan, &["task", "Ring the bell"], 0));
        assert_ne!(one, Code::draw(&plan, &["task", "Ring the bell"], 1));
        assert_ne!(one, Code::draw(&plan, &["task", "Ring the bells"], 0));
        assert_eq!(Code::parse(one.as_str()), Some(one.clone()));
        assert_eq!((one.plan_part(), one.tail().len()), ("CRM", 4));
    }
}
