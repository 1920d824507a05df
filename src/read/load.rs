//! All plans and messages of a project, read.

use std::path::{Path, PathBuf};

use super::folder::{Folder, Listing};
use super::repair::{Guesses, repair};
use super::{MessageSource, Source, decode, front, is_message, messages};
use crate::diag::{Diagnostic, FileId, Files, Outcome, Span, shell_word};

/// The plans of a folder with the texts for messages.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// In order of their paths; files that could not be decoded or taken apart are left out.
    pub sources: Vec<Source>,
    /// The files in the folder `messages`, in order of their paths.
    pub messages: Vec<MessageSource>,
    pub files: Files,
    /// Files that a plan may point to.
    pub others: Vec<PathBuf>,
    /// Files that are never published.
    pub passed_over: Vec<PathBuf>,
}

/// Reads every plan below `dir`, and the messages in its folder `messages`.
pub fn load(folder: &dyn Folder, dir: &Path) -> Outcome<Loaded> {
    let Listing { plans, others, passed_over, mut diagnostics } = folder.list(dir);
    let mine = |path: &PathBuf| is_message(dir, path);
    let (written, plans): (Vec<PathBuf>, Vec<PathBuf>) = plans.into_iter().partition(mine);
    let (strange, others): (Vec<PathBuf>, Vec<PathBuf>) = others.into_iter().partition(mine);
    diagnostics.extend(strange.iter().map(|path| messages::no_message(path)));
    // Numbers of files follow the order of their paths, plans first.
    let first = plans.len();
    let mut loaded = Loaded { others, passed_over, ..Loaded::default() };
    for (at, path) in plans.into_iter().enumerate() {
        let id = FileId(at as u32);
        match folder.read(&path) {
            Err(finding) => diagnostics.push(finding),
            Ok(bytes) => {
                let Outcome { value, diagnostics: findings } =
                    read_plan(id, &path, &bytes, &mut loaded.files);
                diagnostics.extend(findings);
                loaded.sources.extend(value);
            }
        }
    }
    let read = messages::read_all(folder, written, first, &mut loaded.files);
    diagnostics.extend(read.diagnostics);
    loaded.messages = read.value;
    Outcome { value: loaded, diagnostics }
}

/// Decodes one plan and reads its front matter. Damaged text is not repaired: a warning names the command that does.
pub fn read_plan(id: FileId, path: &Path, bytes: &[u8], files: &mut Files) -> Outcome<Option<Source>> {
    let decoded = decode::decode(id, bytes);
    files.add(id, path, decoded.value.as_str());
    if decoded.has_errors() {
        return Outcome { value: None, diagnostics: decoded.diagnostics };
    }
    let (text, strange) = (decoded.value, decoded.diagnostics);
    let damage = damage(id, path, &text);
    let mut outcome = parse(id, path, text);
    // Where nobody knows where the body begins, keys would be read as text.
    let lost = outcome.value.body == 0 && outcome.has_errors();
    outcome.diagnostics.extend(strange.into_iter().chain(damage));
    Outcome { value: (!lost).then_some(outcome.value), diagnostics: outcome.diagnostics }
}

/// A decoded text as a [`Source`], its front matter read.
pub fn parse(id: FileId, path: &Path, text: String) -> Outcome<Source> {
    let front = front::read(id, &text);
    let (body, front_matter) = (front.value.body, front.value.matter);
    let source = Source { id, path: path.to_path_buf(), text, body, front: front_matter };
    Outcome { value: source, diagnostics: front.diagnostics }
}

pub(super) fn damage(id: FileId, path: &Path, text: &str) -> Option<Diagnostic> {
    let damage = repair(text, Guesses::Leave).mojibake;
    let first = damage.sequences.first()?;
    let at = text.find(&first.broken)?;
    let codec = damage.decoded_as.unwrap_or_default();
    let message = format!("text that was misread as {codec}: {} broken characters", damage.occurrences);
    Some(
        Diagnostic::warning("damaged-text", message)
            .at(Span::new(id, at, at + first.broken.len()))
            .hint(format!("`{}` was `{}`", first.broken, first.fixed))
            .hint(format!("`tminus import --force {}` repairs the file", shell_word(path))),
    )
}

#[cfg(test)]
mod tests {
    use super::super::Memory;
    use super::*;

    #[test]
    fn plans_are_read_and_all_problems_come_together() {
        let folder = Memory::default()
            .with("content/b.md", "---\ntitle: B\nonwer: x\n---\n# B\n")
            .with("content/a.md", b"# A \xFF\n".to_vec())
            .with("content/c.md", "# C âœ… done\r\n")
            .with("content/p.png", "");
        let loaded = load(&folder, Path::new("content"));
        let codes: Vec<&str> = loaded.diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, ["not-utf-8", "unknown-key", "damaged-text"]);
        let loaded = loaded.value;
        assert_eq!(loaded.sources.len(), 2);
        assert_eq!(loaded.sources[0].front.title.as_deref(), Some("B"));
        assert_eq!(&loaded.sources[0].text[loaded.sources[0].body..], "# B\n");
        assert_eq!(loaded.sources[1].text, "# C âœ… done\n");
        assert_eq!(loaded.files.path(FileId(0)), Some(Path::new("content/a.md")));
        assert_eq!(loaded.others, [PathBuf::from("content/p.png")]);
    }
}
