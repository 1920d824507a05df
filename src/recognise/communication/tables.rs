//! Tables of audiences, times and channels.

use super::super::entries::{headings, lead_above, trimmed};
use super::channels::is_medium;
use crate::markdown::{Row, Section, Table};
use crate::plan::{Channel, ScheduleEntry};
use crate::recognise::{Concept, Context, columns};

const ROLES: [Concept; 8] = [
    Concept::Audience,
    Concept::Timing,
    Concept::Frequency,
    Concept::UpdateFrequency,
    Concept::Time,
    Concept::Channel,
    Concept::Message,
    Concept::Milestone,
];

pub(super) fn find(ctx: &Context, schedule: &mut Vec<ScheduleEntry>, channels: &mut Vec<Channel>) {
    for section in &ctx.document.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            if let Some(table) = block.table() {
                let lead = lead_above(&section.blocks, at).map(|lead| lead.title);
                let titles = headings(ctx, section);
                let about = lead
                    .iter()
                    .chain(titles.iter().map(|t| &t.title))
                    .any(|t| ctx.speaks(Concept::Communication, t));
                let contacts = lead
                    .iter()
                    .chain(titles.iter().map(|t| &t.title))
                    .any(|t| ctx.speaks(Concept::Contact, t));
                read(ctx, (section, table, about, contacts), schedule, channels);
            }
        }
    }
}

type Seen<'s> = (&'s Section, &'s Table, bool, bool);

fn read(
    ctx: &Context,
    (section, table, about, contacts): Seen,
    schedule: &mut Vec<ScheduleEntry>,
    channels: &mut Vec<Channel>,
) {
    let roles = columns(ctx, table, &ROLES);
    let times = [Concept::Timing, Concept::Frequency, Concept::UpdateFrequency, Concept::Time];
    let when = times.iter().find_map(|role| roles.at(*role));
    let (audience, channel, message) =
        (roles.at(Concept::Audience), roles.at(Concept::Channel), roles.at(Concept::Message));
    let person = [Concept::Phone, Concept::Email]
        .iter()
        .any(|c| table.head.iter().any(|cell| ctx.vocabulary.is(*c, &cell.plain())));
    let told = audience.is_some() && (channel.is_some() || message.is_some());
    let cell = |row: &Row, at: Option<usize>| {
        at.and_then(|at| row.cells.get(at))
            .map(|cell| trimmed(&cell.plain()))
            .filter(|text| text.chars().any(char::is_alphanumeric))
    };
    if !contacts
        && !person
        && (about || told)
        && when.is_some()
        && (audience.is_some() || channel.is_some() || message.is_some())
    {
        for row in table.rows.iter().filter(|row| ctx.claimed(row.id) != Some("update frequency")) {
            let what = cell(row, message)
                .or_else(|| other(row, &[when, audience, channel]))
                .or_else(|| cell(row, audience));
            let (Some(moment), Some(what)) = (cell(row, when), what) else { continue };
            ctx.claim(row.id, row.line, "communication", "row of a table of audiences and times");
            schedule.push(ScheduleEntry {
                group: Some(section.title.clone()),
                when: moment,
                what,
                audience: cell(row, audience),
                channel: cell(row, channel),
                place: ctx.place(section.id, row.id, row.line),
            });
        }
    } else if channel == Some(0) && !person {
        for row in &table.rows {
            let Some(name) = cell(row, channel).filter(|name| about || is_medium(ctx, name)) else {
                continue;
            };
            ctx.claim(row.id, row.line, "channel", "row of a table of channels");
            let place = ctx.place(section.id, row.id, row.line);
            let purpose = other(row, &[channel, when]).or_else(|| cell(row, audience));
            channels.push(Channel { named: name.starts_with('#'), name, purpose, place });
        }
    }
}

/// The first cell that plays none of the roles.
fn other(row: &Row, taken: &[Option<usize>]) -> Option<String> {
    (0..row.cells.len())
        .filter(|at| !taken.contains(&Some(*at)))
        .find_map(|at| row.cells.get(at).map(|cell| trimmed(&cell.plain())).filter(|text| !text.is_empty()))
}
