//! The files and anchors that links can lead to.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::anchors::{Anchor, Anchored};
use super::target::{Relative, Scheme, joined, scheme};
use super::{Lead, Picture};
use crate::diag::{Diagnostic, nearest};
use crate::read::Source;
use crate::site::{Address, Attached, Attachments, PlanPage, SitePlan};

/// Near misses that a build looks for at most.
const GUESSES: usize = 200;

/// The plans of the site by their files.
pub struct Places<'a> {
    plans: &'a [SitePlan],
    files: &'a Attachments,
    /// The headings of each plan, once a link leads to it.
    anchored: Vec<OnceCell<Anchored>>,
    /// Once a link leads to another file.
    paths: OnceCell<Paths>,
    /// How many near misses may still be looked for: each one looks at every name.
    guesses: Cell<usize>,
}

struct Paths {
    by_path: BTreeMap<String, usize>,
    /// The paths with case and composition of letters folded.
    by_folded: BTreeMap<String, usize>,
    /// The folder that holds all plans, with `/` at the end; empty for the project itself.
    root: String,
}

impl<'a> Places<'a> {
    pub fn of(plans: &'a [SitePlan], files: &'a Attachments) -> Places<'a> {
        let anchored = plans.iter().map(|_| OnceCell::new()).collect();
        Places { plans, files, anchored, paths: OnceCell::new(), guesses: Cell::new(GUESSES) }
    }

    fn paths(&self) -> &Paths {
        self.paths.get_or_init(|| {
            let paths = || self.plans.iter().enumerate().map(|(at, plan)| (path_of(plan), at));
            let by_path: BTreeMap<String, usize> = paths().collect();
            let by_folded = paths().map(|(path, at)| (folded(&path), at)).collect();
            let folder = |path: &String| path.rfind('/').map_or("", |end| &path[..=end]).to_owned();
            let root = by_path.keys().map(folder).reduce(|a, b| shared(&a, &b)).unwrap_or_default();
            Paths { by_path, by_folded, root }
        })
    }

    /// The headings of a plan of the site.
    fn anchored(&self, at: usize) -> &Anchored {
        self.anchored[at].get_or_init(|| Anchored::of(&self.plans[at].document))
    }

    /// Whether the link names a file, so that what it leads to is another plan's.
    pub fn is_abroad(dest: &str) -> bool {
        matches!(scheme(dest), Scheme::Relative) && !Relative::of(dest).path.is_empty()
    }

    /// Where a link of `plan` leads, or what is wrong with it; `None` where nobody looked for what it names.
    pub fn link(&self, plan: &SitePlan, dest: &str) -> Result<Option<Lead>, Box<Diagnostic>> {
        match scheme(dest) {
            Scheme::Outside => Ok(Some(Lead::Outside(dest.trim().to_owned()))),
            Scheme::Forbidden => Err(Box::new(forbidden(dest))),
            Scheme::File => Err(Box::new(file_link(dest))),
            Scheme::Unknown => Err(Box::new(unknown_scheme(dest))),
            Scheme::Relative => self.inside(plan, dest),
        }
    }

    /// An image of `plan` as it is published, or what is wrong with it; `None` where nobody looked for pictures.
    pub fn image(&self, source: &Source, dest: &str) -> Result<Option<Picture>, Box<Diagnostic>> {
        match scheme(dest) {
            Scheme::Outside => return Err(Box::new(external_image(dest))),
            Scheme::File => return Err(Box::new(file_link(dest))),
            Scheme::Forbidden | Scheme::Unknown => return Err(Box::new(forbidden(dest))),
            Scheme::Relative => {}
        }
        let relative = Relative::of(dest);
        if relative.path.is_empty() {
            return Err(Box::new(no_picture()));
        }
        let Some(path) = joined(&file_of(source), &relative.path) else {
            return Err(Box::new(outside(dest)));
        };
        let Some(attached) = self.file(&path)? else { return Ok(None) };
        match attached.facts.is_picture {
            true => Ok(Some(Picture { address: self.files.address(&path), size: attached.facts.size })),
            false => Err(Box::new(not_shown(&path))),
        }
    }

    /// A warning where the file that a link names holds what nobody should read.
    pub fn secret(&self, source: &Source, dest: &str) -> Option<Diagnostic> {
        if !Places::is_abroad(dest) {
            return None;
        }
        let path = joined(&file_of(source), &Relative::of(dest).path)?;
        let (line, kind) = self.file(&path).ok().flatten()?.secret.as_ref()?;
        Some(holds_secret(&path, *line, kind))
    }

    /// What is wrong with a link to a file beside the plans.
    pub fn beside(&self, source: &Source, dest: &str) -> Result<(), Box<Diagnostic>> {
        match joined(&file_of(source), &Relative::of(dest).path) {
            Some(path) => self.file(&path).map(drop),
            None => Err(Box::new(outside(dest))),
        }
    }

    /// A file beside the plans; `None` where nobody looked for it.
    fn file(&self, path: &str) -> Result<Option<&Attached>, Box<Diagnostic>> {
        match self.files.get(path) {
            Some(Ok(attached)) => Ok(Some(attached)),
            Some(Err(found)) => Err(Box::new(found.clone())),
            None if self.files.is_seen() => Err(Box::new(missing_asset(path))),
            None => Ok(None),
        }
    }

    fn inside(&self, plan: &SitePlan, dest: &str) -> Result<Option<Lead>, Box<Diagnostic>> {
        let relative = Relative::of(dest);
        let own = self.plans.binary_search_by(|other| other.id.cmp(&plan.id)).ok();
        let (at, path) = match own.filter(|_| relative.path.is_empty()) {
            Some(own) => (own, path_of(plan)),
            None => {
                let Some(path) = joined(&path_of(plan), &relative.path) else {
                    return Err(Box::new(outside(dest)));
                };
                match self.paths().by_path.get(&path) {
                    Some(at) => (*at, path),
                    None if is_plan(&relative.path) && !path.starts_with(&self.paths().root) => {
                        return Err(Box::new(outside(dest)));
                    }
                    None if is_plan(&relative.path)
                        || self.paths().by_folded.contains_key(&folded(&path)) =>
                    {
                        return Err(Box::new(self.no_page(plan, &path)));
                    }
                    None => {
                        let address = || Address { fragment: relative.anchor, ..self.files.address(&path) };
                        return Ok(self.file(&path)?.map(|_| Lead::Inside(address())));
                    }
                }
            }
        };
        let Some(anchor) = relative.anchor else {
            return Ok(Some(Lead::Inside(Address::plan(&self.plans[at].id, PlanPage::Overview))));
        };
        let text = Address::plan(&self.plans[at].id, PlanPage::Text);
        match self.anchored(at).find(&anchor) {
            Anchor::Found(name) => Ok(Some(Lead::Inside(text.at(name)))),
            _ if self.anchored(at).is_line(&anchor) => Ok(Some(Lead::Inside(text.at(anchor)))),
            Anchor::Case(name) => Err(Box::new(case(&format!("#{anchor}"), &format!("#{name}")))),
            Anchor::Missing => {
                let near = self.guess().then(|| self.anchored(at).nearest(&anchor)).flatten();
                Err(Box::new(no_anchor(&anchor, &path, near)))
            }
        }
    }

    fn guess(&self) -> bool {
        let left = self.guesses.get();
        self.guesses.set(left.saturating_sub(1));
        left > 0
    }

    fn no_page(&self, plan: &SitePlan, path: &str) -> Diagnostic {
        if let Some(at) = self.paths().by_folded.get(&folded(path)) {
            return case(path, &path_of(&self.plans[*at]));
        }
        let others = self.paths().by_path.keys().map(String::as_str).filter(|p| *p != path_of(plan));
        let near = if self.guess() { nearest(path, others) } else { None };
        let broken = Diagnostic::error("broken-link", format!("no plan `{path}`"));
        match near {
            Some(near) => broken.hint(format!("did you mean `{near}`?")),
            None => broken
                .hint("add the file to the plans, or take the link off its words")
                .hint("a draft (`draft: true`) is not in the site"),
        }
    }
}

