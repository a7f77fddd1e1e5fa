//! The values that attributes have for products and for skus, one by one under their numbers: SQL only.
//!
//! Not their reading with a whole product or sku, which is in `products.rs` and `skus/parts.rs`.
//!
//! The one rule to know: products' and skus' values lie in two tables under one numbering.

use domain::catalog::AttributeValue;
use domain::ids::{AccountId, AttributeId, AttributeOptionId, AttributeValueId, ProductId, SkuId};
use domain::page::PageRequest;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;

/// Both tables as one.
const ALL: &str = "SELECT p.id AS id, p.attribute_id, p.option_id, p.text_value, p.product_id, CAST(NULL AS BIGINT), \
                   p.created_at, p.updated_at FROM product_options p WHERE p.account_id = $1";

const OF_SKUS: &str = "SELECT s.id AS id, s.attribute_id, s.option_id, CAST(NULL AS TEXT), k.product_id, s.sku_id, \
                       s.created_at, s.updated_at FROM sku_options s \
                       JOIN skus k ON k.account_id = s.account_id AND k.id = s.sku_id \
                       WHERE s.account_id = $1 AND k.deleted_at IS NULL";

fn read(row: &Row<'_>) -> Result<AttributeValue, StoreError> {
    Ok(AttributeValue {
        id: row.get(0)?,
        attribute: row.get(1)?,
        option: row.get(2)?,
        text_value: row.get(3)?,
        product: row.get(4)?,
        sku: row.get(5)?,
        created_at: row.get(6)?,
        updated_at: row.get(7)?,
    })
}

/// The value of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: AttributeValueId) -> Result<Option<AttributeValue>, StoreError> {
    let found = tx.query_opt(&format!("{ALL} AND p.id = $2"), params![account, id], read)?;
    if found.is_some() {
        return Ok(found);
    }
    tx.query_opt(&format!("{OF_SKUS} AND s.id = $2"), params![account, id], read)
}

/// A page of all values, by number.
///
/// # Errors
/// A broken store.
pub fn list(tx: &mut Tx<'_>, account: AccountId, page: PageRequest) -> Result<Vec<AttributeValue>, StoreError> {
    tx.query(
        // Of either kind no more than the page could show: PostgreSQL sorts all that both bring.
        &format!(
            "SELECT * FROM (SELECT * FROM ({ALL} ORDER BY p.id LIMIT $2) a UNION ALL \
             SELECT * FROM ({OF_SKUS} ORDER BY s.id LIMIT $2) b) c ORDER BY id LIMIT $3 OFFSET $4"
        ),
        params![account, page.limit() + page.offset(), page.limit(), page.offset()],
        read,
    )
}

/// The values of a product itself, by attribute.
///
/// # Errors
/// A broken store.
pub fn of_product(tx: &mut Tx<'_>, account: AccountId, product: ProductId) -> Result<Vec<AttributeValue>, StoreError> {
    tx.query(
        &format!("{ALL} AND p.product_id = $2 ORDER BY p.attribute_id"),
        params![account, product],
        read,
    )
}

/// The values of a sku, by attribute.
///
/// # Errors
/// A broken store.
pub fn of_sku(tx: &mut Tx<'_>, account: AccountId, sku: SkuId) -> Result<Vec<AttributeValue>, StoreError> {
    tx.query(
        &format!("{OF_SKUS} AND s.sku_id = $2 ORDER BY s.attribute_id"),
        params![account, sku],
        read,
    )
}

/// The values of all skus of a product, by sku and attribute.
///
/// # Errors
/// A broken store.
pub fn of_skus_of(tx: &mut Tx<'_>, account: AccountId, product: ProductId) -> Result<Vec<AttributeValue>, StoreError> {
    tx.query(
        &format!("{OF_SKUS} AND k.product_id = $2 ORDER BY k.id, s.attribute_id"),
        params![account, product],
        read,
    )
}

/// Whether a product or sku has a value of the attribute, or of one of its options.
///
/// # Errors
/// A broken store.
pub fn is_used(
    tx: &mut Tx<'_>,
    account: AccountId,
    attribute: AttributeId,
    option: Option<AttributeOptionId>,
) -> Result<bool, StoreError> {
    for table in ["product_options", "sku_options"] {
        let before = format!("SELECT attribute_id FROM {table} WHERE account_id = $1 AND attribute_id = $2");
        let found: Option<i64> = match option {
            Some(option) => tx.query_opt(
                &format!("{before} AND option_id = $3 LIMIT 1"),
                params![account, attribute, option],
                |row| row.get(0),
            )?,
            None => tx.query_opt(&format!("{before} LIMIT 1"), params![account, attribute], |row| {
                row.get(0)
            })?,
        };
        if found.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Adds a value whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, value: &AttributeValue) -> Result<(), StoreError> {
    match value.sku {
        None => tx.execute_later(
            "INSERT INTO product_options (account_id, product_id, attribute_id, option_id, text_value, id, created_at, \
             updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                account,
                value.product,
                value.attribute,
                value.option,
                value.text_value,
                value.id,
                value.created_at,
                value.updated_at
            ],
        ),
        Some(sku) => tx.execute_later(
            "INSERT INTO sku_options (account_id, sku_id, attribute_id, option_id, is_additional, id, created_at, \
             updated_at) VALUES ($1, $2, $3, $4, 0, $5, $6, $7)",
            params![
                account,
                sku,
                value.attribute,
                value.option,
                value.id,
                value.created_at,
                value.updated_at
            ],
        ),
    }
}

/// Writes what a value is; whose it is never changes.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, value: &AttributeValue) -> Result<(), StoreError> {
    match value.sku {
        None => tx.execute_later(
            "UPDATE product_options SET attribute_id = $1, option_id = $2, text_value = $3, updated_at = $4 \
             WHERE account_id = $5 AND id = $6",
            params![
                value.attribute,
                value.option,
                value.text_value,
                value.updated_at,
                account,
                value.id
            ],
        ),
        Some(_) => tx.execute_later(
            "UPDATE sku_options SET attribute_id = $1, option_id = $2, updated_at = $3 \
             WHERE account_id = $4 AND id = $5",
            params![value.attribute, value.option, value.updated_at, account, value.id],
        ),
    }
}

/// Removes a value.
///
/// # Errors
/// A broken store.
pub fn delete(tx: &mut Tx<'_>, account: AccountId, value: &AttributeValue) -> Result<(), StoreError> {
    let table = if value.sku.is_some() {
        "sku_options"
    } else {
        "product_options"
    };
    tx.execute_later(
        &format!("DELETE FROM {table} WHERE account_id = $1 AND id = $2"),
        params![account, value.id],
    )
}
