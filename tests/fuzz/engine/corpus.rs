//! Inputs on disk: those to begin with, and those that broke a law.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{Seek as _, Write as _};
use std::path::{Path, PathBuf};

/// Begun with and held against the laws first, every time: `corpus/TARGET/`.
pub fn own(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    files(&Path::new("tests/fuzz/corpus").join(target), |_| true)
}

/// Files of other tests, to begin with as well.
pub fn lent(folders: &[&str], ending: &str, longest: usize) -> Vec<Vec<u8>> {
    let fits = |path: &Path| path.extension().is_some_and(|known| known == ending);
    let all = folders.iter().flat_map(|folder| files(Path::new(folder), fits));
    all.map(|(_, bytes)| bytes).filter(|bytes| bytes.len() <= longest).collect()
}

/// All files below a folder, in order of their paths.
fn files(folder: &Path, fits: impl Fn(&Path) -> bool + Copy) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            found.extend(files(&path, fits));
        } else if fits(&path) {
            let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            found.push((path, bytes));
        }
    }
    found
}

/// Where broken inputs of a target are put.
pub fn broken(target: &str) -> PathBuf {
    let folder = Path::new("target/fuzz").join(target);
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    folder
}

/// Keeps an input that broke a law; its path.
pub fn keep(target: &str, input: &[u8]) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    let path = broken(target).join(format!("{:016x}", hasher.finish()));
    fs::write(&path, input).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    path
}

/// The input that is being tried, on disk: what ends the whole process is found there.
pub struct Current {
    path: PathBuf,
    file: fs::File,
}

impl Current {
    pub fn of(target: &str) -> Current {
        let path = broken(target).join("current");
        let file = fs::File::create(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Current { path, file }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn is(&mut self, input: &[u8]) {
        let written =
            self.file.set_len(0).and_then(|()| self.file.rewind()).and_then(|()| self.file.write_all(input));
        written.unwrap_or_else(|error| panic!("{}: {error}", self.path.display()));
    }
}

impl Drop for Current {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
