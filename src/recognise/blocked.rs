//! Plans that say of themselves that they must not be run.

use super::{Concept, Context};
use crate::markdown::without_pictographs;
use crate::plan::{Metadata, MetadataValue};

/// Sections from the top in which a plan speaks of itself as a whole.
const HEAD: usize = 4;

/// Longer words are an explanation, not a mark.
const LONGEST: usize = 160;

/// The words that say so: a status in the metadata, or a line at the head of the plan that is bold as a whole.
pub fn find(ctx: &Context, metadata: &[Metadata]) -> Option<String> {
    metadata.iter().find_map(|entry| of_status(ctx, entry)).or_else(|| of_head(ctx))
}

fn of_status(ctx: &Context, entry: &Metadata) -> Option<String> {
    let MetadataValue::Text(value) = &entry.value else { return None };
    let is_status = ctx.speaks(Concept::Status, &entry.key.replace('_', " "));
    (is_status && says_blocked(ctx, value)).then(|| value.clone())
}

fn of_head(ctx: &Context) -> Option<String> {
    for section in ctx.document.sections.iter().take(HEAD) {
        for block in &section.blocks {
            for line in block.paragraph().map(|text| text.lines()).unwrap_or_default() {
                let words = without_pictographs(&line.plain());
                if line.is_all_bold() && !words.ends_with([':', '：']) && says_blocked(ctx, &words) {
                    ctx.claim(block.id, block.line, "blocked", "bold line at the head that says so");
                    return Some(words);
                }
            }
        }
    }
    None
}

fn says_blocked(ctx: &Context, words: &str) -> bool {
    let lower = words.to_lowercase();
    let negated = ["not blocked", "no longer blocked", "nicht blockiert"].iter().any(|no| lower.contains(no));
    words.len() <= LONGEST && ctx.speaks(Concept::Blocked, words) && !negated
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn a_plan_says_that_it_is_blocked() {
        let bold =
            plan("# Move\n\n## First of all\n**MOVE BLOCKED - the lease is not signed**\n\n## Later\n");
        assert_eq!(bold.blocked.as_deref(), Some("MOVE BLOCKED - the lease is not signed"));
        let status = plan("# Umzug\n\n**Status:** blockiert bis Mai\n");
        assert_eq!(status.blocked.as_deref(), Some("blockiert bis Mai"));
    }

    #[test]
    fn other_plans_do_not() {
        for text in [
            "# A\n\n**Status:** no longer blocked\n",
            "# A\n\nTask 3 is blocked.\n",
            "# A\n\n**Blocked by:**\n\n- x\n",
        ] {
            assert_eq!(plan(text).blocked, None, "{text}");
        }
    }
}
