//! What an account calls the fields of a sale that are its own: SQL only. A field without a row is called as every account's.

use domain::ids::AccountId;
use domain::orders::SaleField;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;

/// The labels the account chose, by field.
///
/// # Errors
/// A broken store.
pub fn list(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<(SaleField, String)>, StoreError> {
    let rows: Vec<(i64, String)> = tx.query(
        "SELECT position, label FROM sale_labels WHERE account_id = $1 ORDER BY position",
        params![account],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let known = rows.into_iter();
    Ok(known
        .filter_map(|(position, label)| Some((SaleField::at(position)?, label)))
        .collect())
}

/// Writes the label of a field, in place of the one it had.
///
/// # Errors
/// A broken store.
pub fn put(tx: &mut Tx<'_>, account: AccountId, field: SaleField, label: &str) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO sale_labels (account_id, position, label) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id, position) DO UPDATE SET label = excluded.label",
        params![account, field.position(), label],
    )
}
