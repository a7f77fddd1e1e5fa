//! Packagings of skus: SQL only.

use domain::catalog::{Packaging, PackagingUsage};
use domain::ids::{AccountId, SkuId};

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::{select_in, select_in_texts};

const COLUMNS: &str = "id, sku_id, unit, factor, barcode, usage, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Packaging, StoreError> {
    Ok(Packaging {
        id: row.get(0)?,
        sku: row.get(1)?,
        unit: row.get(2)?,
        factor: row.get(3)?,
        barcode: row.get(4)?,
        usage: named(row, 5, PackagingUsage::from_name)?,
        created_at: row.get(6)?,
        updated_at: row.get(7)?,
    })
}

/// The packagings of these skus, by number.
///
/// # Errors
/// A broken store.
pub fn of_skus(tx: &mut Tx<'_>, account: AccountId, skus: &[SkuId]) -> Result<Vec<Packaging>, StoreError> {
    let skus: Vec<i64> = skus.iter().map(|sku| sku.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM packagings WHERE account_id = $1 AND sku_id");
    select_in(tx, &before, "ORDER BY sku_id, id", account, &skus, read)
}

/// Which skus have packagings with these barcodes, the first packaging first.
///
/// # Errors
/// A broken store.
pub fn owners_of_barcodes(
    tx: &mut Tx<'_>,
    account: AccountId,
    barcodes: &[&str],
) -> Result<Vec<(String, SkuId)>, StoreError> {
    let before = "SELECT barcode, sku_id FROM packagings WHERE account_id = $1 AND barcode";
    select_in_texts(tx, before, "ORDER BY id", account, barcodes, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Adds a packaging whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, packaging: &Packaging) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO packagings (account_id, id, sku_id, unit, factor, barcode, usage, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            account,
            packaging.id,
            packaging.sku,
            packaging.unit,
            packaging.factor,
            packaging.barcode,
            packaging.usage.name(),
            packaging.created_at,
            packaging.updated_at
        ],
    )
}
