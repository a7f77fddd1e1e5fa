//! Shipments and the orders in them: SQL only.

use domain::ids::{AccountId, OrderId, OrganizationId, ShipmentId};
use domain::page::PageRequest;
use domain::shipments::{Shipment, ShipmentDetails, ShipmentState};
use jiff::Timestamp;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

const COLUMNS: &str = "id, organization_id, location_id, carrier_id, carrier_name, service, vehicle_kind, \
                       vehicle_plate, state, leaves_at, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Shipment, StoreError> {
    Ok(Shipment {
        id: row.get(0)?,
        organization: row.get(1)?,
        details: ShipmentDetails {
            location: row.get(2)?,
            carrier: row.get(3)?,
            carrier_name: row.get(4)?,
            service: row.get(5)?,
            vehicle_kind: row.get(6)?,
            vehicle_plate: row.get(7)?,
            leaves_at: row.get(9)?,
        },
        state: named(row, 8, ShipmentState::from_name)?,
        orders: Vec::new(),
        created_at: row.get(10)?,
        updated_at: row.get(11)?,
    })
}

/// Reads the orders along, in one statement for all.
fn with_orders(tx: &mut Tx<'_>, account: AccountId, mut shipments: Vec<Shipment>) -> Result<Vec<Shipment>, StoreError> {
    let ids: Vec<i64> = shipments.iter().map(|shipment| shipment.id.raw()).collect();
    let orders: Vec<(ShipmentId, OrderId)> = select_in(
        tx,
        "SELECT shipment_id, order_id FROM shipment_orders WHERE account_id = $1 AND shipment_id",
        "ORDER BY shipment_id, order_id",
        account,
        &ids,
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (id, order) in orders {
        if let Some(shipment) = shipments.iter_mut().find(|shipment| shipment.id == id) {
            shipment.orders.push(order);
        }
    }
    Ok(shipments)
}

/// The shipment of that number, whatever its state.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: ShipmentId) -> Result<Option<Shipment>, StoreError> {
    let found = tx.query(
        &format!("SELECT {COLUMNS} FROM shipments WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )?;
    Ok(with_orders(tx, account, found)?.pop())
}

/// As [`find`], locked until the transaction ends.
///
/// # Errors
/// A broken store.
pub fn lock(tx: &mut Tx<'_>, account: AccountId, id: ShipmentId) -> Result<Option<Shipment>, StoreError> {
    let found = tx.query_locked(
        &format!("SELECT {COLUMNS} FROM shipments WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )?;
    Ok(with_orders(tx, account, found)?.pop())
}

/// A page of an organization's shipments that were not deleted, newest first.
///
/// # Errors
/// A broken store.
pub fn page(
    tx: &mut Tx<'_>,
    account: AccountId,
    organization: OrganizationId,
    page: PageRequest,
) -> Result<Vec<Shipment>, StoreError> {
    let found = tx.query(
        &format!(
            "SELECT {COLUMNS} FROM shipments WHERE account_id = $1 AND organization_id = $2 AND state <> $3 \
             ORDER BY id DESC LIMIT $4 OFFSET $5"
        ),
        params![
            account,
            organization,
            ShipmentState::Deleted.name(),
            page.limit(),
            page.offset()
        ],
        read,
    )?;
    with_orders(tx, account, found)
}

/// Adds a shipment without its orders.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, shipment: &Shipment) -> Result<(), StoreError> {
    let details = &shipment.details;
    tx.execute_later(
        "INSERT INTO shipments (account_id, id, organization_id, location_id, carrier_id, carrier_name, service, \
         vehicle_kind, vehicle_plate, state, leaves_at, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        params![
            account,
            shipment.id,
            shipment.organization,
            details.location,
            details.carrier,
            &details.carrier_name,
            &details.service,
            &details.vehicle_kind,
            &details.vehicle_plate,
            shipment.state.name(),
            details.leaves_at,
            shipment.created_at,
            shipment.updated_at
        ],
    )
}

/// Puts orders into a shipment.
///
/// # Errors
/// A broken store.
pub fn add_orders(
    tx: &mut Tx<'_>,
    account: AccountId,
    shipment: ShipmentId,
    orders: &[OrderId],
) -> Result<(), StoreError> {
    for order in orders {
        tx.execute_later(
            "INSERT INTO shipment_orders (account_id, shipment_id, order_id) VALUES ($1, $2, $3)",
            params![account, shipment, *order],
        )?;
    }
    Ok(())
}

/// Takes orders out of a shipment.
///
/// # Errors
/// A broken store.
pub fn remove_orders(
    tx: &mut Tx<'_>,
    account: AccountId,
    shipment: ShipmentId,
    orders: &[OrderId],
) -> Result<(), StoreError> {
    for order in orders {
        tx.execute_later(
            "DELETE FROM shipment_orders WHERE account_id = $1 AND shipment_id = $2 AND order_id = $3",
            params![account, shipment, *order],
        )?;
    }
    Ok(())
}

/// Writes how far a shipment is, and that it changed.
///
/// # Errors
/// A broken store.
pub fn update_state(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: ShipmentId,
    state: ShipmentState,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE shipments SET state = $1, updated_at = $2 WHERE account_id = $3 AND id = $4",
        params![state.name(), now, account, id],
    )
}
