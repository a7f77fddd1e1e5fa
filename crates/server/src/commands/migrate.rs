//! `entreposto migrate`: creates the database, or brings its schema up to date.
//!
//! Not a way back: migrations only add.
//!
//! The one rule to know: all pending migrations are one transaction.

use std::process::ExitCode;

use anyhow::Context;

use crate::config::Settings;
use crate::database::{Database, Missing};

pub(super) fn run(settings: &Settings) -> anyhow::Result<ExitCode> {
    let database = Database::of(settings)?;
    let store = database.open(settings, Missing::Create)?;
    let report = store
        .migrate()
        .with_context(|| format!("{} cannot be migrated", database.name()))?;
    if report.applied.is_empty() {
        println!("{}: the schema is current", database.name());
    } else {
        println!("{}: applied {}", database.name(), report.applied.join(", "));
    }
    store.close();
    Ok(ExitCode::SUCCESS)
}
