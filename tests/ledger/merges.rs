//! Two branches that each publish, rewrite and take out: merged by git.

use std::path::Path;
use std::process::Command;

use crate::place::Place;

const PLAN: &str = "---\nid: move\ncode: MOV\n---\n\n# Move house\n\n## Pack\n\n- [ ] Fold the linen and the towels\n- [ ] Call the driver about Monday\n- [ ] Check the list of boxes twice\n\n## Load\n\n- [ ] Carry every box down the stairs\n- [ ] Lock the front door behind you\n- [ ] Sweep the empty rooms\n\n## Drive\n\n- [ ] Follow the lorry to the new house\n- [ ] Ring the neighbours at noon\n";

fn git(dir: &Path, args: &[&str], code: i32) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main"])
        .args(args)
        .current_dir(dir)
        .output()
        .expect("git runs");
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "git {args:?}: {said}");
    said
}

/// A repository with two branches: `main` and `other` changed different parts of the plan, each with its ledger.
fn branches(union: bool) -> Place {
    let place = Place::with(&[("move.md", PLAN)]);
    if union {
        place.says(&["init"], 0);
        std::fs::remove_file(place.path("content/first-plan.md")).expect("removed");
    }
    std::fs::write(place.path(".gitignore"), "/book\n").expect("written");
    let save = |words: &str| {
        git(place.dir(), &["add", "-A"], 0);
        git(place.dir(), &["commit", "-qm", words], 0);
    };
    git(place.dir(), &["init", "-q"], 0);
    save("begin");
    git(place.dir(), &["checkout", "-qb", "other"], 0);
    // Both branches change what the plan says of itself, in two places of the file and in one line of the ledger.
    place.edit("move.md", "\n# Move house", "\nAll of us go.\n\n# Move house");
    let gone = place.code("Ring the neighbours at noon");
    place.edit(
        "move.md",
        "- [ ] Follow the lorry to the new house\n- [ ] Ring the neighbours at noon\n",
        "- [ ] Follow the red lorry to the new house\n- [ ] Open the new windows\n",
    );
    place.says(&["ledger", "retire", &gone, "--why", "they are away"], 0);
    place.builds();
    save("other");
    git(place.dir(), &["checkout", "-q", "main"], 0);
    place.edit("move.md", "id: move\n", "id: move\nversion: 2\n");
    let gone = place.code("Check the list of boxes twice");
    place.edit("move.md", "- [ ] Check the list of boxes twice\n", "- [ ] Count the keys\n");
    place.edit("move.md", "Call the driver about Monday", "Call the driver about Monday noon");
    place.says(&["ledger", "retire", &gone, "--why", "there is no list"], 0);
    place.builds();
    save("main");
    place
}

fn all_is_there(place: &Place) {
    for words in [
        "Count the keys",
        "Open the new windows",
        "Call the driver about Monday noon",
        "Follow the red lorry to the new house",
    ] {
        place.code(words);
    }
    let lock = place.lock();
    assert_eq!(lock.matches(" retired=").count(), 2, "{lock}");
    let mut revisions: Vec<&str> = lock.lines().filter(|l| l.contains("@000")).collect();
    revisions.sort_by_key(|l| l.split('@').nth(1));
    assert_eq!(revisions.len(), 4, "one of the beginning, one of each branch, one of both: {revisions:#?}");
    assert!(revisions.last().is_some_and(|l| l.contains("after=2.") && l.contains(",2.")), "{revisions:#?}");
}

#[test]
fn with_the_attribute_a_merge_needs_one_build() {
    let place = branches(true);
    let attributes = std::fs::read_to_string(place.path(".gitattributes")).expect("init writes it");
    assert!(attributes.contains("tminus.lock merge=union"), "{attributes}");
    git(place.dir(), &["merge", "-q", "other", "-m", "both"], 0);
    place.builds();
    all_is_there(&place);
    let before = place.lock();
    place.builds();
    assert_eq!(place.lock(), before);
}

