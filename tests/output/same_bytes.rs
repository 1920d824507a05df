//! Same input, same bytes: 24 builds, each in other circumstances.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::{project, tree};

const THREADS: [&str; 3] = ["1", "2", "8"];
const ZONES: [&str; 3] = ["UTC", "Pacific/Kiritimati", "America/St_Johns"];
const LOCALES: [&str; 3] = ["C", "tr_TR.UTF-8", "de_DE.UTF-8"];
const MASKS: [&str; 2] = ["022", "077"];

/// Many plans, so that threads finish in another order each time.
fn plans() -> BTreeMap<String, Vec<u8>> {
    let mut files = project::files(&tree::root().join("tests/site/small"));
    files.retain(|path, _| !path.starts_with("expected"));
    for at in 0..4 {
        let tasks: String =
            (0..at + 3).map(|n| format!("- [ ] Task {n} of {at} \u{130}i\u{131}I\u{df}\n")).collect();
        let text = format!(
            "---\nid: plan-{at}\ntitle: Plan {at}\n---\n# Plan {at}\n\n## Prepare\n\n{tasks}\n## Rollback\n\n1. Stop\n2. Go back\n"
        );
        files.insert(format!("content/plan-{at}.md"), text.into_bytes());
    }
    files
}

fn copy(files: &BTreeMap<String, Vec<u8>>, to: &Path, reversed: bool) {
    let mut all: Vec<_> = files.iter().collect();
    if reversed {
        all.reverse();
    }
    for (path, bytes) in all {
        let path = to.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
}

#[test]
fn p1_24_builds() {
    let files = plans();
    let temp = tempfile::tempdir().expect("a folder");
    let mut first: Option<BTreeMap<String, Vec<u8>>> = None;
    let mut pairs = std::collections::BTreeSet::new();
    for at in 0..24 {
        // Each value of each meets each value of every other.
        let (threads, zone, locale, mask) = (at % 3, at / 3 % 3, (at + at / 3 + at / 9) % 3, at / 2 % 2);
        let (path, reversed, user) = (at % 2, at / 4 % 2, at / 8);
        for (a, b) in [(threads, zone), (threads, locale), (zone, locale)] {
            pairs.insert((a, b));
        }
        let place = match path {
            0 => temp.path().join(format!("{at}")),
            _ => temp.path().join(format!("other place {at}/with/longer path/\u{e9}")),
        };
        copy(&files, &place, reversed == 1);
        let script = format!("umask {} && exec \"$0\" build --no-sync", MASKS[mask]);
        let mut command = Command::new("sh");
        command
            .args(["-c", &script, env!("CARGO_BIN_EXE_tminus")])
            .current_dir(&place)
            .env("RAYON_NUM_THREADS", THREADS[threads])
            .env("TZ", ZONES[zone])
            .env("LC_ALL", LOCALES[locale])
            .env("LANG", LOCALES[locale])
            .env("USER", format!("user-{user}"))
            .env("LOGNAME", format!("user-{user}"))
            .env("HOSTNAME", format!("host-{user}"))
            .env("HOME", &place);
        project::run_for(&mut command, 0);
        let mut built = project::files(&place.join("book"));
        built.insert("tminus.lock".to_owned(), std::fs::read(place.join("tminus.lock")).expect("there"));
        match &first {
            None => first = Some(built),
            Some(first) => {
                assert_eq!(built.keys().collect::<Vec<_>>(), first.keys().collect::<Vec<_>>(), "build {at}");
                for (path, bytes) in first {
                    assert!(bytes == &built[path], "build {at}: {path}");
                }
            }
        }
    }
    assert_eq!(pairs.len(), 9);
}

#[test]
fn built_on_top_is_built_clean() {
    let files = plans();
    let temp = tempfile::tempdir().expect("a folder");
    copy(&files, temp.path(), false);
    let build = |out: &Path| {
        project::run_for(
            project::tminus().args(["build", "--no-sync"]).arg(temp.path()).arg("-d").arg(out),
            0,
        );
        project::files(out)
    };
    for round in 0..4 {
        let edited = temp.path().join(format!("content/plan-{round}.md"));
        let text = std::fs::read_to_string(&edited).expect("there");
        std::fs::write(&edited, text + &format!("\n## More {round}\n\n- [ ] New {round}\n"))
            .expect("written");
        let on_top = build(&temp.path().join("book"));
        let clean = build(&temp.path().join(format!("clean-{round}")));
        assert_eq!(on_top.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>());
        assert!(on_top == clean, "round {round}");
    }
}
