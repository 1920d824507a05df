//! The disk fails at each call, one after the other: the site is wholly old or wholly new, and the next build is as any.

use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::Ordering;

use super::super::Sink;
use super::fault::{Fault, Faulty};
use super::manifest::MARKER;
use super::*;

type Site = BTreeMap<String, Vec<u8>>;

/// A site of this number: each has pages that stay, change, come, go, and turn from file to folder.
fn site(number: usize) -> Site {
    let style = format!("assets/site-{number:012x}.css");
    let mut site: Site = [
        ("index.html", format!("<link href={style}> page {number}")),
        ("a/index.html", "never changes".to_owned()),
        ("a/deep/er/index.html", "never changes either".to_owned()),
        ("b/index.html", format!("changes {}", number / 2)),
        ("t/CRM-7F3K/index.html", format!("two names {number}")),
        ("t/crm-7f3k/index.html", format!("two names {number}")),
        ("assets/logo.svg", "<svg/>".to_owned()),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text.into_bytes()))
    .collect();
    site.insert(style.clone(), style.into_bytes());
    site.insert(format!("only/{number}/index.html"), b"once".to_vec());
    let turns = if number.is_multiple_of(2) { "turns" } else { "turns/index.html" };
    site.insert(turns.to_owned(), b"file or folder".to_vec());
    site
}

/// A folder with a place for a site in it.
struct Place {
    temp: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        // In memory, where there is such a place: thousands of sites are written.
        let memory = tempfile::tempdir_in("/dev/shm");
        Place { temp: memory.or_else(|_| tempfile::tempdir()).unwrap() }
    }

    fn out(&self) -> PathBuf {
        self.temp.path().join("book")
    }

    fn state(&self, name: &str) -> PathBuf {
        self.temp.path().join(".book.tminus").join(name)
    }

    fn publish(&self, files: &Faulty, number: usize, keep: usize) -> io::Result<Published> {
        let folder = SiteFolder::hold_with(&self.out(), Box::new(files.clone()), &|_| {})?;
        let sink = folder.begin(How { keep, ..How::default() })?;
        for (path, bytes) in site(number) {
            sink.put(&path, &bytes)?;
        }
        let text = format!("# Plan {number}\n");
        sink.finish(&[("content/a.md".to_owned(), text.as_str())].into())
    }

    fn builds(&self, number: usize) -> Published {
        self.publish(&Faulty::none(), number, 2).unwrap()
    }

    /// The number of the site that stands, whole: every file that its list names, to the byte, and no other.
    #[track_caller]
    fn stands(&self) -> Option<usize> {
        if !self.out().exists() {
            return None;
        }
        let listed = Manifest::of(&self.out()).unwrap().expect("a site of ours");
        for (path, line) in listed.manifest.ours() {
            assert!(intact::holds(&self.out().join(path), line), "{path}");
        }
        let index = String::from_utf8(fs::read(self.out().join("index.html")).unwrap()).unwrap();
        let number = index.rsplit(' ').next().unwrap().parse().unwrap();
        let named: Vec<&String> = listed.manifest.files.keys().collect();
        assert_eq!(named, site(number).keys().collect::<Vec<_>>());
        let found = everything(&self.out());
        let known: BTreeSet<String> = listed
            .manifest
            .ours()
            .map(|(path, _)| path)
            .chain(&listed.manifest.foreign)
            .cloned()
            .chain([MARKER.to_owned()])
            .collect();
        assert_eq!(found, known);
        Some(number)
    }

    /// What is in the hidden folder, but for what belongs there.
    fn left_over(&self) -> Vec<String> {
        let entries = fs::read_dir(self.state("")).into_iter().flatten().flatten();
        let names = entries.map(|e| e.file_name().to_string_lossy().into_owned());
        let belongs = |name: &String| {
            name.starts_with("revision-") || ["lock", ".gitignore", "plans"].contains(&name.as_str())
        };
        names.filter(|name| !belongs(name)).collect()
    }
}

fn everything(tree: &Path) -> BTreeSet<String> {
    let entries = walkdir::WalkDir::new(tree).into_iter().map(Result::unwrap);
    let files = entries.filter(|e| !e.file_type().is_dir());
    files.map(|e| e.path().strip_prefix(tree).unwrap().to_string_lossy().into_owned()).collect()
}

