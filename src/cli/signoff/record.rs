//! `tminus signoff record`: one signature more.

#![expect(
    clippy::disallowed_methods,
    reason = "the time of a signature is that of the clock, unless it is typed"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::super::report::{self, Format};
use super::arguments::RecordArgs;
use super::{Opened, receipt, refused, ssh};
use crate::diag::{Diagnostic, Files, Report};
use crate::ledger::signoff::file::{self, FOLDER};
use crate::ledger::signoff::{
    Allowed, Record, RecordFile, Signed, canonical, rfc3339, role_hints, same_words, settle_time,
    ssh as verified, write,
};
use crate::output::replace_file;
use crate::site::SitePlan;

/// Seconds that a typed time may lie ahead: clocks differ.
const AHEAD: i64 = 300;

/// Records a signature. Exit code 0; 1 when the plans or the records have errors, 2 when something was typed wrong,
/// 3 when the file cannot be written.
pub(super) fn run(args: &RecordArgs) -> ExitCode {
    let opened = Opened::at(&args.at.dir);
    let plan = match opened.plan(&args.at.dir, &args.plan) {
        Ok(plan) => plan,
        // A plan that could not be read is not there; the report says why.
        Err(_) if opened.report.has_errors() => return stopped(&opened.report, &opened.files),
        Err(finding) => return refused(finding),
    };
    let own = opened.own(plan);
    if own.has_errors() {
        return stopped(&own, &opened.files);
    }
    let signed = opened.site.signed(plan, &opened.ledger);
    let none = RecordFile::default();
    let file = opened.records.of(&plan.id).unwrap_or(&none);
    let record = role(args, &signed)
        .and_then(|role| if opened.is_built(plan) { Ok(role) } else { Err(not_built(plan)) })
        .and_then(|role| record(args, role, (plan, &signed), file, &opened.records.allowed));
    let record = match record {
        Ok(record) => record,
        Err(finding) => return refused(finding),
    };
    if !args.dry_run
        && let Err(finding) = append(&args.at.dir, plan, file, &record)
    {
        let report = Report { diagnostics: vec![finding] };
        report::print(&report, &Files::default(), Format::People);
        return report::exit(&report);
    }
    report::out(&receipt::of(&opened, plan, &record, args.dry_run));
    ExitCode::SUCCESS
}

/// A revision that no build has seen would be unknown after the next edit.
fn not_built(plan: &SitePlan) -> Diagnostic {
    Diagnostic::error(
        "sign-off-revision",
        format!("{} was changed since it was last built", plan.source.path.display()),
    )
    .hint("run `tminus build` first, and sign what was built: the ledger then remembers this revision")
}

/// Errors in the plan or its records come first.
fn stopped(report: &Report, files: &Files) -> ExitCode {
    report::print(report, files, Format::People);
    report::say("Nothing was recorded: the errors above come first.");
    report::exit(report)
}

/// The record as it is to be written, signed where a key is given.
fn record(
    args: &RecordArgs,
    role: String,
    (plan, signed): (&SitePlan, &Signed),
    file: &RecordFile,
    allowed: &Allowed,
) -> Result<Record, Diagnostic> {
    let mut record = Record {
        plan: signed.code.clone(),
        role,
        name: typed("--name", &args.name)?,
        meaning: typed("--meaning", &args.meaning)?,
        time: time(args.time.as_deref())?,
        revision: signed.revision,
        digest: signed.digest.clone(),
        how: match (&args.ssh_key, &args.how) {
            (Some(_), _) => verified::HOW.to_owned(),
            (None, Some(how)) => typed("--how", how)?,
            (None, None) => "typed name".to_owned(),
        },
        previous: file.records.last().map(|placed| placed.record.hash.clone()),
        ..Record::default()
    };
    if args.ssh_key.is_none() && verified::is_how(&record.how) {
        return Err(
            Diagnostic::error("usage", "`--how ssh` without a key").hint("name the key with `--ssh-key`")
        );
    }
    already(&record, plan)?;
    if let Some(key) = &args.ssh_key {
        sign(&mut record, key, args.signer.as_deref(), allowed)?;
    }
    record.hash = canonical::hash(&record);
    Ok(record)
}

/// The role as the plan writes it.
fn role(args: &RecordArgs, signed: &Signed) -> Result<String, Diagnostic> {
    let typed = typed("--role", &args.role)?;
    match signed.asked.iter().find(|ask| same_words(&ask.role, &typed)) {
        Some(ask) => Ok(canonical::tidy(&ask.role)),
        None => {
            let message = format!("{} asks no `{typed}` to sign", signed.code);
            Err(role_hints(Diagnostic::error("sign-off-role", message), signed, &typed))
        }
    }
}

