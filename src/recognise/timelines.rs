//! Lists of moments and recurring duties.

use super::Context;
use crate::plan::{Cadence, Phase, Timeline};

pub fn find(_ctx: &Context, _phases: &[Phase]) -> Vec<Timeline> {
    Vec::new()
}

pub fn cadences(_ctx: &Context) -> Vec<Cadence> {
    Vec::new()
}
