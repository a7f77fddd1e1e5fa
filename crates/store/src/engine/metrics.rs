//! The figures the store reports.
//!
//! Not their exposition: `server` installs the recorder.
//!
//! The one rule to know: names and units are fixed here; a figure nobody records costs next to nothing.

use std::time::Duration;

/// A batch was committed: `store_commit_seconds`, `store_batch_jobs`.
pub(super) fn committed(took: Duration, jobs: usize) {
    metrics::histogram!("store_commit_seconds").record(took);
    metrics::histogram!("store_batch_jobs").record(u32::try_from(jobs).unwrap_or(u32::MAX));
}

/// A batch is run again because others changed what it had read: `store_retries_total`.
pub(super) fn retried() {
    metrics::counter!("store_retries_total").increment(1);
}
