//! Text that was read in the wrong encoding, made whole.

use tminus::read::repair::{Guesses, Repaired, repair};

use crate::engine::{Holds, Target, Traits};
use crate::laws::{holds, same};

pub struct Repair;

impl Target for Repair {
    const NAME: &'static str = "repair";
    const WORDS: &'static [&'static str] = &[
        "é",
        "Ã©",
        "Ã¼",
        "Ã¶",
        "ÃŸ",
        "â€™",
        "â€œ",
        "â€",
        "â€“",
        "â€”",
        "â€¦",
        "âœ…",
        "â†’",
        "ðŸš€",
        "ðŸ‘",
        "ï¸",
        "Â ",
        "Â°",
        "Ã ",
        "√©",
        "‚Äô",
        "‚Äú",
        "Ã¢â‚¬â„¢",
        "ÃƒÂ©",
        "\u{c3}\u{a9}",
        "\u{e2}\u{80}\u{99}",
        "\u{f0}\u{9f}\u{9a}\u{80}",
        "\u{e2}\u{9c}\u{85}",
        "€",
        "™",
        "œ",
        "Å",
        "å",
        "ø",
        "Ø",
        "中文",
        "Привет",
        "# Heading\n",
        "- [ ] ",
        "done",
        "warning",
        "\u{fffd}",
        "\u{81}",
        "\u{9d}",
        "Ð¿Ñ€Ð¸",
        "æ—¥æœ¬",
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
        holds(
            "ASCII is never damaged",
            !text.is_ascii() || repair(&text, Guesses::Accept).text == text,
            || text.to_string(),
        )
    }
}

/// What is mended may show that its neighbours are damage too, or hide a second layer of it. But that comes to an end: each
/// time there are fewer characters, and after some times none.
fn settles(once: &Repaired, guesses: Guesses) -> Holds {
    let mut last = once.text.clone();
    for _ in 0..8 {
        let next = repair(&last, guesses).text;
        if next == last {
            return Ok(());
        }
        let fewer = next.chars().count() < last.chars().count();
        holds("each repair leaves fewer characters", fewer, || format!("{last:?} became {next:?}"))?;
        last = next;
    }
    holds("repair comes to an end", false, || last)
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
        let placed =
            !sequence.lines.is_empty() && sequence.lines.iter().all(|line| (1..=lines).contains(line));
        holds("damage has its lines", placed, || format!("{:?} of {lines}", sequence.lines))?;
    }
    let done =
        damage.sequences.iter().filter(|s| s.broken != s.fixed && (guesses == Guesses::Accept || !s.lossy));
    holds("sound text stays as it was", done.count() > 0 || made.text == text, || format!("{:?}", made.text))
}
