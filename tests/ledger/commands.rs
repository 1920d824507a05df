//! Edit, error, the command that the error names, green.

use crate::place::Place;

const PLAN: &str = "# Move house\n\n## Pack\n\n- [ ] Fold the linen and the towels\n- [ ] Call the driver about Monday\n- [ ] Check the list twice\n\n## Load\n\n- [ ] Carry every box down the stairs\n- [ ] Lock the front door behind you\n";
const OTHER: &str =
    "# Sell house\n\n## Show\n\n- [ ] Sweep the floor of the hall\n- [ ] Open all windows wide\n";

fn two() -> Place {
    Place::with(&[("move.md", PLAN), ("sell.md", OTHER)])
}

#[test]
fn what_is_gone_is_retired_by_the_command_of_the_error() {
    let place = two();
    let code = place.code("Call the driver about Monday");
    place.edit("move.md", "- [ ] Call the driver about Monday\n", "");
    let said = place.fails();
    assert!(said.contains(&format!("task {code} is gone")) && said.contains("tminus.lock:"), "{said}");
    let done = place.follow(&said, "tminus ledger retire");
    assert!(done.contains(&format!("retired task {code}")), "{done}");
    place.builds();
    let line = place.lock().lines().find(|l| l.starts_with(&code)).map(str::to_owned).unwrap_or_default();
    assert!(line.contains("retired=20") && line.contains("why=\"because\""), "{line}");
}

#[test]
fn a_tombstone_leads_to_its_successor() {
    let place = two();
    let (old, new) = (place.code("Call the driver about Monday"), place.code("Check the list twice"));
    place.edit("move.md", "- [ ] Call the driver about Monday\n", "");
    let said =
        place.says(&["ledger", "retire", &old.to_lowercase(), "--to", &new, "--why", "one call less"], 0);
    assert!(said.contains(&format!("leads to {new}")), "{said}");
    place.builds();
    let shown = place.says(&["ledger", "show", &old], 0);
    assert!(shown.contains(&format!("one call less; leads to {new}")), "{shown}");
    // What took its place goes as well: its own tombstone can lead on, and not back.
    place.edit("move.md", "- [ ] Check the list twice\n", "");
    let back = place.says(&["ledger", "retire", &new, "--to", &old, "--why", "x"], 1);
    assert!(back.contains("gone itself"), "{back}");
}

#[test]
fn refusals_say_what_to_do() {
    let place = two();
    let code = place.code("Check the list twice");
    let before = place.lock();
    let said = |args: &[&str], code: i32| place.says(&[&["ledger"], args].concat(), code);
    assert!(said(&["retire", &code, "--why", "x"], 1).contains("still in a plan"));
    let mut near = code.clone();
    near.replace_range(7..8, if code.ends_with('2') { "3" } else { "2" });
    assert!(said(&["retire", &near, "--why", "x"], 1).contains(&format!("did you mean {code}?")));
    assert!(said(&["retire", "no code", "--why", "x"], 2).contains("no code"));
    assert!(said(&["retire", &code], 2).contains("--why"));
    assert!(said(&["retire", "--vanished", "--why", "x"], 1).contains("nothing is gone"));
    assert!(said(&["retire", &code, "--why", "  "], 1).contains("needs a reason"));
    assert!(said(&["move", &code, &code], 1).contains("already"));
    assert!(said(&["move", &code, "content/move.md:999"], 1).contains("the nearest is line"));
    assert!(said(&["move", &code, "content/none.md:1"], 1).contains("no plan"));
    assert!(said(&["show", "MOV-2222"], 1).contains("no code"));
    assert!(said(&["list", "--plan", "nowhere"], 1).contains("there are move"));
    assert_eq!(place.lock(), before);
}

#[test]
fn a_rewritten_task_keeps_its_code_by_the_command_of_the_error() {
    let place = two();
    let code = place.code("Call the driver about Monday");
    place.edit("move.md", "Call the driver about Monday", "Ask the driver of the lorry");
    let said = place.fails();
    place.follow(&said, "tminus ledger move");
    place.builds();
    assert_eq!(place.code("Ask the driver of the lorry"), code);
    assert!(!place.lock().contains("pin="));
}

#[test]
fn a_place_names_what_no_likeness_does() {
    let place = two();
    let code = place.code("Call the driver about Monday");
    place.edit("move.md", "Call the driver about Monday", "Feed the fish");
    assert!(!place.fails().contains("ledger move"));
    place.says(&["ledger", "move", &code, "content/move.md:6"], 0);
    place.builds();
    assert_eq!(place.code("Feed the fish"), code);
}

#[test]
fn a_code_that_was_published_stays_alive_when_another_takes_its_thing() {
    let place = two();
    let old = place.code("Call the driver about Monday");
    place.edit("move.md", "Call the driver about Monday", "Feed the fish");
    place.says(&["ledger", "retire", &old, "--why", "a mistake"], 0);
    place.builds();
    let born = place.code("Feed the fish");
    let said = place.says(&["ledger", "move", &old, &born], 0);
    assert!(said.contains(&format!("{born} stays alive and means {old}")), "{said}");
    place.builds();
    assert_eq!(place.code("Feed the fish"), old);
    assert!(place.says(&["ledger", "show", &born], 0).contains(&format!("means the same as {old}")));
    assert!(place.lock().lines().any(|l| l.starts_with(&old) && l.contains(&format!("text#{born}"))));
}

