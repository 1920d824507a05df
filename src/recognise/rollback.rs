//! Triggers and procedures of the way back.

use super::Context;
use crate::plan::Rollback;

pub fn find(_ctx: &Context) -> Rollback {
    Rollback::default()
}
