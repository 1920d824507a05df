//! A build of what was built already.

use super::this_program;
use crate::cli::project::Project;
use crate::ledger::file;
use crate::output::{Hash, How, LastBuild, Nowhere, Published, SiteFolder};
use crate::pipeline::{self, Beside, Built};

/// All that a build is made of.
pub struct Same {
    /// Digest of what was read, but for the ledger.
    read: Hash,
    /// The ledger as it was read.
    ledger: String,
    beside: Beside,
}

impl Same {
    pub fn of(project: &Project) -> Same {
        let ledger = project.files.text(pipeline::LEDGER_ID).unwrap_or_default().to_owned();
        let read = pipeline::of_all(&project.input, &project.files, &this_program());
        Same { read, ledger, beside: project.input.beside.clone() }
    }

    /// What the build before came to, where it was one of the same and its site is whole.
    pub fn stands(&self, (folder, how): (&SiteFolder, &How)) -> Option<(LastBuild, Published)> {
        let last: LastBuild = folder.recall();
        if last.of != pipeline::with_ledger(self.read, &self.ledger) {
            return None;
        }
        // The plans are the same, and so are the files that they point to by name.
        let files = self.beside.of_paths(last.files.keys().cloned().collect(), &Nowhere);
        if last.files != pipeline::of_attachments(&files) {
            return None;
        }
        let sink = folder.begin(how.clone()).ok()?;
        sink.is_whole(&last.site).then(|| (last, sink.unchanged()))
    }

    /// Leaves it to the next build, which will find the ledger that this one wrote.
    pub fn remember(&self, built: &Built, published: &Published, folder: &SiteFolder) {
        let last = LastBuild {
            of: pipeline::with_ledger(self.read, &file::write(&built.ledger)),
            site: published.site.clone(),
            plans: built.site.plans.len(),
            files: pipeline::of_attachments(&built.site.attachments),
            found: built.report.diagnostics.clone(),
        };
        // What cannot be remembered is made again the next time.
        let _ = folder.remember(&last);
    }
}
