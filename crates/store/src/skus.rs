//! Skus: SQL only. What hangs on a sku (barcodes, options, suppliers' codes) is in `skus/parts.rs`.
//!
//! The one rule to know: a deleted sku is not found for new work, but stays readable where it was used, and its code
//! stays used. Every list is ordered by the column it is looked up by: ordered by another, SQLite without statistics
//! reads the whole account in that order instead of looking up.

mod parts;

use std::collections::BTreeMap;

use domain::catalog::Sku;
use domain::ids::{AccountId, ProductId, SkuId};
use domain::page::PageRequest;
use jiff::Timestamp;

use crate::engine::{Param, Row, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::{select_in, select_in_texts};
use crate::sql_text::exists;

pub use parts::{
    barcodes_of, delete_barcodes, delete_options, delete_supplier_codes, insert_barcodes, insert_options,
    insert_supplier_codes, named_options_of, options_of, owners_of_barcodes, owners_of_supplier_codes,
    set_supplier_code, supplier_codes_of,
};

const COLUMNS: &str = "id, product_id, code, fiscal_code, ean, name, description, active, width, height, length, \
                       weight, base_price, promotional_price, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Sku, StoreError> {
    Ok(Sku {
        id: row.get(0)?,
        product: row.get(1)?,
        code: row.get(2)?,
        fiscal_code: row.get(3)?,
        ean: row.get(4)?,
        name: row.get(5)?,
        description: row.get(6)?,
        active: row.get(7)?,
        width: row.get(8)?,
        height: row.get(9)?,
        length: row.get(10)?,
        weight: row.get(11)?,
        base_price: row.get(12)?,
        promotional_price: row.get(13)?,
        created_at: row.get(14)?,
        updated_at: row.get(15)?,
    })
}

fn numbers(ids: &[SkuId]) -> Vec<i64> {
    ids.iter().map(|id| id.raw()).collect()
}

/// Skus by number, without deleted ones, in the order of their numbers.
///
/// # Errors
/// A broken store.
pub fn find_many(tx: &mut Tx<'_>, account: AccountId, ids: &[SkuId]) -> Result<Vec<Sku>, StoreError> {
    let before = format!("SELECT {COLUMNS} FROM skus WHERE account_id = $1 AND id");
    select_in(
        tx,
        &before,
        "AND deleted_at IS NULL ORDER BY id",
        account,
        &numbers(ids),
        read,
    )
}

/// Skus by number, deleted ones too, in the order of their numbers.
///
/// # Errors
/// A broken store.
pub fn find_many_even_deleted(tx: &mut Tx<'_>, account: AccountId, ids: &[SkuId]) -> Result<Vec<Sku>, StoreError> {
    let before = format!("SELECT {COLUMNS} FROM skus WHERE account_id = $1 AND id");
    select_in(tx, &before, "ORDER BY id", account, &numbers(ids), read)
}

/// Skus by code, without deleted ones, in the order of their codes.
///
/// # Errors
/// A broken store.
pub fn find_many_by_code(tx: &mut Tx<'_>, account: AccountId, codes: &[&str]) -> Result<Vec<Sku>, StoreError> {
    let before = format!("SELECT {COLUMNS} FROM skus WHERE account_id = $1 AND code");
    select_in_texts(
        tx,
        &before,
        "AND deleted_at IS NULL ORDER BY code",
        account,
        codes,
        read,
    )
}

/// The skus of these products, without deleted ones, by product and number.
///
/// # Errors
/// A broken store.
pub fn of_products(tx: &mut Tx<'_>, account: AccountId, products: &[ProductId]) -> Result<Vec<Sku>, StoreError> {
    let products: Vec<i64> = products.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM skus WHERE account_id = $1 AND product_id");
    select_in(
        tx,
        &before,
        "AND deleted_at IS NULL ORDER BY product_id, id",
        account,
        &products,
        read,
    )
}

