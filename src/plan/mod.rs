//! The domain: what a plan says, settled and with places.
//!
//! Pure data. Every finding carries its [`Place`]; texts are quoted from the plan without emphasis. Serialised, a
//! [`Plan`] is what `tminus facts --format json` prints: the names of the fields here are that format.

mod checklist;
mod communication;
mod contact;
mod duration;
mod escalation;
mod gate;
pub mod hidden;
mod phase;
mod place;
mod placeholder;
mod procedure;
mod risk;
mod setting;
mod signoff;
mod structure;
mod timeline;
mod when;

pub use checklist::{Checklist, Task, TaskForm, TaskGroup};
pub use communication::{Channel, Communication, ScheduleEntry, Template, TemplateField, UpdateFrequency};
pub use contact::Contact;
pub use duration::Duration;
pub use escalation::{Escalation, EscalationStep, Incidents, Scenario, Severity, SeveritySource};
pub use gate::{Gates, GoNoGo, RollbackPoint, SuccessCriteria};
pub use phase::{Phase, Stage, Track};
pub use place::Place;
pub use placeholder::{BlankLines, BracketItem, Brackets, MaskedItem, Placeholders, PossibleSecret};
pub use procedure::{Procedure, Rollback, Step, Trigger};
pub use risk::{AlertThreshold, Metric, Risk};
pub use setting::{Endpoint, FeatureFlag, FlagChange, Setting};
pub use signoff::{SharedDate, SignOff};
pub use structure::{
    CodeBlocks, DecisionTree, Dependency, Headings, LangCount, Metadata, MetadataValue, Options, PlanOption,
    TableShape, TextBlock, TreeBranch, TreePart,
};
pub use timeline::{Cadence, Timeline};
pub use when::When;

use serde::Serialize;

/// Everything that recognition found in one plan.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Plan {
    /// Stem of the file name.
    pub name: String,
    /// The title without and with pictographs.
    pub title: String,
    pub title_raw: String,
    /// Headings right below the title that only continue it.
    pub subtitle: Vec<String>,
    pub headings: Headings,
    pub metadata: Vec<Metadata>,
    /// The words that say that the plan must not be run.
    pub blocked: Option<String>,
    pub tracks: Vec<Track>,
    pub phases: Vec<Phase>,
    pub checklists: Vec<Checklist>,
    pub total_items: usize,
    pub checked_items: usize,
    pub gates: Gates,
    pub rollback: Rollback,
    pub contingencies: Vec<Procedure>,
    pub procedures: Vec<Procedure>,
    pub signoffs: Vec<SignOff>,
    pub signoff_shared_date: SharedDate,
    pub escalation: Escalation,
    pub incidents: Incidents,
    pub contacts: Vec<Contact>,
    pub communication: Communication,
    pub risks: Vec<Risk>,
    pub metrics: Vec<Metric>,
    pub alert_thresholds: Vec<AlertThreshold>,
    pub cadences: Vec<Cadence>,
    pub code_blocks: CodeBlocks,
    pub text_blocks: Vec<TextBlock>,
    pub env_vars: Vec<Setting>,
    /// Names that are read and nowhere set.
    pub env_vars_used_undefined: Vec<String>,
    /// Names that a script sets and reads itself.
    pub script_variables: Vec<String>,
    pub feature_flags: Vec<FeatureFlag>,
    pub endpoints: Vec<Endpoint>,
    pub timelines: Vec<Timeline>,
    pub dependencies: Vec<Dependency>,
    pub tables: Vec<TableShape>,
    pub decision_trees: Vec<DecisionTree>,
    pub options: Vec<Options>,
    pub placeholders: Placeholders,
    pub possible_secrets: Vec<PossibleSecret>,
}
