//! Small sites for the tests of pages.
//!
//! Facts are written by hand over what recognition finds, so that a test of a page does not hang on a rule of reading.
#![allow(dead_code, reason = "each aid serves the tests of some pages")]

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::{Layouts, Nobody, PageContext, Press, Theme, of_site, render};
use crate::diag::{Diagnostic, FileId};
use crate::ledger;
use crate::markdown::{self, Item, Section};
use crate::plan::{Checklist, Phase, Place, Stage, Task, TaskForm};
use crate::read::Source;
use crate::recognise::{Vocabulary, recognise};
use crate::site::{Address, PlanPage, Site, SitePlan, SiteSettings};

/// A site of one plan with the id `plan`, as it is recognised.
pub fn site(markdown: &str) -> Site {
    let source = Source { path: "plan.md".into(), text: markdown.to_owned(), ..Source::default() };
    let document = markdown::parse(FileId(0), &source.text, source.body).value;
    let vocabulary = Vocabulary::built_in();
    let found = recognise(&source, &document, &vocabulary);
    let settings =
        SiteSettings { title: "Runbooks".into(), language: "en".into(), ..SiteSettings::default() };
    let settled =
        ledger::fresh(vec![(source.into(), document.into(), found.plan.into(), found.claims.into())]).value;
    Site::build(settings, vocabulary, settled).value
}

/// The same with facts changed by hand.
pub fn site_with(markdown: &str, change: impl FnOnce(&mut SitePlan)) -> Site {
    let mut site = site(markdown);
    change(&mut site.plans[0]);
    site
}

/// Looks at the context of a page of the plan.
pub fn on<T>(site: &Site, page: PlanPage, look: impl FnOnce(&PageContext) -> T) -> T {
    on_with(site, &[], page, look)
}

/// The same with findings of the checks.
pub fn on_with<T>(
    site: &Site,
    findings: &[Diagnostic],
    page: PlanPage,
    look: impl FnOnce(&PageContext) -> T,
) -> T {
    let plan = &site.plans[0];
    let address = Address::plan(&plan.id, page);
    let root = PageContext::of_site(site, findings, "");
    look(&PageContext::of_plan(&root, plan, &address.path, Some(page)))
}

/// All pages of the site by their paths; a layout that fails, fails the test.
pub fn pages(site: &Site) -> BTreeMap<String, String> {
    let layouts = Layouts::compile(&Theme::built_in());
    assert!(layouts.diagnostics.is_empty(), "{:?}", layouts.diagnostics);
    let made = Mutex::new(BTreeMap::new());
    let report = render(Press { site, findings: &[], layouts: &layouts.value }, &Nobody, &|path, html| {
        made.lock().unwrap().insert(path.to_owned(), String::from_utf8_lossy(html).into_owned());
        Ok(())
    });
    assert!(report.diagnostics.is_empty(), "{:?}", report.diagnostics);
    made.into_inner().unwrap()
}

/// The pages of the whole site alone, those of the plans left out.
pub fn pages_of_site(site: &Site) -> BTreeMap<String, String> {
    let layouts = Layouts::compile(&Theme::built_in()).value;
    let press = Press { site, findings: &[], layouts: &layouts };
    let printer = press.for_site();
    of_site(press).iter().filter_map(|page| Some((page.path.clone(), printer.make(page).unwrap()?))).collect()
}

/// The letters of a page without tags, blanks folded, entities of the escaper undone.
pub fn words(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    for (entity, letter) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        out = out.replace(entity, letter);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The section with this title.
pub fn section<'a>(plan: &'a SitePlan, title: &str) -> &'a Section {
    plan.document.sections.iter().find(|s| s.title == title).unwrap()
}

/// The place of the heading with this title.
pub fn place(plan: &SitePlan, title: &str) -> Place {
    let found = section(plan, title);
    Place { section: plan.document.path(found.id), line: found.line, section_id: found.id, node: found.node }
}

/// A phase made of the heading with this title; headings one level below are its stages.
pub fn phase(plan: &SitePlan, title: &str, slug: &str, when: Option<&str>) -> Phase {
    let found = section(plan, title);
    let stages = found.children.iter().map(|id| stage(plan, &plan.document.section(*id).title));
    Phase {
        slug: slug.to_owned(),
        group: None,
        number: None,
        title: title.to_owned(),
        heading: title.to_owned(),
        level: found.level,
        when: when.map(str::to_owned),
        duration: None,
        priority: None,
        offset_days: None,
        stages: stages.collect(),
        place: place(plan, title),
    }
}

/// A stage made of the heading with this title.
pub fn stage(plan: &SitePlan, title: &str) -> Stage {
    Stage {
        slug: markdown::slug(title),
        number: None,
        title: title.to_owned(),
        heading: title.to_owned(),
        level: section(plan, title).level,
        when: None,
        time_24h: None,
        duration: None,
        priority: None,
        place: place(plan, title),
    }
}

/// A checklist for every section with boxes in lists.
pub fn checklists(plan: &SitePlan) -> Vec<Checklist> {
    let of = |section: &Section| {
        let mut tasks = Vec::new();
        for list in section.blocks.iter().filter_map(|b| b.list()) {
            list.walk_items(1, &mut |item, depth| tasks.extend(task(item, depth)));
        }
        Checklist {
            items: tasks.len(),
            checked: tasks.iter().filter(|t| t.checked).count(),
            depth: tasks.iter().map(|t| t.depth).max().unwrap_or(0),
            code_blocks_inside: 0,
            groups: Vec::new(),
            place: Place { line: tasks.first().map_or(0, |t| t.line), ..place(plan, &section.title) },
            tasks,
        }
    };
    plan.document.sections.iter().map(of).filter(|c| c.items > 0).collect()
}

fn task(item: &Item, depth: usize) -> Option<Task> {
    let tick = item.tick?;
    let words = item.text.plain();
    Some(Task {
        node: item.id,
        line: item.line,
        form: TaskForm::Item,
        checked: tick.checked,
        text: item.text.clone(),
        is_signature: words.contains("____"),
        words,
        depth,
        group: None,
        owner: None,
        when: None,
        priority: None,
    })
}
