//! Transfers and their lines: SQL only.

use domain::amount::Quantity;
use domain::ids::{AccountId, LocationId, OrderId, OrganizationId, SkuId, TransferId};
use domain::page::PageRequest;
use domain::transfers::{Transfer, TransferItem, TransferState};
use jiff::Timestamp;

use crate::engine::{Param, Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::{Around, select_around, select_in};

const COLUMNS: &str =
    "id, organization_id, from_location_id, to_location_id, order_id, state, note, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Transfer, StoreError> {
    Ok(Transfer {
        id: row.get(0)?,
        organization: row.get(1)?,
        from: row.get(2)?,
        to: row.get(3)?,
        order: row.get(4)?,
        state: named(row, 5, TransferState::from_name)?,
        note: row.get(6)?,
        items: Vec::new(),
        created_at: row.get(7)?,
        updated_at: row.get(8)?,
    })
}

/// Reads the lines along, in one statement for all.
fn with_items(tx: &mut Tx<'_>, account: AccountId, mut transfers: Vec<Transfer>) -> Result<Vec<Transfer>, StoreError> {
    let ids: Vec<i64> = transfers.iter().map(|transfer| transfer.id.raw()).collect();
    let items: Vec<(TransferId, TransferItem)> = select_in(
        tx,
        "SELECT transfer_id, id, sku_id, quantity FROM transfer_items WHERE account_id = $1 AND transfer_id",
        "ORDER BY transfer_id, id",
        account,
        &ids,
        |row| {
            Ok((
                row.get(0)?,
                TransferItem {
                    id: row.get(1)?,
                    sku: row.get(2)?,
                    quantity: row.get(3)?,
                },
            ))
        },
    )?;
    for (id, item) in items {
        if let Some(transfer) = transfers.iter_mut().find(|transfer| transfer.id == id) {
            transfer.items.push(item);
        }
    }
    Ok(transfers)
}

/// The transfer of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: TransferId) -> Result<Option<Transfer>, StoreError> {
    let found = tx.query(
        &format!("SELECT {COLUMNS} FROM transfers WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )?;
    Ok(with_items(tx, account, found)?.pop())
}

/// As [`find`], locked until the transaction ends.
///
/// # Errors
/// A broken store.
pub fn lock(tx: &mut Tx<'_>, account: AccountId, id: TransferId) -> Result<Option<Transfer>, StoreError> {
    let found = tx.query_locked(
        &format!("SELECT {COLUMNS} FROM transfers WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )?;
    Ok(with_items(tx, account, found)?.pop())
}

/// One page of an organization's transfers, newest first.
///
/// # Errors
/// A broken store.
pub fn page(
    tx: &mut Tx<'_>,
    account: AccountId,
    organization: OrganizationId,
    page: PageRequest,
) -> Result<Vec<Transfer>, StoreError> {
    let found = tx.query(
        &format!(
            "SELECT {COLUMNS} FROM transfers WHERE account_id = $1 AND organization_id = $2 \
             ORDER BY id DESC LIMIT $3 OFFSET $4"
        ),
        params![account, organization, page.limit(), page.offset()],
        read,
    )?;
    with_items(tx, account, found)
}

/// The transfers of these orders, without their lines.
///
/// # Errors
/// A broken store.
pub fn of_orders(
    tx: &mut Tx<'_>,
    account: AccountId,
    orders: &[OrderId],
) -> Result<Vec<(OrderId, TransferId)>, StoreError> {
    let orders: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    select_in(
        tx,
        "SELECT order_id, id FROM transfers WHERE account_id = $1 AND order_id",
        "ORDER BY order_id, id",
        account,
        &orders,
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// How much of each of these skus is on its way to which location.
///
/// # Errors
/// A broken store.
pub fn travelling(
    tx: &mut Tx<'_>,
    account: AccountId,
    skus: &[SkuId],
) -> Result<Vec<(SkuId, LocationId, Quantity)>, StoreError> {
    let skus: Vec<Param<'_>> = skus.iter().map(|sku| Param::Int(sku.raw())).collect();
    let around = Around {
        before: "SELECT i.sku_id, t.to_location_id, CAST(SUM(i.quantity) AS BIGINT) FROM transfers t \
                 JOIN transfer_items i ON i.account_id = t.account_id AND i.transfer_id = t.id \
                 WHERE t.account_id = $1 AND t.state = $2 AND i.sku_id",
        after: "GROUP BY i.sku_id, t.to_location_id ORDER BY i.sku_id, t.to_location_id",
        locked: false,
    };
    let leading = [Param::Int(account.raw()), Param::Text(TransferState::Shipped.name())];
    select_around(tx, around, &leading, &skus, |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}

/// Whether a transfer of the order has yet to arrive.
///
/// # Errors
/// A broken store.
pub fn any_open_of_order(tx: &mut Tx<'_>, account: AccountId, order: OrderId) -> Result<bool, StoreError> {
    let open = tx.query_opt(
        "SELECT id FROM transfers WHERE account_id = $1 AND order_id = $2 AND state IN ($3, $4) LIMIT 1",
        params![
            account,
            order,
            TransferState::Requested.name(),
            TransferState::Shipped.name()
        ],
        |row| row.get::<i64>(0),
    )?;
    Ok(open.is_some())
}

/// Makes transfers wait for an order, and answers how many of them there are.
///
/// # Errors
/// A broken store.
pub fn link_to_order(
    tx: &mut Tx<'_>,
    account: AccountId,
    transfers: &[TransferId],
    order: OrderId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let mut linked = 0;
    for transfer in transfers {
        linked += tx.execute(
            "UPDATE transfers SET order_id = $1, updated_at = $2 WHERE account_id = $3 AND id = $4",
            params![order, now, account, *transfer],
        )?;
    }
    Ok(linked)
}

/// Adds a transfer with its lines.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, transfer: &Transfer) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO transfers (account_id, id, organization_id, from_location_id, to_location_id, order_id, state, \
         note, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            account,
            transfer.id,
            transfer.organization,
            transfer.from,
            transfer.to,
            transfer.order,
            transfer.state.name(),
            &transfer.note,
            transfer.created_at,
            transfer.updated_at
        ],
    )?;
    for item in &transfer.items {
        tx.execute_later(
            "INSERT INTO transfer_items (account_id, transfer_id, id, sku_id, quantity) VALUES ($1, $2, $3, $4, $5)",
            params![account, transfer.id, item.id, item.sku, item.quantity],
        )?;
    }
    Ok(())
}

/// Writes how far a transfer is.
///
/// # Errors
/// A broken store.
pub fn update_state(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: TransferId,
    state: TransferState,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE transfers SET state = $1, updated_at = $2 WHERE account_id = $3 AND id = $4",
        params![state.name(), now, account, id],
    )
}
