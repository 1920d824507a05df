//! The site as it is served: the graph of the last good state, and its files made when they are asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::diag::{Diagnostic, FileId};
use crate::page::{self, Layouts, Press, Theme};
use crate::pipeline::{self, Beside};
use crate::search;
use crate::site::{Address, Site, SitePlan};

/// Bytes of pages that are kept.
const KEPT: usize = 16 * 1024 * 1024;

/// A state of the site in which nothing is wrong.
pub struct Live {
    pub site: Site,
    /// What the checks say, in order of file and line.
    pub findings: Vec<Diagnostic>,
    pub layouts: Arc<Layouts>,
    pub theme: Arc<Theme>,
    /// Where the files are that plans point to.
    beside: Beside,
    /// Files for programs, once somebody asked for one.
    indexes: OnceLock<Files>,
    /// The search index, once somebody searches.
    search: OnceLock<Files>,
}

/// Files by their paths.
type Files = BTreeMap<String, Arc<[u8]>>;

impl Live {
    pub fn new(
        site: Site,
        findings: Vec<Diagnostic>,
        (layouts, theme): (Arc<Layouts>, Arc<Theme>),
        beside: Beside,
    ) -> Live {
        let (indexes, search) = (OnceLock::new(), OnceLock::new());
        Live { site, findings, layouts, theme, beside, indexes, search }
    }

    /// A file that a plan points to, read now. It is not there where it is no longer what was looked at: then the next
    /// state says what became of it.
    pub fn beside(&self, path: &str) -> Option<Arc<[u8]>> {
        let (file, attached) = self.site.attachments.at(path)?;
        self.beside.bytes(&file, attached).map(Into::into)
    }

    /// A mark of all files that plans point to: a page with a picture is another one when the picture is.
    pub fn mark_of_files(&self) -> Vec<u8> {
        self.site.attachments.published().flat_map(|(_, attached)| attached.facts.digest).collect()
    }

    /// Forgets what was made of the state before.
    pub fn changed(&mut self) {
        self.indexes = OnceLock::new();
        self.search = OnceLock::new();
    }

