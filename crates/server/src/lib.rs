//! The application put together: configuration, wiring, subcommands, demo data. The binary `entreposto` only calls
//! [`run`]; tests and benchmarks start the same application in their own process.
//!
//! Not a place for rules or for a vendor's words.
//!
//! The one rule to know: this is the only crate that names every other.

pub mod cli;
pub mod config;
pub mod credentials_file;
pub mod database;
pub mod demo;
pub mod faces;
pub mod http;
pub mod progress;

mod commands;
mod logs;
mod refusals;

pub use commands::run;
pub use http::build_router;
