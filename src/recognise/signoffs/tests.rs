//! Every form of a signature.

use crate::plan::SignOff;
use crate::recognise::testing::plan;

/// Role, name, blank for the signature, blank for the date.
fn found(markdown: &str) -> Vec<(String, Option<String>, bool, bool)> {
    let short = |s: &SignOff| (s.role.clone(), s.name.clone(), s.has_signature_blank, s.has_date_blank);
    plan(markdown).signoffs.iter().map(short).collect()
}

fn row(role: &str, name: Option<&str>, signature: bool, date: bool) -> (String, Option<String>, bool, bool) {
    (role.to_owned(), name.map(str::to_owned), signature, date)
}

#[test]
fn lines_with_and_without_a_date() {
    assert_eq!(
        found(
            "# P\n\n## Approvals\n\n**Lead:** ________ Date: ____\n**QA Lead:** _______\n\nProduct owner: [Name]  \n"
        ),
        [
            row("Lead", None, true, true),
            row("QA Lead", None, true, false),
            row("Product owner", None, true, false)
        ]
    );
    assert_eq!(
        found("# P\n\n## Freigabe\n\nProjektleitung: ________ Datum: ______\n"),
        [row("Projektleitung", None, true, true)]
    );
}

#[test]
fn boxes_with_a_date_for_all() {
    let plan = plan(
        "# P\n\n## Sign-off\n- [ ] Tests passed\n- [ ] Ops lead: ____\n- [ ] CTO: ____\n- [ ] Date: ____\n",
    );
    assert_eq!(plan.signoffs.len(), 2);
    assert_eq!(plan.signoffs[1].preconditions, 1);
    assert_eq!(plan.signoff_shared_date.line, Some(7));
}

#[test]
fn boxes_with_brackets_names_and_meanings() {
    assert_eq!(
        found(
            "# P\n\n## Sign-off\n- [ ] **Tech lead**: [Name] - [Date]\n- [ ] Ana Ruiz (Security officer) - Date: ____\n- [ ] **QA manager** - tests reviewed\n"
        ),
        [
            row("Tech lead", None, true, true),
            row("Security officer", Some("Ana Ruiz"), false, true),
            row("QA manager", None, false, false),
        ]
    );
}

#[test]
fn tables_in_any_order_of_columns_and_language() {
    assert_eq!(
        found(
            "# P\n\n## Sign-off\n\n| Date | Name | Role | Signature |\n|---|---|---|---|\n| | Kim Oh | Owner | |\n| 2026-01-02 | | QA | ____ |\n"
        ),
        [row("Owner", Some("Kim Oh"), true, true), row("QA", None, true, false)]
    );
    assert_eq!(
        found(
            "# P\n\n## Fim\n\n| Função | Nome | Assinatura | Data |\n|---|---|---|---|\n| Gerente | ___ | ___ | __/__ |\n"
        ),
        [row("Gerente", None, true, true)]
    );
    assert_eq!(
        found("# P\n\n## Tasks\n\n| Task | Owner | Sign-off |\n|---|---|---|\n| Copy data | DBA | |\n"),
        []
    );
}

#[test]
fn blocks_of_lines_below_a_role() {
    assert_eq!(
        found(
            "# P\n\n## Sign-off\n\n**Release manager**\n\nI have seen that all of it works.\n\nName: ________\nSignature: ________\nDate: ____\n\n**Authorised by:**  \n**Name:** ____  \n**Title:** ____  \n**Date:** ____\n"
        ),
        [row("Release manager", None, true, true), row("Authorised by", None, true, true)]
    );
    assert_eq!(
        found("# P\n\n## Sign-off\n\n### Security officer\n- Name: ____\n- Date: ____\n- Signature: ____\n"),
        [row("Security officer", None, true, true)]
    );
}

#[test]
fn sentences_outside_sign_off_sections() {
    assert_eq!(
        found(
            "# P\n\n## Phase 1: Move\n- [ ] copy\n- Sign-off: Data lead\n\nApproved by: ____________ Date: ______\n\n**Approved By:** Board\n"
        ),
        [row("Data lead", None, false, false), row("Approved by", None, true, true)]
    );
}

#[test]
fn lines_in_a_fence_and_what_is_none() {
    assert_eq!(
        found("# P\n\n## Sign-off\n\n```\nManager: ________ Date: ____\nthanks\n```\n"),
        [row("Manager", None, true, true)]
    );
    assert_eq!(found("# P\n\n## Approval process\n\nThe board meets weekly.\n\n- Ask early\n- Wait\n"), []);
    assert_eq!(found("# P\n\n## Setup\nHost: ________\n"), []);
}

#[test]
fn a_sentence_opens_roles_and_names_come_back_alone() {
    assert_eq!(
        found("# P\n\n## 最终结论\n\n审批：\n\n- 技术负责人：\n- 运维负责人：\n"),
        [row("技术负责人", None, true, false), row("运维负责人", None, true, false)]
    );
    assert_eq!(
        found(
            "# P\n\n## Approvals\n\n**First:**\n- [ ] Ana Ruiz (Lead) - Date: ____\n\n**Second:**\n- [ ] Ana Ruiz - Date: ____\n- [ ] All signed\n"
        ),
        [row("Lead", Some("Ana Ruiz"), false, true), row("Lead", Some("Ana Ruiz"), false, true)]
    );
    assert_eq!(
        found("# P\n\n## Sign-off\n\n| Check | Verified by | Date |\n|---|---|---|\n| Part 1 done | | |\n"),
        [row("Part 1 done", None, true, true)]
    );
}

#[test]
fn labels_that_come_twice_end() {
    assert_eq!(
        found("# P\n\n## Sign-off\n\nDate - Date: ____\n\nOwner - Date: ____ Date: ____\n"),
        [row("Owner", None, false, true)]
    );
}
