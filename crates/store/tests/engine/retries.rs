//! Conflicts: what happens when transactions want the same rows.
//!
//! Not refusals inside one batch (`grouping.rs`).
//!
//! The one rule to know: a job sees serialisable transactions; how often it ran to get one is the engine's business.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Instant;

use domain::ids::AccountId;
use store::testing::{each_empty_engine, empty_postgres_url};
use store::{EngineKind, Options, Store, StoreError, Target, Tx, params};

use super::grouping::{Work, together};
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
fn a_job_that_always_loses_is_told_in_the_end_that_it_was_contended() {
    let Some(url) = empty_postgres_url() else { return };
    let open = || Store::open(&Target::Postgres { url: url.clone() }, Options::default()).unwrap();
    let (store, rival) = (open(), open());
    make(&store, TALLY);
    let runs = Arc::new(AtomicUsize::new(0));
    let its_runs = Arc::clone(&runs);
    let lost: Result<(), StoreError> = store.write_blocking(AccountId::from_raw(1), move |tx| {
        let n: i64 = tx.query_one("SELECT n FROM tally WHERE id = 1", &[], |row| row.get(0))?;
        its_runs.fetch_add(1, Ordering::SeqCst);
        // Another process gets in between, every time.
        rival.write_blocking(AccountId::from_raw(1), increment)?;
        tx.execute_later("UPDATE tally SET n = $1 WHERE id = 1", params![n + 1_000])
    });
    assert_eq!(lost, Err(StoreError::Contended));
    let runs = runs.load(Ordering::SeqCst);
    assert!(runs > 10, "it gave up after {runs} runs");
    assert_eq!(
        tally(&store),
        i64::try_from(runs).unwrap(),
        "only the rival's increments are there"
    );
}

#[test]
fn batches_of_two_servers_that_hold_what_the_other_wants_let_go_at_once() {
    let Some(url) = empty_postgres_url() else { return };
    let options = Options {
        writers: 1,
        ..Options::default()
    };
    let open = || Store::open(&Target::Postgres { url: url.clone() }, options).unwrap();
    make(
        &open(),
        &[
            "CREATE TABLE tally (id BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)",
            "INSERT INTO tally (id, n) VALUES (1, 0), (2, 0)",
            // So late that its work cannot be mistaken for ours.
            "DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''60s''', current_database()); END$$",
        ],
    );
    let both_hold_one = Arc::new(Barrier::new(2));
    // Each job takes one row: only sharing a transaction makes a circle.
    let take = |id: i64, wait: bool| -> Work {
        let both_hold_one = Arc::clone(&both_hold_one);
        let mut first = wait;
        Box::new(move |tx| {
            tx.execute("UPDATE tally SET n = n + 1 WHERE id = $1", params![id])?;
            if std::mem::take(&mut first) {
                both_hold_one.wait();
            }
            Ok(())
        })
    };
    let (here, there) = (open(), open());
    let started = Instant::now();
    std::thread::scope(|scope| {
        let answers = [
            scope.spawn(|| together(&here, vec![take(1, true), take(2, false)])),
            scope.spawn(|| together(&there, vec![take(2, true), take(1, false)])),
        ];
        assert_eq!(
            answers.map(|thread| thread.join().unwrap()),
            [[Ok(()), Ok(())], [Ok(()), Ok(())]]
        );
    });
    assert!(
        started.elapsed().as_secs() < 30,
        "the server's own search for deadlocks had to end it"
    );
    assert_eq!(tally(&here), 2);
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

#[test]
fn a_crowd_of_good_refusing_failing_and_panicking_jobs_leaves_the_books_balanced() {
    each_empty_engine(Options::default(), |store| {
        make(
            store,
            &[
                "CREATE TABLE purses (id BIGINT NOT NULL PRIMARY KEY, coins BIGINT NOT NULL)",
                "CREATE TABLE transfers (id BIGINT NOT NULL PRIMARY KEY)",
                "INSERT INTO purses (id, coins) VALUES (0, 1000), (1, 1000), (2, 1000)",
                "INSERT INTO transfers (id) VALUES (-1)",
            ],
        );
        let transfer = |n: i64| {
            move |tx: &mut Tx<'_>| -> Result<(), StoreError> {
                // The lower purse first, whichever way the coins go: every job locks in one order.
                let (low, high, coins) = [(0_i64, 1_i64, 1), (1, 2, 2), (0, 2, -3)][usize::try_from(n % 3).unwrap()];
                let purse = "SELECT coins FROM purses WHERE id = $1";
                let change = "UPDATE purses SET coins = $1 WHERE id = $2";
                let had: i64 = tx.query_one(purse, params![low], |row| row.get(0))?;
                tx.execute_later(change, params![had - coins, low])?;
                let had: i64 = tx.query_one(purse, params![high], |row| row.get(0))?;
                tx.execute(change, params![had + coins, high])?;
                match n % 5 {
                    0 => Err(StoreError::RowMissing),
                    1 => tx.execute_later("INSERT INTO transfers (id) VALUES ($1)", params![-1_i64]),
                    // A panic that prints no trace: there are many.
                    2 => std::panic::resume_unwind(Box::new("meant to")),
                    _ => tx.execute_later("INSERT INTO transfers (id) VALUES ($1)", params![n]),
                }
            }
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .build()
            .unwrap();
        let answers = runtime.block_on(futures_util::future::join_all(
            (0..300).map(|n| store.write(AccountId::from_raw(n / 7), transfer(n))),
        ));
        for (n, answer) in answers.into_iter().enumerate() {
            let expected = match n % 5 {
                0 => Err(StoreError::RowMissing),
                1 => Err(StoreError::UniqueViolation {
                    constraint: "transfers(id)".to_owned(),
                }),
                2 => Err(StoreError::JobPanicked {
                    message: "meant to".to_owned(),
                }),
                _ => Ok(()),
            };
            assert_eq!(answer, expected, "job {n}");
        }
        let books: Result<(i64, i64), StoreError> = store.read_blocking(|tx| {
            let sql = "SELECT CAST(SUM(coins) AS BIGINT), (SELECT COUNT(*) FROM transfers) FROM purses";
            tx.query_one(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))
        });
        assert_eq!(books, Ok((3_000, 121)));
    });
}
