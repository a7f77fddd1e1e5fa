//! What an organization charges for a sku on its own: SQL only. Not price tables, which are `prices`.

use domain::amount::UnitPrice;
use domain::ids::{AccountId, OrganizationId, SkuId};
use jiff::Timestamp;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

/// The price of a sku in one organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrganizationPrice {
    /// The sku.
    pub sku: SkuId,
    /// The organization.
    pub organization: OrganizationId,
    /// What it charges; `None` charges what all charge.
    pub price: Option<UnitPrice>,
    /// What it charges while on promotion.
    pub promotional_price: Option<UnitPrice>,
    /// When it was first set.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

const COLUMNS: &str = "sku_id, organization_id, price, promotional_price, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<OrganizationPrice, StoreError> {
    Ok(OrganizationPrice {
        sku: row.get(0)?,
        organization: row.get(1)?,
        price: row.get(2)?,
        promotional_price: row.get(3)?,
        created_at: row.get(4)?,
        updated_at: row.get(5)?,
    })
}

/// The prices of these skus, by sku and organization.
///
/// # Errors
/// A broken store.
pub fn of_skus(tx: &mut Tx<'_>, account: AccountId, skus: &[SkuId]) -> Result<Vec<OrganizationPrice>, StoreError> {
    let skus: Vec<i64> = skus.iter().map(|sku| sku.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM organization_prices WHERE account_id = $1 AND sku_id");
    select_in(tx, &before, "ORDER BY sku_id, organization_id", account, &skus, read)
}

/// Sets what an organization charges for a sku; what it charges while on promotion stays.
///
/// # Errors
/// A broken store.
pub fn set_price(
    tx: &mut Tx<'_>,
    account: AccountId,
    sku: SkuId,
    organization: OrganizationId,
    price: Option<UnitPrice>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO organization_prices (account_id, sku_id, organization_id, price, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $5) \
         ON CONFLICT (account_id, sku_id, organization_id) DO UPDATE SET price = excluded.price, \
         updated_at = excluded.updated_at",
        params![account, sku, organization, price, now],
    )
}
