//! What the columns of a table are for, by their header cells.

use super::{Concept, Context};
use crate::markdown::{Row, Table};

/// The role of each column. A header cell takes the first role of a reader's list that it speaks of, and a role goes
/// to the first column that speaks of it.
#[derive(Debug, Clone, Default)]
pub struct TableColumns {
    roles: Vec<(Concept, usize)>,
}

/// Finds which column plays which of `roles`; earlier roles choose first, and exact cells before cells that only
/// mention a role.
pub fn columns(ctx: &Context, table: &Table, roles: &[Concept]) -> TableColumns {
    let heads: Vec<String> = table.head.iter().map(|cell| cell.plain()).collect();
    let mut found = TableColumns::default();
    for exact in [true, false] {
        for role in roles {
            let free = |at: &usize| !found.roles.iter().any(|(r, taken)| taken == at || r == role);
            let fits = |at: &usize| {
                if exact { ctx.vocabulary.is(*role, &heads[*at]) } else { ctx.speaks(*role, &heads[*at]) }
            };
            if let Some(at) = (0..heads.len()).filter(free).find(fits) {
                found.roles.push((*role, at));
            }
        }
    }
    found
}

impl TableColumns {
    pub fn has(&self, role: Concept) -> bool {
        self.at(role).is_some()
    }

    pub fn at(&self, role: Concept) -> Option<usize> {
        self.roles.iter().find(|(r, _)| *r == role).map(|(_, at)| *at)
    }

    /// The plain text of the cell of `row` that plays `role`; `None` where there is no such column or the cell is empty.
    pub fn cell(&self, row: &Row, role: Concept) -> Option<String> {
        let text = row.cells.get(self.at(role)?)?.plain();
        (!text.is_empty()).then_some(text)
    }
}
