//! Settings, flags and addresses to check. Values of secrets are never shown.

use std::collections::BTreeSet;

use serde::Serialize;

use super::contents::{self, Entry};
use super::context::SourceMark;
use super::{CodeMark, PageContext};
use crate::ledger::Kind;
use crate::markdown::Anchors;
use crate::plan::{Endpoint, FeatureFlag, FlagChange, Setting};
use crate::site::{Address, PlanPage, SitePlan, fragment};

/// Rows from which on the page lists its parts.
const LONG: usize = 20;

#[derive(Debug, Serialize, Default)]
pub struct SettingsView {
    /// Flags, settings and names never set.
    pub names: usize,
    pub flags: Vec<FlagRow>,
    pub settings: Vec<SettingRow>,
    pub undefined: Vec<SettingRow>,
    pub script_variables: Vec<String>,
    pub endpoints: Vec<EndpointRow>,
    pub secrets: Vec<SecretRow>,
    /// Secrets that may be in use.
    pub exposed: usize,
    pub contents: Vec<Entry>,
}

#[derive(Debug, Serialize)]
pub struct SettingRow {
    pub anchor: String,
    pub mark: Option<CodeMark>,
    pub name: String,
    pub value: Option<String>,
    pub secret: bool,
    pub lines: Vec<SourceMark>,
}

#[derive(Debug, Serialize)]
pub struct FlagRow {
    pub anchor: String,
    pub mark: Option<CodeMark>,
    pub name: String,
    pub default: String,
    /// Where the default stands.
    pub source: SourceMark,
    /// Every line that names it.
    pub lines: Vec<SourceMark>,
    pub changes: Vec<ChangeRow>,
}

#[derive(Debug, Serialize)]
pub struct ChangeRow {
    pub value: String,
    /// Where it changes: the phase, or the way back.
    pub place: Option<String>,
    pub href: Option<String>,
    pub source: SourceMark,
}

#[derive(Debug, Serialize)]
pub struct EndpointRow {
    pub anchor: String,
    pub mark: Option<CodeMark>,
    pub method: Option<String>,
    pub path: String,
    pub kind: String,
    pub purpose: Option<String>,
    pub lines: Vec<SourceMark>,
}

/// A value that should not be in the plan, without the value.
#[derive(Debug, Serialize)]
pub struct SecretRow {
    pub key: String,
    pub kind: String,
    pub looks_like: &'static str,
    pub exposed: bool,
    pub source: SourceMark,
}

pub fn view(ctx: &PageContext) -> SettingsView {
    let Some(plan) = ctx.plan() else { return SettingsView::default() };
    let facts = &plan.plan;
    let flags: BTreeSet<&str> = facts.feature_flags.iter().map(|f| f.name.as_str()).collect();
    let guarded: BTreeSet<&str> = facts.possible_secrets.iter().map(|s| s.key.as_str()).collect();
    let undefined: BTreeSet<&str> = facts.env_vars_used_undefined.iter().map(String::as_str).collect();
    let (missing, defined): (Vec<&Setting>, Vec<&Setting>) =
        facts.env_vars.iter().partition(|s| undefined.contains(s.name.as_str()));
    let plain = defined.iter().filter(|s| !flags.contains(s.name.as_str()));
    let secrets = secrets(ctx);
    let mut anchors = Anchors::default();
    let settings: Vec<SettingRow> = plain.map(|s| setting_row(ctx, s, &guarded)).collect();
    let undefined = undefined_rows(ctx, &missing, &undefined);
    let view = SettingsView {
        names: flags.len() + settings.len() + undefined.len(),
        flags: facts.feature_flags.iter().map(|flag| flag_row(ctx, plan, flag)).collect(),
        settings,
        undefined,
        script_variables: facts.script_variables.clone(),
        endpoints: facts
            .endpoints
            .iter()
            .enumerate()
            .map(|(at, e)| EndpointRow {
                mark: ctx.code_of(Kind::Endpoint, at),
                ..endpoint(ctx, e, &mut anchors)
            })
            .collect(),
        exposed: secrets.iter().filter(|s| s.exposed).count(),
        secrets,
        contents: Vec::new(),
    };
    SettingsView { contents: listed(&view), ..view }
}

/// The parts of a page that is longer than a screen.
fn listed(view: &SettingsView) -> Vec<Entry> {
    let parts = [
        ("flags", "Flags", view.flags.len()),
        ("unset", "Read and never set", view.undefined.len()),
        ("settings", "Settings", view.settings.len()),
        ("addresses", "Addresses to check", view.endpoints.len()),
        ("secrets", "Possible secrets", view.secrets.len()),
    ];
    if parts.iter().map(|(_, _, rows)| rows).sum::<usize>() < LONG {
        return Vec::new();
    }
    let shown = parts.into_iter().filter(|(anchor, _, rows)| *anchor != "unset" || *rows > 0);
    contents::long(shown.map(|(anchor, title, rows)| Entry::of_html(2, anchor, title, rows)).collect())
}

