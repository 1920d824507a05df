//! Records against a plan: what counts, and what is said of the rest.

use super::check::check;
use super::file::RecordFiles;
use super::record::{Record, Signed};
use super::state::{Changed, SignOffState, Since, Standing};
use super::testing::{self, digest, plan, record};
use super::{Ask, Checked};
use crate::diag::{Files, Outcome, Severity};
use crate::read::Memory;

fn checked_text(text: &str, plan: &Signed) -> Outcome<Checked> {
    let folder = Memory::default().with("signoffs/scales.yaml", text);
    let read = RecordFiles::read(&folder, &mut Files::default());
    let past = |_: &Signed, of: &str| {
        let change = Changed { code: "SCN-7F3K".into(), what: "changed".into() };
        (of == digest('9')).then(|| vec![change])
    };
    let mut outcome = check(&read.value, std::slice::from_ref(plan), &past);
    outcome.diagnostics.splice(0..0, read.diagnostics);
    outcome
}

/// The state after these records, and the codes of what is wrong with them.
fn after(records: impl IntoIterator<Item = Record>) -> (SignOffState, Vec<&'static str>) {
    let outcome = checked_text(&testing::file(records), &plan());
    let codes = outcome.diagnostics.iter().map(|d| d.code).collect();
    (outcome.value["scales"].clone(), codes)
}

fn standings(state: &SignOffState) -> Vec<Standing> {
    state.roles.iter().map(|role| role.standing).collect()
}

fn by(name: &str, of: char, meaning: &str) -> Record {
    Record { digest: digest(of), meaning: meaning.into(), ..record(name) }
}

#[test]
fn a_record_counts_for_the_same_digest_alone() {
    let (state, codes) = after([record("Ada Byron")]);
    assert_eq!((standings(&state), codes), (vec![Standing::Signed, Standing::Missing], vec![]));
    let (state, codes) = after([by("Ada Byron", '9', "approved")]);
    assert_eq!((standings(&state), codes), (vec![Standing::Outdated, Standing::Missing], vec![]));
    let Since::Changed(changes) = &state.roles[0].earlier[0].since else { panic!("known") };
    assert_eq!(changes[0].code, "SCN-7F3K");
    let (state, codes) = after([by("Ada Byron", '8', "approved")]);
    assert_eq!((standings(&state)[0], codes), (Standing::Outdated, vec!["sign-off-revision"]));
    assert_eq!(state.roles[0].earlier[0].since, Since::Unknown);
    assert_eq!(after([by("Ada Byron", '8', "approved"), record("Ada Byron")]).1, [""; 0], "signed anew");
    assert!(!state.is_complete());
}

#[test]
fn two_people_are_two_different_people() {
    let twice = Signed { asked: vec![Ask { people: 2, ..Ask::one("Harbour master") }], ..plan() };
    let standing = |names: &[&str]| {
        let text = testing::file(
            names
                .iter()
                .enumerate()
                .map(|(at, name)| Record { time: format!("2026-03-01T18:4{at}:00+01:00"), ..record(name) }),
        );
        checked_text(&text, &twice).value["scales"].roles[0].standing
    };
    assert_eq!(standing(&["Ada Byron"]), Standing::Partly);
    assert_eq!(standing(&["Ada Byron", "ADA  BYRON", "Ada\u{200B} Byron"]), Standing::Partly);
    assert_eq!(standing(&["Ada Byron", "Bea Cole"]), Standing::Signed);
}

#[test]
fn rejections_and_withdrawals_take_a_signature_back() {
    let (state, _) = after([record("Ada Byron"), by("Ada Byron", 'a', "withdrawn")]);
    assert_eq!(state.roles[0].standing, Standing::Missing);
    let (state, _) = after([record("Ada Byron"), by("Bea Cole", 'a', "rejected")]);
    assert_eq!(state.roles[0].standing, Standing::Rejected);
    let (state, _) = after([by("Bea Cole", 'a', "rejected"), record("Bea Cole")]);
    assert_eq!(state.roles[0].standing, Standing::Signed);
}

#[test]
fn going_back_to_an_older_revision_is_flagged() {
    let (state, codes) = after([record("Ada Byron"), by("Ada Byron", '9', "approved")]);
    assert!(state.went_back);
    assert_eq!((state.roles[0].standing, codes), (Standing::Signed, vec!["sign-off-older"]));
    let (state, codes) = after([by("Ada Byron", '9', "approved"), record("Ada Byron")]);
    assert!(!state.went_back && codes.is_empty() && state.roles[0].standing == Standing::Signed);
}

