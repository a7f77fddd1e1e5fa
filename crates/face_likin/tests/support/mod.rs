//! What the tests of this face share: two brands, served, and ways to ask.

pub(crate) mod world;
