//! Damage made on purpose comes back whole; sound text is never touched.

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use proptest::prelude::*;

use super::*;

/// Reads the bytes of `text` as `codec` does; undefined bytes come through as controls.
fn damage(text: &str, codec: Codec) -> String {
    match codec {
        Codec::Windows1252 => WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned(),
        Codec::Latin1 => text.bytes().map(char::from).collect(),
        Codec::MacRoman => MACINTOSH.decode_without_bom_handling(text.as_bytes()).0.into_owned(),
    }
}

/// As Windows-1252, but the undefined bytes are dropped.
fn damage_and_lose(text: &str) -> String {
    damage(text, Codec::Windows1252)
        .chars()
        .filter(|c| !matches!(c, '\u{81}' | '\u{8D}' | '\u{8F}' | '\u{90}' | '\u{9D}'))
        .collect()
}

/// Sound sentences of plans in many languages, with the neighbours that tempt a repairer.
const SOUND: &[&str] = &[
    "- [ ] Datenbank sichern – Größe prüfen („Übergabe“ an Müller)",
    "« L’équipe a validé » : l'été, déjà prêt… 20 °C ± 2",
    "“smart” l’été, l'été — État : OK",
    "Ação concluída às 10h; “AMANHÔ não há migração. SÃO PAULO – IRMÃ…",
    "¿Está listo? —Sí, señor. «Él» dijo: “AQUÍ”",
    "Zürich → Genève ≥ 99,9 % (≤ 5 min) § 4 ± 1 ½",
    "Überprüfung: Ä, Ö, Ü, ß und „Spaß“ – Straße",
    "Zażółć gęślą jaźń, Łódź „Ó”",
    "Příliš žluťoučký kůň „máš“ víš…",
    "Смена версии — проверка и откат",
    "切换计划：上线前检查，负责人：张伟（值班）",
    "本番リリース手順書「確認」ロールバック",
    "Δt = 5 µs, √π ≈ 1.77, ∑ ≠ ∞, x ≈ ±3, ¬p",
    "✅ Done ❌ Failed ⚠️ Watch 🚀 Go 📋 ☐ open ☑ done ├── └── │ • ● №",
    "ÎLE DE RÉ »  É” À “ Ô… CHÂ®",
    "Ångström Å–Ä Ø · café™ naïve® Björk",
    "Tiếng Việt: kế hoạch chuyển đổi đã được duyệt",
    "l’œuvre “épique” …élan «été» –été —été ’État",
    "Í “ÁÉÍÓÚ” ÀÂÇÉÈÊËÎÏÔÙÛÜ",
];

#[test]
fn every_sound_sentence_is_left_alone() {
    for sentence in SOUND {
        let repaired = repair(sentence, Guesses::Accept);
        assert_eq!(repaired.text, *sentence);
        assert!(repaired.mojibake.is_empty(), "{sentence}: {:?}", repaired.mojibake.sequences);
    }
    let all = SOUND.join("\n");
    assert_eq!(repair(&all, Guesses::Accept).text, all);
}

#[test]
fn every_damaged_sentence_comes_back() {
    for codec in Codec::ALL {
        for sentence in SOUND {
            let broken = damage(sentence, codec);
            assert_eq!(repair(&broken, Guesses::Leave).text, *sentence, "{codec:?}: {broken}");
        }
    }
}

#[test]
fn a_damaged_run_in_a_sound_file_is_repaired_alone() {
    let text = format!("{}\n- {} done\n", SOUND[1], damage("✅", Codec::Windows1252));
    assert_eq!(repair(&text, Guesses::Leave).text, format!("{}\n- ✅ done\n", SOUND[1]));
}

#[test]
fn a_lost_byte_is_a_guess_and_stays_until_asked_for() {
    let text = "# Status\n\nâœ… ready\n\n| Team | â³ Pending |\n";
    let left = repair(text, Guesses::Leave);
    assert_eq!(left.text, "# Status\n\n✅ ready\n\n| Team | â³ Pending |\n");
    let guess = left.mojibake.guesses().next().unwrap();
    assert_eq!((guess.fixed.as_str(), guess.bytes.as_str(), &guess.lines), ("⏳", "E2 ?? B3", &vec![5]));
    assert_eq!((guess.lost_byte.as_deref(), guess.candidates), (Some("8F"), Some(10)));
    assert!(repair(text, Guesses::Accept).text.contains("| ⏳ Pending |"));
}

#[test]
fn a_selector_belongs_to_the_character_before_it() {
    let repaired = repair(&damage("⚠️ Stop\n🛡️ Guard", Codec::MacRoman), Guesses::Leave);
    let fixed: Vec<&str> = repaired.mojibake.sequences.iter().map(|s| s.fixed.as_str()).collect();
    assert_eq!(fixed, ["⚠\u{FE0F}", "🛡\u{FE0F}"]);
    assert_eq!(repaired.mojibake.decoded_as, Some("mac-roman"));
}

#[test]
fn quotes_joiners_and_words_that_lost_bytes_are_guessed() {
    for text in ["He said “go” and left", "👨‍💻 on call", "⚠️ Watch the load", "→ Ready ✅ ❌ failed"]
    {
        let broken = damage_and_lose(text);
        assert_eq!(repair(&broken, Guesses::Accept).text, text, "{broken}");
    }
}

fn any_sound() -> impl Strategy<Value = String> {
    let words: Vec<&'static str> =
        SOUND.iter().flat_map(|s| s.split(' ')).filter(|w| !w.is_empty()).collect();
    let sentence = prop::collection::vec(prop::sample::select(words), 1..12).prop_map(|w| w.join(" "));
    prop::collection::vec(sentence, 1..12).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn sound_text_in_any_order_is_left_alone(text in any_sound()) {
        prop_assert_eq!(repair(&text, Guesses::Accept).text, text);
    }

    #[test]
    fn damage_in_any_order_is_undone(lines in prop::collection::vec(prop::sample::select(SOUND), 2..8), which in 0..3usize) {
        let text = lines.join("\n");
        prop_assert_eq!(repair(&damage(&text, Codec::ALL[which]), Guesses::Leave).text, text);
    }

    #[test]
    fn lines_never_move_and_nothing_panics(text in "[âœ…ðŸ‚Ã©\u{F8FF}üî\u{FFFD}\u{81}\u{8D} \n#a-z]{0,60}") {
        for guesses in [Guesses::Leave, Guesses::Accept] {
            let repaired = repair(&text, guesses);
            prop_assert_eq!(repaired.text.matches('\n').count(), text.matches('\n').count());
            let ascii = |s: &str| s.chars().filter(char::is_ascii).collect::<String>();
            prop_assert_eq!(ascii(&repaired.text), ascii(&text));
        }
    }

    #[test]
    fn lost_bytes_never_spoil_their_neighbours(text in any_sound()) {
        let repaired = repair(&damage_and_lose(&text), Guesses::Leave);
        prop_assert_eq!(repaired.text.lines().count(), text.lines().count());
    }
}
