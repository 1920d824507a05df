//! Points from which the plan can be taken back.

use crate::markdown::{NodeId, SectionId, Text, without_pictographs};
use crate::plan::RollbackPoint;
use crate::recognise::{Concept, Context};

/// Paragraphs, items and headings that begin with `Rollback Point n` or `Point of no return`.
pub fn rollback_points(ctx: &Context) -> Vec<RollbackPoint> {
    let mut found = Vec::new();
    for section in &ctx.document.sections {
        if section.level > 1 && ctx.vocabulary.leads(Concept::RollbackPoint, &section.title) {
            let (label, rest) =
                section.title.split_once([':', '：', '—', '–']).unwrap_or((&section.title, ""));
            let body = section
                .blocks
                .iter()
                .find_map(|b| b.paragraph())
                .map(|text| text.plain())
                .unwrap_or_default();
            let words = if rest.trim().is_empty() { body } else { format!("{}, {body}", rest.trim()) };
            found.push(point(ctx, section.id, (section.node, section.line), (label, &words)));
        }
        section.walk(&mut |block| {
            if let Some(text) = block.paragraph() {
                for line in text.lines() {
                    found.extend(in_line(
                        ctx,
                        section.id,
                        &line,
                        (block.id, line.line().unwrap_or(block.line)),
                    ));
                }
            }
            for item in block.list().into_iter().flat_map(|list| list.items.iter()) {
                found.extend(in_line(ctx, section.id, &item.text, (item.id, item.line)));
            }
        });
    }
    found
}

/// A text that begins with a bold `Rollback Point 2:`.
fn in_line(ctx: &Context, section: SectionId, text: &Text, at: (NodeId, u32)) -> Option<RollbackPoint> {
    let (bold, rest) = text.bold_lead()?;
    let words = format!("{bold} {}", rest.plain());
    if !ctx.vocabulary.leads(Concept::RollbackPoint, &bold) {
        return None;
    }
    let (label, said) =
        words.split_once([':', '：', '—', '–']).or_else(|| words.split_once(" - ")).unwrap_or((&words, ""));
    (label.split_whitespace().count() <= 8).then(|| point(ctx, section, at, (label, said)))
}

/// The condition reaches to the first comma, the action stands behind it.
fn point(
    ctx: &Context,
    section: SectionId,
    (node, line): (NodeId, u32),
    (label, said): (&str, &str),
) -> RollbackPoint {
    ctx.claim(node, line, "rollback point", "text begins with a rollback point");
    let said = said.trim().trim_end_matches(['.', '。']).trim();
    let (condition, action) = said
        .split_once([',', '，', '、'])
        .or_else(|| said.split_once(['→', '⇒']))
        .or_else(|| said.split_once("->"))
        .unwrap_or(("", said));
    RollbackPoint {
        label: without_pictographs(label.trim_end_matches([':', '：'])),
        condition: condition.trim().to_owned(),
        action: action.trim().trim_end_matches(',').to_owned(),
        place: ctx.place(section, node, line),
    }
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn paragraphs_items_and_headings() {
        let plan = plan(
            "# P\n\n## Move\n\n**Rollback Point 1:** If the copy fails, start the old host.\n\n\
             - **Point of no return** - DNS is switched\n\n### Back-out point 2: Before the import\nRestore the dump.\n",
        );
        let found: Vec<(&str, &str, &str)> = plan
            .gates
            .rollback_points
            .iter()
            .map(|p| (p.label.as_str(), p.condition.as_str(), p.action.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("Rollback Point 1", "If the copy fails", "start the old host"),
                ("Point of no return", "", "DNS is switched"),
                ("Back-out point 2", "Before the import", "Restore the dump"),
            ]
        );
    }
}