fn typed(flag: &str, value: &str) -> Result<String, Diagnostic> {
    let tidy = canonical::tidy(value);
    if tidy.is_empty() || crate::read::yaml::is_null(&tidy) {
        return Err(Diagnostic::error("usage", format!("`{flag}` is empty")).hint("write it out in full"));
    }
    Ok(tidy)
}

fn time(typed: Option<&str>) -> Result<String, Diagnostic> {
    let now = Zoned::now();
    let Some(typed) = typed.map(str::trim) else { return Ok(rfc3339(&now)) };
    let moment = settle_time(typed)
        .map_err(|(message, hint)| Diagnostic::error("sign-off-time", message).hint(hint))?;
    if moment.as_second() > Timestamp::now().as_second() + AHEAD {
        return Err(Diagnostic::error("sign-off-time", format!("the time `{typed}` is still to come"))
            .hint(format!("it is {} now", rfc3339(&now))));
    }
    Ok(spelled(typed).unwrap_or_else(|| typed.to_owned()))
}

/// RFC 3339 with the offset that was typed.
fn spelled(typed: &str) -> Option<String> {
    let pieces = Pieces::parse(typed).ok()?;
    let offset = pieces.to_numeric_offset()?;
    let moment = pieces.date().to_datetime(pieces.time()?).to_zoned(TimeZone::fixed(offset)).ok()?;
    Some(rfc3339(&moment))
}

/// The same person has said the same of this revision before. Where the plan came back to it, it may be said anew.
fn already(record: &Record, plan: &SitePlan) -> Result<(), Diagnostic> {
    if plan.sign_off.went_back {
        return Ok(());
    }
    let roles = plan.sign_off.roles.iter().filter(|role| same_words(&role.ask.role, &record.role));
    let mut given = roles.flat_map(|role| role.given.iter().chain(&role.rejected));
    match given.find(|g| same_words(&g.name, &record.name) && same_words(&g.meaning, &record.meaning)) {
        None => Ok(()),
        Some(before) => Err(Diagnostic::error(
            "sign-off-twice",
            format!("{} has signed this revision as {} already", before.name, before.role),
        )
        .hint(format!("at {}, {}; one signature is enough", before.time, before.how))),
    }
}

fn sign(record: &mut Record, key: &Path, signer: Option<&str>, allowed: &Allowed) -> Result<(), Diagnostic> {
    let public = ssh::public_key(key)?;
    record.signer = Some(match signer {
        Some(signer) => typed("--signer", signer)?,
        None => ssh::principal(&public, allowed)?,
    });
    record.signature = Some(ssh::sign(key, &canonical::text(record))?);
    let moment = settle_time(&record.time)
        .map_err(|(message, hint)| Diagnostic::error("sign-off-time", message).hint(hint))?;
    verified::verify(record, moment, allowed)
        .map(drop)
        .map_err(|wrong| Diagnostic::error("sign-off-signature", wrong.message).hint(wrong.hint))
}

/// The file of the plan's records, below the project.
pub(super) fn path_of(plan: &SitePlan) -> PathBuf {
    Path::new(FOLDER).join(format!("{}.yaml", plan.id))
}

/// Writes the file with the record behind the others; it appears whole or not at all.
fn append(root: &Path, plan: &SitePlan, file: &RecordFile, record: &Record) -> Result<(), Diagnostic> {
    let path = path_of(plan);
    let failed = |message: String| {
        Diagnostic::error("cannot-write", message)
            .in_file(&path)
            .hint("nothing was recorded; the file is as it was")
    };
    let text = write::appended(&file.text, record);
    let read = file::parse(file.id, &text);
    let last = read.value.last().map(|placed| &placed.record);
    if !read.diagnostics.is_empty()
        || read.value.len() != file.records.len() + 1
        || !last.is_some_and(|l| same(l, record))
    {
        return Err(failed(
            "the file is laid out in another way, so that nothing can be put at its end".to_owned(),
        ));
    }
    let before = (!file.text.is_empty()).then_some(file.text.as_str());
    replace_file(&root.join(&path), before, &text).map_err(|e| failed(format!("cannot be written: {e}")))
}

/// Equal but for the line ends of the signature.
fn same(a: &Record, b: &Record) -> bool {
    let plain = |record: &Record| Record { signature: None, ..record.clone() };
    let armour = |record: &Record| record.signature.as_deref().map(str::trim).map(str::to_owned);
    plain(a) == plain(b) && armour(a) == armour(b)
}
