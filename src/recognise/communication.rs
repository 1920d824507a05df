//! When people are told, through what, and how often.

use super::Context;
use crate::plan::{Communication, Phase};

pub fn find(_ctx: &Context, _phases: &[Phase]) -> Communication {
    Communication::default()
}
