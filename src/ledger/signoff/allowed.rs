//! Whose SSH signatures count: `signoffs/allowed_signers`, in the format of OpenSSH.

use jiff::Timestamp;
use jiff::civil::DateTime;
use ssh_key::PublicKey;

use super::pattern::matches_list;
use crate::diag::{Diagnostic, FileId, Outcome, Span};

/// Name of the file, in the folder of records.
pub const FILE: &str = "allowed_signers";

/// One line of the file.
#[derive(Debug, Clone)]
pub struct AllowedSigner {
    /// Patterns with `*`, `?` and `!`.
    pub principals: Vec<String>,
    /// Patterns; any namespace where there are none.
    pub namespaces: Vec<String>,
    pub after: Option<Timestamp>,
    pub before: Option<Timestamp>,
    pub key: PublicKey,
}

/// The lines of the file; empty where there is none.
#[derive(Debug, Clone, Default)]
pub struct Allowed {
    pub signers: Vec<AllowedSigner>,
}

impl Allowed {
    /// Reads the text of the file. Each line that cannot be read is an error.
    pub fn parse(file: FileId, text: &str) -> Outcome<Allowed> {
        let (mut allowed, mut diagnostics) = (Allowed::default(), Vec::new());
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let words = line.trim();
            let start = at + line.len() - line.trim_start().len();
            at += line.len();
            if words.is_empty() || words.starts_with('#') {
                continue;
            }
            match signer(words) {
                Ok(signer) => allowed.signers.push(signer),
                Err((message, hint)) => diagnostics.push(
                    Diagnostic::error("allowed-signers", message)
                        .at(Span::new(file, start, start + words.len()))
                        .hint(hint),
                ),
            }
        }
        Outcome { value: allowed, diagnostics }
    }

    /// The lines with this key.
    pub fn with_key<'a>(
        &'a self,
        key: &'a ssh_key::public::KeyData,
    ) -> impl Iterator<Item = &'a AllowedSigner> {
        self.signers.iter().filter(move |signer| signer.key.key_data() == key)
    }
}

impl AllowedSigner {
    /// Whether the line speaks of this principal.
    pub fn is_for(&self, principal: &str) -> bool {
        matches_list(&self.principals, principal)
    }

    /// Whether the key may sign in this namespace.
    pub fn may_sign(&self, namespace: &str) -> bool {
        self.namespaces.is_empty() || matches_list(&self.namespaces, namespace)
    }

    /// Whether the key was valid at this moment.
    pub fn was_valid(&self, moment: Timestamp) -> bool {
        self.after.is_none_or(|after| moment >= after) && self.before.is_none_or(|before| moment < before)
    }

    /// The first principal that is a name and no pattern.
    pub fn principal(&self) -> Option<&str> {
        self.principals.iter().map(String::as_str).find(|p| !p.contains(['*', '?', '!']))
    }
}