/// Whether a link names the file of a plan, not one beside it.
pub fn is_plan(dest: &str) -> bool {
    let path = dest.split(['#', '?']).next().unwrap_or("");
    path.ends_with(".md") || path.ends_with(".markdown")
}

/// The folders that two folders share from the top.
fn shared(a: &str, b: &str) -> String {
    let same = a.split_inclusive('/').zip(b.split_inclusive('/')).take_while(|(a, b)| a == b);
    same.map(|(part, _)| part).collect()
}

/// The path of the plan's file with `/`.
fn path_of(plan: &SitePlan) -> String {
    file_of(&plan.source)
}

fn file_of(source: &Source) -> String {
    let path = source.path.to_string_lossy().replace('\\', "/");
    path.trim_start_matches("./").trim_start_matches('/').to_owned()
}

fn folded(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).collect()
}

fn case(wrong: &str, right: &str) -> Diagnostic {
    Diagnostic::error("link-case", format!("`{wrong}` is written `{right}` where it stands"))
        .hint(format!("write `{right}`: capitals and composed letters count in links"))
}

fn no_anchor(anchor: &str, path: &str, near: Option<&str>) -> Diagnostic {
    let broken = Diagnostic::error("broken-anchor", format!("no heading `#{anchor}` in `{path}`"));
    match near {
        Some(near) => broken.hint(format!("did you mean `#{near}`?")),
        None => broken.hint("link to a heading by its words: lower case, hyphens between them"),
    }
}

