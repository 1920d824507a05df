//! Messages with fields to fill.

use std::collections::BTreeMap;

use super::entries::{Above, headings, lead_above};
use super::placeholders::{Manner, brackets, is_field_name};
use super::{Concept, Context};
use crate::markdown::{Block, BlockKind, Section, slug};
use crate::plan::{Template, TemplateField};

/// Fences without language (or of plain text and Markdown) and quotes below a heading or lead-in that speaks of a
/// template; elsewhere those that begin with a subject or a recipient, or that hold fields where the text speaks of
/// communication.
pub fn find(ctx: &Context) -> Vec<Template> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        blocks(ctx, section, &section.blocks, &headings(ctx, section), &mut found);
    }
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    for template in &mut found {
        let number = taken.entry(template.slug.clone()).or_default();
        *number += 1;
        if *number > 1 {
            template.slug = format!("{}-{number}", template.slug);
        }
    }
    found
}

fn blocks(ctx: &Context, section: &Section, list: &[Block], above: &[Above], found: &mut Vec<Template>) {
    for (at, block) in list.iter().enumerate() {
        let lead = lead_above(list, at).or_else(|| sentence_above(list, at));
        match &block.kind {
            BlockKind::List(items) => {
                for item in &items.items {
                    blocks(ctx, section, &item.blocks, above, found);
                }
            }
            BlockKind::Code(code) if is_plain(code.lang.as_deref()) => {
                found.extend(template(ctx, section, block, (&code.text, lead.as_ref(), above)));
            }
            BlockKind::Quote { alert: None, .. } => {
                let text = unquoted(ctx, block);
                found.extend(template(ctx, section, block, (&text, lead.as_ref(), above)));
            }
            _ => {}
        }
    }
}

fn is_plain(lang: Option<&str>) -> bool {
    matches!(lang, None | Some("markdown" | "md" | "text" | "txt" | "plaintext" | "plain" | "email" | "eml"))
}

/// A plain sentence that ends with a colon right before the block.
fn sentence_above(list: &[Block], at: usize) -> Option<Above> {
    let before = list.get(at.checked_sub(1)?)?;
    let words = before.paragraph()?.plain();
    let title = words.strip_suffix([':', '：'])?.to_owned();
    let form = super::entries::AboveForm::LeadIn;
    (title.chars().count() <= 80).then(|| Above { title, form, line: before.line, node: before.id })
}

/// The quote's lines without their marks.
fn unquoted(ctx: &Context, block: &Block) -> String {
    let source = ctx.source.text.get(block.start as usize..block.end as usize).unwrap_or_default();
    let line = |line: &str| {
        let line = line.trim_start().strip_prefix('>').unwrap_or(line);
        line.strip_prefix(' ').unwrap_or(line).to_owned()
    };
    source.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The paragraph right before a block of the section, where a subject or a recipient may stand.
fn paragraph_before(section: &Section, block: &Block) -> String {
    let at = section.blocks.iter().position(|other| other.id == block.id).and_then(|at| at.checked_sub(1));
    let paragraph = at.and_then(|at| section.blocks.get(at)).and_then(Block::paragraph);
    paragraph
        .map(|text| text.lines().iter().map(|line| line.plain()).collect::<Vec<_>>().join("\n"))
        .unwrap_or_default()
}

type Surroundings<'s> = (&'s str, Option<&'s Above>, &'s [Above]);

fn template(
    ctx: &Context,
    section: &Section,
    block: &Block,
    (text, lead, above): Surroundings,
) -> Option<Template> {
    let before = paragraph_before(section, block);
    let fields = fields(ctx, text);
    let speaks = |concept: Concept| {
        lead.is_some_and(|lead| ctx.speaks(concept, &lead.title))
            || above.iter().any(|above| ctx.speaks(concept, &above.title))
    };
    let header = |concept: Concept| header_value(ctx, text, concept);
    let before = |concept: Concept| header_value(ctx, &before, concept);
    let subject = header(Concept::Subject).or_else(|| before(Concept::Subject));
    let audience = header(Concept::Audience).or_else(|| before(Concept::Audience));
    let rule = if speaks(Concept::Template) && !is_settings(text) && !is_drawn(text) {
        "fence or quote below a heading that speaks of a template"
    } else if subject.is_some() && text.lines().filter(|line| !line.trim().is_empty()).count() > 1 {
        "message that begins with its subject"
    } else if !fields.is_empty()
        && (speaks(Concept::Communication) || speaks(Concept::Message))
        && !is_drawn(text)
    {
        "text with fields where the plan speaks of communication"
    } else {
        return None;
    };
    let named = lead.or(above.first());
    let title = named.map_or_else(|| section.title.clone(), |above| above.title.clone());
    let line = named.map_or(block.line, |above| above.line);
    ctx.claim(block.id, line, "template", rule);
    let mut literals: Vec<String> = Vec::new();
    for field in &fields {
        if !literals.contains(&field.literal) {
            literals.push(field.literal.clone());
        }
    }
    let is_choice =
        |literal: &&String| fields.iter().any(|f| &f.literal == *literal && !f.choices.is_empty());
    let choices = literals.iter().filter(is_choice).cloned().collect();
    let wanted = slug(&title);
    Some(Template {
        slug: if wanted.is_empty() { "template".to_owned() } else { wanted },
        title,
        placeholders: literals,
        occurrences: fields.len(),
        choices,
        place: ctx.place(section.id, block.id, line),
        text: text.to_owned(),
        fields,
        subject,
        audience,
        channel: header(Concept::Channel),
    })
}

