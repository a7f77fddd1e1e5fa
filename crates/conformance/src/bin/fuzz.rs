//! `cargo run -p conformance --bin fuzz -- nfe|bodies|search --minutes 10`: odd inputs until the time is over or one of
//! them does harm.
//!
//! Not a test of its own: a few inputs of each kind run with the tests.
//!
//! The one rule to know: what it prints is enough to find the same input again.

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use conformance::dialects;
use conformance::fuzz::{Bodies, Documents, Search, Target, Until, run};

/// Sends odd inputs to what reads them.
#[derive(Debug, Parser)]
struct Cli {
    /// What takes the inputs.
    what: What,
    /// Which face, for bodies and searches.
    #[arg(long, default_value = "estoka")]
    face: String,
    /// How long.
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// Where the dice begin.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    /// The XML of an NF-e.
    Nfe,
    /// Bodies in JSON.
    Bodies,
    /// The filters of lists.
    Search,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let Some(dialect) = dialects::find(&cli.face) else {
        eprintln!("there is no dialect `{}`", cli.face);
        return ExitCode::FAILURE;
    };
    let mut target: Box<dyn Target> = match cli.what {
        What::Nfe => Box::new(Documents::new()),
        What::Bodies => Box::new(Bodies::new(dialect)),
        What::Search => Box::new(Search::new(dialect)),
    };
    match run(
        target.as_mut(),
        cli.seed,
        Until::Passed(Duration::from_mins(cli.minutes)),
    ) {
        Ok(tally) => {
            println!(
                "{:?}, seed {}: {} inputs, {:?}",
                cli.what, cli.seed, tally.inputs, tally.outcomes
            );
            ExitCode::SUCCESS
        }
        Err(found) => {
            eprintln!("{found}");
            ExitCode::FAILURE
        }
    }
}
