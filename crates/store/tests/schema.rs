//! The schema that the migrations make: as committed in `schema.sql`, the same on both engines, and led by the tenant.
//!
//! Not what the tables mean: `docs/domain/` and the finders.
//!
//! The one rule to know: `UPDATE_SCHEMA=1 cargo test -p store --test schema` writes `schema.sql` anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use store::testing::{each_engine, empty_postgres_url, postgres_url, sqlite_in};
use store::{EngineKind, Options, Row, Store, StoreError, Target, params};

/// Made by the migration tool, not by a migration.
const HISTORY: &str = "refinery_schema_history";

/// Indexes that serve a search before the tenant is known, and why.
const BEFORE_THE_TENANT: &[(&str, &str)] = &[
    ("access_tokens_by_secret", "a token tells whose it is"),
    ("applications_by_client_id", "an application tells whose it is"),
    ("credentials_by_secret", "a credential tells whose it is"),
    ("refresh_tokens_by_secret", "a token tells whose it is"),
];

fn rows<T: Send + 'static>(store: &Store, sql: &'static str, map: fn(&Row<'_>) -> Result<T, StoreError>) -> Vec<T> {
    store.read_blocking(move |tx| tx.query(sql, &[], map)).unwrap()
}

fn sqlite() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = sqlite_in(folder.path(), Options::default()).unwrap();
    store.migrate().unwrap();
    (folder, store)
}

#[test]
fn the_committed_schema_is_what_the_migrations_make() {
    let (_folder, store) = sqlite();
    let statements: Vec<String> = rows(
        &store,
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'refinery_schema_history' \
         AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name",
        |row| row.get(0),
    );
    let made = format!(
        "-- The schema as the migrations make it on SQLite, for reading and for review. Not run by anything.\n\
         -- Written by: UPDATE_SCHEMA=1 cargo test -p store --test schema\n\n{};\n",
        statements.join(";\n\n")
    );
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let differs = made
        .lines()
        .zip(committed.lines())
        .find(|(made, committed)| made != committed);
    assert!(
        made == committed,
        "schema.sql is out of date, first at {differs:?}; run with UPDATE_SCHEMA=1"
    );
}

/// Table, column, type in SQLite's words, nullable, place in the primary key or 0.
type ColumnOf = (String, String, String, bool, i64);

fn columns(store: &Store) -> Vec<ColumnOf> {
    let sql = match store.engine() {
        EngineKind::Sqlite => {
            "SELECT t.name, c.name, c.type, 1 - c.\"notnull\", c.pk FROM sqlite_master t \
             JOIN pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid"
        }
        EngineKind::Postgres => {
            "SELECT c.table_name, c.column_name, \
             CASE c.data_type WHEN 'bigint' THEN 'INTEGER' WHEN 'bytea' THEN 'BLOB' WHEN 'text' THEN 'TEXT' \
             ELSE c.data_type END, c.is_nullable = 'YES', CAST(COALESCE(k.ordinal_position, 0) AS BIGINT) \
             FROM information_schema.columns c \
             LEFT JOIN information_schema.table_constraints p ON p.table_schema = c.table_schema \
             AND p.table_name = c.table_name AND p.constraint_type = 'PRIMARY KEY' \
             LEFT JOIN information_schema.key_column_usage k ON k.constraint_schema = p.constraint_schema \
             AND k.constraint_name = p.constraint_name AND k.column_name = c.column_name \
             WHERE c.table_schema = CURRENT_SCHEMA ORDER BY c.table_name COLLATE \"C\", c.ordinal_position"
        }
    };
    let mut columns = rows(store, sql, |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
    });
    // SQLite's own tables: what its planner is told.
    columns.retain(|(table, ..): &ColumnOf| table != HISTORY && !table.starts_with("sqlite_"));
    columns
}

/// Index, table, unique, first column. Without those that serve primary keys.
type IndexOf = (String, String, bool, String);