    fn search(&self) -> &Files {
        self.search.get_or_init(|| {
            let files = Mutex::new(Files::new());
            let _ = search::write(&self.site, &|path, bytes| {
                files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes.into());
                Ok(())
            });
            files.into_inner().unwrap_or_else(PoisonError::into_inner)
        })
    }

    /// Takes what the checks say of these files in the place of what they said before. What has no place in a file is on
    /// no page.
    pub fn take_findings(&mut self, of: &[FileId], mut found: Vec<Diagnostic>) {
        self.findings.retain(|d| d.span.is_none_or(|span| !of.contains(&span.file)));
        found.retain(|d| d.span.is_some());
        self.findings.extend(found);
        self.findings.sort_by_key(|d| d.span);
    }

    /// A file of the site; `None` where a build writes none of that path.
    pub fn file(&self, path: &str) -> Option<Result<Arc<[u8]>, Diagnostic>> {
        if let Some(name) = path.strip_prefix("assets/") {
            let found = pipeline::assets(&self.theme, &self.layouts).find(|(known, _)| *known == name);
            return found.map(|(_, bytes)| Ok(bytes.into()));
        }
        if path.starts_with(Address::FILES) {
            return self.beside(path).map(Ok);
        }
        if path.starts_with(search::FOLDER) {
            return self.search().get(path).map(|bytes| Ok(Arc::clone(bytes)));
        }
        if let Some(page) = self.page(path) {
            return Some(page.map(|html| html.into_bytes().into()));
        }
        if path.ends_with(".html") {
            return None;
        }
        let made =
            || pipeline::indexes(&self.site).into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
        self.indexes.get_or_init(made).get(path).map(|bytes| Ok(Arc::clone(bytes)))
    }

    fn page(&self, path: &str) -> Option<Result<String, Diagnostic>> {
        let press = Press { site: &self.site, findings: &self.findings, layouts: &self.layouts };
        if let Some(page) = self.owners(path).into_iter().find_map(|plan| self.page_of(plan, path)) {
            return Some(page);
        }
        let page = page::of_site(press).into_iter().rfind(|page| page.path == path)?;
        press.for_site().make(&page).transpose()
    }

    /// A page of this plan; `None` where it has none of that path.
    pub fn page_of(&self, plan: &SitePlan, path: &str) -> Option<Result<String, Diagnostic>> {
        let press = Press { site: &self.site, findings: &self.findings, layouts: &self.layouts };
        let pages = page::of_plan(plan);
        // Where a path comes twice, the later page is written over the one before.
        let page = pages.iter().rfind(|page| page.path == path)?;
        press.for_plan(plan).make(page).transpose()
    }

    /// The plans that may have a page of this path, the likeliest first.
    fn owners(&self, path: &str) -> Vec<&SitePlan> {
        let (first, rest) = path.split_once('/').unwrap_or(("", path));
        if first != "t" {
            let own = self.site.plan(first);
            let is_former = |plan: &&SitePlan| {
                let former =
                    plan.identity.plan().is_some_and(|known| known.former.iter().any(|id| id == first));
                let named = |alias: &String| crate::markdown::slug(alias) == first;
                former || plan.source.front.aliases.iter().any(named)
            };
            let former =
                self.site.plans.iter().filter(|plan| plan.id != first && !first.is_empty()).filter(is_former);
            return own.into_iter().chain(former).collect();
        }
        // Codes begin with that of their plan, unless what they name has moved.
        let code = rest.split('/').next().unwrap_or("").to_uppercase();
        let begins =
            |of: &str| code.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        let (mut likely, others): (Vec<_>, Vec<_>) =
            self.site.plans.iter().partition(|plan| begins(&plan.code));
        likely.extend(others.into_iter().filter(|plan| {
            let identity = &plan.identity;
            let strange = identity.things.iter().map(|known| &known.code);
            let strange = strange.chain(identity.same.iter().map(|(code, _)| code));
            strange.chain(identity.retired.iter().map(|entry| &entry.code)).any(|of| begins(of.as_str()))
        }));
        likely
    }

    /// The paths of all files.
    pub fn paths(&self) -> Vec<String> {
        let assets = pipeline::assets(&self.theme, &self.layouts).map(|(name, _)| Address::asset(name).path);
        let indexes = pipeline::indexes(&self.site).into_iter().map(|(path, _)| path);
        let press = Press { site: &self.site, findings: &self.findings, layouts: &self.layouts };
        let pages = page::of_site(press).into_iter();
        let pages = pages.chain(self.site.plans.iter().flat_map(page::of_plan));
        let search = self.search().keys().cloned();
        let beside = self.site.attachments.published().map(|(path, _)| path);
        let mut all: Vec<String> =
            pages.map(|page| page.path).chain(assets).chain(indexes).chain(search).chain(beside).collect();
        all.sort();
        all.dedup();
        all
    }
}

/// Files by their paths, each with the state that it was made of.
type Made = BTreeMap<String, (u64, Arc<[u8]>)>;

/// Files that were made, for those who ask again.
#[derive(Default)]
pub struct Kept {
    files: Mutex<Made>,
}

impl Kept {
    /// The file as it was made of the state `version`.
    pub fn get(&self, path: &str, version: u64) -> Option<Arc<[u8]>> {
        self.last(path).filter(|(of, _)| *of == version).map(|(_, bytes)| bytes)
    }

    /// The file as it was last made, with the state that it was made of.
    pub fn last(&self, path: &str) -> Option<(u64, Arc<[u8]>)> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    /// Keeps a file; those of older states go first when there are too many.
    pub fn put(&self, path: &str, version: u64, bytes: &Arc<[u8]>) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), (version, Arc::clone(bytes)));
        let size = |files: &Made| files.values().map(|(_, bytes)| bytes.len()).sum::<usize>();
        if size(&files) > KEPT {
            files.retain(|_, (of, _)| *of == version);
        }
        if size(&files) > KEPT {
            files.clear();
        }
    }
}