fn forbidden(dest: &str) -> Diagnostic {
    let shown: String = dest.chars().filter(|c| !c.is_control()).take(60).collect();
    Diagnostic::error("forbidden-link", format!("`{shown}` may not stand in a link"))
        .hint("links lead to other plans, to https: pages, or to mailto: and tel: addresses")
}

fn file_link(dest: &str) -> Diagnostic {
    Diagnostic::error("file-link", format!("`{dest}` is a file on somebody's own disk"))
        .hint("link to where it is published (https:), or take the link off its words")
}

fn unknown_scheme(dest: &str) -> Diagnostic {
    let name = dest.split(':').next().unwrap_or(dest);
    Diagnostic::warning("unknown-scheme", format!("`{name}:` is not linked"))
        .hint("only https:, http:, mailto:, tel: and sms: become links; the words stay")
}

fn external_image(dest: &str) -> Diagnostic {
    Diagnostic::error("external-image", format!("the image `{dest}` is not part of the project")).hint(
        "the site works without a network: copy the picture into the folder of the plans, or link to it",
    )
}

fn missing_asset(path: &str) -> Diagnostic {
    Diagnostic::error("missing-asset", format!("no file `{path}`"))
        .hint("put the file beside the plans, or link to where it is published (https:)")
}

fn no_picture() -> Diagnostic {
    Diagnostic::error("missing-asset", "the picture has no file")
        .hint("write the path of a picture in the folder of the plans, or say it in words")
}

fn not_shown(path: &str) -> Diagnostic {
    Diagnostic::error("asset-kind", format!("`{path}` is no picture"))
        .hint("link to it: take the `!` off in front of the bracket")
}

/// A picture that says nothing to who cannot see it.
pub fn no_words(dest: &str) -> Diagnostic {
    Diagnostic::warning("missing-alt", format!("no words stand for the picture `{dest}`"))
        .hint("say between the brackets what it shows: for those who cannot see it, and where there is no room for it")
}

fn holds_secret(path: &str, line: u32, kind: &str) -> Diagnostic {
    Diagnostic::warning("possible-secret", format!("line {line} of `{path}` looks like a secret: {kind}"))
        .hint("the file is published as it is: take the value out of it")
}

fn outside(dest: &str) -> Diagnostic {
    Diagnostic::error("link-leaves", format!("`{dest}` leaves the folder of the plans and is not linked"))
        .hint("link to the file where it is published (https:), or name it in words")
}