type Wrong = (String, &'static str);

const FORM: &str = "write `ada@example.org ssh-ed25519 AAAA…`, options between the two";

fn signer(line: &str) -> Result<AllowedSigner, Wrong> {
    let (principals, rest) = word(line);
    let (second, behind) = word(rest);
    let (options, key) = if is_key_type(second) { ("", rest) } else { (second, behind) };
    if !is_key_type(word(key).0) {
        return Err(("a line without a public key".to_owned(), FORM));
    }
    let key = PublicKey::from_openssh(key.trim()).map_err(|e| {
        (format!("the public key cannot be read: {e}"), "copy the line of the `.pub` file anew")
    })?;
    let mut signer = AllowedSigner {
        principals: list(principals),
        namespaces: Vec::new(),
        after: None,
        before: None,
        key,
    };
    for option in split_options(options) {
        take_option(&mut signer, option)?;
    }
    Ok(signer)
}

fn take_option(signer: &mut AllowedSigner, option: &str) -> Result<(), Wrong> {
    let (name, value) = option.split_once('=').unwrap_or((option, ""));
    let value = value.trim_matches('"');
    match name.to_ascii_lowercase().as_str() {
        "namespaces" => signer.namespaces = list(value),
        "valid-after" => signer.after = Some(moment(value)?),
        "valid-before" => signer.before = Some(moment(value)?),
        "cert-authority" => {
            return Err((
                "`cert-authority` is not read: certificates prove nothing here".to_owned(),
                "list the key of each person",
            ));
        }
        _ => {
            return Err((
                format!("unknown option `{name}`"),
                "there are namespaces=\"…\", valid-after=\"…\" and valid-before=\"…\"",
            ));
        }
    }
    Ok(())
}

/// `20260301Z`, `202603011840Z` or `20260301184000Z`.
fn moment(text: &str) -> Result<Timestamp, Wrong> {
    let wrong = || (format!("`{text}` is no time"), "write 20260301Z or 202603011840Z");
    if !text.is_ascii() {
        return Err(wrong());
    }
    let Some(digits) = text.strip_suffix(['Z', 'z']) else {
        return Err((
            format!("the time `{text}` hangs on the zone of the computer that reads it"),
            "put a Z behind it, for UTC",
        ));
    };
    let clock = match digits.len() {
        8 => "000000",
        12 => "00",
        14 => "",
        _ => return Err(wrong()),
    };
    let full = format!("{digits}{clock}");
    let parsed = DateTime::strptime("%Y%m%d%H%M%S", &full).map_err(|_| wrong())?;
    parsed.to_zoned(jiff::tz::TimeZone::UTC).map(|z| z.timestamp()).map_err(|_| wrong())
}

fn is_key_type(word: &str) -> bool {
    ["ssh-", "ecdsa-", "sk-"].iter().any(|start| word.starts_with(start))
}

/// The first word, blanks in quotes kept together, and the rest.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let mut quoted = false;
    let end = text.find(|c: char| {
        quoted ^= c == '"';
        c.is_whitespace() && !quoted
    });
    text.split_at(end.unwrap_or(text.len()))
}

/// Options parted by commas outside quotes.
fn split_options(text: &str) -> Vec<&str> {
    let mut quoted = false;
    let parts = text.split(|c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    parts.filter(|part| !part.is_empty()).collect()
}

fn list(text: &str) -> Vec<String> {
    let parts = text.trim_matches('"').split(',');
    parts.map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ5VrpYKmVXWSqZVyT2Ylzd7Mk8pn8ZQjgHCqUN0QxJB";

    fn said(line: &str) -> String {
        let read = Allowed::parse(FileId(0), line);
        read.diagnostics.first().map(|d| d.message.clone()).unwrap_or_default()
    }

    #[test]
    fn lines_are_read_with_their_options() {
        let text = format!(
            "# who signs\n\nada@example.org {KEY} laptop\n\"bea,*@ops,!eve@ops\" namespaces=\"tminus,git\",valid-before=\"20260301Z\" {KEY}\n"
        );
        let read = Allowed::parse(FileId(0), &text);
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        let [ada, bea] = &read.value.signers[..] else { panic!("two lines") };
        assert!(ada.is_for("ada@example.org") && !ada.is_for("ada@example.com") && ada.may_sign("tminus"));
        assert!(bea.is_for("bea") && bea.is_for("joe@ops") && !bea.is_for("eve@ops"));
        assert!(bea.may_sign("tminus") && !bea.may_sign("file"));
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        assert!(bea.was_valid(at("2026-02-28T23:59:59Z")) && !bea.was_valid(at("2026-03-01T00:00:00Z")));
    }

    #[test]
    fn what_would_be_read_otherwise_is_refused() {
        assert!(said(&format!("ada cert-authority {KEY}")).contains("cert-authority"));
        assert!(said(&format!("ada valid-after=\"202603011840\" {KEY}")).contains("zone of the computer"));
        assert!(said(&format!("ada valid-after=\"20261399Z\" {KEY}")).contains("no time"));
        assert!(said(&format!("ada no-touch {KEY}")).contains("unknown option"));
        assert!(said("ada").contains("without a public key"));
        assert!(said("ada ssh-ed25519 AAAA").contains("cannot be read"));
    }
}
