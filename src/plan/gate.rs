//! Where the plan stops and somebody decides.

use serde::Serialize;

use super::Place;
use crate::markdown::NodeId;

#[derive(Debug, Clone, Default, Serialize)]
pub struct Gates {
    pub go_no_go: Vec<GoNoGo>,
    pub rollback_points: Vec<RollbackPoint>,
    pub success_criteria: Vec<SuccessCriteria>,
}

/// A go/no-go decision or hold point with its criteria.
#[derive(Debug, Clone, Serialize)]
pub struct GoNoGo {
    pub title: String,
    pub when: Option<String>,
    pub owner: Option<String>,
    /// How the text writes it: `bold lead-in, then list`, `heading, then list`, `table`, `line`, `hold point`, `markup`.
    pub form: String,
    pub go: Vec<String>,
    pub no_go: Vec<String>,
    /// A third outcome (conditional go), where there is one.
    pub conditional: Vec<String>,
    #[serde(flatten)]
    pub place: Place,
    /// Items or rows of `go` and `no_go`, in the same order.
    #[serde(skip)]
    pub go_nodes: Vec<NodeId>,
    #[serde(skip)]
    pub no_go_nodes: Vec<NodeId>,
}

/// A named point from which the plan can be taken back ("Rollback Point 2: If ..., do ...").
#[derive(Debug, Clone, Serialize)]
pub struct RollbackPoint {
    pub label: String,
    pub condition: String,
    pub action: String,
    #[serde(flatten)]
    pub place: Place,
}

/// A list or table of criteria that tell success.
#[derive(Debug, Clone, Serialize)]
pub struct SuccessCriteria {
    pub title: String,
    pub items: usize,
    pub form: String,
    #[serde(flatten)]
    pub place: Place,
    #[serde(skip)]
    pub texts: Vec<String>,
}
