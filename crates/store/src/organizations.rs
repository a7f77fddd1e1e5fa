//! Organizations: SQL only. Also where an organization's own extras are kept, which no rule reads.

use domain::geography::DeliveryRadius;
use domain::ids::{AccountId, OrganizationId};
use domain::organizations::{Organization, OrganizationDetails, OrganizationKind, TaxRegime};
use domain::page::PageRequest;

use crate::address;
use crate::columns::{Columns, columns};
use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

const COLUMNS: &str = "id, created_at, updated_at, parent_id, external_id, name, company_name, tax_document, \
                       state_registration, municipal_registration, tax_regime, kind, nfe_series, nfe_note, \
                       uses_average_cost, withdrawal_hours, withdrawal_price, delivery_radius_km, \
                       invoices_when_packed, labels_when_packed, active, \
                       street, street_number, complement, neighborhood, city, city_code, state, postal_code, \
                       latitude_microdegrees, longitude_microdegrees";

fn read(row: &Row<'_>) -> Result<Organization, StoreError> {
    let radius = DeliveryRadius::from_km(row.get(17)?).ok_or_else(|| StoreError::Column {
        index: 17,
        reason: "holds no delivery radius".to_owned(),
    })?;
    Ok(Organization {
        id: row.get(0)?,
        created_at: row.get(1)?,
        updated_at: row.get(2)?,
        details: OrganizationDetails {
            parent: row.get(3)?,
            external_id: row.get(4)?,
            name: row.get(5)?,
            company_name: row.get(6)?,
            tax_document: row.get(7)?,
            state_registration: row.get(8)?,
            municipal_registration: row.get(9)?,
            tax_regime: named(row, 10, TaxRegime::from_name)?,
            kind: named(row, 11, OrganizationKind::from_name)?,
            nfe_series: row.get(12)?,
            nfe_note: row.get(13)?,
            uses_average_cost: row.get(14)?,
            withdrawal_hours: row.get(15)?,
            withdrawal_price: row.get(16)?,
            delivery_radius: radius,
            invoices_when_packed: row.get(18)?,
            labels_when_packed: row.get(19)?,
            active: row.get(20)?,
            address: address::read(row, 21)?,
            coordinates: address::read_coordinates(row, 29)?,
        },
    })
}

/// The columns that may change.
fn changeable(details: &OrganizationDetails) -> Columns<'_> {
    columns! {
        parent_id: details.parent,
        external_id: &details.external_id,
        name: &details.name,
        company_name: &details.company_name,
        tax_document: &details.tax_document,
        state_registration: &details.state_registration,
        municipal_registration: &details.municipal_registration,
        tax_regime: details.tax_regime.name(),
        kind: details.kind.name(),
        nfe_series: &details.nfe_series,
        nfe_note: &details.nfe_note,
        uses_average_cost: details.uses_average_cost,
        withdrawal_hours: details.withdrawal_hours,
        withdrawal_price: details.withdrawal_price,
        delivery_radius_km: details.delivery_radius.km(),
        invoices_when_packed: details.invoices_when_packed,
        labels_when_packed: details.labels_when_packed,
        active: details.active,
    }
    .and(address::columns(&details.address))
    .and(address::coordinate_columns(details.coordinates))
}

/// Whether the account has this organization.
///
/// # Errors
/// A broken store.
pub fn exists(tx: &mut Tx<'_>, account: AccountId, id: OrganizationId) -> Result<bool, StoreError> {
    let found = tx.query_opt(
        "SELECT id FROM organizations WHERE account_id = $1 AND id = $2",
        params![account, id],
        |row| row.get::<OrganizationId>(0),
    )?;
    Ok(found.is_some())
}

/// The organization of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: OrganizationId) -> Result<Option<Organization>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM organizations WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )
}

/// Organizations by number.
///
/// # Errors
/// A broken store.
pub fn find_many(tx: &mut Tx<'_>, account: AccountId, ids: &[OrganizationId]) -> Result<Vec<Organization>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM organizations WHERE account_id = $1 AND id");
    select_in(tx, &before, "ORDER BY id", account, &ids, read)
}

/// The organization with this tax document, without punctuation.
///
/// # Errors
/// A broken store.
pub fn find_by_tax_document(
    tx: &mut Tx<'_>,
    account: AccountId,
    tax_document: &str,
) -> Result<Option<OrganizationId>, StoreError> {
    tx.query_opt(
        "SELECT id FROM organizations WHERE account_id = $1 AND tax_document = $2",
        params![account, tax_document],
        |row| row.get(0),
    )
}

/// A page of organizations, by number.
///
/// # Errors
/// A broken store.
pub fn list(tx: &mut Tx<'_>, account: AccountId, page: PageRequest) -> Result<Vec<Organization>, StoreError> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM organizations WHERE account_id = $1 ORDER BY id LIMIT $2 OFFSET $3"),
        params![account, page.limit(), page.offset()],
        read,
    )
}

/// The organization and everything above it, nearest first; empty when it does not exist.
///
/// # Errors
/// A broken store.
pub fn and_above(tx: &mut Tx<'_>, account: AccountId, id: OrganizationId) -> Result<Vec<OrganizationId>, StoreError> {
    // The number of steps is bounded so that a tree damaged from outside cannot make the query run for ever.
    tx.query(
        "WITH RECURSIVE above (id, parent_id, step) AS ( \
           SELECT id, parent_id, CAST(0 AS BIGINT) FROM organizations WHERE account_id = $1 AND id = $2 \
           UNION ALL \
           SELECT o.id, o.parent_id, a.step + 1 FROM above a \
           JOIN organizations o ON o.account_id = $1 AND o.id = a.parent_id WHERE a.step < 64 \
         ) SELECT id FROM above ORDER BY step",
        params![account, id],
        |row| row.get(0),
    )
}

/// Adds an organization whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, organization: &Organization) -> Result<(), StoreError> {
    columns! {
        account_id: account,
        id: organization.id,
        created_at: organization.created_at,
        updated_at: organization.updated_at,
    }
    .and(changeable(&organization.details))
    .insert_into("organizations")
    .run(tx)
}

/// Writes an organization's fields.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, organization: &Organization) -> Result<(), StoreError> {
    columns! { updated_at: organization.updated_at }
        .and(changeable(&organization.details))
        .update("organizations", account, organization.id)
        .run(tx)
}

/// Keeps Estoka's own fields of an organization.
///
/// # Errors
/// A broken store.
pub fn set_extras_estoka(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: OrganizationId,
    extras: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE organizations SET extras_estoka = $1 WHERE account_id = $2 AND id = $3",
        params![extras, account, id],
    )
}

/// Estoka's own fields of these organizations, where there are any.
///
/// # Errors
/// A broken store.
pub fn extras_estoka(
    tx: &mut Tx<'_>,
    account: AccountId,
    ids: &[OrganizationId],
) -> Result<Vec<(OrganizationId, String)>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = "SELECT id, extras_estoka FROM organizations WHERE account_id = $1 AND id";
    let after = "AND extras_estoka IS NOT NULL ORDER BY id";
    select_in(tx, before, after, account, &ids, |row| Ok((row.get(0)?, row.get(1)?)))
}
