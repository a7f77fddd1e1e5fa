//! The one thread that writes to SQLite.
//!
//! Not a pool: SQLite has one writer at a time, and a queue in front of it is faster and fairer than a lock.
//!
//! The one rule to know: everything that waited while the last commit reached the disk is committed together, and
//! nobody is answered before the disk has it.

use std::time::Instant;

use rusqlite::Connection;

use super::{Statements, control};
use crate::engine::job::{Job, Ran};
use crate::engine::metrics;
use crate::engine::queue::Queue;
use crate::engine::tx::Tx;
use crate::error::StoreError;

/// Serves the queue until it is closed and empty, then folds the WAL into the database file.
pub(in crate::engine) fn write_loop(connection: Connection, queue: &Queue<Box<dyn Job>>, max_batch: usize) {
    while let Some(mut jobs) = queue.take(max_batch) {
        if let Err(error) = run_batch(&connection, &mut jobs) {
            tracing::error!(%error, jobs = jobs.len(), "a batch of writes was not committed");
            undo(&connection);
            for job in &mut jobs {
                job.fail(error.clone());
            }
        }
        for job in jobs {
            job.answer();
        }
    }
    // Whoever still reads is not waited for; the next opening folds the rest then.
    if let Err(error) = connection.execute_batch("PRAGMA busy_timeout=0; PRAGMA wal_checkpoint(TRUNCATE)") {
        tracing::warn!(%error, "the write-ahead log was not folded into the database");
    }
}

/// Runs and commits a batch. An error means that nothing of it was kept.
fn run_batch(connection: &Connection, jobs: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    control(connection, "BEGIN IMMEDIATE")?;
    let alone = jobs.len() == 1;
    for job in jobs.iter_mut() {
        if !alone {
            control(connection, "SAVEPOINT job")?;
        }
        let ran = job.run(&mut Tx::sqlite(Statements::new(connection)));
        // A full disk or a failing one makes SQLite roll everything back by itself.
        if connection.is_autocommit() {
            return Err(StoreError::Sql {
                code: "rolled back".to_owned(),
                message: "the engine rolled the transaction back by itself".to_owned(),
                statement: "BEGIN IMMEDIATE".to_owned(),
            });
        }
        match (ran, alone) {
            (Ran::Kept, true) => {}
            (Ran::Kept, false) => control(connection, "RELEASE job")?,
            (Ran::Refused | Ran::Panicked, true) => return control(connection, "ROLLBACK"),
            (Ran::Refused | Ran::Panicked, false) => {
                control(connection, "ROLLBACK TO job")?;
                control(connection, "RELEASE job")?;
            }
        }
    }
    let started = Instant::now();
    control(connection, "COMMIT")?;
    metrics::committed(started.elapsed(), jobs.len());
    Ok(())
}

/// Ends a transaction that is still open after a failure.
fn undo(connection: &Connection) {
    if !connection.is_autocommit()
        && let Err(error) = control(connection, "ROLLBACK")
    {
        tracing::error!(%error, "a failed batch could not be rolled back");
    }
}
