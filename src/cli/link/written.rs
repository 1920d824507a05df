//! A link in the words of the place that it is pasted to.

use serde::Serialize;

use crate::tickets::{Item, written};

/// Letters of a title in a link.
const TITLE: usize = 100;

/// The permalink; from the root of the site where its address is not known.
pub fn url(item: &Item, base: &str) -> String {
    format!("{base}{}", written(&item.permalink))
}

/// What the link is called: the words of the thing on one line, long ones cut.
pub fn title(item: &Item) -> String {
    let words = item.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = if words.is_empty() { item.code.clone() } else { words };
    if words.chars().count() <= TITLE {
        return words;
    }
    words.chars().take(TITLE - 1).collect::<String>().trim_end().to_owned() + "…"
}

/// `[words](address)`.
pub fn markdown(item: &Item, url: &str) -> String {
    let url = url.replace('(', "%28").replace(')', "%29");
    format!("[{}]({url})", escaped(&title(item), r"\`*_[]<>|~&!#"))
}

/// `[words|address]`.
pub fn jira(item: &Item, url: &str) -> String {
    let url = url.replace('|', "%7C").replace(']', "%5D").replace('[', "%5B");
    format!("[{}|{url}]", escaped(&title(item), r"\[]{}|*_!^~+-?"))
}

/// `<address|words>`.
pub fn slack(item: &Item, url: &str) -> String {
    let plain = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let title = title(item).replace('|', "¦");
    format!("<{}|{}>", plain(url).replace('|', "%7C"), plain(&title))
}

#[derive(Serialize)]
struct Told<'a> {
    code: &'a str,
    kind: &'a str,
    plan: &'a str,
    plan_title: &'a str,
    words: &'a str,
    id: Option<&'a str>,
    url: &'a str,
    address: String,
    permalink: String,
    former: Vec<String>,
}

pub fn json(item: &Item, url: &str) -> String {
    let told = Told {
        code: &item.code,
        kind: item.kind,
        plan: &item.plan,
        plan_title: &item.plan_title,
        words: &item.words,
        id: item.id.as_deref(),
        url,
        address: written(&item.address),
        permalink: written(&item.permalink),
        former: item.former.iter().map(written).collect(),
    };
    serde_json::to_string_pretty(&told).unwrap_or_default()
}

/// `text` with a backslash in front of each of `signs`.
fn escaped(text: &str, signs: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if signs.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Address;

    fn item(words: &str) -> Item {
        Item {
            code: "DSK-7F3K".to_owned(),
            kind: "task",
            plan: "DSK".to_owned(),
            plan_title: "Desk".to_owned(),
            words: words.to_owned(),
            id: None,
            line: 3,
            address: Address::root("desk/checklist.html").at("DSK-7F3K"),
            permalink: Address::permalink("DSK-7F3K"),
            also: Vec::new(),
            former: Vec::new(),
            born: false,
        }
    }

    #[test]
    fn signs_of_each_place_are_escaped() {
        let odd = item("Ring [the] *desk* | <now> & {wait}");
        let url = url(&odd, "https://r.example/(a)/");
        assert_eq!(url, "https://r.example/(a)/t/DSK-7F3K/");
        assert_eq!(
            markdown(&odd, &url),
            r"[Ring \[the\] \*desk\* \| \<now\> \& {wait}](https://r.example/%28a%29/t/DSK-7F3K/)"
        );
        assert_eq!(
            jira(&odd, &url),
            r"[Ring \[the\] \*desk\* \| <now> & \{wait\}|https://r.example/(a)/t/DSK-7F3K/]"
        );
        assert_eq!(
            slack(&odd, &url),
            "<https://r.example/(a)/t/DSK-7F3K/|Ring [the] *desk* ¦ &lt;now&gt; &amp; {wait}>"
        );
    }

    #[test]
    fn titles_are_one_short_line() {
        assert_eq!(title(&item(&"é ".repeat(200))).chars().count(), 100);
        assert_eq!(title(&item("")), "DSK-7F3K");
    }
}
