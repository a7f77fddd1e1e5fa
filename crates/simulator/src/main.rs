//! The product under another name, so that a test can start it as a process of its own and kill it. Takes exactly the
//! arguments of `entreposto`.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match server::run(&server::cli::Cli::parse(), std::env::vars()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
