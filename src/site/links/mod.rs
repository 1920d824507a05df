//! Links and images that the author wrote: where they lead in the site, and which lead nowhere.
//!
//! A link to another plan's file leads to its pages, one with an anchor to the heading in the full text. Addresses
//! outside stay as they are; a scheme that can run or read something is an error and no link.

mod anchors;
mod places;
mod target;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Diagnostic, Severity, Span};
use crate::markdown::{Document, Link, Run, RunKind};
use crate::read::Source;
use crate::site::{Address, Attachments, SitePlan};
use places::Places;
pub use target::{Scheme, scheme};

/// The file and the anchor that the relative link `dest` means in the file `from`; `None` where it leaves the folder.
pub fn relative(from: &str, dest: &str) -> Option<(String, Option<String>)> {
    let parts = target::Relative::of(dest);
    Some((target::joined(from, &parts.path)?, parts.anchor))
}

/// Where a link of the author leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    Outside(String),
    Inside(Address),
}

/// A picture of the plan, as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub address: Address,
    /// Width and height, where the file says them.
    pub size: Option<(u32, u32)>,
}

/// The links of one plan by what stands in the brackets; broken ones are left out.
#[derive(Debug, Clone, Default)]
pub struct Links {
    leads: BTreeMap<String, Lead>,
    pictures: BTreeMap<String, Picture>,
    /// Paths of the files beside plans that it points to, be they there or not.
    files: BTreeSet<String>,
    /// Whether any of them names a file of another plan, be it there or not.
    abroad: bool,
}

impl Links {
    pub fn get(&self, dest: &str) -> Option<&Lead> {
        self.leads.get(dest)
    }

    pub fn picture(&self, dest: &str) -> Option<&Picture> {
        self.pictures.get(dest)
    }

    /// Paths of the files beside plans that the plan points to.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// Whether an edit of another plan may change where they lead.
    pub fn is_abroad(&self) -> bool {
        self.abroad
    }
}

/// The files that the links of the document in the file `from` name.
pub fn linked_files(from: &Path, document: &Document) -> BTreeSet<PathBuf> {
    let from = from.to_string_lossy().replace('\\', "/");
    let mut files = BTreeSet::new();
    document.walk_texts(&mut |_, text| {
        for link in text.runs.iter().filter_map(|run| run.link.as_ref()) {
            if Places::is_abroad(&link.dest) {
                files.extend(relative(&from, &link.dest).map(|(path, _)| PathBuf::from(path)));
            }
        }
    });
    files
}

/// The files beside plans that the document in the file `from` points to, pictures among them; whether they are there
/// or may be published is not asked.
pub fn files_of(from: &Path, document: &Document) -> BTreeSet<String> {
    let from = from.to_string_lossy().replace('\\', "/");
    let from = from.trim_start_matches("./");
    let mut files = BTreeSet::new();
    document.walk_texts(&mut |_, text| {
        for run in &text.runs {
            let picture = match &run.kind {
                RunKind::Image(image) => Some(&image.dest),
                _ => None,
            };
            let linked = run.link.as_ref().map(|link| &link.dest).filter(|dest| !places::is_plan(dest));
            for dest in picture.into_iter().chain(linked).filter(|dest| Places::is_abroad(dest)) {
                files.extend(relative(from, dest).map(|(path, _)| path));
            }
        }
    });
    files
}

/// Resolves the links of all `plans`; the findings are in order of plan and text.
pub fn resolve(plans: &mut [SitePlan], files: &Attachments) -> Vec<Diagnostic> {
    let all: Vec<usize> = (0..plans.len()).collect();
    resolve_of(plans, &all, files).1
}

/// Resolves the links of the plans at these places; gives the links that they had, and the findings.
pub fn resolve_of(
    plans: &mut [SitePlan],
    of: &[usize],
    files: &Attachments,
) -> (Vec<(usize, Links)>, Vec<Diagnostic>) {
    let places = Places::of(plans, files);
    let resolved: Vec<(Links, Vec<Diagnostic>)> =
        of.iter().map(|at| links_of(&plans[*at], &places)).collect();
    let (mut before, mut diagnostics) = (Vec::new(), Vec::new());
    for (at, (links, found)) in of.iter().zip(resolved) {
        before.push((*at, std::mem::replace(&mut plans[*at].links, links)));
        diagnostics.extend(found);
    }
    (before, diagnostics)
}

