//! Canonical words as people say them.

/// Without the targets of links, and pictures as the words that stand for them. Marks of code stay.
pub fn said(words: &str) -> String {
    let words = pictures_said(words);
    let mut out = String::with_capacity(words.len());
    let mut rest = words.as_str();
    while let Some(at) = rest.find('<') {
        let (front, tail) = rest.split_at(at);
        out.push_str(front);
        let end = tail.find('>').filter(|end| *end > 1 && is_target(&tail[1..*end]));
        match end {
            Some(end) if !front.is_empty() && !front.ends_with(char::is_whitespace) => {
                rest = &tail[end + 1..]
            }
            _ => {
                out.push('<');
                rest = &tail[1..];
            }
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// Whether it is where a link leads: a tag of raw HTML, which is said as it stands, has none of these signs.
fn is_target(inside: &str) -> bool {
    let leads =
        inside.starts_with('#') || inside.contains('.') || inside.contains("://") || inside.contains("tel:");
    leads && !inside.contains(char::is_whitespace)
}

/// `![words]<target>` as `words`.
fn pictures_said(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((front, behind)) = rest.split_once("![") {
        out.push_str(front);
        let picture = behind.split_once("]<").and_then(|(alt, tail)| Some((alt, tail.split_once('>')?.1)));
        match picture {
            Some((alt, tail)) => {
                out.push_str(alt);
                rest = tail;
            }
            None => {
                out.push_str("![");
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_not_said() {
        assert_eq!(said("Ring `bell` at the desk<https://x> if a < b"), "Ring `bell` at the desk if a < b");
        assert_eq!(said("Press ![green button]<img/a b.png> twice"), "Press green button twice");
        assert_eq!(said("![boxes]<a.png><b.pdf> now"), "boxes now");
        assert_eq!(
            said("Measure x<b></b><script>y</script> at [^1]"),
            "Measure x<b></b><script>y</script> at [^1]"
        );
        assert_eq!(said("See the roles<#roles> and it<two.md>"), "See the roles and it");
        assert_eq!(said("`![` and `]<` stay"), "`![` and `]<` stay");
    }
}
