//! The line that every message of a rehearsal begins with.

/// By language, `en` for all others.
const LINES: &[(&str, &str)] = &[
    ("de", "ÜBUNG: Dies ist eine Übung."),
    ("en", "REHEARSAL: this is an exercise."),
    ("es", "SIMULACRO: esto es un ejercicio."),
    ("fr", "EXERCICE : ceci est un exercice."),
    ("it", "ESERCITAZIONE: questa è un'esercitazione."),
    ("ja", "訓練：これは訓練です。"),
    ("nl", "OEFENING: dit is een oefening."),
    ("pt", "SIMULAÇÃO: isto é um exercício."),
    ("zh", "演练：这是一次演练。"),
];

/// The line for a page in `language`.
pub fn line(language: &str) -> &'static str {
    let first = language.split('-').next().unwrap_or("");
    let found = LINES.iter().find(|(language, _)| language.eq_ignore_ascii_case(first));
    found.map_or("REHEARSAL: this is an exercise.", |(_, line)| line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_line() {
        assert_eq!(line("pt-BR"), "SIMULAÇÃO: isto é um exercício.");
        assert_eq!(line("xx"), line("en"));
    }
}
