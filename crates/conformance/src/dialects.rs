//! The faces that are walked through, one file each.
//!
//! Not their exchanges, which are in `exchanges/<face>/`.
//!
//! The one rule to know: a face is walked through by `tests/<face>/main.rs`, which names its dialect.

pub mod estoka;
