//! Telling people: the messages with their fields, when they go out, through what.

use serde::Serialize;

use super::context::SourceMark;
use super::desk::{self, DeskView};
use super::grade::{Level, level};
use super::{CodeMark, PageContext};
use crate::ledger::Kind;
use crate::markdown::Anchors;
use crate::plan::{Channel, ScheduleEntry};
use crate::site::fragment;

#[derive(Debug, Serialize, Default)]
pub struct MessagesView {
    pub desk: DeskView,
    /// Messages of the plan itself.
    pub own: usize,
    pub schedule: Vec<ScheduleRow>,
    pub channels: Vec<ChannelRow>,
    pub frequencies: Vec<FrequencyRow>,
}

#[derive(Debug, Serialize)]
pub struct ScheduleRow {
    pub group: Option<String>,
    pub when: String,
    pub what: String,
    pub audience: Option<String>,
    pub channel: Option<String>,
    pub source: SourceMark,
}

#[derive(Debug, Serialize)]
pub struct ChannelRow {
    pub mark: Option<CodeMark>,
    pub anchor: String,
    pub name: String,
    pub purpose: Option<String>,
    /// True for an address such as `#incidents`.
    pub named: bool,
    pub source: SourceMark,
}

#[derive(Debug, Serialize)]
pub struct FrequencyRow {
    pub level: Level,
    pub frequency: String,
    pub source: SourceMark,
}

pub fn view(ctx: &PageContext) -> MessagesView {
    let Some(plan) = ctx.plan() else { return MessagesView::default() };
    let told = &plan.plan.communication;
    let mut anchors = Anchors::default();
    MessagesView {
        desk: desk::of_plan(ctx, plan),
        own: told.templates.len(),
        schedule: told.schedule.iter().map(|entry| schedule(ctx, entry)).collect(),
        channels: told
            .channels
            .iter()
            .enumerate()
            .map(|(at, c)| ChannelRow {
                mark: ctx.code_of(Kind::Channel, at),
                ..channel(ctx, c, &mut anchors)
            })
            .collect(),
        frequencies: told
            .update_frequency
            .iter()
            .map(|f| FrequencyRow {
                level: level(ctx, &f.level),
                frequency: f.frequency.clone(),
                source: ctx.mark_line(f.line, ""),
            })
            .collect(),
    }
}

fn schedule(ctx: &PageContext, entry: &ScheduleEntry) -> ScheduleRow {
    ScheduleRow {
        group: entry.group.clone(),
        when: entry.when.clone(),
        what: ctx.shown(entry.place.line, &entry.what).into_owned(),
        audience: entry.audience.clone(),
        channel: entry.channel.clone(),
        source: ctx.mark(&entry.place),
    }
}

fn channel(ctx: &PageContext, channel: &Channel, anchors: &mut Anchors) -> ChannelRow {
    ChannelRow {
        mark: None,
        anchor: anchors.claim(&fragment::channel(&channel.name), "channel"),
        name: ctx.shown(channel.place.line, &channel.name).into_owned(),
        purpose: channel.purpose.clone(),
        named: channel.named,
        source: ctx.mark(&channel.place),
    }
}
