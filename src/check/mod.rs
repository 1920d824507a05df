//! What is missing, contradictory or broken in the plans: one rule a file.
//!
//! A rule looks at the whole site and reports what it finds with its place. The table [`RULES`] is also the manual's:
//! each rule carries its code and a sentence on what it finds and what to do.

use crate::diag::{Diagnostic, Report};
use crate::site::Site;

/// Something that can be wrong with a plan.
pub struct Rule {
    /// Kebab-case name, the code of its diagnostics.
    pub code: &'static str,
    /// What it finds and why that matters, for the manual and `tminus explain`.
    pub text: &'static str,
    check: fn(&Site, &mut Report),
}

/// All rules, in the order of the manual.
pub const RULES: &[Rule] = &[];

/// Everything the rules find, in order of file and line.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let mut report = Report::default();
    for rule in RULES {
        (rule.check)(site, &mut report);
    }
    report.diagnostics.sort_by_key(|d| d.span);
    report.diagnostics
}
