//! What pictures are made of: widths of words, room for labels, and a sheet that keeps account of what stands where.
//!
//! Pictures are SVG made at build time. Words in them do not flow as words of a page do, so all room is worked out
//! here, with the widths of the letters that the page is set in.

mod board;
mod measure;
mod sheet;

pub use board::{Board, Edges, Mark};
pub use measure::{fit, width, wrap};
pub use sheet::{Sheet, num};

/// Size of the words of a picture.
pub const SIZE: f64 = 14.0;

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Plain,
    Bold,
    Dim,
    Wrong,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Look::Plain => "",
            Look::Bold => " class=\"b\"",
            Look::Dim => " class=\"dimtext\"",
            Look::Wrong => " class=\"wrongtext\"",
        }
    }

    pub fn is_bold(self) -> bool {
        self == Look::Bold
    }
}
