//! Single statements: values in and out, and what their failures are called.
//!
//! Not transactions.
//!
//! The one rule to know: the same statement with the same values answers the same on both engines, errors included.

use domain::ids::SkuId;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use store::testing::each_empty_engine;
use store::{Options, Store, StoreError, Tx, params};

use super::{NOTES, account, add_note, make};

fn write<T: Send + 'static>(
    store: &Store,
    work: impl FnMut(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    store.write_blocking(account(), work)
}

#[test]
fn every_kind_of_value_comes_back_as_it_went_in() {
    each_empty_engine(Options::default(), |store| {
        make(
            store,
            &[
                "CREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, flag BIGINT NOT NULL, raw BYTEA NOT NULL, \
               at BIGINT NOT NULL, day TEXT NOT NULL, absent TEXT, name TEXT)",
            ],
        );
        let at: Timestamp = "2018-11-04T02:59:59.999999Z".parse().unwrap();
        let day = date(2024, 2, 29);
        write(store, move |tx| {
            let sql = "INSERT INTO kinds (id, flag, raw, at, day, absent, name) VALUES ($1, $2, $3, $4, $5, $6, $7)";
            let name = Some("ção \u{1F600} 'quoted'".to_owned());
            tx.execute(
                sql,
                params![SkuId::from_raw(-7), true, b"\0\xff", at, day, None::<&str>, name],
            )
        })
        .unwrap();
        let row = write(store, |tx| {
            tx.query_one("SELECT id, flag, raw, at, day, absent, name FROM kinds", &[], |row| {
                let first: (SkuId, bool, Vec<u8>, [u8; 2]) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(2)?);
                let rest: (Timestamp, Date, Option<String>, Option<String>) =
                    (row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?);
                Ok((first, rest))
            })
        });
        let ((id, flag, raw, array), (read_at, read_day, nothing, name)) = row.unwrap();
        assert_eq!(
            (id, flag, raw, array),
            (SkuId::from_raw(-7), true, vec![0, 0xff], [0, 0xff])
        );
        assert_eq!((read_at, read_day, nothing), (at, day, None));
        assert_eq!(name.as_deref(), Some("ção \u{1F600} 'quoted'"));
    });
}

#[test]
fn a_column_of_another_kind_is_an_error_and_not_a_guess() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let read = write(store, |tx| {
            add_note(tx, 1, "text")?;
            tx.query_one("SELECT id, body FROM notes", &[], |row| row.get::<i64>(1))
        });
        let reason = "holds text, not a whole number".to_owned();
        assert_eq!(read, Err(StoreError::Column { index: 1, reason }));
        let missing = write(store, |tx| {
            add_note(tx, 1, "text")?;
            tx.query_one("SELECT id FROM notes", &[], |row| row.get::<i64>(1))
        });
        let reason = "there is no such column".to_owned();
        assert_eq!(missing, Err(StoreError::Column { index: 1, reason }));
    });
}

#[test]
fn a_unique_violation_names_its_table_and_columns() {
    each_empty_engine(Options::default(), |store| {
        make(
            store,
            &[
                "CREATE TABLE orders (account_id BIGINT NOT NULL, id BIGINT NOT NULL, code TEXT, \
                 PRIMARY KEY (account_id, id))",
                "CREATE UNIQUE INDEX orders_by_code ON orders (account_id, code) WHERE code <> ''",
            ],
        );
        let insert = |id: i64, code: &'static str| {
            write(store, move |tx| {
                let sql = "INSERT INTO orders (account_id, id, code) VALUES ($1, $2, $3)";
                tx.execute(sql, params![1_i64, id, code])
            })
        };
        let violated = |constraint: &str| {
            Err(StoreError::UniqueViolation {
                constraint: constraint.to_owned(),
            })
        };
        assert_eq!(insert(1, "A"), Ok(1));
        assert_eq!(insert(1, "B"), violated("orders(account_id, id)"));
        assert_eq!(insert(2, "A"), violated("orders(account_id, code)"));
        assert_eq!((insert(3, ""), insert(4, "")), (Ok(1), Ok(1)));
    });
}