/// Fails at each call of the build that follows `before` others, until one goes through without.
fn at_every_call(before: usize, dress: impl Fn(Faulty) -> Faulty) {
    let mut calls = 0;
    for fault in [Fault::Killed, Fault::Torn, Fault::Full, Fault::Once] {
        for at in 1.. {
            let place = Place::new();
            (1..=before).for_each(|number| drop(place.builds(number)));
            let files = dress(Faulty::new(fault, at));
            let done = place.publish(&files, before + 1, 2);
            let case = format!("{fault:?} at {at} after {before}: {done:?}");
            // Between the two renames of a plain file system there is no site for a moment; the next build begins with that.
            let between =
                files.plain && matches!(fault, Fault::Killed | Fault::Torn) && !place.out().exists();
            if between {
                drop(SiteFolder::hold_with(&place.out(), Box::new(Faulty::none()), &|_| {}).unwrap());
            }
            let old = (before > 0).then_some(before);
            match (place.stands(), &done) {
                (stands, Ok(_)) => assert_eq!(stands, Some(before + 1), "{case}"),
                (stands, Err(_)) if matches!(fault, Fault::Killed | Fault::Torn) => {
                    assert!(stands == old || stands == Some(before + 1), "{case}: {stands:?}");
                }
                (stands, Err(_)) => {
                    assert_eq!(stands, old, "{case}");
                    assert_eq!(place.left_over(), Vec::<String>::new(), "{case}");
                    assert!(
                        before > 0 || !place.state("").exists() || place.state("plans").exists(),
                        "{case}"
                    );
                }
            }
            // Twice, so that there is a revision to be made over.
            for number in [before + 2, before + 3] {
                place.builds(number);
                assert_eq!(place.stands(), Some(number), "{case}");
                assert_eq!(place.left_over(), Vec::<String>::new(), "{case}");
            }
            place.builds(before + 3);
            if files.calls.load(Ordering::SeqCst) < at {
                calls += at - 1;
                break;
            }
        }
    }
    assert!(calls > 100, "{calls} calls");
}

#[test]
fn the_first_site() {
    at_every_call(0, |files| files);
}

#[test]
fn a_site_that_is_linked() {
    at_every_call(1, |files| files);
}

#[test]
fn a_site_that_is_made_of_a_revision() {
    at_every_call(3, |files| files);
}

#[test]
fn where_names_cannot_be_exchanged() {
    at_every_call(1, |files| Faulty { plain: true, ..files });
}

#[test]
fn where_there_are_no_links() {
    at_every_call(1, |files| Faulty { linkless: true, ..files });
}

#[test]
fn the_way_back_at_every_call() {
    for plain in [false, true] {
        for fault in [Fault::Killed, Fault::Once] {
            for at in 1.. {
                let place = Place::new();
                (1..=3).for_each(|number| drop(place.builds(number)));
                let files = Faulty { plain, ..Faulty::new(fault, at) };
                let hold = |files: Faulty| SiteFolder::hold_with(&place.out(), Box::new(files), &|_| {});
                let done = hold(files.clone()).and_then(|folder| folder.back());
                drop(hold(Faulty::none()).unwrap());
                let stands = place.stands();
                assert!(stands == Some(2) || stands == Some(3), "{fault:?} at {at}: {done:?}, {stands:?}");
                assert!(done.is_err() || stands == Some(2), "{fault:?} at {at}");
                // Whichever it was, the other one is still there.
                let folder = hold(Faulty::none()).unwrap();
                folder.back().unwrap();
                assert_eq!(place.stands(), Some(5 - stands.unwrap()), "{fault:?} at {at}");
                if files.calls.load(Ordering::SeqCst) < at {
                    break;
                }
            }
        }
    }
}

#[test]
fn unchanged_files_are_the_same_files() {
    use std::os::unix::fs::MetadataExt;
    let place = Place::new();
    place.builds(1);
    let inode = |path: &str| fs::metadata(place.out().join(path)).unwrap().ino();
    let first = inode("a/index.html");
    for number in 2..8 {
        let published = place.builds(number);
        assert_eq!(inode("a/index.html"), first);
        assert!(published.written <= 7, "{published:?}");
        assert_eq!(inode("t/CRM-7F3K/index.html"), inode("t/crm-7f3k/index.html"), "one file, two names");
        assert!(place.builds(number).is_same());
        assert_eq!(place.state("").join("revision-1").exists(), number < 4);
        let revisions = Places::of(&place.out()).revisions().unwrap();
        assert_eq!(revisions.len(), 2.min(number - 1));
    }
}

#[test]
fn a_style_that_is_no_longer_named_stays_for_one_build() {
    let place = Place::new();
    let style = |number: usize| place.out().join(format!("assets/site-{number:012x}.css")).exists();
    place.builds(1);
    place.builds(2);
    assert!(style(1) && style(2));
    place.builds(3);
    assert!(!style(1) && style(2) && style(3));
    assert!(place.builds(3).is_same());
}

#[test]
fn fewer_and_no_revisions() {
    for keep in [0, 1, 3] {
        let place = Place::new();
        for number in 1..7 {
            place.publish(&Faulty::none(), number, keep).unwrap();
            assert_eq!(place.stands(), Some(number));
            assert_eq!(Places::of(&place.out()).revisions().unwrap().len(), keep.min(number - 1));
            assert_eq!(place.left_over(), Vec::<String>::new());
        }
    }
}
