//! What is named, asked for or begun, and not there.

pub mod blank_outside_form;
pub mod checklist_without_tasks;
pub mod comment_only_commands;
pub mod gate_without_criteria;
pub mod no_message_template;
pub mod phase_without_criteria;
pub mod unfilled_placeholder;
pub mod unfinished_text;
pub mod unresolved_reference;
