//! Packagings of skus: SQL only.

use domain::catalog::{Packaging, PackagingUsage};
use domain::ids::{AccountId, SkuId};
use domain::page::PageRequest;

use crate::engine::{Param, Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::{select_in, select_in_texts};
use crate::sql_text::numbered;

const COLUMNS: &str = "id, sku_id, unit, factor, barcode, usage, created_at, updated_at, price, \
                       decimals";

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
        price: row.get(8)?,
        decimals: row.get(9)?,
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
        "INSERT INTO packagings (account_id, id, sku_id, unit, factor, barcode, usage, created_at, updated_at, \
         price, decimals) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            account,
            packaging.id,
            packaging.sku,
            packaging.unit,
            packaging.factor,
            packaging.barcode,
            packaging.usage.name(),
            packaging.created_at,
            packaging.updated_at,
            packaging.price,
            packaging.decimals
        ],
    )
}

/// Writes a packaging's fields; its sku never changes.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, packaging: &Packaging) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE packagings SET unit = $1, factor = $2, barcode = $3, usage = $4, updated_at = $5, price = $6, \
         decimals = $7 WHERE account_id = $8 AND id = $9",
        params![
            packaging.unit,
            packaging.factor,
            packaging.barcode,
            packaging.usage.name(),
            packaging.updated_at,
            packaging.price,
            packaging.decimals,
            account,
            packaging.id
        ],
    )
}

/// What a list of packagings may be narrowed by; everything given must hold.
#[derive(Debug, Clone, Default)]
pub struct PackagingFilter {
    /// The product's code.
    pub product: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// The barcode.
    pub barcode: Option<String>,
    /// What it is for; of none, all.
    pub usages: Vec<PackagingUsage>,
}

/// A page of packagings, by number.
///
/// # Errors
/// A broken store.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: &PackagingFilter,
    page: PageRequest,
) -> Result<Vec<Packaging>, StoreError> {
    let mut sql = format!("SELECT {COLUMNS} FROM packagings WHERE account_id = $1");
    let mut params = vec![Param::Int(account.raw())];
    let texts = [
        (
            "sku_id IN (SELECT s.id FROM skus s JOIN products p ON p.account_id = s.account_id AND p.id = s.product_id \
             WHERE s.account_id = $1 AND p.code = $)",
            &filter.product,
        ),
        ("unit = $", &filter.unit),
        ("barcode = $", &filter.barcode),
    ];
    for (condition, text) in texts {
        let Some(text) = text else { continue };
        if text.contains('\0') {
            return Ok(Vec::new());
        }
        params.push(Param::Text(text));
        sql.push_str(" AND ");
        sql.push_str(&numbered(condition, params.len()));
    }
    if !filter.usages.is_empty() {
        let names: Vec<String> = filter
            .usages
            .iter()
            .map(|usage| format!("'{}'", usage.name()))
            .collect();
        sql.push_str(&format!(" AND usage IN ({})", names.join(", ")));
    }
    params.extend([Param::Int(page.limit()), Param::Int(page.offset())]);
    sql.push_str(&format!(
        " ORDER BY id LIMIT ${} OFFSET ${}",
        params.len() - 1,
        params.len()
    ));
    tx.query(&sql, &params, read)
}
