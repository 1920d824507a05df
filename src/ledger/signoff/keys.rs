//! The keys of a record: name, whether it must be there, meaning. Reader, hints and the manual come from here.

/// One key of a record.
#[derive(Debug, Clone, Copy)]
pub struct RecordKey {
    pub name: &'static str,
    pub required: bool,
    /// One sentence, as the manual prints it.
    pub doc: &'static str,
}

const fn key(name: &'static str, doc: &'static str) -> RecordKey {
    RecordKey { name, required: true, doc }
}

const fn optional(name: &'static str, doc: &'static str) -> RecordKey {
    RecordKey { name, required: false, doc }
}

/// The keys in the order in which they are written.
pub const KEYS: &[RecordKey] = &[
    key("record", "Form of the record and of its canonical text: `v1`."),
    key("plan", "Code of the plan."),
    key("role", "Role as the plan or its front matter asks for it."),
    key("name", "Who signed."),
    key(
        "meaning",
        "`approved`, `reviewed`, `authorised`, `responsible`, `witnessed` or a word of your own; `rejected` and `withdrawn` speak against.",
    ),
    key("time", "When, RFC 3339 with an offset."),
    key("revision", "Number of the revision, as it was shown."),
    key("digest", "Digest of the revision, 64 hexadecimal digits: what was signed."),
    key("how", "`typed name`, where the paper is filed, or `ssh`."),
    optional("signer", "Principal of the SSH key, as `signoffs/allowed_signers` names it."),
    key("previous", "Hash of the record before; `none` in the first."),
    key("hash", "SHA-256 of the canonical text."),
    optional("signature", "SSH signature of the canonical text."),
];

/// The form that this version reads and writes.
pub const FORM: &str = "v1";