fn links_of(plan: &SitePlan, places: &Places) -> (Links, Vec<Diagnostic>) {
    let mut links = Links { files: files_of(&plan.source.path, &plan.document), ..Links::default() };
    let mut diagnostics = Vec::new();
    plan.document.walk_texts(&mut |_, text| {
        let mut last: Option<&Arc<Link>> = None;
        for run in &text.runs {
            if let RunKind::Image(image) = &run.kind {
                let (picture, found) = picture_of(&plan.source, places, (run, image));
                links.pictures.extend(picture.map(|picture| (image.dest.clone(), picture)));
                diagnostics.extend(found);
            }
            // Emphasis cuts one link in several runs.
            if let Some(link) = run.link.as_ref().filter(|link| !last.is_some_and(|l| Arc::ptr_eq(l, link))) {
                links.abroad |= Places::is_abroad(&link.dest);
                match places.link(plan, &link.dest) {
                    Ok(lead) => {
                        links.leads.extend(lead.map(|lead| (link.dest.clone(), lead)));
                        let told = places.secret(&plan.source, &link.dest);
                        diagnostics.extend(told.map(|d| d.at(span(&plan.source, run, &link.dest))));
                    }
                    Err(found) => diagnostics.push(placed(&plan.source, *found, (run, &link.dest))),
                }
            }
            last = run.link.as_ref();
        }
    });
    (links, diagnostics)
}

/// A picture of a plan as it is published, and what is wrong with it.
fn picture_of(
    source: &Source,
    places: &Places,
    (run, image): (&Run, &Link),
) -> (Option<Picture>, Option<Diagnostic>) {
    match places.image(source, &image.dest) {
        Ok(picture) => {
            let is_mute = picture.is_some() && run.text.trim().is_empty();
            let found = is_mute.then(|| places::no_words(&image.dest).at(span(source, run, &image.dest)));
            (picture, found)
        }
        Err(found) => (None, Some(placed(source, *found, (run, &image.dest)))),
    }
}

/// What is wrong with the files beside plans that a plan points to, where nothing else is asked of its links.
pub fn check_files(source: &Source, document: &Document, files: &Attachments) -> Vec<Diagnostic> {
    let places = Places::of(&[], files);
    let mut found = Vec::new();
    document.walk_texts(&mut |_, text| {
        let mut last: Option<&Arc<Link>> = None;
        for run in &text.runs {
            if let RunKind::Image(image) = &run.kind {
                found.extend(picture_of(source, &places, (run, image)).1);
            }
            let link = run.link.as_ref().filter(|link| !last.is_some_and(|l| Arc::ptr_eq(l, link)));
            let beside = |dest: &&str| Places::is_abroad(dest) && !places::is_plan(dest);
            if let Some(dest) = link.map(|link| link.dest.as_str()).filter(beside) {
                let wrong =
                    places.beside(source, dest).err().map(|wrong| placed(source, *wrong, (run, dest)));
                let secret = || Some(places.secret(source, dest)?.at(span(source, run, dest)));
                found.extend(wrong.or_else(secret));
            }
            last = run.link.as_ref();
        }
    });
    found
}

fn placed(source: &Source, found: Diagnostic, (run, dest): (&Run, &str)) -> Diagnostic {
    weighed(source, found).at(span(source, run, dest))
}

/// Findings that say that a link of a plan misses what it leads to.
pub const MISSES: &[&str] = &[
    "broken-link",
    "broken-anchor",
    "link-case",
    "link-leaves",
    "missing-asset",
    "file-link",
    "asset-kind",
    "asset-damaged",
    "asset-too-large",
    "not-a-file",
];

/// A plan without front matter is one that was not written for this site: what its links miss is a warning there, and
/// an error once the plan is taken in. What may not be linked at all is an error in both.
fn weighed(source: &Source, found: Diagnostic) -> Diagnostic {
    match MISSES.contains(&found.code) && !source.front.present {
        true => Diagnostic { severity: Severity::Warning, ..found },
        false => found,
    }
}

