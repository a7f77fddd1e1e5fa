//! SQLite: how its connections are opened and what its errors mean.
//!
//! Not the threads: `writer.rs` owns the one connection that writes, `readers.rs` the pool of those that read.
//!
//! The one rule to know: `synchronous=FULL` with a WAL means that what was committed survives the power cut.

mod backup;
mod readers;
mod statements;
mod statistics;
mod writer;

use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

use crate::error::StoreError;

pub(super) use backup::backup;
pub(super) use readers::Readers;
pub(super) use statements::{Statements, column};
pub(super) use statistics::write as write_statistics;
pub(super) use writer::write_loop;

/// How long a connection waits for a lock that another process holds.
const BUSY_TIMEOUT_MS: i64 = 10_000;

/// Statements kept prepared by the writer: the whole core has fewer.
const WRITER_STATEMENTS: usize = 512;

/// Statements kept prepared by each reader. A prepared statement is 5 to 20 kB, and there are several readers.
const READER_STATEMENTS: usize = 256;

/// Opens the connection that writes.
pub(super) fn open_writer(path: &Path, create: bool) -> Result<Connection, StoreError> {
    if !create && !path.exists() {
        return Err(StoreError::NoDatabase { path: path.to_owned() });
    }
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(path, flags).map_err(cannot_open)?;
    connection.set_prepared_statement_cache_capacity(WRITER_STATEMENTS);
    // The WAL is folded back every 16 MB: the cost of a checkpoint is spread over thousands of commits.
    let pragmas = format!(
        "PRAGMA busy_timeout={BUSY_TIMEOUT_MS};
         PRAGMA journal_mode=WAL;
         PRAGMA synchronous=FULL;
         PRAGMA foreign_keys=ON;
         PRAGMA temp_store=MEMORY;
         PRAGMA cache_size=-16000;
         PRAGMA mmap_size=268435456;
         PRAGMA wal_autocheckpoint=4000;
         PRAGMA journal_size_limit=67108864;
         SELECT COUNT(*) FROM sqlite_master;"
    );
    // The last statement makes this connection open the log, as only a transaction does: without it a reader would be
    // the first to, and a checkpoint would wait for a lock of its own.
    connection.execute_batch(&pragmas).map_err(cannot_open)?;
    Ok(connection)
}

/// Opens a connection that cannot write. The file exists already and is in WAL mode: the writer came first.
fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(cannot_open)?;
    connection.set_prepared_statement_cache_capacity(READER_STATEMENTS);
    // Pages come from the mapping; the private cache is small because there are several readers.
    let pragmas = format!(
        "PRAGMA busy_timeout={BUSY_TIMEOUT_MS};
         PRAGMA query_only=ON;
         PRAGMA temp_store=MEMORY;
         PRAGMA cache_size=-2000;
         PRAGMA mmap_size=268435456;"
    );
    connection.execute_batch(&pragmas).map_err(cannot_open)?;
    Ok(connection)
}

/// Runs one of the engine's own statements, kept prepared.
fn control(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.raw_execute())
        .map(drop)
        .map_err(|error| failure(error, sql))
}

// Taken by value so that it can stand in `map_err`.
#[allow(clippy::needless_pass_by_value)]
fn cannot_open(error: rusqlite::Error) -> StoreError {
    StoreError::CannotOpen {
        reason: error.to_string(),
    }
}

/// What an error of the driver means.
fn failure(error: rusqlite::Error, sql: &str) -> StoreError {
    match error {
        rusqlite::Error::SqliteFailure(code, message) => {
            sqlite_failure(code, message.unwrap_or_else(|| code.to_string()), sql)
        }
        rusqlite::Error::SqlInputError { error, msg, .. } => sqlite_failure(error, msg, sql),
        other => StoreError::Sql {
            code: "driver".to_owned(),
            message: other.to_string(),
            statement: sql.to_owned(),
        },
    }
}

fn sqlite_failure(error: ffi::Error, message: String, sql: &str) -> StoreError {
    match (error.code, error.extended_code) {
        (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID) => {
            StoreError::UniqueViolation {
                constraint: constraint(&message),
            }
        }
        // A wrong type for a STRICT column is a defect in a statement, as it is on PostgreSQL.
        (ErrorCode::ConstraintViolation, code) if code != ffi::SQLITE_CONSTRAINT_DATATYPE => {
            StoreError::ConstraintViolation { detail: message }
        }
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => StoreError::Contended,
        (ErrorCode::ReadOnly, _) => StoreError::ReadOnly,
        (_, code) => StoreError::Sql {
            code: code.to_string(),
            message,
            statement: sql.to_owned(),
        },
    }
}

/// `UNIQUE constraint failed: orders.account_id, orders.code` becomes `orders(account_id, code)`; an index on an
/// expression, which SQLite names instead, becomes its bare name.
fn constraint(message: &str) -> String {
    let columns = message.rsplit_once(": ").map_or(message, |(_, columns)| columns);
    if let Some(index) = columns.strip_prefix("index '").and_then(|rest| rest.strip_suffix('\'')) {
        return index.to_owned();
    }
    let Some((table, _)) = columns.split_once('.') else {
        return columns.to_owned();
    };
    let names: Vec<&str> = columns
        .split(", ")
        .map(|column| {
            column
                .strip_prefix(table)
                .and_then(|rest| rest.strip_prefix('.'))
                .unwrap_or(column)
        })
        .collect();
    format!("{table}({})", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::constraint;

    #[test]
    fn a_unique_violation_names_table_and_columns() {
        for (message, expected) in [
            (
                "UNIQUE constraint failed: orders.account_id, orders.code",
                "orders(account_id, code)",
            ),
            ("UNIQUE constraint failed: accounts.id", "accounts(id)"),
            ("UNIQUE constraint failed: index 'skus_by_folded'", "skus_by_folded"),
        ] {
            assert_eq!(constraint(message), expected);
        }
    }
}
