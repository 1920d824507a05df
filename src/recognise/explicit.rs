//! Explicit markup and front matter, which override what was recognised.

use super::Context;
use crate::plan::Plan;

pub fn apply(_ctx: &Context, _plan: &mut Plan) {}
