//! The history of orders: SQL only. Lines are added, never changed.

use domain::ids::{AccountId, OrderId};
use domain::orders::{OrderLog, OrderLogEvent};

use crate::engine::Tx;
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

/// The history of these orders, oldest first.
///
/// # Errors
/// A broken store.
pub fn logs_of(tx: &mut Tx<'_>, account: AccountId, orders: &[OrderId]) -> Result<Vec<OrderLog>, StoreError> {
    let orders: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    select_in(
        tx,
        "SELECT id, order_id, event, message, user_id, transfer_id, reported_at FROM order_logs \
         WHERE account_id = $1 AND order_id",
        "ORDER BY order_id, id",
        account,
        &orders,
        |row| {
            Ok(OrderLog {
                id: row.get(0)?,
                order: row.get(1)?,
                event: named(row, 2, OrderLogEvent::from_name)?,
                message: row.get(3)?,
                user: row.get(4)?,
                transfer: row.get(5)?,
                reported_at: row.get(6)?,
            })
        },
    )
}

/// Adds a line to an order's history.
///
/// # Errors
/// A broken store.
pub fn insert_log(tx: &mut Tx<'_>, account: AccountId, log: &OrderLog) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO order_logs (account_id, order_id, id, event, message, user_id, transfer_id, reported_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            account,
            log.order,
            log.id,
            log.event.name(),
            &log.message,
            log.user,
            log.transfer,
            log.reported_at
        ],
    )
}
