//! Records of who signed what, and the list of whose SSH keys count.

use tminus::diag::{FileId, Files};
use tminus::ledger::signoff::{Allowed, canonical, file, settle_time, write};

use crate::engine::{Holds, Target, Traits};
use crate::laws::{findings, holds, same, within};

pub struct SignOffs;

impl Target for SignOffs {
    const NAME: &'static str = "sign_offs";
    const WORDS: &'static [&'static str] = &[
        "- record: v1\n",
        "- record: v2\n",
        "  plan: DSK\n",
        "  role: ",
        "  name: ",
        "  meaning: approved\n",
        "  meaning: withdrawn\n",
        "  time: 2026-11-28T22:00:00+01:00\n",
        "  time: 2026-02-30\n",
        "  revision: ",
        "  digest: ",
        "  how: typed name\n",
        "  how: ssh\n",
        "  signer: ",
        "  previous: none\n",
        "  hash: ",
        "  signature: |\n    ",
        "-----BEGIN SSH SIGNATURE-----",
        "-----END SSH SIGNATURE-----",
        "<<<<<<<",
        "&a ",
        "*a",
        "!!str ",
        "[",
        "{",
        "\"",
        "'",
        "~",
        "null",
        ": ",
        "\\n",
        "\\u202e",
        "a@b.example ",
        "namespaces=\"tminus\" ",
        "valid-before=\"20261128\" ",
        "cert-authority ",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI",
        "*@b.example,!c ",
        "# ",
        "\n",
    ];
    const LENT: (&'static [&'static str], &'static str) = (&["tests/bad_inputs"], "yaml");

    fn ready() -> Result<Self, String> {
        Ok(SignOffs)
    }

    fn laws(&mut self, input: &[u8], traits: &mut Traits) -> Holds {
        let text = String::from_utf8_lossy(input).replace("\r\n", "\n").replace('\r', "\n");
        let mut files = Files::default();
        files.add(FileId(0), "signoffs/desk.yaml", text.as_str());
        let read = file::parse(FileId(0), &text);
        findings(&read.diagnostics, &files, traits)?;
        traits.count("records", read.value.len());
        let whole = !read.has_errors();
        for placed in &read.value {
            for key in ["plan", "role", "time", "digest", "hash"] {
                within(placed.at(key), &files)?;
            }
            let record = &placed.record;
            traits.saw((
                record.is_for(),
                record.signature.is_some(),
                record.previous.is_some(),
                settle_time(&record.time).is_ok(),
            ));
            same(
                "a hash hangs on the record alone",
                &canonical::hash(record),
                &canonical::hash(&record.clone()),
            )?;
            if whole {
                let longer = write::appended(&text, record);
                holds("what stands there stays", longer.starts_with(&text), || longer.clone())?;
                let again = file::parse(FileId(0), &longer);
                holds("what is appended can be read", !again.has_errors(), || {
                    format!("{:?}\n{longer}", again.diagnostics)
                })?;
                same("one record more", &again.value.len(), &(read.value.len() + 1))?;
                let last = again.value.last().map(|placed| canonical::hash(&placed.record));
                same("a record is read as it was written", &last, &Some(canonical::hash(record)))?;
            }
        }
        let allowed = Allowed::parse(FileId(0), &text);
        traits.saw(("allowed", allowed.has_errors()));
        findings(&allowed.diagnostics, &files, traits)
    }
}
