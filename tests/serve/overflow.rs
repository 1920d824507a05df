//! More changes than the system keeps in mind for a program that does not listen: it is told that some were lost, and reads
//! all again.

use std::process::Command;

use crate::server::{PLAN, Server};

/// More than the queue of the kernel holds (`/proc/sys/fs/inotify/max_queued_events`, usually 16,384).
fn more_than_are_kept() -> usize {
    let kept = std::fs::read_to_string("/proc/sys/fs/inotify/max_queued_events");
    kept.ok().and_then(|kept| kept.trim().parse::<usize>().ok()).unwrap_or(16_384) + 4_000
}

fn signal(server: &Server, name: &str) {
    let done = Command::new("kill").args([name, &server.process().to_string()]).status();
    assert!(done.is_ok_and(|status| status.success()), "{name}");
}

#[cfg(target_os = "linux")]
#[test]
fn e2_more_changes_than_the_system_keeps() {
    let server = Server::of(&[("content/shop.md", PLAN), ("content/mill.md", "# Mill\n\n- [ ] Grind\n")]);
    server.until(|s| s.get("/mill/").status == 200);
    signal(&server, "-STOP");
    // Each file is two changes at least: it comes, and it goes.
    for at in 0..more_than_are_kept() / 2 {
        let path = server.path(&format!("content/{at}.txt"));
        std::fs::write(&path, "").expect("written");
        std::fs::remove_file(&path).expect("removed");
    }
    // Of these the system says nothing any more: one is edited, one comes, one goes.
    server.write("content/shop.md", &PLAN.replace("Count the boxes", "Count them unseen"));
    server.write("content/new/dock.md", "# Dock\n\n- [ ] Moor\n");
    std::fs::remove_file(server.path("content/mill.md")).expect("removed");
    signal(&server, "-CONT");
    server.until(|s| s.get("/shop/checklist.html").body.contains("Count them unseen"));
    server.until(|s| s.get("/dock/").status == 200 && s.get("/mill/").status == 404);
    // And what comes after it is seen as ever.
    server.write("content/new/dock.md", "# Dock\n\n- [ ] Moor it twice\n");
    server.until(|s| s.get("/dock/checklist.html").body.contains("Moor it twice"));
    assert!(server.problems().is_empty());
}
