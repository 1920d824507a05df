//! The one watcher: what changed on disk, gathered until it is quiet.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use notify::event::EventKind;
use notify::{Config, ErrorKind, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// Quiet after which a change is taken in. Editors write a file in one go or rename it into place; what is read too
/// early is read again, for the rest of it is told of too.
const QUIET: Duration = Duration::from_millis(4);
/// Pieces of a change that never comes to rest.
const MOST: usize = 200;
/// How often files are looked at where the system does not tell of changes.
const POLL: Duration = Duration::from_millis(400);

/// Folders beside the plans, and files, that a site is made of.
const FOLDERS: &[&str] = &["layouts", "assets", "signoffs", "messages"];
const FILES: &[&str] = &["book.toml", "tminus.toml", "tminus.lock"];

/// What changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Relative to the project.
    pub paths: BTreeSet<PathBuf>,
    /// Whether something may have been missed: everything is to be looked at.
    pub all: bool,
}

impl Changes {
    pub fn everything() -> Changes {
        Changes { all: true, ..Changes::default() }
    }

    fn is_nothing(&self) -> bool {
        self.paths.is_empty() && !self.all
    }
}

/// Watches a project until it is dropped.
pub struct Watch {
    /// With links resolved, as events name it.
    root: PathBuf,
    source_dir: PathBuf,
    told: Receiver<notify::Result<Event>>,
    watcher: Box<dyn Watcher + Send>,
    watched: BTreeSet<PathBuf>,
    send: Sender<notify::Result<Event>>,
    /// Why files are looked at from time to time, where they are.
    pub polls: Option<String>,
}

impl Watch {
    /// Begins to watch; where the system cannot tell of changes, or `poll` is asked for, files are looked at.
    pub fn begin(root: &Path, source_dir: &Path, poll: bool) -> notify::Result<Watch> {
        let (send, told) = channel();
        let (watcher, polls) = match watcher(send.clone(), poll) {
            Ok(watcher) => (watcher, poll.then(|| "as asked for".to_owned())),
            Err(error) => (watcher(send.clone(), true)?, Some(reason(&error))),
        };
        let (root, source_dir) = (root.to_owned(), source_dir.to_owned());
        let mut watch = Watch { root, source_dir, told, watcher, watched: BTreeSet::new(), send, polls };
        watch.follow()?;
        Ok(watch)
    }

