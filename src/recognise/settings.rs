//! Upper-case names that are set or read.

use super::Context;
use crate::plan::Setting;

/// Names by what the plan does with them.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    pub defined: Vec<Setting>,
    pub used_undefined: Vec<String>,
    pub script_variables: Vec<String>,
}

pub fn find(_ctx: &Context) -> Settings {
    Settings::default()
}
