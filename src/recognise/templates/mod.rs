//! Messages with fields to fill.

mod fields;

use std::collections::BTreeMap;

use super::entries::{Above, AboveForm, headings, lead_above};
use super::{Concept, Context};
use crate::markdown::{Block, BlockKind, Section, slug};
use crate::plan::Template;

pub use fields::fields;

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
    let form = AboveForm::LeadIn;
    (title.chars().count() <= 80).then_some(Above { title, form, line: before.line, node: before.id })
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

/// The message of a heading marked `.message`: its first fence or quote, else the text below it.
pub fn marked(ctx: &Context, section: &Section) -> Option<Template> {
    let first = section.blocks.first()?;
    let held = section.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Code(code) => Some(code.text.clone()),
        BlockKind::Quote { .. } => Some(unquoted(ctx, block)),
        _ => None,
    });
    let last = section.blocks.last()?;
    let text =
        held.or_else(|| ctx.source.text.get(first.start as usize..last.end as usize).map(str::to_owned))?;
    Some(filled(ctx, section, (first, &heading_of(section)), &text, "heading marked .message"))
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
    let speaks = |concept: Concept| {
        lead.is_some_and(|lead| ctx.speaks(concept, &lead.title))
            || above.iter().any(|above| ctx.speaks(concept, &above.title))
    };
    let subject = header_value(ctx, text, Concept::Subject)
        .or_else(|| header_value(ctx, &paragraph_before(section, block), Concept::Subject));
    let rule = if speaks(Concept::Template) && !is_settings(text) && !is_drawn(text) {
        "fence or quote below a heading that speaks of a template"
    } else if subject.is_some() && text.lines().filter(|line| !line.trim().is_empty()).count() > 1 {
        "message that begins with its subject"
    } else if !fields(ctx, text).is_empty()
        && (speaks(Concept::Communication) || speaks(Concept::Message))
        && !is_drawn(text)
    {
        "text with fields where the plan speaks of communication"
    } else {
        return None;
    };
    let own = heading_of(section);
    let named = lead.or(above.first()).unwrap_or(&own);
    Some(filled(ctx, section, (block, named), text, rule))
}

fn heading_of(section: &Section) -> Above {
    Above { title: section.title.clone(), form: AboveForm::Heading, line: section.line, node: section.node }
}

fn filled(
    ctx: &Context,
    section: &Section,
    (block, named): (&Block, &Above),
    text: &str,
    rule: &'static str,
) -> Template {
    let (title, line) = (named.title.clone(), named.line);
    ctx.claim(block.id, line, "template", rule);
    let fields = fields(ctx, text);
    let before = paragraph_before(section, block);
    let header =
        |concept: Concept| header_value(ctx, text, concept).or_else(|| header_value(ctx, &before, concept));
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
    Template {
        slug: if wanted.is_empty() { "template".to_owned() } else { wanted },
        title,
        placeholders: literals,
        occurrences: fields.len(),
        choices,
        place: ctx.place(section.id, block.id, line),
        text: text.to_owned(),
        fields,
        subject: header(Concept::Subject),
        audience: header(Concept::Audience),
        channel: header(Concept::Channel),
    }
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
