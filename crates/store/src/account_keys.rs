//! The public keys of accounts: SQL only. Whether a text is a key was decided before.

use domain::ids::AccountId;
use jiff::Timestamp;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;

/// The account's public key, as PEM.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<String>, StoreError> {
    tx.query_opt(
        "SELECT public_key FROM account_keys WHERE account_id = $1",
        params![account],
        |row| row.get(0),
    )
}

/// Keeps the account's public key, in place of the one it had.
///
/// # Errors
/// A broken store.
pub fn put(tx: &mut Tx<'_>, account: AccountId, public_key: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO account_keys (account_id, public_key, created_at, updated_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account_id) DO UPDATE SET public_key = excluded.public_key, updated_at = excluded.updated_at",
        params![account, public_key, now, now],
    )?;
    Ok(())
}
