//! How fast the engines are here: point reads, and the statements of an order, alone and grouped.
//!
//! Not the product's benchmark (`crates/bench`), which measures through HTTP and against ceilings.
//!
//! The one rule to know: the figures mean something only from `cargo run --release -p store --features testing
//! --example throughput` on a machine that does nothing else; the throw-away PostgreSQL does not wait for the disk.

use std::time::Instant;

use domain::ids::AccountId;
use futures_util::future::join_all;
use store::testing::each_empty_engine;
use store::{Options, Store, StoreError, Tx, params};

/// Accounts the concurrent writes are spread over.
const ACCOUNTS: i64 = 8;

/// Writers at once in the grouped figure.
const AT_ONCE: i64 = 64;

const TABLES: [&str; 3] = [
    "CREATE TABLE balances (account_id BIGINT NOT NULL, sku_id BIGINT NOT NULL, on_hand BIGINT NOT NULL, \
     PRIMARY KEY (account_id, sku_id))",
    "CREATE TABLE orders (account_id BIGINT NOT NULL, id BIGINT NOT NULL, code TEXT NOT NULL, total BIGINT NOT NULL, \
     PRIMARY KEY (account_id, id))",
    "CREATE TABLE movements (account_id BIGINT NOT NULL, id BIGINT NOT NULL, sku_id BIGINT NOT NULL, \
     quantity BIGINT NOT NULL, PRIMARY KEY (account_id, id))",
];

/// Two queries and six writes.
fn place_order(tx: &mut Tx<'_>, account: AccountId, id: i64) -> Result<(), StoreError> {
    let balance = "SELECT on_hand FROM balances WHERE account_id = $1 AND sku_id = $2";
    let take = "UPDATE balances SET on_hand = $1 WHERE account_id = $2 AND sku_id = $3";
    let movement = "INSERT INTO movements (account_id, id, sku_id, quantity) VALUES ($1, $2, $3, $4)";
    let order = "INSERT INTO orders (account_id, id, code, total) VALUES ($1, $2, $3, $4)";
    for line in 0..2 {
        let sku = (id * 7 + line * 13) % 1_000;
        let on_hand: i64 = tx.query_one(balance, params![account, sku], |row| row.get(0))?;
        tx.execute_later(take, params![on_hand - 1, account, sku])?;
        tx.execute_later(movement, params![account, id * 2 + line, sku, -1_i64])?;
    }
    tx.execute_later(order, params![account, id, format!("order {id}"), 12_340_000_i64])?;
    tx.execute_later(
        "UPDATE orders SET total = total + 1 WHERE account_id = $1 AND id = $2",
        params![account, id],
    )
}

fn fill(store: &Store) {
    let filled: Result<(), StoreError> = store.write_blocking(AccountId::from_raw(0), |tx| {
        for table in TABLES {
            tx.execute(table, &[])?;
        }
        let insert = "INSERT INTO balances (account_id, sku_id, on_hand) VALUES ($1, $2, $3)";
        for account in 0..ACCOUNTS {
            for sku in 0..1_000_i64 {
                tx.execute_later(insert, params![account, sku, 1_000_000_i64])?;
            }
        }
        Ok(())
    });
    filled.expect("the tables are made and filled");
}

fn report(what: &str, count: i64, started: Instant) {
    println!(
        "  {what:<44} {:>9} per second",
        u128::try_from(count).unwrap_or_default() * 1_000_000 / started.elapsed().as_micros().max(1)
    );
}

fn reads(store: &Store, count: i64) {
    let started = Instant::now();
    for n in 0..count {
        let on_hand: Result<i64, StoreError> = store.read_blocking(move |tx| {
            let sql = "SELECT on_hand FROM balances WHERE account_id = $1 AND sku_id = $2";
            tx.query_one(sql, params![0_i64, n % 1_000], |row| row.get(0))
        });
        on_hand.expect("the balance is there");
    }
    report("point reads, one after the other", count, started);
}

fn orders(store: &Store, runtime: &tokio::runtime::Runtime, alone: i64, grouped: i64) {
    let started = Instant::now();
    for id in 0..alone {
        let account = AccountId::from_raw(0);
        store
            .write_blocking(account, move |tx| place_order(tx, account, id))
            .expect("the order is placed");
    }
    report("orders, one after the other", alone, started);

    let started = Instant::now();
    runtime.block_on(join_all((0..AT_ONCE).map(|writer| async move {
        let account = AccountId::from_raw(writer % ACCOUNTS);
        for n in 0..grouped / AT_ONCE {
            let id = alone + n * AT_ONCE + writer;
            store
                .write(account, move |tx| place_order(tx, account, id))
                .await
                .expect("the order is placed");
        }
    })));
    report("orders, 64 at once over 8 accounts", grouped, started);
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .expect("a runtime starts");
    each_empty_engine(Options::default(), |store| {
        fill(store);
        reads(store, 100_000);
        orders(store, &runtime, 2_000, 20_000);
    });
}
