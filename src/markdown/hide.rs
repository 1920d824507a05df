//! Values that nobody may read, taken out of headings: a heading becomes titles, names and addresses of many pages.

use std::borrow::Cow;

use super::anchor::Anchors;
use super::{Document, slug, without_pictographs};

impl Document {
    /// Puts into all headings what `hide` leaves of them, by their lines. Whether any of them held something.
    pub fn hide_in_headings(&mut self, hide: &dyn for<'t> Fn(u32, &'t str) -> Cow<'t, str>) -> bool {
        let holds = |line: u32, text: &str| matches!(hide(line, text), Cow::Owned(_));
        // A title has lost its signs, and a value that holds one stands in the words alone.
        let held = self.sections.iter().map(|section| {
            holds(section.line, &section.title)
                || section.heading.runs.iter().any(|run| holds(section.line, &run.text))
        });
        let held: Vec<bool> = held.collect();
        if !held.contains(&true) {
            return false;
        }
        let mut anchors = Anchors::default();
        for (section, _) in self.sections.iter().zip(&held).filter(|(_, held)| !**held) {
            anchors.claim(&section.anchor, "section");
        }
        for (section, _) in self.sections.iter_mut().zip(&held).filter(|(_, held)| **held) {
            for run in &mut section.heading.runs {
                run.text = hide(section.line, &run.text).into_owned();
            }
            let title = without_pictographs(&section.heading.plain());
            section.title = hide(section.line, &title).into_owned();
            let wanted = section.attributes.id.clone().unwrap_or_else(|| slug(&section.title));
            section.anchor = anchors.claim(&wanted, "section");
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use crate::diag::FileId;
    use crate::markdown::parse;

    #[test]
    fn headings_lose_the_value_in_words_and_in_names() {
        let text =
            "# Move\n\n## Token [hidden]\n\n## Token s3cret-s3cret\n\n## Token **s3cret-s3cret** again\n";
        let mut document = parse(FileId(0), text, 0).value;
        fn hide(_line: u32, text: &str) -> Cow<'_, str> {
            match text.contains("s3cret-s3cret") {
                true => text.replace("s3cret-s3cret", "[hidden]").into(),
                false => text.into(),
            }
        }
        assert!(document.hide_in_headings(&hide));
        let found: Vec<(String, &str)> =
            document.sections.iter().map(|s| (s.heading.plain(), s.anchor.as_str())).collect();
        let of = |at: usize| (found[at].0.as_str(), found[at].1);
        assert_eq!(of(2), ("Token [hidden]", "token-hidden"));
        assert_eq!(of(3), ("Token [hidden]", "token-hidden-2"));
        assert_eq!(of(4), ("Token [hidden] again", "token-hidden-again"));
        assert!(!document.hide_in_headings(&hide));
    }
}
