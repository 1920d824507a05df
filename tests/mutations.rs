//! The example plans, written differently, keep their facts: other bullets, reworded headings, shifted levels, other line
//! ends, lists as tables, damaged characters.

#[path = "mutations/dress.rs"]
mod dress;
#[path = "support/facts.rs"]
mod facts;
#[path = "support/plans.rs"]
mod plans;
#[path = "support/project.rs"]
mod project;
#[path = "support/tree.rs"]
mod tree;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use dress::{Codec, Dress, Ends, Headings};
use proptest::prelude::*;

/// What may not change, however a plan is dressed.
const KEPT: &[&str] = &[
    "tasks",
    "tasks done",
    "phases",
    "go criteria",
    "no-go criteria",
    "rollback points",
    "severities",
    "sign-offs",
    "contacts",
    "risks",
    "metrics",
];

type Counts = BTreeMap<&'static str, usize>;

fn counts(plan: &Path) -> Counts {
    facts::counts(&facts::of(plan)).into_iter().filter(|(name, _)| KEPT.contains(name)).collect()
}

/// Each plan as it is: name, text, counts.
fn plain() -> &'static [(String, String, Counts)] {
    static PLAIN: OnceLock<Vec<(String, String, Counts)>> = OnceLock::new();
    PLAIN.get_or_init(|| {
        let read = |path: &Path| std::fs::read_to_string(path).expect("readable");
        plans::own().into_iter().map(|(name, path)| (name, read(&path), counts(&path))).collect()
    })
}

/// What differs once the plans are dressed so.
fn differences(dress: &Dress) -> Vec<String> {
    let temp = tempfile::tempdir().expect("a folder");
    let compare = |(name, text, before): &'static (String, String, Counts)| {
        let file = temp.path().join(format!("{name}.md"));
        std::fs::write(&file, dress.put_on(text)).expect("written");
        let after = counts(&file);
        let changed = before.iter().filter(|(kind, count)| after[*kind] != **count);
        changed.map(|(kind, count)| format!("{name}: {kind} {count} -> {}", after[kind])).collect::<Vec<_>>()
    };
    std::thread::scope(|scope| {
        let runs: Vec<_> = plain().iter().map(|plan| scope.spawn(|| compare(plan))).collect();
        runs.into_iter().flat_map(|run| run.join().expect("a comparison")).collect()
    })
}

#[track_caller]
fn kept(dress: &Dress) {
    let found = differences(dress);
    assert!(found.is_empty(), "{dress:?}:\n{}", found.join("\n"));
}

#[test]
fn other_bullets() {
    for bullet in ['*', '+'] {
        kept(&Dress { bullet, ..Dress::default() });
    }
}

#[test]
fn reworded_headings() {
    for headings in [Headings::Pictograph, Headings::Colon, Headings::Bold, Headings::Closed] {
        kept(&Dress { headings, ..Dress::default() });
    }
}

#[test]
fn shifted_levels() {
    kept(&Dress { deeper: true, ..Dress::default() });
}

#[test]
fn other_line_ends() {
    for ends in [Ends::Crlf, Ends::Blanks, Ends::NoLast] {
        kept(&Dress { ends, mark: true, ..Dress::default() });
    }
}

#[test]
fn lists_as_tables() {
    kept(&Dress { tables: true, ..Dress::default() });
}

#[test]
fn damaged_characters() {
    for codec in [Codec::Windows1252, Codec::Latin1, Codec::MacRoman] {
        kept(&Dress { damage: Some(codec), ..Dress::default() });
    }
}

fn any_dress() -> impl Strategy<Value = Dress> {
    let bullet = prop_oneof![Just('-'), Just('*'), Just('+')];
    let headings = prop_oneof![
        Just(Headings::AsTheyAre),
        Just(Headings::Pictograph),
        Just(Headings::Colon),
        Just(Headings::Bold),
        Just(Headings::Closed),
    ];
    let ends = prop_oneof![Just(Ends::AsTheyAre), Just(Ends::Crlf), Just(Ends::Blanks), Just(Ends::NoLast)];
    let damage = prop_oneof![
        Just(None),
        Just(Some(Codec::Windows1252)),
        Just(Some(Codec::Latin1)),
        Just(Some(Codec::MacRoman))
    ];
    (bullet, headings, any::<bool>(), ends, any::<bool>(), any::<bool>(), damage).prop_map(
        |(bullet, headings, deeper, ends, mark, tables, damage)| Dress {
            bullet,
            headings,
            deeper,
            ends,
            mark,
            tables,
            damage,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn everything_together(dress in any_dress()) {
        let found = differences(&dress);
        prop_assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
