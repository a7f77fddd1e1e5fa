//! Why stores called orders off: SQL only.

use domain::ids::{AccountId, OrderId};
use domain::orders::CancelReason;
use jiff::Timestamp;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::named::named;
use crate::params;

/// Keeps why an order was called off.
///
/// # Errors
/// A broken store.
pub fn insert_cancellation(
    tx: &mut Tx<'_>,
    account: AccountId,
    order: OrderId,
    reason: CancelReason,
    note: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO order_cancellations (account_id, order_id, reason, note, cancelled_at) \
         VALUES ($1, $2, $3, $4, $5)",
        params![account, order, reason.name(), note, now],
    )
}

/// Why an order was called off, when a store did so.
///
/// # Errors
/// A broken store.
pub fn cancellation(
    tx: &mut Tx<'_>,
    account: AccountId,
    order: OrderId,
) -> Result<Option<(CancelReason, Option<String>)>, StoreError> {
    tx.query_opt(
        "SELECT reason, note FROM order_cancellations WHERE account_id = $1 AND order_id = $2",
        params![account, order],
        |row| Ok((named(row, 0, CancelReason::from_name)?, row.get(1)?)),
    )
}
