//! Refresh tokens: SQL only. Holds the SHA-256 of each token and never the token itself.

use domain::actor::Face;
use domain::ids::{AccountId, CredentialId, TokenFamilyId, UserId};
use jiff::Timestamp;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;

/// A refresh token, without the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshToken {
    /// The account it enters.
    pub account: AccountId,
    /// Its number.
    pub id: i64,
    /// The application it was issued to.
    pub credential: CredentialId,
    /// The user for whom that application acts.
    pub user: Option<UserId>,
    /// The tokens it goes with.
    pub family: TokenFamilyId,
    /// What its successors are derived with.
    pub salt: [u8; 32],
    /// What its access tokens may do.
    pub scopes: Vec<String>,
    /// The first instant at which it is worth nothing.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// A refresh token as it is found, with what its credential says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRefreshToken {
    /// The token.
    pub token: RefreshToken,
    /// The hash that was found, for a comparison in constant time.
    pub token_sha256: [u8; 32],
    /// The face that its credential opens.
    pub face: Face,
    /// When its credential was revoked.
    pub credential_revoked_at: Option<Timestamp>,
}

fn read(row: &Row<'_>) -> Result<FoundRefreshToken, StoreError> {
    let scopes: String = row.get(6)?;
    let face: String = row.get(11)?;
    Ok(FoundRefreshToken {
        token: RefreshToken {
            account: row.get(0)?,
            id: row.get(1)?,
            credential: row.get(2)?,
            user: row.get(3)?,
            family: row.get(4)?,
            salt: row.get(5)?,
            scopes: scopes.split_whitespace().map(str::to_owned).collect(),
            expires_at: row.get(7)?,
            used_at: row.get(8)?,
            revoked_at: row.get(9)?,
        },
        token_sha256: row.get(10)?,
        face: Face::from_name(&face).ok_or_else(|| StoreError::Column {
            index: 11,
            reason: "holds no known face".to_owned(),
        })?,
        credential_revoked_at: row.get(12)?,
    })
}

/// The token with this hash, in whichever account. A token arrives before its account is known.
///
/// # Errors
/// A broken store.
pub fn find_by_secret(tx: &mut Tx<'_>, token_sha256: &[u8; 32]) -> Result<Option<FoundRefreshToken>, StoreError> {
    tx.query_opt(
        "SELECT t.account_id, t.id, t.credential_id, t.user_id, t.family_id, t.salt, t.scopes, t.expires_at, t.used_at, \
         t.revoked_at, t.token_sha256, c.face, c.revoked_at \
         FROM refresh_tokens t JOIN credentials c ON c.account_id = t.account_id AND c.id = t.credential_id \
         WHERE t.token_sha256 = $1",
        params![token_sha256],
        read,
    )
}

/// Adds a token, and forgets those of its credential that ended before `now`.
///
/// # Errors
/// A broken store.
pub fn insert(
    tx: &mut Tx<'_>,
    token: &RefreshToken,
    token_sha256: &[u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM refresh_tokens WHERE account_id = $1 AND credential_id = $2 AND expires_at < $3",
        params![token.account, token.credential, now],
    )?;
    tx.execute(
        "INSERT INTO refresh_tokens (account_id, id, credential_id, user_id, family_id, token_sha256, salt, scopes, \
         created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            token.account,
            token.id,
            token.credential,
            token.user,
            token.family,
            token_sha256,
            &token.salt,
            token.scopes.join(" "),
            now,
            token.expires_at
        ],
    )?;
    Ok(())
}

/// Marks a token as used.
///
/// # Errors
/// A broken store.
pub fn set_used(tx: &mut Tx<'_>, account: AccountId, id: i64, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE refresh_tokens SET used_at = $1 WHERE account_id = $2 AND id = $3",
        params![now, account, id],
    )?;
    Ok(())
}

/// Makes a family's tokens worth nothing from now on.
///
/// # Errors
/// A broken store.
pub fn revoke_family(
    tx: &mut Tx<'_>,
    account: AccountId,
    family: TokenFamilyId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE refresh_tokens SET revoked_at = $1 WHERE account_id = $2 AND family_id = $3 AND revoked_at IS NULL",
        params![now, account, family],
    )?;
    Ok(())
}

/// Makes a user's tokens worth nothing from now on.
///
/// # Errors
/// A broken store.
pub fn revoke_of_user(tx: &mut Tx<'_>, account: AccountId, user: UserId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE refresh_tokens SET revoked_at = $1 WHERE account_id = $2 AND user_id = $3 AND revoked_at IS NULL",
        params![now, account, user],
    )?;
    Ok(())
}
