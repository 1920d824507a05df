//! `tminus ledger mend`.

use std::path::Path;
use std::process::ExitCode;

use super::{refused, written};
use crate::cli::lock;
use crate::cli::report::{self, Format};
use crate::diag::{Diagnostic, Files, Report};
use crate::ledger::amend::{Mended, mend};
use crate::ledger::file;
use crate::pipeline::LEDGER_ID;
use crate::read::{Disk, Folder, decode, limits};

/// Heals the ledger of the project. Reads nothing else: plans may be in the middle of the merge too.
pub fn run(dir: &Path) -> ExitCode {
    let bytes = match Disk::new(dir).read_up_to(Path::new(file::NAME), limits::LEDGER) {
        Ok(bytes) => bytes,
        Err(error) => return failed(error, &Files::default()),
    };
    let decoded = decode::decode(LEDGER_ID, &bytes);
    let mut files = Files::default();
    files.add(LEDGER_ID, file::NAME, decoded.value.as_str());
    if decoded.has_errors() {
        let report = Report { diagnostics: decoded.diagnostics };
        report::print(&report, &files, Format::People);
        return report::exit(&report);
    }
    match mend(LEDGER_ID, &decoded.value) {
        Ok(Mended::Whole(amended)) => {
            written(lock::write(dir, Some(&decoded.value), &amended.ledger), &amended.said)
        }
        Ok(Mended::Broken(outcome, kept)) => {
            files.add(LEDGER_ID, file::NAME, kept);
            let report = Report { diagnostics: outcome.diagnostics };
            report::print(&report, &files, Format::People);
            report::exit(&report)
        }
        Err(refusal) => refused(refusal),
    }
}

fn failed(error: Diagnostic, files: &Files) -> ExitCode {
    let report = Report { diagnostics: vec![error] };
    report::print(&report, files, Format::People);
    report::exit_of_files(&report)
}
