//! The command line: what to measure, for how long, and where the figures go.
//!
//! Not the measuring. The one rule to know: every default is the one the published figures were made with.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};

use crate::report::{Engine, Settings, What};
use crate::statistics::Plan;

/// Measures Entreposto against ceilings of the same run, on this machine and over the loopback only.
#[derive(Debug, Parser)]
#[command(name = "bench", version)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Everything: `http` and `store` in one run.
    All {
        /// How to measure.
        #[command(flatten)]
        measuring: Measuring,
        /// Where the figures go.
        #[command(flatten)]
        writing: Writing,
    },
    /// The product over HTTP, beside the bare HTTP stack and the order without HTTP.
    Http {
        /// How to measure.
        #[command(flatten)]
        measuring: Measuring,
        /// Where the figures go.
        #[command(flatten)]
        writing: Writing,
    },
    /// Orders and point reads without HTTP.
    Store {
        /// How to measure.
        #[command(flatten)]
        measuring: Measuring,
        /// Where the figures go.
        #[command(flatten)]
        writing: Writing,
    },
    /// What clients of the other faces ask most, each beside its ceiling.
    Faces {
        /// How to measure.
        #[command(flatten)]
        measuring: Measuring,
        /// Where the figures go.
        #[command(flatten)]
        writing: Writing,
    },
    /// The bare HTTP stack and the disk alone, without the product.
    Ceiling {
        /// How to measure.
        #[command(flatten)]
        measuring: Measuring,
        /// Size of the constant answer in bytes.
        #[arg(long, default_value_t = 2000)]
        answer_bytes: usize,
    },
    /// A page of orders in a table of 10,000 and in a larger one.
    List {
        /// How to measure.
        #[command(flatten)]
        measuring: Measuring,
        /// Orders of the larger table.
        #[arg(long, default_value_t = 1_000_000)]
        orders: u64,
    },
    /// The bare server; started by the other subcommands.
    #[command(hide = true)]
    CeilingServer {
        /// Where to listen.
        #[arg(long)]
        listen: SocketAddr,
        /// Size of the constant answer in bytes.
        #[arg(long)]
        answer_bytes: usize,
    },
}

/// How to measure; the same for all subcommands.
#[derive(Debug, Clone, Args)]
pub(crate) struct Measuring {
    /// Measured time of each figure.
    #[arg(long, value_name = "SECONDS", default_value = "3", value_parser = seconds)]
    pub(crate) seconds: Duration,
    /// Unmeasured time before each figure.
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    pub(crate) warm_up: Duration,
    /// Connections at once, or callers without HTTP.
    #[arg(long, value_name = "N,N", value_delimiter = ',', default_value = "1,16,64")]
    pub(crate) concurrency: Vec<usize>,
    /// Most requests of each figure, warm-up included.
    #[arg(long, value_name = "N", default_value_t = 2_000_000)]
    pub(crate) most_requests: u64,
    /// Threads of the load generator; by default one for each processor.
    #[arg(long, value_name = "N")]
    pub(crate) client_threads: Option<usize>,
    /// Measure this engine only; by default all that are present.
    #[arg(long, value_enum)]
    pub(crate) engine: Option<Engine>,
    /// Measure these figures only, and leave the document alone.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) only: Vec<What>,
    /// The server program; by default it is built first.
    #[arg(long, value_name = "FILE")]
    pub(crate) server: Option<PathBuf>,
}

/// Where the figures go.
#[derive(Debug, Clone, Args)]
pub(crate) struct Writing {
    /// The figures as JSON; by default beside the build.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// The document whose section is replaced; by default docs/performance.md.
    #[arg(long, value_name = "FILE")]
    pub(crate) docs: Option<PathBuf>,
    /// Leave the document alone. A build that is not optimised always does.
    #[arg(long)]
    pub(crate) no_docs: bool,
}

impl Measuring {
    /// The plan of one figure.
    pub(crate) fn plan(&self) -> Plan {
        Plan {
            warm_up: self.warm_up,
            measured: self.seconds,
            most_requests: self.most_requests,
        }
    }

    /// Threads of the load generator.
    pub(crate) fn client_threads(&self) -> anyhow::Result<usize> {
        match self.client_threads {
            Some(threads) => Ok(threads),
            None => Ok(std::thread::available_parallelism()?.get()),
        }
    }

    /// What the report says of them.
    pub(crate) fn words(&self) -> anyhow::Result<Settings> {
        Ok(Settings {
            seconds: self.seconds.as_secs_f64(),
            warm_up_seconds: self.warm_up.as_secs_f64(),
            concurrency: self.concurrency.clone(),
            client_threads: self.client_threads()?,
        })
    }
}

/// At most an hour: a run is bounded.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| format!("`{text}` is no number of seconds"))?;
    if (0.0..=3600.0).contains(&seconds) {
        Ok(Duration::from_secs_f64(seconds))
    } else {
        Err(format!("`{text}` is not between 0 and 3600 seconds"))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_figure_is_three_seconds_at_1_16_and_64_unless_told_otherwise() {
        let Command::Ceiling {
            measuring,
            answer_bytes,
        } = Cli::parse_from(["bench", "ceiling"]).command
        else {
            panic!("another subcommand");
        };
        assert_eq!(
            (measuring.seconds, measuring.warm_up, answer_bytes),
            (Duration::from_secs(3), Duration::from_secs(1), 2000)
        );
        assert_eq!(measuring.concurrency, [1, 16, 64]);
    }

    #[test]
    fn a_time_that_is_no_time_is_refused() {
        for text in ["", "x", "-1", "NaN", "inf", "3601"] {
            assert!(seconds(text).is_err(), "{text}");
        }
        assert_eq!(seconds("0.25"), Ok(Duration::from_millis(250)));
    }
}
