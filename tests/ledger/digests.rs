//! The worked example of the manual, computed again.

use tminus::diag::FileId;
use tminus::ledger::things;
use tminus::markdown;
use tminus::read::parse;
use tminus::recognise::{Vocabulary, recognise};

use crate::tree;

#[test]
fn the_worked_example_is_right() {
    let manual = tree::read("docs/manual/digests.md");
    let text = manual.split("```markdown\n").nth(1).and_then(|t| t.split("```").next()).expect("an example");
    let source = parse(FileId(0), "example.md".as_ref(), text.to_owned()).value;
    let document = markdown::parse(source.id, &source.text, source.body).value;
    let found = recognise(&source, &document, &Vocabulary::built_in());
    let things = things::of(&source, &document, &found.plan);
    assert_eq!(things.all.len(), 5, "{:?}", things.all);
    for thing in &things.all {
        assert!(manual.contains(&thing.own.hex()), "own digest of {:?}: {}", thing.words, thing.own.hex());
        assert!(manual.contains(&thing.tree.hex()), "digest of {:?}: {}", thing.words, thing.tree.hex());
    }
    assert!(manual.contains(&things.all[0].tree.short()));
}
