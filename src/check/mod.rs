//! What is missing, contradictory or broken in the plans: one rule a file.
//!
//! A rule looks at one plan of the site and reports what it finds with its places. The table [`RULES`] is also the
//! manual's: each rule carries its code and a sentence on what it finds and what to do. What stops a build is found by
//! the stages before; most rules warn or note.

mod case;
mod document;
mod gaps;
mod people;
mod rollback;
#[cfg(test)]
mod testing;
mod time;
mod values;

use rayon::prelude::*;

use crate::diag::{Diagnostic, Report};
use crate::recognise::Vocabulary;
use crate::site::{Site, SitePlan};
use case::Case;

/// Something that can be wrong with a plan.
pub struct Rule {
    /// Kebab-case name, the code of its diagnostics.
    pub code: &'static str,
    /// What it finds, why that matters and what to do, for the manual and `tminus explain`.
    pub text: &'static str,
    check: fn(&Case, &mut Report),
}

/// All rules, in the order of the manual.
pub const RULES: &[Rule] = &[
    document::no_front_matter::RULE,
    document::missing_metadata::RULE,
    document::status_contradiction::RULE,
    document::unclosed_fence::RULE,
    document::looks_like_task::RULE,
    document::numbering_gap::RULE,
    document::duplicate_title::RULE,
    document::duplicate_heading::RULE,
    document::duplicate_anchor::RULE,
    document::ragged_table::RULE,
    document::raw_html::RULE,
    document::include_not_read::RULE,
    time::no_t_zero::RULE,
    time::relative_dates_only::RULE,
    time::missing_time_zone::RULE,
    time::mixed_notation::RULE,
    time::overrun::RULE,
    time::late_prerequisite::RULE,
    time::dependency_order::RULE,
    people::missing_contacts::RULE,
    people::unfilled_contact::RULE,
    people::unlisted_contact::RULE,
    people::uncovered_hours::RULE,
    people::approved_but_unsigned::RULE,
    people::no_sign_off::RULE,
    rollback::no_rollback::RULE,
    rollback::no_rollback_triggers::RULE,
    rollback::unowned_rollback::RULE,
    gaps::gate_without_criteria::RULE,
    gaps::phase_without_criteria::RULE,
    gaps::unfilled_placeholder::RULE,
    gaps::unfinished_text::RULE,
    gaps::blank_outside_form::RULE,
    gaps::unresolved_reference::RULE,
    gaps::checklist_without_tasks::RULE,
    gaps::comment_only_commands::RULE,
    gaps::no_message_template::RULE,
    values::severity_without_response::RULE,
    values::severity_gap::RULE,
    values::contradiction::RULE,
    values::undefined_setting::RULE,
    values::flag_never_changed::RULE,
    values::hidden_character::RULE,
    values::unknown_letter::RULE,
    values::typographic_command::RULE,
    values::possible_secret::RULE,
];

/// Everything the rules find, in order of file and line.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let found = site.plans.par_iter().map(|plan| check_plan(plan, &site.vocabulary));
    let mut all: Vec<Diagnostic> = found.collect::<Vec<_>>().into_iter().flatten().collect();
    all.sort_by_key(|d| d.span);
    all
}

/// What the rules find in one plan, in no order: no rule looks at another one.
pub fn check_plan(plan: &SitePlan, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let case = Case::of(plan, vocabulary);
    let mut report = Report::default();
    for rule in RULES {
        (rule.check)(&case, &mut report);
    }
    // What front matter lacks is not known where it could not be read: that is told already.
    let front = |found: &Diagnostic| {
        let within = found.span.is_some_and(|span| (span.start as usize) < plan.source.body);
        plan.source.front.unread && (within || found.code == document::missing_metadata::RULE.code)
    };
    report.diagnostics.retain(|found| !front(found));
    report.diagnostics.into_iter().map(|found| case.without_secrets(found)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_finding_shows_a_line_with_a_secret() {
        let text = "# A\n\n```sh\nexport CRM_PASSWORD=Sommer2026 [host]\n```\n\nThen [host] again.\n";
        let site = crate::site::testing::site(text);
        let found = check(&site);
        let placeholder = found.iter().find(|d| d.code == "unfilled-placeholder").unwrap();
        assert!(placeholder.span.is_none() && placeholder.message.starts_with("line 4: "));
        let lines = |d: &Diagnostic| d.span.map(|s| text[..s.start as usize].matches('\n').count() + 1);
        assert!(found.iter().all(|d| lines(d) != Some(4)));
    }

    #[test]
    fn codes_are_kebab_case_and_used_once() {
        let mut codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
        codes.sort_unstable();
        assert!(codes.windows(2).all(|two| two[0] != two[1]));
        assert!(codes.iter().all(|c| c.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }
}