/// The address behind the words of a link where it stands there as it is, else the words.
fn span(source: &Source, run: &Run, dest: &str) -> Span {
    let (file, source) = (source.id, &source.text);
    let from = match run.kind {
        RunKind::Image(_) => run.start as usize,
        _ => run.end as usize,
    };
    // An address stands near its words; a long line is not searched to its end for each link.
    let near = source.get(from..).map_or("", |rest| &rest[..rest.floor_char_boundary(4096)]);
    let line = near.split('\n').next().unwrap_or("");
    match line.find("](").and_then(|open| Some((open, line[open..].find(dest)?))) {
        Some((open, at)) if !dest.is_empty() => {
            let start = from + open + at;
            Span::new(file, start, start + dest.len())
        }
        _ => Span::new(file, run.start as usize, run.end as usize),
    }
}

#[cfg(test)]
mod beside_tests;

#[cfg(test)]
mod tests {
    use crate::diag::{Diagnostic, Position, Severity};
    use crate::site::testing::site_of;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let (_, diagnostics) = site_of(files);
        let told = |d: &Diagnostic| {
            let span = d.span.unwrap_or_default();
            let text = files[span.file.0 as usize].1;
            let at = Position::of(text, span.start);
            format!(
                "{}:{} {} `{}`",
                at.line,
                at.column,
                d.code,
                &text[span.start as usize..span.end as usize]
            )
        };
        diagnostics.iter().map(told).collect()
    }

    #[test]
    fn files_and_anchors_lead_into_the_site() {
        let one = "# One\n\n## Roles & Duties\n\n[a](#roles--duties) [b](./two%20b.md#Weg-1) [c](two%20b.md) [d](https://x.example)\n";
        let (site, diagnostics) =
            site_of(&[("plans/one.md", one), ("plans/two b.md", "# Two\n\n## Weg 1\n")]);
        assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
        let link = |dest: &str| site.plan("one").and_then(|p| p.links.get(dest)).cloned();
        let inside = |dest: &str| match link(dest) {
            Some(super::Lead::Inside(address)) => address.from("one/text.html"),
            other => format!("{other:?}"),
        };
        assert_eq!(inside("#roles--duties"), "#roles-duties");
        assert_eq!(inside("two%20b.md"), "../two-b/index.html");
        assert_eq!(link("https://x.example"), Some(super::Lead::Outside("https://x.example".to_owned())));
        assert_eq!(diagnostics[0].code, "link-case");
    }

    #[test]
    fn what_leads_nowhere_is_an_error_at_its_address() {
        let one = "# One\n\n## Checks\n\nSee **[the *list*](#check)** and [it](tow.md), [x](Two.md).\n";
        assert_eq!(
            found(&[("one.md", one), ("two.md", "# Two\n")]),
            ["5:20 broken-anchor `#check`", "5:39 broken-link `tow.md`", "5:52 link-case `Two.md`"]
        );
    }

    #[test]
    fn a_plan_that_was_taken_in_must_lead_somewhere() {
        let text = "# One\n\n[x](gone.md)\n";
        let bare = site_of(&[("one.md", text)]).1;
        assert_eq!(bare[0].severity, Severity::Warning);
        let (_, taken_in) = site_of(&[("one.md", &format!("---\ntitle: One\n---\n{text}"))]);
        assert_eq!(taken_in[0].severity, Severity::Error);
    }

    #[test]
    fn schemes_that_run_or_read_are_errors_in_all_spellings() {
        for dest in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "&#106;avascript:x",
            "<java\tscript:x>",
            "&#1;javascript:x",
            "data:text/html,x",
            "vbscript:x",
        ] {
            let text = format!("# One\n\n[go]({dest})\n");
            let (site, diagnostics) = site_of(&[("one.md", &text)]);
            let codes: Vec<&str> = diagnostics.iter().map(|d| d.code).collect();
            assert_eq!(codes, ["forbidden-link"], "{dest}");
            assert!(site.plans[0].links.leads.is_empty());
        }
    }

    #[test]
    fn files_of_a_disk_are_no_links() {
        for dest in ["file:///etc/passwd", "FILE:/x", "C:\\x.md"] {
            let text = format!("---\ntitle: One\n---\n\n[go]({dest})\n");
            let (site, diagnostics) = site_of(&[("one.md", &text)]);
            assert_eq!(
                diagnostics.iter().map(|d| (d.code, d.severity)).collect::<Vec<_>>(),
                [("file-link", Severity::Error)]
            );
            assert!(site.plans[0].links.leads.is_empty());
        }
    }

    #[test]
    fn images_from_outside_are_errors() {
        assert_eq!(
            found(&[("one.md", "# One\n\n![x](https://x.example/a.png)\n")]),
            ["3:6 external-image `https://x.example/a.png`"]
        );
    }
}
