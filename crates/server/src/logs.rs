//! Structured logs on standard error.
//!
//! Not metrics, and not what a command answers: that is on standard output.
//!
//! The one rule to know: quiet by default; a line per request costs throughput and is asked for with `log = "info"`.

use std::io::IsTerminal;

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, Settings};

/// Starts logging for this process. Called twice, the first call holds.
///
/// # Errors
/// A `log` setting that is no list of directives.
pub(crate) fn start(settings: &Settings) -> anyhow::Result<()> {
    let filter = filter(&settings.log)?;
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    // A second start is not an error: whoever started first, a test or the embedding program, chose the form.
    let started = match settings.log_format {
        LogFormat::Text => logs.try_init(),
        LogFormat::Json => logs.json().flatten_event(true).try_init(),
    };
    drop(started);
    Ok(())
}

fn filter(directives: &str) -> anyhow::Result<EnvFilter> {
    EnvFilter::builder().parse(directives).with_context(|| {
        format!("`{directives}` is no log level: use error, warn, info, debug, trace, off, or directives like `store=debug,warn`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_directives_are_filters_and_nonsense_is_not() {
        for directives in ["off", "warn", "store=debug,warn", "entreposto::http=info"] {
            assert!(filter(directives).is_ok(), "{directives}");
        }
        assert!(filter("store=loud").is_err());
    }
}
