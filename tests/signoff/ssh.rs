//! SSH signatures: ours are good for `ssh-keygen -Y verify`, and what it refuses is refused here.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tminus::diag::FileId;
use tminus::ledger::signoff::{canonical, file};

use super::{project, record, records, run};

/// Makes a key and its line of the allowed signers; `None` where there is no `ssh-keygen`.
fn key(dir: &Path, name: &str, kind: &[&str], options: &str) -> Option<PathBuf> {
    let path = dir.join(name);
    let made = Command::new("ssh-keygen")
        .args(["-q", "-N", "", "-C", "", "-t"])
        .args(kind)
        .arg("-f")
        .arg(&path)
        .stdin(Stdio::null())
        .status();
    let Ok(status) = made else {
        eprintln!("passed over: no ssh-keygen");
        return None;
    };
    assert!(status.success());
    let public = std::fs::read_to_string(dir.join(format!("{name}.pub"))).expect("a public key");
    let allowed = dir.join("signoffs/allowed_signers");
    std::fs::create_dir_all(dir.join("signoffs")).expect("made");
    let before = std::fs::read_to_string(&allowed).unwrap_or_default();
    std::fs::write(&allowed, format!("{before}{name}@example.org {options}{public}")).expect("written");
    Some(path)
}

/// What `ssh-keygen` says of a signature over `text`.
fn referee(dir: &Path, who: &str, text: &str, signature: &str) -> bool {
    let file = dir.join("record.sig");
    std::fs::write(&file, signature).expect("written");
    let mut child = Command::new("ssh-keygen")
        .args(["-Y", "verify", "-n", "tminus", "-I", who, "-f"])
        .arg(dir.join("signoffs/allowed_signers"))
        .arg("-s")
        .arg(&file)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    std::io::Write::write_all(&mut child.stdin.take().expect("its input"), text.as_bytes()).expect("written");
    child.wait().expect("it ends").success()
}

#[test]
fn every_kind_of_key_signs_and_is_verified_by_both() {
    let temp = project();
    let dir = temp.path();
    let kinds: [(&str, &[&str]); 5] = [
        ("ed", &["ed25519"]),
        ("nist", &["ecdsa", "-b", "256"]),
        ("nist384", &["ecdsa", "-b", "384"]),
        ("nist521", &["ecdsa", "-b", "521"]),
        ("rsa", &["rsa", "-b", "2048"]),
    ];
    for (name, kind) in kinds {
        let Some(key) = key(dir, name, kind, "") else { return };
        let person = format!("Person {name}");
        let (code, said) =
            record(dir, "Harbour board", &person, &["--ssh-key", key.to_str().expect("a path")]);
        assert_eq!(code, 0, "{name}: {said}");
    }
    let (code, said) = run(dir, &["signoff", "verify"]);
    assert_eq!(code, 0, "{said}");
    let text = std::fs::read_to_string(records(dir)).expect("records");
    for placed in file::parse(FileId(0), &text).value {
        let record = placed.record;
        let (who, signature) =
            (record.signer.clone().expect("a signer"), record.signature.clone().expect("signed"));
        let text = canonical::text(&record);
        assert!(referee(dir, &who, &text, &signature), "{who}");
        assert!(!referee(dir, &who, &text.replace("Person", "Nobody"), &signature), "{who}");
    }
}

/// The errors of `verify` after one edit of the only record, its hash made anew as a forger would.
fn after(dir: &Path, edit: impl Fn(&mut tminus::ledger::signoff::Record)) -> String {
    let text = std::fs::read_to_string(records(dir)).expect("records");
    let mut forged = file::parse(FileId(0), &text).value[0].record.clone();
    edit(&mut forged);
    forged.hash = canonical::hash(&forged);
    std::fs::write(records(dir), tminus::ledger::signoff::write::appended("", &forged)).expect("written");
    let (code, said) = run(dir, &["signoff", "verify"]);
    std::fs::write(records(dir), text).expect("written");
    assert_eq!(code, 1, "{said}");
    said
}

#[test]
fn a_forger_without_the_key_is_found_though_the_hashes_fit() {
    let temp = project();
    let dir = temp.path();
    let Some(key) = key(dir, "ada", &["ed25519"], "") else { return };
    assert_eq!(
        record(dir, "Harbour master", "Ada Byron", &["--ssh-key", key.to_str().expect("a path")]).0,
        0
    );
    let said = after(dir, |r| r.name = "Mallory Grey".into());
    assert!(said.contains("the SSH signature does not fit the record"), "{said}");
    let said = after(dir, |r| r.time = "2026-01-01T00:00:00Z".into());
    assert!(said.contains("does not fit"), "{said}");
    let said = after(dir, |r| r.signature = None);
    assert!(said.contains("says that it was signed with SSH, and has no signature"), "{said}");
    let said = after(dir, |r| (r.how, r.signer) = ("typed name".into(), None));
    assert!(said.contains("an SSH signature on a record that does not say so"), "{said}");
    let said = after(dir, |r| r.signature = r.signature.take().map(|s| s.replacen('A', "B", 3)));
    assert!(said.contains("sign-off-signature"), "{said}");
    assert_eq!(run(dir, &["signoff", "verify"]).0, 0);
}

