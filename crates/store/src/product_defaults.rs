//! What is said of products for all their skus, and what skus take over from it: SQL only.

use domain::amount::UnitPrice;
use domain::catalog::ProductDefaults;
use domain::ids::{AccountId, ProductId, SkuId};
use jiff::Timestamp;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

const COLUMNS: &str = "product_id, complement, display_order, is_variable, ean, price, promotional_price, width, \
                       height, length, weight";

fn read(row: &Row<'_>) -> Result<ProductDefaults, StoreError> {
    Ok(ProductDefaults {
        product: row.get(0)?,
        complement: row.get(1)?,
        display_order: row.get(2)?,
        is_variable: row.get(3)?,
        ean: row.get(4)?,
        price: row.get(5)?,
        promotional_price: row.get(6)?,
        width: row.get(7)?,
        height: row.get(8)?,
        length: row.get(9)?,
        weight: row.get(10)?,
    })
}

/// What is said of these products, by product; nothing of those of which nothing is said.
///
/// # Errors
/// A broken store.
pub fn find_many(
    tx: &mut Tx<'_>,
    account: AccountId,
    products: &[ProductId],
) -> Result<Vec<ProductDefaults>, StoreError> {
    let products: Vec<i64> = products.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM product_defaults WHERE account_id = $1 AND product_id");
    select_in(tx, &before, "ORDER BY product_id", account, &products, read)
}

/// Writes what is said of a product.
///
/// # Errors
/// A broken store.
pub fn put(tx: &mut Tx<'_>, account: AccountId, defaults: &ProductDefaults) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO product_defaults (account_id, product_id, complement, display_order, is_variable, ean, price, \
         promotional_price, width, height, length, weight) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (account_id, product_id) DO UPDATE SET complement = excluded.complement, \
         display_order = excluded.display_order, is_variable = excluded.is_variable, ean = excluded.ean, \
         price = excluded.price, promotional_price = excluded.promotional_price, width = excluded.width, \
         height = excluded.height, length = excluded.length, weight = excluded.weight",
        params![
            account,
            defaults.product,
            defaults.complement,
            defaults.display_order,
            defaults.is_variable,
            defaults.ean,
            defaults.price,
            defaults.promotional_price,
            defaults.width,
            defaults.height,
            defaults.length,
            defaults.weight
        ],
    )
}

/// Those of these products whose skus differ by something, by product.
///
/// # Errors
/// A broken store.
pub fn with_axes(tx: &mut Tx<'_>, account: AccountId, products: &[ProductId]) -> Result<Vec<ProductId>, StoreError> {
    let products: Vec<i64> = products.iter().map(|id| id.raw()).collect();
    let before = "SELECT DISTINCT product_id FROM product_options WHERE account_id = $1 AND product_id";
    let after = "AND option_id IS NULL AND text_value IS NULL ORDER BY product_id";
    select_in(tx, before, after, account, &products, |row| row.get(0))
}

/// Those of these skus that have their product's price, by number.
///
/// # Errors
/// A broken store.
pub fn inheriting(tx: &mut Tx<'_>, account: AccountId, skus: &[SkuId]) -> Result<Vec<SkuId>, StoreError> {
    let skus: Vec<i64> = skus.iter().map(|id| id.raw()).collect();
    let before = "SELECT id FROM skus WHERE account_id = $1 AND id";
    select_in(
        tx,
        before,
        "AND inherits_price = 1 ORDER BY id",
        account,
        &skus,
        |row| row.get(0),
    )
}

/// Says whether a sku has its product's price.
///
/// # Errors
/// A broken store.
pub fn set_inheriting(tx: &mut Tx<'_>, account: AccountId, sku: SkuId, inherits: bool) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE skus SET inherits_price = $1 WHERE account_id = $2 AND id = $3",
        params![inherits, account, sku],
    )
}

/// Gives a product's prices to those of its skus that have none of their own.
///
/// # Errors
/// A broken store.
pub fn hand_down_prices(
    tx: &mut Tx<'_>,
    account: AccountId,
    product: ProductId,
    price: Option<UnitPrice>,
    promotional_price: Option<UnitPrice>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE skus SET base_price = $1, promotional_price = $2, updated_at = $3 \
         WHERE account_id = $4 AND product_id = $5 AND inherits_price = 1 AND deleted_at IS NULL",
        params![price, promotional_price, now, account, product],
    )
}
