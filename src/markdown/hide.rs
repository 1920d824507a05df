//! Values that nobody may read, taken out of headings: a heading becomes titles, names and addresses of many pages.

use super::anchor::Anchors;
use super::{Document, slug};

impl Document {
    /// Puts `instead` for each of `values` in all headings. Whether any heading held one.
    pub fn hide_in_headings(&mut self, values: &[&str], instead: &str) -> bool {
        let held = |text: &str| values.iter().any(|value| text.contains(value));
        if !self.sections.iter().any(|section| held(&section.title)) {
            return false;
        }
        let hide = |text: &mut String| {
            for value in values {
                *text = text.replace(value, instead);
            }
        };
        let mut anchors = Anchors::default();
        for section in self.sections.iter().filter(|section| !held(&section.title)) {
            anchors.claim(&section.anchor, "section");
        }
        for section in self.sections.iter_mut().filter(|section| held(&section.title)) {
            hide(&mut section.title);
            section.heading.runs.iter_mut().for_each(|run| hide(&mut run.text));
            let wanted = section.attributes.id.clone().unwrap_or_else(|| slug(&section.title));
            section.anchor = anchors.claim(&wanted, "section");
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::FileId;
    use crate::markdown::parse;

    #[test]
    fn headings_lose_the_value_in_words_and_in_names() {
        let text =
            "# Move\n\n## Token [hidden]\n\n## Token s3cret-s3cret\n\n## Token **s3cret-s3cret** again\n";
        let mut document = parse(FileId(0), text, 0).value;
        assert!(document.hide_in_headings(&["s3cret-s3cret"], "[hidden]"));
        let found: Vec<(String, &str)> =
            document.sections.iter().map(|s| (s.heading.plain(), s.anchor.as_str())).collect();
        let of = |at: usize| (found[at].0.as_str(), found[at].1);
        assert_eq!(of(2), ("Token [hidden]", "token-hidden"));
        assert_eq!(of(3), ("Token [hidden]", "token-hidden-2"));
        assert_eq!(of(4), ("Token [hidden] again", "token-hidden-again"));
        assert!(!document.hide_in_headings(&["s3cret-s3cret"], "[hidden]"));
    }
}
