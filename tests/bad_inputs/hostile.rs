//! Folders that lead astray: links out, pipes, files that are nobody's business.

use std::path::Path;
use std::time::{Duration, Instant};

use super::{project, seen};

fn write(root: &Path, files: &[&str]) {
    for file in files {
        let path = root.join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, "# A\n\n- [ ] one\n").expect("written");
    }
}

#[cfg(unix)]
#[test]
fn s06_a_pipe_among_the_plans() {
    let temp = tempfile::tempdir().expect("a folder");
    write(temp.path(), &["content/a.md"]);
    let pipe = temp.path().join("content/pipe.md");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    for (line, expected) in
        [("build --format short", 1), ("facts content/pipe.md", 3), ("import content/pipe.md", 3)]
    {
        let started = Instant::now();
        let (code, text) = seen(line, temp.path());
        assert_eq!(code, expected, "{line}: {text}");
        assert!(text.contains("not-a-file") && text.contains("a named pipe"), "{line}: {text}");
        assert!(started.elapsed() < Duration::from_secs(5));
    }
}

/// Root may read everything: then the build is handed to nobody.
#[cfg(unix)]
#[test]
fn s05_what_may_not_be_read() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let temp = tempfile::tempdir().expect("a folder");
    write(temp.path(), &["content/a.md", "content/b.md", "content/closed/c.md"]);
    let rights = |path: &str, mode: u32| {
        let path = temp.path().join(path);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
    };
    let is_root = std::fs::metadata(temp.path()).expect("there").uid() == 0;
    rights("content/b.md", 0o000);
    rights("content/closed", 0o000);
    rights("", 0o777);
    let mut command = match is_root {
        true => std::process::Command::new("setpriv"),
        false => project::tminus(),
    };
    if is_root {
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_tminus")]);
    }
    command.args(["build", "--format", "short"]).current_dir(temp.path()).env("HOME", temp.path());
    let end = command.output().expect("it runs");
    rights("content/closed", 0o755);
    let said = String::from_utf8_lossy(&end.stderr).into_owned();
    if is_root && said.contains("setpriv") {
        return eprintln!("passed over: {said}");
    }
    let errors: Vec<&str> = said.lines().filter(|line| line.contains(": error[")).collect();
    let why = "error[unreadable]: cannot be read: permission denied; help: look at its rights: whoever builds must be able to read it";
    assert_eq!(errors, [format!("content/b.md: {why}"), format!("content/closed: {why}")], "{said}");
    assert_eq!(end.status.code(), Some(1));
    assert!(!temp.path().join("book").exists());
}

/// `TMINUS_PAGES` for more; each plan has some forty files.
#[cfg(target_os = "linux")]
#[test]
fn s12_many_pages_in_little_memory() {
    let pages: usize = std::env::var("TMINUS_PAGES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let temp = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(temp.path().join("content")).expect("made");
    for at in 0..pages.div_ceil(40) {
        let plan =
            format!("# Plan {at}\n\n## Phase 1: Work\n\n- [ ] Task {at}\n\n```sh\nweigh --shelf {at}\n```\n");
        std::fs::write(temp.path().join(format!("content/p{at}.md")), plan).expect("written");
    }
    let mut command = project::tminus();
    let quiet = std::process::Stdio::null;
    let mut child = command
        .args(["build", "--no-sync"])
        .current_dir(temp.path())
        .stdout(quiet())
        .stderr(quiet())
        .spawn()
        .expect("the binary runs");
    let mut peak = 0;
    let end = loop {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("");
        peak = peak.max(line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0));
        if let Some(end) = child.try_wait().expect("it runs") {
            break end;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(end.code(), Some(0));
    let made =
        project::files(&temp.path().join("book")).keys().filter(|path| path.ends_with(".html")).count();
    println!("{made} pages, at most {} MiB", peak / 1024);
    assert!(made >= pages && peak > 0 && peak < 512 * 1024, "{made} pages, {peak} KiB");
}

#[test]
fn a_file_that_is_not_there() {
    let temp = tempfile::tempdir().expect("a folder");
    for command in ["facts", "explain", "import"] {
        let (code, text) = seen(&format!("{command} none.md"), temp.path());
        assert_eq!(code, 3, "{text}");
        assert!(text.contains("error[unreadable]") && text.contains("none.md"), "{text}");
    }
    assert_eq!(seen("facts", temp.path()).0, 2);
    assert_eq!(seen("facts none.md --format xml", temp.path()).0, 2);
}
