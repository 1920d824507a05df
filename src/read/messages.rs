//! Message files: what stands in the folder `messages` of the plans.

use std::path::{Path, PathBuf};

use super::load::damage;
use super::{Folder, MessageFront, decode, front};
use crate::diag::{Diagnostic, FileId, Files, Outcome};

/// The folder of messages, in the folder of plans.
pub const FOLDER: &str = "messages";

/// A message file as text.
#[derive(Debug, Clone, Default)]
pub struct MessageSource {
    pub id: FileId,
    /// Relative to the project, with `/`.
    pub path: PathBuf,
    pub text: String,
    /// Byte where the message begins (behind the front matter).
    pub body: usize,
    pub front: MessageFront,
}

impl MessageSource {
    /// The name of the message: that of its file.
    pub fn name(&self) -> String {
        self.path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
    }
}

/// Whether a file of the folder of plans is in that of messages.
pub fn is_message(dir: &Path, path: &Path) -> bool {
    path.starts_with(dir.join(FOLDER))
}

/// The messages of the project alone; `first` is the number of the first file.
pub fn messages(
    folder: &dyn Folder,
    dir: &Path,
    first: usize,
    files: &mut Files,
) -> Outcome<Vec<MessageSource>> {
    let listing = folder.list(&dir.join(FOLDER));
    let mut read = read_all(folder, listing.plans, first, files);
    read.diagnostics.extend(listing.others.iter().map(|path| no_message(path)));
    read.diagnostics.extend(listing.diagnostics.into_iter().filter(|found| found.code != "no-folder"));
    read
}

/// Reads message files, numbered from `first` on.
pub(super) fn read_all(
    folder: &dyn Folder,
    paths: Vec<PathBuf>,
    first: usize,
    files: &mut Files,
) -> Outcome<Vec<MessageSource>> {
    let mut all = Outcome::clean(Vec::new());
    for (at, path) in paths.into_iter().enumerate() {
        match folder.read(&path) {
            Err(finding) => all.diagnostics.push(finding),
            Ok(bytes) => {
                let message = read(FileId((first + at) as u32), &path, &bytes, files);
                all.diagnostics.extend(message.diagnostics);
                all.value.extend(message.value);
            }
        }
    }
    all
}

/// Decodes one message and reads its front matter; `None` where no message can be made of it.
fn read(id: FileId, path: &Path, bytes: &[u8], files: &mut Files) -> Outcome<Option<MessageSource>> {
    let decoded = decode::decode(id, bytes);
    files.add(id, path, decoded.value.as_str());
    if decoded.has_errors() {
        return Outcome { value: None, diagnostics: decoded.diagnostics };
    }
    let (text, mut diagnostics) = (decoded.value, decoded.diagnostics);
    diagnostics.extend(damage(id, path, &text));
    let read = front::read_message(id, &text);
    let failed = read.has_errors();
    diagnostics.extend(read.diagnostics);
    let (front, body) = read.value;
    let source = MessageSource { id, path: path.to_path_buf(), text, body, front };
    Outcome { value: (!failed).then_some(source), diagnostics }
}

/// A file that is no Markdown among the messages.
pub(super) fn no_message(path: &Path) -> Diagnostic {
    Diagnostic::error("not-a-message", format!("only messages stand in `{FOLDER}/`, each a file `NAME.md`"))
        .in_file(path)
        .hint("name it `.md` if it is a message; move it out of the folder if it is not")
}

#[cfg(test)]
mod tests {
    use super::super::{Memory, load};
    use super::*;

    #[test]
    fn messages_are_no_plans() {
        let folder = Memory::default()
            .with("content/messages/note.md", "---\nsubject: Hello\n---\nText\n")
            .with("content/messages/logo.png", "x")
            .with("content/messages-of-old.md", "# Plan\n")
            .with("content/a/messages/plan.md", "# Plan\n");
        let loaded = load(&folder, Path::new("content"));
        let plans: Vec<String> = loaded.value.sources.iter().map(|s| s.path.display().to_string()).collect();
        assert_eq!(plans, ["content/a/messages/plan.md", "content/messages-of-old.md"]);
        let message = &loaded.value.messages[0];
        assert_eq!((message.name().as_str(), message.id), ("note", FileId(2)));
        assert_eq!(&message.text[message.body..], "Text\n");
        let codes: Vec<&str> = loaded.diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, ["not-a-message"]);
    }
}
