//! Applications, tokens, users and sign-in through the application, on each engine.
//!
//! Not the pages and not a vendor's token endpoint.
//!
//! The one rule to know: the clock stands still until the test moves it; nothing waits.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod consent;
mod people;
mod tokens;
mod world;
