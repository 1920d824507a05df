//! Names in a line of shell: what it sets and what it reads.

use super::names::is_name;

/// A name that a line gives a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    pub name: String,
    pub value: String,
    /// At the front of the line, or behind `local`, `readonly`, `declare`: for the script itself.
    pub own: bool,
}

/// The line without a comment at its end.
pub fn without_comment(line: &str) -> &str {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') if before.is_whitespace() => return &line[..at],
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
        before = c;
    }
    line
}

/// Every `NAME=value` of the line: alone, exported, before a command, as an argument, in quotes. With `spaced`
/// blanks around the first `=` are allowed.
pub fn assignments(line: &str, spaced: bool) -> Vec<Assignment> {
    let line = without_comment(line);
    let mut found = Vec::new();
    for (at, _) in line.match_indices('=') {
        let (before, after) = (&line[..at], &line[at + 1..]);
        if after.starts_with(['=', '~', '>']) {
            continue;
        }
        let head = if spaced { before.trim_end() } else { before };
        let start = head
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .map_or(0, |b| b + head[b..].chars().next().map_or(1, char::len_utf8));
        let name = &head[start..];
        let lead = &head[..start];
        let parted = lead.ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '=' | '('));
        if !is_name(name) || !(lead.is_empty() || parted) || lead.trim_end().ends_with("-v") {
            continue;
        }
        let after = if spaced { after.trim_start() } else { after };
        let words = lead.trim();
        let declared = matches!(words, "local" | "readonly" | "declare" | "typeset");
        let quoted = lead.ends_with(['"', '\'']);
        let value = value_of(after, if quoted { lead.chars().last() } else { None });
        let rest = after.get(value.len()..).unwrap_or_default().trim_matches(['"', '\'', ';']).trim();
        let alone = words.is_empty() && (rest.is_empty() || value.starts_with(['$', '`']));
        let value = value.trim_matches(['"', '\'']).to_owned();
        found.push(Assignment { name: name.to_owned(), value, own: declared || alone });
    }
    found
}

/// The value at the front of `text`, quotes included; inside an open `quote` it ends with that.
fn value_of(text: &str, quote: Option<char>) -> &str {
    if let Some(quote) = quote {
        return &text[..text.find(quote).unwrap_or(text.len())];
    }
    let Some(first) = text.chars().next() else { return "" };
    if matches!(first, '"' | '\'') {
        let end = text[1..].find(first).map_or(text.len(), |at| at + 2);
        return &text[..end];
    }
    if text.starts_with("$(") {
        return text;
    }
    if let Some(close) = match first {
        '<' => text.find('>'),
        '[' => text.find(']'),
        _ => None,
    } {
        return &text[..=close];
    }
    &text[..text.find(|c: char| c.is_whitespace() || c == ';').unwrap_or(text.len())]
}

/// A name that a command adds: `env add NAME value`, `secret put NAME`, `config:set NAME`.
pub fn added(line: &str) -> Option<Assignment> {
    let line = without_comment(line);
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || c == ':').filter(|w| !w.is_empty()).collect();
    let at = words.windows(2).position(|pair| {
        matches!(
            pair[0],
            "env" | "secret" | "secrets" | "variable" | "variables" | "vars" | "config" | "environment"
        ) && matches!(pair[1], "add" | "set" | "put" | "create" | "update")
    })?;
    let mut rest = words[at + 2..].iter().skip_while(|word| word.starts_with('-'));
    let name = rest.next().filter(|word| is_name(word))?;
    let value = rest.next().filter(|word| super::is_truth(word)).unwrap_or(&"");
    Some(Assignment { name: (*name).to_owned(), value: (*value).to_owned(), own: false })
}

/// Names that `read`, `for` or `ENV NAME value` set: the name and whether it is the script's own.
pub fn declared(line: &str) -> Option<Assignment> {
    let words: Vec<&str> = without_comment(line).split_whitespace().collect();
    let own = |name: &&str| Assignment { name: (*name).to_owned(), value: String::new(), own: true };
    match words.as_slice() {
        ["for", name, "in", ..] if is_name(name) => Some(own(name)),
        ["ENV", name, value, ..] if is_name(name) => {
            Some(Assignment { name: (*name).to_owned(), value: (*value).to_owned(), own: false })
        }
        ["ARG", name] if is_name(name) => Some(Assignment { own: false, ..own(name) }),
        ["export", name] if is_name(name) => Some(Assignment { own: false, ..own(name) }),
        words if words.contains(&"read") => {
            words.last().map(|w| w.trim_end_matches(';')).filter(|w| is_name(w)).map(|w| own(&w))
        }
        _ => None,
    }
}

/// Names read as `$NAME` or `${NAME}`; what stands in single quotes is no reading.
pub fn reads(line: &str) -> Vec<&str> {
    let line = without_comment(line);
    let mut found = Vec::new();
    let (mut single, mut double, mut escaped) = (false, false, false);
    for (at, c) in line.char_indices() {
        match c {
            '\'' if !double => single = !single,
            '"' if !single && !escaped => double = !double,
            '$' if !single && !escaped => {
                let rest = line[at + 1..].strip_prefix('{').unwrap_or(&line[at + 1..]);
                let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
                if is_name(&rest[..end]) {
                    found.push(&rest[..end]);
                }
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<(String, String, bool)> {
        assignments(line, false).into_iter().map(|a| (a.name, a.value, a.own)).collect()
    }

    #[test]
    fn every_dress_of_an_assignment() {
        let own = |n: &str, v: &str| vec![(n.to_owned(), v.to_owned(), true)];
        let given = |n: &str, v: &str| vec![(n.to_owned(), v.to_owned(), false)];
        assert_eq!(names("RUN_ID=$(date +%s)"), own("RUN_ID", "$(date +%s)"));
        assert_eq!(names("export MODE=\"fast lane\" # comment A=b"), given("MODE", "fast lane"));
        assert_eq!(names("PORT=80 node app.js"), given("PORT", "80"));
        assert_eq!(names("echo \"REGION=eu\" >> .env"), given("REGION", "eu"));
        assert_eq!(names("kubectl create secret x --from-literal=PIN=1"), given("PIN", "1"));
        assert!(names("curl 'https://a.example/?MODE=1'").is_empty());
        assert!(names("[[ $A == B ]] && x=1").is_empty());
    }

    #[test]
    fn readings_leave_single_quotes_alone() {
        assert_eq!(
            reads("psql -h \"$DB_HOST\" | awk '{print $NAME}' > ${OUT_DIR}/x"),
            ["DB_HOST", "OUT_DIR"]
        );
        assert!(reads("cost \\$FIVE and $1").is_empty());
    }

    #[test]
    fn commands_add_names() {
        assert_eq!(
            added("host env add NEW_UI true").map(|a| (a.name, a.value)),
            Some(("NEW_UI".into(), "true".into()))
        );
        assert_eq!(added("cloud secret put SIGN_KEY").map(|a| a.name), Some("SIGN_KEY".into()));
        assert!(added("the config sets NAME").is_none());
    }
}
