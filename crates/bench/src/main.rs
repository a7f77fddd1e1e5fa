//! `cargo run --release -p bench -- http | store | all | faces | list | ceiling`: figures of the product beside the
//! ceilings of the same run.
//!
//! Not a test: nothing here fails because a figure is low. The one rule to know: a figure is worth something only with
//! its ceiling and its errors, so they are always printed together.

mod callers;
mod ceiling;
mod child;
mod cli;
mod faces;
mod load;
mod machine;
mod measure;
mod product;
mod report;
mod statistics;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};
use crate::measure::Kind;

// The product's allocator, so that the bare server and the store without HTTP are measured with it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::CeilingServer { listen, answer_bytes } => ceiling::main(listen, answer_bytes).map(|()| true),
        Command::Ceiling {
            measuring,
            answer_bytes,
        } => measure::ceiling_alone(&measuring, answer_bytes),
        Command::List { measuring, orders } => measure::list::run(&measuring, orders),
        Command::Http { measuring, writing } => measure::run(Kind::Http, &measuring, &writing),
        Command::Store { measuring, writing } => measure::run(Kind::Store, &measuring, &writing),
        Command::Faces { measuring, writing } => faces::run(&measuring, &writing),
        Command::All { measuring, writing } => measure::run(Kind::All, &measuring, &writing),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("some answers were wrong, or an audit was not clean: the figures do not count");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
