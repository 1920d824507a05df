//! When people are told, through what, and how often.
//!
//! [`schedule`] reads items and blocks with a time; [`tables`] reads audience and channel tables; [`channels`] and
//! [`frequency`] read what is no schedule: media, and updates by severity.

mod channels;
mod frequency;
mod moment;
mod schedule;
mod tables;

use super::Context;
use super::entries::entries;
use crate::plan::{Communication, Phase};

pub fn find(ctx: &Context, _phases: &[Phase]) -> Communication {
    let entries = entries(ctx);
    let update_frequency = frequency::find(ctx, &entries);
    let mut channels = channels::find(ctx, &entries);
    let mut schedule = schedule::find(ctx, &entries);
    tables::find(ctx, &mut schedule, &mut channels);
    schedule.sort_by_key(|entry| entry.place.line);
    channels.sort_by_key(|channel| channel.place.line);
    Communication { templates: Vec::new(), schedule, update_frequency, channels }
}
