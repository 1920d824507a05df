//! The end of a page: names that it must answer to and shows nowhere by itself. What was moved, what was taken out.

use std::collections::BTreeSet;

use serde::Serialize;

use super::PageContext;
use super::permanent::{Lead, successor};
use crate::diag::Diagnostic;
use crate::ledger::{Entry, State};
use crate::site::SitePlan;
use crate::site::home::{self, Kept};

/// A name with what became of its thing.
#[derive(Debug, Serialize)]
pub struct Left {
    /// The name itself.
    pub id: String,
    pub code: String,
    pub words: String,
    /// True where the thing is there, and this page does not show it.
    pub current: bool,
    pub gone: bool,
    /// Where it is, or what took its place.
    pub to: Option<Lead>,
    /// Why it was taken out, and when.
    pub why: String,
    pub on: String,
}

/// Adds to a finished page what it must answer to and has no `id` for. The finished page decides, so that no layout can
/// lose an address.
pub fn with_all_names(
    ctx: &PageContext,
    html: String,
    print: impl FnOnce(&[Left]) -> Result<String, Diagnostic>,
) -> Result<String, Diagnostic> {
    let left = left(ctx, &html);
    if left.is_empty() {
        return Ok(html);
    }
    let block = print(&left)?;
    let at = ["</main>", "</body>"].iter().find_map(|end| html.rfind(end)).unwrap_or(html.len());
    let (before, behind) = html.split_at(at);
    Ok([before, &block, behind].concat())
}

fn left(ctx: &PageContext, html: &str) -> Vec<Left> {
    let Some(plan) = ctx.plan().filter(|_| !ctx.kept().is_empty()) else { return Vec::new() };
    let ids = ids(html);
    let missing = ctx.kept().iter().filter(|kept| !ids.contains(&kept.fragment));
    missing.filter_map(|kept| row(ctx, plan, kept)).collect()
}

/// Every `id` that stands in the page.
fn ids(html: &str) -> BTreeSet<String> {
    let values = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    values.map(unescaped).collect()
}

fn unescaped(text: &str) -> String {
    let signs =
        [("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/"), ("&lt;", "<"), ("&gt;", ">")];
    let text = signs.iter().fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign));
    text.replace("&amp;", "&")
}

fn row(ctx: &PageContext, plan: &SitePlan, kept: &Kept) -> Option<Left> {
    if let Some(entry) = kept.retired.and_then(|at| plan.identity.retired.get(at)) {
        return Some(tombstone(ctx, kept, entry));
    }
    let at = kept.thing?;
    let known = plan.identity.things.get(at)?;
    let home = home::home(plan, at);
    // A home that does not show its thing would lead in a circle.
    let href = if kept.current && home.path == ctx.path { ctx.in_text(plan, at) } else { ctx.href(&home) };
    let code = known.code.to_string();
    Some(Left {
        id: kept.fragment.clone(),
        words: known.thing.words.clone(),
        current: kept.current,
        gone: false,
        to: Some(Lead {
            code: code.clone(),
            kind: known.thing.kind.name(),
            words: known.thing.words.clone(),
            href,
        }),
        why: String::new(),
        on: String::new(),
        code,
    })
}

fn tombstone(ctx: &PageContext, kept: &Kept, entry: &Entry) -> Left {
    let told = match &entry.state {
        State::Retired(told) => told.clone(),
        _ => Default::default(),
    };
    Left {
        id: kept.fragment.clone(),
        code: entry.code.to_string(),
        words: entry.words.clone(),
        current: false,
        gone: true,
        to: told.to.as_ref().and_then(|code| successor(ctx, code)),
        why: told.why,
        on: told.on,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_page_are_found_as_they_were_meant() {
        let found = ids("<p id=\"a\"><span id=\"x&amp;y\"></span><b data-id=\"no\" id=\"T&#x27;0\">id=\"n\"");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["T'0", "a", "x&y"]);
    }
}
