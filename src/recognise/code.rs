//! Fences by language.

use super::Context;
use crate::markdown::{Block, BlockKind};
use crate::plan::{CodeBlocks, LangCount};

/// All fences, those in items and quotes too; languages in the order in which they come up.
pub fn blocks(ctx: &Context) -> CodeBlocks {
    let mut found = CodeBlocks::default();
    for section in &ctx.document.sections {
        count(&section.blocks, false, &mut found);
    }
    found
}

fn count(blocks: &[Block], inside_item: bool, found: &mut CodeBlocks) {
    for block in blocks {
        match &block.kind {
            BlockKind::Code(code) if code.fenced => {
                found.total += 1;
                found.inside_list_items += usize::from(inside_item);
                match found.by_lang.iter_mut().find(|known| known.lang == code.lang) {
                    Some(known) => known.count += 1,
                    None => found.by_lang.push(LangCount { lang: code.lang.clone(), count: 1 }),
                }
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    count(&item.blocks, true, found);
                }
            }
            BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                count(blocks, inside_item, found);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn fences_count_wherever_they_stand() {
        let text = "# P\n\n```sh\na\n```\n\n- x\n  ```\n  b\n  ```\n\n> ```sh\n> c\n> ```\n\n    indented\n";
        let found = plan(text).code_blocks;
        assert_eq!((found.total, found.inside_list_items), (3, 1));
        let langs: Vec<_> = found.by_lang.iter().map(|l| (l.lang.as_deref(), l.count)).collect();
        assert_eq!(langs, [(Some("sh"), 2), (None, 1)]);
    }
}
