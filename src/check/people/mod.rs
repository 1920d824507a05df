//! Who is to be called and who signs.

pub mod approved_but_unsigned;
pub mod missing_contacts;
pub mod no_sign_off;
pub mod unfilled_contact;
pub mod unlisted_contact;
