//! What the tests of this face share: a world to ask.
//!
//! Not cases; those are in `tests/face.rs`.
//!
//! The one rule to know: everything in the world has a fixed number and a fixed time, so answers are compared whole.

pub(crate) mod world;