/// The first sku of each of these products, without deleted ones, by product. The others are not touched.
///
/// # Errors
/// A broken store.
pub fn first_of_products(
    tx: &mut Tx<'_>,
    account: AccountId,
    products: &[ProductId],
) -> Result<BTreeMap<ProductId, Sku>, StoreError> {
    let products: Vec<i64> = products.iter().map(|id| id.raw()).collect();
    let columns: Vec<String> = COLUMNS.split(", ").map(|column| format!("k.{column}")).collect();
    let before = format!(
        "SELECT {} FROM products p JOIN skus k ON k.account_id = p.account_id AND k.id = (SELECT s.id FROM skus s \
         WHERE s.account_id = p.account_id AND s.product_id = p.id AND s.deleted_at IS NULL ORDER BY s.id LIMIT 1) \
         WHERE p.account_id = $1 AND p.id",
        columns.join(", ")
    );
    let found = select_in(tx, &before, "ORDER BY p.id", account, &products, read)?;
    Ok(found.into_iter().map(|sku| (sku.product, sku)).collect())
}

/// The skus of these products, deleted ones too, by product and number: their places never change.
///
/// # Errors
/// A broken store.
pub fn numbers_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    products: &[ProductId],
) -> Result<Vec<(ProductId, SkuId)>, StoreError> {
    let products: Vec<i64> = products.iter().map(|id| id.raw()).collect();
    let before = "SELECT product_id, id FROM skus WHERE account_id = $1 AND product_id";
    select_in(tx, before, "ORDER BY product_id, id", account, &products, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Which of its product's skus is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkuPlace {
    /// One of a product whose skus are not told apart.
    Alone,
    /// The one in this place, from 1, among all that the product ever had; its product's skus are told apart.
    Nth(i64),
}

impl SkuPlace {
    /// The condition that the sku in `column` is one so placed, in a statement whose first parameter is the account.
    pub(crate) fn condition(self, column: &str, params: &mut Vec<Param<'_>>) -> String {
        let told_apart = exists(&format!(
            "SELECT 1 FROM sku_options t WHERE t.account_id = $1 AND t.sku_id = {column} AND t.is_additional = 0"
        ));
        match self {
            Self::Alone => format!(" AND NOT {told_apart}"),
            Self::Nth(place) => {
                params.push(Param::Int(place));
                format!(
                    " AND {told_apart} AND (SELECT COUNT(*) FROM skus f JOIN skus e ON e.account_id = f.account_id \
                     AND e.product_id = f.product_id AND e.id <= f.id WHERE f.account_id = $1 AND f.id = {column}) = ${}",
                    params.len()
                )
            }
        }
    }
}

/// The condition that the sku in `column` is one of the product of this code, in a statement whose first parameter is the
/// account; `None` of a code that no product can have.
pub(crate) fn of_product_coded<'c>(code: &'c str, column: &str, params: &mut Vec<Param<'c>>) -> Option<String> {
    if code.contains('\0') {
        return None;
    }
    params.push(Param::Text(code));
    Some(format!(
        " AND {column} IN (SELECT s.id FROM skus s JOIN products p ON p.account_id = s.account_id \
         AND p.id = s.product_id WHERE s.account_id = $1 AND p.code = ${})",
        params.len()
    ))
}

/// A barcode with whom it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarcodeRow {
    /// The barcode.
    pub barcode: String,
    /// The sku.
    pub sku: SkuId,
    /// Its product.
    pub product: ProductId,
}

