//! Barcodes, options and suppliers' codes of skus: SQL only.

use std::collections::BTreeSet;

use domain::catalog::{SkuOption, SupplierCode};
use domain::ids::{AccountId, AttributeId, PartyId, SkuId};
use jiff::Timestamp;

use super::numbers;
use crate::counters::{self, Counter};
use crate::engine::{Param, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::{Around, select_around, select_in, select_in_texts};

/// The most suppliers in one statement; a request names one or two.
const MAX_SUPPLIERS: usize = 16;

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
    select_in_texts(tx, before, "ORDER BY barcode", account, barcodes, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Which of these suppliers' codes are used, and for which sku; more may be answered than was asked.
///
/// # Errors
/// A broken store.
pub fn owners_of_supplier_codes(
    tx: &mut Tx<'_>,
    account: AccountId,
    codes: &[SupplierCode],
) -> Result<Vec<(SupplierCode, SkuId)>, StoreError> {
    // As in `select_in_texts`: a text with a zero byte is kept nowhere.
    let texts = codes
        .iter()
        .map(|entry| entry.code.as_str())
        .filter(|code| !code.contains('\0'));
    let texts: Vec<Param<'_>> = texts.collect::<BTreeSet<_>>().into_iter().map(Param::Text).collect();
    let suppliers: BTreeSet<PartyId> = codes.iter().map(|entry| entry.supplier).collect();
    let suppliers: Vec<PartyId> = suppliers.into_iter().collect();
    let mut found = Vec::new();
    for chunk in suppliers.chunks(MAX_SUPPLIERS) {
        // Every supplier with every code: the key's two columns are looked up, which pairs joined by OR are not.
        let mut before =
            "SELECT supplier_id, code, sku_id FROM sku_suppliers WHERE account_id = $1 AND supplier_id IN (".to_owned();
        let mut leading = vec![Param::Int(account.raw())];
        for position in 0..chunk.len().next_power_of_two() {
            leading.push(Param::Int(chunk[position.min(chunk.len() - 1)].raw()));
            let comma = if position > 0 { ", " } else { "" };
            before.push_str(&format!("{comma}${}", leading.len()));
        }
        before.push_str(") AND code");
        let around = Around {
            before: &before,
            after: "ORDER BY supplier_id, code",
            locked: false,
        };
        found.extend(select_around(tx, around, &leading, &texts, |row| {
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

/// Sets options of a sku: those it has change, the others are added.
///
/// # Errors
/// A broken store.
pub fn insert_options(
    tx: &mut Tx<'_>,
    account: AccountId,
    sku: SkuId,
    options: &[SkuOption],
    now: Timestamp,
) -> Result<(), StoreError> {
    let [first] = counters::take(tx, account, [(Counter::AttributeValue, options.len())])?;
    for (id, option) in (first..).zip(options) {
        tx.execute_later(
            "INSERT INTO sku_options (account_id, sku_id, attribute_id, option_id, is_additional, id, created_at, \
             updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (account_id, sku_id, attribute_id) DO UPDATE SET option_id = excluded.option_id, \
             is_additional = excluded.is_additional, updated_at = excluded.updated_at",
            params![
                account,
                sku,
                option.attribute,
                option.option,
                option.is_additional,
                id,
                now,
                now
            ],
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

/// Says which sku a supplier's code is from now on, whatever it was.
///
/// # Errors
/// A broken store.
pub fn set_supplier_code(
    tx: &mut Tx<'_>,
    account: AccountId,
    sku: SkuId,
    entry: &SupplierCode,
) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO sku_suppliers (account_id, supplier_id, code, sku_id) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account_id, supplier_id, code) DO UPDATE SET sku_id = excluded.sku_id",
        params![account, entry.supplier, entry.code, sku],
    )
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

/// Removes the options of a sku by these attributes.
///
/// # Errors
/// A broken store.
pub fn delete_options(
    tx: &mut Tx<'_>,
    account: AccountId,
    sku: SkuId,
    attributes: impl IntoIterator<Item = AttributeId>,
) -> Result<(), StoreError> {
    for attribute in attributes {
        tx.execute_later(
            "DELETE FROM sku_options WHERE account_id = $1 AND sku_id = $2 AND attribute_id = $3",
            params![account, sku, attribute],
        )?;
    }
    Ok(())
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
