//! The lines of orders: SQL only.

use domain::amount::{Money, UnitPrice};
use domain::ids::{AccountId, BalanceId, OrderId, OrderItemId};
use domain::orders::OrderItem;
use jiff::Timestamp;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

/// Separates serial numbers in their column; none holds it.
const SERIAL_SEPARATOR: char = '\n';

/// The lines of these orders, in the order they were added.
///
/// # Errors
/// A broken store.
pub fn items_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    orders: &[OrderId],
) -> Result<Vec<(OrderId, OrderItem)>, StoreError> {
    let orders: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    select_in(
        tx,
        "SELECT order_id, id, sku_id, balance_id, quantity, unit_price, discount, discount_share, total, \
         serial_numbers, is_gift, created_at, updated_at, takes_stock, note, unit_cost \
         FROM order_items WHERE account_id = $1 AND order_id",
        "ORDER BY order_id, id",
        account,
        &orders,
        |row| {
            let serials: Option<String> = row.get(9)?;
            let item = OrderItem {
                id: row.get(1)?,
                sku: row.get(2)?,
                balance: row.get(3)?,
                quantity: row.get(4)?,
                unit_price: row.get(5)?,
                discount: row.get(6)?,
                discount_share: row.get(7)?,
                total: row.get(8)?,
                serial_numbers: serials
                    .map(|text| text.split(SERIAL_SEPARATOR).map(str::to_owned).collect())
                    .unwrap_or_default(),
                is_gift: row.get(10)?,
                created_at: row.get(11)?,
                updated_at: row.get(12)?,
                takes_stock: row.get(13)?,
                note: row.get(14)?,
                unit_cost: row.get(15)?,
            };
            Ok((row.get(0)?, item))
        },
    )
}

/// Adds a line.
///
/// # Errors
/// A broken store.
pub fn insert_item(tx: &mut Tx<'_>, account: AccountId, order: OrderId, item: &OrderItem) -> Result<(), StoreError> {
    let serials = if item.serial_numbers.is_empty() {
        None
    } else {
        Some(item.serial_numbers.join(&SERIAL_SEPARATOR.to_string()))
    };
    tx.execute_later(
        "INSERT INTO order_items (account_id, order_id, id, sku_id, balance_id, quantity, unit_price, discount, \
         discount_share, total, serial_numbers, is_gift, created_at, updated_at, takes_stock, note, \
         unit_cost) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        params![
            account,
            order,
            item.id,
            item.sku,
            item.balance,
            item.quantity,
            item.unit_price,
            item.discount,
            item.discount_share,
            item.total,
            serials,
            item.is_gift,
            item.created_at,
            item.updated_at,
            item.takes_stock,
            &item.note,
            item.unit_cost
        ],
    )
}

/// Writes a line's share of the order's discount.
///
/// # Errors
/// A broken store.
pub fn update_item_share(
    tx: &mut Tx<'_>,
    account: AccountId,
    order: OrderId,
    item: OrderItemId,
    share: Money,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE order_items SET discount_share = $1, updated_at = $2 \
         WHERE account_id = $3 AND order_id = $4 AND id = $5",
        params![share, now, account, order, item],
    )
}

/// Takes a line out of a pre-order.
///
/// # Errors
/// A broken store.
pub fn delete_item(tx: &mut Tx<'_>, account: AccountId, order: OrderId, item: OrderItemId) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM order_items WHERE account_id = $1 AND order_id = $2 AND id = $3",
        params![account, order, item],
    )
}

/// Writes from which shelf a line's goods were taken, and what one cost there.
///
/// # Errors
/// A broken store.
pub fn set_item_shelf(
    tx: &mut Tx<'_>,
    account: AccountId,
    order: OrderId,
    item: OrderItemId,
    shelf: BalanceId,
    cost: UnitPrice,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE order_items SET balance_id = $1, unit_cost = $2 WHERE account_id = $3 AND order_id = $4 AND id = $5",
        params![shelf, cost, account, order, item],
    )
}
