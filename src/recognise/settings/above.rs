//! What the words above a text speak of: asked where a name stands below them, which most texts have none of.

use crate::markdown::{Block, SectionId, Text};
use crate::recognise::{Concept, Context, lead_in_of};

/// Where a text stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) section: SectionId,
    pub(super) above: Above<'a>,
    pub(super) part: Part,
}

/// What the text is to the words above it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A paragraph or a heading: a name in it is a mention.
    Sentence,
    /// An item, which stands last in `above` itself: its own first words count.
    Led,
    Below,
}

/// Words, and those above them.
#[derive(Clone, Copy)]
pub(super) struct Above<'a> {
    pub(super) ctx: &'a Context<'a>,
    pub(super) words: Words<'a>,
    pub(super) before: Option<&'a Above<'a>>,
}

#[derive(Clone, Copy)]
pub(super) enum Words<'a> {
    /// The headings of a section and of those it stands in.
    Section(SectionId),
    /// The block right before, where that is a lead-in.
    Block(&'a Block),
    Item(&'a Text),
}

impl<'a> Above<'a> {
    /// `words` below these.
    pub(super) fn and(&'a self, words: Words<'a>) -> Above<'a> {
        Above { ctx: self.ctx, words, before: Some(self) }
    }

    fn speaks(&self, concept: Concept) -> bool {
        let own = match self.words {
            Words::Section(section) => self.ctx.under(section, concept).is_some(),
            Words::Block(block) => {
                lead_in_of(block).is_some_and(|lead| self.ctx.speaks(concept, &lead.label))
            }
            Words::Item(text) => self.ctx.speaks(concept, &text.plain()),
        };
        own || self.before.is_some_and(|above| above.speaks(concept))
    }
}

impl Place<'_> {
    /// Whether the text stands among feature flags.
    pub(super) fn is_flagged(&self) -> bool {
        match self.part {
            Part::Led => self.above.before.is_some_and(|above| above.speaks(Concept::FeatureFlag)),
            Part::Sentence | Part::Below => self.above.speaks(Concept::FeatureFlag),
        }
    }

    /// Whether names in the text are listed as settings to give a value.
    pub(super) fn lists_settings(&self) -> bool {
        match (self.part, self.above.words) {
            (Part::Sentence, _) => false,
            (Part::Led, Words::Item(text)) => {
                self.above.ctx.vocabulary.leads(Concept::Setting, &text.plain())
                    || self.above.before.is_some_and(|above| above.speaks(Concept::Setting))
            }
            _ => self.above.speaks(Concept::Setting),
        }
    }
}
