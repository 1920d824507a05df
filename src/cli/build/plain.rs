//! The plain form of the site: one page a plan.

use std::collections::BTreeMap;

use super::super::project::Settled;
use super::progress::Progress;
use super::{BuildArgs, Said, disk};
use crate::output::{How, Published, SiteFolder};
use crate::pipeline;

/// Builds the plans one by one, and publishes them when all is well.
pub fn publish(
    args: &BuildArgs,
    settled: &Settled,
    (folder, how): (&SiteFolder, &How),
) -> (Said, Option<Published>) {
    let (mut report, mut files) = (settled.report.clone(), settled.files.clone());
    let out = &settled.settings.build_dir;
    let sink = match folder.begin(how.clone()) {
        Ok(sink) => sink,
        Err(error) => {
            report.push(disk::error(out, &error));
            return ((report, files), None);
        }
    };
    let progress = Progress::over(&sink);
    let built = pipeline::plain(&settled.disk, &settled.settings, !args.no_highlight, &progress);
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
            ((report, files), Some(published))
        }
        Err(error) => {
            report.push(disk::error(out, &error));
            ((report, files), None)
        }
    }
}