/// A page of barcodes in their order: further ones, or those spelled so where one is asked for, main or not.
///
/// # Errors
/// A broken store.
pub fn list_barcodes(
    tx: &mut Tx<'_>,
    account: AccountId,
    product: Option<ProductId>,
    barcode: Option<&str>,
    place: Option<SkuPlace>,
    page: PageRequest,
) -> Result<Vec<BarcodeRow>, StoreError> {
    let mut params = vec![Param::Int(account.raw())];
    let mut sql = "SELECT b.barcode, b.sku_id, s.product_id FROM sku_barcodes b \
                   JOIN skus s ON s.account_id = b.account_id AND s.id = b.sku_id \
                   WHERE b.account_id = $1 AND s.deleted_at IS NULL"
        .to_owned();
    match barcode {
        Some(text) if text.contains('\0') => return Ok(Vec::new()),
        Some(text) => {
            params.push(Param::Text(text));
            sql.push_str(&format!(" AND b.barcode = ${}", params.len()));
        }
        None => sql.push_str(" AND (s.ean IS NULL OR s.ean <> b.barcode)"),
    }
    if let Some(product) = product {
        params.push(Param::Int(product.raw()));
        sql.push_str(&format!(" AND s.product_id = ${}", params.len()));
    }
    if let Some(place) = place {
        sql.push_str(&place.condition("s.id", &mut params));
    }
    params.extend([Param::Int(page.limit()), Param::Int(page.offset())]);
    sql.push_str(&format!(
        " ORDER BY b.barcode LIMIT ${} OFFSET ${}",
        params.len() - 1,
        params.len()
    ));
    tx.query(&sql, &params, |row| {
        Ok(BarcodeRow {
            barcode: row.get(0)?,
            sku: row.get(1)?,
            product: row.get(2)?,
        })
    })
}

/// Which of these codes are used, and by which sku, deleted ones too.
///
/// # Errors
/// A broken store.
pub fn owners_of_codes(
    tx: &mut Tx<'_>,
    account: AccountId,
    codes: &[&str],
) -> Result<Vec<(String, SkuId)>, StoreError> {
    let before = "SELECT code, id FROM skus WHERE account_id = $1 AND code";
    select_in_texts(tx, before, "ORDER BY code", account, codes, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Those of these skus whose product keeps no stock.
///
/// # Errors
/// A broken store.
pub fn without_stock(tx: &mut Tx<'_>, account: AccountId, ids: &[SkuId]) -> Result<Vec<SkuId>, StoreError> {
    let before = "SELECT s.id FROM skus s JOIN products p ON p.account_id = s.account_id AND p.id = s.product_id \
                  WHERE s.account_id = $1 AND p.controls_stock = 0 AND s.id";
    select_in(tx, before, "ORDER BY s.id", account, &numbers(ids), |row| row.get(0))
}

/// Adds a sku whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, sku: &Sku) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO skus (account_id, id, product_id, code, fiscal_code, ean, name, description, active, width, \
         height, length, weight, base_price, promotional_price, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        params![
            account,
            sku.id,
            sku.product,
            sku.code,
            sku.fiscal_code,
            sku.ean,
            sku.name,
            sku.description,
            sku.active,
            sku.width,
            sku.height,
            sku.length,
            sku.weight,
            sku.base_price,
            sku.promotional_price,
            sku.created_at,
            sku.updated_at
        ],
    )
}

/// Writes a sku's fields; its product never changes. One that is given another price has its own from then on.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, sku: &Sku) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE skus SET code = $1, fiscal_code = $2, ean = $3, name = $4, description = $5, active = $6, width = $7, \
         height = $8, length = $9, weight = $10, base_price = $11, promotional_price = $12, inherits_price = \
         CASE WHEN base_price IS NOT DISTINCT FROM $13 AND promotional_price IS NOT DISTINCT FROM $14 \
         THEN inherits_price ELSE 0 END, updated_at = $15 WHERE account_id = $16 AND id = $17",
        params![
            sku.code,
            sku.fiscal_code,
            sku.ean,
            sku.name,
            sku.description,
            sku.active,
            sku.width,
            sku.height,
            sku.length,
            sku.weight,
            sku.base_price,
            sku.promotional_price,
            sku.base_price,
            sku.promotional_price,
            sku.updated_at,
            account,
            sku.id
        ],
    )
}

/// Takes a sku off every list; its code stays used, its barcodes are free again.
///
/// # Errors
/// A broken store.
pub fn delete(tx: &mut Tx<'_>, account: AccountId, id: SkuId, now: Timestamp) -> Result<(), StoreError> {
    delete_barcodes(tx, account, id)?;
    tx.execute_later(
        "UPDATE skus SET deleted_at = $1, updated_at = $2 WHERE account_id = $3 AND id = $4",
        params![now, now, account, id],
    )
}
