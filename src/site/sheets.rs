//! Sheets of paper: which there are, what stands on each, and the code by which a paper is known.
//!
//! A sheet has the code of what it is about and a letter: `CRM-7F3K-C` is the checklist of the phase `CRM-7F3K`, `CRM-S`
//! the sign-off sheet of the plan `CRM`. So a sheet is known as long as its subject is.

use std::collections::BTreeMap;

use super::{Address, PlanPage, SitePlan};
use crate::ledger::{Code, Digest, Kind};

/// What a sheet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetKind {
    Checklist,
    Gates,
    Rollback,
    Escalation,
    Messages,
    Contacts,
    SignOff,
}

/// The kinds that a plan has one of, with what they show.
const WHOLE: &[(SheetKind, &[Kind])] = &[
    (SheetKind::Gates, &[Kind::Gate, Kind::Criterion]),
    (SheetKind::Rollback, &[Kind::Point, Kind::Procedure, Kind::Step]),
    (SheetKind::Escalation, &[Kind::Severity]),
    (SheetKind::Messages, &[Kind::Message, Kind::Channel]),
    (SheetKind::Contacts, &[Kind::Contact]),
    (SheetKind::SignOff, &[]),
];

impl SheetKind {
    /// All kinds.
    pub const ALL: [SheetKind; 7] = [
        SheetKind::Checklist,
        SheetKind::Gates,
        SheetKind::Rollback,
        SheetKind::Escalation,
        SheetKind::Messages,
        SheetKind::Contacts,
        SheetKind::SignOff,
    ];

    pub fn letter(self) -> char {
        match self {
            SheetKind::Checklist => 'C',
            SheetKind::Gates => 'G',
            SheetKind::Rollback => 'R',
            SheetKind::Escalation => 'E',
            SheetKind::Messages => 'M',
            SheetKind::Contacts => 'P',
            SheetKind::SignOff => 'S',
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            SheetKind::Checklist => "Checklist",
            SheetKind::Gates => "Go/no-go",
            SheetKind::Rollback => "Rollback",
            SheetKind::Escalation => "Escalation",
            SheetKind::Messages => "Messages",
            SheetKind::Contacts => "Contacts",
            SheetKind::SignOff => "Sign-off",
        }
    }

    pub fn page(self) -> PlanPage {
        match self {
            SheetKind::Checklist => PlanPage::Checklist,
            SheetKind::Gates => PlanPage::Gates,
            SheetKind::Rollback => PlanPage::Rollback,
            SheetKind::Escalation => PlanPage::Escalation,
            SheetKind::Messages => PlanPage::Messages,
            SheetKind::Contacts => PlanPage::Contacts,
            SheetKind::SignOff => PlanPage::SignOff,
        }
    }
}

/// A sheet of a plan.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub kind: SheetKind,
    /// `CRM-7F3K-C`, `CRM-S`.
    pub code: String,
    /// What it is about; the plan for all but checklists.
    pub subject: usize,
    /// The things that it shows, in the order of the plan; for the sign-off sheet all of them.
    pub things: Vec<usize>,
    /// Of all that it shows.
    pub digest: Digest,
}

impl Sheet {
    /// The page that it is printed from.
    pub fn address(&self, plan: &SitePlan) -> Address {
        let page = Address::plan(&plan.id, self.kind.page());
        if self.kind == SheetKind::Checklist { page.at(self.code.clone()) } else { page }
    }
}

/// The code of the sheet of this kind about a thing or plan.
pub fn code(of: &Code, kind: SheetKind) -> String {
    format!("{of}-{}", kind.letter())
}

/// The code of the checklist sheet that was published about something, by the names that it had.
pub fn published(of: &Code, names: &[String]) -> Option<String> {
    let code = code(of, SheetKind::Checklist);
    let name = format!("{}#{code}", PlanPage::Checklist.stem());
    names.contains(&name).then_some(code)
}

