//! What a job sees of the database: statements, inside a transaction somebody else begins and ends.
//!
//! Not a connection: it cannot commit, roll back or outlive the job.
//!
//! The one rule to know: after a statement has failed every further one fails too, on both engines, and the job's work
//! is undone whatever the job answers. Look before writing; do not try and see.

use super::param::{Param, zero_byte};
use super::row::Row;
use super::{postgres, sqlite};
use crate::error::StoreError;

/// An open transaction.
pub struct Tx<'a> {
    engine: Engine<'a>,
    statements: u64,
}

enum Engine<'a> {
    Sqlite(sqlite::Statements<'a>),
    Postgres(&'a mut postgres::Session),
}

impl<'a> Tx<'a> {
    pub(super) fn sqlite(statements: sqlite::Statements<'a>) -> Self {
        Self {
            engine: Engine::Sqlite(statements),
            statements: 0,
        }
    }

    pub(super) fn postgres(session: &'a mut postgres::Session) -> Self {
        Self {
            engine: Engine::Postgres(session),
            statements: 0,
        }
    }

    /// Whether a statement has failed, as far as is known now.
    pub(super) fn has_failed(&self) -> bool {
        match &self.engine {
            Engine::Sqlite(statements) => statements.has_failed(),
            Engine::Postgres(session) => session.has_failed(),
        }
    }

    /// Runs a statement and waits for it. Answers the number of rows it touched.
    ///
    /// # Errors
    /// [`StoreError`]; the transaction is lost.
    pub fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64, StoreError> {
        self.count(params)?;
        match &mut self.engine {
            Engine::Sqlite(statements) => statements.execute(sql, params),
            Engine::Postgres(session) => session.execute(sql, params),
        }
    }

    /// Runs a statement whose result nothing waits for. SQLite runs it at once; PostgreSQL is sent it together with
    /// whatever comes next. Order is kept. A failure shows at a later statement or in the job's answer.
    ///
    /// # Errors
    /// [`StoreError`]; the transaction is lost.
    pub fn execute_later(&mut self, sql: &str, params: &[Param<'_>]) -> Result<(), StoreError> {
        self.count(params)?;
        match &mut self.engine {
            Engine::Sqlite(statements) => statements.execute(sql, params).map(drop),
            Engine::Postgres(session) => session.execute_later(sql, params),
        }
    }

    /// Runs a query and maps its rows in their order.
    ///
    /// # Errors
    /// [`StoreError`]; the transaction is lost, unless the error came out of `map`.
    pub fn query<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.count(params)?;
        match &mut self.engine {
            Engine::Sqlite(statements) => statements.query(sql, params, usize::MAX, map),
            Engine::Postgres(session) => session.query(sql, params, usize::MAX, map),
        }
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Self::query`].
    pub fn query_opt<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        self.count(params)?;
        let rows = match &mut self.engine {
            Engine::Sqlite(statements) => statements.query(sql, params, 1, map),
            Engine::Postgres(session) => session.query(sql, params, 1, map),
        };
        rows.map(|rows| rows.into_iter().next())
    }

    /// The first row.
    ///
    /// # Errors
    /// [`StoreError::RowMissing`] without one; otherwise as [`Self::query`].
    pub fn query_one<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.query_opt(sql, params, map)?.ok_or(StoreError::RowMissing)
    }

    /// Like [`Self::query`], and nobody else changes the rows until this transaction ends: PostgreSQL is asked
    /// `FOR UPDATE`; on SQLite the writer is alone anyway.
    ///
    /// # Errors
    /// As [`Self::query`].
    pub fn query_locked<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        match &self.engine {
            Engine::Sqlite(_) => self.query(sql, params, map),
            Engine::Postgres(_) => self.query(&format!("{sql} FOR UPDATE"), params, map),
        }
    }

    /// How many statements this run of the job has asked for. The engine's own (savepoints and such) do not count.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements
    }

    /// From now on, notes how SQLite plans each statement; PostgreSQL plans by the data, which tests do not have.
    #[cfg(feature = "testing")]
    pub fn note_plans(&mut self) {
        if let Engine::Sqlite(statements) = &mut self.engine {
            statements.note_plans();
        }
    }

    /// The plans noted since [`Self::note_plans`]; none on PostgreSQL.
    #[cfg(feature = "testing")]
    pub fn take_plans(&mut self) -> Vec<String> {
        match &mut self.engine {
            Engine::Sqlite(statements) => statements.take_plans(),
            Engine::Postgres(_) => Vec::new(),
        }
    }

    fn count(&mut self, params: &[Param<'_>]) -> Result<(), StoreError> {
        self.statements += 1;
        zero_byte(params).map_or(Ok(()), |position| Err(StoreError::ZeroByteInText { position }))
    }
}
