//! Barcodes, options and suppliers' codes of skus: SQL only.

use domain::catalog::{SkuOption, SupplierCode};
use domain::ids::{AccountId, SkuId};

use super::numbers;
use crate::engine::{Param, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::{select_in, select_in_texts};

/// The most pairs of supplier and code in one statement.
const MAX_PAIRS: usize = 64;

/// All barcodes of these skus, by sku and barcode. The main one is among them.
///
/// # Errors
/// A broken store.
pub fn barcodes_of(tx: &mut Tx<'_>, account: AccountId, skus: &[SkuId]) -> Result<Vec<(SkuId, String)>, StoreError> {
    let before = "SELECT sku_id, barcode FROM sku_barcodes WHERE account_id = $1 AND sku_id";
    select_in(tx, before, "ORDER BY sku_id, barcode", account, &numbers(skus), |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// The options of these skus, by sku and attribute.
///
/// # Errors
/// A broken store.
pub fn options_of(tx: &mut Tx<'_>, account: AccountId, skus: &[SkuId]) -> Result<Vec<(SkuId, SkuOption)>, StoreError> {
    let before = "SELECT sku_id, attribute_id, option_id, is_additional FROM sku_options \
                  WHERE account_id = $1 AND sku_id";
    select_in(
        tx,
        before,
        "ORDER BY sku_id, attribute_id",
        account,
        &numbers(skus),
        |row| {
            let option = SkuOption {
                attribute: row.get(1)?,
                option: row.get(2)?,
                is_additional: row.get(3)?,
            };
            Ok((row.get(0)?, option))
        },
    )
}

/// The options of these skus with the attribute's name and the option's value, by sku and attribute.
///
/// # Errors
/// A broken store.
pub fn named_options_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    skus: &[SkuId],
) -> Result<Vec<(SkuId, SkuOption, [String; 2])>, StoreError> {
    let before = "SELECT s.sku_id, s.attribute_id, s.option_id, s.is_additional, a.name, o.value FROM sku_options s \
                  JOIN attributes a ON a.account_id = s.account_id AND a.id = s.attribute_id \
                  JOIN attribute_options o ON o.account_id = s.account_id AND o.id = s.option_id \
                  WHERE s.account_id = $1 AND s.sku_id";
    select_in(
        tx,
        before,
        "ORDER BY s.sku_id, s.attribute_id",
        account,
        &numbers(skus),
        |row| {
            let option = SkuOption {
                attribute: row.get(1)?,
                option: row.get(2)?,
                is_additional: row.get(3)?,
            };
            Ok((row.get(0)?, option, [row.get(4)?, row.get(5)?]))
        },
    )
}

/// What the suppliers of these skus call them, by sku, supplier and code.
///
/// # Errors
/// A broken store.
pub fn supplier_codes_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    skus: &[SkuId],
) -> Result<Vec<(SkuId, SupplierCode)>, StoreError> {
    let before = "SELECT sku_id, supplier_id, code FROM sku_suppliers WHERE account_id = $1 AND sku_id";
    select_in(
        tx,
        before,
        "ORDER BY sku_id, supplier_id, code",
        account,
        &numbers(skus),
        |row| {
            Ok((
                row.get(0)?,
                SupplierCode {
                    supplier: row.get(1)?,
                    code: row.get(2)?,
                },
            ))
        },
    )
}

/// Which of these barcodes are used, and by which sku.
///
/// # Errors
/// A broken store.
pub fn owners_of_barcodes(
    tx: &mut Tx<'_>,
    account: AccountId,
    barcodes: &[&str],
) -> Result<Vec<(String, SkuId)>, StoreError> {
    let before = "SELECT barcode, sku_id FROM sku_barcodes WHERE account_id = $1 AND barcode";
    select_in_texts(tx, before, "", account, barcodes, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Which of these suppliers' codes are used, and for which sku.
///
/// # Errors
/// A broken store.
pub fn owners_of_supplier_codes(
    tx: &mut Tx<'_>,
    account: AccountId,
    codes: &[SupplierCode],
) -> Result<Vec<(SupplierCode, SkuId)>, StoreError> {
    let mut found = Vec::new();
    // As in `select_in_texts`: a text with a zero byte is kept nowhere.
    let codes: Vec<&SupplierCode> = codes.iter().filter(|entry| !entry.code.contains('\0')).collect();
    for chunk in codes.chunks(MAX_PAIRS) {
        let mut sql = "SELECT supplier_id, code, sku_id FROM sku_suppliers WHERE account_id = $1 AND (".to_owned();
        let mut params = vec![Param::Int(account.raw())];
        // Padded like a list of ids, so that few different statements are prepared.
        for position in 0..chunk.len().next_power_of_two() {
            let pair = chunk[position.min(chunk.len() - 1)];
            let at = params.len();
            sql.push_str(if position > 0 { " OR " } else { "" });
            sql.push_str(&format!("(supplier_id = ${} AND code = ${})", at + 1, at + 2));
            params.push(Param::Int(pair.supplier.raw()));
            params.push(Param::Text(&pair.code));
        }
        sql.push(')');
        found.extend(tx.query(&sql, &params, |row| {
            Ok((
                SupplierCode {
                    supplier: row.get(0)?,
                    code: row.get(1)?,
                },
                row.get(2)?,
            ))
        })?);
    }
    Ok(found)
}

/// Adds barcodes to a sku.
///
/// # Errors
/// A broken store.
pub fn insert_barcodes<'b>(
    tx: &mut Tx<'_>,
    account: AccountId,
    sku: SkuId,
    barcodes: impl IntoIterator<Item = &'b String>,
) -> Result<(), StoreError> {
    for barcode in barcodes {
        tx.execute_later(
            "INSERT INTO sku_barcodes (account_id, barcode, sku_id) VALUES ($1, $2, $3)",
            params![account, barcode, sku],
        )?;
    }
    Ok(())
}

/// Adds options to a sku that has none of their attributes.
///
/// # Errors
/// A broken store.
pub fn insert_options(
    tx: &mut Tx<'_>,
    account: AccountId,
    sku: SkuId,
    options: &[SkuOption],
) -> Result<(), StoreError> {
    for option in options {
        tx.execute_later(
            "INSERT INTO sku_options (account_id, sku_id, attribute_id, option_id, is_additional) \
             VALUES ($1, $2, $3, $4, $5)",
            params![account, sku, option.attribute, option.option, option.is_additional],
        )?;
    }
    Ok(())
}

/// Adds suppliers' codes to a sku.
///
/// # Errors
/// A broken store.
pub fn insert_supplier_codes(
    tx: &mut Tx<'_>,
    account: AccountId,
    sku: SkuId,
    codes: &[SupplierCode],
) -> Result<(), StoreError> {
    for entry in codes {
        tx.execute_later(
            "INSERT INTO sku_suppliers (account_id, supplier_id, code, sku_id) VALUES ($1, $2, $3, $4)",
            params![account, entry.supplier, entry.code, sku],
        )?;
    }
    Ok(())
}

/// Removes every barcode of a sku.
///
/// # Errors
/// A broken store.
pub fn delete_barcodes(tx: &mut Tx<'_>, account: AccountId, sku: SkuId) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM sku_barcodes WHERE account_id = $1 AND sku_id = $2",
        params![account, sku],
    )
}

/// Removes every option of a sku.
///
/// # Errors
/// A broken store.
pub fn delete_options(tx: &mut Tx<'_>, account: AccountId, sku: SkuId) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM sku_options WHERE account_id = $1 AND sku_id = $2",
        params![account, sku],
    )
}

/// Removes what every supplier calls a sku.
///
/// # Errors
/// A broken store.
pub fn delete_supplier_codes(tx: &mut Tx<'_>, account: AccountId, sku: SkuId) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM sku_suppliers WHERE account_id = $1 AND sku_id = $2",
        params![account, sku],
    )
}
