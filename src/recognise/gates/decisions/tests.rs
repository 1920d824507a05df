//! Go/no-go in lists, headings, tables and lines.

use crate::plan::GoNoGo;
use crate::recognise::testing::plan;

fn gates(markdown: &str) -> Vec<GoNoGo> {
    plan(markdown).gates.go_no_go
}

#[test]
fn lead_ins_and_sibling_headings() {
    let found = gates(
        "# P\n\n## Go/No-Go (08:30)\n\n**GO criteria:**\n- [ ] Backup made\n\n**NO-GO:**\n- **Queue**: is not empty\n\n**Conditional go:**\n- One host down\n\n\
         ## Go-live steps\n- run\n",
    );
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].title.as_str(), found[0].when.as_deref()), ("Go/No-Go", Some("08:30")));
    assert_eq!(found[0].go, ["Backup made"]);
    assert_eq!(found[0].no_go, ["Queue"]);
    assert_eq!(found[0].conditional, ["One host down"]);

    let found = gates("# P\n\n## Decisão\n\n### ✅ GO\n- Tudo verde\n\n### ❌ NO-GO\n- Falha\n- Erro\n");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].go.len(), found[0].no_go.len()), (1, 2));
}

#[test]
fn proceed_halt_extend_and_blockers() {
    let found = gates(
        "# P\n\n## Pilot\n\n**Proceed if:**\n- fast\n\n**Halt if:**\n- slow\n\n**Extend if:**\n- so-so\n",
    );
    assert_eq!((found[0].go.len(), found[0].no_go.len(), found[0].conditional.len()), (1, 1, 1));
    let found = gates("# P\n\n## Launch blockers\n1. **Keys** - in the open\n2. **Backups** - none\n");
    assert_eq!(found[0].no_go, ["Keys", "Backups"]);
}

#[test]
fn a_tag_that_all_items_share_is_no_name() {
    let found = gates("# P\n\n## NO-GO criteria\n- **Blocking**: Lost orders\n- **Blocking**: Lost mail\n");
    assert_eq!(found[0].no_go, ["Lost orders", "Lost mail"]);
}

#[test]
fn tables_with_both_columns_with_outcomes_and_without() {
    let found = gates(
        "# P\n\n## Go/No-Go\n\n| Check | Go | No-Go |\n|---|---|---|\n| Errors | < 1% | > 2% |\n| Login | ✓ | |\n",
    );
    assert_eq!(found[0].go, ["Errors: < 1%", "Login"]);
    assert_eq!(found[0].no_go, ["Errors: > 2%"]);
    let found = gates(
        "# P\n\n## Go/No-Go matrix\n\n| Situation | Decision |\n|---|---|\n| all green | **GO** |\n| one red | **NO-GO** - mend first |\n",
    );
    assert_eq!(
        (found[0].go.as_slice(), found[0].no_go.as_slice()),
        (&["all green".to_owned()][..], &["one red".to_owned()][..])
    );
    let found = gates(
        "# P\n\n## Go / No Go gate\n\n| Criterion | Threshold | Status |\n|---|---|---|\n| Latency | < 1 s | ☐ |\n",
    );
    assert_eq!(found[0].go, ["Latency"]);
}

#[test]
fn records_options_and_the_language_are_no_criteria() {
    let found = gates(
        "# P\n\n## Go/No-Go decision\n- Decision: GO\n- Approved by: Ops\n\n## Go services\n- api\n\n## Result\n- [ ] GO\n- [ ] NO-GO\n",
    );
    assert!(found.iter().all(|g| g.go.is_empty() && g.no_go.is_empty()), "{found:?}");
}

#[test]
fn a_line_is_a_gate_without_criteria() {
    let found = gates("# P\n\n## Phase 1: Move\n\n**Go/No-Go:** ____ Time: ____\n");
    assert_eq!((found.len(), found[0].form.as_str()), (1, "line"));
}

#[test]
fn words_joined_to_go_in_scripts_without_blanks() {
    let found = gates("# P\n\n## 判定\n\n**GO条件：**\n- 正常\n\n**NO-GO条件：**\n- 異常\n- 停止\n");
    assert_eq!((found[0].go.len(), found[0].no_go.len()), (1, 2));
}
