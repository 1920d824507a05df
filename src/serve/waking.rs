//! What is shown until all plans are read: the list of their files, and each plan that is asked for, alone.
//!
//! Everything here is of the first second: settings, layouts, the first bytes of each file, the ledger's text. A file is
//! read again for each request, so what is saved meanwhile is shown.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::alone::{Alone, alone};
use super::engine::FIRST_MESSAGE;
use super::heads::{Head, Heads};
use super::progress::grouped;
use crate::config::Settings;
use crate::diag::{Diagnostic, Files};
use crate::ledger::file::Parts;
use crate::ledger::signoff::RecordFiles;
use crate::page::{Layouts, Press, Theme};
use crate::pipeline;
use crate::read::{Disk, Folder, MessageSource, messages};
use crate::recognise::Vocabulary;
use crate::site::{Address, PlanPage, Site};

/// Plans that the list shows at most: a browser takes longer for more than they take to be read.
const LISTED: usize = 5_000;
/// Plans that are kept for who goes from page to page.
const KEPT: usize = 8;

/// The state before the first whole one.
pub struct Waking {
    pub(super) disk: Disk,
    pub(super) settings: Settings,
    pub(super) vocabulary: Vocabulary,
    pub(super) ignored: Vec<String>,
    pub(super) layouts: Arc<Layouts>,
    pub(super) theme: Arc<Theme>,
    pub(super) heads: Heads,
    pub(super) ledger: Parts,
    /// Without plans: what the frame of pages needs.
    pub(super) site: Site,
    beside: OnceLock<(RecordFiles, Vec<MessageSource>)>,
    kept: Mutex<Vec<Kept>>,
}

/// A plan as it was last understood.
struct Kept {
    path: PathBuf,
    digest: [u8; 32],
    plan: Arc<Alone>,
}

/// What there is at an address.
pub enum Woken {
    /// A page of one plan.
    Plan(String),
    /// The list of all plans.
    List(String),
    /// A file that is what it will be.
    File(Arc<[u8]>),
    /// The same with `/` behind it is a page.
    Folder,
    /// The plan has errors: these.
    Wrong(String),
    /// Nobody knows before all plans are read.
    Later,
}

#[derive(Debug, Serialize)]
struct View<'a> {
    title: &'a str,
    lead: &'a str,
    plans: Vec<Row<'a>>,
    more: String,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    href: String,
    title: &'a str,
    file: String,
}

impl Waking {
    /// What is read before the plans are.
    pub(super) fn new(
        disk: Disk,
        settings: Settings,
        (layouts, theme): (Arc<Layouts>, Arc<Theme>),
    ) -> Waking {
        let (heads, ledger) = rayon::join(
            || Heads::of(&disk, &settings.source_dir),
            || Parts::of(pipeline::ledger_text(&disk).unwrap_or_default()),
        );
        let words = pipeline::of_settings(&settings).value;
        let site = Site { settings: words.settings, ..Site::default() };
        Waking {
            disk,
            settings,
            vocabulary: words.vocabulary,
            ignored: words.ignored,
            layouts,
            theme,
            heads,
            ledger,
            site,
            beside: OnceLock::new(),
            kept: Mutex::default(),
        }
    }

    pub fn plans(&self) -> usize {
        self.heads.all.len()
    }

    /// Who signed what, and the messages of the site: read once somebody looks at a plan.
    pub(super) fn records(&self) -> &(RecordFiles, Vec<MessageSource>) {
        self.beside.get_or_init(|| {
            let mut files = Files::default();
            let records = RecordFiles::read(&self.disk, &mut files).value;
            let written = messages(&self.disk, &self.settings.source_dir, FIRST_MESSAGE, &mut files).value;
            (records, written)
        })
    }

