//! Standing permissions of applications: SQL only. Holds the SHA-256 of each key.

use domain::ids::{AccountId, CredentialId, GrantId, UserId};
use jiff::Timestamp;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;

/// A permission, without its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its number.
    pub id: GrantId,
    /// The application.
    pub credential: CredentialId,
    /// The user for whom that application acts; `None` for itself.
    pub user: Option<UserId>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

/// The permission with this key's hash.
///
/// # Errors
/// A broken store.
pub fn find_by_key(tx: &mut Tx<'_>, account: AccountId, key_sha256: &[u8; 32]) -> Result<Option<Grant>, StoreError> {
    tx.query_opt(
        "SELECT id, credential_id, user_id, revoked_at FROM grants WHERE account_id = $1 AND key_sha256 = $2",
        params![account, key_sha256],
        |row| {
            Ok(Grant {
                id: row.get(0)?,
                credential: row.get(1)?,
                user: row.get(2)?,
                revoked_at: row.get(3)?,
            })
        },
    )
}

/// Adds a permission.
///
/// # Errors
/// A broken store.
pub fn insert(
    tx: &mut Tx<'_>,
    account: AccountId,
    grant: &Grant,
    key_sha256: &[u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO grants (account_id, id, credential_id, user_id, key_sha256, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        params![account, grant.id, grant.credential, grant.user, key_sha256, now],
    )?;
    Ok(())
}

/// Takes back what was permitted for a user.
///
/// # Errors
/// A broken store.
pub fn revoke_of_user(tx: &mut Tx<'_>, account: AccountId, user: UserId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE grants SET revoked_at = $1 WHERE account_id = $2 AND user_id = $3 AND revoked_at IS NULL",
        params![now, account, user],
    )?;
    Ok(())
}
