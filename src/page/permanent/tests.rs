use std::collections::BTreeMap;

use crate::diag::FileId;
use crate::ledger::testing::read;
use crate::ledger::{Code, Entry, Ledger, Retired, State, identify};
use crate::page::testing::pages;
use crate::recognise::Vocabulary;
use crate::site::{Site, SiteSettings, home};

/// Publishes the plans after what `ledger` knows: the pages, and what the ledger then knows.
fn publish(ledger: &Ledger, plans: &[(&str, &str)]) -> (Site, BTreeMap<String, String>, Ledger) {
    let read = plans.iter().map(|(path, text)| read(path, text)).collect();
    let mut settled = identify(ledger, FileId(9), read).value;
    let mut next = std::mem::take(&mut settled.ledger);
    let settings = SiteSettings {
        title: "Runbooks".into(),
        language: "en".into(),
        base_url: "https://r.example/".into(),
        ..SiteSettings::default()
    };
    let site = Site::build(settings, Vocabulary::built_in(), settled).value;
    home::publish(&site.plans, &mut next);
    let pages = pages(&site);
    (site, pages, next)
}

fn code_of(site: &Site, words: &str) -> Code {
    let things = site.plans.iter().flat_map(|plan| &plan.identity.things);
    things.into_iter().find(|known| known.thing.words == words).map(|known| known.code.clone()).unwrap()
}

const PLAN: &str = "# Move house\n\n## Phase 1: Pack (T-1 day)\n\n- [ ] Fold the linen\n- [ ] Call the driver\n\n## Phase 2: Load (T-0)\n\n- [ ] Carry the boxes down\n";

#[test]
fn a_permalink_leads_on_in_either_case() {
    let (site, pages, _) = publish(&Ledger::default(), &[("move.md", PLAN)]);
    let code = code_of(&site, "Call the driver");
    let upper = &pages[&format!("t/{code}/index.html")];
    let target = format!("../../move/phase/phase-1.html#{code}");
    assert!(upper.contains(&format!("content=\"0; url={target}\"")), "{upper}");
    assert!(upper.contains(&format!("href=\"https://r.example/move/phase/phase-1.html#{code}\"")), "{upper}");
    assert_eq!(upper, &pages[&format!("t/{}/index.html", code.as_str().to_lowercase())]);
    assert!(pages.contains_key(&format!("t/{}/index.html", site.plans[0].code)));
}

#[test]
fn what_was_taken_out_has_a_tombstone() {
    let (site, _, mut ledger) = publish(&Ledger::default(), &[("move.md", PLAN)]);
    let (gone, heir) = (code_of(&site, "Call the driver"), code_of(&site, "Fold the linen"));
    let retired = Retired { to: Some(heir.clone()), on: "2026-02-03".into(), why: "He has no phone".into() };
    let entry = ledger.get(&gone).unwrap().clone();
    ledger.set(Entry { state: State::Retired(retired.into()), ..entry });
    let (_, pages, _) = publish(&ledger, &[("move.md", &PLAN.replace("- [ ] Call the driver\n", ""))]);
    let stone = &pages[&format!("t/{gone}/index.html")];
    for said in ["Call the driver", "He has no phone", "2026-02-03", "Fold the linen", heir.as_str()] {
        assert!(stone.contains(said), "{said} in {stone}");
    }
}

#[test]
fn a_renamed_file_leaves_its_pages_behind() {
    let (site, _, ledger) = publish(&Ledger::default(), &[("move.md", PLAN)]);
    let code = code_of(&site, "Call the driver");
    let (_, pages, ledger) = publish(&ledger, &[("relocation.md", PLAN)]);
    assert!(pages["move/index.html"].contains("url=../relocation/index.html"));
    let phase = &pages["move/phase/phase-1.html"];
    assert!(
        phase.contains(&format!("id=\"{code}\"")) && !phase.contains("http-equiv=\"refresh\""),
        "{phase}"
    );
    assert!(phase.contains(&format!("../../relocation/phase/phase-1.html#{code}")), "{phase}");
    let (_, pages, _) = publish(&ledger, &[("relocation.md", PLAN)]);
    assert!(pages.contains_key("move/index.html"), "a former id is for ever");
}

#[test]
fn a_phase_that_is_called_otherwise_leaves_its_page_behind() {
    let (site, _, ledger) = publish(&Ledger::default(), &[("move.md", PLAN)]);
    let code = code_of(&site, "Phase 2: Load (T-0)");
    let (site, pages, _) = publish(&ledger, &[("move.md", &PLAN.replace("Phase 2: Load", "Phase 7: Load"))]);
    assert_eq!(code_of(&site, "Phase 7: Load (T-0)"), code);
    assert!(pages.contains_key("move/phase/phase-7.html"));
    let old = &pages["move/phase/phase-2.html"];
    assert!(old.contains("phase-7.html"), "{old}");
}

#[test]
fn paper_is_told_what_changed_since_it_was_printed() {
    let (site, _, ledger) = publish(&Ledger::default(), &[("move.md", PLAN)]);
    let (plan, sheet) = (&site.plans[0], code_of(&site, "Phase 1: Pack (T-1 day)"));
    let (first, other) = (plan.identity.digest.key(), code_of(&site, "Phase 2: Load (T-0)"));
    let (_, pages, _) =
        publish(&ledger, &[("move.md", &PLAN.replace("Call the driver", "Call the driver twice"))]);
    let changed = &pages[&format!("t/{sheet}-C/index.html")];
    assert!(changed.contains(&format!("id=\"{first}\"")), "{changed}");
    assert!(
        changed.contains("1 entry of this sheet changed since") || changed.contains("changed since"),
        "{changed}"
    );
    assert!(changed.contains("Call the driver twice"));
    let same = &pages[&format!("t/{other}-C/index.html")];
    assert!(same.contains("this sheet is as it was in revision 1"), "{same}");
}

