//! Copying a SQLite database while it is in use.
//!
//! Not a file copy, which would miss the write-ahead log.
//!
//! The one rule to know: the copy is a snapshot of the moment it began, and only a whole copy bears the wanted name.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::open_reader;
use crate::error::StoreError;

/// Pages copied between two calls of `progress`: 4 MB.
const PAGES_PER_STEP: i32 = 1_000;

/// Copies the database at `path` to a new file.
pub(in crate::engine) fn backup(
    path: &Path,
    file: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), StoreError> {
    if file.exists() {
        return Err(failed(format!("{} exists already", file.display())));
    }
    let mut unfinished = file.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = PathBuf::from(unfinished);
    let copied = copy(path, &unfinished, progress).and_then(|()| std::fs::rename(&unfinished, file).map_err(failed));
    if copied.is_err() {
        // Nothing to say when it was never begun.
        drop(std::fs::remove_file(&unfinished));
    }
    copied
}

fn copy(path: &Path, file: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
    let source = open_reader(path)?;
    // With a read transaction open the copy is of one snapshot; without, every commit meanwhile would restart it.
    source
        .execute_batch("BEGIN; SELECT 1 FROM sqlite_master")
        .map_err(failed)?;
    let mut target = Connection::open(file).map_err(failed)?;
    let backup = Backup::new(&source, &mut target).map_err(failed)?;
    loop {
        let step = backup.step(PAGES_PER_STEP).map_err(failed)?;
        let at = backup.progress();
        let (total, remaining) = (at.pagecount.unsigned_abs(), at.remaining.unsigned_abs());
        progress(u64::from(total.saturating_sub(remaining)), u64::from(total));
        match step {
            StepResult::Done => break,
            StepResult::More => {}
            // The source is a snapshot and the target is ours alone: only a foreign process can hold a lock.
            StepResult::Busy | StepResult::Locked | _ => return Err(failed("another process holds a lock")),
        }
    }
    drop(backup);
    target.close().map_err(|(_, error)| failed(error))
}

fn failed(reason: impl ToString) -> StoreError {
    StoreError::Backup {
        reason: reason.to_string(),
    }
}
