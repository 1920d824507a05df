use crate::ledger::testing::settled;
use crate::ledger::{Code, Ledger};

/// The codes of the plan's words, after `before` was published and edited into `after`; and the words of what is gone.
struct Edited {
    was: Vec<(String, Code)>,
    is: Vec<(String, Code)>,
    gone: usize,
}

fn edit(before: &str, after: &str) -> Edited {
    let first = settled(&Ledger::default(), &[("plan.md", before)]).value;
    let words = |plan: &crate::ledger::Identified| -> Vec<(String, Code)> {
        plan.identity.things.iter().map(|k| (k.thing.words.clone(), k.code.clone())).collect()
    };
    let was = words(&first.plans[0]);
    let second = settled(&first.ledger, &[("plan.md", after)]);
    let gone = second.diagnostics.iter().filter(|d| d.code == "vanished-code").count();
    Edited { was, is: words(&second.value.plans[0]), gone }
}

impl Edited {
    /// Whether what said `before` has the code of what says `after`.
    fn keeps(&self, before: &str, after: &str) -> bool {
        let code = |all: &[(String, Code)], words: &str| {
            let found = all.iter().find(|(w, _)| w == words);
            found.map(|(_, code)| code.clone()).unwrap_or_else(|| panic!("{words} in {all:?}"))
        };
        code(&self.was, before) == code(&self.is, after)
    }
}

const PLAN: &str = "# Move\n\n## Pack\n\n- [ ] Fold the linen\n- [ ] Call the driver\n- [ ] Check the list\n\n## Load\n\n- [ ] Carry boxes down\n- [ ] Check the list\n\n## Drive\n\n- [ ] Follow the lorry\n";

#[test]
fn unchanged_things_keep_their_codes_and_doubles_theirs() {
    let edited = edit(PLAN, PLAN);
    assert_eq!(edited.was, edited.is);
    assert_eq!(edited.gone, 0);
    let codes: std::collections::BTreeSet<&Code> = edited.is.iter().map(|(_, code)| code).collect();
    assert_eq!(codes.len(), edited.is.len());
}

#[test]
fn a_reworded_task_keeps_its_code_in_its_place() {
    let edited = edit(PLAN, &PLAN.replace("Call the driver", "Call the driver and his mate"));
    assert!(edited.keeps("Call the driver", "Call the driver and his mate"));
    assert_eq!(edited.gone, 0);
}

#[test]
fn another_text_in_the_same_place_is_another_thing() {
    let edited = edit(PLAN, &PLAN.replace("Call the driver", "Feed the fish twice"));
    assert!(!edited.keeps("Call the driver", "Feed the fish twice"));
    assert_eq!(edited.gone, 1);
}

#[test]
fn a_task_that_moves_to_another_heading_keeps_its_code() {
    let moved = PLAN
        .replace("- [ ] Call the driver\n", "")
        .replace("## Drive\n\n", "## Drive\n\n- [ ] Call the driver\n");
    let edited = edit(PLAN, &moved);
    assert!(edited.keeps("Call the driver", "Call the driver"));
    assert_eq!(edited.gone, 0);
}

#[test]
fn of_doubles_the_one_that_is_taken_out_is_gone() {
    let cut = PLAN.replacen("- [ ] Check the list\n", "", 1);
    let edited = edit(PLAN, &cut);
    let second = &edited.was.iter().filter(|(w, _)| w == "Check the list").nth(1).unwrap().1;
    let left = &edited.is.iter().find(|(w, _)| w == "Check the list").unwrap().1;
    assert_eq!(left, second);
    assert_eq!(edited.gone, 1);
}

#[test]
fn a_heading_is_known_by_what_stands_below_it() {
    let edited = edit(PLAN, &PLAN.replace("## Pack", "## Everything before noon"));
    assert!(edited.keeps("Pack", "Everything before noon"));
    assert!(edited.keeps("Fold the linen", "Fold the linen"));
    assert_eq!(edited.gone, 0);
}

#[test]
fn renumbering_changes_no_code() {
    let plan = "# Move\n\n## Phase 1: Pack\n\n- [ ] a b c\n\n## Phase 2: Load\n\n- [ ] d e f\n";
    let other = "# Move\n\n## Phase 1: Pray\n\n- [ ] x y z\n\n## Phase 2: Pack\n\n- [ ] a b c\n\n## Phase 3: Load\n\n- [ ] d e f\n";
    let edited = edit(plan, other);
    assert!(edited.keeps("Phase 1: Pack", "Phase 2: Pack"));
    assert!(edited.keeps("Phase 2: Load", "Phase 3: Load"));
    assert_eq!(edited.gone, 0);
}

