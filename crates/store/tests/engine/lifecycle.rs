//! Opening, closing, copying.
//!
//! Not migrations (`schema.rs`).
//!
//! The one rule to know: a file is created only when that was asked for.

use store::testing::{each_empty_engine, sqlite_in};
use store::{Options, Store, StoreError, Target};

use super::{NOTES, account, add_note, ids, make, notes};

#[test]
fn a_missing_file_is_never_created_unless_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("typo.db");
    let opened = Store::open(
        &Target::Sqlite {
            path: path.clone(),
            create: false,
        },
        Options::default(),
    );
    assert_eq!(opened.err(), Some(StoreError::NoDatabase { path: path.clone() }));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    Store::open(
        &Target::Sqlite {
            path: path.clone(),
            create: true,
        },
        Options::default(),
    )
    .unwrap()
    .close();
    assert!(path.exists());
}

#[test]
fn a_file_that_is_no_database_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(
        &path,
        "not a database, and long enough to be taken for the header of one".repeat(100),
    )
    .unwrap();
    let opened = Store::open(&Target::Sqlite { path, create: true }, Options::default());
    assert!(matches!(opened.err(), Some(StoreError::CannotOpen { .. })));
}

#[test]
fn a_server_that_is_not_there_is_noticed_when_opening_and_the_password_is_not_repeated() {
    let url = "postgresql://user:secret@127.0.0.1:1/db".to_owned();
    let error = Store::open(&Target::Postgres { url }, Options::default())
        .err()
        .unwrap();
    assert!(matches!(error, StoreError::ConnectionLost { .. }), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[test]
fn what_was_written_is_there_after_closing_and_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = sqlite_in(folder.path(), Options::default()).unwrap();
    make(&store, NOTES);
    let wrote: Result<(), StoreError> = store.write_blocking(account(), |tx| add_note(tx, 1, "kept"));
    wrote.unwrap();
    store.close();
    let log = folder.path().join("entreposto.db-wal");
    assert!(
        !log.exists() || log.metadata().unwrap().len() == 0,
        "the log was folded into the file"
    );

    let target = Target::Sqlite {
        path: folder.path().join("entreposto.db"),
        create: false,
    };
    let store = Store::open(&target, Options::default()).unwrap();
    assert_eq!(ids(&store), [1]);
}

#[test]
fn closing_finishes_what_was_accepted_and_refuses_what_comes_after() {
    each_empty_engine(
        Options {
            writers: 1,
            ..Options::default()
        },
        |store| {
            make(store, NOTES);
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .build()
                .unwrap();
            let accepted: Vec<_> = (0..100)
                .map(|id| {
                    let store = store.clone();
                    let (told, handed_over) = std::sync::mpsc::channel();
                    let answer = runtime.spawn(async move {
                        let mut write = Box::pin(store.write(account(), move |tx| add_note(tx, id, "accepted")));
                        std::future::poll_fn(|context| {
                            let polled = write.as_mut().poll(context);
                            told.send(()).ok();
                            polled
                        })
                        .await
                    });
                    handed_over.recv().unwrap();
                    answer
                })
                .collect();
            store.clone().close();
            for answer in accepted {
                assert_eq!(runtime.block_on(answer).unwrap(), Ok(()));
            }
            let late: Result<(), StoreError> = store.write_blocking(account(), |tx| add_note(tx, 101, "late"));
            assert_eq!(late, Err(StoreError::Closed));
            let read: Result<(), StoreError> = store.read_blocking(|_| Ok(()));
            assert_eq!(read, Err(StoreError::Closed));
        },
    );
}

#[test]
fn a_backup_taken_under_load_is_whole_and_opens_as_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let store = sqlite_in(folder.path(), Options::default()).unwrap();
    make(&store, NOTES);
    let body = "x".repeat(4_000);
    let filled: Result<(), StoreError> = store.write_blocking(account(), move |tx| {
        (0..3_000).try_for_each(|id| add_note(tx, id, &body))
    });
    filled.unwrap();
    let before = notes(&store);

    let file = folder.path().join("copy.db");
    let mut next = 10_000;
    let mut seen = Vec::new();
    let mut progress = |done, total| {
        seen.push((done, total));
        // Somebody writes between any two steps of the copy.
        next += 1;
        let wrote: Result<(), StoreError> = store.write_blocking(account(), move |tx| add_note(tx, next, "meanwhile"));
        wrote.unwrap();
    };
    store.backup_to(&file, &mut progress).unwrap();
    assert!(seen.len() > 2, "several steps: {seen:?}");
    assert!(
        seen.windows(2).all(|pair| pair[0].0 < pair[1].0),
        "only forward: {seen:?}"
    );
    assert!(seen.last().is_some_and(|(done, total)| done == total));

    let copy = Store::open(
        &Target::Sqlite {
            path: file.clone(),
            create: false,
        },
        Options::default(),
    )
    .unwrap();
    assert_eq!(notes(&copy), before);
    assert!(
        matches!(store.backup_to(&file, &mut |_, _| {}), Err(StoreError::Backup { .. })),
        "never overwrites"
    );
}

#[test]
fn postgresql_is_backed_up_with_its_own_tool() {
    let Some(url) = store::testing::empty_postgres_url() else {
        return;
    };
    let store = Store::open(&Target::Postgres { url }, Options::default()).unwrap();
    let refused = store
        .backup_to(std::path::Path::new("copy.db"), &mut |_, _| {})
        .unwrap_err();
    assert_eq!(refused, StoreError::BackupUnsupported);
    assert!(refused.to_string().contains("pg_dump"));
}
