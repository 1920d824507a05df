//! Feature flags and their changes.

use super::Context;
use crate::plan::{FeatureFlag, Phase, Setting};

pub fn find(_ctx: &Context, _settings: &[Setting], _phases: &[Phase]) -> Vec<FeatureFlag> {
    Vec::new()
}
