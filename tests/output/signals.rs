//! Asked to end, or nobody listens any more.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::dice::Dice;
use crate::place::Place;

#[cfg(unix)]
#[test]
fn c08_asked_to_end() {
    let place = Place::built();
    // Many plans, so that the signal finds the build at work.
    for at in 0..20 {
        place.write(&format!("content/p{at}.md"), &format!("# Plan {at}\n\n## Work\n\n- [ ] Task {at}\n"));
    }
    place.runs(&["build"], 0);
    let mut dice = Dice::new(3);
    let mut stopped = 0;
    for (round, (signal, code)) in
        [("INT", 130), ("TERM", 143), ("HUP", 129)].repeat(6).into_iter().enumerate()
    {
        let before = place.whole();
        for at in 0..20 {
            let plan = format!("# Plan {at}\n\n## Work\n\n- [ ] Task {at}\n- [ ] Round {round}\n");
            place.write(&format!("content/p{at}.md"), &plan);
        }
        let mut child = place.command(&["build"]).stderr(Stdio::null()).spawn().expect("the binary runs");
        std::thread::sleep(Duration::from_millis(20 + dice.roll(200) as u64));
        let kill = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
        assert!(kill.expect("kill").success());
        let end = child.wait().expect("ended");
        let after = place.whole();
        match end.code() {
            Some(0) => {}
            Some(found) => {
                assert_eq!(found, code, "{signal}");
                assert_eq!(after, before, "{signal}: the old site");
                assert_eq!(place.left_over(), [].into(), "{signal}");
                stopped += 1;
            }
            // It came before the program listened, or twice.
            None => assert_eq!(after, before, "{signal}"),
        }
    }
    println!("{stopped} of 18 builds were stopped");
    assert!(stopped > 3, "{stopped} builds were stopped at work");
    place.runs(&["build"], 0);
    assert_eq!(place.left_over(), [].into());
}

#[cfg(unix)]
#[test]
fn c08_nobody_listens() {
    let place = Place::built();
    for (round, format) in ["people", "short", "json"].into_iter().enumerate() {
        place.edit(&format!("number {round}"));
        let script = format!("\"$0\" build --format {format} >&- 2>&-");
        let mut command = Command::new("sh");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_tminus")]).current_dir(place.dir());
        assert_eq!(command.status().expect("sh").code(), Some(0), "{format}");
        // A pipe whose reader is gone.
        place.edit(&format!("piped {round}"));
        let script = format!("(sleep 0.1; \"$0\" build --format {format} 2>&1; echo $? >code) | true");
        let mut command = Command::new("sh");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_tminus")]).current_dir(place.dir());
        assert!(command.status().expect("sh").success());
        assert_eq!(place.read("code").trim(), "0", "{format}");
        std::fs::remove_file(place.path("code")).expect("removed");
        assert!(place.read("book/move/text.html").contains(&format!("piped {round}")));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn c08_a_hang_up_that_is_ignored() {
    let place = Place::built();
    place.edit("one");
    // The process hangs itself up before it becomes the build, and once more from the side.
    let script = "trap '' HUP; (for n in 1 2 3 4 5 6 7 8; do kill -s HUP $$; sleep 0.05; done) & exec \"$0\" build 2>/dev/null";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_tminus")]).current_dir(place.dir());
    assert_eq!(command.status().expect("sh").code(), Some(0));
    assert!(place.read("book/move/text.html").contains("one"));
}
