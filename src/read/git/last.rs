//! The commits that files were last changed in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Git;

/// What stands in front of each commit in the answer, and behind its short name.
const BEGIN: char = '\u{1}';
const END: char = '\u{2}';

/// The last commit of every file below `folder`, by its path from where git runs: `4be19c2`, or `4be19c2 and changes`
/// where the file is not as it was committed. Empty without git, without repository, and without a commit: none of these
/// is wrong. History is walked once for all files.
pub fn last_commits(git: &dyn Git, folder: &Path) -> BTreeMap<PathBuf, String> {
    let folder = folder.to_string_lossy();
    let folder = if folder.is_empty() { "." } else { &folder };
    let format = format!("--format={BEGIN}%h{END}");
    let log = ["--literal-pathspecs", "log", "-z", "-c", "--name-only", "--relative", &format, "--", folder];
    let Ok(told) = git.run(&log, &[]) else { return BTreeMap::new() };
    let mut commits: BTreeMap<PathBuf, String> = BTreeMap::new();
    for part in String::from_utf8_lossy(&told).split(BEGIN) {
        let Some((commit, files)) = part.split_once(END) else { continue };
        for file in names(files) {
            commits.entry(file).or_insert_with(|| commit.to_owned());
        }
    }
    let diff = ["--literal-pathspecs", "diff", "--name-only", "-z", "--relative", "HEAD", "--", folder];
    let changed = git.run(&diff, &[]).unwrap_or_default();
    let changed: BTreeSet<PathBuf> = names(&String::from_utf8_lossy(&changed)).collect();
    for (_, commit) in commits.iter_mut().filter(|(file, _)| changed.contains(*file)) {
        commit.push_str(" and changes");
    }
    commits
}

fn names(told: &str) -> impl Iterator<Item = PathBuf> {
    told.split('\0').map(|name| name.trim_matches('\n')).filter(|name| !name.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::git::Fault;

    struct Told(Result<&'static str, Fault>, &'static str);

    impl Git for Told {
        fn run(&self, args: &[&str], _input: &[u8]) -> Result<Vec<u8>, Fault> {
            if args.contains(&"log") { self.0.clone().map(|t| t.into()) } else { Ok(self.1.into()) }
        }
    }

    #[test]
    fn the_newest_commit_of_each_file_counts() {
        let log =
            "\u{1}4be19c2\u{2}\0\nplans/b c.md\0plans/a.md\0\0\u{1}0a1b2c3\u{2}\0\nplans/a.md\0plans/é.md\0";
        let found = last_commits(&Told(Ok(log), "plans/a.md\0"), Path::new("plans"));
        let of = |path: &str| found.get(Path::new(path)).map(String::as_str);
        assert_eq!(of("plans/a.md"), Some("4be19c2 and changes"));
        assert_eq!(of("plans/b c.md"), Some("4be19c2"));
        assert_eq!(of("plans/é.md"), Some("0a1b2c3"));
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn without_git_nothing_is_known_and_nothing_is_wrong() {
        let none = Told(Err(Fault::Said("not a git repository".into())), "");
        assert!(last_commits(&none, Path::new("")).is_empty());
    }
}
