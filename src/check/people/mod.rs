//! Who is to be called and who signs.

pub mod approved_but_unsigned;
mod hours;
pub mod missing_contacts;
pub mod no_sign_off;
pub mod uncovered_hours;
pub mod unfilled_contact;
pub mod unlisted_contact;
