//! Lots of skus, many at once: SQL only. One lot at a time is `stock::find_or_create_lot`.

use domain::ids::{AccountId, LotId, SkuId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::engine::{Param, Tx};
use crate::error::StoreError;
use crate::params;

/// The most pairs of sku and code in one statement.
const MAX_PAIRS: usize = 64;

/// A lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// Its number.
    pub id: LotId,
    /// Of which sku.
    pub sku: SkuId,
    /// Its code, unique for the sku.
    pub code: String,
    /// When it was made.
    pub manufactured_on: Option<Date>,
    /// Its last day.
    pub expires_on: Option<Date>,
}

/// The lots of these skus and codes, as far as they exist.
///
/// # Errors
/// A broken store.
pub fn find_many(tx: &mut Tx<'_>, account: AccountId, wanted: &[(SkuId, &str)]) -> Result<Vec<Lot>, StoreError> {
    let mut found = Vec::new();
    // No engine keeps a text with a zero byte, so none is found; asking for it would fail.
    let wanted: Vec<&(SkuId, &str)> = wanted.iter().filter(|(_, code)| !code.contains('\0')).collect();
    for chunk in wanted.chunks(MAX_PAIRS) {
        let mut sql =
            "SELECT id, sku_id, code, manufactured_on, expires_on FROM lots WHERE account_id = $1 AND (".to_owned();
        let mut params = vec![Param::Int(account.raw())];
        // Padded like a list of ids, so that few different statements are prepared.
        for position in 0..chunk.len().next_power_of_two() {
            let (sku, code) = *chunk[position.min(chunk.len() - 1)];
            let at = params.len();
            sql.push_str(if position > 0 { " OR " } else { "" });
            sql.push_str(&format!("(sku_id = ${} AND code = ${})", at + 1, at + 2));
            params.push(Param::Int(sku.raw()));
            params.push(Param::Text(code));
        }
        sql.push_str(") ORDER BY id");
        found.extend(tx.query(&sql, &params, |row| {
            Ok(Lot {
                id: row.get(0)?,
                sku: row.get(1)?,
                code: row.get(2)?,
                manufactured_on: row.get(3)?,
                expires_on: row.get(4)?,
            })
        })?);
    }
    Ok(found)
}

/// Adds a lot whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, lot: &Lot, now: Timestamp) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO lots (account_id, id, sku_id, code, manufactured_on, expires_on, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![
            account,
            lot.id,
            lot.sku,
            lot.code,
            lot.manufactured_on,
            lot.expires_on,
            now
        ],
    )
}
