//! Go/no-go decisions, rollback points, success criteria.

use super::Context;
use crate::plan::{GoNoGo, RollbackPoint, SuccessCriteria};

pub fn go_no_go(_ctx: &Context) -> Vec<GoNoGo> {
    Vec::new()
}

pub fn rollback_points(_ctx: &Context) -> Vec<RollbackPoint> {
    Vec::new()
}

pub fn success_criteria(_ctx: &Context) -> Vec<SuccessCriteria> {
    Vec::new()
}
