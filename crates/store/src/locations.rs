//! Locations: SQL only.

use domain::ids::{AccountId, ChannelId, LocationId, OrganizationId};
use domain::locations::{Location, LocationDetails, LocationKind, LocationUsage, Modality};
use domain::page::PageRequest;

use crate::address;
use crate::engine::{Param, Row, ToParam, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;
use crate::sql_text::{assignments, placeholders};

const COLUMNS: &str = "id, created_at, updated_at, organization_id, parent_id, kind, usage, code, name, description, \
                       modality, default_safety_margin, tax_document, active, \
                       street, street_number, complement, neighborhood, city, city_code, state, postal_code, \
                       latitude_microdegrees, longitude_microdegrees";

/// The columns that may change, in the order of [`changeable`].
const CHANGEABLE: [&str; 21] = [
    "organization_id",
    "parent_id",
    "kind",
    "usage",
    "code",
    "name",
    "description",
    "modality",
    "default_safety_margin",
    "tax_document",
    "active",
    "street",
    "street_number",
    "complement",
    "neighborhood",
    "city",
    "city_code",
    "state",
    "postal_code",
    "latitude_microdegrees",
    "longitude_microdegrees",
];

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

/// The values of [`CHANGEABLE`].
fn changeable(details: &LocationDetails) -> Vec<Param<'_>> {
    let mut params = vec![
        details.organization.to_param(),
        details.parent.to_param(),
        Param::Text(details.kind.name()),
        Param::Text(details.usage.name()),
        details.code.to_param(),
        details.name.to_param(),
        details.description.to_param(),
        Param::Text(details.modality.name()),
        details.default_safety_margin.to_param(),
        details.tax_document.to_param(),
        details.active.to_param(),
    ];
    params.extend(address::params(&details.address));
    params.extend(address::coordinate_params(details.coordinates));
    params
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
    let mut params = params![account, location.id, location.created_at, location.updated_at].to_vec();
    params.extend(changeable(&location.details));
    let sql = format!(
        "INSERT INTO locations (account_id, id, created_at, updated_at, {}) VALUES ({})",
        CHANGEABLE.join(", "),
        placeholders(params.len())
    );
    tx.execute(&sql, &params)?;
    Ok(())
}

/// Writes a location's fields.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, location: &Location) -> Result<(), StoreError> {
    let mut params = params![location.updated_at].to_vec();
    params.extend(changeable(&location.details));
    params.extend([account.to_param(), location.id.to_param()]);
    let sql = format!(
        "UPDATE locations SET updated_at = $1, {} WHERE account_id = ${} AND id = ${}",
        assignments(&CHANGEABLE, 2),
        params.len() - 1,
        params.len()
    );
    tx.execute(&sql, &params)?;
    Ok(())
}
