//! The message desk: what is to be filled in, once, and the texts that follow.

mod cadence;

use serde::Serialize;

use crate::ledger::Kind;
use crate::markdown::html::escaped;
use crate::message::{self, Form, Input, MessageFile, Mode, Part};
use crate::page::context::SourceMark;
use crate::page::grade::{Level, level};
use crate::page::{CodeMark, PageContext};
use crate::site::{Address, Site, SitePlan, fragment};

/// Plans up to which the messages for all plans stand on the page of each; beyond, on the page of the site alone.
const REPEATED: usize = 200;

#[derive(Debug, Serialize, Default)]
pub struct DeskView {
    pub inputs: Vec<InputRow>,
    pub cards: Vec<Card>,
    /// What every text of a rehearsal begins with.
    pub rehearsal: &'static str,
    /// The messages for all plans that are left to the page of the site.
    pub elsewhere: Option<Elsewhere>,
}

#[derive(Debug, Serialize)]
pub struct Elsewhere {
    pub href: String,
    pub count: usize,
}

/// Something to fill in.
#[derive(Debug, Serialize)]
pub struct InputRow {
    pub id: String,
    pub label: String,
    pub options: Vec<OptionRow>,
    /// `time`, `next` for the time of the next message, `severity`; empty for all else.
    pub kind: &'static str,
    /// The first that only messages of the site ask for, on the page of a plan.
    pub begins_site: bool,
}

#[derive(Debug, Serialize)]
pub struct OptionRow {
    pub text: String,
    /// Minutes from one message to the next at this severity.
    pub minutes: Option<u32>,
}

/// A message.
#[derive(Debug, Serialize)]
pub struct Card {
    pub mark: Option<CodeMark>,
    pub anchor: String,
    pub title: String,
    pub severity: Option<Level>,
    pub audience: Option<String>,
    pub channel: Option<String>,
    /// `live`, `drill` or `both`.
    pub mode: &'static str,
    /// HTML with the fields marked.
    pub subject: Option<String>,
    pub text: String,
    /// What fills it, where no page can: `tminus message NAME --set …`.
    pub command: Option<String>,
    /// The message that takes it back.
    pub correction: Option<Correction>,
    pub source: Option<SourceMark>,
    /// Path of its file, for a message of the site.
    pub file: Option<String>,
}

/// The message that takes another back.
#[derive(Debug, Clone, Serialize)]
pub struct Correction {
    pub anchor: String,
    pub title: String,
}

/// Whether the messages of the site stand with those of each plan.
pub fn repeats(site: &Site) -> bool {
    site.plans.len() <= REPEATED
}

/// The desk of a plan: its own messages, then those of the site that are for it.
pub fn of_plan(ctx: &PageContext, plan: &SitePlan) -> DeskView {
    let shown = |text: &str| ctx.shown(0, text).into_owned();
    let templates = &plan.plan.communication.templates;
    let all = MessageFile::all(&ctx.site.messages);
    let few = repeats(ctx.site);
    let fitting = all.iter().filter(|file| file.is_for(&plan.code, &plan.id));
    let (here, left): (Vec<&MessageFile>, Vec<&MessageFile>) =
        fitting.partition(|file| few || !file.plans.is_empty());
    let mut forms: Vec<Form> = templates.iter().map(|t| Form::of_template(t, shown)).collect();
    forms.extend(here.iter().map(|file| Form::of_file(file)));
    let mut view = view(ctx, &forms, &here);
    for (at, (card, template)) in view.cards.iter_mut().zip(templates).enumerate() {
        card.mark = ctx.code_of(Kind::Message, at);
        card.source = Some(ctx.mark(&template.place));
    }
    cadence::add_severity(ctx, plan, &mut view);
    view.elsewhere = (!left.is_empty())
        .then(|| Elsewhere { href: ctx.href(&Address::root("messages.html")), count: left.len() });
    view
}

/// The desk of the site: its own messages.
pub fn of_site(ctx: &PageContext) -> DeskView {
    let all = MessageFile::all(&ctx.site.messages);
    let forms: Vec<Form> = all.iter().map(Form::of_file).collect();
    view(ctx, &forms, &all.iter().collect::<Vec<_>>())
}

/// The last ones of `forms` are those of `files`.
fn view(ctx: &PageContext, forms: &[Form], files: &[&MessageFile]) -> DeskView {
    let plain: Vec<Form> = forms.iter().filter(|form| form.plain).cloned().collect();
    let (inputs, numbers) = message::inputs(&plain);
    let mut numbers = numbers.into_iter();
    let first_file = forms.len() - files.len();
    let own = forms[..first_file].iter().filter(|form| form.plain).count();
    // A message of the site may ask for what one of the plan asks for; those inputs stand with the plan's.
    let begins = inputs.iter().position(|input| own > 0 && input.asked_by >= own);
    let card = |(at, form): (usize, &Form)| {
        let file = at.checked_sub(first_file).and_then(|at| files.get(at)).copied();
        let of_blanks = if form.plain { numbers.next().unwrap_or_default() } else { Vec::new() };
        card(ctx, form, file, &of_blanks, &inputs)
    };
    let mut cards: Vec<Card> = forms.iter().enumerate().map(card).collect();
    let names: Vec<(String, Correction)> = forms[first_file..]
        .iter()
        .zip(&cards[first_file..])
        .map(|(form, card)| {
            let (anchor, title) = (card.anchor.clone(), card.title.clone());
            (form.name.clone(), Correction { anchor, title })
        })
        .collect();
    for (card, form) in cards.iter_mut().zip(forms) {
        let found = names.iter().find(|(name, _)| form.correction.as_ref() == Some(name));
        card.correction = found.map(|(_, correction)| correction.clone());
    }
    let language = ctx.plan().and_then(|plan| plan.source.front.language.as_deref());
    DeskView {
        inputs: inputs.into_iter().enumerate().map(|(at, input)| row(input, Some(at) == begins)).collect(),
        cards,
        rehearsal: message::rehearsal_line(language.unwrap_or(&ctx.site.settings.language)),
        elsewhere: None,
    }
}

