//! Messages with fields to fill.

use super::Context;
use crate::plan::Template;

pub fn find(_ctx: &Context) -> Vec<Template> {
    Vec::new()
}
