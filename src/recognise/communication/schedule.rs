//! Items and blocks with a time below a heading that speaks of communication.

use super::super::entries::{AboveForm, Entry, HeadForm, head_of, headings};
use super::super::fields::fields_of;
use super::moment;
use crate::markdown::{NodeId, Section};
use crate::plan::ScheduleEntry;
use crate::recognise::{Concept, Context};

pub(super) fn find(ctx: &Context, entries: &[Entry]) -> Vec<ScheduleEntry> {
    let blocks: Vec<ScheduleEntry> =
        ctx.document.sections.iter().filter_map(|section| of_block(ctx, section)).collect();
    let taken = |section: &Section| blocks.iter().any(|entry| entry.place.section_id == section.id);
    let items: Vec<ScheduleEntry> = entries
        .iter()
        .filter(|entry| !taken(entry.section))
        .filter_map(|entry| of_item(ctx, entry))
        .collect();
    blocks.into_iter().chain(items).collect()
}

/// Whether the titles above, nearest first, speak of communication before they speak of something else.
fn is_about<'t>(ctx: &Context, titles: impl Iterator<Item = &'t str>) -> bool {
    let others = [
        Concept::Template,
        Concept::Contact,
        Concept::Channel,
        Concept::Escalation,
        Concept::Metric,
        Concept::AlertThreshold,
        Concept::Checklist,
    ];
    for title in titles {
        if ctx.speaks(Concept::Communication, title) {
            return !ctx.speaks(Concept::Template, title) && !ctx.speaks(Concept::Contact, title);
        }
        if others.iter().any(|other| ctx.speaks(*other, title)) && !ctx.speaks(Concept::Audience, title) {
            return false;
        }
    }
    false
}

/// A section with a Timing field, or with fields To, Message and Channel and a time in its heading: one entry, named
/// by the heading.
fn of_block(ctx: &Context, section: &Section) -> Option<ScheduleEntry> {
    let above = headings(ctx, section);
    if !is_about(ctx, above.iter().map(|above| above.title.as_str())) {
        return None;
    }
    let fields: Vec<_> = section.blocks.iter().flat_map(fields_of).collect();
    let value = |concept: Concept| {
        let found = fields.iter().find(|field| ctx.vocabulary.is(concept, &field.key));
        found.map(|field| field.value.clone()).filter(|value| !value.is_empty())
    };
    let (audience, message) = (value(Concept::Audience), value(Concept::Message));
    let timing = value(Concept::Timing)
        .or_else(|| value(Concept::Time).filter(|_| audience.is_some() || message.is_some()));
    let addressed = audience.is_some() && (message.is_some() || value(Concept::Channel).is_some());
    let when = timing.or_else(|| {
        addressed.then(|| above.iter().find_map(|a| moment::of_title(ctx, &a.title))).flatten()
    })?;
    ctx.claim(
        section.node,
        section.line,
        "communication",
        "block with its own time below a heading that speaks of communication",
    );
    Some(ScheduleEntry {
        group: above.get(1).map(|group| group.title.clone()),
        when,
        what: section.title.clone(),
        audience,
        channel: value(Concept::Channel),
        place: ctx.place(section.id, section.node, section.line),
    })
}

fn of_item(ctx: &Context, entry: &Entry) -> Option<ScheduleEntry> {
    let titles = entry.above.iter().filter(|above| above.form != AboveForm::Item);
    if !is_about(ctx, titles.clone().map(|above| above.title.as_str())) {
        return None;
    }
    let known = ctx
        .claimed(entry.item.id)
        .is_some_and(|kind| matches!(kind, "channel" | "update frequency" | "alert threshold"));
    if known || entry.is_parent() {
        return None;
    }
    let words = entry.words();
    let head = head_of(&entry.item.text).filter(|head| !head.rest.is_empty());
    let parent = entry.above.iter().take_while(|above| above.form == AboveForm::Item);
    let (when, what, audience) = match &head {
        Some(head) if head.form == HeadForm::Bold => match moment::of_head(ctx, &head.text) {
            Some(when) => (Some(when), head.rest.clone(), None),
            None => (None, head.rest.clone(), Some(head.text.clone())),
        },
        Some(head) if head.form == HeadForm::Plain => match moment::of_head(ctx, &head.text) {
            Some(when) => (Some(when), head.rest.clone(), None),
            None => (None, words.clone(), None),
        },
        _ => (None, words.clone(), None),
    };
    let when = when
        .or_else(|| parent.clone().find_map(|above| moment::of_head(ctx, &above.title)))
        .or_else(|| titles.clone().find_map(|above| moment::of_title(ctx, &above.title)))
        .or_else(|| moment::in_words(ctx, &words))?;
    let group =
        entry.above.iter().find(|above| above.form == AboveForm::Heading).map(|above| above.title.clone());
    Some(schedule_entry(
        ctx,
        entry.section,
        (entry.item.id, entry.item.line),
        ScheduleEntry {
            group,
            when,
            what,
            audience: audience.or_else(|| {
                parent
                    .last()
                    .map(|above| above.title.clone())
                    .filter(|title| moment::of_head(ctx, title).is_none())
            }),
            channel: None,
            place: Default::default(),
        },
    ))
}

fn schedule_entry(
    ctx: &Context,
    section: &Section,
    (node, line): (NodeId, u32),
    entry: ScheduleEntry,
) -> ScheduleEntry {
    ctx.claim(node, line, "communication", "item with a time below a heading that speaks of communication");
    ScheduleEntry { place: ctx.place(section.id, node, line), ..entry }
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    fn found(markdown: &str) -> Vec<(String, String, Option<String>)> {
        plan(markdown).communication.schedule.into_iter().map(|s| (s.when, s.what, s.audience)).collect()
    }

    #[test]
    fn times_come_from_heads_headings_and_words() {
        let markdown = "# T\n\n## Communication\n\n### Before (T-2 days)\n\n- **Sales:** weekly note\n- **Slack:** #go-live\n\n### On the day\n\n- **9:00 AM:** we start\n- tell the board within 2 hours\n- say thanks\n\n### Wrap-up\n\n**Timing:** one day later\n**Audience:** everybody\n\n- numbers\n";
        let some = |when: &str, what: &str, who: Option<&str>| {
            (when.to_owned(), what.to_owned(), who.map(str::to_owned))
        };
        assert_eq!(
            found(markdown),
            [
                some("T-2 days", "weekly note", Some("Sales")),
                some("9:00 AM", "we start", None),
                some("within 2 hours", "tell the board within 2 hours", None),
                some("one day later", "Wrap-up", Some("everybody"))
            ]
        );
    }

    #[test]
    fn tables_of_audiences() {
        let markdown = "# T\n\n## Kommunikation\n\n| Zielgruppe | Zeitpunkt | Kanal | Nachricht |\n|---|---|---|---|\n| Kunden | T-1 | E-Mail | Wir starten |\n";
        assert_eq!(
            found(markdown),
            [("T-1".to_owned(), "Wir starten".to_owned(), Some("Kunden".to_owned()))]
        );
    }
}
