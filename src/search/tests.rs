//! The index of small sites, read back as the script of the pages reads it.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::*;
use crate::site::testing::{site, site_of};

const PLAN: &str = "# Warehouse move

Carry the shelves.

## Phase 1: Pack (T-1 day)

- [ ] Label the crâtes
- [ ] Set `MAX_RETRIES=5`

  ```sh
  export API_PASSWORD=correct-horse-battery
  crane --now
  ```

- [ ] Log in with `DB_PASSWORD=hunter2` here

## Escalation

| Severity | Response time | Notify |
|---|---|---|
| P0 | 15 minutes | Dock master |
| P1 | 1 hour | Clerk |

## Rollback Plan

### Rollback procedure

1. Unload the truck
2. Go home
";

fn index(site: &Site) -> BTreeMap<String, String> {
    let made = Mutex::new(BTreeMap::new());
    let report = write(site, &|path, bytes| {
        made.lock().unwrap().insert(path.to_owned(), String::from_utf8(bytes.to_vec()).unwrap());
        Ok(())
    });
    assert!(report.diagnostics.is_empty());
    made.into_inner().unwrap()
}

/// What a file hands to `tminus.data`.
fn value(files: &BTreeMap<String, String>, name: &str) -> serde_json::Value {
    let text = &files[&format!("search/{name}.js")];
    let front = format!("tminus.data(\"search/{name}\",");
    serde_json::from_str(text.strip_prefix(&front).unwrap().strip_suffix(");\n").unwrap()).unwrap()
}

/// The chunks that hold a word.
fn chunks(files: &BTreeMap<String, String>, word: &str) -> Vec<(u32, u8)> {
    let firsts = value(files, "index")["words"].as_str().unwrap().to_owned();
    let at = firsts.split(' ').take_while(|first| *first <= word).count();
    let block = value(files, &format!("w{}", at.saturating_sub(1)));
    let entry = block.as_str().unwrap().split('!').find(|entry| entry.split([' ', '~']).next() == Some(word));
    entry.map_or_else(Vec::new, |entry| terms::read(&entry.as_bytes()[word.len() + 1..]))
}

/// Kind, title and address of the records that hold a word in their title.
fn found(files: &BTreeMap<String, String>, word: &str) -> Vec<(String, String, String)> {
    let kinds = value(files, "index")["kinds"].clone();
    let mut found = Vec::new();
    for (number, _) in chunks(files, word) {
        let chunk = value(files, &format!("r{number}"));
        for row in chunk["r"].as_array().unwrap() {
            let title = row[1].as_str().unwrap().to_owned();
            let mut held = false;
            words::each(&format!("{title} {}", row[3].as_str().unwrap()), &mut |known| held |= known == word);
            if held {
                let page = chunk["g"][row[2].as_u64().unwrap() as usize].as_str().unwrap();
                let kind = kinds[row[0].as_u64().unwrap() as usize][0].as_str().unwrap().to_owned();
                let code = format!("{}-{}", chunk["p"][0].as_str().unwrap(), row[3].as_str().unwrap());
                found.push((kind, title, format!("{page}#{code}")));
            }
        }
    }
    found
}

#[test]
fn every_thing_is_found_by_its_words_and_its_code() {
    let site = site(PLAN);
    let files = index(&site);
    for (at, known) in site.plans[0].identity.things.iter().enumerate().skip(1) {
        let tail = words::fold(known.code.tail());
        let by_code = found(&files, &tail);
        let home = crate::site::home::home(&site.plans[0], at).from("");
        assert!(by_code.iter().any(|(_, _, address)| *address == home), "{}: {by_code:?}", known.code);
        let mut said = Vec::new();
        words::each(&known.thing.words, &mut |word| said.push(word.to_owned()));
        for word in said {
            assert!(
                found(&files, &word).iter().any(|(_, _, address)| *address == home),
                "`{word}` does not lead to {home}"
            );
        }
    }
}

#[test]
fn kinds_names_and_accents_are_found() {
    let files = index(&site(PLAN));
    let kinds = |word: &str| found(&files, word).into_iter().map(|f| f.0).collect::<Vec<_>>();
    assert!(kinds("p0").contains(&"Severity".to_owned()), "{:?}", found(&files, "p0"));
    assert_eq!(kinds("crates"), ["Task"]);
    assert!(kinds("maxretries").contains(&"Setting".to_owned()));
    assert!(kinds("retries").contains(&"Setting".to_owned()));
    assert!(kinds("procedure").contains(&"Way back".to_owned()), "{:?}", found(&files, "procedure"));
    assert!(!chunks(&files, "shelves").is_empty() && !chunks(&files, "crane").is_empty());
}

#[test]
fn values_that_may_be_in_use_are_nowhere() {
    let files = index(&site(PLAN));
    let all = files.values().map(String::as_str).collect::<String>().to_lowercase();
    for secret in ["hunter2", "correct-horse", "correct", "horse", "battery"] {
        assert!(!all.contains(secret), "{secret}");
    }
    assert!(all.contains("api_password") && all.contains("[hidden]"), "the names stay");
}

#[test]
fn files_are_bounded_and_the_same_every_time() {
    let text = (0..400)
        .map(|n| format!("## Part {n}\n\nSay {} and listen {n}.\n\n- [ ] do {n}\n", "again ".repeat(n % 40)));
    let plans: Vec<(String, String)> = (0..6)
        .map(|n| {
            (format!("plan-{n}.md"), format!("# Plan number {n}\n\n{}", text.clone().collect::<String>()))
        })
        .collect();
    let plans: Vec<(&str, &str)> = plans.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let site = site_of(&plans).0;
    let files = index(&site);
    assert_eq!(files, index(&site));
    for (path, text) in &files {
        assert!(text.len() < 14_000, "{path}: {} bytes", text.len());
    }
    let own = chunks(&files, "=plan1");
    let of_plan = own.iter().filter(|(n, _)| value(&files, &format!("r{n}"))["p"][1] == "Plan number 1");
    assert_eq!(of_plan.count(), own.len(), "a plan's own word leads to its chunks alone");
}

#[test]
fn sheets_are_found_by_the_code_on_the_paper() {
    let site = site(PLAN);
    let files = index(&site);
    let sheets = sheets_of(&site);
    assert!(!sheets.is_empty());
    for code in sheets {
        let word = words::fold(code.split_once('-').unwrap().1).replace('-', "");
        let led = chunks(&files, &word);
        let chunk = value(&files, &format!("r{}", led[0].0)).to_string();
        assert!(chunk.contains(&format!("t/{code}/index.html")), "{code}");
    }
}

fn sheets_of(site: &Site) -> Vec<String> {
    kind::codes(&site.plans[0])
        .into_iter()
        .map(|sheet| sheet.code)
        .filter(|code| code.matches('-').count() > 1)
        .collect()
}
