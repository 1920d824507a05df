//! The grammar of levels: `P0`, `SEV-1`, `Severity 2`, `L3`, or a word such as `Critical`.

use crate::markdown::without_pictographs;
use crate::recognise::{Concept, Context};

/// What the levels of a family grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// `P0`, `Priority 1`.
    Priority,
    /// `SEV1`, `Severity 1`.
    Severity,
    /// `S1`: also names other things; believed only where the text speaks of severities.
    Short,
    /// `L1`, `Level 2`, `Tier 3`: steps of people to call, unless the text speaks of severities.
    Step,
    /// Critical, High, Medium, Low in any language.
    Word,
}

/// A level as written, with what makes two spellings the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    pub text: String,
    pub family: Family,
    pub rank: u32,
}

impl Level {
    /// Whether both name the same level.
    pub fn same(&self, other: &Level) -> bool {
        (self.family, self.rank) == (other.family, other.rank)
    }
}

const NAMES: [(&str, Family); 26] = [
    ("priority", Family::Priority),
    ("prioridade", Family::Priority),
    ("prioridad", Family::Priority),
    ("priorität", Family::Priority),
    ("priorité", Family::Priority),
    ("prio", Family::Priority),
    ("p", Family::Priority),
    ("severity level", Family::Severity),
    ("severity", Family::Severity),
    ("sev", Family::Severity),
    ("severidad", Family::Severity),
    ("severidade", Family::Severity),
    ("gravité", Family::Severity),
    ("gravedad", Family::Severity),
    ("gravidade", Family::Severity),
    ("schweregrad", Family::Severity),
    ("重大度", Family::Severity),
    ("s", Family::Short),
    ("level", Family::Step),
    ("tier", Family::Step),
    ("stufe", Family::Step),
    ("niveau", Family::Step),
    ("nivel", Family::Step),
    ("nível", Family::Step),
    ("レベル", Family::Step),
    ("l", Family::Step),
];

/// Reads a numbered level at the front of `text`; gives the bytes that it takes.
pub fn leading(text: &str) -> Option<(Level, usize)> {
    let front = text.char_indices().nth(24).map_or(text, |(at, _)| &text[..at]);
    let lower = front.to_lowercase();
    if lower.len() != front.len() {
        return None;
    }
    NAMES.iter().find_map(|(name, family)| {
        let rest = lower.strip_prefix(name)?;
        let short = name.len() == 1;
        let gap = rest.len() - rest.trim_start_matches([' ', '-', '\u{2011}']).len();
        if gap > 3 || (short && gap > usize::from(rest.starts_with('-'))) {
            return None;
        }
        if short && !text.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        let number = &rest[gap..];
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let behind = number[digits..].chars();
        let ends = behind.clone().next().is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_')
            && !(behind.clone().next().is_some_and(|c| matches!(c, '.' | '-'))
                && behind.clone().nth(1).is_some_and(|c| c.is_ascii_digit()));
        if digits == 0 || digits > 1 || !ends {
            return None;
        }
        let end = name.len() + gap + digits;
        let rank = number[..digits].parse().ok()?;
        Some((Level { text: text[..end].to_owned(), family: *family, rank }, end))
    })
}

/// The rank of a word that grades by itself.
pub fn word_rank(ctx: &Context, word: &str) -> Option<u32> {
    let grades = [Concept::Critical, Concept::High, Concept::Medium, Concept::Low];
    grades.iter().position(|concept| ctx.vocabulary.is(*concept, word)).map(|at| at as u32)
}

/// A title read as a level with its label and what a bracket or dash says of it.
#[derive(Debug, Clone)]
pub struct Titled {
    pub level: Level,
    pub label: Option<String>,
    pub response: Option<String>,
}

/// Reads `P0 - Critical (Response: Immediate)`, `SEV-2: Major`, `Critical (P1)`, `High` as a whole: a level, a short
/// label and a time. `None` when more words stand there (`P0 Incident Response`).
pub fn titled(ctx: &Context, title: &str) -> Option<Titled> {
    let title = without_pictographs(title);
    let title = title.trim().trim_end_matches([':', '：']);
    let title = title
        .split_once([':', '：'])
        .filter(|(key, _)| is_plain_key(ctx, key))
        .map_or(title, |(_, value)| value.trim());
    if let Some((level, end)) = leading(title) {
        let rest = title[end..].trim_start();
        let parted =
            rest.is_empty() || rest.starts_with(['-', '–', '—', ':', '：', '(', '（', '|', '/', '·', '=']);
        let graded = word_rank(ctx, rest.split(['(', '（']).next().unwrap_or("").trim()).is_some();
        return (parted || graded).then(|| with_parts(ctx, level, rest));
    }
    let (word, bracket) = match title.find(['(', '（', '-', '–', '—', '/']) {
        Some(at) => (title[..at].trim(), title[at..].trim()),
        None => (title, ""),
    };
    let word = word
        .split_whitespace()
        .filter(|w| !ctx.vocabulary.is(Concept::Severity, w))
        .collect::<Vec<_>>()
        .join(" ");
    let rank = word_rank(ctx, &word)?;
    let inner =
        bracket.trim_start_matches(['(', '（', '-', '–', '—', '/', ' ']).trim_end_matches([')', '）']);
    if let Some((level, end)) = leading(inner) {
        let mut titled = with_parts(ctx, level, inner[end..].trim_start_matches([',', ' ']));
        titled.label = titled.label.or(Some(word));
        return Some(titled);
    }
    let level = Level { text: word, family: Family::Word, rank };
    Some(with_parts(ctx, level, bracket))
}

