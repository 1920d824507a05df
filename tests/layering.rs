//! The stages import only upwards. Reads the paths in `src/` and fails on one that goes down or sideways.

#[path = "support/tree.rs"]
mod tree;

use std::path::Path;

/// The stages, upper ones first. Those of one line are siblings and do not see each other.
const LAYERS: &[&[&str]] = &[
    &["diag"],
    &["config"],
    &["read"],
    &["markdown"],
    &["plan"],
    &["recognise"],
    &["ledger"],
    &["site"],
    &["compare", "message"],
    &["page", "sheet", "check", "calendar", "search", "tickets"],
    &["output"],
    &["pipeline"],
    &["serve"],
    &["cli"],
];

fn layer(stage: &str) -> Option<usize> {
    LAYERS.iter().position(|line| line.contains(&stage))
}

/// The stage of a file: the folder or file right below `src/`; none for the two roots of the crate.
fn stage_of(path: &Path) -> Option<String> {
    let first = path.components().nth(1)?.as_os_str().to_str()?;
    let stage = first.strip_suffix(".rs").unwrap_or(first);
    (!["lib", "main"].contains(&stage)).then(|| stage.to_owned())
}

/// Source without comments and the insides of strings, so that a path in prose is none.
fn code_only(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// The names right behind `crate::`, those of a group one by one, with their lines.
fn imports(text: &str) -> Vec<(usize, String)> {
    let code = code_only(text);
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        let names = match rest.strip_prefix('{') {
            Some(group) => heads_of(group),
            None => vec![head(rest)],
        };
        found.extend(names.into_iter().filter(|n| !n.is_empty()).map(|name| (line, name)));
    }
    found
}

fn head(path: &str) -> String {
    path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first names of a group's members: `a::b, c::{d, e}}` gives `a` and `c`.
fn heads_of(group: &str) -> Vec<String> {
    let (mut depth, mut heads, mut fresh) = (0, Vec::new(), true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && !c.is_whitespace() => {
                heads.push(head(&group[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    heads
}

/// How many folders a chain of `super::` may climb before it leaves its stage.
fn climbs_out(path: &Path, chain: usize) -> bool {
    let below_src = path.components().count() - 2;
    let module = if path.ends_with("mod.rs") { below_src.saturating_sub(1) } else { below_src };
    chain > module
}

fn longest_climb(line: &str) -> usize {
    let mut longest = 0;
    let mut rest = line;
    while let Some(at) = rest.find("super::") {
        let mut chain = 0;
        rest = &rest[at..];
        while let Some(after) = rest.strip_prefix("super::") {
            chain += 1;
            rest = after;
        }
        longest = longest.max(chain);
    }
    longest
}

#[test]
fn stages_import_only_upwards() {
    let mut wrong = Vec::new();
    for (path, text) in tree::files("src", &["rs"]) {
        let Some(stage) = stage_of(&path) else { continue };
        let Some(own) = layer(&stage) else {
            wrong.push(format!("{}: the stage `{stage}` has no place in the list of stages", path.display()));
            continue;
        };
        for (line, name) in imports(&text) {
            let other = layer(&name);
            if name != stage && other.is_none_or(|other| other >= own) {
                wrong.push(format!("{}:{line}: `{stage}` imports `{name}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "imports that do not go upwards:\n{}", wrong.join("\n"));
}

#[test]
fn no_super_chain_leaves_its_stage() {
    let mut wrong = Vec::new();
    for (path, text) in tree::files("src", &["rs"]) {
        let inline_tests = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
        for (number, line) in code_only(&text[..inline_tests]).lines().enumerate() {
            if climbs_out(&path, longest_climb(line)) {
                wrong.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "`super::` that climbs out of its stage; write `crate::`:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_stage_of_the_library_is_in_the_list_in_order() {
    let lib = tree::read("src/lib.rs");
    let stages: Vec<&str> =
        lib.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let places: Vec<usize> = stages.iter().map(|s| layer(s).unwrap_or(usize::MAX)).collect();
    assert!(places.is_sorted(), "`src/lib.rs` lists the stages in the order of the flow: {stages:?}");
    assert!(!places.contains(&usize::MAX), "a stage of `src/lib.rs` has no place in the list: {stages:?}");
}

#[test]
fn the_reader_of_imports_sees_groups_and_skips_comments() {
    let text = "use crate::{read::Source, site::{a, b}};\n// crate::cli\nlet x = crate::page::y();\n";
    let names: Vec<String> = imports(text).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["read", "site", "page"]);
    assert!(climbs_out(Path::new("src/site/address.rs"), 2));
    assert!(!climbs_out(Path::new("src/site/address.rs"), 1));
    assert!(climbs_out(Path::new("src/site/mod.rs"), 1));
}
