//! What each store sells, and at what price: SQL only.
//!
//! Not how much of it there is, which is in `stock.rs`.

use domain::amount::UnitPrice;
use domain::catalog::StoreProduct;
use domain::ids::{AccountId, OrganizationId, SkuId, StoreProductId};
use domain::page::PageRequest;
use jiff::Timestamp;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

/// The price is the organization's, which other faces set, too.
const SELECT: &str = "SELECT s.id, s.organization_id, s.sku_id, s.complement, s.description, s.display_order, s.enabled, \
                      p.price, p.promotional_price, s.created_at, s.updated_at FROM store_products s \
                      LEFT JOIN organization_prices p ON p.account_id = s.account_id AND p.sku_id = s.sku_id \
                      AND p.organization_id = s.organization_id WHERE s.account_id = $1";

fn read(row: &Row<'_>) -> Result<StoreProduct, StoreError> {
    Ok(StoreProduct {
        id: row.get(0)?,
        organization: row.get(1)?,
        sku: row.get(2)?,
        complement: row.get(3)?,
        description: row.get(4)?,
        display_order: row.get(5)?,
        enabled: row.get(6)?,
        price: row.get(7)?,
        promotional_price: row.get(8)?,
        created_at: row.get(9)?,
        updated_at: row.get(10)?,
    })
}

/// One store's product of that number.
///
/// # Errors
/// A broken store.
pub fn find(
    tx: &mut Tx<'_>,
    account: AccountId,
    organization: OrganizationId,
    id: StoreProductId,
) -> Result<Option<StoreProduct>, StoreError> {
    tx.query_opt(
        &format!("{SELECT} AND s.organization_id = $2 AND s.id = $3"),
        params![account, organization, id],
        read,
    )
}

/// A page of what one store sells, by number.
///
/// # Errors
/// A broken store.
pub fn page(
    tx: &mut Tx<'_>,
    account: AccountId,
    organization: OrganizationId,
    page: PageRequest,
) -> Result<Vec<StoreProduct>, StoreError> {
    tx.query(
        &format!("{SELECT} AND s.organization_id = $2 ORDER BY s.id LIMIT $3 OFFSET $4"),
        params![account, organization, page.limit(), page.offset()],
        read,
    )
}

/// What stores make of these skus, by sku and store.
///
/// # Errors
/// A broken store.
pub fn of_skus(tx: &mut Tx<'_>, account: AccountId, skus: &[SkuId]) -> Result<Vec<StoreProduct>, StoreError> {
    let skus: Vec<i64> = skus.iter().map(|sku| sku.raw()).collect();
    let before = format!("{SELECT} AND s.sku_id");
    select_in(
        tx,
        &before,
        "ORDER BY s.sku_id, s.organization_id",
        account,
        &skus,
        read,
    )
}

/// Adds a store's product whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, product: &StoreProduct) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO store_products (account_id, id, organization_id, sku_id, complement, description, display_order, \
         enabled, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            account,
            product.id,
            product.organization,
            product.sku,
            product.complement,
            product.description,
            product.display_order,
            product.enabled,
            product.created_at,
            product.updated_at
        ],
    )?;
    Ok(())
}

/// Writes a store's product, without its price.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, product: &StoreProduct) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE store_products SET complement = $1, description = $2, display_order = $3, enabled = $4, \
         updated_at = $5 WHERE account_id = $6 AND id = $7",
        params![
            product.complement,
            product.description,
            product.display_order,
            product.enabled,
            product.updated_at,
            account,
            product.id
        ],
    )
}

/// Removes a store's product.
///
/// # Errors
/// A broken store.
pub fn delete(tx: &mut Tx<'_>, account: AccountId, id: StoreProductId) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM store_products WHERE account_id = $1 AND id = $2",
        params![account, id],
    )
}

/// Sets an organization's own price of a sku; without either it has none.
///
/// # Errors
/// A broken store.
pub fn set_price(
    tx: &mut Tx<'_>,
    account: AccountId,
    (sku, organization): (SkuId, OrganizationId),
    price: Option<UnitPrice>,
    promotional_price: Option<UnitPrice>,
    now: Timestamp,
) -> Result<(), StoreError> {
    if price.is_none() && promotional_price.is_none() {
        return tx.execute_later(
            "DELETE FROM organization_prices WHERE account_id = $1 AND sku_id = $2 AND organization_id = $3",
            params![account, sku, organization],
        );
    }
    tx.execute_later(
        "INSERT INTO organization_prices (account_id, sku_id, organization_id, price, promotional_price, created_at, \
         updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (account_id, sku_id, organization_id) DO UPDATE SET price = excluded.price, \
         promotional_price = excluded.promotional_price, updated_at = excluded.updated_at",
        params![account, sku, organization, price, promotional_price, now, now],
    )
}

/// Whether the organization has an order with that sku.
///
/// # Errors
/// A broken store.
pub fn has_orders(
    tx: &mut Tx<'_>,
    account: AccountId,
    organization: OrganizationId,
    sku: SkuId,
) -> Result<bool, StoreError> {
    let found: Option<i64> = tx.query_opt(
        "SELECT m.id FROM balances b JOIN locations l ON l.account_id = b.account_id AND l.id = b.location_id \
         JOIN movements m ON m.account_id = b.account_id AND m.balance_id = b.id \
         WHERE b.account_id = $1 AND b.sku_id = $2 AND l.organization_id = $3 AND m.order_id IS NOT NULL LIMIT 1",
        params![account, sku, organization],
        |row| row.get(0),
    )?;
    Ok(found.is_some())
}