    /// What there is of the site at this path by now.
    pub fn file(&self, path: &str) -> Result<Woken, Diagnostic> {
        if let Some(name) = path.strip_prefix("assets/") {
            let found = pipeline::assets(&self.theme, &self.layouts).find(|(known, _)| *known == name);
            return Ok(found.map_or(Woken::Later, |(_, bytes)| Woken::File(bytes.into())));
        }
        if path.starts_with(Address::FILES) {
            return Ok(self.beside(path).map_or(Woken::Later, Woken::File));
        }
        if path == "index.html" {
            return self.list().map(Woken::List);
        }
        if self.heads.of_id(path).is_some() {
            return Ok(Woken::Folder);
        }
        let Some(head) = self.owner(path) else { return Ok(Woken::Later) };
        match &*self.plan(head)? {
            Alone::Later => Ok(Woken::Later),
            Alone::Wrong(text) => Ok(Woken::Wrong(text.clone())),
            Alone::Made(live) => {
                let made = live.site.plan(&head.id).and_then(|plan| live.page_of(plan, path));
                made.map_or(Ok(Woken::Later), |page| page.map(Woken::Plan))
            }
        }
    }

    /// A file that one of the plans points to that were looked at last.
    fn beside(&self, path: &str) -> Option<Arc<[u8]>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let plans: Vec<Arc<Alone>> = kept.iter().map(|kept| Arc::clone(&kept.plan)).collect();
        drop(kept);
        plans.iter().find_map(|plan| match &**plan {
            Alone::Made(live) => live.beside(path),
            _ => None,
        })
    }

    /// A page of the site's look, which says that it is not there yet.
    pub fn later(&self, path: &str) -> Result<String, Diagnostic> {
        let lead = "This page is made of all plans. It comes by itself as soon as they are read.";
        self.page(path, View { title: "Not read yet", lead, plans: Vec::new(), more: String::new() })
    }

    fn list(&self) -> Result<String, Diagnostic> {
        fn row(head: &Head) -> Row<'_> {
            let href = Address::plan(&head.id, PlanPage::Overview).from("index.html");
            Row { href, title: &head.title, file: head.path.to_string_lossy().replace('\\', "/") }
        }
        let (all, first) = (self.plans(), self.heads.all.iter().take(LISTED));
        let more = match all > LISTED {
            true => {
                format!("{} more are not listed yet. Each is found at its address.", grouped(all - LISTED))
            }
            false => String::new(),
        };
        let lead = match all {
            0 => "There is no plan yet.",
            _ => "Each plan can be opened now. States, owners and search come when all are read.",
        };
        self.page("index.html", View { title: "Plans", lead, plans: first.map(row).collect(), more })
    }

    fn page(&self, path: &str, view: View) -> Result<String, Diagnostic> {
        let press = Press { site: &self.site, findings: &[], layouts: &self.layouts };
        press.in_frame(path, "site/waking.html", &view)
    }

    /// The plan whose page this is by its path.
    fn owner(&self, path: &str) -> Option<&Head> {
        let (first, rest) = path.split_once('/')?;
        if first != "t" {
            let former = || self.of_code(self.ledger.code_of(first)?);
            return self.heads.of_id(first).or_else(former);
        }
        // Codes begin with that of their plan; one that moved is found when all are read.
        let code = rest.split('/').next()?.to_uppercase();
        let plan = code.split('-').next()?;
        self.heads.of_code(plan).or_else(|| self.of_code(plan))
    }

    /// The plan that the ledger knows by this code.
    fn of_code(&self, code: &str) -> Option<&Head> {
        self.ledger.ids_of(code).find_map(|id| self.heads.of_id(id))
    }

    /// The plan as its file is now.
    fn plan(&self, head: &Head) -> Result<Arc<Alone>, Diagnostic> {
        let bytes = self.disk.read(&head.path)?;
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |kept: &&Kept| kept.path == head.path && kept.digest == digest;
        if let Some(kept) = lock().iter().find(is_it) {
            return Ok(Arc::clone(&kept.plan));
        }
        let plan = Arc::new(alone(self, head, &bytes));
        let mut kept = lock();
        kept.retain(|kept| kept.path != head.path);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(Kept { path: head.path.clone(), digest, plan: Arc::clone(&plan) });
        Ok(plan)
    }
}

impl std::fmt::Debug for Waking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Waking").field("plans", &self.plans()).finish_non_exhaustive()
    }
}
