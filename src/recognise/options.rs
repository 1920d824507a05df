//! Alternatives of which one is to be chosen.

use super::Context;
use crate::plan::Options;

pub fn find(_ctx: &Context) -> Vec<Options> {
    Vec::new()
}
