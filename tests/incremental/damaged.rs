//! P3: what is remembered is damaged at one bit, cut off, or of another version: it is made again, never believed.

use super::{PLANS, Project, read, write};

fn damaged(seed: u64, flips: usize, compare: fn(&mut Project)) {
    let mut project = Project::new(seed);
    let bare = PLANS[0].1.trim_start_matches("---\ntitle: Move\nid: move\n---\n");
    write(&project.root().join("content/move.md"), bare);
    compare(&mut project);
    let plan = project.root().join("content/cool.md");
    let before = project.kept;
    write(&plan, String::from_utf8(read(&plan)).expect("a text") + "\nOne line more.\n");
    compare(&mut project);
    assert!(project.kept > before, "a sound memory is used");
    for round in 0..flips + 12 {
        let mut bytes = read(&project.memory());
        match round.checked_sub(flips) {
            None => {
                let at = bytes.len() * round / flips;
                bytes[at] ^= 1 << project.dice.roll(8);
            }
            Some(tenth @ 0..10) => bytes.truncate(bytes.len() * tenth / 10),
            Some(10) => bytes.extend_from_within(..),
            Some(_) => {
                let text = String::from_utf8(bytes).expect("a text");
                let version = text.find(|c: char| c.is_ascii_digit()).expect("the number of its form");
                bytes = [&text.as_bytes()[..version], b"9", &text.as_bytes()[version + 1..]].concat();
            }
        }
        write(&project.memory(), bytes);
        project.step += 1;
        let before = project.kept;
        compare(&mut project);
        assert_eq!(project.kept, before, "round {round}: a damaged memory was believed");
    }
}

#[test]
fn p3_a_damaged_memory_of_plain_builds_is_made_again() {
    damaged(3_000, 140, Project::compare_plain);
}

#[test]
fn p3_a_damaged_memory_of_whole_builds_is_made_again() {
    damaged(3_001, 60, Project::compare_whole);
}
