//! Returns of orders and what came back: SQL only. They lie with their order, so that a page of orders reads them as a
//! range.

use domain::ids::{AccountId, OrderId, ReturnId};
use domain::orders::{OrderReturn, ReturnItem, ReturnStatus};

use crate::engine::Tx;
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

/// The returns of these orders with what came back, oldest first, in two statements.
///
/// # Errors
/// A broken store.
pub fn of_orders(tx: &mut Tx<'_>, account: AccountId, orders: &[OrderId]) -> Result<Vec<OrderReturn>, StoreError> {
    let orders: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    let mut returns = select_in(
        tx,
        "SELECT order_id, id, status, created_at, updated_at FROM returns WHERE account_id = $1 AND order_id",
        "ORDER BY order_id, id",
        account,
        &orders,
        |row| {
            Ok(OrderReturn {
                order: row.get(0)?,
                id: row.get(1)?,
                status: named(row, 2, ReturnStatus::from_name)?,
                items: Vec::new(),
                created_at: row.get(3)?,
                updated_at: row.get(4)?,
            })
        },
    )?;
    let items: Vec<(ReturnId, ReturnItem)> = select_in(
        tx,
        "SELECT return_id, id, order_item_id, sku_id, quantity, comments FROM return_items \
         WHERE account_id = $1 AND order_id",
        "ORDER BY order_id, return_id, id",
        account,
        &orders,
        |row| {
            let item = ReturnItem {
                id: row.get(1)?,
                item: row.get(2)?,
                sku: row.get(3)?,
                quantity: row.get(4)?,
                comments: row.get(5)?,
            };
            Ok((row.get(0)?, item))
        },
    )?;
    for (id, item) in items {
        if let Some(one) = returns.iter_mut().find(|one| one.id == id) {
            one.items.push(item);
        }
    }
    Ok(returns)
}

/// Adds a return with what came back.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, one: &OrderReturn) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO returns (account_id, order_id, id, status, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        params![
            account,
            one.order,
            one.id,
            one.status.name(),
            one.created_at,
            one.updated_at
        ],
    )?;
    for item in &one.items {
        tx.execute_later(
            "INSERT INTO return_items (account_id, order_id, return_id, id, order_item_id, sku_id, quantity, comments) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                account,
                one.order,
                one.id,
                item.id,
                item.item,
                item.sku,
                item.quantity,
                &item.comments
            ],
        )?;
    }
    Ok(())
}
