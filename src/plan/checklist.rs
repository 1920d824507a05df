//! Things to tick.

use serde::Serialize;

use super::Place;
use crate::markdown::{NodeId, Text};

/// All task items of one innermost heading.
#[derive(Debug, Clone, Serialize)]
pub struct Checklist {
    /// Number of task items on all levels.
    pub items: usize,
    pub checked: usize,
    /// Levels of list nesting down to the deepest task item.
    pub depth: usize,
    pub code_blocks_inside: usize,
    pub groups: Vec<TaskGroup>,
    #[serde(flatten)]
    pub place: Place,
    #[serde(skip)]
    pub tasks: Vec<Task>,
}

/// Task items below a bold or numbered parent or a bold lead-in.
#[derive(Debug, Clone, Serialize)]
pub struct TaskGroup {
    pub label: String,
    /// Task items in it, its parent counted when that is one itself.
    pub items: usize,
    #[serde(skip)]
    pub line: u32,
}

/// How a task item is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskForm {
    /// An item of a list with a box.
    Item,
    /// A row of a table with at least one box cell.
    Row,
    /// A line of a paragraph that begins with a box.
    Line,
}

/// One thing to tick.
#[derive(Debug, Clone)]
pub struct Task {
    pub node: NodeId,
    pub line: u32,
    pub form: TaskForm,
    pub checked: bool,
    pub text: Text,
    /// The words of the text, emphasis taken off.
    pub words: String,
    /// List nesting from 1.
    pub depth: usize,
    /// Place in [`Checklist::groups`].
    pub group: Option<usize>,
    pub owner: Option<String>,
    pub when: Option<String>,
    pub priority: Option<String>,
    /// True for boxes that belong to a sign-off line ("Technical Lead: ____"), which is counted but not done.
    pub is_signature: bool,
}
