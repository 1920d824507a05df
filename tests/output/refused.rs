//! Folders that a site is never written to.

use std::path::Path;
use std::process::Command;

use crate::place::{Place, said};
use crate::project;

/// Refused with exit code 2 and these words; nothing in the project is touched.
#[track_caller]
fn refused(place: &Place, out: &str, words: &str, dress: impl Fn(&mut Command)) {
    let before = project::files(place.dir());
    for flags in [&[][..], &["--keep-last-good"], &["--rollback"]] {
        let mut command = place.command(&["build", "--format", "short", "-d", out]);
        dress(command.args(flags));
        let end = command.output().expect("the binary runs");
        assert_eq!(end.status.code(), Some(2), "{out}: {}", said(&end));
        assert!(said(&end).contains(words), "{words}\n{}", said(&end));
        assert_eq!(project::files(place.dir()), before, "{out}");
    }
}

#[cfg(unix)]
#[test]
fn s02_the_output_is_a_link() {
    let place = Place::unbuilt();
    std::fs::create_dir(place.path("elsewhere")).expect("made");
    std::os::unix::fs::symlink(place.path("elsewhere"), place.path("linked")).expect("linked");
    refused(&place, "linked", "the output folder `linked` is a link", |_| {});
    assert_eq!(std::fs::read_dir(place.path("elsewhere")).expect("there").count(), 0);
}

#[test]
fn s03_not_empty_and_not_ours() {
    let place = Place::unbuilt();
    std::fs::create_dir(place.path("mine")).expect("made");
    place.write("mine/letter.txt", "dear");
    refused(&place, "mine", "the output folder `mine` is not empty and was not written by tminus", |_| {});
}

#[test]
fn s04_source_home_root_and_repositories() {
    let place = Place::unbuilt();
    let over = |out: &str| format!("the output folder `{out}` is, holds or lies in the folder of the plans");
    for out in ["content", "content/site", ".", "content/../content", "./content/a/b"] {
        refused(&place, out, &over(out), |_| {});
    }
    refused(&place, "/", &over("/"), |_| {});
    let home = tempfile::tempdir().expect("a folder");
    let home_path: &Path = home.path();
    let shown = home_path.display().to_string();
    refused(&place, &shown, &format!("the output folder `{shown}` is the home folder"), |command| {
        command.env("HOME", home_path);
    });
    std::fs::create_dir_all(place.path("clone/.git")).expect("made");
    for out in ["clone", "clone/.git/site"] {
        refused(&place, out, &format!("the output folder `{out}` is a repository"), |_| {});
    }
    assert!(!place.path(".clone.tminus").exists());
}

#[test]
fn a_project_in_a_repository_may_have_its_site_in_it() {
    let place = Place::unbuilt();
    std::fs::create_dir(place.path(".git")).expect("made");
    place.runs(&["build"], 0);
    // And what lies beside it stays out of the repository.
    assert_eq!(place.read(".book.tminus/.gitignore"), "*\n");
}
