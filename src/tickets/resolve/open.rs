//! Addresses of which a program fills in a part: what is fixed must fit something that is published.

use super::{Judge, Verdict};
use crate::site::Address;
use crate::tickets::find::{ANYTHING, Wanted};

impl Judge<'_> {
    pub(super) fn judge_open(&self, wanted: &Wanted) -> Verdict {
        let path = wanted.path.trim_end_matches('/');
        let fragment = wanted.fragment.as_deref();
        let found = self.published.files().any(|(file, page)| {
            let folder = file.strip_suffix("index.html").map(|folder| folder.trim_end_matches('/'));
            let is_page = like(path, file) || folder.is_some_and(|folder| like(path, folder));
            let is_place = |fragment| page.forwards.is_some() || page.ids().any(|id| like(fragment, id));
            is_page && fragment.is_none_or(is_place)
        });
        if found {
            return Verdict::Open;
        }
        let shown = |text: &str| text.replace(ANYTHING, "…");
        let place = fragment.map_or_else(String::new, |fragment| format!("#{}", shown(fragment)));
        let why = format!("nothing is published that fits `{}{place}`", shown(path));
        let fixed = path.split(ANYTHING).next().and_then(|front| front.split('/').next()).unwrap_or("");
        let home = self.published.entry(&format!("{fixed}/index.html")).map(|(file, _)| file);
        let to = home.map(|file| super::Lead { url: self.url(&Address::root(file)), words: String::new() });
        Verdict::Dead { why, to }
    }
}

/// Whether `text` is `pattern` with something in place of each [`ANYTHING`].
fn like(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split(ANYTHING);
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or("")) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn fixed_parts_must_fit() {
        for (pattern, text, fits) in [
            ("t/\u{FFFC}", "t/CRM-7F3K", true),
            ("t/\u{FFFC}/x", "t/CRM-7F3K", false),
            ("\u{FFFC}/phase/\u{FFFC}.html", "crm/phase/one.html", true),
            ("crm", "crm", true),
            ("crm", "crm2", false),
            ("gone/\u{FFFC}", "crm/x", false),
        ] {
            assert_eq!(like(pattern, text), fits, "{pattern} {text}");
        }
    }
}
