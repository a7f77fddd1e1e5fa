//! What the engines promise, on both of them, with tables made for the purpose.
//!
//! Not the core's schema (`schema.rs`) nor its finders.
//!
//! The one rule to know: a test that cannot see the difference between the engines runs on both.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod grouping;
mod lifecycle;
mod pipeline;
mod reading;
mod retries;
mod statements;

use domain::ids::AccountId;
use store::{Store, StoreError, Tx, params};

/// The tenant of these tests.
fn account() -> AccountId {
    AccountId::from_raw(1)
}

/// Makes tables. The words are those both engines understand.
fn make(store: &Store, sql: &'static [&'static str]) {
    let made: Result<(), StoreError> = store.write_blocking(account(), move |tx| {
        for statement in sql {
            tx.execute(statement, &[])?;
        }
        Ok(())
    });
    made.unwrap();
}

const NOTES: &[&str] = &["CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY, body TEXT NOT NULL)"];

fn add_note(tx: &mut Tx<'_>, id: i64, body: &str) -> Result<(), StoreError> {
    tx.execute("INSERT INTO notes (id, body) VALUES ($1, $2)", params![id, body])
        .map(drop)
}

fn add_note_later(tx: &mut Tx<'_>, id: i64, body: &str) -> Result<(), StoreError> {
    tx.execute_later("INSERT INTO notes (id, body) VALUES ($1, $2)", params![id, body])
}

fn notes(store: &Store) -> Vec<(i64, String)> {
    let read: Result<_, StoreError> = store.read_blocking(|tx| {
        tx.query("SELECT id, body FROM notes ORDER BY id", &[], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    });
    read.unwrap()
}

fn ids(store: &Store) -> Vec<i64> {
    notes(store).into_iter().map(|(id, _)| id).collect()
}
