//! Where in the plan a thing stands.

use serde::Serialize;

use crate::markdown::{NodeId, SectionId};

/// The place of a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Headings from level 2 down, joined with ` > `; empty above the first of them.
    pub section: String,
    /// Line from 1.
    pub line: u32,
    #[serde(skip)]
    pub section_id: SectionId,
    /// The block, item, row or section that the finding was read from.
    #[serde(skip)]
    pub node: NodeId,
}
