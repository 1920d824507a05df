//! What leads where, on small plans.

use crate::site::testing::{references, site};

fn refs(text: &str) -> Vec<String> {
    references(&site(text).plans[0])
}

#[test]
fn a_named_section_is_found_when_a_task_says_it_is_ready() {
    let text = "# Move\n\n## Checks\n\n- [ ] Way back tested\n- [ ] Way back is a long story\n\n## Way Back\n\nText.\n";
    assert_eq!(refs(text), ["Way back -> section:Way Back"]);
}

#[test]
fn a_section_does_not_lead_to_itself_and_fences_stay_silent() {
    let text = "# Move\n\n## Data Freeze Plan\n\nSee Data Freeze Plan.\n\n```sh\n# see Data Freeze Plan\n```\n\n## End\n\nSee the [Data Freeze Plan](#x).\n";
    assert_eq!(refs(text), Vec::<String>::new());
}

#[test]
fn names_of_two_sections_lead_nowhere() {
    let text =
        "# Move\n\n- [ ] Data freeze confirmed\n\n## A\n\n### Data Freeze\n\n## B\n\n### Data Freeze\n";
    assert_eq!(refs(text), Vec::<String>::new());
}

#[test]
fn what_is_named_and_missing_is_noted() {
    let text = "# Move\n\n## Checks\n\n- [ ] Emergency contacts updated\n- [ ] Health checks green\n";
    assert_eq!(refs(text), ["Emergency contacts -? contacts", "Health checks -? endpoints"]);
}

#[test]
fn other_languages_name_things_too() {
    let text = "# Umzug\n\n## Vorher\n\n- [ ] Notfallkontakte aktualisiert\n- [ ] Datensperre getestet\n\n## Datensperre\n\nx\n";
    assert_eq!(refs(text), ["Notfallkontakte -? contacts", "Datensperre -> section:Datensperre"]);
    let text =
        "# 上线\n\n## 检查\n\n- [ ] 紧急联系人已更新\n- [ ] 数据冻结步骤已确认\n\n## 数据冻结步骤\n\nx\n";
    assert_eq!(refs(text), ["紧急联系人 -? contacts", "数据冻结步骤 -> section:数据冻结步骤"]);
}

#[test]
fn settings_are_names_in_text_and_code() {
    let text = "# Move\n\n## Settings\n\n```sh\nexport CRM_HOST=crm.example\n```\n\n## Steps\n\nPoint `CRM_HOST=old` back, then CRM_HOST again.\n";
    assert_eq!(refs(text), ["CRM_HOST -> env:CRM_HOST", "CRM_HOST -> env:CRM_HOST"]);
}

#[test]
fn places_are_those_of_the_words() {
    let text = "# Move\n\n- [ ] **Now:** way back tested\n\n## Way Back\n\nText.\n";
    let site = site(text);
    let reference = site.plans[0].references.iter().next().unwrap();
    assert_eq!(&text[reference.span.start as usize..reference.span.end as usize], "way back");
    assert_eq!(site.plans[0].references.to(reference.target).count(), 1);
}
