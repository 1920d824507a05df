//! `tminus.lock`, after merges, edits by hand and broken transfers.
//!
//! A line may end in `*`: it gets the checksum that belongs to it, so that what stands in it is looked at.

use sha2::{Digest as _, Sha256};
use tminus::diag::{FileId, Files};
use tminus::ledger::file::{self, NAME};

use crate::engine::{Holds, Target, Traits};
use crate::laws::{findings, holds, same};

pub struct Lock;

impl Target for Lock {
    const NAME: &'static str = "ledger";
    const WORDS: &'static [&'static str] = &[
        "# tminus ledger 1\n",
        "# tminus ledger 2\n",
        "# end\n",
        "# ",
        "<<<<<<< ours\n",
        "=======\n",
        ">>>>>>> theirs\n",
        " *\n",
        "DSK",
        "DSK-7F3K",
        "DSK-A2A2",
        " plan",
        " section",
        " task",
        " step",
        " gate",
        " contact",
        " in=DSK",
        " at=",
        " own=0123456789ab",
        " id=\"",
        " file=\"",
        " names=\"",
        " text=\"",
        " pin=",
        "\\\"",
        "\\\\",
        "\\n",
        "\"",
        " same=DSK-7F3K",
        " retired=2026-11-20",
        " to=DSK-A2A2",
        " why=\"",
        "DSK-C4C4@0002.9C41E7D206AF3B58",
        " after=0001.9C41E7D206AF3B58",
        " +=",
        " -=",
        " ~=",
        "text#go",
        "phase/phase-1",
        "99999999999",
        "-1",
        ",",
        ":",
        "=",
        "@",
        ".",
        "~",
        "-",
    ];
    const LONGEST: usize = 6000;

    fn ready() -> Result<Self, String> {
        Ok(Lock)
    }

    fn laws(&mut self, input: &[u8], traits: &mut Traits) -> Holds {
        let text = checked(&String::from_utf8_lossy(input));
        let mut files = Files::default();
        files.add(FileId(0), NAME, text.as_str());
        let read = file::read(FileId(0), &text);
        findings(&read.diagnostics, &files, traits)?;
        traits.count("entries", read.value.entries().count());
        for entry in read.value.entries() {
            let state = format!("{:?}", entry.state);
            traits.saw((
                entry.kind,
                state.split('(').next(),
                entry.names.len().min(3),
                entry.id.is_some(),
                entry.pin.is_some(),
            ));
        }
        let written = file::write(&read.value);
        let again = file::read(FileId(0), &written);
        holds("what is written can be read", again.diagnostics.is_empty(), || {
            format!("{:?}\n{written}", again.diagnostics)
        })?;
        same("what is written is read as it was", &file::write(&again.value), &written)?;
        for entry in read.value.entries() {
            let (meant, living) = (read.value.meant(&entry.code), read.value.living(&entry.code));
            traits.saw((meant.is_some(), living.is_some()));
        }
        Ok(())
    }
}

fn checked(text: &str) -> String {
    let line = |line: &str| match line.strip_suffix(" *\n") {
        Some(plain) => {
            let sum: String =
                Sha256::digest(plain.as_bytes()).iter().take(3).map(|byte| format!("{byte:02x}")).collect();
            format!("{plain} #{sum}\n")
        }
        None => line.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}
