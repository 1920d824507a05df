//! What recognition found, as things: headings that it names get their kind, everything else becomes a thing of its own.

use super::{Gather, Says, work};
use crate::ledger::thing::Kind;
use crate::plan::{Contact, GoNoGo, Phase, Place, Procedure, Scenario, Severity, Template};

/// A fact on its way to be a thing.
struct Found<'a> {
    kind: Kind,
    place: &'a Place,
    words: String,
    form: Vec<String>,
}

/// Adds all facts, in the order of the kinds.
pub fn gather(gather: &mut Gather) {
    let plan = gather.plan;
    phases(gather, &plan.phases);
    for (at, procedure_of, procedure) in work::procedures(plan) {
        procedure_thing(gather, at, procedure_of, procedure);
    }
    each(gather, Kind::Scenario, &plan.incidents.scenarios, scenario);
    each(gather, Kind::Gate, &plan.gates.go_no_go, gate);
    each(gather, Kind::Point, &plan.gates.rollback_points, |p| {
        found(Kind::Point, &p.place, &p.label, &[("if", Some(&p.condition)), ("do", Some(&p.action))])
    });
    each(gather, Kind::Message, &plan.communication.templates, message);
    severities(gather, &plan.escalation.severities);
    each(gather, Kind::Risk, &plan.risks, |r| {
        let fields = [
            ("level", r.level.as_ref()),
            ("risk", r.risk.as_ref()),
            ("mitigation", r.mitigation_text.as_ref()),
            ("contingency", r.contingency_text.as_ref()),
            ("owner", r.owner.as_ref()),
        ];
        found(Kind::Risk, &r.place, &r.title, &fields)
    });
    each(gather, Kind::SignOff, &plan.signoffs, |s| {
        found(Kind::SignOff, &s.place, &s.role, &[("meaning", s.meaning.as_ref())])
    });
    each(gather, Kind::Contact, &plan.contacts, contact);
    for (at, setting) in plan.env_vars.iter().enumerate() {
        let line = setting.lines.first().copied().unwrap_or(0);
        let form = vec![format!("setting {} {}", setting.name, setting.value.as_deref().unwrap_or(""))];
        let thing =
            gather.add(Kind::Setting, Some(0), None, Says { line, words: setting.name.clone(), form });
        gather.is((Kind::Setting, at), thing);
    }
    each(gather, Kind::Endpoint, &plan.endpoints, |e| {
        found(Kind::Endpoint, &e.place, &e.path, &[("method", e.method.as_ref())])
    });
    each(gather, Kind::Channel, &plan.communication.channels, |c| {
        found(Kind::Channel, &c.place, &c.name, &[("for", c.purpose.as_ref())])
    });
}

fn found<'a>(kind: Kind, place: &'a Place, words: &str, fields: &[(&str, Option<&String>)]) -> Found<'a> {
    let given = fields.iter().filter_map(|(name, value)| value.map(|value| format!(" {name} {value}")));
    let form = std::iter::once(format!("{} {words}", kind.name())).chain(given).collect();
    Found { kind, place, words: words.to_owned(), form }
}

fn each<'a, T>(gather: &mut Gather, kind: Kind, facts: &'a [T], tell: impl Fn(&'a T) -> Found<'a>) {
    for (at, fact) in facts.iter().enumerate() {
        let thing = thing(gather, tell(fact));
        gather.is((kind, at), thing);
    }
}

/// The heading that the fact is, with its kind told; else a new thing in its section.
fn thing(gather: &mut Gather, found: Found) -> usize {
    let section = gather.document.sections.get(found.place.section_id);
    let heading = section.filter(|s| s.level > 0 && s.line == found.place.line).map(|s| s.id);
    let own_kind = matches!(found.kind, Kind::Contact | Kind::Channel | Kind::Endpoint | Kind::SignOff);
    if let Some(at) = heading.filter(|_| !own_kind).and_then(|id| gather.sections.get(&id).copied()) {
        let known = &mut gather.found.all[at];
        if known.kind == Kind::Section {
            known.kind = found.kind;
        }
        return at;
    }
    let parent = gather.around(found.place.section_id);
    let words = gather.canon.words(&found.words);
    let form = found.form.iter().map(|line| gather.canon.words(line)).collect();
    gather.add(found.kind, Some(parent), None, Says { line: found.place.line, words, form })
}