#[test]
fn an_id_of_the_author_is_who_the_thing_is() {
    let plan = "# Move\n\n## Pack {#pack}\n\n- [ ] Fold {#fold}\n";
    let edited = edit(plan, "# Move\n\n## Nothing alike {#pack}\n\n- [ ] Burn it all {#fold}\n");
    assert!(edited.keeps("Pack", "Nothing alike"));
    assert!(edited.keeps("Fold", "Burn it all"));
}

#[test]
fn what_names_something_else_is_something_else() {
    let plan = "# P\n\n## Q\n\n- [ ] Stop node-1 now\n- [ ] Stop node-2 now\n";
    let edited = edit(plan, &plan.replace("node-2", "node-3"));
    assert!(edited.keeps("Stop node-1 now", "Stop node-1 now"));
    assert!(!edited.keeps("Stop node-2 now", "Stop node-3 now"));
    assert_eq!(edited.gone, 1);
}

#[test]
fn thresholds_are_what_they_say() {
    use super::similarity::alike;
    use super::{ANYWHERE, IN_PLACE, IN_SECTION};
    let (old, new) = ("alpha beta gamma delta", "alpha beta other words");
    let near = alike(old, new);
    assert!((IN_PLACE..IN_SECTION).contains(&near), "{near}");
    let plan = format!("# P\n\n## Q\n\n- [ ] {old}\n- [ ] quite another\n\n## R\n\n- [ ] lone thing\n");
    assert!(edit(&plan, &plan.replace(old, new)).keeps(old, new));
    let apart = plan
        .replace(&format!("- [ ] {old}\n"), "")
        .replace("- [ ] lone", &format!("- [ ] {new}\n- [ ] lone"));
    assert!(!edit(&plan, &apart).keeps(old, new));
    let close = "alpha beta gamma delta too";
    assert!(alike(old, close) >= ANYWHERE);
    let moved = apart.replace(new, close);
    assert!(edit(&plan, &moved).keeps(old, close));
}

#[test]
fn a_renamed_file_is_the_same_plan() {
    let first = settled(&Ledger::default(), &[("move.md", PLAN)]).value;
    let second = settled(&first.ledger, &[("relocation.md", PLAN)]);
    assert!(second.diagnostics.is_empty(), "{:?}", second.diagnostics);
    let plan = &second.value.plans[0];
    assert_eq!(plan.id, "relocation");
    let entry = second.value.ledger.get(&plan.identity.things[0].code).unwrap();
    assert_eq!((entry.names.as_slice(), entry.id.as_deref()), (&["move".to_owned()][..], Some("relocation")));
}

#[test]
fn a_task_that_moves_to_another_plan_keeps_its_code() {
    let other = "# Other\n\n## Do\n\n- [ ] Something else here\n";
    let first = settled(&Ledger::default(), &[("a.md", PLAN), ("b.md", other)]).value;
    let less = PLAN.replace("- [ ] Follow the lorry\n", "- [ ] Walk\n");
    let more = format!("{other}- [ ] Follow the lorry\n");
    let second = settled(&first.ledger, &[("a.md", &less), ("b.md", &more)]);
    assert!(second.diagnostics.is_empty(), "{:?}", second.diagnostics);
    let code = |plan: &crate::ledger::Identified| {
        plan.identity.things.iter().find(|k| k.thing.words == "Follow the lorry").map(|k| k.code.clone())
    };
    assert_eq!(code(&first.plans[0]), code(&second.value.plans[1]));
    assert!(code(&second.value.plans[1]).is_some());
}

#[test]
fn boxes_without_words_are_known_by_their_place() {
    let plan = "# P\n\n## Q\n\n- [ ]\n- [ ] say\n- [ ]\n";
    let edited = edit(plan, plan);
    assert_eq!((edited.gone, &edited.was), (0, &edited.is));
}

#[test]
fn a_change_of_order_is_told() {
    let first = settled(&Ledger::default(), &[("plan.md", PLAN)]).value;
    let text = PLAN.replace(
        "- [ ] Fold the linen\n- [ ] Call the driver\n",
        "- [ ] Call the driver\n- [ ] Fold the linen\n",
    );
    let second = settled(&first.ledger, &[("plan.md", &text)]).value;
    let identity = &second.plans[0].identity;
    let changed = identity.changes_since(&first.plans[0].identity.digest.key()).unwrap();
    let told: Vec<_> =
        changed.iter().map(|c| (c.what, identity.by_code(&c.code).unwrap().thing.words.as_str())).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, crate::ledger::What::Moved);
}
