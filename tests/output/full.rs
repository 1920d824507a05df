//! A full disk and a read-only one, where this machine lets us mount one. The same at each single call, with a disk that
//! only says that it is full, stands beside the code.

use std::path::Path;
use std::process::Command;

use crate::place::{self, Place, said};
use crate::project;

/// A file system in memory, of this size; taken away at the end.
struct Disk {
    at: tempfile::TempDir,
}

impl Disk {
    fn of(kilobytes: usize) -> Option<Disk> {
        let at = tempfile::tempdir().expect("a folder");
        let size = format!("size={kilobytes}k");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at.path()).output();
        if mount.is_ok_and(|end| end.status.success()) {
            return Some(Disk { at });
        }
        eprintln!("passed over: this user may not mount a file system");
        None
    }

    fn path(&self) -> &Path {
        self.at.path()
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let mut command = Command::new("mount");
        let end = command.args(["-o", &options]).arg(self.path()).output().expect("mount");
        assert!(end.status.success(), "{}", said(&end));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

fn used(disk: &Path) -> usize {
    let end = Command::new("df").args(["--output=used", "-k"]).arg(disk).output().expect("df");
    String::from_utf8_lossy(&end.stdout).lines().last().and_then(|l| l.trim().parse().ok()).expect("a number")
}

#[test]
fn c05_the_disk_is_full() {
    let Some(disk) = Disk::of(64_000) else { return };
    let place = Place::unbuilt();
    let out = disk.path().join("site");
    let out_arg = out.to_string_lossy().into_owned();
    let build = ["build", "--format", "short", "-d", &out_arg];
    place.runs(&build, 0);
    let need = used(disk.path());
    place.edit("one");
    let mut full = 0;
    for percent in (5..100).step_by(10) {
        let before = place::whole(&out);
        place.edit(&format!("number {percent}"));
        let has = used(disk.path());
        disk.remount(&format!("size={}k", has + need * percent / 100));
        let end = place.command(&build).output().expect("the binary runs");
        match end.status.code() {
            Some(3) => {
                full += 1;
                assert_eq!(place::whole(&out), before);
                let said = said(&end);
                assert!(said.contains("cannot-write") && said.contains("No space left"), "{said}");
                let needed = said.split(" bytes more are needed").next().and_then(|s| s.rsplit(' ').next());
                let needed: usize = needed.and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{said}"));
                assert!(needed > 0 && needed <= need * 1_024, "{needed} of {need} KiB");
                assert!(said.contains("/.site.tminus/staging/") || said.contains("/site`"), "{said}");
                assert_eq!(said.matches("error[").count(), 1, "one error of the disk: {said}");
                assert!(!disk.path().join(".site.tminus/staging").exists());
            }
            code => assert_eq!(code, Some(0), "{}", said(&end)),
        }
        disk.remount("size=64000k");
        place.runs(&build, 0);
    }
    assert!(full >= 3, "{full} builds met the full disk");
}

#[test]
fn l08_a_site_of_a_name_that_is_too_long() {
    let place = Place::unbuilt();
    let out = format!("new/{}", "n".repeat(255));
    let said = place.runs(&["build", "--format", "short", "-d", &out], 3);
    assert!(said.contains("cannot-write") && said.contains("shorter name"), "{said}");
    assert!(!place.path("new").exists(), "a folder stays behind");
}

#[test]
fn c06_the_output_is_read_only() {
    let Some(disk) = Disk::of(64_000) else { return };
    let place = Place::unbuilt();
    let out = disk.path().join("site").to_string_lossy().into_owned();
    place.runs(&["build", "-d", &out], 0);
    let before = project::files(disk.path());
    place.edit("one");
    disk.remount("ro");
    let said = place.runs(&["build", "--format", "short", "-d", &out], 3);
    assert!(said.contains("cannot-write") && said.contains("Read-only"), "{said}");
    assert_eq!(project::files(disk.path()), before);
    disk.remount("rw");
    place.runs(&["build", "-d", &out], 0);
}

#[test]
fn a_site_on_another_disk_than_the_plans() {
    let Some(disk) = Disk::of(64_000) else { return };
    let place = Place::unbuilt();
    let out = disk.path().join("site");
    for round in 0..4 {
        place.edit(&format!("number {round}"));
        place.runs(&["build", "-d", &out.to_string_lossy()], 0);
        place::whole(&out);
    }
    // A folder that is itself the disk cannot be renamed: said, and nothing is left.
    let own = Disk::of(8_000).expect("mounted before");
    let said = place.runs(&["build", "--format", "short", "-d", &own.path().to_string_lossy()], 3);
    assert!(said.contains("cannot-write"), "{said}");
    assert_eq!(std::fs::read_dir(own.path()).expect("there").count(), 0);
}
