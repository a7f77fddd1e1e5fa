//! What two modules of the domain do together: one file per business process, reading like the process.
//!
//! Not the rules themselves; those are in `domain`.
