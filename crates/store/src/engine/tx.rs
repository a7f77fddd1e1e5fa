//! What a job sees of the database: statements, inside a transaction somebody else begins and ends.
//!
//! Not a connection: it cannot commit, roll back or outlive the job.
//!
//! The one rule to know: after a statement has failed every further one fails too, on both engines, and the job's work
//! is undone whatever the job answers. Look before writing; do not try and see.

use super::param::{Param, zero_byte};
#[cfg(feature = "testing")]
use super::plan::Plan;
use super::row::Row;
use super::{postgres, sqlite};
use crate::error::StoreError;

/// An open transaction.
pub struct Tx<'a> {
    engine: Engine<'a>,
    statements: u64,
    /// Those of the statements run, where a test asked for them.
    #[cfg(feature = "testing")]
    plans: Option<Vec<Plan>>,
}

enum Engine<'a> {
    Sqlite(sqlite::Statements<'a>),
    Postgres(&'a mut postgres::Session),
}

impl<'a> Tx<'a> {
    pub(super) fn sqlite(statements: sqlite::Statements<'a>) -> Self {
        Self::on(Engine::Sqlite(statements))
    }

    pub(super) fn postgres(session: &'a mut postgres::Session) -> Self {
        Self::on(Engine::Postgres(session))
    }

    fn on(engine: Engine<'a>) -> Self {
        Self {
            engine,
            statements: 0,
            #[cfg(feature = "testing")]
            plans: None,
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
        self.run(sql, params, Engine::execute)
    }

    /// Runs a statement whose result nothing waits for. SQLite runs it at once; PostgreSQL is sent it together with
    /// whatever comes next. Order is kept. A failure shows at a later statement or in the job's answer.
    ///
    /// # Errors
    /// [`StoreError`]; the transaction is lost.
    pub fn execute_later(&mut self, sql: &str, params: &[Param<'_>]) -> Result<(), StoreError> {
        self.run(sql, params, Engine::execute_later)
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
        self.run(sql, params, |engine, sql, params| {
            engine.query(sql, params, usize::MAX, map)
        })
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
        let rows = self.run(sql, params, |engine, sql, params| engine.query(sql, params, 1, map));
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

    /// From now on, notes what each statement costs; on PostgreSQL, of those that begin with `SELECT`.
    #[cfg(feature = "testing")]
    pub fn note_plans(&mut self) {
        self.plans = Some(Vec::new());
    }

    /// The plans noted since [`Self::note_plans`].
    #[cfg(feature = "testing")]
    pub fn take_plans(&mut self) -> Vec<Plan> {
        self.plans.take().unwrap_or_default()
    }

    /// Runs a statement, counted and, where a test asked for it, explained.
    fn run<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        run: impl FnOnce(&mut Engine<'a>, &str, &[Param<'_>]) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.statements += 1;
        if let Some(position) = zero_byte(params) {
            return Err(StoreError::ZeroByteInText { position });
        }
        #[cfg(feature = "testing")]
        if let Some(plans) = &mut self.plans {
            plans.extend(self.engine.explain(sql, params)?);
        }
        let result = run(&mut self.engine, sql, params);
        #[cfg(feature = "testing")]
        if let (Engine::Sqlite(statements), Some(plan)) = (&self.engine, self.plans.iter_mut().flatten().last()) {
            plan.work = statements.steps();
        }
        result
    }
}

impl Engine<'_> {
    fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64, StoreError> {
        match self {
            Self::Sqlite(statements) => statements.execute(sql, params),
            Self::Postgres(session) => session.execute(sql, params),
        }
    }

    fn execute_later(&mut self, sql: &str, params: &[Param<'_>]) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(statements) => statements.execute(sql, params).map(drop),
            Self::Postgres(session) => session.execute_later(sql, params),
        }
    }

    fn query<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        limit: usize,
        map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        match self {
            Self::Sqlite(statements) => statements.query(sql, params, limit, map),
            Self::Postgres(session) => session.query(sql, params, limit, map),
        }
    }

    /// What the engine says of a statement. PostgreSQL runs it to know, so it is asked only of those that read.
    #[cfg(feature = "testing")]
    fn explain(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Option<Plan>, StoreError> {
        let (explain, column) = match self {
            Self::Sqlite(_) => ("EXPLAIN QUERY PLAN", 3),
            Self::Postgres(_) if !sql.starts_with("SELECT") => return Ok(None),
            Self::Postgres(_) => ("EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF)", 0),
        };
        let lines: Vec<String> = self.query(&format!("{explain} {sql}"), params, usize::MAX, |row| row.get(column))?;
        Ok(Some(Plan {
            statement: sql.to_owned(),
            // SQLite's is known when it has run.
            work: super::plan::rows_looked_at(&lines),
            lines,
        }))
    }
}
