//! The same cases under the dev server: it stays up, tells what is wrong, keeps the last good pages, and recovers.
//!
//! What cannot be read is told first, and what the plans mean once all can be: so at least one of the errors is asked for.

use std::path::Path;

use super::server::Server;
use super::{cases, command_of, copy, expected};

const GOOD: &str =
    "---\nid: good\ntitle: Carry the crates\n---\n\n# Carry the crates\n\n- [ ] Lift together\n";

/// Takes everything out of the folder but the good plan, which stays there all the time.
fn empty(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let gone = match entry.file_type().expect("a kind").is_dir() {
            true if path.ends_with("content") => {
                empty(&path);
                Ok(())
            }
            true => std::fs::remove_dir_all(&path),
            false if path.ends_with("content/good.md") => Ok(()),
            false => std::fs::remove_file(&path),
        };
        gone.unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    }
}

#[test]
fn the_dev_server_outlives_every_case() {
    let start = || Server::of(&[("content/good.md", GOOD)]);
    let mut server = start();
    let told = |server: &Server| {
        let target = format!("/.tminus/problems?{}", server.token());
        server.ask("GET", &target, "Sec-Fetch-Site: same-origin\r\n").body
    };
    let mut count = 0;
    for case in cases() {
        let expected = expected(&case);
        let failed = expected.contains("\nexit 1\n") || expected.contains("\nexit 2\n");
        if !command_of(&expected).starts_with("build") || command_of(&expected).contains("-d") || !failed {
            continue;
        }
        count += 1;
        // Nobody reads what it says at the terminal, and that pipe is not endless.
        if count % 20 == 0 {
            server = start();
        }
        let root = server.temp.path().to_owned();
        let errors: Vec<&str> = expected.lines().filter(|line| line.starts_with("error[")).collect();
        assert!(!errors.is_empty(), "{}", case.display());
        copy(&case, &root);
        let begun = std::time::Instant::now();
        loop {
            let problems = told(&server);
            if errors.iter().any(|error| problems.contains(*error)) {
                break;
            }
            assert!(begun.elapsed().as_secs() < 10, "{}: {problems}", case.display());
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let page = server.get("/good/checklist.html");
        assert!(page.status == 200 && page.body.contains("Lift together"), "{}", case.display());
        empty(&root);
        let begun = std::time::Instant::now();
        while !told(&server).is_empty() {
            assert!(begun.elapsed().as_secs() < 10, "{} stays: {}", case.display(), told(&server));
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }
    assert!(count > 50, "{count} cases");
}
