//! Names of fields, folded: `[Next Update]`, `{{ next_update }}` and `<NEXT-UPDATE>` are one.

use crate::markdown::slug;

/// Words that say what sort of thing is filled in and not which: the words in front of the field on its line say that.
const GENERIC: &[&str] = &[
    "time",
    "date",
    "timestamp",
    "datetime",
    "date time",
    "hh mm",
    "name",
    "names",
    "number",
    "count",
    "value",
    "text",
    "description",
    "details",
    "list",
    "link",
    "url",
    "id",
    "x",
    "n",
    "tbd",
    "fill in",
    "yes no",
    "zeit",
    "uhrzeit",
    "datum",
    "name und nummer",
    "heure",
    "nom",
    "hora",
    "fecha",
    "nombre",
    "data",
    "nome",
    "ora",
    "时间",
    "日期",
    "姓名",
    "時刻",
    "日時",
    "氏名",
    "名前",
];

/// Last words of fields that hold a time of day.
const TIMES: &[&str] = &[
    "time",
    "timestamp",
    "at",
    "since",
    "eta",
    "mm",
    "zeit",
    "uhrzeit",
    "um",
    "seit",
    "heure",
    "hora",
    "ora",
    "时间",
    "時刻",
    "日時",
];

/// Words in front of those that make a length of a time.
const LENGTHS: &[&str] =
    &["response", "recovery", "resolution", "down", "up", "lead", "waiting", "processing", "run"];

/// What a field for the severity is called.
const SEVERITIES: &[&str] = &[
    "severity",
    "sev",
    "severity level",
    "incident severity",
    "priority",
    "schweregrad",
    "priorität",
    "gravité",
    "priorité",
    "gravedad",
    "severidad",
    "severidade",
    "prioridad",
    "prioridade",
    "gravità",
    "严重程度",
    "严重级别",
    "重大度",
    "深刻度",
];

/// Lower-case words parted by one blank.
pub fn fold(name: &str) -> String {
    slug(name).replace('-', " ")
}

pub(super) fn is_generic(folded: &str) -> bool {
    folded.is_empty() || GENERIC.contains(&folded)
}

/// Whether a field of this name wants a time of day.
pub(super) fn is_time(folded: &str) -> bool {
    let words: Vec<&str> = folded.split(' ').collect();
    let (last, before) = (words.last(), words.len().checked_sub(2).map(|at| words[at]));
    last.is_some_and(|last| TIMES.contains(last)) && !before.is_some_and(|word| LENGTHS.contains(&word))
}

/// Whether a field of this name holds when people hear again.
pub(super) fn is_next(folded: &str) -> bool {
    const NEXT: &[&str] =
        &["next", "nächste", "nächstes", "próxima", "próximo", "prochaine", "prossimo", "下次", "次回"];
    const NEWS: &[&str] = &[
        "update",
        "updates",
        "news",
        "report",
        "message",
        "notice",
        "communication",
        "information",
        "nachricht",
        "meldung",
        "actualización",
        "atualização",
        "mise",
        "aggiornamento",
        "更新",
    ];
    const AGAIN: &[&str] = &["write again", "report again", "update again", "speak again"];
    let holds = |words: &[&str]| folded.split(' ').any(|word| words.contains(&word));
    holds(NEXT) && holds(NEWS) || AGAIN.iter().any(|words| folded.contains(words))
}

/// Whether choices are steps of severity: `P0/P1/P2`, `SEV1/SEV2`.
pub(super) fn are_levels(choices: &[String]) -> bool {
    let is_level = |choice: &String| {
        let letters = choice.to_lowercase().replace(['-', ' '], "");
        let number = ["severity", "sev", "p", "s"].iter().find_map(|front| letters.strip_prefix(front));
        number.is_some_and(|number| number.len() == 1 && number.chars().all(|c| c.is_ascii_digit()))
    };
    choices.len() > 1 && choices.iter().all(is_level)
}

/// Whether a field of this name holds the severity.
pub fn is_severity(folded: &str) -> bool {
    SEVERITIES.contains(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_three_hands() {
        for name in ["Next Update", "next_update", "NEXT-UPDATE", " next  update: "] {
            assert_eq!(fold(name), "next update");
        }
        assert!(is_severity(&fold("Severity")) && is_generic(&fold("TIME")) && is_generic(&fold("…")));
    }

    #[test]
    fn a_length_is_no_time_of_day() {
        assert!(is_time(&fold("Start Time")) && is_time(&fold("HH:MM")) && is_time(&fold("detected_at")));
        assert!(is_next("next update") && !is_next("next phase and time"));
        assert!(!is_time(&fold("Response time")) && !is_time(&fold("Timeline")));
    }
}
