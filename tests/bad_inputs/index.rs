//! The list of all cases is true: every row has its tests, every test is there, every case stands in a row.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{cases, tree};

/// The rows of each part: letter and how many there are.
const PARTS: [(&str, usize); 13] = [
    ("F", 25),
    ("M", 20),
    ("L", 12),
    ("S", 13),
    ("T", 8),
    ("C", 10),
    ("P", 3),
    ("E", 5),
    ("Z", 8),
    ("D", 11),
    ("H", 9),
    ("B", 6),
    ("O", 8),
];

/// `(F1, where its tests are)` for each row of the tables.
fn rows() -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(tree::root().join("tests/bad_inputs/README.md")).expect("the list");
    let cells =
        |line: &str| line.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect::<Vec<_>>();
    let is_row = |cells: &Vec<String>| {
        cells.len() == 3 && cells[0].len() > 1 && cells[0][1..].bytes().all(|b| b.is_ascii_digit())
    };
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    text.lines().map(cells).filter(is_row).map(|cells| (cells[0].clone(), quoted(&cells[2]))).collect()
}

/// The names of the folders in `folder`.
fn folders(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(tree::root().join(folder)).expect("a folder").flatten();
    entries.filter(|e| e.path().is_dir()).map(|e| e.file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn every_row_has_its_tests_and_every_case_its_row() {
    let rows = rows();
    let numbers: Vec<&str> = rows.iter().map(|(number, _)| number.as_str()).collect();
    let due: Vec<String> =
        PARTS.iter().flat_map(|(letter, count)| (1..=*count).map(move |n| format!("{letter}{n}"))).collect();
    assert_eq!(numbers, due, "the rows of the list");
    let texts: Vec<(PathBuf, String)> =
        ["tests", "src"].iter().flat_map(|folder| tree::files(folder, &["rs", "mjs"])).collect();
    let folders: BTreeSet<String> =
        ["tests/bad_inputs", "tests/diagnostics"].into_iter().flat_map(folders).collect();
    let mut wrong = Vec::new();
    let mut named = BTreeSet::new();
    for (number, tests) in &rows {
        if tests.is_empty() {
            wrong.push(format!("{number}: no test"));
        }
        // They stand in a part of the tests of their own.
        if number.starts_with('Z') && !tree::root().join("tests/fuzz").exists() {
            continue;
        }
        for test in tests {
            named.insert(test.clone());
            // `file.mjs: check`, a folder, or a function with `#[test]` above it.
            let there = match test.split_once(": ") {
                Some((file, check)) => {
                    let call = format!("check(\"{check}\"");
                    texts.iter().any(|(path, text)| path.ends_with(file) && text.contains(&call))
                }
                None => {
                    let function = format!("#[test]\nfn {test}()");
                    let flat = |text: &str| text.lines().map(str::trim_start).collect::<Vec<_>>().join("\n");
                    folders.contains(test)
                        || texts
                            .iter()
                            .any(|(_, text)| text.contains(test.as_str()) && flat(text).contains(&function))
                }
            };
            if !there {
                wrong.push(format!("{number}: there is no test `{test}`"));
            }
        }
    }
    let numbered = |name: &str| {
        let digits = name[1..].bytes().take_while(u8::is_ascii_digit).count();
        digits == 2 && name.as_bytes().get(3) == Some(&b'_')
    };
    for case in cases() {
        let name = case.file_name().expect("a name").to_string_lossy().into_owned();
        if numbered(&name) && !named.contains(&name) {
            wrong.push(format!("`{name}` stands in no row"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
