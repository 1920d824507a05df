//! Messages as JSON, lists of them, and what is still to be filled in.

use std::collections::BTreeMap;

use serde_json::json;

use super::super::report;
use super::Offer;
use crate::message::{Filled, Form, Mode};

/// One line a message: name, plan, title.
pub fn list(offers: &[Offer]) {
    let width = offers.iter().map(|offer| shown_name(offer).chars().count()).max().unwrap_or(0);
    let line = |offer: &Offer| {
        let name = shown_name(offer);
        let gap = " ".repeat(width - name.chars().count());
        match offer.plan {
            Some(plan) => format!("{name}{gap}  {}  {}", plan.code, offer.form.title),
            None => format!("{name}{gap}  -  {}", offer.form.title),
        }
    };
    report::out(&offers.iter().map(line).collect::<Vec<_>>().join("\n"));
}

/// The code where there is one: it is the same in every revision.
fn shown_name<'o>(offer: &'o Offer) -> &'o str {
    offer.code.as_deref().unwrap_or(&offer.form.name)
}

pub fn json(
    offer: &Offer,
    values: &BTreeMap<usize, String>,
    filled: &Filled,
    rehearsal: bool,
) -> Option<String> {
    let Form { name, title, severity, audience, channel, .. } = &offer.form;
    let fields = offer.form.blanks.iter().enumerate().map(|(at, blank)| {
        let value = values.get(&at).filter(|value| !value.is_empty());
        json!({ "name": blank.name, "label": blank.label, "choices": blank.choices, "value": value })
    });
    let mode = match offer.form.mode {
        Mode::Live => "live",
        Mode::Drill => "drill",
        Mode::Both => "both",
    };
    let told = json!({
        "name": name,
        "code": offer.code,
        "plan": offer.plan.map(|plan| &plan.code),
        "title": title,
        "severity": severity,
        "audience": audience,
        "channel": channel,
        "mode": mode,
        "rehearsal": rehearsal,
        "subject": filled.subject,
        "text": filled.text,
        "fields": fields.collect::<Vec<_>>(),
        "missing": filled.missing,
    });
    serde_json::to_string_pretty(&told).ok()
}

/// The fields without a value, on standard error: the text may be on its way through a pipe.
pub fn missing(offer: &Offer, names: &[String]) {
    for name in names {
        let blank = offer.form.blanks.iter().find(|blank| blank.name == *name);
        let more = match blank {
            Some(blank) if !blank.choices.is_empty() => format!(" ({})", blank.choices.join(", ")),
            Some(blank) if blank.label != *name => format!(" ({})", blank.label),
            _ => String::new(),
        };
        eprintln!("missing: {name}{more}");
    }
}
