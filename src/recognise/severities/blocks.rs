//! Headings and lead-ins that name a level, with what stands below them.

use super::super::entries::{Above, AboveForm, headings, lead_above};
use super::super::fields::fields_of;
use super::level::{Titled, titled};
use super::{Found, is_graded};
use crate::markdown::{Block, Item, NodeId, Section};
use crate::plan::SeveritySource;
use crate::recognise::{Concept, Context, lead_in_of};

pub(super) fn find(ctx: &Context) -> Vec<Found> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        let above = headings(ctx, section);
        if section.level > 1
            && let Some(titled) = titled(ctx, &section.title)
        {
            let place = (section.node, section.line);
            found.extend(level(
                ctx,
                section,
                (titled, place, &above[1..]),
                &section.blocks,
                "heading that names a level",
            ));
        }
        for at in 0..section.blocks.len() {
            let Some(lead) =
                lead_above(&section.blocks, at + 1).filter(|lead| lead.form == AboveForm::LeadIn)
            else {
                continue;
            };
            let Some(titled) = titled(ctx, &lead.title) else { continue };
            let below = &section.blocks[at + 1..];
            let next = below.iter().position(|block| lead_in_of(block).is_some()).unwrap_or(below.len());
            let end =
                below.iter().position(|block| block.list().is_some()).map_or(next, |list| next.min(list + 1));
            let place = (lead.node, lead.line);
            found.extend(level(
                ctx,
                section,
                (titled, place, &above),
                &below[..end],
                "lead-in that names a level",
            ));
        }
    }
    found
}

type Named<'n> = (Titled, (NodeId, u32), &'n [Above]);

fn level(
    ctx: &Context,
    section: &Section,
    (titled, (node, line), above): Named,
    blocks: &[Block],
    rule: &'static str,
) -> Option<Found> {
    let mut titles: Vec<&str> = above.iter().map(|a| a.title.as_str()).collect();
    titles.extend(ctx.document.sections.iter().find(|s| s.level == 1).map(|s| s.title.as_str()));
    let mut body = Body::default();
    blocks.iter().for_each(|block| body.read(ctx, block));
    let response = titled.response.clone().or(body.response.clone());
    let graded = is_graded(ctx, &titled.level, &titles);
    let told = response.is_some() && titled.level.family == super::Family::Priority;
    if !(graded || told) {
        return None;
    }
    ctx.claim(node, line, "severity", rule);
    let source = SeveritySource {
        conditions: body.conditions.len(),
        label: titled.label,
        response_time: response,
        place: ctx.place(section.id, node, line),
        texts: body.conditions,
    };
    let classifies = titles.iter().any(|title| {
        ctx.speaks(Concept::IncidentClassification, title) || ctx.speaks(Concept::Severity, title)
    });
    Some(Found {
        level: titled.level,
        source,
        classifies,
        update: body.update,
        resolution: body.resolution,
        notify: body.notify,
    })
}

/// What stands below the name of a level.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub conditions: Vec<(String, u32)>,
    pub response: Option<String>,
    pub update: Option<String>,
    pub resolution: Option<String>,
    pub notify: Vec<String>,
}

impl Body {
    fn read(&mut self, ctx: &Context, block: &Block) {
        for field in fields_of(block).iter().filter(|_| block.paragraph().is_some()) {
            self.field(ctx, &field.key, &field.value);
        }
        if let Some(list) = block.list().filter(|list| list.ordered.is_none()) {
            list.items.iter().for_each(|item| self.item(ctx, item));
        }
    }

    /// An item below the level: a field of it or a condition; a box is a task and none.
    pub(super) fn item(&mut self, ctx: &Context, item: &Item) {
        let words = super::super::entries::trimmed(&item.text.plain());
        let head = super::super::entries::head_of(&item.text);
        if item.tick.is_some() || words.is_empty() {
            return;
        }
        if let Some(head) = head
            && self.field(ctx, &head.text, &head.rest)
        {
            return;
        }
        self.conditions.push((words, item.line));
    }

    /// Takes a key with its value; tells whether it was one of a level.
    fn field(&mut self, ctx: &Context, key: &str, value: &str) -> bool {
        if key.split_whitespace().count() > 4 {
            return false;
        }
        let is = |concept: Concept| ctx.vocabulary.is(concept, key);
        let some = |value: &str| Some(value.trim().to_owned()).filter(|v| !v.is_empty());
        if is(Concept::ResponseTime) {
            self.response = self.response.take().or_else(|| some(value));
        } else if is(Concept::UpdateFrequency) {
            self.update = self.update.take().or_else(|| some(value));
        } else if is(Concept::ResolutionTime) {
            self.resolution = self.resolution.take().or_else(|| some(value));
        } else if is(Concept::Notify) || is(Concept::Escalation) {
            self.notify.extend(names(value));
        } else {
            return is(Concept::Action)
                || is(Concept::Owner)
                || is(Concept::Channel)
                || is(Concept::Communication);
        }
        true
    }
}

/// The people or desks of a cell or value, parted at commas and arrows.
pub(super) fn names(value: &str) -> Vec<String> {
    let parts = value.split([',', '、', ';', '→', '/', '+', '\n']);
    parts
        .map(|part| part.trim().trim_matches(['.', '*']).to_owned())
        .filter(|part| part.chars().any(char::is_alphanumeric))
        .filter(|part| !matches!(part.to_lowercase().as_str(), "none" | "n/a" | "na" | "nobody"))
        .collect()
}