#[test]
fn a_plan_that_was_taken_out_answers_at_all_its_addresses() {
    let other = "# Other plan\n\n## Do\n\n- [ ] Something else here\n";
    let (site, _, mut ledger) = publish(&Ledger::default(), &[("move.md", PLAN), ("other.md", other)]);
    let code = code_of(&site, "Call the driver");
    let gone: Vec<Entry> =
        ledger.entries().filter(|e| e.code.plan_part() == site.plans[0].code).cloned().collect();
    for entry in gone {
        let why = "We stay".to_owned();
        ledger.set(Entry { state: State::Retired(Retired { why, ..Retired::default() }.into()), ..entry });
    }
    let (_, pages, _) = publish(&ledger, &[("other.md", other)]);
    assert!(pages[&format!("t/{code}/index.html")].contains("We stay"));
    assert!(pages["move/index.html"].contains("We stay"));
    assert!(pages["move/phase/phase-1.html"].contains(&format!("id=\"{code}\"")));
}

/// Takes a plan out with all that is in it.
fn retire_plan(ledger: &mut Ledger, plan: &str, to: &Code) {
    let all: Vec<Entry> = ledger.entries().filter(|e| e.code.plan_part() == plan).cloned().collect();
    for entry in all {
        let retired = Retired { to: Some(to.clone()), on: "2026-02-03".into(), why: "done".into() };
        ledger.set(Entry { state: State::Retired(retired.into()), ..entry });
    }
}

#[test]
fn a_folder_that_was_two_plans_answers_for_both() {
    let cool = "# Cold store\n\n- [ ] Wait for four degrees\n";
    let (site, _, ledger) = publish(&Ledger::default(), &[("move.md", PLAN), ("cool.md", cool)]);
    let (linen, degrees) = (code_of(&site, "Fold the linen"), code_of(&site, "Wait for four degrees"));
    let (_, _, ledger) = publish(&ledger, &[("move.md", cool), ("cool.md", PLAN)]);
    let (_, _, mut ledger) = publish(&ledger, &[("move.md", PLAN), ("cool.md", cool)]);
    retire_plan(&mut ledger, linen.plan_part(), &degrees);
    let (_, pages, _) = publish(&ledger, &[("cool.md", cool)]);
    let page = &pages["move/text.html"];
    for code in [&linen, &degrees] {
        assert!(page.contains(&format!("<li id=\"{code}\">")), "{code} in {page}");
    }
    assert!(pages["move/phase/phase-1.html"].contains(&format!("<li id=\"{linen}\">")));
}

#[test]
fn a_plan_that_was_renamed_and_then_taken_out_answers_at_both_addresses() {
    let other = "# Other\n\n- [ ] Stay\n";
    let (site, _, ledger) = publish(&Ledger::default(), &[("move.md", PLAN), ("other.md", other)]);
    let (linen, stay) = (code_of(&site, "Fold the linen"), code_of(&site, "Stay"));
    let (_, _, mut ledger) = publish(&ledger, &[("house.md", PLAN), ("other.md", other)]);
    retire_plan(&mut ledger, linen.plan_part(), &stay);
    let (_, pages, _) = publish(&ledger, &[("other.md", other)]);
    for folder in ["move", "house"] {
        let page = &pages[&format!("{folder}/phase/phase-1.html")];
        assert!(page.contains("Move house") && page.contains(&format!("id=\"{linen}\"")), "{folder}: {page}");
    }
}

#[test]
fn the_address_on_a_printed_sheet_answers_for_ever() {
    let (site, pages, mut ledger) = publish(&Ledger::default(), &[("move.md", PLAN)]);
    let (plan, pack) = (site.plans[0].code.clone(), code_of(&site, "Phase 1: Pack (T-1 day)"));
    assert!(pages[&format!("t/{pack}-C/index.html")].contains("Is my paper current?"));
    // The heading stays, its tasks go: nothing is printed about it any more.
    let gone: Vec<Entry> = ledger.entries().filter(|e| e.parent.as_ref() == Some(&pack)).cloned().collect();
    for entry in gone {
        ledger.set(Entry { state: State::Retired(Box::default()), ..entry });
    }
    let less = PLAN.replace("- [ ] Fold the linen\n- [ ] Call the driver\n", "Nothing to do.\n");
    let (_, pages, mut ledger) = publish(&ledger, &[("move.md", &less)]);
    assert!(pages[&format!("t/{pack}-C/index.html")].contains("phase/phase-1.html"));
    assert!(pages[&format!("t/{plan}-E/index.html")].contains("move/index.html"));
    // The heading goes too.
    let heading = ledger.get(&pack).unwrap().clone();
    ledger.set(Entry { state: State::Retired(Box::default()), ..heading });
    let none = less.replace("## Phase 1: Pack (T-1 day)\n\nNothing to do.\n\n", "");
    let (_, pages, _) = publish(&ledger, &[("move.md", &none)]);
    assert!(pages[&format!("t/{pack}-C/index.html")].contains("was taken out"));
}
