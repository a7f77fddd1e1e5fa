//! Every list that the product pages through, asked in every way that a route asks, on tables with very many rows.
//!
//! Not whether the answer is right: the tests of each module say that.
//!
//! The one rule to know: on SQLite a page costs what is on it, however many rows there are; what must look at a whole
//! account says so in its row, and looks at it once. PostgreSQL plans by the data, and rightly reads a table in one go
//! where it expects few rows of it; that it may, but never the whole of one table for each row of another.

use std::collections::BTreeSet;
use std::path::Path;

use store::{EngineKind, Plan, Store, StoreError, Tx};

use super::ACCOUNT;
use super::filled::{fill, rows};
use crate::asked;

/// What a list may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cost {
    /// What is on the page: it is found by an index, in its order or with few rows to sort.
    Page,
    /// One pass over the account: no index serves what few ask for, or a text that is contained somewhere.
    Pass,
}

/// One way of asking for a list. Its answer is how many rows came.
pub(crate) type Ask = Box<dyn Fn(&mut Tx<'_>) -> Result<usize, StoreError> + Send + Sync>;

impl Cost {
    /// The most work of one statement. SQLite takes some 50 steps for a row of a page, and three at the least for one that
    /// it only passes.
    const fn most(self, engine: EngineKind) -> u64 {
        let rows = rows(engine).unsigned_abs();
        match (self, engine) {
            (Self::Page, EngineKind::Sqlite) => 60_000,
            (Self::Pass, EngineKind::Sqlite) => 100 * rows,
            (Self::Page, EngineKind::Postgres) => 3 * rows,
            (Self::Pass, EngineKind::Postgres) => 10 * rows,
        }
    }

    /// Of a statement that only counts: how many there are in all is asked of the whole account.
    fn of(self, plan: &Plan) -> Self {
        if plan.statement.starts_with("SELECT COUNT(*)") {
            Self::Pass
        } else {
            self
        }
    }
}

/// What is wrong with the cost of a list, a line or more for each of its statements that costs too much.
fn wrong(store: &Store, name: &str, cost: Cost, ask: Ask) -> Vec<String> {
    let engine = store.engine();
    let result: Result<(usize, Vec<Plan>), StoreError> = store.read_blocking(move |tx| {
        tx.note_plans();
        let rows = ask(tx)?;
        Ok((rows, tx.take_plans()))
    });
    let (rows, plans) = match result {
        Ok(answered) => answered,
        Err(error) => return vec![format!("{name} on {engine:?}: {error}\n")],
    };
    if rows == 0 || plans.is_empty() {
        return vec![format!(
            "{name} on {engine:?}: nothing came, which says nothing of its cost\n"
        )];
    }
    let dear = plans.iter().filter(|plan| plan.work > cost.of(plan).most(engine));
    dear.map(|plan| format!("{name} on {engine:?}: {} is too much\n{plan}\n", plan.work))
        .collect()
}

#[test]
fn a_page_of_a_list_costs_what_is_on_it_however_many_rows_sqlite_has() {
    ask_all(EngineKind::Sqlite);
}

#[test]
fn a_page_of_a_list_takes_postgresql_one_look_at_its_tables_at_the_most() {
    ask_all(EngineKind::Postgres);
}

/// A test of each engine, so that both run at once.
fn ask_all(engine: EngineKind) {
    store::testing::each_engine(|store| {
        if store.engine() != engine {
            return;
        }
        store.write_blocking(ACCOUNT, move |tx| fill(tx, engine)).unwrap();
        let wrong: Vec<String> = asked::all()
            .into_iter()
            .flat_map(|(name, cost, ask)| wrong(store, &name, cost, ask))
            .collect();
        assert!(wrong.is_empty(), "{} lists:\n{}", wrong.len(), wrong.concat());
    });
}

#[test]
fn every_finder_that_takes_a_page_is_asked() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut finders = BTreeSet::new();
    collect(&source, "", &mut finders);
    assert!(finders.len() > 30, "the sources were read: {finders:?}");
    let asked: BTreeSet<String> = asked::all()
        .iter()
        .filter_map(|(name, ..)| name.split(' ').next().map(str::to_owned))
        .collect();
    let missing: Vec<&String> = finders.difference(&asked).collect();
    assert!(missing.is_empty(), "not asked: {missing:?}");
}

/// Adds the public functions of a folder that take a page, as `module::function`; a file in a folder is of that module.
fn collect(folder: &Path, module: &str, to: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let module = if module.is_empty() { &stem } else { module };
        if path.is_dir() {
            collect(&path, module, to);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for function in text.split("\npub fn ").skip(1) {
            let (head, _) = function.split_once(" {\n").unwrap();
            if head.contains("PageRequest") {
                let (name, _) = head.split_once(['(', '<']).unwrap();
                to.insert(format!("{module}::{name}"));
            }
        }
    }
}
