//! Brands: SQL only. The shape that every module here has: one column list, one row reader, finders that take the account.

use domain::catalog::Brand;
use domain::ids::{AccountId, BrandId};
use domain::page::PageRequest;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;

const COLUMNS: &str = "id, organization_id, manufacturer_id, name, external_id, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Brand, StoreError> {
    Ok(Brand {
        id: row.get(0)?,
        organization: row.get(1)?,
        manufacturer: row.get(2)?,
        name: row.get(3)?,
        external_id: row.get(4)?,
        created_at: row.get(5)?,
        updated_at: row.get(6)?,
    })
}

/// The brand of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: BrandId) -> Result<Option<Brand>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM brands WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )
}

/// A page of brands, by number.
///
/// # Errors
/// A broken store.
pub fn list(tx: &mut Tx<'_>, account: AccountId, page: PageRequest) -> Result<Vec<Brand>, StoreError> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM brands WHERE account_id = $1 ORDER BY id LIMIT $2 OFFSET $3"),
        params![account, page.limit(), page.offset()],
        read,
    )
}

/// Adds a brand whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, brand: &Brand) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO brands (account_id, id, organization_id, manufacturer_id, name, external_id, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            account,
            brand.id,
            brand.organization,
            brand.manufacturer,
            brand.name,
            brand.external_id,
            brand.created_at,
            brand.updated_at
        ],
    )?;
    Ok(())
}
