//! Messages that people send: those of the site and those of plans, filled with fields.
//!
//! A message of the site is a file in `content/messages/`: front matter that says for whom and when, and a text with
//! `{{ field }}` in it. The text is plain (nothing is escaped), strict (a name that is not a field is an error) and
//! bounded (a loop that never ends is stopped). A message of a plan has its fields in brackets. Both become a [`Form`]:
//! pieces of text and blanks, which a page or a command fills. A blank without a value shows as `[UNFILLED: name]`.

mod alert;
mod check;
mod desk;
mod file;
mod fold;
mod form;
mod inputs;
mod rehearsal;
mod tags;

pub use check::check;
pub use desk::Desk;
pub use file::{Field, MessageFile, Mode};
pub use fold::{fold, is_severity};
pub use form::{Blank, Filled, Form, Part, one_line};
pub use inputs::{Input, inputs};
pub use rehearsal::line as rehearsal_line;
