//! Promises of stock to orders: SQL only. They follow the order, so they lie with it and are read as a range.

use domain::ids::{AccountId, OrderId, PromiseId};
use domain::stock::{Promise, PromiseState};
use jiff::Timestamp;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

const COLUMNS: &str = "id, order_id, order_item_id, balance_id, quantity, state, created_at";

fn read(row: &Row<'_>) -> Result<Promise, StoreError> {
    Ok(Promise {
        id: row.get(0)?,
        order: row.get(1)?,
        item: row.get(2)?,
        balance: row.get(3)?,
        quantity: row.get(4)?,
        state: named(row, 5, PromiseState::from_name)?,
        created_at: row.get(6)?,
    })
}

/// The promises of these orders, whatever became of them.
///
/// # Errors
/// A broken store.
pub fn of_orders(tx: &mut Tx<'_>, account: AccountId, orders: &[OrderId]) -> Result<Vec<Promise>, StoreError> {
    let orders: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM promises WHERE account_id = $1 AND order_id");
    select_in(tx, &before, "ORDER BY order_id, id", account, &orders, read)
}

/// Keeps a promise.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, promise: &Promise) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO promises (account_id, order_id, id, order_item_id, balance_id, quantity, state, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            account,
            promise.order,
            promise.id,
            promise.item,
            promise.balance,
            promise.quantity,
            promise.state.name(),
            promise.created_at
        ],
    )
}

/// Ends the open promises of an order.
///
/// # Errors
/// A broken store.
pub fn close_all(
    tx: &mut Tx<'_>,
    account: AccountId,
    order: OrderId,
    state: PromiseState,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE promises SET state = $1, closed_at = $2 WHERE account_id = $3 AND order_id = $4 AND state = $5",
        params![state.name(), now, account, order, PromiseState::Open.name()],
    )
}

/// Ends one promise.
///
/// # Errors
/// A broken store.
pub fn close(
    tx: &mut Tx<'_>,
    account: AccountId,
    order: OrderId,
    promise: PromiseId,
    state: PromiseState,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE promises SET state = $1, closed_at = $2 WHERE account_id = $3 AND order_id = $4 AND id = $5",
        params![state.name(), now, account, order, promise],
    )
}