#[test]
fn only_allowed_keys_count_and_in_their_time_alone() {
    let temp = project();
    let dir = temp.path();
    let Some(key) = key(dir, "ada", &["ed25519"], "") else { return };
    let allowed = dir.join("signoffs/allowed_signers");
    let line = std::fs::read_to_string(&allowed).expect("a line");
    let words = ["--ssh-key", key.to_str().expect("a path"), "--time", "2026-03-01T18:40:00Z"];
    std::fs::remove_file(&allowed).expect("removed");
    let (code, said) = record(dir, "Harbour master", "Ada Byron", &words);
    assert!(code == 2 && said.contains("does not list it") && said.contains("ssh-ed25519 AAAA"), "{said}");
    assert!(!records(dir).exists());
    std::fs::write(&allowed, &line).expect("written");
    let (code, said) =
        record(dir, "Harbour master", "Ada Byron", &[&words[..], &["--signer", "eve"]].concat());
    assert!(code == 2 && said.contains("is not that of `eve`"), "{said}");
    let (code, said) = record(dir, "Harbour master", "Ada Byron", &words);
    assert_eq!(code, 0, "{said}");
    let options = |options: &str| line.replacen("ssh-ed25519", &format!("{options} ssh-ed25519"), 1);
    for (text, code, said) in [
        (options("valid-before=\"20260301Z\""), 1, "was not valid at the time"),
        (options("valid-after=\"20260302Z\""), 1, "was not valid at the time"),
        (options("valid-after=\"20260301Z\",valid-before=\"20260302Z\""), 0, "All records are sound."),
        (options("namespaces=\"git\""), 1, "does not list it"),
        (options("cert-authority"), 1, "`cert-authority` is not read"),
        (line.replacen("ada@", "eve@", 1), 1, "is not that of `ada@example.org`"),
        ("# nobody\n".to_owned(), 1, "does not list it"),
    ] {
        std::fs::write(&allowed, &text).expect("written");
        let (got, told) = run(dir, &["signoff", "verify"]);
        assert!(got == code && told.contains(said), "{text}{got}\n{told}");
    }
}

#[test]
fn a_signature_of_another_purpose_is_refused() {
    let temp = project();
    let dir = temp.path();
    let Some(key) = key(dir, "ada", &["ed25519"], "") else { return };
    assert_eq!(
        record(dir, "Harbour master", "Ada Byron", &["--ssh-key", key.to_str().expect("a path")]).0,
        0
    );
    let said = after(dir, |r| {
        let file = dir.join("text");
        std::fs::write(&file, canonical::text(r)).expect("written");
        let signed = Command::new("ssh-keygen")
            .args(["-q", "-Y", "sign", "-n", "file", "-f"])
            .args([&key, &file])
            .stderr(Stdio::null())
            .status();
        assert!(signed.expect("it runs").success());
        r.signature = std::fs::read_to_string(dir.join("text.sig")).ok();
    });
    assert!(said.contains("made for `file`, not for `tminus`"), "{said}");
}

#[test]
fn one_key_is_one_person() {
    let temp = project();
    let dir = temp.path();
    let Some(key) = key(dir, "ada", &["ed25519"], "") else { return };
    let words = ["--ssh-key", key.to_str().expect("a path")];
    for name in ["Ada Byron", "Bea Cole"] {
        assert_eq!(record(dir, "Harbour board", name, &words).0, 0);
    }
    let (_, said) = run(dir, &["signoff", "list"]);
    assert!(said.contains("partly") && said.contains("1 of 2 people"), "{said}");
}

#[test]
fn without_ssh_keygen_it_is_said_plainly() {
    let temp = project();
    let dir = temp.path();
    let Some(key) = key(dir, "ada", &["ed25519"], "") else { return };
    let output = project::tminus()
        .args(["signoff", "record", "scn", "--role", "Harbour master", "--name", "Ada", "--ssh-key"])
        .arg(key)
        .env("PATH", dir)
        .current_dir(dir)
        .output()
        .expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("`ssh-keygen` cannot be run"), "{said}");
    assert!(!records(dir).exists());
}
