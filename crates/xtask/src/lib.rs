//! Development tasks: the tidy checks and the scaffolding, callable from `main` and from tests.
//!
//! Not part of the product: no other crate depends on this one, and it depends on none of ours.
//! The one rule: every check is a pure function of a [`tidy::Tree`], so that a test can hand it a small wrong tree.

pub mod face;
pub mod tidy;
