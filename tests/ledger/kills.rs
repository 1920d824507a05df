//! A build that is cut down at any moment leaves the old ledger or the new one.

use std::process::{Child, Stdio};
use std::time::Duration;

use crate::dice::Dice;
use crate::place::Place;
use crate::project;

const PLAN: &str =
    "# Move house\n\n## Pack\n\n- [ ] Fold the linen and the towels\n- [ ] Call the driver about Monday\n";

fn build(place: &Place) -> Child {
    project::tminus()
        .arg("build")
        .current_dir(place.dir())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary runs")
}

fn litter(place: &Place) -> Vec<String> {
    let names = std::fs::read_dir(place.dir()).expect("readable").flatten();
    names
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("tminus-new"))
        .collect()
}

#[test]
fn killed_at_any_moment() {
    let place = Place::with(&[("move.md", PLAN)]);
    let begun = std::time::Instant::now();
    place.says(&["build"], 0);
    let whole = begun.elapsed().as_micros() as usize;
    let mut dice = Dice::new(7);
    let (mut old, mut new) = (0, 0);
    for round in 0..200 {
        let before = place.lock();
        place.edit(
            "move.md",
            "## Pack\n\n",
            &format!("## Pack\n\n- [ ] {} number{round}\n", dice.sentence()),
        );
        let mut child = build(&place);
        std::thread::sleep(Duration::from_micros(dice.roll(whole) as u64));
        child.kill().expect("killed");
        child.wait().expect("ended");
        let after = place.lock();
        let read = tminus::ledger::file::read(tminus::diag::FileId(0), &after);
        assert!(!read.has_errors(), "round {round}: {:?}\n{after}", read.diagnostics);
        if after == before {
            old += 1;
        } else {
            new += 1;
            assert!(after.contains(&format!("number{round}")), "round {round}: {after}");
        }
        if round % 20 == 19 {
            place.builds();
            assert_eq!(litter(&place), Vec::<String>::new());
        }
    }
    println!("200 kills: {old} left the old ledger, {new} the new one");
    place.builds();
    assert_eq!(litter(&place), Vec::<String>::new());
}

#[test]
fn two_builds_at_once() {
    let place = Place::with(&[("move.md", PLAN)]);
    for round in 0..10 {
        place.edit("move.md", "## Pack\n\n", &format!("## Pack\n\n- [ ] Something new, number{round}\n"));
        let mut both = [build(&place), build(&place), build(&place)];
        both.iter_mut().for_each(|child| drop(child.wait()));
        let lock = place.lock();
        assert!(!tminus::ledger::file::read(tminus::diag::FileId(0), &lock).has_errors(), "{lock}");
        place.builds();
        assert_eq!(litter(&place), Vec::<String>::new());
    }
}