#[test]
fn without_the_attribute_the_ledger_is_mended() {
    let place = branches(false);
    git(place.dir(), &["merge", "-q", "other", "-m", "both"], 1);
    let torn = place.lock();
    assert!(torn.contains("<<<<<<<"), "{torn}");
    let said = place.says(&["build"], 1);
    assert!(said.contains("ledger-conflict") && said.contains("--> tminus.lock:"), "{said}");
    assert_eq!(place.lock(), torn, "nothing is overwritten");
    place.follow(&said, "tminus ledger mend");
    place.builds();
    all_is_there(&place);
}

#[test]
fn branches_of_a_real_plan_merge_without_the_attribute() {
    let lines: String = (0..120).map(|n| format!("- [ ] Do the thing {}\n", words(n))).collect();
    let place = Place::with(&[("move.md", &format!("{PLAN}\n## Rest\n\n{lines}"))]);
    std::fs::write(place.path(".gitignore"), "/book\n").expect("written");
    let save = |words: &str| {
        git(place.dir(), &["add", "-A"], 0);
        git(place.dir(), &["commit", "-qm", words], 0);
    };
    git(place.dir(), &["init", "-q"], 0);
    save("begin");
    git(place.dir(), &["checkout", "-qb", "other"], 0);
    place.edit("move.md", "Ring the neighbours at noon", "Ring the neighbours at noon sharp");
    place.builds();
    save("other");
    git(place.dir(), &["checkout", "-q", "main"], 0);
    place.edit(
        "move.md",
        "- [ ] Check the list of boxes twice\n",
        "- [ ] Check the list of boxes twice\n- [ ] Count the keys\n",
    );
    place.builds();
    save("main");
    git(place.dir(), &["merge", "-q", "other", "-m", "both"], 0);
    place.builds();
    for words in ["Count the keys", "Ring the neighbours at noon sharp"] {
        place.code(words);
    }
}

/// A text of its own for each number.
fn words(n: usize) -> String {
    let pick =
        |at: usize| ["red", "tall", "old", "wet", "late", "dry", "calm", "odd", "near", "kind"][at % 10];
    format!("{} {} {} way", pick(n), pick(n / 10 + 3), pick(n / 100 + 7))
}

#[test]
fn both_branches_take_out_or_rewrite_the_same_thing() {
    let place = Place::with(&[("move.md", PLAN)]);
    let (fate, code) = (place.code("Sweep the empty rooms"), place.code("Carry every box down the stairs"));
    let before = place.lock();
    place.edit("move.md", "- [ ] Sweep the empty rooms\n", "");
    place.edit("move.md", "Carry every box down the stairs", "Carry every box down the back stairs");
    place.says(&["ledger", "retire", &fate, "--why", "done by the owner"], 0);
    place.builds();
    let (ours, text) = (place.lock(), place.text("move.md"));
    std::fs::write(place.path("tminus.lock"), &before).expect("written");
    place.write(
        "move.md",
        &PLAN
            .replace("Carry every box down the stairs", "Carry every heavy box down the stairs")
            .replace("Sweep the empty rooms", "Sweep the empty rooms well"),
    );
    place.builds();
    // The lines of both, in the order that is worst; of the text, the first.
    let theirs = place.lock();
    let body = |text: &str| {
        text.lines().filter(|l| !l.starts_with('#')).map(|l| format!("{l}\n")).rev().collect::<String>()
    };
    std::fs::write(
        place.path("tminus.lock"),
        format!("# tminus ledger 1\n{}{}# end\n", body(&theirs), body(&ours)),
    )
    .expect("written");
    place.write("move.md", &text);
    place.builds();
    assert_eq!(place.code("Carry every box down the back stairs"), code);
    let line = place.lock().lines().find(|l| l.starts_with(&fate)).map(str::to_owned).unwrap_or_default();
    assert!(line.contains("done by the owner"), "the tombstone of one branch holds: {line}");
}
