//! What things are called for ever.
pub mod signoff;
