//! Lines that were parsed before: commands, closing brackets and the keys of a configuration come again in every plan.
//!
//! What a grammar says of a line hangs on the line and on the state before it alone, so both together are looked up.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use syntect::parsing::{ParseState, ScopeStackOp, SyntaxReference, SyntaxSet};

/// Lines that a thread remembers before it begins afresh.
const MEMORY: usize = 8_192;

/// Longer lines hardly come again.
const LONGEST: usize = 256;

/// States that a thread remembers. Brackets in brackets make a state of each line; such texts are read without memory.
const STATES: usize = 200;

/// What a grammar says of a line: where its scopes change, in bytes.
pub(super) type Changes = Rc<[(usize, ScopeStackOp)]>;

/// The place of a state in [`Known`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct StateId(usize);

struct Line {
    changes: Changes,
    after: StateId,
}

/// A state of a grammar, and the lines that were met in it.
struct State {
    parse: ParseState,
    lines: HashMap<Box<str>, Line>,
}

#[derive(Default)]
struct Known {
    states: Vec<State>,
    lines: usize,
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// Reads the lines of one text in their order.
pub(super) struct Lines<'a> {
    grammars: &'a SyntaxSet,
    at: At,
}

enum At {
    Known(StateId),
    /// A state that is not remembered.
    Own(ParseState),
}

impl<'a> Lines<'a> {
    pub(super) fn of(syntax: &SyntaxReference, grammars: &'a SyntaxSet) -> Lines<'a> {
        let at = KNOWN.with_borrow_mut(|known| {
            if known.lines > MEMORY || known.states.len() >= STATES {
                *known = Known::default();
            }
            known.place(ParseState::new(syntax))
        });
        Lines { grammars, at }
    }

    /// What the grammar says of the next line; `None` where it fails.
    pub(super) fn next(&mut self, line: &str) -> Option<Changes> {
        let before = match &mut self.at {
            At::Known(before) => *before,
            At::Own(parse) => return Some(parse.parse_line(line, self.grammars).ok()?.into()),
        };
        KNOWN.with_borrow_mut(|known| {
            let state = &known.states[before.0];
            if let Some(line) = state.lines.get(line) {
                self.at = At::Known(line.after);
                return Some(Rc::clone(&line.changes));
            }
            let mut parse = state.parse.clone();
            let changes: Changes = parse.parse_line(line, self.grammars).ok()?.into();
            self.at = known.place(parse);
            if let At::Known(after) = self.at
                && line.len() <= LONGEST
            {
                known.lines += 1;
                let seen = Line { changes: Rc::clone(&changes), after };
                known.states[before.0].lines.insert(line.into(), seen);
            }
            Some(changes)
        })
    }
}

impl Known {
    fn place(&mut self, parse: ParseState) -> At {
        match self.states.iter().position(|state| state.parse == parse) {
            Some(at) => At::Known(StateId(at)),
            None if self.states.len() >= STATES => At::Own(parse),
            None => {
                self.states.push(State { parse, lines: HashMap::new() });
                At::Known(StateId(self.states.len() - 1))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every line of every text says what a grammar without memory says of it.
    #[test]
    fn memory_changes_nothing() {
        let grammars = two_face::syntax::extra_newlines();
        let texts: [(&str, &str); 5] = [
            ("bash", "cat <<EOF\nDone\nEOF\necho \"Done\nEOF\n\"\necho Done\n"),
            ("bash", "echo Done\ncat <<END\nDone\nEOF\nEND\nEOF\n"),
            ("yaml", "key: |\n  Done\n  EOF\nkey: 1\n"),
            ("python", "\"\"\"\nDone\n\"\"\"\nDone\n"),
            ("json", "{\n  \"a\": [1,\n  2]\n}\n"),
        ];
        let deep = "[\n".repeat(3 * STATES);
        let texts = texts.iter().copied().chain([("json", deep.as_str())]);
        for (name, text) in texts.clone().chain(texts) {
            let syntax = grammars.find_syntax_by_token(name).expect("a grammar");
            let (mut plain, mut lines) = (ParseState::new(syntax), Lines::of(syntax, &grammars));
            for line in text.split_inclusive('\n') {
                let expected = plain.parse_line(line, &grammars).expect("a line");
                assert_eq!(&*lines.next(line).expect("a line"), &*expected, "{name}: {line}");
            }
        }
    }
}
