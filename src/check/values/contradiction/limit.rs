//! Limits in running text: a name, a comparison sign, a number.

/// A limit as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The words in front of the sign, plurals and small words taken off.
    pub name: String,
    /// The same as written.
    pub spoken: String,
    /// Comparison, number and unit; equal limits are equal here.
    pub value: String,
    /// Sign, number and unit as written.
    pub words: String,
}

/// The limits in `text`, one for each part that "or" joins: `Error rate > 5% or response time > 5 seconds`.
pub fn limits(text: &str) -> Vec<Limit> {
    let is_sign = |c: char| matches!(c, '<' | '>' | '≤' | '≥');
    let parts = text.split(" or ").flat_map(|part| part.split([',', ';']));
    parts
        .filter_map(|part| {
            let at = part.find(is_sign)?;
            let name = name_of(&part[..at]);
            let behind = part[at..].trim_start_matches(|c: char| is_sign(c) || c == '=' || c.is_whitespace());
            let sign = part[at..part.len() - behind.len()].trim().to_owned();
            let number: String =
                behind.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
            let unit: String = behind[number.len()..]
                .trim_start()
                .chars()
                .take_while(|c| c.is_alphabetic() || *c == '%')
                .collect();
            let end = part.len() - behind.len() + number.len();
            let blanks = part[end..].len() - part[end..].trim_start().len();
            let words = part[at..end + if unit.is_empty() { 0 } else { blanks + unit.len() }].to_owned();
            let value = format!("{sign}{}", value_of(&number, &unit)?);
            let spoken = part[..at].trim().to_owned();
            (!name.is_empty()).then_some(Limit { name, spoken, value, words })
        })
        .collect()
}

/// A number with its unit, times brought to milliseconds; `None` where it is no number.
pub fn value_of(number: &str, unit: &str) -> Option<String> {
    let number: f64 = number.trim_end_matches(['.', ',']).replace(',', ".").parse().ok()?;
    let unit: String =
        unit.to_lowercase().chars().filter(|c| c.is_alphabetic() || matches!(c, '%' | '$' | '€')).collect();
    let factor = match unit.as_str() {
        "ms" | "millisecond" | "milliseconds" => Some(1.0),
        "s" | "sec" | "secs" | "second" | "seconds" => Some(1_000.0),
        "m" | "min" | "mins" | "minute" | "minutes" => Some(60_000.0),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(3_600_000.0),
        _ => None,
    };
    Some(match factor {
        Some(factor) => format!("{} ms", number * factor),
        None => format!("{number} {}", unit.trim_end_matches('s')),
    })
}

/// The words of a name in lower case, plurals and small words taken off.
pub fn name_of(words: &str) -> String {
    let small = ["the", "a", "an", "of", "for", "is", "are", "any", "all", "average", "overall"];
    let words = words.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    let kept = words.map(str::to_lowercase).filter(|w| !w.is_empty() && !small.contains(&w.as_str()));
    let stems: Vec<String> = kept
        .map(|w| match w.strip_suffix('s') {
            Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem.to_owned(),
            _ => w,
        })
        .collect();
    stems.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_cut_at_or() {
        let found = limits("Error rates > 5% or response time >= 5 seconds for 10 minutes");
        let told: Vec<(&str, &str, &str)> =
            found.iter().map(|l| (l.name.as_str(), l.value.as_str(), l.words.as_str())).collect();
        assert_eq!(told, [("error rate", ">5 %", "> 5%"), ("response time", ">=5000 ms", ">= 5 seconds")]);
        assert!(limits("> 5%").is_empty() && limits("a -> b").is_empty());
    }
}
