//! Which outcome of a go/no-go decision words name.

use crate::recognise::{Concept, Context};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Go,
    NoGo,
    Conditional,
}

/// The outcome that a title names, `Go/No-Go` itself and `go-live` set aside. The small word `go` counts where it is
/// written in capitals or stands with `criteria`, `if` and the like: it is also a verb and a language.
pub fn of_title(ctx: &Context, title: &str) -> Option<Verdict> {
    let rest = ctx.vocabulary.without(Concept::NonBlocking, title);
    let rest = ctx.vocabulary.without(Concept::GoNoGo, &rest);
    if ctx.vocabulary.leads(Concept::ConditionalGo, &rest)
        || (ctx.speaks(Concept::ConditionalGo, &rest) && ctx.speaks(Concept::Go, &rest))
    {
        return Some(Verdict::Conditional);
    }
    let must_hold = ctx.speaks(Concept::MustHave, &rest) && !says_no_go(&rest);
    if ctx.speaks(Concept::NoGo, &rest) && !must_hold {
        return Some(Verdict::NoGo);
    }
    let rest = ctx.vocabulary.without(Concept::GoLive, &rest);
    if ctx.speaks(Concept::NoGo, &rest) {
        return Some(Verdict::Go);
    }
    if !ctx.speaks(Concept::Go, &rest) {
        return None;
    }
    if ctx.speaks(Concept::After, &rest) {
        return None;
    }
    let criteria = [Concept::Trigger, Concept::Condition, Concept::Decision];
    let clear = ctx.vocabulary.is(Concept::Go, &rest)
        || title.split(|c: char| !c.is_alphanumeric()).any(|word| word == "GO")
        || !rest.split(' ').any(|word| word == "go")
        || criteria.iter().any(|c| ctx.speaks(*c, &rest));
    clear.then_some(Verdict::Go)
}

/// Whether the words themselves stand there, not `blockers`: blocking criteria that must hold are criteria to go.
fn says_no_go(folded: &str) -> bool {
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.contains(&"nogo") || words.windows(2).any(|pair| pair == ["no", "go"])
}

/// The outcome that a cell or item names as a whole: `GO`, `❌ NO-GO`, `Conditional go`.
pub fn exact(ctx: &Context, text: &str) -> Option<Verdict> {
    let is = |concept| ctx.vocabulary.is(concept, text);
    let few = text.split_whitespace().count() <= 3;
    if is(Concept::ConditionalGo) || (few && ctx.vocabulary.leads(Concept::ConditionalGo, text)) {
        Some(Verdict::Conditional)
    } else if is(Concept::NoGo) {
        Some(Verdict::NoGo)
    } else if is(Concept::Go) {
        Some(Verdict::Go)
    } else {
        None
    }
}

/// The outcome at the head of a text, with what stands behind it: `**NO-GO** wenn ein Gate offen ist`.
pub fn leading(ctx: &Context, text: &str) -> Option<(Verdict, String)> {
    let cut = text.find([':', '：', '—', '–', '→']);
    let (head, tail) = cut.map_or((text, ""), |at| text.split_at(at));
    let tail = tail.trim_start_matches(|c: char| c.is_whitespace() || ":：—–→-".contains(c));
    exact(ctx, head).map(|verdict| (verdict, tail.trim().to_owned()))
}
