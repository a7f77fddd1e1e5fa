//! Statements that nothing waits for.
//!
//! Not what becomes of a batch when one of them fails (`grouping.rs`).
//!
//! The one rule to know: whether or not they travelled together, they took effect in the order they were given.

use store::testing::each_empty_engine;
use store::{Options, StoreError, params};

use super::{NOTES, account, add_note_later, ids, make, notes};

#[test]
fn later_statements_keep_their_order_among_themselves_and_with_queries() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let seen: Result<Vec<String>, StoreError> = store.write_blocking(account(), |tx| {
            let append = "UPDATE notes SET body = body || $1 WHERE id = 1";
            let body = "SELECT body FROM notes WHERE id = 1";
            let mut seen = Vec::new();
            add_note_later(tx, 1, "")?;
            tx.execute_later(append, params!["a"])?;
            tx.execute_later(append, params!["b"])?;
            seen.push(tx.query_one(body, &[], |row| row.get(0))?);
            tx.execute_later(append, params!["c"])?;
            assert_eq!(tx.execute(append, params!["d"])?, 1);
            tx.execute_later(append, params!["e"])?;
            seen.push(tx.query_one(body, &[], |row| row.get(0))?);
            tx.execute_later(append, params!["f"])?;
            Ok(seen)
        });
        assert_eq!(seen.unwrap(), ["ab", "abcde"]);
        assert_eq!(notes(store), [(1, "abcdef".to_owned())]);
    });
}

#[test]
fn thousands_of_later_statements_in_one_job_all_arrive() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let body = "x".repeat(2_000);
        let done: Result<(), StoreError> = store.write_blocking(account(), move |tx| {
            (0..3_000).try_for_each(|id| add_note_later(tx, id, &body))
        });
        done.unwrap();
        assert_eq!(ids(store), (0..3_000).collect::<Vec<_>>());
    });
}

#[test]
fn a_failed_later_statement_shows_at_the_next_query() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let failed: Result<i64, StoreError> = store.write_blocking(account(), |tx| {
            add_note_later(tx, 1, "first")?;
            add_note_later(tx, 1, "again")?;
            tx.query_one("SELECT COUNT(*) FROM notes", &[], |row| row.get(0))
        });
        assert_eq!(
            failed,
            Err(StoreError::UniqueViolation {
                constraint: "notes(id)".to_owned()
            })
        );
        assert_eq!(ids(store), Vec::<i64>::new());
    });
}

#[test]
fn a_failed_later_statement_at_the_end_of_a_job_alone_is_its_answer() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let failed: Result<(), StoreError> = store.write_blocking(account(), |tx| {
            add_note_later(tx, 1, "first")?;
            add_note_later(tx, 1, "again")
        });
        assert_eq!(
            failed,
            Err(StoreError::UniqueViolation {
                constraint: "notes(id)".to_owned()
            })
        );
        let after: Result<(), StoreError> = store.write_blocking(account(), |tx| add_note_later(tx, 2, "kept"));
        assert_eq!(after, Ok(()));
        assert_eq!(ids(store), [2]);
    });
}

#[test]
fn every_statement_of_a_job_is_counted_and_the_engines_own_are_not() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let count: Result<u64, StoreError> = store.write_blocking(account(), |tx| {
            add_note_later(tx, 1, "a")?;
            tx.execute("UPDATE notes SET body = $1", params!["b"])?;
            tx.query_locked("SELECT id FROM notes WHERE id = $1", params![1_i64], |row| {
                row.get::<i64>(0)
            })?;
            tx.query_opt("SELECT id FROM notes WHERE id = $1", params![2_i64], |row| {
                row.get::<i64>(0)
            })?;
            Ok(tx.statements())
        });
        assert_eq!(count, Ok(4));
    });
}
