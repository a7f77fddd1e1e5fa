//! The catalogue through the application, on each engine. Not the rules themselves, which have tables in `domain`.
//!
//! The one rule to know: every test begins with an empty account and a second, foreign one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod attributes;
mod categories;
mod prices;
mod products;
mod statements;
mod suppliers;
mod update;
mod world;
