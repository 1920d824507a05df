//! What is named, asked for or begun, and not there.

pub mod blank_outside_form;
pub mod gate_without_criteria;
pub mod phase_without_criteria;
pub mod unfilled_placeholder;
pub mod unfinished_text;
pub mod unresolved_reference;