#[test]
fn an_older_revision_signed_late_is_flagged() {
    let late = Record { revision: 2, ..by("Bea Cole", '9', "approved") };
    let (state, codes) = after([record("Ada Byron"), late]);
    assert!(codes.contains(&"sign-off-older"), "{codes:?}");
    assert_eq!(state.roles[0].standing, Standing::Signed);
    let later = Record { time: "2026-03-02T18:40:00Z".into(), ..record("Ada Byron") };
    let late = Record { revision: 2, ..by("Bea Cole", '9', "approved") };
    assert_eq!(
        after([record("Ada Byron"), late, later]).1,
        [""; 0],
        "signed anew: nothing is left to be done"
    );
}

#[test]
fn a_record_that_only_looks_signed_is_an_error() {
    for how in ["ssh", "SSH", " Ssh "] {
        let (state, codes) = after([Record { how: how.into(), ..record("Ada Byron") }]);
        assert_eq!(
            (codes, state.roles[0].standing),
            (vec!["sign-off-signature"], Standing::Missing),
            "{how}"
        );
    }
}

#[test]
fn strangers_are_errors_and_former_roles_are_not() {
    let other = |role: &str, of: char| Record { role: role.into(), ..by("Ada Byron", of, "approved") };
    let outcome = checked_text(&testing::file([other("Harbor master", 'a')]), &plan());
    let [finding] = &outcome.diagnostics[..] else { panic!("{:?}", outcome.diagnostics) };
    assert_eq!((finding.code, finding.severity), ("sign-off-role", Severity::Error));
    assert!(finding.hints[0].contains("did you mean `Harbour master`?"));
    let outcome = checked_text(&testing::file([other("Pilot", '9')]), &plan());
    assert_eq!(outcome.diagnostics[0].severity, Severity::Note);
    let (_, codes) = after([Record { plan: "OTH".into(), ..record("Ada") }]);
    assert_eq!(codes, ["sign-off-plan"]);
}

#[test]
fn files_of_no_plan_name_the_one_that_was_meant() {
    let hint = |plan: &Signed| {
        let outcome = checked_text(&testing::file([record("Ada")]), plan);
        outcome.diagnostics.iter().map(|d| d.hints.join(" ")).collect::<String>()
    };
    let former = Signed { id: "new".into(), former_ids: vec!["scales".into()], ..plan() };
    assert!(hint(&former).contains("rename the file to `signoffs/new.yaml`"));
    assert!(
        hint(&Signed { id: "scale".into(), code: "X".into(), ..plan() })
            .contains("did you mean the plan `scale`?")
    );
}

#[test]
fn all_problems_of_a_file_come_at_once() {
    let text = testing::file([record("Ada Byron"), record("Bea Cole")])
        .replacen("  time: 2026-03-01T18:40:00+01:00", "  time: 2026-03-01 18:40", 1)
        .replacen("  revision: 3", "  revision: three\n  colour: red", 1)
        .replacen("Bea Cole", "Bea Coal", 1);
    let codes: Vec<&str> = checked_text(&text, &plan()).diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["unknown-key", "sign-off-value", "sign-off-time", "sign-off-edited"]);
}

#[test]
fn a_later_form_is_left_alone() {
    let text = testing::file([record("Ada Byron")]).replace("record: v1", "record: v2\n  seal: x");
    let codes: Vec<&str> = checked_text(&text, &plan()).diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["sign-off-version"]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    /// Whatever stands in the files, reading ends with findings or records, never with a panic.
    #[test]
    fn any_text_is_read(
        head in proptest::prelude::any::<bool>(),
        text in "[ -~\n\u{e9}\u{2028}\u{1f600}]{0,200}",
    ) {
        let text = if head { testing::file([record("Ada Byron")]) + &text } else { text };
        let outcome = checked_text(&text, &plan());
        let span_fits = |d: &crate::diag::Diagnostic| d.span.is_none_or(|s| s.start <= s.end && s.end as usize <= text.len());
        proptest::prop_assert!(outcome.diagnostics.iter().all(span_fits));
        super::Allowed::parse(crate::diag::FileId(0), &text);
        let _ = super::settle_time(&text);
    }
}
