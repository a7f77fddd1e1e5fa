//! Credentials: SQL only. Holds the SHA-256 of each secret and never the secret itself.

use domain::accounts::Credential;
use domain::actor::Face;
use domain::ids::{AccountId, CredentialId};
use jiff::Timestamp;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;

const COLUMNS: &str = "id, face, name, organization_id, scopes, hint, created_at, revoked_at";

/// A credential as it is found by its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundBySecret {
    /// The account it enters.
    pub account: AccountId,
    /// The hash that was found, for a comparison in constant time.
    pub secret_sha256: [u8; 32],
    /// The credential.
    pub credential: Credential,
}

pub(crate) fn read(row: &Row<'_>) -> Result<Credential, StoreError> {
    let face: String = row.get(1)?;
    let scopes: String = row.get(4)?;
    Ok(Credential {
        id: row.get(0)?,
        face: Face::from_name(&face).ok_or_else(|| StoreError::Column {
            index: 1,
            reason: "holds no known face".to_owned(),
        })?,
        name: row.get(2)?,
        organization: row.get(3)?,
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
        hint: row.get(5)?,
        created_at: row.get(6)?,
        revoked_at: row.get(7)?,
    })
}

/// The credential with this secret's hash, in whichever account. A token arrives before its account is known.
///
/// # Errors
/// A broken store.
pub fn find_by_secret(tx: &mut Tx<'_>, secret_sha256: &[u8; 32]) -> Result<Option<FoundBySecret>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS}, account_id, secret_sha256 FROM credentials WHERE secret_sha256 = $1"),
        params![secret_sha256],
        |row| {
            Ok(FoundBySecret {
                account: row.get(8)?,
                secret_sha256: row.get(9)?,
                credential: read(row)?,
            })
        },
    )
}

/// The credential of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: CredentialId) -> Result<Option<Credential>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM credentials WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )
}

/// Every credential of the account, revoked ones too, by number.
///
/// # Errors
/// A broken store.
pub fn list(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Credential>, StoreError> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM credentials WHERE account_id = $1 ORDER BY id"),
        params![account],
        read,
    )
}

/// Adds a credential whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(
    tx: &mut Tx<'_>,
    account: AccountId,
    credential: &Credential,
    secret_sha256: &[u8; 32],
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO credentials (account_id, id, face, name, organization_id, scopes, hint, secret_sha256, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            account,
            credential.id,
            credential.face.name(),
            credential.name,
            credential.organization,
            credential.scopes.join(" "),
            credential.hint,
            secret_sha256,
            credential.created_at
        ],
    )?;
    Ok(())
}

/// Makes a credential open nothing from now on. Revoking twice keeps the first instant.
///
/// # Errors
/// A broken store.
pub fn revoke(tx: &mut Tx<'_>, account: AccountId, id: CredentialId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE credentials SET revoked_at = $1 WHERE account_id = $2 AND id = $3 AND revoked_at IS NULL",
        params![now, account, id],
    )?;
    Ok(())
}
