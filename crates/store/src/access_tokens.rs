//! Access tokens: SQL only. Holds the SHA-256 of each token and never the token itself.

use domain::access::AccessToken;
use domain::actor::Face;
use domain::ids::{AccountId, CredentialId, OrganizationId, TokenFamilyId, UserId};
use jiff::Timestamp;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;

/// A token as it is found, with what its credential says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundToken {
    /// The account it enters.
    pub account: AccountId,
    /// Its number.
    pub id: i64,
    /// The hash that was found, for a comparison in constant time.
    pub token_sha256: [u8; 32],
    /// The tokens it goes with.
    pub family: Option<TokenFamilyId>,
    /// The token.
    pub token: AccessToken,
    /// The face that its credential opens.
    pub face: Face,
    /// The organization that its credential is bound to.
    pub organization: Option<OrganizationId>,
    /// When its credential was revoked.
    pub credential_revoked_at: Option<Timestamp>,
}

fn read(row: &Row<'_>) -> Result<FoundToken, StoreError> {
    let scopes: String = row.get(6)?;
    let face: String = row.get(9)?;
    Ok(FoundToken {
        account: row.get(0)?,
        id: row.get(1)?,
        token_sha256: row.get(2)?,
        family: row.get(5)?,
        token: AccessToken {
            credential: row.get(3)?,
            user: row.get(4)?,
            scopes: scopes.split_whitespace().map(str::to_owned).collect(),
            expires_at: row.get(7)?,
            revoked_at: row.get(8)?,
        },
        face: Face::from_name(&face).ok_or_else(|| StoreError::Column {
            index: 9,
            reason: "holds no known face".to_owned(),
        })?,
        organization: row.get(10)?,
        credential_revoked_at: row.get(11)?,
    })
}

/// The token with this hash, in whichever account. A token arrives before its account is known.
///
/// # Errors
/// A broken store.
pub fn find_by_secret(tx: &mut Tx<'_>, token_sha256: &[u8; 32]) -> Result<Option<FoundToken>, StoreError> {
    tx.query_opt(
        "SELECT t.account_id, t.id, t.token_sha256, t.credential_id, t.user_id, t.family_id, t.scopes, t.expires_at, \
         t.revoked_at, c.face, c.organization_id, c.revoked_at \
         FROM access_tokens t JOIN credentials c ON c.account_id = t.account_id AND c.id = t.credential_id \
         WHERE t.token_sha256 = $1",
        params![token_sha256],
        read,
    )
}

/// What a new token's row holds.
#[derive(Debug, Clone, Copy)]
pub struct NewToken<'a> {
    /// The number, taken from the counter.
    pub id: i64,
    /// The tokens it goes with.
    pub family: Option<TokenFamilyId>,
    /// The token.
    pub token: &'a AccessToken,
    /// Its hash.
    pub token_sha256: &'a [u8; 32],
    /// When it is issued.
    pub created_at: Timestamp,
}

/// Adds a token.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, new: &NewToken<'_>) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO access_tokens (account_id, id, credential_id, user_id, family_id, token_sha256, scopes, \
         created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            account,
            new.id,
            new.token.credential,
            new.token.user,
            new.family,
            new.token_sha256,
            new.token.scopes.join(" "),
            new.created_at,
            new.token.expires_at
        ],
    )?;
    Ok(())
}

/// Makes one token open nothing from now on. Revoking twice keeps the first instant.
///
/// # Errors
/// A broken store.
pub fn revoke(tx: &mut Tx<'_>, account: AccountId, id: i64, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE access_tokens SET revoked_at = $1 WHERE account_id = $2 AND id = $3 AND revoked_at IS NULL",
        params![now, account, id],
    )?;
    Ok(())
}

/// Makes a family's tokens open nothing from now on.
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
        "UPDATE access_tokens SET revoked_at = $1 WHERE account_id = $2 AND family_id = $3 AND revoked_at IS NULL",
        params![now, account, family],
    )?;
    Ok(())
}

/// Makes a user's tokens open nothing from now on.
///
/// # Errors
/// A broken store.
pub fn revoke_of_user(tx: &mut Tx<'_>, account: AccountId, user: UserId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE access_tokens SET revoked_at = $1 WHERE account_id = $2 AND user_id = $3 AND revoked_at IS NULL",
        params![now, account, user],
    )?;
    Ok(())
}

/// Removes a credential's tokens that ended before an instant: nobody asks about them any more.
///
/// # Errors
/// A broken store.
pub fn forget(
    tx: &mut Tx<'_>,
    account: AccountId,
    credential: CredentialId,
    before: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM access_tokens WHERE account_id = $1 AND credential_id = $2 AND expires_at < $3",
        params![account, credential, before],
    )?;
    Ok(())
}
