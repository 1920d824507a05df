//! Derived links: which words of a plan speak of which thing of the plan, and back.
//!
//! Plans hold hardly any links. [`References::find`] reads every paragraph, item and cell once and notes what its
//! words lead to; nothing inside fences or links of the author is touched. The list is made when the
//! [`Site`](super::Site) is built, in order of the text; pages ask it by run, checks for what leads nowhere.

mod target;

pub use target::Target;
