//! Lines, items, rows and blocks to sign.
//!
//! Tables are read by their header cells. Everything else becomes a row of lines, each cut in parts of label and
//! value; a label that is no name, title, date or signature opens a signature, the others belong to the one above.

mod block;
mod line;
mod lines;
mod table;

use std::collections::BTreeMap;

use super::parts::{Part, PartForm, parts, sentences};
use super::{Concept, Context};
use crate::markdown::{BlockKind, Section};
use crate::plan::{SharedDate, SignOff};
use block::Reader;

pub fn find(ctx: &Context) -> (Vec<SignOff>, SharedDate) {
    let mut found = Vec::new();
    let mut shared = SharedDate::default();
    for section in &ctx.document.sections {
        let from = found.len();
        for part in parts_to_read(ctx, section) {
            let mut reader = Reader::new(ctx, &part, is_about(ctx, &part));
            reader.read();
            let mut signoffs = reader.signoffs;
            signoffs.extend(table::find(ctx, &part, is_about(ctx, &part)));
            signoffs.sort_by_key(|s| s.place.line);
            if let Some(line) = reader.shared_date {
                shared = SharedDate { present: true, line: Some(line) };
            }
            found.extend(signoffs);
        }
        preconditions(ctx, section, &mut found[from..]);
    }
    known_people(&mut found);
    (found, shared)
}

/// The parts of the section; where its title does not speak of sign-off, those of its sentences that do come first.
fn parts_to_read<'a>(ctx: &Context<'a>, section: &'a Section) -> Vec<Part<'a>> {
    let mut found = Vec::new();
    for mut part in parts(ctx, section) {
        if !is_about(ctx, &part) {
            let asked = sentences(&part).into_iter().filter(|s| {
                ctx.speaks(Concept::SignOff, &s.title) && s.title.split_whitespace().count() <= 4
            });
            for sentence in asked {
                part.blocks.retain(|b| sentence.blocks.iter().all(|own| own.id != b.id));
                found.push(sentence);
            }
        }
        found.push(part);
    }
    found
}

/// A person who signed with a role before keeps it where only the name stands.
fn known_people(found: &mut [SignOff]) {
    let roles: BTreeMap<String, String> =
        found.iter().filter_map(|s| Some((s.name.clone()?, s.role.clone()))).collect();
    for signoff in found.iter_mut().filter(|s| s.name.is_none()) {
        if let Some(role) = roles.get(&signoff.role) {
            signoff.name = Some(std::mem::replace(&mut signoff.role, role.clone()));
        }
    }
}

/// Whether the part stands below a title that speaks of sign-off, the document's own title aside.
fn is_about(ctx: &Context, part: &Part) -> bool {
    let lead = matches!(part.form, PartForm::LeadIn | PartForm::Sentence)
        && ctx.speaks(Concept::SignOff, &part.title);
    lead || ctx.under(part.section.id, Concept::SignOff).is_some()
}

/// Counts the boxes of the section above each signature that are no signatures.
fn preconditions(ctx: &Context, section: &Section, found: &mut [SignOff]) {
    let mut lines = Vec::new();
    section.walk(&mut |block| {
        if let BlockKind::List(list) = &block.kind {
            let boxes = list.items.iter().filter(|item| item.tick.is_some());
            lines.extend(boxes.filter(|item| !ctx.claimed_as(item.id, &["sign-off"])).map(|item| item.line));
        }
    });
    for signoff in found {
        signoff.precondition_lines =
            lines.iter().copied().filter(|line| *line < signoff.place.line).collect();
        signoff.preconditions = signoff.precondition_lines.len();
    }
}

#[cfg(test)]
mod tests;
