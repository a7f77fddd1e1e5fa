//! Where Sample differs from what its own documents or common sense would have: one function each.
//!
//! Not a place for what is merely unusual; that is the wire types' business.
//!
//! The one rule to know: every quirk names its evidence and has a test.
