//! Bringing a database's schema up to date, and knowing whether it is.
//!
//! Not the schema itself: that is `migrations/`, listed in `migrations.rs`.
//!
//! The one rule to know: all pending migrations are one transaction, so a failed one leaves the schema as it was.

use std::error::Error;

use refinery::{Report, Runner};

use super::store::{EngineKind, Store, Target};
use super::{postgres, sqlite};
use crate::error::StoreError;
use crate::migrations;

/// What [`Store::migrate`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationReport {
    /// The migrations applied now, oldest first, as `V1__core`. Empty when the schema was current.
    pub applied: Vec<String>,
}

impl Store {
    /// Applies the migrations the database does not have yet. Blocks.
    ///
    /// # Errors
    /// [`StoreError::Migration`] when one fails, or the database has one that this program lacks or has otherwise.
    pub fn migrate(&self) -> Result<MigrationReport, StoreError> {
        let runner = migrations::runner(self.engine())?;
        let report = match self.target() {
            Target::Sqlite { path, .. } => {
                let mut connection = sqlite::open_writer(path, false)?;
                // Another program may have migrated between the look and the work. A second look sees what it did; a
                // migration that is wrong fails again.
                let report = runner
                    .run(&mut connection)
                    .or_else(|_| runner.run(&mut connection))
                    .map_err(|error| failed(&error))?;
                if !report.applied_migrations().is_empty() {
                    sqlite::write_statistics(&mut connection).map_err(|error| StoreError::Migration {
                        reason: error.to_string(),
                    })?;
                }
                Ok(report)
            }
            Target::Postgres { url } => {
                let config = postgres::config(url)?;
                postgres::apart(|| migrate_postgres(&config, &runner))
            }
        }?;
        Ok(MigrationReport {
            applied: report.applied_migrations().iter().map(ToString::to_string).collect(),
        })
    }

    /// Whether the database has exactly the migrations of this program.
    ///
    /// # Errors
    /// [`StoreError`] of the queries.
    pub fn schema_is_current(&self) -> Result<bool, StoreError> {
        let wanted: Vec<(i64, String)> = migrations::runner(self.engine())?
            .get_migrations()
            .iter()
            .map(|migration| (i64::from(migration.version()), migration.checksum().to_string()))
            .collect();
        let history = match self.engine() {
            EngineKind::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE name = $1",
            EngineKind::Postgres => {
                "SELECT COUNT(*) FROM information_schema.tables \
                 WHERE table_schema = CURRENT_SCHEMA AND table_name = $1"
            }
        };
        self.read_blocking(move |tx| {
            let tables: i64 = tx.query_one(history, crate::params!["refinery_schema_history"], |row| row.get(0))?;
            if tables == 0 {
                return Ok(wanted.is_empty());
            }
            let sql = "SELECT version, checksum FROM refinery_schema_history ORDER BY version";
            let applied = tx.query(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(applied == wanted)
        })
    }
}

/// The advisory lock that programs hold while they migrate; any number nobody else locks would do.
const MIGRATION_LOCK: &str = "SELECT pg_advisory_lock(7310013)";

fn migrate_postgres(config: &tokio_postgres::Config, runner: &Runner) -> Result<Report, StoreError> {
    let (runtime, mut client, connection) = postgres::connect(config)?;
    let report = runtime.block_on(async {
        // The lock goes with the connection. Without it, two programs that find no schema both make one, and one fails.
        client
            .batch_execute(MIGRATION_LOCK)
            .await
            .map_err(|error| StoreError::Migration {
                reason: error.to_string(),
            })?;
        runner.run_async(&mut client).await.map_err(|error| failed(&error))
    });
    drop(client);
    // Ends once the client is gone; why it ended was logged there.
    drop(runtime.block_on(connection));
    report
}

/// The error with all its causes: refinery's own words name only the step.
fn failed(error: &refinery::Error) -> StoreError {
    let mut reason = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        reason = format!("{reason}: {error}");
        cause = error.source();
    }
    StoreError::Migration { reason }
}
