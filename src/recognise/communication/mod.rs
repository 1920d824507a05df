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

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn media_frequencies_and_blocks() {
        let plan = plan(
            "# T\n\n## Communication plan\n\n- `#war-room` - all talk\n- **Status page:** for customers\n- **Buyers:** nothing\n- **Update frequency:**\n  - P1: every 20 minutes\n  - P2: daily\n\n### Launch note (T-1 day)\n\n- **To:** all staff\n- **Message:** we start\n- **Channel:** mail\n\n## Severity and updates\n\n| Severity | Channel | Frequency |\n|---|---|---|\n| P3 | ticket | weekly |\n| P4 | ticket | never |\n",
        );
        let talk = &plan.communication;
        let media: Vec<&str> = talk.channels.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(media, ["#war-room", "Status page"]);
        let updates: Vec<&str> = talk.update_frequency.iter().map(|u| u.frequency.as_str()).collect();
        assert_eq!(updates, ["every 20 minutes", "daily", "weekly", "never"]);
        let note = &talk.schedule[0];
        assert_eq!((note.when.as_str(), note.audience.as_deref()), ("T-1 day", Some("all staff")));
        assert_eq!(talk.schedule.len(), 1);
    }
}
