//! Steps in order: procedures, rollback, contingencies.

use serde::Serialize;

use super::Place;
use crate::markdown::NodeId;

/// A sequence of steps.
#[derive(Debug, Clone, Serialize)]
pub struct Procedure {
    pub slug: String,
    pub title: String,
    /// Number of top-level steps.
    pub steps: usize,
    /// Bullets or comments below the steps.
    pub substeps: usize,
    /// `numbered list`, `numbered comments in a code block`, `text block`, `task list`, `table`, `bold lead-in and numbered list`.
    pub form: String,
    pub trigger: Option<String>,
    /// Literal (`< 5 minutes`).
    pub time_limit: Option<String>,
    /// `P0` where the title names a level.
    pub severity: Option<String>,
    pub code_blocks: usize,
    /// Literal windows of the steps (`0-5 minutes`), in order; `None` where a step has none.
    pub windows: Vec<Option<String>>,
    #[serde(flatten)]
    pub place: Place,
    #[serde(skip)]
    pub step_list: Vec<Step>,
    /// The blocks that hold the steps, for rendering them as written.
    #[serde(skip)]
    pub blocks: Vec<NodeId>,
}

/// One step of a procedure.
#[derive(Debug, Clone)]
pub struct Step {
    pub text: String,
    pub line: u32,
    pub window: Option<String>,
    pub substeps: Vec<String>,
    /// The item or row; `None` for a step read from a comment or a line of a text block.
    pub node: Option<NodeId>,
    /// The commands below a numbered comment.
    pub code: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Rollback {
    pub triggers: Vec<Trigger>,
    pub procedures: Vec<Procedure>,
    /// Items of a list below a communication heading in the rollback section.
    pub communication_steps: usize,
    /// Who decides, where the text says it.
    pub authority: Option<String>,
}

/// A condition that calls for rollback.
#[derive(Debug, Clone, Serialize)]
pub struct Trigger {
    pub text: String,
    #[serde(flatten)]
    pub place: Place,
}
