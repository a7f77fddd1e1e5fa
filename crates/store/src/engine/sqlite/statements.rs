//! Running statements on a SQLite connection.
//!
//! Not transactions: the writer and the readers begin and end those.
//!
//! The one rule to know: SQLite numbers `$1`-style names in order of first use, which is why statements must too.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ToSql};

use super::failure;
use crate::engine::param::Param;
use crate::engine::row::{Column, Inner, Row};
use crate::error::StoreError;

/// Statements of one job on one connection.
pub(in crate::engine) struct Statements<'a> {
    connection: &'a Connection,
    failed: bool,
    #[cfg(feature = "testing")]
    steps: u64,
}

impl<'a> Statements<'a> {
    pub(super) fn new(connection: &'a Connection) -> Self {
        Self {
            connection,
            failed: false,
            #[cfg(feature = "testing")]
            steps: 0,
        }
    }

    /// How many steps of its machine the last statement took.
    #[cfg(feature = "testing")]
    pub(in crate::engine) fn steps(&self) -> u64 {
        self.steps
    }

    pub(in crate::engine) fn has_failed(&self) -> bool {
        self.failed
    }

    pub(in crate::engine) fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64, StoreError> {
        let mut statement = self.prepare(sql, params)?;
        // Rows of a RETURNING that nobody wants are stepped over, as PostgreSQL does.
        let executed = if statement.column_count() > 0 {
            let mut rows = statement.raw_query();
            let mut count = 0;
            loop {
                match rows.next() {
                    Ok(Some(_)) => count += 1,
                    Ok(None) => break Ok(count),
                    Err(error) => break Err(error),
                }
            }
        } else {
            statement.raw_execute().map(|rows| rows as u64)
        };
        #[cfg(feature = "testing")]
        {
            self.steps = steps(&statement);
        }
        drop(statement);
        executed.map_err(|error| self.fail(failure(error, sql)))
    }

    /// Up to `limit` rows, in their order.
    pub(in crate::engine) fn query<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        limit: usize,
        mut map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.prepare(sql, params)?;
        // A statement that writes must run to its end, or its later rows would not be written.
        let reads_only = statement.readonly();
        let mut rows = statement.raw_query();
        let mut mapped = Vec::new();
        let mut wrong = None;
        let finished = loop {
            match rows.next() {
                Ok(Some(_)) if mapped.len() == limit || wrong.is_some() => {}
                Ok(Some(row)) => match map(&Row(Inner::Sqlite(row))) {
                    Ok(value) => mapped.push(value),
                    Err(error) => wrong = Some(error),
                },
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
            if reads_only && (mapped.len() == limit || wrong.is_some()) {
                break Ok(());
            }
        };
        drop(rows);
        #[cfg(feature = "testing")]
        {
            self.steps = steps(&statement);
        }
        drop(statement);
        finished.map_err(|error| self.fail(failure(error, sql)))?;
        wrong.map_or(Ok(mapped), Err)
    }

    fn prepare(&mut self, sql: &str, params: &[Param<'_>]) -> Result<CachedStatement<'a>, StoreError> {
        if self.failed {
            return Err(StoreError::TransactionFailed);
        }
        let bound = self
            .connection
            .prepare_cached(sql)
            .map_err(|error| failure(error, sql))
            .and_then(|mut statement| {
                check_parameters(&statement, sql, params)?;
                for (index, param) in params.iter().enumerate() {
                    statement
                        .raw_bind_parameter(index + 1, param)
                        .map_err(|error| failure(error, sql))?;
                }
                Ok(statement)
            });
        bound.map_err(|error| self.fail(error))
    }

    fn fail(&mut self, error: StoreError) -> StoreError {
        self.failed = true;
        error
    }
}

#[cfg(feature = "testing")]
fn steps(statement: &CachedStatement<'_>) -> u64 {
    let steps = statement.reset_status(rusqlite::StatementStatus::VmStep);
    u64::try_from(steps).unwrap_or(0)
}

/// Refuses a wrong number of parameters, and in debug builds placeholders that are out of order.
fn check_parameters(statement: &CachedStatement<'_>, sql: &str, params: &[Param<'_>]) -> Result<(), StoreError> {
    let wanted = statement.parameter_count();
    let wrong = |reason: String| {
        Err(StoreError::Parameters {
            reason,
            statement: sql.to_owned(),
        })
    };
    if wanted != params.len() {
        return wrong(format!("{wanted} wanted, {} given", params.len()));
    }
    if cfg!(debug_assertions) {
        for position in 1..=wanted {
            let name = statement.parameter_name(position).unwrap_or("?");
            if name != format!("${position}") {
                return wrong(format!("{name} stands where ${position} would be first used"));
            }
        }
    }
    Ok(())
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Param::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Param::Int(value) => ToSqlOutput::Borrowed(ValueRef::Integer(*value)),
            Param::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Param::Blob(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Param::Day(day) => ToSqlOutput::Owned(day.to_string().into()),
        })
    }
}

/// A column of a row of SQLite's.
pub(in crate::engine) fn column<'a>(row: &'a rusqlite::Row<'_>, index: usize) -> Result<Column<'a>, String> {
    match row.get_ref(index).map_err(|_| "there is no such column".to_owned())? {
        ValueRef::Null => Ok(Column::Null),
        ValueRef::Integer(value) => Ok(Column::Int(value)),
        ValueRef::Text(text) => std::str::from_utf8(text)
            .map(Column::Text)
            .map_err(|_| "is not UTF-8".to_owned()),
        ValueRef::Blob(bytes) => Ok(Column::Blob(bytes)),
        ValueRef::Real(_) => Err("holds a floating number, which the core does not have".to_owned()),
    }
}
