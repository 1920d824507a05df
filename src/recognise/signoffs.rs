//! Lines, rows and blocks to sign.

use super::Context;
use crate::plan::{SharedDate, SignOff};

pub fn find(_ctx: &Context) -> (Vec<SignOff>, SharedDate) {
    (Vec::new(), SharedDate::default())
}
