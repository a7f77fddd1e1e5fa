//! Transport labels: blocks of text and a barcode on 100 × 150 mm, as PDF and as ZPL.
//!
//! Not what a label says: the words are its caller's. Knows no order, no vendor and no store.
//!
//! The one rule to know: the same label gives the same bytes, so nothing is kept: a label is drawn whenever it is asked
//! for.

mod code128;
mod pdf;
mod text;
mod zpl;

pub use code128::{Barcode, encode};
pub use pdf::pdf;
pub use zpl::zpl;

/// One label, a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label {
    /// The largest text, at the top.
    pub title: String,
    /// What stands beside it, small.
    pub subtitle: String,
    /// Blocks of text, from top to bottom.
    pub blocks: Vec<Block>,
    /// What the barcode says; it is also written under it. Text that Code 128 cannot say has no barcode.
    pub barcode: String,
    /// The last line.
    pub footer: String,
}

/// A heading and its lines. Lines that are too long are broken between words, and cut when that does not help.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// The heading, small.
    pub heading: String,
    /// The lines.
    pub lines: Vec<String>,
    /// Whether the lines are written large.
    pub is_prominent: bool,
}
