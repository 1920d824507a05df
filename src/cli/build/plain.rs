//! The plain form of the site: one page a plan.

use std::collections::BTreeMap;

use super::super::project::Settled;
use super::progress::Progress;
use super::{BuildArgs, Said, disk, this_program};
use crate::output::{How, Published, SiteFolder};
use crate::pipeline::{self, PlainHow};

/// Builds the plans one by one, and publishes them when all is well.
pub fn publish(
    args: &BuildArgs,
    settled: &Settled,
    (folder, writing): (&SiteFolder, &How),
) -> (Said, Option<Published>) {
    let (mut report, mut files) = (settled.report.clone(), settled.files.clone());
    let out = &settled.settings.build_dir;
    let sink = match folder.begin(writing.clone()) {
        Ok(sink) => sink,
        Err(error) => {
            report.push(disk::error(out, &error));
            return ((report, files), None);
        }
    };
    let progress = Progress::over(&sink);
    let how = PlainHow { highlight: !args.no_highlight, program: &this_program(), known: &folder.recall() };
    let built = pipeline::plain(&settled.disk, &settled.settings, &how, &progress);
    progress.end();
    files.extend(built.files);
    report.extend(built.report.diagnostics);
    if report.has_errors() {
        return ((report, files), None);
    }
    match sink.finish(&BTreeMap::new()) {
        Ok(published) => {
            report.extend(disk::told(&published));
            disk::say(&published, built.plans, out);
            if built.known != *how.known {
                // What cannot be remembered is made again the next time.
                let _ = folder.remember(&built.known);
            }
            ((report, files), Some(published))
        }
        Err(error) => {
            report.push(disk::error(out, &error));
            ((report, files), None)
        }
    }
}