/// Settings and flags of one name are one thing.
fn setting_mark(ctx: &PageContext, name: &str) -> Option<CodeMark> {
    let at = ctx.plan()?.plan.env_vars.iter().position(|setting| setting.name == name)?;
    ctx.code_of(Kind::Setting, at)
}

fn setting_row(ctx: &PageContext, setting: &Setting, guarded: &BTreeSet<&str>) -> SettingRow {
    let secret = setting.secret || guarded.contains(setting.name.as_str());
    let value = setting.value.as_ref().filter(|_| !secret).map(|v| ctx.shown(0, v).into_owned());
    SettingRow {
        anchor: fragment::setting(&setting.name),
        mark: setting_mark(ctx, &setting.name),
        name: setting.name.clone(),
        value,
        secret,
        lines: ctx.mark_lines(&setting.lines),
    }
}

/// Names that are read and never set: those with known lines first listed as settings, then the bare names.
fn undefined_rows(ctx: &PageContext, known: &[&Setting], names: &BTreeSet<&str>) -> Vec<SettingRow> {
    let row = |name: &str| {
        let lines: &[u32] = known.iter().find(|s| s.name == name).map_or(&[], |s| &s.lines);
        SettingRow {
            anchor: fragment::setting(name),
            mark: setting_mark(ctx, name),
            name: name.to_owned(),
            value: None,
            secret: false,
            lines: ctx.mark_lines(lines),
        }
    };
    names.iter().map(|name| row(name)).collect()
}

fn flag_row(ctx: &PageContext, plan: &SitePlan, flag: &FeatureFlag) -> FlagRow {
    let named = plan.plan.env_vars.iter().find(|s| s.name == flag.name);
    FlagRow {
        anchor: fragment::setting(&flag.name),
        mark: setting_mark(ctx, &flag.name),
        name: flag.name.clone(),
        default: flag.default.clone(),
        source: ctx.mark_line(flag.defined, ""),
        lines: ctx.mark_lines(named.map_or(&[], |s| &s.lines)),
        changes: flag.changes.iter().map(|change| change_row(ctx, plan, change)).collect(),
    }
}

fn change_row(ctx: &PageContext, plan: &SitePlan, change: &FlagChange) -> ChangeRow {
    let phase = plan.plan.phases.iter().find(|p| Some(&p.slug) == change.phase.as_ref());
    let (place, href) = match (phase, change.phase.as_deref()) {
        (Some(phase), _) => {
            let href = ctx.href(&Address::phase(&plan.id, &phase.slug));
            (Some(phase.heading.clone()), Some(href))
        }
        (None, Some("rollback")) => (Some("Rollback".to_owned()), Some(ctx.to(PlanPage::Rollback))),
        (None, other) => (other.map(str::to_owned), None),
    };
    ChangeRow { value: change.value.clone(), place, href, source: ctx.mark_line(change.line, "") }
}

fn endpoint(ctx: &PageContext, endpoint: &Endpoint, anchors: &mut Anchors) -> EndpointRow {
    let mut lines = vec![endpoint.place.line];
    lines.extend(&endpoint.also);
    EndpointRow {
        anchor: anchors.claim(&fragment::endpoint(&endpoint.path), "endpoint"),
        mark: None,
        method: endpoint.method.clone(),
        path: ctx.shown(0, &endpoint.path).into_owned(),
        kind: endpoint.kind.clone(),
        purpose: endpoint.purpose.clone(),
        lines: ctx.mark_lines(&lines),
    }
}

fn secrets(ctx: &PageContext) -> Vec<SecretRow> {
    let Some(plan) = ctx.plan() else { return Vec::new() };
    let row = |secret: &crate::plan::PossibleSecret| SecretRow {
        key: ctx.shown(0, &secret.key).into_owned(),
        kind: secret.kind.clone(),
        looks_like: match secret.looks_like.as_str() {
            "masked" => "masked",
            "sample" => "a sample",
            _ => "may be in use",
        },
        exposed: !matches!(secret.looks_like.as_str(), "masked" | "sample"),
        source: ctx.mark_line(secret.line, ""),
    };
    let mut rows: Vec<SecretRow> = plan.plan.possible_secrets.iter().map(row).collect();
    rows.sort_by_key(|row| !row.exposed);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing;
    use crate::plan::PossibleSecret;

    #[test]
    fn a_secret_keeps_its_value_to_itself() {
        let site = testing::site_with("# Plan\n\nSet `API_TOKEN=s3cr3t-value` today.\n", |plan| {
            plan.plan.env_vars = vec![Setting {
                name: "API_TOKEN".into(),
                lines: vec![3],
                secret: false,
                value: Some("s3cr3t-value".into()),
            }];
            plan.plan.possible_secrets = vec![PossibleSecret {
                key: "API_TOKEN".into(),
                literal: "s3cr3t-value".into(),
                kind: "token".into(),
                looks_like: "default".into(),
                line: 3,
            }];
        });
        for (path, html) in testing::pages(&site) {
            assert!(!html.contains("s3cr3t-value"), "{path}");
        }
        testing::on(&site, PlanPage::Settings, |ctx| {
            assert!(view(ctx).settings[0].secret);
            assert_eq!(view(ctx).exposed, 1);
        });
    }
}
