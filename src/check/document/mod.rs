//! The plan as a document: what it says of itself, and Markdown that does not do what was meant.

pub mod duplicate_anchor;
pub mod duplicate_heading;
pub mod duplicate_title;
pub mod include_not_read;
pub mod looks_like_task;
pub mod missing_metadata;
pub mod no_front_matter;
pub mod numbering_gap;
pub mod ragged_table;
pub mod raw_html;
pub mod status_contradiction;
pub mod unclosed_fence;