/// `Severity: High`, `Priority: P1`: the key only says what the value is.
fn is_plain_key(ctx: &Context, key: &str) -> bool {
    ctx.vocabulary.is(Concept::Severity, key) || ctx.vocabulary.is(Concept::Priority, key)
}

/// Label and response time from what stands behind a level.
fn with_parts(ctx: &Context, level: Level, rest: &str) -> Titled {
    let mut titled = Titled { level, label: None, response: None };
    let joints = |c: char| c.is_whitespace() || "-–—:：|/·=".contains(c);
    let (before, bracket) = match rest.find(['(', '（']) {
        Some(at) => (&rest[..at], rest[at..].trim_start_matches(['(', '（'])),
        None => (rest, ""),
    };
    let bracket = bracket.trim_end().trim_end_matches([')', '）']);
    for piece in pieces(before.trim_matches(joints)).chain(pieces(bracket)) {
        match response_in(ctx, piece) {
            Some(time) if titled.response.is_none() => titled.response = Some(time),
            None if titled.label.is_none() && piece.split_whitespace().count() <= 4 => {
                titled.label = Some(piece.to_owned());
            }
            _ => {}
        }
    }
    titled
}

/// The pieces of `Critical - Immediate Response`, blanks around the dash needed.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(" - ")
        .flat_map(|p| p.split([',', ';', '–', '—', '|']))
        .map(str::trim)
        .filter(|p| !p.is_empty())
}

/// A response time in a piece of a title: behind `Response:`, or words that speak of a response or hold a time.
pub fn response_in(ctx: &Context, piece: &str) -> Option<String> {
    if let Some((key, value)) = piece.split_once([':', '：']) {
        return ctx.speaks(Concept::ResponseTime, key).then(|| value.trim().to_owned());
    }
    let speaks = ctx.speaks(Concept::ResponseTime, piece)
        && (is_time(ctx, piece) || ctx.speaks(Concept::Immediately, piece));
    (speaks || is_time(ctx, piece)).then(|| piece.to_owned())
}

/// Whether the words are or hold a length of time, or say `immediately` or `next day`.
pub fn is_time(ctx: &Context, text: &str) -> bool {
    let text = text.trim().trim_start_matches(['<', '>', '≤', '≥', '~', '≈', '=', ' ']);
    let unit = [Concept::Minute, Concept::Hour, Concept::Day, Concept::Week];
    let digit = text.chars().any(|c| c.is_ascii_digit());
    super::super::time::duration(text).is_some()
        || ctx.vocabulary.leads(Concept::Immediately, text)
        || unit.iter().any(|concept| ctx.speaks(*concept, text))
            && (digit || text.split_whitespace().count() <= 4)
        || glued(text)
}

/// `15min`, `4h`: a number with its unit in one word.
fn glued(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        unit.len() < word.len()
            && matches!(
                unit.to_lowercase().as_str(),
                "s" | "m" | "h" | "d" | "min" | "mins" | "hr" | "hrs" | "分" | "時間" | "小时"
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::testing::with_context;

    #[test]
    fn titles_of_levels() {
        with_context("# T\n", |ctx| {
            let read = |title: &str| {
                titled(ctx, title)
                    .map(|t| (t.level.text, t.label.unwrap_or_default(), t.response.unwrap_or_default()))
            };
            let want = |a: &str, b: &str, c: &str| Some((a.to_owned(), b.to_owned(), c.to_owned()));
            assert_eq!(read("P0 - Critical (Response: Immediate)"), want("P0", "Critical", "Immediate"));
            assert_eq!(
                read("P1 (High - Response within 30 minutes)"),
                want("P1", "High", "Response within 30 minutes")
            );
            assert_eq!(read("SEV-2: Major (30 min)"), want("SEV-2", "Major", "30 min"));
            assert_eq!(read("🔴 Critical (P1)"), want("P1", "Critical", ""));
            assert_eq!(read("Severity 3"), want("Severity 3", "", ""));
            assert_eq!(read("Kritisch"), want("Kritisch", "", ""));
            for other in
                ["P0 Incident Response", "P95 latency", "P0.1 - Tokens", "S3", "Plan", "High risk items"]
            {
                assert!(other == "S3" || read(other).is_none(), "{other}");
            }
        });
    }
}
