//! High, medium, low: in words or as a coloured mark.

use crate::markdown::SectionId;
use crate::recognise::{Concept, Context};

const LEVELS: [(Concept, &str); 4] = [
    (Concept::Critical, "Critical"),
    (Concept::High, "High"),
    (Concept::Medium, "Medium"),
    (Concept::Low, "Low"),
];

/// The level that a title gives, by word or by the colour of its mark.
pub fn of_title(ctx: &Context, title: &str) -> Option<&'static str> {
    let by_word = LEVELS.iter().find(|(concept, _)| ctx.speaks(*concept, title)).map(|(_, level)| *level);
    by_word.or_else(|| {
        title.chars().find_map(|c| match c {
            '🔴' | '🟥' => Some("High"),
            '🟠' | '🟡' | '🟨' | '🟧' => Some("Medium"),
            '🟢' | '🟩' => Some("Low"),
            _ => None,
        })
    })
}

/// The level of the nearest heading that gives one, up to the one that speaks of risks.
pub fn of_section(ctx: &Context, section: SectionId) -> Option<&'static str> {
    for section in ctx.document.lineage(section).filter(|s| s.level > 1) {
        if let Some(level) = of_title(ctx, &section.heading.plain()) {
            return Some(level);
        }
        if ctx.speaks(Concept::Risk, &section.title) {
            return None;
        }
    }
    None
}

/// `Level`, `Risk level`, `Rating`.
pub fn names_level(ctx: &Context, key: &str) -> bool {
    let rest = ctx.vocabulary.without(Concept::Risk, key);
    matches!(rest.as_str(), "level" | "rating" | "stufe" | "niveau" | "nivel" | "nível" | "livello")
        || ctx.vocabulary.is(Concept::Priority, key)
}
