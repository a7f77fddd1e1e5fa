//! Authorization codes: SQL only. Holds the SHA-256 of each code.

use domain::ids::{AccountId, CredentialId, TokenFamilyId, UserId};
use jiff::Timestamp;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;

/// A code, without the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizationCode {
    /// The application it was made for.
    pub credential: CredentialId,
    /// The user who allowed it.
    pub user: UserId,
    /// Where it was sent.
    pub redirect_uri: String,
    /// The tokens it was turned into.
    pub family: Option<TokenFamilyId>,
    /// The first instant at which it is worth nothing.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

/// The code with this hash.
///
/// # Errors
/// A broken store.
pub fn find(
    tx: &mut Tx<'_>,
    account: AccountId,
    code_sha256: &[u8; 32],
) -> Result<Option<AuthorizationCode>, StoreError> {
    tx.query_opt(
        "SELECT credential_id, user_id, redirect_uri, family_id, expires_at, used_at FROM authorization_codes \
         WHERE account_id = $1 AND code_sha256 = $2",
        params![account, code_sha256],
        |row| {
            Ok(AuthorizationCode {
                credential: row.get(0)?,
                user: row.get(1)?,
                redirect_uri: row.get(2)?,
                family: row.get(3)?,
                expires_at: row.get(4)?,
                used_at: row.get(5)?,
            })
        },
    )
}

/// Adds a code, and forgets those that ended before `forget`.
///
/// # Errors
/// A broken store.
pub fn insert(
    tx: &mut Tx<'_>,
    account: AccountId,
    code: &AuthorizationCode,
    code_sha256: &[u8; 32],
    now: Timestamp,
    forget: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM authorization_codes WHERE account_id = $1 AND expires_at < $2",
        params![account, forget],
    )?;
    tx.execute(
        "INSERT INTO authorization_codes (account_id, code_sha256, credential_id, user_id, redirect_uri, created_at, \
         expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![
            account,
            code_sha256,
            code.credential,
            code.user,
            code.redirect_uri,
            now,
            code.expires_at
        ],
    )?;
    Ok(())
}

/// Marks a code as turned into a family of tokens.
///
/// # Errors
/// A broken store.
pub fn set_used(
    tx: &mut Tx<'_>,
    account: AccountId,
    code_sha256: &[u8; 32],
    family: TokenFamilyId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE authorization_codes SET used_at = $1, family_id = $2 WHERE account_id = $3 AND code_sha256 = $4",
        params![now, family, account, code_sha256],
    )?;
    Ok(())
}
