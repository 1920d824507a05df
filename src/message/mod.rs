//! Messages that people send: templates of the site, filled with fields.
//!
//! A message is a file in `content/messages/`: front matter that says for whom and when, and a text with
//! `{{ field }}` in it. The text is plain (nothing is escaped), strict (a name that is not a field is an error) and
//! bounded (a loop that never ends is stopped). A field without a value shows as `[UNFILLED: name]`.

mod desk;
mod fields;

pub use desk::{Desk, Filled};
pub use fields::{Field, MessageFile};
