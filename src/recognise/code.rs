//! Fences by language.

use super::Context;
use crate::plan::CodeBlocks;

pub fn blocks(_ctx: &Context) -> CodeBlocks {
    CodeBlocks::default()
}
