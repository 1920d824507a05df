//! Where the plan stops and somebody decides: go/no-go, points of return, criteria of success.

mod criteria;
mod decisions;
mod points;
mod tables;
mod verdict;

pub use criteria::success_criteria;
pub use decisions::go_no_go;
pub use points::rollback_points;
pub use tables::criteria as table_criteria;
