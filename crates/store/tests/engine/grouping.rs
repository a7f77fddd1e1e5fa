//! Group commit: who keeps what when several jobs share a transaction.
//!
//! Not conflicts between transactions (`retries.rs`).
//!
//! The one rule to know: `together` holds the writing thread until all jobs wait, so that they do share one.

use std::sync::{Arc, Barrier};

use store::testing::each_empty_engine;
use store::{Options, Store, StoreError, Tx};

use super::{NOTES, account, add_note, add_note_later, ids, make};

pub(super) type Work = Box<dyn FnMut(&mut Tx<'_>) -> Result<(), StoreError> + Send>;

fn one_lane() -> Options {
    Options {
        writers: 1,
        ..Options::default()
    }
}

/// Hands the jobs over, in their order, while the only writing thread is busy; answers their results.
pub(super) fn together(store: &Store, jobs: Vec<Work>) -> Vec<Result<(), StoreError>> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let (busy, free) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
    std::thread::scope(|scope| {
        let (its_busy, its_free) = (Arc::clone(&busy), Arc::clone(&free));
        scope.spawn(move || {
            let held: Result<(), StoreError> = store.write_blocking(account(), move |_| {
                its_busy.wait();
                its_free.wait();
                Ok(())
            });
            held.unwrap();
        });
        busy.wait();
        let waiting: Vec<_> = jobs
            .into_iter()
            .map(|work| Box::pin(store.write(account(), work)))
            .collect();
        let all = futures_util::future::join_all(waiting);
        runtime.block_on(async {
            let mut all = std::pin::pin!(all);
            // The first poll hands every job over.
            std::future::poll_fn(|context| {
                assert!(all.as_mut().poll(context).is_pending());
                std::task::Poll::Ready(())
            })
            .await;
            free.wait();
            all.await
        })
    })
}

#[test]
fn a_batch_keeps_the_good_jobs_and_drops_the_refused_one() {
    each_empty_engine(one_lane(), |store| {
        make(store, NOTES);
        let refuse: Work = Box::new(|tx| {
            add_note(tx, 2, "never")?;
            Err(StoreError::RowMissing)
        });
        let answers = together(
            store,
            vec![
                Box::new(|tx| add_note(tx, 1, "kept")),
                refuse,
                Box::new(|tx| add_note(tx, 3, "kept")),
            ],
        );
        assert_eq!(answers, [Ok(()), Err(StoreError::RowMissing), Ok(())]);
        assert_eq!(ids(store), [1, 3]);
    });
}

#[test]
fn a_statement_that_fails_costs_only_its_own_job() {
    each_empty_engine(one_lane(), |store| {
        make(store, NOTES);
        let answers = together(
            store,
            vec![
                Box::new(|tx| add_note(tx, 1, "first")),
                Box::new(|tx| add_note(tx, 2, "half of a job").and_then(|()| add_note(tx, 1, "again"))),
                Box::new(|tx| add_note(tx, 3, "kept")),
            ],
        );
        let twice = StoreError::UniqueViolation {
            constraint: "notes(id)".to_owned(),
        };
        assert_eq!(answers, [Ok(()), Err(twice), Ok(())]);
        assert_eq!(ids(store), [1, 3]);
    });
}

#[test]
fn a_failure_nobody_waited_for_is_answered_to_the_job_that_caused_it() {
    each_empty_engine(one_lane(), |store| {
        make(store, NOTES);
        let answers = together(
            store,
            vec![
                Box::new(|tx| add_note_later(tx, 1, "first")),
                Box::new(|tx| add_note_later(tx, 1, "again")),
                Box::new(|tx| add_note_later(tx, 3, "kept")),
                Box::new(|tx| add_note(tx, 4, "kept")),
                Box::new(|tx| add_note_later(tx, 4, "again")),
            ],
        );
        let twice = || {
            Err(StoreError::UniqueViolation {
                constraint: "notes(id)".to_owned(),
            })
        };
        assert_eq!(answers, [Ok(()), twice(), Ok(()), Ok(()), twice()]);
        assert_eq!(ids(store), [1, 3, 4]);
    });
}

#[test]
fn a_panic_undoes_its_job_and_the_writer_goes_on() {
    each_empty_engine(one_lane(), |store| {
        make(store, NOTES);
        let panic: Work = Box::new(|tx| {
            add_note(tx, 2, "never")?;
            panic!("meant to");
        });
        let answers = together(
            store,
            vec![
                Box::new(|tx| add_note(tx, 1, "kept")),
                panic,
                Box::new(|tx| add_note(tx, 3, "kept")),
            ],
        );
        let panicked = StoreError::JobPanicked {
            message: "meant to".to_owned(),
        };
        assert_eq!(answers, [Ok(()), Err(panicked.clone()), Ok(())]);

        let alone: Result<(), StoreError> = store.write_blocking(account(), |tx| {
            add_note(tx, 4, "never")?;
            panic!("meant to");
        });
        assert_eq!(alone, Err(panicked));
        let after: Result<(), StoreError> = store.write_blocking(account(), |tx| add_note(tx, 5, "kept"));
        assert_eq!(after, Ok(()));
        assert_eq!(ids(store), [1, 3, 5]);
    });
}

#[test]
fn a_job_that_ignores_a_failed_statement_is_not_kept() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let ignored: Result<(), StoreError> = store.write_blocking(account(), |tx| {
            add_note(tx, 1, "first")?;
            assert!(add_note(tx, 1, "again").is_err());
            assert_eq!(add_note(tx, 2, "too late"), Err(StoreError::TransactionFailed));
            Ok(())
        });
        assert_eq!(ignored, Err(StoreError::TransactionFailed));
        assert_eq!(ids(store), Vec::<i64>::new());
    });
}

#[test]
fn jobs_handed_over_while_the_writer_is_busy_are_committed_in_their_order() {
    each_empty_engine(
        Options {
            max_batch: 7,
            ..one_lane()
        },
        |store| {
            make(
                store,
                &["CREATE TABLE steps (id BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)"],
            );
            let step = |id: i64| -> Work {
                Box::new(move |tx| {
                    let sql = "INSERT INTO steps (id, n) SELECT $1, COUNT(*) FROM steps";
                    tx.execute(sql, store::params![id]).map(drop)
                })
            };
            let answers = together(store, (0..50).map(step).collect());
            assert!(answers.iter().all(Result::is_ok));
            let out_of_order: Result<i64, StoreError> = store
                .read_blocking(|tx| tx.query_one("SELECT COUNT(*) FROM steps WHERE id <> n", &[], |row| row.get(0)));
            assert_eq!(out_of_order, Ok(0));
        },
    );
}
