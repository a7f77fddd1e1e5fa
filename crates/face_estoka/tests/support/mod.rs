//! What the tests of this face share: a world to ask, recorded exchanges, and the comparison of shapes.
//!
//! Not cases; those are in `tests/face.rs` and `tests/exchanges`.
//!
//! The one rule to know: everything in the world has a fixed number and a fixed time, so answers are compared whole.

pub(crate) mod exchange;
pub(crate) mod facts;
pub(crate) mod more;
pub(crate) mod shape;
pub(crate) mod world;
