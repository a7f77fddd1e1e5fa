//! Conflicts: what happens when transactions want the same rows.
//!
//! Not refusals inside one batch (`grouping.rs`).
//!
//! The one rule to know: a job sees serialisable transactions; how often it ran to get one is the engine's business.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};

use domain::ids::AccountId;
use store::testing::{each_empty_engine, empty_postgres_url};
use store::{EngineKind, Options, Store, StoreError, Target, Tx, params};

use super::make;

const TALLY: &[&str] = &[
    "CREATE TABLE tally (id BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)",
    "INSERT INTO tally (id, n) VALUES (1, 0)",
];

/// Reads, then writes what it computed: a lost update unless the engine is serialisable.
fn increment(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let n: i64 = tx.query_one("SELECT n FROM tally WHERE id = $1", params![1_i64], |row| row.get(0))?;
    tx.execute_later("UPDATE tally SET n = $1 WHERE id = $2", params![n + 1, 1_i64])
}

fn tally(store: &Store) -> i64 {
    let n: Result<i64, StoreError> =
        store.read_blocking(|tx| tx.query_one("SELECT n FROM tally WHERE id = 1", &[], |row| row.get(0)));
    n.unwrap()
}

#[test]
fn two_hundred_increments_at_once_lose_nothing() {
    each_empty_engine(Options::default(), |store| {
        make(store, TALLY);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .build()
            .unwrap();
        runtime.block_on(async {
            let increments = (0..200).map(|account| store.write(AccountId::from_raw(account), increment));
            for answer in futures_util::future::join_all(increments).await {
                answer.unwrap();
            }
        });
        assert_eq!(tally(store), 200);
    });
}

#[test]
fn a_job_that_lost_a_conflict_runs_again_and_sees_the_winner() {
    each_empty_engine(Options::default(), |store| {
        if store.engine() == EngineKind::Sqlite {
            return; // One writer: nothing to lose against.
        }
        make(store, TALLY);
        let (read, written) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
        let runs = Arc::new(AtomicUsize::new(0));
        std::thread::scope(|scope| {
            let (its_read, its_written, its_runs) = (Arc::clone(&read), Arc::clone(&written), Arc::clone(&runs));
            let loser = scope.spawn(move || {
                store.write_blocking(AccountId::from_raw(0), move |tx| {
                    let n: i64 = tx.query_one("SELECT n FROM tally WHERE id = 1", &[], |row| row.get(0))?;
                    if its_runs.fetch_add(1, Ordering::SeqCst) == 0 {
                        its_read.wait();
                        its_written.wait();
                    }
                    // The error is turned into another: the engine must have noticed by itself.
                    tx.execute("UPDATE tally SET n = $1 WHERE id = 1", params![n + 1])
                        .map_err(|_| StoreError::RowMissing)
                })
            });
            read.wait();
            let winner: Result<(), StoreError> = store.write_blocking(AccountId::from_raw(1), increment);
            winner.unwrap();
            written.wait();
            assert_eq!(loser.join().unwrap(), Ok(1));
        });
        assert_eq!(runs.load(Ordering::SeqCst), 2);
        assert_eq!(tally(store), 2);
    });
}

#[test]
fn a_write_skew_is_found_at_commit_and_run_again() {
    each_empty_engine(Options::default(), |store| {
        if store.engine() == EngineKind::Sqlite {
            return; // One writer: transactions do not overlap.
        }
        make(
            store,
            &[
                "CREATE TABLE duty (id BIGINT NOT NULL PRIMARY KEY, present BIGINT NOT NULL)",
                "INSERT INTO duty (id, present) VALUES (1, 1), (2, 1)",
            ],
        );
        // Each may leave only while the other stays, and both look before either leaves.
        let both_looked = Arc::new(Barrier::new(2));
        let leave = |id: i64| {
            let both_looked = Arc::clone(&both_looked);
            let mut first = true;
            move || {
                store.write_blocking(AccountId::from_raw(id), move |tx| {
                    let present: i64 =
                        tx.query_one("SELECT COUNT(*) FROM duty WHERE present = 1", &[], |row| row.get(0))?;
                    if std::mem::take(&mut first) {
                        both_looked.wait();
                    }
                    if present < 2 {
                        return Err(StoreError::RowMissing);
                    }
                    tx.execute_later("UPDATE duty SET present = 0 WHERE id = $1", params![id])
                })
            }
        };
        let answers = std::thread::scope(|scope| {
            let threads = [scope.spawn(leave(1)), scope.spawn(leave(2))];
            threads.map(|thread| thread.join().unwrap())
        });
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    });
}

#[test]
fn a_lane_whose_connection_was_cut_connects_again() {
    let Some(url) = empty_postgres_url() else { return };
    let options = Options {
        writers: 1,
        readers: 1,
        ..Options::default()
    };
    let store = Store::open(&Target::Postgres { url: url.clone() }, options).unwrap();
    make(&store, TALLY);
    assert_eq!(tally(&store), 0);
    let other = Store::open(&Target::Postgres { url }, Options { readers: 1, ..options }).unwrap();
    let cut: Result<Vec<bool>, StoreError> = other.write_blocking(AccountId::from_raw(1), |tx| {
        let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        tx.query(sql, &[], |row| row.get(0))
    });
    assert!(cut.unwrap().len() >= 2, "the writing and the reading connection");
    let written: Result<(), StoreError> = store.write_blocking(AccountId::from_raw(1), increment);
    assert_eq!(written, Ok(()));
    assert_eq!(tally(&store), 1);
}

#[test]
fn a_connection_cut_in_the_middle_of_a_job_runs_it_again() {
    let Some(url) = empty_postgres_url() else { return };
    let store = Store::open(&Target::Postgres { url }, Options::default()).unwrap();
    make(&store, TALLY);
    let mut first = true;
    let written: Result<(), StoreError> = store.write_blocking(AccountId::from_raw(1), move |tx| {
        increment(tx)?;
        if std::mem::take(&mut first) {
            tx.query_opt("SELECT pg_terminate_backend(pg_backend_pid())", &[], |row| {
                row.get::<bool>(0)
            })?;
        }
        Ok(())
    });
    assert_eq!(written, Ok(()));
    assert_eq!(tally(&store), 1);
}

#[test]
fn a_connection_lost_with_the_commit_on_its_way_leaves_the_outcome_unknown() {
    let Some(url) = empty_postgres_url() else { return };
    let store = Store::open(&Target::Postgres { url }, Options::default()).unwrap();
    make(&store, TALLY);
    let written: Result<(), StoreError> = store.write_blocking(AccountId::from_raw(1), |tx| {
        increment(tx)?;
        // Sent together with the commit.
        tx.execute_later("SELECT pg_terminate_backend(pg_backend_pid())", &[])
    });
    assert_eq!(written, Err(StoreError::OutcomeUnknown));
    assert_eq!(tally(&store), 0);
    let after: Result<(), StoreError> = store.write_blocking(AccountId::from_raw(1), increment);
    assert_eq!(after, Ok(()));
}
