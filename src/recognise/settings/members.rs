//! Members of `env` objects in YAML, JSON, JavaScript and the like.

use super::names::is_name;

/// A member: its name, its value where one is written, and its line in the fence from 0.
pub type Member = (String, Option<String>, usize);

/// Finds the members of every object or list below a key that speaks of the environment, and `key: NAME` anywhere.
pub fn find(text: &str) -> Vec<Member> {
    let mut found: Vec<Member> = Vec::new();
    let mut open: Option<usize> = None;
    let mut pending: Option<usize> = None;
    for (number, line) in text.lines().enumerate() {
        let body = line.trim_start();
        if body.is_empty() || body.starts_with(['#', '/']) {
            continue;
        }
        let indent = line.len() - body.len();
        let dash = body.starts_with("- ");
        if open.is_some_and(|at| indent < at || (indent == at && !dash)) {
            open = None;
        }
        let (key, value) = pair(body);
        if let Some(inner) = opens(key, value) {
            open = Some(indent);
            found.extend(one_line(inner, number));
            continue;
        }
        if let Some(at) = pending.take()
            && matches!(key, "value")
            && let Some(member) = found.get_mut(at)
        {
            member.1 = Some(clean(value));
        }
        let named = key == "key" || (open.is_some() && key == "name");
        if named && is_name(&clean(value)) {
            pending = Some(found.len());
            found.push((clean(value), None, number));
        } else if open.is_some() {
            found.extend(member(body, number));
        }
    }
    found
}

/// Key and value of a line, a dash in front and quotes taken off the key.
fn pair(body: &str) -> (&str, &str) {
    let body = body.strip_prefix("- ").unwrap_or(body).trim_start();
    match body.split_once([':', '=']) {
        Some((key, value)) => (key.trim().trim_matches(['"', '\'']), value.trim()),
        None => (body.trim().trim_end_matches(',').trim_matches(['"', '\'']), ""),
    }
}

/// What stands behind the bracket of a key that opens an environment on this line.
fn opens<'a>(key: &str, value: &'a str) -> Option<&'a str> {
    let key: String = key.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_ascii_lowercase();
    let speaks = key.starts_with("env")
        || matches!(
            key.as_str(),
            "variables" | "vars" | "data" | "stringdata" | "secrets" | "buildargs" | "args"
        );
    let bare = value.is_empty() || value.starts_with('#');
    let bracket = value.strip_prefix(['{', '[']);
    (speaks && (bare || bracket.is_some())).then(|| bracket.unwrap_or_default())
}

fn one_line(inner: &str, number: usize) -> Vec<Member> {
    let inner = inner.trim_end_matches([',', ';']).trim_end_matches(['}', ']']);
    inner.split(',').flat_map(|piece| member(piece.trim(), number)).collect()
}

fn member(body: &str, number: usize) -> Option<Member> {
    let (key, value) = pair(body.trim_end_matches(','));
    let listed = !body.contains([':', '=']);
    is_name(key).then(|| (key.to_owned(), (!listed).then(|| clean(value)), number))
}

fn clean(value: &str) -> String {
    let value = value.split(" #").next().unwrap_or(value).split(" //").next().unwrap_or(value);
    value.trim().trim_end_matches(',').trim_matches(['"', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(String, Option<String>)> {
        find(text).into_iter().map(|(name, value, _)| (name, value)).collect()
    }

    #[test]
    fn members_in_yaml_and_objects() {
        let yaml = "web:\n  env: node\n  environment:\n    - MODE=live\n    - name: PORT\n      value: \"80\"\n  LOUD_KEY: no\nvars:\n  - key: REGION\n    value: eu\n";
        let some = |v: &str| Some(v.to_owned());
        assert_eq!(
            names(yaml),
            [("MODE".into(), some("live")), ("PORT".into(), some("80")), ("REGION".into(), some("eu"))]
        );
        let js = "apps: [{\n  env: {\n    NODE_ENV: 'live',\n    PORT: 80\n  },\n  env_test: { A_B: 1, C_D: 2 },\n  ELSE: 3\n}]";
        assert_eq!(names(js).len(), 4);
        assert_eq!(names(js)[3], ("C_D".into(), some("2")));
    }
}
