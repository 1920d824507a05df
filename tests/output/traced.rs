//! The system calls of a build, as `strace` sees them: killed at each one that changes something, and in which order they
//! come.

use std::process::Command;

use crate::place::{Place, said};

/// Calls that change a disk.
const CALLS: [&str; 12] = [
    "mkdir",
    "openat",
    "write",
    "linkat",
    "rename",
    "renameat2",
    "unlink",
    "unlinkat",
    "rmdir",
    "fsync",
    "syncfs",
    "ftruncate",
];

/// `strace` with these words in front of a build; `None` where it cannot trace.
fn traced(place: &Place, words: &[&str]) -> Option<std::process::Output> {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq"]).args(words).arg(env!("CARGO_BIN_EXE_tminus")).arg("build");
    command.current_dir(place.dir()).env("RAYON_NUM_THREADS", "1").env("NO_COLOR", "1");
    command.output().ok()
}

fn can_trace() -> bool {
    let works = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output();
    let works = works.is_ok_and(|end| end.status.success());
    if !works {
        eprintln!("passed over: strace cannot trace here");
    }
    works
}

#[test]
fn c02_killed_at_each_call() {
    if !can_trace() {
        return;
    }
    let every = std::env::var("TMINUS_KILLS").is_ok();
    let place = Place::built();
    (0..3).for_each(|n| {
        place.edit(&format!("first {n}"));
        place.runs(&["build", "--no-sync"], 0);
    });
    let (mut kills, mut round) = (0, 0);
    for call in CALLS {
        let mut at = 1;
        loop {
            let before = place.whole();
            round += 1;
            place.edit(&format!("number {round}"));
            let inject = format!("inject={call}:signal=KILL:when={at}");
            let trace = format!("trace={call}");
            let end =
                traced(&place, &["-o", "/dev/null", "-e", &trace, "-e", &inject]).expect("it traced before");
            let killed = end.status.code() != Some(0);
            let after = place.whole();
            if killed {
                kills += 1;
            } else {
                assert_ne!(after, before, "{call} {at}: {}", said(&end));
            }
            place.runs(&["build", "--no-sync"], 0);
            assert_eq!(place.left_over(), [].into(), "{call} {at}");
            if !killed {
                break;
            }
            // All of them at night; else the first ones, then in growing steps.
            at += if every { 1 } else { 1 + at / 2 };
        }
    }
    println!("killed at {kills} calls");
    assert!(kills >= 20, "{kills} kills");
}

#[test]
fn c09_the_disk_has_everything_before_the_switch() {
    if !can_trace() {
        return;
    }
    let place = Place::built();
    for round in 0..4 {
        place.edit(&format!("number {round}"));
        let calls = "trace=openat,fsync,syncfs,renameat2,rename,write,linkat";
        traced(&place, &["-y", "-o", "trace", "-e", calls]).expect("it traced before");
        let text = place.read("trace");
        std::fs::remove_file(place.path("trace")).expect("removed");
        let lines: Vec<&str> = text.lines().collect();
        let find = |what: &dyn Fn(&str) -> bool| lines.iter().position(|line| what(line));
        let switch = find(&|l| l.contains("RENAME_EXCHANGE")).expect("one switch");
        // What is left to the next build is no part of the site.
        let left = |line: &str| ["made", "last"].iter().any(|file| line.contains(&format!("/{file}.new")));
        let written = lines
            .iter()
            .rposition(|l| l.contains("O_CREAT") && l.contains(".book.tminus/") && !left(l))
            .expect("writes");
        let synced = find(&|l| l.contains("syncfs("))
            .or_else(|| find(&|l| l.contains("fsync(") && l.contains("/.tminus-site")))
            .expect("a sync");
        let parent = format!("<{}>)", place.dir().canonicalize().expect("there").display());
        let after =
            lines.iter().rposition(|l| l.contains("fsync(") && l.contains(&parent)).expect("the parent");
        assert!(
            written < switch && synced < switch && switch < after,
            "{written} {synced} {switch} {after}\n{text}"
        );
        let in_place = lines.iter().find(|l| {
            let opens = l.contains("O_WRONLY") || l.contains("O_RDWR");
            opens && (l.contains("/book/") || l.contains("/revision-")) && !l.contains("O_EXCL")
        });
        assert_eq!(in_place, None, "nothing is written into a published file");
        assert_eq!(lines.iter().filter(|l| l.contains("RENAME_EXCHANGE")).count(), 1);
    }
}
