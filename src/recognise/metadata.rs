//! Keys and values written in the text.

use super::Context;
use crate::plan::Metadata;

pub fn find(_ctx: &Context) -> Vec<Metadata> {
    Vec::new()
}
