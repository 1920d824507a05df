//! Text that was read in the wrong encoding, made whole.

use tminus::read::repair::{Guesses, Repaired, repair};

use crate::engine::{Holds, Target, Traits};
use crate::laws::{holds, same};

pub struct Repair;

impl Target for Repair {
    const NAME: &'static str = "repair";
    const WORDS: &'static [&'static str] = &[
        "é", "Ã©", "Ã¼", "Ã¶", "ÃŸ", "â€™", "â€œ", "â€", "â€“", "â€”", "â€¦", "âœ…", "â†’", "ðŸš€", "ðŸ‘", "ï¸", "Â ", "Â°", "Ã ", "√©", "‚Äô", "‚Äú",
        "Ã¢â‚¬â„¢", "ÃƒÂ©", "\u{c3}\u{a9}", "\u{e2}\u{80}\u{99}", "\u{f0}\u{9f}\u{9a}\u{80}", "\u{e2}\u{9c}\u{85}", "€", "™", "œ", "Å", "å", "ø", "Ø", "中文", "Привет",
        "# Heading\n", "- [ ] ", "done", "warning", "\u{fffd}", "\u{81}", "\u{9d}", "Ð¿Ñ€Ð¸", "æ—¥æœ¬",
    ];
    const LENT: (&'static [&'static str], &'static str) = (&["tests/bad_inputs"], "md");

    fn ready() -> Result<Self, String> {
        Ok(Repair)
    }

    fn laws(&mut self, input: &[u8], traits: &mut Traits) -> Holds {
        let text = String::from_utf8_lossy(input);
        for guesses in [Guesses::Leave, Guesses::Accept] {
            let once = repair(&text, guesses);
            settles(&once, guesses)?;
            accounts(&text, &once, guesses)?;
            let damage = &once.mojibake;
            traits.saw((damage.decoded_as, damage.lossy_distinct > 0, guesses == Guesses::Accept));
            for sequence in damage.sequences.iter().take(40) {
                traits.saw((sequence.broken.chars().count(), sequence.lossy, sequence.guess_because));
                traits.saw(sequence.bytes.get(..2));
            }
            traits.count("sound", damage.sound_non_ascii.len());
        }
        holds("ASCII is never damaged", !text.is_ascii() || repair(&text, Guesses::Accept).text == text, || text.to_string())
    }
}

/// Once more mends nothing, but for text that was damaged twice or in two ways: there it takes off the next layer, and each
/// time there are fewer characters. Of guesses no more is asked: one may lead to the next.
fn settles(once: &Repaired, guesses: Guesses) -> Holds {
    let again = repair(&once.text, guesses);
    let made: String = once.mojibake.sequences.iter().map(|sequence| sequence.fixed.as_str()).collect();
    let left = again.mojibake.sequences.iter().filter(|s| s.broken != s.fixed && !s.lossy && guesses == Guesses::Leave);
    let left: Vec<&str> = left.map(|sequence| sequence.broken.as_str()).collect();
    // One place that was damaged twice may prove others beside it.
    let layered = left.iter().any(|broken| broken.chars().any(|c| made.contains(c)))
        || again.mojibake.decoded_as != once.mojibake.decoded_as;
    holds("what is repaired is whole", left.is_empty() || layered, || format!("{left:?} is left of it"))?;
    let fewer = again.text == once.text || again.text.chars().count() < once.text.chars().count();
    holds("repair comes to an end", fewer, || format!("{:?} became {:?}", once.text, again.text))
}

/// The list of the damage says exactly what is done to the text.
fn accounts(text: &str, made: &Repaired, guesses: Guesses) -> Holds {
    let damage = &made.mojibake;
    same("lines keep their numbers", &made.text.matches('\n').count(), &text.matches('\n').count())?;
    same("each kind of damage is listed once", &damage.distinct, &damage.sequences.len())?;
    let counted: usize = damage.sequences.iter().map(|sequence| sequence.count).sum();
    same("each place is counted", &damage.occurrences, &counted)?;
    let lines = text.matches('\n').count() as u32 + 1;
    for sequence in &damage.sequences {
        holds("what is listed is there", text.contains(&sequence.broken), || sequence.broken.clone())?;
        let placed = !sequence.lines.is_empty() && sequence.lines.iter().all(|line| (1..=lines).contains(line));
        holds("damage has its lines", placed, || format!("{:?} of {lines}", sequence.lines))?;
    }
    let done = damage.sequences.iter().filter(|s| s.broken != s.fixed && (guesses == Guesses::Accept || !s.lossy));
    holds("sound text stays as it was", done.count() > 0 || made.text == text, || format!("{:?}", made.text))
}
