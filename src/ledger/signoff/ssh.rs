//! SSH signatures, made with `ssh-keygen -Y sign -n tminus` and verified here.

use jiff::Timestamp;
use ssh_key::{HashAlg, PublicKey, SshSig};

use super::allowed::{Allowed, FILE};
use super::canonical;
use super::file::FOLDER;
use super::record::Record;

/// The namespace that every signature is made in: none of another purpose can be passed off as one.
pub const NAMESPACE: &str = "tminus";

/// What `how` says of a record with an SSH signature.
pub const HOW: &str = "ssh";

/// What is wrong with a signature: the key of the record to underline, the message and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub key: &'static str,
    pub message: String,
    pub hint: String,
}

fn wrong(key: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Wrong {
    Wrong { key, message: message.into(), hint: hint.into() }
}

/// Whether `how` speaks of an SSH signature.
pub fn is_how(how: &str) -> bool {
    how.trim().eq_ignore_ascii_case(HOW)
}

/// The fingerprint of the key that signed; `None` for a record that claims no SSH signature.
pub fn verify(record: &Record, moment: Timestamp, allowed: &Allowed) -> Result<Option<String>, Wrong> {
    let (signature, signer) = match (&record.signature, &record.signer) {
        (None, None) if !is_how(&record.how) => return Ok(None),
        (None, _) => {
            return Err(wrong(
                "how",
                "the record says that it was signed with SSH, and has no signature",
                "take the file back from version control",
            ));
        }
        (Some(signature), Some(signer)) if is_how(&record.how) => (signature, signer),
        (Some(_), _) => {
            return Err(wrong(
                "signature",
                "an SSH signature on a record that does not say so",
                "a signed record has `how: ssh` and `signer`; take the file back from version control",
            ));
        }
    };
    let parsed = SshSig::from_pem(signature.trim_end()).map_err(|e| {
        wrong(
            "signature",
            format!("the signature cannot be read: {e}"),
            "take the file back from version control",
        )
    })?;
    if parsed.namespace() != NAMESPACE {
        let message = format!("the signature was made for `{}`, not for `{NAMESPACE}`", parsed.namespace());
        return Err(wrong("signature", message, "sign with `tminus signoff record --ssh-key FILE`"));
    }
    let key = PublicKey::from(parsed.public_key().clone());
    if key.verify(NAMESPACE, canonical::text(record).as_bytes(), &parsed).is_err() {
        return Err(wrong(
            "signature",
            "the SSH signature does not fit the record",
            "the record or the signature was changed; take the file back from version control",
        ));
    }
    let fingerprint = key.fingerprint(HashAlg::Sha256).to_string();
    is_allowed(&key, signer, moment, allowed, &fingerprint).map(|()| Some(fingerprint))
}

/// Whether the key may sign for this principal at this moment.
fn is_allowed(
    key: &PublicKey,
    signer: &str,
    moment: Timestamp,
    allowed: &Allowed,
    fingerprint: &str,
) -> Result<(), Wrong> {
    let file = format!("{FOLDER}/{FILE}");
    let lines: Vec<_> = allowed.with_key(key.key_data()).filter(|line| line.may_sign(NAMESPACE)).collect();
    if lines.is_empty() {
        let hint = format!("add a line `{signer} {}` to it, when you know whose key it is", openssh(key));
        let message = format!("the key {fingerprint} may not sign: `{file}` does not list it");
        return Err(wrong("signature", message, hint));
    }
    let own: Vec<_> = lines.iter().filter(|line| line.is_for(signer)).collect();
    if own.is_empty() {
        let whose: Vec<&str> = lines.iter().flat_map(|l| l.principals.iter().map(String::as_str)).collect();
        let message = format!("the key {fingerprint} is not that of `{signer}`");
        return Err(wrong("signer", message, format!("`{file}` gives it to {}", whose.join(", "))));
    }
    if !own.iter().any(|line| line.was_valid(moment)) {
        let message = format!("the key {fingerprint} was not valid at the time of the signature");
        return Err(wrong("time", message, format!("see `valid-after` and `valid-before` in `{file}`")));
    }
    Ok(())
}

/// A public key as one line without its comment.
pub fn openssh(key: &PublicKey) -> String {
    let line = key.to_openssh().unwrap_or_default();
    line.split(' ').take(2).collect::<Vec<_>>().join(" ")
}
