//! One build at a time for each output folder.

use std::fs;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::places::Places;

const LOCK: &str = "lock";

/// How often the lock is asked for again.
const PAUSE: Duration = Duration::from_millis(20);

/// How long another build is waited for before it is taken to hang: five minutes.
pub const PATIENCE: u32 = 5 * 60 * 50;

/// The lock of an output folder. The system takes it back when the process ends, however it ends: one that a killed
/// build held is free.
#[derive(Debug)]
pub struct Hold {
    file: fs::File,
    path: PathBuf,
}

impl Hold {
    /// Takes the lock, waiting up to `patience` pauses for whoever has it; `told` hears of it once.
    pub fn take(places: &Places, patience: u32, told: &dyn Fn(&str)) -> io::Result<Hold> {
        let path = places.state.join(LOCK);
        let mut waited = 0;
        loop {
            make(&places.state)?;
            let open = fs::OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
            let mut file = match open {
                // The one before took the folder away between the two lines above.
                Err(error) if error.kind() == io::ErrorKind::NotFound && waited < patience => {
                    waited += 1;
                    continue;
                }
                open => open?,
            };
            match file.try_lock() {
                // Who had it may have taken the file away with its folder: then this is a lock on nothing.
                Ok(()) if !is_at(&file, &path) => continue,
                Ok(()) => {
                    file.set_len(0)?;
                    file.rewind()?;
                    writeln!(file, "{}", std::process::id())?;
                    return Ok(Hold { file, path });
                }
                Err(fs::TryLockError::WouldBlock) => {
                    let mut who = String::new();
                    let _ = file.read_to_string(&mut who);
                    let who = who.trim();
                    if waited >= patience {
                        let what = format!("another build is at work on this folder (process {who})");
                        return Err(io::Error::new(io::ErrorKind::WouldBlock, what));
                    }
                    if waited == 0 {
                        told(&format!("waiting for another build of this site (process {who})"));
                    }
                    waited += 1;
                    sleep(PAUSE);
                }
                // Where a disk knows no locks, it is done without.
                Err(fs::TryLockError::Error(_)) => return Ok(Hold { file, path }),
            }
        }
    }

    /// Gives the lock back; with it goes the hidden folder, where nothing is in it that a later build needs.
    pub fn release(&self, places: &Places, ours: &[&str]) {
        let entries = fs::read_dir(&places.state).into_iter().flatten().flatten();
        let names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        if names.iter().all(|name| name == LOCK || ours.contains(&name.as_str())) {
            for name in names.iter().filter(|name| *name != LOCK) {
                let _ = fs::remove_file(places.state.join(name));
            }
            let _ = fs::remove_file(&self.path);
            let _ = fs::remove_dir(&places.state);
        }
        let _ = self.file.unlock();
    }
}

#[cfg(unix)]
fn is_at(file: &fs::File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let at = fs::metadata(path).map(|m| (m.dev(), m.ino())).ok();
    at.is_some() && at == file.metadata().map(|m| (m.dev(), m.ino())).ok()
}

#[cfg(not(unix))]
fn is_at(_file: &fs::File, path: &Path) -> bool {
    path.exists()
}

/// Makes a folder with those around it. Where that fails, none of them stays behind.
fn make(folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|around| !around.exists()).collect();
    fs::create_dir_all(folder).inspect_err(|_| {
        for made in missing {
            let _ = fs::remove_dir(made);
        }
    })
}
