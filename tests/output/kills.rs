//! `kill -9` at any moment.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::dice::Dice;
use crate::place::Place;

#[test]
fn c01_c04_killed_at_any_moment() {
    let kills = std::env::var("TMINUS_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    let place = Place::built();
    place.edit("first");
    let begun = Instant::now();
    place.runs(&["build"], 0);
    let takes = begun.elapsed().as_micros() as usize;
    let mut dice = Dice::new(11);
    let (mut old, mut new) = (0, 0);
    for round in 0..kills {
        let before = place.whole();
        place.edit(&format!("number {round}"));
        // Twice one after the other, now and then: what the first left is in the way of the second.
        for _ in 0..1 + round % 2 {
            let mut child = place
                .command(&["build"])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the binary runs");
            std::thread::sleep(Duration::from_micros(dice.roll(takes) as u64));
            child.kill().expect("killed");
            child.wait().expect("ended");
        }
        if place.whole() == before {
            old += 1;
        } else {
            new += 1;
            let page = place.read("book/move/index.html") + &place.read("book/move/text.html");
            assert!(page.contains(&format!("number {round}")), "round {round}");
        }
        if round % 10 == 9 {
            place.runs(&["build"], 0);
            assert_eq!(place.left_over(), [].into(), "round {round}");
            assert!(place.read("book/move/text.html").contains(&format!("number {round}")));
        }
    }
    println!("{kills} kills: {old} left the old site, {new} the new one");
    assert!(old > kills / 10, "{old} of {kills} builds were killed before they were done");
}
