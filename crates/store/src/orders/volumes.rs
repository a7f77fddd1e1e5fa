//! The volumes of orders and what is in them: SQL only.

use domain::ids::{AccountId, OrderId, VolumeId};
use domain::orders::{Volume, VolumeItem};
use jiff::Timestamp;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

const COLUMNS: &str =
    "id, order_id, number, package_kind, width, height, depth, weight, tracking_code, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Volume, StoreError> {
    Ok(Volume {
        id: row.get(0)?,
        order: row.get(1)?,
        number: row.get(2)?,
        package_kind: row.get(3)?,
        width: row.get(4)?,
        height: row.get(5)?,
        depth: row.get(6)?,
        weight: row.get(7)?,
        tracking_code: row.get(8)?,
        items: Vec::new(),
        created_at: row.get(9)?,
        updated_at: row.get(10)?,
    })
}

/// The volumes of these orders with what is in them, in two statements.
///
/// # Errors
/// A broken store.
pub fn volumes_of(tx: &mut Tx<'_>, account: AccountId, orders: &[OrderId]) -> Result<Vec<Volume>, StoreError> {
    let orders: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM volumes WHERE account_id = $1 AND order_id");
    let volumes = select_in(tx, &before, "ORDER BY order_id, id", account, &orders, read)?;
    with_items(tx, account, volumes)
}

/// One volume, whichever order it is of.
///
/// # Errors
/// A broken store.
pub fn find_volume(tx: &mut Tx<'_>, account: AccountId, id: VolumeId) -> Result<Option<Volume>, StoreError> {
    let found = tx.query_opt(
        &format!("SELECT {COLUMNS} FROM volumes WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )?;
    Ok(with_items(tx, account, found.into_iter().collect())?.pop())
}

/// Reads what is in the volumes along.
fn with_items(tx: &mut Tx<'_>, account: AccountId, mut volumes: Vec<Volume>) -> Result<Vec<Volume>, StoreError> {
    let orders: Vec<i64> = volumes.iter().map(|volume| volume.order.raw()).collect();
    let items: Vec<(VolumeId, VolumeItem)> = select_in(
        tx,
        "SELECT volume_id, id, sku_id, quantity, created_at FROM volume_items WHERE account_id = $1 AND order_id",
        "ORDER BY order_id, volume_id, id",
        account,
        &orders,
        |row| {
            let item = VolumeItem {
                id: row.get(1)?,
                sku: row.get(2)?,
                quantity: row.get(3)?,
                created_at: row.get(4)?,
            };
            Ok((row.get(0)?, item))
        },
    )?;
    for (volume_id, item) in items {
        if let Some(volume) = volumes.iter_mut().find(|volume| volume.id == volume_id) {
            volume.items.push(item);
        }
    }
    Ok(volumes)
}

/// Adds a volume with what is in it.
///
/// # Errors
/// A broken store.
pub fn insert_volume(tx: &mut Tx<'_>, account: AccountId, volume: &Volume) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO volumes (account_id, order_id, id, number, package_kind, width, height, depth, weight, \
         tracking_code, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            account,
            volume.order,
            volume.id,
            volume.number,
            &volume.package_kind,
            volume.width,
            volume.height,
            volume.depth,
            volume.weight,
            &volume.tracking_code,
            volume.created_at,
            volume.updated_at
        ],
    )?;
    for item in &volume.items {
        tx.execute_later(
            "INSERT INTO volume_items (account_id, order_id, volume_id, id, sku_id, quantity, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            params![
                account,
                volume.order,
                volume.id,
                item.id,
                item.sku,
                item.quantity,
                item.created_at
            ],
        )?;
    }
    Ok(())
}

/// Writes a volume's tracking code, and answers whether the order has that volume.
///
/// # Errors
/// A broken store.
pub fn set_volume_tracking(
    tx: &mut Tx<'_>,
    account: AccountId,
    order: OrderId,
    volume: VolumeId,
    tracking_code: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE volumes SET tracking_code = $1, updated_at = $2 WHERE account_id = $3 AND order_id = $4 AND id = $5",
        params![tracking_code, now, account, order, volume],
    )?;
    Ok(changed > 0)
}
