//! Reads: what they see, and what they may not do.
//!
//! Not the speed of a read, which `examples/throughput.rs` measures.
//!
//! The one rule to know: a read sees one moment of the database, however long it takes.

use std::sync::{Arc, Barrier};

use store::testing::{each_empty_engine, sqlite_in};
use store::{Options, StoreError};

use super::{NOTES, account, add_note, ids, make};

#[test]
fn a_read_sees_one_moment_however_long_it_takes() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let (looked, written) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
        std::thread::scope(|scope| {
            let (its_looked, its_written) = (Arc::clone(&looked), Arc::clone(&written));
            let reader = scope.spawn(move || {
                store.read_blocking(move |tx| {
                    let count = "SELECT COUNT(*) FROM notes";
                    let before: i64 = tx.query_one(count, &[], |row| row.get(0))?;
                    its_looked.wait();
                    its_written.wait();
                    let after: i64 = tx.query_one(count, &[], |row| row.get(0))?;
                    Ok::<_, StoreError>((before, after))
                })
            });
            looked.wait();
            let wrote: Result<(), StoreError> = store.write_blocking(account(), |tx| add_note(tx, 1, "meanwhile"));
            wrote.unwrap();
            written.wait();
            assert_eq!(reader.join().unwrap(), Ok((0, 0)));
        });
        assert_eq!(ids(store), [1]);
    });
}

#[test]
fn a_read_may_not_write() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let tried: Result<(), StoreError> = store.read_blocking(|tx| add_note(tx, 1, "no"));
        assert_eq!(tried, Err(StoreError::ReadOnly));
        assert_eq!(ids(store), Vec::<i64>::new());
    });
}

#[test]
fn a_panic_in_a_read_is_answered_and_the_next_read_works() {
    each_empty_engine(
        Options {
            readers: 1,
            ..Options::default()
        },
        |store| {
            make(store, NOTES);
            let panicked: Result<(), StoreError> = store.read_blocking(|_| panic!("meant to"));
            assert_eq!(
                panicked,
                Err(StoreError::JobPanicked {
                    message: "meant to".to_owned()
                })
            );
            assert_eq!(ids(store), Vec::<i64>::new());
        },
    );
}

#[test]
fn more_readers_than_connections_wait_for_each_other() {
    each_empty_engine(
        Options {
            readers: 2,
            ..Options::default()
        },
        |store| {
            make(store, NOTES);
            std::thread::scope(|scope| {
                for _ in 0..8 {
                    scope.spawn(|| {
                        for _ in 0..50 {
                            assert_eq!(ids(store), Vec::<i64>::new());
                        }
                    });
                }
            });
        },
    );
}

#[test]
fn a_read_inside_a_read_is_told_instead_of_waiting_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let store = sqlite_in(
        folder.path(),
        Options {
            readers: 1,
            ..Options::default()
        },
    )
    .unwrap();
    let again = store.clone();
    let nested: Result<(), StoreError> = store.read_blocking(move |_| again.read_blocking(|_| Ok(())));
    assert_eq!(nested, Err(StoreError::Nested));
}

#[test]
fn asynchronous_code_reads_and_writes_too() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .build()
            .unwrap();
        let store = store.clone();
        let read: Result<String, StoreError> = runtime.block_on(async {
            // On a worker of the runtime, where a server's handlers run.
            let work = async move {
                store.write(account(), |tx| add_note(tx, 1, "hello")).await?;
                store
                    .read(|tx| tx.query_one("SELECT body FROM notes", &[], |row| row.get(0)))
                    .await
            };
            tokio::spawn(work).await.unwrap()
        });
        assert_eq!(read, Ok("hello".to_owned()));
    });
}