#[test]
fn other_constraints_are_violations_too() {
    each_empty_engine(Options::default(), |store| {
        make(
            store,
            &[
                "CREATE TABLE parents (id BIGINT NOT NULL PRIMARY KEY)",
                "CREATE TABLE children (id BIGINT NOT NULL PRIMARY KEY, \
                 parent_id BIGINT NOT NULL REFERENCES parents (id), n BIGINT NOT NULL CHECK (n > 0))",
            ],
        );
        let insert = |parent: Option<i64>, n: i64| {
            write(store, move |tx| {
                tx.execute(
                    "INSERT INTO children (id, parent_id, n) VALUES (1, $1, $2)",
                    params![parent, n],
                )
            })
        };
        for (parent, n) in [(Some(9), 1), (None, 1), (Some(9), 0)] {
            let answer = insert(parent, n);
            assert!(
                matches!(answer, Err(StoreError::ConstraintViolation { .. })),
                "{parent:?}, {n}: {answer:?}"
            );
        }
    });
}

#[test]
fn a_zero_byte_in_text_is_refused_on_both_engines() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let added = write(store, |tx| add_note(tx, 1, "a\0b"));
        assert_eq!(added, Err(StoreError::ZeroByteInText { position: 2 }));
    });
}

#[test]
fn rows_are_none_one_or_many() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let all = "SELECT body FROM notes ORDER BY id";
        let body = |row: &store::Row<'_>| row.get::<String>(0);
        let none = write(store, move |tx| {
            Ok((tx.query(all, &[], body)?, tx.query_opt(all, &[], body)?))
        });
        assert_eq!(none, Ok((vec![], None)));
        assert_eq!(
            write(store, move |tx| tx.query_one(all, &[], body)),
            Err(StoreError::RowMissing)
        );
        let many = write(store, move |tx| {
            add_note(tx, 1, "a")?;
            add_note(tx, 2, "b")?;
            Ok((
                tx.query(all, &[], body)?,
                tx.query_opt(all, &[], body)?,
                tx.query_locked(all, &[], body)?,
            ))
        });
        let both = || vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(many, Ok((both(), Some("a".to_owned()), both())));
    });
}

#[test]
fn a_statement_that_writes_several_rows_writes_them_all_even_if_one_is_wanted() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let insert = "INSERT INTO notes (id, body) VALUES (1, 'a'), (2, 'b'), (3, 'c') RETURNING id";
        assert_eq!(
            write(store, move |tx| tx.query_opt(insert, &[], |row| row.get(0))),
            Ok(Some(1_i64))
        );
        let update = "UPDATE notes SET body = 'd' RETURNING id";
        assert_eq!(write(store, move |tx| tx.execute(update, &[])), Ok(3));
        let bodies = super::notes(store)
            .into_iter()
            .map(|(_, body)| body)
            .collect::<String>();
        assert_eq!(bodies, "ddd");
    });
}

#[test]
fn text_is_ordered_by_its_bytes() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let bodies: Result<Vec<String>, _> = write(store, |tx| {
            for (id, body) in ["b", "a", "B", "á", "A-", "A1", "A"].into_iter().enumerate() {
                add_note(tx, id as i64, body)?;
            }
            tx.query("SELECT body FROM notes ORDER BY body", &[], |row| row.get(0))
        });
        assert_eq!(bodies.unwrap(), ["A", "A-", "A1", "B", "a", "b", "á"]);
    });
}

#[test]
fn a_wrong_number_of_parameters_is_an_error() {
    each_empty_engine(Options::default(), |store| {
        make(store, NOTES);
        let wrong = write(store, |tx| {
            tx.execute("DELETE FROM notes WHERE id = $1", params![1_i64, 2_i64])
        });
        assert!(wrong.is_err());
    });
}

#[test]
fn placeholders_out_of_order_are_found_where_sqlite_would_mix_them_up() {
    let folder = tempfile::tempdir().unwrap();
    let store = store::testing::sqlite_in(folder.path(), Options::default()).unwrap();
    make(&store, NOTES);
    let mixed = write(&store, |tx| {
        tx.execute("INSERT INTO notes (body, id) VALUES ($2, $1)", params![1_i64, "a"])
    });
    assert!(matches!(mixed, Err(StoreError::Parameters { .. })), "{mixed:?}");
}
