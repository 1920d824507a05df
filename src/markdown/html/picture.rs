//! Pictures of a plan: a figure where one stands alone, else a sign among words; its words where no picture is shown.

use super::super::{Link, Run, RunKind, Text};
use super::{Writer, escape, escaped};

/// A picture as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub src: String,
    /// Width and height, where they are known.
    pub size: Option<(u32, u32)>,
}

/// Pixels that a picture may have in height to stand among words.
const TALLEST_SIGN: u32 = 48;

/// Pixels in height of the tallest picture within an item or a sentence.
const TALLEST: u32 = 384;

/// The size at which a picture is shown below words. Told as numbers, so that nothing moves when it comes.
fn seen_with_words((width, height): (u32, u32)) -> (u32, u32) {
    if height <= TALLEST {
        return (width, height);
    }
    let narrower = u64::from(width) * u64::from(TALLEST) / u64::from(height);
    (u32::try_from(narrower).unwrap_or(width).max(1), TALLEST)
}

impl Writer<'_> {
    /// A picture that stands alone in its paragraph, with its title below it; false where there is none.
    pub(super) fn figure(&mut self, text: &Text, line: u32) -> bool {
        let mut told = text
            .runs
            .iter()
            .filter(|run| !run.text.trim().is_empty() || matches!(run.kind, RunKind::Image(_)));
        let (Some(run), None) = (told.next(), told.next()) else { return false };
        let RunKind::Image(image) = &run.kind else { return false };
        let Some(shown) = self.picture(&image.dest) else { return false };
        self.begin("figure", line, " class=\"attached\"");
        // The picture as it is, larger than a page has room for; without words nobody could be told of such a link.
        let author = run.link.as_ref().map(|link| self.site.link(&link.dest));
        let to = author.unwrap_or_else(|| (!run.text.trim().is_empty()).then(|| shown.src.clone()));
        if let Some(to) = &to {
            self.anchor(to);
        }
        self.img(&shown, run, ("", ""));
        self.out.push_str(if to.is_some() { "</a>" } else { "" });
        if !image.title.trim().is_empty() {
            self.out.push_str("<figcaption>");
            let title = self.site.withheld(run.line, &image.title).unwrap_or_else(|| image.title.clone());
            escape(&mut self.out, &title);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
        true
    }

    fn picture(&self, dest: &str) -> Option<Shown> {
        self.site.picture(dest).filter(|_| self.pictures)
    }

    pub(super) fn image(&mut self, image: &Link, run: &Run) {
        let Some(shown) = self.picture(&image.dest) else {
            let words = self.site.withheld(run.line, &run.text);
            return escape(&mut self.out, words.as_deref().unwrap_or(&run.text));
        };
        let to = run.link.as_ref().and_then(|link| self.site.link(&link.dest));
        if let Some(to) = &to {
            self.anchor(to);
        }
        // A lamp stands among the words, a screen below them, and no larger than can be seen with them.
        let tall = shown.size.is_none_or(|(_, height)| height > TALLEST_SIGN);
        let shown = Shown { size: shown.size.map(seen_with_words), ..shown };
        self.img(&shown, run, (&image.title, if tall { " class=\"apart\"" } else { "" }));
        self.out.push_str(if to.is_some() { "</a>" } else { "" });
    }

    /// Width and height are told, so that nothing moves when it comes.
    fn img(&mut self, shown: &Shown, run: &Run, (title, class): (&str, &str)) {
        let withheld =
            |text: &str| escaped(&self.site.withheld(run.line, text).unwrap_or_else(|| text.to_owned()));
        let mut out = format!("<img{class} src=\"{}\" alt=\"{}\"", escaped(&shown.src), withheld(&run.text));
        if let Some((width, height)) = shown.size {
            out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        if !title.trim().is_empty() {
            out.push_str(&format!(" title=\"{}\"", withheld(title)));
        }
        out.push_str(" loading=\"lazy\" decoding=\"async\">");
        self.out.push_str(&out);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Block, Code, Item, parse};
    use super::super::{Decorate, blocks, inline, pictured};
    use super::*;
    use crate::diag::FileId;

    /// Knows one picture.
    struct Site;

    impl Decorate for Site {
        fn link(&self, dest: &str) -> Option<String> {
            Some(dest.to_owned())
        }

        fn picture(&self, dest: &str) -> Option<Shown> {
            let size = |height| Shown { src: "files/a&b.png".to_owned(), size: Some((30, height)) };
            (dest == "a.png").then(|| size(20)).or_else(|| (dest == "tall.png").then(|| size(49)))
        }

        fn references(&self, _run: &Run) -> Vec<(std::ops::Range<usize>, String)> {
            Vec::new()
        }

        fn anchor(&self, _line: u32) -> Option<String> {
            None
        }

        fn code(&self, _code: &Code) -> String {
            String::new()
        }

        fn task(&self, _item: &Item) -> Option<String> {
            None
        }
    }

    fn parsed(text: &str) -> Vec<Block> {
        parse(FileId(0), text, 0).value.sections.remove(0).blocks
    }

    const IMG: &str = "<img src=\"files/a&amp;b.png\" alt=\"two &lt;b&gt;\" width=\"30\" height=\"20\" loading=\"lazy\" decoding=\"async\">";

    #[test]
    fn a_picture_alone_is_a_figure_with_the_title_that_it_has() {
        let whole = format!("<figure class=\"attached\"><a href=\"files/a&amp;b.png\">{IMG}</a></figure>\n");
        assert_eq!(blocks(&parsed("![two \\<b>](a.png)"), &Site), whole);
        let titled = blocks(&parsed("![two \\<b>](a.png \"Cut & dry\")"), &Site);
        assert_eq!(titled, whole.replace("</figure>", "<figcaption>Cut &amp; dry</figcaption></figure>"));
        let linked = blocks(&parsed("[![two \\<b>](a.png)](b.pdf)"), &Site);
        assert_eq!(linked, whole.replace("<a href=\"files/a&amp;b.png\">", "<a href=\"b.pdf\">"));
        // Without words there is nothing to call a link by.
        assert!(!blocks(&parsed("![](a.png)"), &Site).contains("<a "));
    }

    #[test]
    fn among_words_it_is_one_of_them() {
        assert!(blocks(&parsed("Press ![it](tall.png)"), &Site).contains("<p>Press <img class=\"apart\" "));
        assert_eq!((seen_with_words((30, 49)), seen_with_words((500, 1_000))), ((30, 49), (192, 384)));
        let text = "Press ![two \\<b>](a.png) twice";
        assert_eq!(blocks(&parsed(text), &Site), format!("<p>Press {IMG} twice</p>\n"));
        let parsed = parsed(text);
        let paragraph = parsed[0].paragraph().unwrap();
        assert_eq!(pictured(paragraph, &Site), format!("Press {IMG} twice"));
        assert_eq!(inline(paragraph, &Site), "Press two &lt;b&gt; twice", "no room for pictures");
    }

    #[test]
    fn one_that_is_not_published_is_its_words() {
        assert_eq!(blocks(&parsed("![two \\<b>](gone.png)"), &Site), "<p>two &lt;b&gt;</p>\n");
    }

    #[test]
    fn markup_is_never_a_picture() {
        let shown = blocks(&parsed("<img src=a.png>\n\nand <img src=a.png>"), &Site);
        assert!(!shown.contains("<img"), "{shown}");
    }
}
