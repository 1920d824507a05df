//! The table with a Dependencies column.

use super::phases::{PhaseNames, RowName, concept_of, leading_label};
use super::{Concept, Context, columns};
use crate::markdown::{Section, Table, without_pictographs};
use crate::plan::{Dependency, Phase};

/// The rows of all tables with a column of dependencies; an empty cell makes none.
pub fn find(ctx: &Context, phases: &[Phase]) -> Vec<Dependency> {
    let mut found = Vec::new();
    let known = Known { ctx, phases, names: PhaseNames::new(ctx, phases) };
    for section in &ctx.document.sections {
        section.walk(&mut |block| {
            if let Some(table) = block.table() {
                found.extend(of_table(&known, section, table));
            }
        });
    }
    found
}

/// The phases that rows and cells may name.
struct Known<'k, 'a> {
    ctx: &'k Context<'a>,
    phases: &'k [Phase],
    names: PhaseNames,
}

fn of_table(known: &Known, section: &Section, table: &Table) -> Vec<Dependency> {
    let ctx = known.ctx;
    let roles = [
        Concept::Dependency,
        Concept::Phase,
        Concept::Step,
        Concept::Stage,
        Concept::Task,
        Concept::Priority,
    ];
    let columns = columns(ctx, table, &roles);
    let mut found = Vec::new();
    let name_at = [Concept::Phase, Concept::Step, Concept::Stage, Concept::Task]
        .into_iter()
        .find_map(|c| columns.at(c));
    let title = ctx.vocabulary.speaks(Concept::Risk, &section.title);
    if columns.at(Concept::Dependency).is_none_or(|at| at == 0) || title {
        return found;
    }
    for row in &table.rows {
        let Some(literal) = columns.cell(row, Concept::Dependency) else { continue };
        let name_at = name_at.unwrap_or(0);
        let name = row.cells.get(name_at).map(|c| without_pictographs(&c.plain())).unwrap_or_default();
        let head = table.head.get(name_at).map(|c| c.plain()).unwrap_or_default();
        let more = columns.cell(row, Concept::Task).unwrap_or_default();
        let phase = known.names.of_row(ctx, &RowName { head: &head, name: &name, more: &more });
        let (depends_on, external) = needs(known, phase, &literal);
        ctx.claim(row.id, row.line, "dependency", "row of a table with a column of dependencies");
        found.push(Dependency {
            phase: phase.map(|at| known.phases[at].slug.clone()),
            literal,
            depends_on,
            external,
            priority: columns.cell(row, Concept::Priority),
            line: row.line,
        });
    }
    found
}

/// The phases that a cell names, and what else it names.
fn needs(known: &Known, own: Option<usize>, literal: &str) -> (Vec<String>, Vec<String>) {
    let (mut depends_on, mut external) = (Vec::new(), Vec::new());
    if let Some(all) = all_before(known, own, literal) {
        return (all, external);
    }
    // A bare number means the kind of phase that the row itself is.
    let mut kind = own.and_then(|at| known.names.kind(at));
    for piece in pieces(literal) {
        let label = leading_label(known.ctx, piece);
        let numbers = match &label {
            Some((label, _)) => {
                kind = Some(label.concept);
                range(&label.literal, label.number)
            }
            None => piece.parse().map(|n| vec![n]).unwrap_or_else(|_| range_of(piece)),
        };
        let of_kind = |number: &u32| known.names.numbered(kind?, *number).map(|at| &known.phases[at]);
        let named: Vec<&Phase> = numbers.iter().filter_map(of_kind).collect();
        if named.is_empty() {
            if !is_nothing(known.ctx, piece) {
                external.push(piece.to_owned());
            }
            continue;
        }
        for phase in named {
            if !depends_on.contains(&phase.slug) {
                depends_on.push(phase.slug.clone());
            }
        }
    }
    (depends_on, external)
}

/// "All phases": every phase of the same kind before the row's own.
fn all_before(known: &Known, own: Option<usize>, literal: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = literal.split_whitespace().collect();
    let unspaced = !literal.is_ascii() && words.len() == 1;
    let ctx = known.ctx;
    let speaks_all = ctx.vocabulary.leads(Concept::All, literal);
    let kind = words.last().and_then(|last| concept_of(ctx, last)).or(unspaced.then_some(Concept::Phase));
    let kind = kind.filter(|_| speaks_all && words.len() <= 3)?;
    let before = own.unwrap_or(known.phases.len());
    let same = known.names.of_kind(kind).into_iter().filter(|at| *at < before);
    Some(same.map(|at| known.phases[at].slug.clone()).collect())
}

fn pieces(literal: &str) -> impl Iterator<Item = &str> {
    literal
        .split([',', '、', '，', ';', '+', '&'])
        .flat_map(|p| p.split(" and "))
        .flat_map(|p| p.split(" und "))
        .flat_map(|p| p.split(" et "))
        .flat_map(|p| p.split(" y "))
        .map(str::trim)
        .filter(|p| !p.is_empty())
}

/// The numbers of `2-4`; no more than a hundred.
fn range_of(text: &str) -> Vec<u32> {
    let ends: Vec<u32> = text.split(['-', '\u{2013}']).filter_map(|n| n.trim().parse().ok()).collect();
    match ends[..] {
        [first, last] if first <= last && last - first < 100 => (first..=last).collect(),
        _ => Vec::new(),
    }
}

fn range(literal: &str, number: u32) -> Vec<u32> {
    let several = range_of(literal);
    if several.is_empty() { vec![number] } else { several }
}

fn is_nothing(ctx: &Context, piece: &str) -> bool {
    !piece.chars().any(char::is_alphanumeric)
        || ctx.vocabulary.is(Concept::No, piece)
        || matches!(
            piece.to_lowercase().as_str(),
            "none" | "n/a" | "keine" | "aucune" | "aucun" | "ninguna" | "nenhuma" | "なし" | "无"
        )
}

#[cfg(test)]
mod tests {
    use crate::recognise::testing::plan;

    #[test]
    fn phases_and_other_needs() {
        let text = "# M\n\n## Phase 1: A\na\n## Phase 2: B\nb\n## Phase 3: C\nc\n## Phase 4: D\nd\n\n## Plan\n\n| Phase | Dependencies |\n|---|---|\n| Phase 1: A | Domain, hosting |\n| Phase 2: B | Phase 1 |\n| Phase 3: C | Phase 1,2 |\n| Phase 4: D | All phases |\n| Phase 4: D | None |\n";
        let found = plan(text).dependencies;
        let needs: Vec<_> = found.iter().map(|d| (d.depends_on.join(" "), d.external.join(" "))).collect();
        let want = [
            ("", "Domain hosting"),
            ("phase-1", ""),
            ("phase-1 phase-2", ""),
            ("phase-1 phase-2 phase-3", ""),
            ("", ""),
        ];
        assert_eq!(needs, want.map(|(a, b)| (a.to_owned(), b.to_owned())));
        assert_eq!(found[0].phase.as_deref(), Some("phase-1"));
    }

    #[test]
    fn ranges_of_phases() {
        let text = "# M\n\n## Schritt 1: A\na\n## Schritt 2: B\nb\n## Schritt 3: C\nc\n\n| Schritt | Abhängigkeiten |\n|---|---|\n| Schritt 3 | Schritt 1-2 |\n| Schritt 2 | 1 |\n";
        let found = plan(text).dependencies;
        assert_eq!(found[0].depends_on, ["schritt-1", "schritt-2"]);
        assert_eq!(found[1].depends_on, ["schritt-1"]);
    }
}
