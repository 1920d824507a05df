//! Attributes of headings.

use std::collections::BTreeMap;

use super::super::parts::parts;
use super::super::{Context, gates, rollback, templates, time};
use crate::markdown::{Attributes, BlockKind, LONGEST_NAME, NodeId, Section, page_slug};
use crate::plan::{GoNoGo, Phase, Plan, SignOff};

pub(super) fn apply(ctx: &Context, plan: &mut Plan) {
    for section in ctx.document.sections.iter().filter(|section| !section.attributes.is_empty()) {
        let has = |class: &str| section.attributes.has_class(class);
        if has("phase") && !plan.phases.iter().any(|phase| phase.place.section_id == section.id) {
            add_phase(ctx, section, plan);
        }
        if has("gate") {
            gate(ctx, section, plan);
        }
        if has("rollback") && !plan.rollback.procedures.iter().any(|p| p.place.section_id == section.id) {
            let about = parts(ctx, section);
            plan.rollback.procedures.extend(rollback::collect(
                ctx,
                &about,
                "rollback",
                "heading marked .rollback",
            ));
        }
        if has("signoff") && !plan.signoffs.iter().any(|s| s.place.section_id == section.id) {
            plan.signoffs.push(signoff(ctx, section));
        }
        if has("message") && !plan.communication.templates.iter().any(|t| t.place.section_id == section.id) {
            plan.communication.templates.extend(templates::marked(ctx, section));
        }
        times(section, plan);
        if let Some(level) = section.attributes.get("severity") {
            let all = plan
                .procedures
                .iter_mut()
                .chain(&mut plan.rollback.procedures)
                .chain(&mut plan.contingencies);
            all.filter(|p| p.place.section_id == section.id)
                .for_each(|p| p.severity = Some(level.to_owned()));
        }
    }
    plan.phases.sort_by_key(|phase| phase.place.line);
    rename(ctx, plan);
}

fn own(value: Option<&str>) -> Option<String> {
    value.map(str::to_owned)
}

fn add_phase(ctx: &Context, section: &Section, plan: &mut Plan) {
    let (node, line) = (section.node, section.line);
    ctx.claim(node, line, "phase", "heading marked .phase");
    let own = section.attributes.id.clone().filter(|id| id.len() <= LONGEST_NAME);
    let wanted = own.unwrap_or_else(|| page_slug(&section.title));
    let taken = plan.phases.iter().any(|phase| phase.slug == wanted);
    plan.phases.push(Phase {
        slug: if taken || wanted.is_empty() { page_slug(&section.anchor) } else { wanted },
        group: None,
        number: None,
        title: section.title.clone(),
        heading: section.title.clone(),
        level: section.level,
        when: None,
        duration: None,
        priority: None,
        offset_days: None,
        stages: Vec::new(),
        place: ctx.place(section.id, node, line),
    });
}

/// `when`, `duration` and `priority` of a phase or stage.
fn times(section: &Section, plan: &mut Plan) {
    let attributes = &section.attributes;
    for phase in &mut plan.phases {
        if phase.place.section_id == section.id {
            phase.duration = own(attributes.get("duration")).or(phase.duration.take());
            phase.priority = own(attributes.get("priority")).or(phase.priority.take());
            if let Some(when) = attributes.get("when") {
                phase.when = Some(when.to_owned());
                phase.offset_days = time::when(when).and_then(|when| when.offset_days);
            }
        }
        for stage in phase.stages.iter_mut().filter(|stage| stage.place.section_id == section.id) {
            stage.duration = own(attributes.get("duration")).or(stage.duration.take());
            stage.priority = own(attributes.get("priority")).or(stage.priority.take());
            if let Some(when) = attributes.get("when") {
                stage.when = Some(when.to_owned());
                stage.time_24h = time::when(when).and_then(|when| when.clock).map(|[from, _]| from);
            }
        }
    }
}

/// A gate made or corrected: all items of the section are criteria where no rule parted them.
fn gate(ctx: &Context, section: &Section, plan: &mut Plan) {
    let at = plan.gates.go_no_go.iter().position(|gate| gate.place.section_id == section.id).unwrap_or_else(
        || {
            ctx.claim(section.node, section.line, "gate", "heading marked .gate");
            plan.gates.go_no_go.push(new_gate(ctx, section));
            plan.gates.go_no_go.len() - 1
        },
    );
    let gate = &mut plan.gates.go_no_go[at];
    gate.when = own(section.attributes.get("when")).or(gate.when.take());
    gate.owner = own(section.attributes.get("owner")).or(gate.owner.take());
    plan.gates.go_no_go.sort_by_key(|gate| gate.place.line);
}

fn new_gate(ctx: &Context, section: &Section) -> GoNoGo {
    let (go, go_nodes) = criteria(ctx, section).into_iter().unzip();
    GoNoGo {
        title: section.title.clone(),
        when: None,
        owner: None,
        form: "markup".to_owned(),
        go,
        no_go: Vec::new(),
        conditional: Vec::new(),
        place: ctx.place(section.id, section.node, section.line),
        go_nodes,
        no_go_nodes: Vec::new(),
    }
}

/// The items of all lists and the rows of all tables.
fn criteria(ctx: &Context, section: &Section) -> Vec<(String, NodeId)> {
    let of_block = |kind: &BlockKind| -> Vec<(String, NodeId)> {
        match kind {
            BlockKind::List(list) => list.items.iter().map(|i| (i.text.plain(), i.id)).collect(),
            BlockKind::Table(table) => {
                gates::table_criteria(ctx, table).into_iter().map(|c| (c.text, c.node)).collect()
            }
            _ => Vec::new(),
        }
    };
    section.blocks.iter().flat_map(|block| of_block(&block.kind)).collect()
}

fn signoff(ctx: &Context, section: &Section) -> SignOff {
    ctx.claim(section.node, section.line, "sign-off", "heading marked .signoff");
    signature(&section.attributes, &section.title, ctx.place(section.id, section.node, section.line))
}

/// A signature by markup: `owner` is the role, else the title is.
pub(super) fn signature(attributes: &Attributes, title: &str, place: crate::plan::Place) -> SignOff {
    let owner = attributes.get("owner");
    SignOff {
        role: owner.unwrap_or(title).to_owned(),
        name: None,
        form: "markup".to_owned(),
        has_signature_blank: true,
        has_date_blank: true,
        preconditions: 0,
        meaning: owner.map(|_| title.to_owned()),
        place,
        precondition_lines: Vec::new(),
    }
}

/// An explicit id names its phase, wherever the phase is spoken of.
fn rename(ctx: &Context, plan: &mut Plan) {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for phase in &mut plan.phases {
        if let Some(id) = ctx.document.section(phase.place.section_id).attributes.id.clone()
            && id != phase.slug
            && id.len() <= LONGEST_NAME
        {
            names.insert(std::mem::replace(&mut phase.slug, id.clone()), id);
        }
    }
    if names.is_empty() {
        return;
    }
    let rename = |slug: &mut String| {
        if let Some(id) = names.get(slug) {
            slug.clone_from(id);
        }
    };
    plan.tracks.iter_mut().flat_map(|track| &mut track.phases).for_each(rename);
    plan.dependencies.iter_mut().flat_map(|d| d.depends_on.iter_mut().chain(&mut d.phase)).for_each(rename);
    plan.timelines.iter_mut().flat_map(|t| t.row_phase.iter_mut().flatten()).for_each(rename);
    plan.feature_flags
        .iter_mut()
        .flat_map(|f| &mut f.changes)
        .filter_map(|c| c.phase.as_mut())
        .for_each(rename);
}
