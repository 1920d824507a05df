//! What a build publishes: the pages and the places in them, as a browser will find them.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

/// The files of a built site and the names inside its pages.
#[derive(Debug, Clone, Default)]
pub struct Published {
    files: BTreeMap<String, Page>,
}

/// A file and what may stand behind `#` for it.
#[derive(Debug, Clone, Default)]
pub struct Page {
    ids: BTreeSet<String>,
    /// Where it sends the reader on to, as written: no name inside it matters then.
    pub forwards: Option<String>,
}

impl Page {
    pub fn has(&self, fragment: &str) -> bool {
        self.forwards.is_some() || fragment == "top" || self.ids.contains(fragment)
    }

    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }
}

impl Published {
    /// Takes a file of the build.
    pub fn add(&mut self, path: &str, bytes: &[u8]) {
        let mut page = Page::default();
        if path.ends_with(".html") {
            read_page(&String::from_utf8_lossy(bytes), &mut page);
        }
        self.files.insert(path.nfc().collect(), page);
    }

    /// Takes the files of another part of the build.
    pub fn extend(&mut self, other: Published) {
        self.files.extend(other.files);
    }

    /// The file at a path of the site.
    pub fn file(&self, path: &str) -> Option<&Page> {
        self.files.get(path)
    }

    /// The same with the path as it is kept.
    pub fn entry(&self, path: &str) -> Option<(&str, &Page)> {
        self.files.get_key_value(path).map(|(path, page)| (path.as_str(), page))
    }

    /// All files in order.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Page)> {
        self.files.iter().map(|(path, page)| (path.as_str(), page))
    }
}

/// Reads the names out of the tags of a page.
fn read_page(html: &str, page: &mut Page) {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            rest = read_tag(rest, page);
        }
    }
}

/// Reads one tag behind its `<`; gives what stands behind it.
fn read_tag<'h>(tag: &'h str, page: &mut Page) -> &'h str {
    let name_end = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(tag.len());
    let (name, mut rest) = tag.split_at(name_end);
    let (mut is_refresh, mut content) = (false, String::new());
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            if is_refresh {
                let to = content.split_once('=').map_or("", |(_, to)| to.trim());
                page.forwards = Some(to.to_owned());
            }
            return rest;
        }
        let key_end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))
            .unwrap_or(rest.len())
            .max(1);
        let key_end = rest.ceil_char_boundary(key_end);
        let (key, behind) = rest.split_at(key_end);
        rest = behind.trim_start();
        let Some(value) = rest.strip_prefix('=') else { continue };
        let (value, behind) = attribute(value.trim_start());
        rest = behind;
        let is_name = key.eq_ignore_ascii_case("id")
            || (name.eq_ignore_ascii_case("a") && key.eq_ignore_ascii_case("name"));
        // A drawing that the page only quotes is no place to go to.
        if is_name && !name.eq_ignore_ascii_case("symbol") {
            page.ids.insert(plain(value).nfc().collect());
        }
        is_refresh |= name.eq_ignore_ascii_case("meta")
            && key.eq_ignore_ascii_case("http-equiv")
            && value.eq_ignore_ascii_case("refresh");
        if key.eq_ignore_ascii_case("content") {
            content = plain(value);
        }
    }
}

/// A value and what stands behind it.
fn attribute(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len()))
}

/// A value without the entities that pages write.
fn plain(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ];
    entities.iter().fold(value.to_owned(), |value, (entity, sign)| value.replace(entity, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_tags_alone() {
        let html = "<p ID=go class='x'>id=\"no\" <a name=\"old\"/><b title=\"a > b\" id='q&amp;a'><!-- <i id=\"c\"> --><symbol id=s>";
        let mut published = Published::default();
        published.add("a.html", html.as_bytes());
        let page = published.file("a.html").unwrap();
        assert_eq!(page.ids().collect::<Vec<_>>(), ["go", "old", "q&a"]);
        assert!(page.forwards.is_none() && page.has("top") && !page.has("no"));
        published.add("b.html", b"<meta http-equiv=\"refresh\" content=\"0; url=a.html\">");
        let page = published.file("b.html").unwrap();
        assert!(page.has("anything") && page.forwards.as_deref() == Some("a.html"));
    }

    #[test]
    fn broken_pages_do_no_harm() {
        for html in ["<", "<p", "<p id", "<p id=", "<p id='x", "<p =", "<p \u{e9}=1>", "<!--", "<p id=é>"] {
            Published::default().add("a.html", html.as_bytes());
        }
    }
}
