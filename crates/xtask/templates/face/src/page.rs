//! Sample's paging, filters, sorting and field selection.
//!
//! Not the rules all vendors share, which are in `face_kit`.
//!
//! The one rule to know: a page past the end is empty, never an error.
