//! What all targets share: inputs are changed, tried, kept where they did something new, and made small where they broke
//! a law.

mod asked;
mod corpus;
mod driver;
mod growth;
mod mutate;
mod panics;
mod progress;
mod random;
mod shrink;
mod traits;
mod watch;

pub use driver::{Broken, Holds, Target, fuzz};
pub use traits::Traits;
