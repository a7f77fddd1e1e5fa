//! The application put together: configuration, wiring, subcommands, demo data. The binary `entreposto` only calls
//! [`cli::run`]; tests and benchmarks start the same application in their own process.
//!
//! Not a place for rules or for a vendor's words.
//!
//! The one rule to know: this is the only crate that names every other.

pub mod demo;
