//! The binary `entreposto`: reads the command line, and says what went wrong.
//!
//! Not the commands themselves, which are in the library beside it.
//!
//! The one rule to know: an error ends with exit code 1, a misspelt command line with 2.

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;
use server::cli::Cli;

/// Gives memory back and keeps threads apart better than the system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    // Variables that are not text cannot be ours.
    let variables =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    match server::run(&Cli::parse(), variables) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("entreposto: {error:#}");
            ExitCode::FAILURE
        }
    }
}
