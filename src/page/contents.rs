//! What is on a page, for pages that are longer than a screen.

use serde::Serialize;

/// Fewer entries are seen at a glance.
const LONG: usize = 4;

/// A heading of the page.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// Of the heading in the plan.
    pub depth: u8,
    pub anchor: String,
    /// HTML without tags.
    pub title: String,
    /// Things below it; 0 where nothing is counted.
    pub count: usize,
}

impl Entry {
    /// An entry for a heading that stands as HTML in the page.
    pub fn of_html(depth: u8, anchor: &str, html: &str, count: usize) -> Entry {
        Entry { depth, anchor: anchor.to_owned(), title: without_tags(html), count }
    }
}

/// The entries of a page; none where there are few.
pub fn long(entries: Vec<Entry>) -> Vec<Entry> {
    if entries.len() < LONG { Vec::new() } else { entries }
}

fn without_tags(html: &str) -> String {
    let pieces = html.split('<').enumerate().map(|(at, piece)| match at {
        0 => piece,
        _ => piece.split_once('>').map_or("", |(_, text)| text),
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_keep_their_words_alone() {
        let entry =
            Entry::of_html(2, "x", "Look at <a class=\"ref\" href=\"#p\"><code>P&lt;0</code></a> now", 0);
        assert_eq!(
            entry.title,
            "Look at <code>P&lt;0</code> now".replace("<code>", "").replace("</code>", "")
        );
        assert!(long(vec![entry]).is_empty());
    }
}