/// The value behind `Subject:` and the like in one of the first lines.
fn header_value(ctx: &Context, text: &str, concept: Concept) -> Option<String> {
    text.lines().filter(|line| !line.trim().is_empty()).take(6).find_map(|line| {
        let line = line.trim().replace("**", "");
        let (key, value) = line.split_once([':', '：'])?;
        let key = crate::markdown::without_pictographs(key);
        (ctx.vocabulary.is(concept, &key) && !value.trim().is_empty()).then(|| value.trim().to_owned())
    })
}

/// Whether most lines set a name: an example of settings and no message.
fn is_settings(text: &str) -> bool {
    let lines: Vec<&str> =
        text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).collect();
    let sets = |line: &&&str| {
        line.split_once('=').is_some_and(|(name, _)| {
            name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_' || b.is_ascii_digit())
        })
    };
    !lines.is_empty() && lines.iter().filter(sets).count() * 2 > lines.len()
}

fn is_drawn(text: &str) -> bool {
    text.lines().filter(|line| line.contains(['├', '└', '│', '┌', '▼'])).count() > 1
}

/// The fields of a message in order: `[name]`, `{{name}}`, `{name}`, `<name>`, `【name】`.
pub fn fields(ctx: &Context, text: &str) -> Vec<TemplateField> {
    let mut found: Vec<(usize, TemplateField)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut note = |at: usize, literal: &str, inner: &str| {
            let label = inner.trim().to_owned();
            let choices = choices(&label);
            found.push((start + at, TemplateField { literal: literal.to_owned(), label, choices }));
        };
        for (at, literal) in brackets(ctx, line, Manner::Text) {
            note(at, literal, literal.trim_matches(['[', ']']));
        }
        for (open, close) in [("{{", "}}"), ("{", "}"), ("<", ">"), ("【", "】"), ("［", "］"), ("<<", ">>")]
        {
            for (at, literal, inner) in pairs(line, open, close) {
                note(at, literal, inner);
            }
        }
        start += line.len();
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, field)| field).collect()
}

/// The words between `open` and `close`, where they name a field.
fn pairs<'t>(line: &'t str, open: &str, close: &str) -> Vec<(usize, &'t str, &'t str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = line[from..].find(open).map(|at| from + at) {
        let inside = at + open.len();
        let Some(length) = line[inside..].find(close) else { break };
        let end = inside + length;
        let inner = &line[inside..end];
        from = end + close.len();
        let doubled = open.len() == 1 && (line[..at].ends_with(open) || line[from..].starts_with(close));
        let local = !open.is_ascii();
        let worded = open.starts_with('{') && is_worded(inner);
        if !doubled && (local && !inner.trim().is_empty() || worded || is_field_name(inner, open == "<")) {
            found.push((at, &line[at..from], inner));
        }
    }
    found
}

/// Whether braces hold words: letters, and nothing that a program would put there.
fn is_worded(inner: &str) -> bool {
    let code = |c: char| matches!(c, '"' | '=' | ';' | '{' | '$' | '<' | '\\' | '%' | '#');
    inner.chars().any(char::is_alphabetic) && inner.chars().count() <= 80 && !inner.contains(code)
}

/// The values that a field lists: single words parted by a slash, or any parted by a bar; a date format lists none.
fn choices(label: &str) -> Vec<String> {
    let bars: Vec<&str> = label.split('|').map(str::trim).collect();
    let slashes: Vec<&str> = label.split('/').map(str::trim).collect();
    let format = label.chars().all(|c| {
        matches!(c.to_ascii_lowercase(), 'y' | 'm' | 'd' | 'h' | 's' | '/' | '-' | ' ' | 't' | 'j' | 'a')
    });
    let parts = if bars.len() > 1 {
        bars
    } else if slashes.len() > 1 && !format && slashes.iter().all(|part| !part.contains(' ')) {
        slashes
    } else {
        return Vec::new();
    };
    if parts.iter().any(|part| part.is_empty()) && parts.len() < 3 {
        return Vec::new();
    }
    parts.into_iter().filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn fences_and_quotes_are_messages() {
        let plan = plan(
            "# T\n\n## Message templates\n\n### Outage note\n\n```\nHi {{name}}, [A/B] since [DD/MM/YYYY], see <ticket> and [A/B].\n```\n\n## Kommunikation\n\n**Intern:**\n\n> **Betreff:** Start\n>\n> Wir beginnen um [Uhrzeit].\n\n## Code\n\n```\nplain [x]\n```\n",
        );
        let templates = &plan.communication.templates;
        assert_eq!(templates.len(), 2);
        assert_eq!(templates[0].placeholders, ["{{name}}", "[A/B]", "[DD/MM/YYYY]", "<ticket>"]);
        assert_eq!((templates[0].occurrences, templates[0].choices.len()), (5, 1));
        assert_eq!(templates[1].title, "Intern");
        assert_eq!(templates[1].subject.as_deref(), Some("Start"));
    }
}
