//! Signing with `ssh-keygen`; verifying needs no other program.

#![expect(
    clippy::disallowed_methods,
    reason = "only this command runs another program, and only at the user's wish"
)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use ssh_key::PublicKey;

use crate::diag::Diagnostic;
use crate::ledger::signoff::Allowed;
use crate::ledger::signoff::ssh::{NAMESPACE, openssh};
use crate::read::{Disk, Folder};

/// The public key that belongs to the key file.
pub(super) fn public_key(file: &Path) -> Result<PublicKey, Diagnostic> {
    let beside = if file.extension().is_some_and(|e| e == "pub") { file.to_owned() } else { with_pub(file) };
    let text = match Disk::new("").read(&beside) {
        Ok(bytes) => bytes,
        Err(_) if file.is_file() => run(Command::new("ssh-keygen").arg("-y").arg("-f").arg(file), "")?.stdout,
        Err(_) => {
            return Err(Diagnostic::error("ssh-keygen", format!("there is no key `{}`", file.display()))
                .hint("name the private key, or the .pub file of a key that the agent holds"));
        }
    };
    PublicKey::from_openssh(String::from_utf8_lossy(&text).trim()).map_err(|e| {
        Diagnostic::error("ssh-keygen", format!("`{}` holds no public key: {e}", beside.display()))
            .hint("make it anew: `ssh-keygen -y -f KEY > KEY.pub`")
    })
}

fn with_pub(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".pub");
    PathBuf::from(name)
}

/// The principal that the allowed signers give the key to.
pub(super) fn principal(key: &PublicKey, allowed: &Allowed) -> Result<String, Diagnostic> {
    let found = allowed.with_key(key.key_data()).filter(|line| line.may_sign(NAMESPACE));
    let names: Vec<&str> = found.filter_map(|line| line.principal()).collect();
    match names[..] {
        [name, ..] => Ok(name.to_owned()),
        [] => Err(Diagnostic::error(
            "sign-off-signature",
            "the key may not sign: `signoffs/allowed_signers` does not list it with a principal",
        )
        .hint(format!("add a line `ada@example.org {}` to it, with your own principal", openssh(key)))),
    }
}

/// The armoured signature of `text`.
pub(super) fn sign(file: &Path, text: &str) -> Result<String, Diagnostic> {
    let output =
        run(Command::new("ssh-keygen").args(["-Y", "sign", "-n", NAMESPACE]).arg("-f").arg(file), text)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn run(command: &mut Command, input: &str) -> Result<Output, Diagnostic> {
    let missing = |e: std::io::Error| {
        Diagnostic::error("ssh-keygen", format!("`ssh-keygen` cannot be run: {e}"))
            .hint("install OpenSSH 8.2 or later, or sign without `--ssh-key`; nothing was recorded")
    };
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(missing)?;
    if let Some(mut stdin) = child.stdin.take() {
        // One that ends early says why on its standard error.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(missing)?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("; ");
    Err(Diagnostic::error("ssh-keygen", format!("`ssh-keygen` did not sign: {said}"))
        .hint("is it the right key, with rights 600, and the right passphrase? Nothing was recorded"))
}
