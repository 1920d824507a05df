//! Items and lines that begin with a level: `- P0: everything down`.

use super::super::entries::{Above, Entry, entries, head_of, headings, lead_above, split_colon};
use super::blocks::Body;
use super::level::{Titled, is_time, titled};
use super::{Family, Found};
use crate::markdown::{Block, Code, NodeId, Section};
use crate::plan::SeveritySource;
use crate::recognise::{Concept, Context};

/// What an item below a title says about its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Response,
    Resolution,
    AlertCondition,
    Classification,
    /// Said elsewhere, or nothing that the matrix holds.
    Nothing,
}

pub(super) fn find(ctx: &Context) -> Vec<Found> {
    let mut found: Vec<Found> = entries(ctx).iter().filter_map(|entry| of_item(ctx, entry)).collect();
    for section in &ctx.document.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            if let Some(code) = block
                .code()
                .filter(|c| matches!(c.lang.as_deref(), None | Some("text" | "txt" | "yaml" | "yml")))
            {
                let above: Vec<Above> =
                    lead_above(&section.blocks, at).into_iter().chain(headings(ctx, section)).collect();
                found.extend(in_fence(ctx, section, (block, code), &above));
            }
        }
    }
    found
}

/// The nearest title that says what items with levels below it are.
fn says(ctx: &Context, above: &[Above]) -> Says {
    for above in above {
        let speaks = |concept: Concept| ctx.speaks(concept, &above.title);
        let alerts = speaks(Concept::Alert) && above.title.split_whitespace().count() <= 4;
        if speaks(Concept::UpdateFrequency) && !speaks(Concept::ResponseTime) {
            return Says::Nothing;
        } else if speaks(Concept::IncidentClassification) || speaks(Concept::Severity) {
            return Says::Classification;
        } else if speaks(Concept::ResponseTime) {
            return Says::Response;
        } else if speaks(Concept::ResolutionTime) {
            return Says::Resolution;
        } else if speaks(Concept::AlertThreshold) || alerts {
            return Says::AlertCondition;
        } else if speaks(Concept::Template) || speaks(Concept::Task) {
            return Says::Nothing;
        }
    }
    Says::Nothing
}

fn of_item(ctx: &Context, entry: &Entry) -> Option<Found> {
    let head = head_of(&entry.item.text)?;
    let titled = titled(ctx, &head.text)?;
    let mut body = Body::default();
    let lists = entry.item.blocks.iter().filter_map(Block::list);
    lists.flat_map(|list| list.items.iter()).for_each(|item| body.item(ctx, item));
    let says = says(ctx, &entry.above);
    let place = (entry.section, entry.item.id, entry.item.line);
    found(ctx, place, (titled, says, &head.rest), body)
}

type Place<'p> = (&'p Section, NodeId, u32);

fn found(
    ctx: &Context,
    (section, node, line): Place,
    (titled, says, rest): (Titled, Says, &str),
    mut body: Body,
) -> Option<Found> {
    let graded = match says {
        Says::Nothing => return None,
        Says::AlertCondition => matches!(titled.level.family, Family::Priority | Family::Severity),
        Says::Response | Says::Resolution => titled.level.family != Family::Short,
        Says::Classification => true,
    };
    if !graded {
        return None;
    }
    let rest = rest.trim();
    let time = is_time(ctx, rest) && rest.split_whitespace().count() <= 6;
    let mut response = titled.response.clone().or(body.response.take());
    match says {
        Says::Resolution => body.resolution = Some(rest.to_owned()),
        Says::Response => response = Some(rest.to_owned()).filter(|r| !r.is_empty()).or(response),
        Says::Classification if time && response.is_none() => response = Some(rest.to_owned()),
        _ if !rest.is_empty() => body.conditions.insert(0, (rest.to_owned(), line)),
        _ => {}
    }
    let told = response.is_some() || body.resolution.is_some() || !body.conditions.is_empty();
    if !told {
        return None;
    }
    ctx.claim(node, line, "severity", "item or line that begins with a level");
    let source = SeveritySource {
        conditions: body.conditions.len(),
        label: titled.label,
        response_time: response,
        place: ctx.place(section.id, node, line),
        texts: body.conditions,
    };
    let classifies = says == Says::Classification;
    Some(Found {
        level: titled.level,
        source,
        classifies,
        update: body.update,
        resolution: body.resolution,
        notify: body.notify,
    })
}

/// Lines of a fence of text or YAML: `P1 (High): 1 hour`, or `P1 (High):` with items below it.
fn in_fence(ctx: &Context, section: &Section, (block, code): (&Block, &Code), above: &[Above]) -> Vec<Found> {
    let mut result = Vec::new();
    let lines: Vec<&str> = code.text.lines().collect();
    let mut key: Option<Above> = None;
    for (at, line) in lines.iter().enumerate() {
        let body = line.trim_start().trim_start_matches("- ").trim().trim_matches('"');
        let indent = line.len() - line.trim_start().len();
        let (head, rest) =
            split_colon(body).or_else(|| body.strip_suffix(':').map(|head| (head, ""))).unwrap_or((body, ""));
        let read = titled(ctx, head).filter(|t| t.level.family != Family::Word || key.is_some());
        let Some(titled) = read else {
            if rest.is_empty() && body.ends_with(':') && !head.is_empty() {
                key = above.first().cloned().map(|above| Above { title: head.to_owned(), ..above });
            }
            continue;
        };
        let titles: Vec<Above> = key.iter().chain(above).cloned().collect();
        let says = says(ctx, &titles);
        let mut inner = Body::default();
        if rest.is_empty() {
            for (behind, line) in lines.iter().enumerate().skip(at + 1) {
                let text = line.trim_start();
                if text.is_empty() || line.len() - text.len() <= indent {
                    break;
                }
                let number = code.first_line + behind as u32;
                inner.conditions.push((text.trim_start_matches(['-', '*', '•', ' ']).to_owned(), number));
            }
        }
        let place = (section, block.id, code.first_line + at as u32);
        result.extend(found(ctx, place, (titled, says, rest), inner));
    }
    result
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn items_say_what_the_title_above_asks() {
        let plan = plan(
            "# T\n\n## Response times\n\n- P1 (High): 1 hour\n- P2: next day\n\n## Severity\n\n- **SEV1**: all down\n  - Response: now\n  - logins fail\n\n## Tasks\n\n- P3: clean up\n\n## Eskalation und Schweregrade\n\n```\nP4 (Low):\n  - a typo\n  - a wish\n```\n",
        );
        let rows: Vec<(&str, Option<&str>, usize)> = plan
            .escalation
            .severities
            .iter()
            .map(|s| (s.level.as_str(), s.response_time.as_deref(), s.conditions))
            .collect();
        assert_eq!(
            rows,
            [
                ("P1", Some("1 hour"), 0),
                ("P2", Some("next day"), 0),
                ("P4", None, 2),
                ("SEV1", Some("now"), 2)
            ]
        );
    }
}
