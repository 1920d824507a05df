//! What is typed behind `signoff record`, `list` and `verify`.

use std::path::PathBuf;

use clap::Args;

use super::{At, Told};

/// What was typed behind `signoff record`.
#[derive(Debug, Args)]
#[command(after_help = RECORD_HELP)]
pub(super) struct RecordArgs {
    /// The plan: its id, its code or its file.
    pub plan: String,
    /// As whom: a role of the plan's sign-offs, or an approver of its front matter.
    #[arg(short, long)]
    pub role: String,
    /// Who signs, in full.
    #[arg(short, long)]
    pub name: String,
    /// What it means: approved, reviewed, authorised, responsible, witnessed; rejected and withdrawn speak against.
    #[arg(short, long, default_value = "approved")]
    pub meaning: String,
    /// How it was signed, for paper where it is filed: "paper, binder 7". Default: typed name.
    #[arg(long, conflicts_with = "ssh_key")]
    pub how: Option<String>,
    /// When, with an offset: 2026-03-01T18:40:00+01:00. Default: now.
    #[arg(long)]
    pub time: Option<String>,
    /// Signs with this SSH key: the private key, or the .pub file of one that the agent holds.
    #[arg(long, value_name = "FILE")]
    pub ssh_key: Option<PathBuf>,
    /// Whose key it is, as signoffs/allowed_signers says. Default: found there by the key.
    #[arg(long, value_name = "PRINCIPAL", requires = "ssh_key")]
    pub signer: Option<String>,
    /// Shows what would be signed and writes nothing.
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub at: At,
}

const RECORD_HELP: &str = "\
Examples:
  tminus signoff record scales --role \"Harbour master\" --name \"Ada Byron\"
  tminus signoff record SCN -r \"Weigh clerk\" -n \"Bea Cole\" -m reviewed --how \"paper, binder 7\"
  tminus signoff record SCN -r \"Harbour master\" -n \"Ada Byron\" --ssh-key ~/.ssh/id_ed25519

The record goes to the end of signoffs/<id of the plan>.yaml. Nothing is ever changed in it:
to take a signature back, record it again with --meaning withdrawn. Commit the file.";

/// What was typed behind `signoff list`.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// The plan: its id, its code or its file. Default: all.
    pub plan: Option<String>,
    /// Text to read, or everything as JSON.
    #[arg(long, value_enum, default_value_t)]
    pub format: Told,
    #[command(flatten)]
    pub at: At,
}

/// What was typed behind `signoff verify`.
#[derive(Debug, Args)]
#[command(after_help = VERIFY_HELP)]
pub(super) struct VerifyArgs {
    /// The plan: its id, its code or its file. Default: all.
    pub plan: Option<String>,
    /// Fails also while a signature is missing, outdated or a rejection stands.
    #[arg(long)]
    pub complete: bool,
    /// Text to read, or everything as JSON.
    #[arg(long, value_enum, default_value_t)]
    pub format: Told,
    #[command(flatten)]
    pub at: At,
}

const VERIFY_HELP: &str = "\
Ends with 0 when every record is sound, with 1 when one is not. Needs no network and no
ssh-keygen. Records that were cut off at the end of a file show in version control alone.";