    /// Watches the folders that are there by now.
    fn follow(&mut self) -> notify::Result<()> {
        let folders = FOLDERS.iter().map(PathBuf::from).chain([self.source_dir.clone()]);
        let deep = folders.map(|folder| (self.root.join(folder), RecursiveMode::Recursive));
        let wanted: Vec<_> =
            [(self.root.clone(), RecursiveMode::NonRecursive)].into_iter().chain(deep).collect();
        for (path, mode) in wanted {
            let is_there = path.is_dir();
            if !is_there {
                self.watched.remove(&path);
            } else if !self.watched.contains(&path) {
                match self.watcher.watch(&path, mode) {
                    Ok(()) => {
                        self.watched.insert(path);
                    }
                    Err(error) if self.polls.is_none() && is_limit(&error) => return self.look(&error),
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// The system watches no more files: looks at them instead.
    fn look(&mut self, why: &notify::Error) -> notify::Result<()> {
        self.polls = Some(reason(why));
        self.watcher = watcher(self.send.clone(), true)?;
        self.watched.clear();
        self.follow()
    }

    /// Waits for the next change; `None` after `patience` without one.
    pub fn next(&mut self, patience: Duration) -> Option<Changes> {
        let mut changes = Changes::default();
        while changes.is_nothing() {
            match self.told.recv_timeout(patience) {
                Ok(event) => self.take(event, &mut changes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
            }
        }
        let mut pieces = 0;
        while pieces < MOST
            && let Ok(event) = self.told.recv_timeout(QUIET)
        {
            self.take(event, &mut changes);
            pieces += 1;
        }
        // A whole checkout is waiting: all that has come is one change.
        while let Ok(event) = self.told.try_recv() {
            self.take(event, &mut changes);
        }
        // A folder that was made, or that another one stands in place of, is watched from now on.
        let moved: Vec<PathBuf> =
            changes.paths.iter().filter(|path| self.is_watched(path)).cloned().collect();
        for folder in &moved {
            let folder = self.root.join(folder);
            if self.watched.remove(&folder) {
                let _ = self.watcher.unwatch(&folder);
            }
            changes.all = true;
        }
        if !moved.is_empty() {
            let _ = self.follow();
        }
        Some(changes)
    }

    /// The folder of the plans may be another one after `book.toml` changed.
    pub fn plans_in(&mut self, source_dir: &Path) {
        if self.source_dir != source_dir {
            self.source_dir = source_dir.to_owned();
            let _ = self.follow();
        }
    }

    fn is_watched(&self, path: &Path) -> bool {
        *path == self.source_dir || FOLDERS.iter().any(|folder| path == Path::new(folder))
    }

    fn take(&self, event: notify::Result<Event>, changes: &mut Changes) {
        let Ok(event) = event else {
            changes.all = true;
            return;
        };
        if event.need_rescan() {
            changes.all = true;
        }
        // Reading a file is told of too, and reading is what follows a change.
        if !matches!(event.kind, EventKind::Access(_)) {
            let inside = |path: &PathBuf| {
                let path = path.strip_prefix(&self.root).ok()?;
                self.matters(path).then(|| path.to_owned())
            };
            changes.paths.extend(event.paths.iter().filter_map(inside));
        }
    }

    /// Whether a site is made of the file; what editors leave for a moment is not looked at.
    fn matters(&self, path: &Path) -> bool {
        let folder =
            path.starts_with(&self.source_dir) || FOLDERS.iter().any(|folder| path.starts_with(folder));
        folder || FILES.iter().any(|file| path == Path::new(file))
    }
}

fn watcher(send: Sender<notify::Result<Event>>, poll: bool) -> notify::Result<Box<dyn Watcher + Send>> {
    let tell = move |event| {
        let _ = send.send(event);
    };
    Ok(if poll {
        let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
        Box::new(PollWatcher::new(tell, config)?)
    } else {
        Box::new(RecommendedWatcher::new(tell, Config::default())?)
    })
}

fn reason(error: &notify::Error) -> String {
    match error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system watches no more files (see fs.inotify.max_user_watches)".to_owned()
        }
        _ => error.to_string(),
    }
}

fn is_limit(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        // Neither room for another watch, nor for another list of them.
        ErrorKind::Io(io) => matches!(io.raw_os_error(), Some(24 | 28 | 38)),
        _ => false,
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "what is watched is written first")]
mod tests {
    use notify::event::{AccessKind, CreateKind, Flag};

    use super::*;

    fn watch() -> (tempfile::TempDir, Watch) {
        let temp = tempfile::tempdir().unwrap();
        std::fs::create_dir(temp.path().join("content")).unwrap();
        let root = temp.path().canonicalize().unwrap();
        let watch = Watch::begin(&root, Path::new("content"), false).unwrap();
        (temp, watch)
    }

    #[test]
    fn where_no_more_files_are_watched_they_are_looked_at() {
        let (temp, mut watch) = watch();
        watch.look(&notify::Error::new(ErrorKind::MaxFilesWatch)).unwrap();
        assert!(watch.polls.as_deref().is_some_and(|why| why.contains("watches no more files")));
        std::fs::write(temp.path().join("content/a.md"), "# A\n").unwrap();
        let changes = watch.next(Duration::from_secs(20)).unwrap();
        assert!(changes.paths.contains(Path::new("content/a.md")), "{changes:?}");
    }

    #[test]
    fn what_was_missed_is_looked_for_everywhere() {
        let (_temp, watch) = watch();
        let mut changes = Changes::default();
        watch.take(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan)), &mut changes);
        assert_eq!(changes, Changes::everything());
        let mut changes = Changes::default();
        watch.take(Err(notify::Error::generic("lost")), &mut changes);
        assert!(changes.all);
    }

    #[test]
    fn reading_is_no_change_and_neither_is_what_lies_elsewhere() {
        let (_temp, watch) = watch();
        let told = |kind, path: &str| {
            let mut changes = Changes::default();
            watch.take(Ok(Event::new(kind).add_path(watch.root.join(path))), &mut changes);
            changes.paths.len()
        };
        let made = EventKind::Create(CreateKind::File);
        assert_eq!(told(EventKind::Access(AccessKind::Any), "content/a.md"), 0);
        assert_eq!(
            [told(made, "content/a.md"), told(made, "book.toml"), told(made, "layouts/x.html")],
            [1, 1, 1]
        );
        assert_eq!(
            [told(made, "notes.txt"), told(made, "book/index.html"), told(made, "../x.md")],
            [0, 0, 0]
        );
    }
}
