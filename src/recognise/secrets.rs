//! Values that a reader should be warned of.

use super::Context;
use crate::plan::{PossibleSecret, Setting};

pub fn find(_ctx: &Context, _settings: &[Setting]) -> Vec<PossibleSecret> {
    Vec::new()
}