fn indexes(store: &Store) -> Vec<IndexOf> {
    let sql = match store.engine() {
        EngineKind::Sqlite => {
            "SELECT i.name, t.name, i.\"unique\", COALESCE(c.name, '') FROM sqlite_master t \
             JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c \
             WHERE t.type = 'table' AND i.origin <> 'pk' AND c.seqno = 0 ORDER BY i.name"
        }
        EngineKind::Postgres => {
            "SELECT i.relname, t.relname, x.indisunique, COALESCE(a.attname, '') FROM pg_index x \
             JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid \
             JOIN pg_namespace n ON n.oid = t.relnamespace \
             LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0] AND a.attnum > 0 \
             WHERE n.nspname = CURRENT_SCHEMA AND NOT x.indisprimary ORDER BY i.relname"
        }
    };
    rows(store, sql, |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })
}

#[test]
fn both_engines_have_the_same_tables_columns_keys_and_indexes() {
    let Some(url) = postgres_url() else { return };
    let postgres = Store::open(&Target::Postgres { url }, Options::default()).unwrap();
    let (_folder, sqlite) = sqlite();
    assert!(!columns(&sqlite).is_empty());
    for (here, there) in columns(&sqlite).iter().zip(&columns(&postgres)) {
        assert_eq!(here, there);
    }
    assert_eq!(columns(&sqlite).len(), columns(&postgres).len());
    for (here, there) in indexes(&sqlite).iter().zip(&indexes(&postgres)) {
        assert_eq!(here, there);
    }
    assert_eq!(indexes(&sqlite).len(), indexes(&postgres).len());
}

#[test]
fn the_tenant_leads_every_primary_key() {
    let (_folder, store) = sqlite();
    let columns = columns(&store);
    let mut tables: Vec<&str> = columns.iter().map(|(table, ..)| table.as_str()).collect();
    tables.dedup();
    let without: Vec<&str> = tables
        .into_iter()
        .filter(|table| {
            !columns
                .iter()
                .any(|(of, name, .., key)| of == table && name == "account_id" && *key == 1)
        })
        .collect();
    assert_eq!(
        without,
        Vec::<&str>::new(),
        "these tables do not lead their primary key with account_id"
    );
}

#[test]
fn the_tenant_leads_every_index_but_those_that_find_the_tenant() {
    let (_folder, store) = sqlite();
    let indexes = indexes(&store);
    let mut without: Vec<&str> = indexes
        .iter()
        .filter(|(.., first)| first != "account_id")
        .map(|(name, ..)| name.as_str())
        .collect();
    without.sort_unstable();
    let excepted: Vec<&str> = BEFORE_THE_TENANT.iter().map(|(name, _)| *name).collect();
    assert_eq!(without, excepted);
}

#[test]
fn migrating_twice_applies_nothing_the_second_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut targets = vec![Target::Sqlite {
        path: folder.path().join("entreposto.db"),
        create: true,
    }];
    targets.extend(empty_postgres_url().map(|url| Target::Postgres { url }));
    for target in targets {
        let store = Store::open(&target, Options::default()).unwrap();
        assert_eq!(store.schema_is_current(), Ok(false));
        assert!(store.migrate().unwrap().applied.starts_with(&["V1__core".to_owned()]));
        assert_eq!(store.schema_is_current(), Ok(true));
        assert_eq!(store.migrate().unwrap().applied, Vec::<String>::new());
    }
}

#[test]
fn two_programs_that_migrate_at_once_both_find_the_schema_current() {
    store::testing::each_empty_engine(Options::default(), |store| {
        let applied: Vec<Vec<String>> = std::thread::scope(|scope| {
            let programs: Vec<_> = (0..4).map(|_| scope.spawn(|| store.migrate())).collect();
            let reports = programs.into_iter().map(|program| program.join().unwrap());
            reports.map(|report| report.unwrap().applied).collect()
        });
        // The schema was made once, by whoever came first.
        assert_eq!(
            applied.iter().filter(|applied| !applied.is_empty()).count(),
            1,
            "{applied:?}"
        );
        assert!(store.schema_is_current().unwrap());
    });
}

#[test]
fn a_database_with_another_history_is_neither_current_nor_migrated() {
    each_engine(|store| {
        let changed: Result<u64, StoreError> = store.write_blocking(domain::ids::AccountId::from_raw(1), |tx| {
            tx.execute(
                "UPDATE refinery_schema_history SET checksum = $1 WHERE version = 1",
                params!["12345"],
            )
        });
        assert_eq!(changed, Ok(1));
        assert_eq!(store.schema_is_current(), Ok(false));
        assert!(matches!(store.migrate(), Err(StoreError::Migration { .. })));
    });
}
