//! Fresh databases for tests, on both engines.
//!
//! Not for the product: it is compiled only with the feature `testing`.
//!
//! The one rule to know: where PostgreSQL's binaries are absent the tests still pass, on SQLite, and say so loudly with
//! a count; nothing is skipped in silence.

mod server;

use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::{EngineKind, Options, Store, StoreError, Target};
use server::{Durability, Server};

/// Set where every test must run on both engines, as in continuous integration.
const REQUIRE_POSTGRES: &str = "ENTREPOSTO_REQUIRE_POSTGRES";

/// Tests of this process that found no PostgreSQL.
static WITHOUT_POSTGRES: AtomicU64 = AtomicU64::new(0);

/// Databases made so far on the throw-away server; each gets a name of its own.
static DATABASES: AtomicU64 = AtomicU64::new(0);

/// The database every migrated one is copied from, which is much faster than migrating each.
static MIGRATED: OnceLock<String> = OnceLock::new();

/// Runs a test on a fresh database with the current schema, on each engine there is.
///
/// # Panics
/// When a database cannot be made, or the test panics.
pub fn each_engine(test: impl Fn(&Store)) {
    each_engine_with(Options::default(), test);
}

/// [`each_engine`] with options.
///
/// # Panics
/// As [`each_engine`].
pub fn each_engine_with(options: Options, test: impl Fn(&Store)) {
    let migrated = |store: &Store| {
        if store.engine() == EngineKind::Sqlite {
            store.migrate().expect("the migrations apply to an empty database");
        }
        test(store);
    };
    run(options, true, &migrated);
}

/// Runs a test on a fresh database without any table, on each engine there is.
///
/// # Panics
/// As [`each_engine`].
pub fn each_empty_engine(options: Options, test: impl Fn(&Store)) {
    run(options, false, &test);
}

/// The address of a fresh database with the current schema on a throw-away server that ends with this process; `None`
/// without PostgreSQL's binaries, which is said and counted.
///
/// # Panics
/// When the binaries are there and the server does not start.
#[must_use]
pub fn postgres_url() -> Option<String> {
    let server = server()?;
    Some(server.url(&fresh(server, true)))
}

/// The address of a fresh database without any table; otherwise as [`postgres_url`].
///
/// # Panics
/// As [`postgres_url`].
#[must_use]
pub fn empty_postgres_url() -> Option<String> {
    let server = server()?;
    Some(server.url(&fresh(server, false)))
}

/// The address of a fresh database without any table on a second throw-away server, one that waits for the disk as
/// PostgreSQL does by default: for measurements. `None` without PostgreSQL's binaries.
///
/// # Panics
/// As [`postgres_url`].
#[must_use]
pub fn durable_postgres_url() -> Option<String> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let server = SERVER.get_or_init(|| Server::start(Durability::Default)).as_ref()?;
    Some(server.url(&fresh(server, false)))
}

/// Opens a SQLite database in a folder, creating the file.
///
/// # Errors
/// As [`Store::open`].
pub fn sqlite_in(folder: &Path, options: Options) -> Result<Store, StoreError> {
    Store::open(
        &Target::Sqlite {
            path: folder.join("entreposto.db"),
            create: true,
        },
        options,
    )
}

fn run(options: Options, migrated: bool, test: &dyn Fn(&Store)) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let store = sqlite_in(folder.path(), options).expect("a SQLite file can be made in a temporary folder");
    println!("on SQLite");
    test(&store);
    store.close();

    let Some(server) = server() else { return };
    let database = fresh(server, migrated);
    let store = Store::open(
        &Target::Postgres {
            url: server.url(&database),
        },
        options,
    )
    .expect("the database just made can be opened");
    println!("on PostgreSQL");
    test(&store);
    store.close();
    server.run(&format!("DROP DATABASE {database} WITH (FORCE)"));
}

/// The throw-away server of this process.
fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let server = SERVER.get_or_init(|| Server::start(Durability::None)).as_ref();
    if server.is_none() {
        assert!(
            std::env::var_os(REQUIRE_POSTGRES).is_none(),
            "{REQUIRE_POSTGRES} is set, and PostgreSQL's binaries are not here"
        );
        let tests = WITHOUT_POSTGRES.fetch_add(1, Ordering::Relaxed) + 1;
        // Written past the test harness, which would keep it to itself when the test passes.
        drop(writeln!(
            std::io::stderr(),
            "POSTGRESQL ABSENT: {tests} tests ran on SQLite only"
        ));
    }
    server
}

fn fresh(server: &Server, migrated: bool) -> String {
    let name = format!("t{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let template = if migrated {
        MIGRATED.get_or_init(|| migrated_template(server))
    } else {
        "template0"
    };
    server.run(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
    name
}

fn migrated_template(server: &Server) -> String {
    let name = "migrated".to_owned();
    server.run(&format!("CREATE DATABASE {name} TEMPLATE template0"));
    let store = Store::open(&Target::Postgres { url: server.url(&name) }, Options::default())
        .expect("the database just made can be opened");
    store.migrate().expect("the migrations apply to an empty database");
    store.close();
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params;

    #[test]
    fn only_the_durable_server_waits_for_the_disk() {
        for (url, wanted) in [(durable_postgres_url(), "on"), (empty_postgres_url(), "off")] {
            let Some(url) = url else { return };
            let store = Store::open(&Target::Postgres { url }, Options::default()).unwrap();
            let settings: Result<[String; 3], StoreError> = store.read_blocking(|tx| {
                tx.query_one(
                    "SELECT current_setting('fsync'), current_setting('synchronous_commit'), \
                     current_setting('full_page_writes')",
                    params![],
                    |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]),
                )
            });
            assert_eq!(settings.unwrap(), [wanted; 3].map(str::to_owned));
            store.close();
        }
    }
}
