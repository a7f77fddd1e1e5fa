//! Applications over fresh databases, for the tests of faces, which may not name the store.
//!
//! Not for the product: it is compiled only with the feature `testing`.

mod sale;
mod still;
mod voucher_key;

pub use sale::{item, order, payment};
pub use still::Still;
pub use voucher_key::{VOUCHER_PUBLIC_KEY, open_voucher_code};

use tempfile::TempDir;

use crate::chance::{Chance, Clock, SystemChance, SystemClock};
use crate::execute::App;

/// An application over a fresh SQLite database that is removed with it.
pub struct TestApp {
    /// The application.
    pub app: App,
    /// Where its database lies; removed when dropped.
    pub folder: TempDir,
}

/// An application over a fresh SQLite database with the current schema.
///
/// # Panics
/// When the database cannot be made.
#[must_use]
pub fn app() -> TestApp {
    app_with(SystemClock, SystemChance)
}

/// As [`app()`], with a clock and chance of the test's choosing.
///
/// # Panics
/// As [`app()`].
#[must_use]
pub fn app_with(clock: impl Clock, chance: impl Chance) -> TestApp {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let store = store::testing::sqlite_in(folder.path(), store::Options::default())
        .expect("a SQLite file can be made in a temporary folder");
    store.migrate().expect("the migrations apply to an empty database");
    TestApp {
        app: App::new(store, clock, chance),
        folder,
    }
}

/// Runs a test on an application over a fresh database, on each engine there is; where PostgreSQL is absent, that is
/// said loudly.
///
/// # Panics
/// When a database cannot be made, or the test panics.
pub fn each_engine(test: impl Fn(&App)) {
    store::testing::each_engine(|store| test(&App::new(store.clone(), SystemClock, SystemChance)));
}
