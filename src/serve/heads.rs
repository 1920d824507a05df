//! What the first bytes of the plans' files say: enough to know which address is whose, before anything is understood.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diag::FileId;
use crate::markdown::slug;
use crate::pipeline;
use crate::read::{self, Disk, Folder, decode, limits};

/// Bytes in which most front matters end, and the title stands.
const FIRST: usize = 4 * 1024;

/// A plan's file by its first bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub path: PathBuf,
    /// Folder of the plan in the site.
    pub id: String,
    /// The code that the front matter gives, upper case.
    pub code: Option<String>,
    pub title: String,
    /// Names of folders that the front matter says were the plan's.
    pub aliases: Vec<String>,
}

/// The plans' files below a folder, in order of their paths, drafts left out; and the ways to them.
#[derive(Debug, Default)]
pub struct Heads {
    pub all: Vec<Head>,
    /// By ids; then by aliases, which ids win over.
    ids: BTreeMap<String, usize>,
    codes: BTreeMap<String, usize>,
}

impl Heads {
    pub fn of(disk: &Disk, dir: &Path) -> Heads {
        let mut plans = disk.list(dir).plans;
        plans.retain(|path| !read::is_message(dir, path));
        let all: Vec<Head> = plans.into_par_iter().filter_map(|path| head(disk, path)).collect();
        let mut heads = Heads { all, ..Heads::default() };
        for (at, head) in heads.all.iter().enumerate() {
            heads.ids.entry(head.id.clone()).or_insert(at);
            if let Some(code) = &head.code {
                heads.codes.entry(code.clone()).or_insert(at);
            }
        }
        for (at, head) in heads.all.iter().enumerate() {
            for alias in &head.aliases {
                heads.ids.entry(alias.clone()).or_insert(at);
            }
        }
        heads
    }

    /// The plan whose folder this is or was.
    pub fn of_id(&self, id: &str) -> Option<&Head> {
        self.ids.get(id).and_then(|at| self.all.get(*at))
    }

    /// The plan whose front matter gives it this code.
    pub fn of_code(&self, code: &str) -> Option<&Head> {
        self.codes.get(code).and_then(|at| self.all.get(*at))
    }

    /// The plan in this file.
    pub fn of_file(&self, path: &Path) -> Option<&Head> {
        self.all.binary_search_by(|head| order(&head.path, path)).ok().map(|at| &self.all[at])
    }
}

/// The order in which files are listed: name by name.
fn order(a: &Path, b: &Path) -> std::cmp::Ordering {
    a.components().cmp(b.components())
}

/// `None` for a draft, and for what cannot be opened.
fn head(disk: &Disk, path: PathBuf) -> Option<Head> {
    let mut text = lines(disk.front(&path, FIRST)?, FIRST);
    if text.starts_with("---") && !text.lines().skip(1).any(|line| matches!(line.trim_end(), "---" | "...")) {
        let more = limits::FRONT_MATTER + FIRST;
        text = lines(disk.front(&path, more)?, more);
    }
    let source = read::parse(FileId::default(), &path, text).value;
    if source.front.draft {
        return None;
    }
    let heading = source.text[source.body..].lines().find_map(|line| line.strip_prefix("# "));
    let name = || path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let title = source.front.title.clone().or(heading.map(|words| words.trim().to_owned()));
    Some(Head {
        id: Some(pipeline::own_id(&source)).filter(|id| !id.is_empty()).unwrap_or_else(|| "plan".to_owned()),
        code: source.front.code.as_ref().map(|code| code.to_uppercase()),
        title: title.filter(|title| !title.is_empty()).unwrap_or_else(name),
        aliases: source.front.aliases.iter().map(|alias| slug(alias)).collect(),
        path,
    })
}

/// The text of the bytes; of a file that goes on, its whole lines.
fn lines(mut bytes: Vec<u8>, most: usize) -> String {
    if bytes.len() >= most {
        bytes.truncate(bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1));
    }
    decode::decode(FileId::default(), &bytes).value
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "files are written first")]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_say_whose_an_address_is() {
        let temp = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = temp.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        let long = "- [ ] do it\n".repeat(2_000);
        write("content/b.md", &format!("---\nid: Move It\ncode: crm\naliases: [old]\n---\n# Move\n{long}"));
        write("content/a/z.md", &format!("# Über den Fluß\n{}", "ä".repeat(FIRST)));
        write("content/a.md", "---\ndraft: true\n---\n# Not yet\n");
        write(
            "content/c.md",
            &format!("---\nsummary: \"{}\"\ntitle: Far below\n---\n", "x".repeat(FIRST * 2)),
        );
        write("content/d.md", "");
        write("content/messages/m.md", "# A message\n");
        let heads = Heads::of(&Disk::new(temp.path()), Path::new("content"));
        let titles: Vec<(&str, &str)> =
            heads.all.iter().map(|head| (head.id.as_str(), head.title.as_str())).collect();
        assert_eq!(titles, [("z", "Über den Fluß"), ("move-it", "Move"), ("c", "Far below"), ("d", "d")]);
        let path = |head: Option<&Head>| head.map(|head| head.path.display().to_string());
        let of_b = Some("content/b.md".to_owned());
        assert_eq!(path(heads.of_id("move-it")), of_b);
        assert_eq!(path(heads.of_id("old")), of_b);
        assert_eq!(path(heads.of_code("CRM")), of_b);
        assert_eq!(path(heads.of_id("a")), None);
        for head in &heads.all {
            assert_eq!(heads.of_file(&head.path), Some(head));
        }
    }
}
