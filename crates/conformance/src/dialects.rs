//! The faces that are walked through, one file each.
//!
//! Not their exchanges, which are in `exchanges/<face>/`.
//!
//! The one rule to know: a face is walked through by `tests/<face>/main.rs`, which names its dialect.

pub mod egestor;
pub mod estoka;
pub mod likin;
pub mod uniplus;

use crate::dialect::Dialect;

/// Every face that is walked through.
pub const ALL: &[Dialect] = &[egestor::EGESTOR, estoka::ESTOKA, likin::LIKIN, uniplus::UNIPLUS];

/// The face of that name.
#[must_use]
pub fn find(name: &str) -> Option<Dialect> {
    ALL.iter().find(|dialect| dialect.face.name() == name).copied()
}
