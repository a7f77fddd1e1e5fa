//! Locations: SQL only.

use domain::ids::{AccountId, ChannelId, LocationId, OrganizationId};
use domain::locations::{Location, LocationDetails, LocationKind, LocationUsage, Modality};
use domain::page::PageRequest;

use crate::address;
use crate::columns::{Columns, columns};
use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

const COLUMNS: &str = "id, created_at, updated_at, organization_id, parent_id, kind, usage, code, name, description, \
                       modality, default_safety_margin, tax_document, active, \
                       street, street_number, complement, neighborhood, city, city_code, state, postal_code, \
                       latitude_microdegrees, longitude_microdegrees";

fn read(row: &Row<'_>) -> Result<Location, StoreError> {
    Ok(Location {
        id: row.get(0)?,
        created_at: row.get(1)?,
        updated_at: row.get(2)?,
        details: LocationDetails {
            organization: row.get(3)?,
            parent: row.get(4)?,
            kind: named(row, 5, LocationKind::from_name)?,
            usage: named(row, 6, LocationUsage::from_name)?,
            code: row.get(7)?,
            name: row.get(8)?,
            description: row.get(9)?,
            modality: named(row, 10, Modality::from_name)?,
            default_safety_margin: row.get(11)?,
            tax_document: row.get(12)?,
            active: row.get(13)?,
            address: address::read(row, 14)?,
            coordinates: address::read_coordinates(row, 22)?,
        },
    })
}

/// The columns that may change.
fn changeable(details: &LocationDetails) -> Columns<'_> {
    columns! {
        organization_id: details.organization,
        parent_id: details.parent,
        kind: details.kind.name(),
        usage: details.usage.name(),
        code: &details.code,
        name: &details.name,
        description: &details.description,
        modality: details.modality.name(),
        default_safety_margin: details.default_safety_margin,
        tax_document: &details.tax_document,
        active: details.active,
    }
    .and(address::columns(&details.address))
    .and(address::coordinate_columns(details.coordinates))
}

/// The location of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: LocationId) -> Result<Option<Location>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM locations WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )
}

/// Locations by number.
///
/// # Errors
/// A broken store.
pub fn find_many(tx: &mut Tx<'_>, account: AccountId, ids: &[LocationId]) -> Result<Vec<Location>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM locations WHERE account_id = $1 AND id");
    select_in(tx, &before, "ORDER BY id", account, &ids, read)
}

/// The location of that code.
///
/// # Errors
/// A broken store.
pub fn find_by_code(tx: &mut Tx<'_>, account: AccountId, code: &str) -> Result<Option<Location>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM locations WHERE account_id = $1 AND code = $2"),
        params![account, code],
        read,
    )
}

/// A page of an organization's locations, by number.
///
/// # Errors
/// A broken store.
pub fn list_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    organization: OrganizationId,
    page: PageRequest,
) -> Result<Vec<Location>, StoreError> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM locations WHERE account_id = $1 AND organization_id = $2 \
             ORDER BY id LIMIT $3 OFFSET $4"
        ),
        params![account, organization, page.limit(), page.offset()],
        read,
    )
}

/// A page of an organization's warehouses, by number.
///
/// # Errors
/// A broken store.
pub fn list_warehouses_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    organization: OrganizationId,
    page: PageRequest,
) -> Result<Vec<Location>, StoreError> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM locations WHERE account_id = $1 AND organization_id = $2 AND kind = 'warehouse' \
             ORDER BY id LIMIT $3 OFFSET $4"
        ),
        params![account, organization, page.limit(), page.offset()],
        read,
    )
}

/// A page of all locations, by number.
///
/// # Errors
/// A broken store.
pub fn list(tx: &mut Tx<'_>, account: AccountId, page: PageRequest) -> Result<Vec<Location>, StoreError> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM locations WHERE account_id = $1 ORDER BY id LIMIT $2 OFFSET $3"),
        params![account, page.limit(), page.offset()],
        read,
    )
}

/// The locations a channel sells from, by number.
///
/// # Errors
/// A broken store.
pub fn of_channel(tx: &mut Tx<'_>, account: AccountId, channel: ChannelId) -> Result<Vec<Location>, StoreError> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM locations WHERE account_id = $1 AND id IN \
             (SELECT location_id FROM channel_locations WHERE account_id = $1 AND channel_id = $2) ORDER BY id"
        ),
        params![account, channel],
        read,
    )
}

/// The first place that sells of an organization, or of the account's first organization that has one.
///
/// # Errors
/// A broken store.
pub fn first_place(
    tx: &mut Tx<'_>,
    account: AccountId,
    organization: Option<OrganizationId>,
) -> Result<Option<(OrganizationId, LocationId)>, StoreError> {
    let own = organization.map_or(0, OrganizationId::raw);
    tx.query_opt(
        "SELECT organization_id, id FROM locations WHERE account_id = $1 AND (organization_id = $2 OR $2 = 0) \
         AND kind = 'warehouse' AND active = 1 ORDER BY organization_id, id LIMIT 1",
        params![account, own],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Adds a location whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, location: &Location) -> Result<(), StoreError> {
    columns! { account_id: account, id: location.id, created_at: location.created_at, updated_at: location.updated_at }
        .and(changeable(&location.details))
        .insert_into("locations")
        .run(tx)
}

/// Writes a location's fields.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, location: &Location) -> Result<(), StoreError> {
    columns! { updated_at: location.updated_at }
        .and(changeable(&location.details))
        .update("locations", account, location.id)
        .run(tx)
}
