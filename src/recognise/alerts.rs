//! Conditions that raise an alert.

use super::Context;
use crate::plan::AlertThreshold;

pub fn find(_ctx: &Context) -> Vec<AlertThreshold> {
    Vec::new()
}