fn row(input: Input, begins_site: bool) -> InputRow {
    let kind = match &input {
        input if message::is_severity(&input.key) => "severity",
        input if !input.is_time => "",
        input if input.is_next => "next",
        _ => "time",
    };
    let option = |text: String| OptionRow { text, minutes: None };
    InputRow {
        id: input.id,
        label: input.label,
        options: input.choices.into_iter().map(option).collect(),
        kind,
        begins_site,
    }
}

fn card(
    ctx: &PageContext,
    form: &Form,
    file: Option<&MessageFile>,
    numbers: &[usize],
    inputs: &[Input],
) -> Card {
    let written = |parts: &[Part]| -> String {
        let piece = |part: &Part| match part {
            Part::Text(text) => escaped(text),
            Part::Blank(number, literal) => marked(form, *number, literal, numbers, inputs),
        };
        parts.iter().map(piece).collect()
    };
    let source = |text: &str| escaped(text);
    let (subject, text) = match file {
        Some(file) if !form.plain => (file.subject.as_deref().map(source), source(&file.text)),
        _ => (form.subject.as_deref().map(written), written(&form.text)),
    };
    let name = if file.is_some() { format!("site-{}", form.name) } else { form.name.clone() };
    Card {
        mark: None,
        anchor: fragment::template(&name),
        title: form.title.clone(),
        severity: form.severity.as_ref().map(|text| level(ctx, text)),
        audience: form.audience.clone(),
        channel: form.channel.clone(),
        mode: match form.mode {
            Mode::Live => "live",
            Mode::Drill => "drill",
            Mode::Both => "both",
        },
        subject,
        text,
        command: (!form.plain).then(|| command(form)),
        correction: None,
        source: None,
        file: file.map(|file| file.name.clone()),
    }
}

/// A blank as it is written, in a mark that says what fills it and what stands in its place while nothing does.
fn marked(form: &Form, number: usize, literal: &str, numbers: &[usize], inputs: &[Input]) -> String {
    let input = numbers.get(number).and_then(|at| inputs.get(*at));
    let name = form.blanks.get(number).map_or("", |blank| &blank.name);
    match input {
        Some(input) => format!(
            "<mark class=\"fill\" data-field=\"{}\" data-name=\"{}\">{}</mark>",
            escaped(&input.id),
            escaped(name),
            escaped(literal)
        ),
        None => escaped(literal),
    }
}

fn command(form: &Form) -> String {
    let sets: Vec<String> = form.blanks.iter().map(|blank| format!(" --set {}=", blank.name)).collect();
    format!("tminus message {}{}", form.name, sets.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::page::testing;
    use crate::read::MessageSource;
    use crate::read::front::read_message;
    use crate::site::{PlanPage, Site};

    const PLAN: &str =
        "# Plan\n\n## News template\n\n```\nSeverity: [P0/P1]\nNext update: [Time]\nBy <[Name]>\n```\n";

    fn with_message(mut site: Site, text: &str) -> Site {
        let (front, body) = read_message(FileId(1), text).value;
        let id = FileId(1);
        site.messages.push(MessageSource {
            id,
            path: "content/messages/note.md".into(),
            text: text.into(),
            body,
            front,
        });
        site
    }

    #[test]
    fn messages_of_plan_and_site_share_their_inputs() {
        let site = with_message(
            testing::site(PLAN),
            "---\nfields:\n  - name: next_update\n  - name: severity\n---\n{{ severity }} {{ next_update }}\n",
        );
        testing::on(&site, PlanPage::Messages, |ctx| {
            let view = of_plan(ctx, ctx.plan().unwrap());
            let told: Vec<(&str, &str, usize)> =
                view.inputs.iter().map(|i| (i.id.as_str(), i.kind, i.options.len())).collect();
            assert_eq!(told, [("severity", "severity", 2), ("next-update", "next", 0), ("by", "", 0)]);
            assert_eq!(view.cards.len(), 2);
            assert!(
                view.cards[0].text.contains("By &lt;<mark class=\"fill\" data-field=\"by\""),
                "{}",
                view.cards[0].text
            );
            assert!(
                view.cards[1].text.contains(
                    "data-field=\"next-update\" data-name=\"next_update\">{{ next_update }}</mark>"
                )
            );
        });
    }

    #[test]
    fn a_message_that_decides_is_left_to_the_command() {
        let site = with_message(
            testing::site(PLAN),
            "---\nfields: [{name: a}]\n---\n{% if a == \"x\" %}<b>{% endif %}\n",
        );
        testing::on(&site, PlanPage::Messages, |ctx| {
            let view = of_plan(ctx, ctx.plan().unwrap());
            let card = &view.cards[1];
            assert_eq!(card.command.as_deref(), Some("tminus message note --set a="));
            assert!(card.text.starts_with("{% if a == ") && card.text.contains("&lt;b&gt;"));
            assert!(view.inputs.iter().all(|input| input.id != "a"));
        });
    }

    #[test]
    fn a_message_for_other_plans_is_not_here() {
        let site = with_message(testing::site(PLAN), "---\nplans: [OTHER]\n---\nText\n");
        testing::on(&site, PlanPage::Messages, |ctx| {
            assert_eq!(of_plan(ctx, ctx.plan().unwrap()).cards.len(), 1);
        });
    }
}
