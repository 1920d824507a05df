//! Telling people: the messages with their fields, when they go out, through what.

use std::collections::BTreeSet;

use serde::Serialize;

use super::context::SourceMark;
use super::grade::{Level, level};
use super::{CodeMark, PageContext, fields};
use crate::ledger::Kind;
use crate::markdown::Anchors;
use crate::markdown::html::escaped;
use crate::plan::{Channel, ScheduleEntry, Template};
use crate::site::fragment;

#[derive(Debug, Serialize, Default)]
pub struct MessagesView {
    pub templates: Vec<TemplateCard>,
    pub schedule: Vec<ScheduleRow>,
    pub channels: Vec<ChannelRow>,
    pub frequencies: Vec<FrequencyRow>,
    /// Fields of all messages, each once.
    pub fields: usize,
}

#[derive(Debug, Serialize)]
pub struct TemplateCard {
    pub mark: Option<CodeMark>,
    pub anchor: String,
    pub title: String,
    pub subject: Option<String>,
    pub audience: Option<String>,
    pub channel: Option<String>,
    /// The message as HTML with its fields marked.
    pub text: String,
    pub fields: Vec<FieldRow>,
    pub occurrences: usize,
    pub source: SourceMark,
}

#[derive(Debug, Serialize)]
pub struct FieldRow {
    pub label: String,
    /// The words in front of the field on its line.
    pub before: String,
    pub literal: String,
    pub choices: Vec<String>,
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
    let templates: Vec<TemplateCard> =
        told.templates.iter().enumerate().map(|(at, t)| template(ctx, at, t)).collect();
    let mut labels: Vec<&str> =
        templates.iter().flat_map(|t| t.fields.iter()).map(|f| f.label.as_str()).collect();
    labels.sort_unstable();
    labels.dedup();
    MessagesView {
        fields: labels.len(),
        templates,
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

fn template(ctx: &PageContext, at: usize, template: &Template) -> TemplateCard {
    TemplateCard {
        mark: ctx.code_of(Kind::Message, at),
        anchor: fragment::template(&template.slug),
        title: template.title.clone(),
        subject: template.subject.clone(),
        audience: template.audience.clone(),
        channel: template.channel.clone(),
        text: text(ctx, template),
        fields: fields(template),
        occurrences: template.occurrences,
        source: ctx.mark(&template.place),
    }
}

/// The fields in the order of the text, one a place where one is to be filled, with the words before it.
fn fields(template: &Template) -> Vec<FieldRow> {
    let mut found: Vec<(usize, FieldRow)> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for field in template.fields.iter().filter(|f| !f.literal.is_empty() && seen.insert(&f.literal)) {
        found.extend(template.text.match_indices(&field.literal).map(|(at, _)| {
            let line = template.text[..at].rsplit('\n').next().unwrap_or("");
            let row = FieldRow {
                label: field.label.clone(),
                before: words_before(line),
                literal: field.literal.clone(),
                choices: field.choices.clone(),
            };
            (at, row)
        }));
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, row)| row).collect()
}

/// The last words of a line in front of a field: list marks, emphasis and the closing colon taken off.
fn words_before(line: &str) -> String {
    let last = line.rsplit([']', '}', '|']).next().unwrap_or(line);
    last.trim_matches(|c: char| c.is_whitespace() || "-*_#>:：•,;.".contains(c)).to_owned()
}

/// The message as HTML with its fields marked.
fn text(ctx: &PageContext, template: &Template) -> String {
    let literals: Vec<&str> = template.fields.iter().map(|f| f.literal.as_str()).collect();
    fields::marked(&ctx.shown(0, &template.text), &literals, escaped)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing;
    use crate::plan::TemplateField;
    use crate::site::PlanPage;

    #[test]
    fn a_field_is_listed_wherever_it_is_to_be_filled() {
        let text = "- **Found at:** [Time]\nNext: [Time], [Yes/No]";
        let field = |literal: &str, choices: &[&str]| TemplateField {
            literal: literal.into(),
            label: literal.trim_matches(['[', ']']).into(),
            choices: choices.iter().map(|c| (*c).to_owned()).collect(),
        };
        let site =
            testing::site_with("# Plan\n\n## News template\n\n```\nSay [Time] now [Time]\n```\n", |plan| {
                plan.plan.communication.templates.truncate(1);
                for template in &mut plan.plan.communication.templates {
                    template.text = text.into();
                    template.fields =
                        vec![field("[Time]", &[]), field("[Time]", &[]), field("[Yes/No]", &["Yes", "No"])];
                }
            });
        testing::on(&site, PlanPage::Messages, |ctx| {
            let view = view(ctx);
            let rows: Vec<(&str, &str)> =
                view.templates[0].fields.iter().map(|f| (f.label.as_str(), f.before.as_str())).collect();
            assert_eq!(rows, [("Time", "Found at"), ("Time", "Next"), ("Yes/No", "")]);
            assert_eq!(view.fields, 2);
        });
    }
}
