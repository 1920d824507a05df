//! Patterns of OpenSSH: `*`, `?`, and `!` for what must not match.

/// As OpenSSH: one pattern must match, and none with `!` may.
pub(super) fn matches_list(patterns: &[String], text: &str) -> bool {
    let hit = |pattern: &str| matches(pattern.as_bytes(), text.as_bytes());
    let refused = patterns.iter().filter_map(|p| p.strip_prefix('!')).any(hit);
    !refused && patterns.iter().filter(|p| !p.starts_with('!')).any(|p| hit(p))
}

/// `*` stands for any characters, `?` for one.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                back = Some((p, t));
                p += 1;
            }
            Some(c) if *c == b'?' || *c == text[t] => (p, t) = (p + 1, t + 1),
            _ => match &mut back {
                Some((star, from)) => {
                    *from += 1;
                    (p, t) = (*star + 1, *from);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_openssh() {
        for (pattern, text, fits) in [
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a?c", "ac", false),
            ("*@x", "a@y", false),
            ("a**b", "ab", true),
        ] {
            assert_eq!(matches(pattern.as_bytes(), text.as_bytes()), fits, "{pattern} {text}");
        }
    }
}