fn phases(gather: &mut Gather, phases: &[Phase]) {
    each(gather, Kind::Phase, phases, |p| {
        found(Kind::Phase, &p.place, &p.heading, &[("when", p.when.as_ref()), ("for", p.duration.as_ref())])
    });
}

/// A procedure; steps that are no items of the text are its parts.
fn procedure_thing(gather: &mut Gather, at: usize, listed_as: &str, procedure: &Procedure) {
    let fields = [("when", procedure.trigger.as_ref()), ("within", procedure.time_limit.as_ref())];
    let mut told = found(Kind::Procedure, &procedure.place, &procedure.title, &fields);
    told.form.push(format!("as {listed_as}"));
    let thing = thing(gather, told);
    gather.is((Kind::Procedure, at), thing);
    for step in procedure.step_list.iter().filter(|step| step.node.is_none()) {
        let words = gather.canon.words(&step.text);
        let mut form = vec![format!("step {words}")];
        form.extend(step.substeps.iter().map(|sub| format!(" {}", gather.canon.words(sub))));
        form.extend(
            step.code.iter().flat_map(|code| code.lines()).map(|line| format!("| {}", line.trim_end())),
        );
        let at = gather.add(Kind::Step, Some(thing), None, Says { line: step.line, words, form });
        gather.found.of_line.entry(step.line).or_insert(at);
    }
}

fn gate(gate: &GoNoGo) -> Found<'_> {
    let fields = [("when", gate.when.as_ref()), ("owner", gate.owner.as_ref())];
    let mut told = found(Kind::Gate, &gate.place, &gate.title, &fields);
    told.form.extend(gate.go.iter().map(|text| format!(" go {text}")));
    told.form.extend(gate.no_go.iter().map(|text| format!(" no-go {text}")));
    told.form.extend(gate.conditional.iter().map(|text| format!(" conditional {text}")));
    told
}

fn scenario(scenario: &Scenario) -> Found<'_> {
    let fields = [("symptoms", scenario.symptoms.as_ref()), ("time", scenario.recovery_time.as_ref())];
    let mut told = found(Kind::Scenario, &scenario.place, &scenario.title, &fields);
    told.form.extend(scenario.immediate_steps.iter().map(|step| format!(" now {step}")));
    told.form.extend(scenario.recovery_steps.iter().map(|step| format!(" then {step}")));
    told
}

fn message(template: &Template) -> Found<'_> {
    let mut told = found(Kind::Message, &template.place, &template.title, &[]);
    told.form.extend(template.text.lines().map(|line| format!(" {line}")));
    told
}

fn contact(contact: &Contact) -> Found<'_> {
    let fields = [
        ("name", contact.name.as_ref()),
        ("phone", contact.phone.as_ref()),
        ("email", contact.email.as_ref()),
        ("channel", contact.channel.as_ref()),
        ("hours", contact.hours.as_ref()),
    ];
    let mut told = found(Kind::Contact, &contact.place, &contact.role, &fields);
    told.form.extend(contact.other.iter().map(|(head, value)| format!(" {head} {value}")));
    told
}

/// A severity is merged from many places, so it is no heading; its level is its name.
fn severities(gather: &mut Gather, severities: &[Severity]) {
    for (at, severity) in severities.iter().enumerate() {
        let line = severity.sources.first().map_or(0, |source| source.place.line);
        let label = severity.label.as_deref().unwrap_or("");
        let mut form = vec![format!("severity {} {label}", severity.level)];
        for (name, value) in [
            ("response", &severity.response_time),
            ("update", &severity.update_frequency),
            ("resolution", &severity.resolution_time),
        ] {
            form.extend(value.iter().map(|value| format!(" {name} {value}")));
        }
        form.extend(severity.notify.iter().map(|who| format!(" notify {who}")));
        let texts = severity.sources.iter().flat_map(|source| &source.texts);
        form.extend(texts.map(|(text, _)| format!(" when {text}")));
        let form = form.iter().map(|line| gather.canon.words(line)).collect();
        let words = format!("{} {label}", severity.level).trim().to_owned();
        let thing = gather.add(Kind::Severity, Some(0), None, Says { line, words, form });
        gather.found.all[thing].id = Some(severity.level.to_lowercase());
        gather.is((Kind::Severity, at), thing);
    }
}