/// The code of the checklist sheet that a task stands on: that of its phase, else of the highest heading around it
/// below the title, else of the plan.
pub fn subject_of(plan: &SitePlan, task: usize) -> usize {
    let things = &plan.identity.things;
    let around: Vec<usize> = plan.identity.outwards(task).collect();
    let phase = around.iter().copied().find(|at| things[*at].thing.kind == Kind::Phase);
    let is_title = |at: &usize| level(plan, *at).is_none_or(|level| level <= 1);
    phase
        .or_else(|| around.iter().copied().rfind(|at| !is_title(at)))
        .unwrap_or_else(|| around.iter().copied().find(|at| level(plan, *at).is_some()).unwrap_or(0))
}

/// The level of the heading that a thing is; `None` for all else.
fn level(plan: &SitePlan, at: usize) -> Option<u8> {
    let node = plan.identity.things.get(at)?.thing.node?;
    plan.document.sections.iter().find(|s| s.node == node && s.level > 0).map(|s| s.level)
}

/// The sheet that is printed from a page, where the plan has something to show on it.
pub fn of_page(plan: &SitePlan, page: PlanPage) -> Option<SheetKind> {
    let (kind, kinds) = WHOLE.iter().find(|(kind, _)| kind.page() == page)?;
    let shown = plan.identity.things.iter().any(|known| kinds.contains(&known.thing.kind));
    (shown || *kind == SheetKind::SignOff).then_some(*kind)
}

/// All sheets of a plan: checklists in the order of the plan, then the others.
pub fn sheets(plan: &SitePlan) -> Vec<Sheet> {
    let things = &plan.identity.things;
    let order = in_order(plan);
    let mut lists: Vec<usize> = Vec::new();
    let mut on: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in order.iter().copied().filter(|at| things[*at].thing.kind == Kind::Task) {
        let subject = subject_of(plan, at);
        if !on.contains_key(&subject) {
            lists.push(subject);
        }
        on.entry(subject).or_default().push(at);
    }
    let lists = lists.into_iter().map(|subject| {
        let things = on.remove(&subject).unwrap_or_default();
        sheet(plan, SheetKind::Checklist, subject, things)
    });
    let whole = WHOLE.iter().filter_map(|(kind, kinds)| {
        let shown: Vec<usize> = match kind {
            SheetKind::SignOff => order.clone(),
            _ => order.iter().copied().filter(|at| kinds.contains(&things[*at].thing.kind)).collect(),
        };
        (!shown.is_empty()).then(|| sheet(plan, *kind, 0, shown))
    });
    lists.chain(whole).collect()
}

fn in_order(plan: &SitePlan) -> Vec<usize> {
    let things = &plan.identity.things;
    let mut order: Vec<usize> = (0..things.len()).collect();
    order.sort_by_key(|at| (things[*at].thing.line, *at));
    order
}

fn sheet(plan: &SitePlan, kind: SheetKind, subject: usize, things: Vec<usize>) -> Sheet {
    let all = &plan.identity.things;
    let code = all.get(subject).map_or_else(String::new, |known| code(&known.code, kind));
    let head = all.get(subject).map(|known| known.thing.own).unwrap_or_default();
    let digest = match kind {
        SheetKind::SignOff => plan.identity.digest,
        _ => Digest::tree(head, things.iter().map(|at| all[*at].thing.own)),
    };
    Sheet { kind, code, subject, things, digest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::site;

    #[test]
    fn every_task_stands_on_one_sheet() {
        let site = site(
            "# Move\n\n## Phase 1: Pack (T-1 day)\n\n- [ ] a\n\n### Attic\n\n- [ ] b\n\n## After\n\n### Later\n\n- [ ] c\n",
        );
        let plan = &site.plans[0];
        let found: Vec<(String, usize)> = sheets(plan)
            .iter()
            .filter(|sheet| sheet.kind == SheetKind::Checklist)
            .map(|sheet| (plan.identity.things[sheet.subject].thing.words.clone(), sheet.things.len()))
            .collect();
        assert_eq!(found, [("Phase 1: Pack (T-1 day)".to_owned(), 2), ("After".to_owned(), 1)]);
        let sign_off = sheets(plan).into_iter().find(|s| s.kind == SheetKind::SignOff).unwrap();
        assert_eq!(sign_off.digest, plan.identity.digest);
        assert_eq!(sign_off.code, format!("{}-S", plan.code));
    }
}
