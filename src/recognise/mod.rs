//! Syntax to meaning: [`Document`](crate::markdown::Document) -> [`Plan`].
//!
//! One file a kind of thing. A recogniser looks at structure, header cells and times, asks the [`Vocabulary`] what
//! the words speak of, and never fails: what it cannot read stays visible text. Each finding is [claimed](Context::claim),
//! so that later recognisers leave it alone and `tminus explain` can say what a line was taken for and by which rule.
//!
//! The order below matters: procedures take what the others left.

mod alerts;
mod blocked;
mod checklists;
mod code;
mod communication;
mod contacts;
mod context;
mod contingencies;
mod decisions;
mod dependencies;
mod endpoints;
mod entries;
mod explicit;
mod fields;
mod flags;
mod gates;
mod keyed_lines;
mod meaning;
mod metadata;
mod metrics;
mod options;
mod parts;
mod people;
mod phases;
mod phrase;
mod phrase_book;
mod placeholders;
mod procedures;
mod risks;
mod rollback;
mod scenarios;
mod secrets;
mod settings;
mod severities;
mod signoffs;
mod steps;
mod structure;
mod tables;
mod templates;
#[cfg(test)]
mod testing;
mod text_blocks;
mod time;
mod timelines;
mod vocabulary;

pub use context::{Claim, Context, LeadIn, lead_in_of};
pub use phrase::{fold, is_unspaced};
pub use phrase_book::PhraseBook;
pub use secrets::first_in as secret_in;
pub use tables::{TableColumns, columns};
pub use time::{duration, is_zone, shortest, weekday_of, when};
pub use vocabulary::{Concept, Vocabulary};

use crate::markdown::Document;
use crate::plan::{Gates, Incidents, Plan};
use crate::read::Source;

/// A plan with the claims that led to it.
#[derive(Debug, Clone)]
pub struct Recognised {
    pub plan: Plan,
    /// In the order in which they were made.
    pub claims: Vec<Claim>,
}

/// Reads the plan out of the document.
pub fn recognise(source: &Source, document: &Document, vocabulary: &Vocabulary) -> Recognised {
    let ctx = Context::new(source, document, vocabulary);
    let mut plan = Plan { name: name_of(source), ..Plan::default() };

    structure::title(&ctx, &mut plan);
    plan.headings = structure::headings(&ctx);
    plan.tables = structure::tables(&ctx);
    (plan.tracks, plan.phases) = phases::find(&ctx);
    (plan.signoffs, plan.signoff_shared_date) = signoffs::find(&ctx);
    plan.checklists = checklists::find(&ctx, &plan.signoffs, &plan.signoff_shared_date);
    plan.total_items = plan.checklists.iter().map(|c| c.items).sum();
    plan.checked_items = plan.checklists.iter().map(|c| c.checked).sum();
    plan.gates = Gates {
        go_no_go: gates::go_no_go(&ctx),
        rollback_points: gates::rollback_points(&ctx),
        success_criteria: gates::success_criteria(&ctx),
    };
    plan.decision_trees = decisions::find(&ctx);
    plan.rollback = rollback::find(&ctx, &plan.decision_trees);
    plan.contingencies = contingencies::find(&ctx);
    plan.incidents = Incidents { scenarios: scenarios::find(&ctx) };
    plan.alert_thresholds = alerts::find(&ctx);
    plan.communication = communication::find(&ctx, &plan.phases);
    plan.communication.templates = templates::find(&ctx);
    plan.escalation = severities::find(&ctx, &plan.alert_thresholds, &plan.communication.update_frequency);
    plan.contacts = contacts::find(&ctx);
    plan.risks = risks::find(&ctx);
    plan.metrics = metrics::find(&ctx, &plan.gates.success_criteria);
    plan.options = options::find(&ctx);
    plan.timelines = timelines::find(&ctx, &plan.phases);
    plan.cadences = timelines::cadences(&ctx);
    plan.dependencies = dependencies::find(&ctx, &plan.phases);
    plan.procedures = procedures::find(&ctx);
    plan.code_blocks = code::blocks(&ctx);
    plan.text_blocks = text_blocks::find(&ctx);
    let occurrences = settings::occurrences(&ctx);
    let settings = settings::find(&ctx, &occurrences);
    plan.env_vars = settings.defined;
    plan.env_vars_used_undefined = settings.used_undefined;
    plan.script_variables = settings.script_variables;
    plan.feature_flags = flags::find(&ctx, &occurrences, &plan.phases);
    plan.endpoints = endpoints::find(&ctx);
    plan.placeholders = placeholders::find(&ctx);
    plan.possible_secrets = secrets::find(&ctx, &occurrences);
    plan.metadata = metadata::find(&ctx);
    plan.blocked = blocked::find(&ctx, &plan.metadata);

    explicit::apply(&ctx, &mut plan);
    plan.checklists.iter_mut().for_each(|checklist| checklist.tasks.shrink_to_fit());
    let mut claims = ctx.into_claims();
    claims.shrink_to_fit();
    Recognised { plan, claims }
}

/// No more than the values that pages must not show.
pub fn only_secrets(source: &Source, document: &Document, vocabulary: &Vocabulary) -> Plan {
    let ctx = Context::new(source, document, vocabulary);
    let occurrences = settings::occurrences(&ctx);
    Plan { possible_secrets: secrets::find(&ctx, &occurrences), ..Plan::default() }
}

fn name_of(source: &Source) -> String {
    source.path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}