#[test]
fn two_that_were_mistaken_for_each_other_are_exchanged() {
    let place = two();
    let (a, b) = (place.code("Fold the linen and the towels"), place.code("Check the list twice"));
    place.says(&["ledger", "move", "--swap", &a, &b], 0);
    place.builds();
    assert_eq!(place.code("Fold the linen and the towels"), b);
    assert_eq!(place.code("Check the list twice"), a);
}

#[test]
fn a_code_moves_to_a_thing_of_another_plan() {
    let place = two();
    let code = place.code("Call the driver about Monday");
    place.edit("move.md", "- [ ] Call the driver about Monday\n", "");
    place.edit("sell.md", "- [ ] Open", "- [ ] Ring\n- [ ] Open");
    place.says(&["ledger", "move", &code, "content/sell.md:6"], 0);
    place.builds();
    assert_eq!(place.code("Ring"), code);
    let line = place.lock().lines().find(|l| l.starts_with(&code)).map(str::to_owned).unwrap_or_default();
    assert!(line.contains(&format!("@MOV/checklist#{code}")), "the plan that it left still names it: {line}");
}

#[test]
fn a_plan_goes_and_comes_back_with_all_that_is_in_it() {
    let place = two();
    let (plan, task) = ("SEL", place.code("Open all windows wide"));
    place.write("sell.md", &format!("---\ndraft: true\n---\n{OTHER}"));
    let said = place.fails();
    assert!(said.contains(&format!("plan {plan} (`sell`, 4 things) is gone")), "{said}");
    assert!(!said.contains(&task), "its things are not told one by one: {said}");
    place.follow(&said, "tminus ledger retire");
    place.builds();
    let page = std::fs::read_to_string(place.path("book/sell/index.html")).expect("its address lives on");
    assert!(page.contains("because") && !page.contains("windows wide"), "{page}");
    assert_eq!(place.lock().lines().filter(|l| l.contains(" retired=")).count(), 5);
    place.write("sell.md", OTHER);
    place.builds();
    assert_eq!(place.code("Open all windows wide"), task);
    assert!(!place.lock().contains(" retired="));
}

#[test]
fn everything_that_is_gone_is_retired_at_once() {
    let place = two();
    place.edit(
        "move.md",
        "## Load\n\n- [ ] Carry every box down the stairs\n- [ ] Lock the front door behind you\n",
        "",
    );
    std::fs::remove_file(place.path("content/sell.md")).expect("removed");
    place.fails();
    let output = crate::project::tminus()
        .args(["ledger", "retire", "--vanished", "--why", "cleaned up"])
        .env("SOURCE_DATE_EPOCH", "86400")
        .current_dir(place.dir())
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 8);
    place.builds();
    assert_eq!(place.lock().matches("retired=1970-01-02").count(), 8);
    assert_eq!(place.says(&["ledger", "list", "--retired"], 0).lines().count(), 8);
}

#[test]
fn broken_plans_are_not_taken_for_gone() {
    let place = two();
    place.write("sell.md", "---\ntitle: [\n---\n# Sell house\n");
    let before = place.lock();
    let said = place.says(&["build"], 1);
    assert!(!said.contains("vanished-code"), "{said}");
    let said = place.says(&["ledger", "retire", "--vanished", "--why", "x"], 1);
    assert!(said.contains("sell.md"), "{said}");
    assert_eq!(place.lock(), before);
}

#[test]
fn a_merge_that_was_not_finished_is_mended() {
    let place = two();
    let lock = place.lock();
    let (at, line) = lock.lines().enumerate().find(|(_, l)| l.contains("Fold the linen")).expect("a line");
    let mut lines: Vec<String> = lock.lines().map(str::to_owned).collect();
    lines[at] = format!("<<<<<<< ours\n{line}\n||||||| base\nbroken\n=======\n{line}\n>>>>>>> theirs");
    std::fs::write(place.path("tminus.lock"), lines.join("\n") + "\n").expect("written");
    let said = place.says(&["build"], 1);
    assert!(said.contains("ledger-conflict") && said.contains("tminus.lock:"), "{said}");
    place.follow(&said, "tminus ledger mend");
    assert_eq!(place.lock(), lock);
    assert!(place.says(&["ledger", "mend"], 0).contains("nothing to mend"));
    std::fs::write(place.path("tminus.lock"), lock.replace("linen", "lemon")).expect("written");
    assert!(place.says(&["ledger", "mend"], 1).contains("ledger-damaged"));
}

#[test]
fn the_list_is_read_by_people_and_machines() {
    let place = two();
    let list = place.says(&["ledger", "list", "--plan", "sell"], 0);
    assert_eq!(list.lines().count(), 5, "{list}");
    let json = place.says(&["ledger", "list", "--format", "json"], 0);
    let all: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let all = all.as_array().expect("a list");
    assert_eq!(all.len(), 14);
    assert!(all.iter().any(|e| e["kind"] == "task" && e["plan"] == "SEL" && e["state"] == "live"), "{json}");
}
