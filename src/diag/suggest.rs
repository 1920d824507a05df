//! Near misses: the name that was probably meant.

/// The candidate closest to `wrong`, when it is close enough to be a slip of the finger: at most a third of its
/// letters differ (Damerau-Levenshtein), case aside. Of equally close ones the first.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let limit = (wrong.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|c| (strsim::damerau_levenshtein(&wrong, &c.to_lowercase()), c))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A path as a word that can be pasted into a shell.
pub fn shell_word(path: &std::path::Path) -> String {
    let text = path.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "/._-+@%,:=".contains(c);
    match !text.starts_with('-') && !text.is_empty() && text.chars().all(plain) {
        true => text.into_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_quoted_where_a_shell_would_split_them() {
        let word = |path: &str| shell_word(std::path::Path::new(path));
        assert_eq!(word("content/a-b.md"), "content/a-b.md");
        assert_eq!(word("a b.md"), "'a b.md'");
        assert_eq!(word("it's.md"), r"'it'\''s.md'");
        assert_eq!(word("-rf"), "'-rf'");
    }
}
