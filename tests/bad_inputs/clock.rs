//! A builder whose clock is wrong writes the same bytes.

use std::process::Command;

use super::{lying, project};

/// Stands in front of the system's clock for the program that is started.
const CLOCK: &str = r#"
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
static long now(void) { return atol(getenv("FALSE_CLOCK")); }
int clock_gettime(clockid_t id, struct timespec *t) {
    static long ticks;
    t->tv_sec = (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) ? now() : ++ticks / 1000;
    t->tv_nsec = 0;
    return 0;
}
int gettimeofday(struct timeval *t, void *zone) { t->tv_sec = now(); t->tv_usec = 0; return 0; }
time_t time(time_t *t) { if (t) *t = now(); return now(); }
"#;

#[cfg(target_os = "linux")]
#[test]
fn f25_the_clock_of_the_builder_does_not_matter() {
    let temp = tempfile::tempdir().expect("a folder");
    let (source, library) = (temp.path().join("clock.c"), temp.path().join("clock.so"));
    std::fs::write(&source, CLOCK).expect("written");
    let made = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(&source).status();
    assert!(made.expect("a C compiler: Rust needs one to link").success());
    let mut sites = Vec::new();
    for (at, seconds) in [None, Some("0"), Some("4102444800")].into_iter().enumerate() {
        let root = temp.path().join(at.to_string());
        std::fs::create_dir_all(root.join("content")).expect("made");
        let plan = "---\ntitle: Move the scales\nt_zero: 2026-01-05 10:00\ntime_zone: UTC\nreview_by: 2026-02-01\n---\n\n# Move the scales\n\n- [ ] Weigh\n";
        std::fs::write(root.join("content/plan.md"), plan).expect("written");
        let mut command = project::tminus();
        command.args(["build", "--no-sync"]).current_dir(&root);
        if let Some(seconds) = seconds {
            command.env("LD_PRELOAD", &library).env("FALSE_CLOCK", seconds).env("SOURCE_DATE_EPOCH", seconds);
        }
        project::run_for(&mut command, 0);
        let strip = |path: std::path::PathBuf| path.strip_prefix(&root).expect("below").to_owned();
        let files = lying(&root).into_iter().map(|(path, bytes)| (strip(path), bytes));
        let published = files.filter(|(path, _)| !path.starts_with(".book.tminus"));
        sites.push(published.collect::<std::collections::BTreeMap<_, _>>());
    }
    assert!(sites[0].len() > 20);
    assert!(sites[0] == sites[1] && sites[0] == sites[2]);
}
