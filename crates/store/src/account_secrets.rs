//! Random keys of accounts that never leave the server: SQL only.

use domain::ids::AccountId;
use jiff::Timestamp;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Links to labels are signed with it.
    LabelLinks,
    /// Tokens that people keep for their applications are signed with it.
    PersonalTokens,
    /// Tokens that say themselves who they are for are signed with it.
    SignedTokens,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Self::LabelLinks => "label_links",
            Self::PersonalTokens => "personal_tokens",
            Self::SignedTokens => "signed_tokens",
        }
    }
}

/// The key, if the account has one.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, purpose: Purpose) -> Result<Option<Vec<u8>>, StoreError> {
    tx.query_opt(
        "SELECT secret FROM account_secrets WHERE account_id = $1 AND purpose = $2",
        params![account, purpose.name()],
        |row| row.get(0),
    )
}

/// Keeps a key, unless the account has one.
///
/// # Errors
/// A broken store.
pub fn insert(
    tx: &mut Tx<'_>,
    account: AccountId,
    purpose: Purpose,
    secret: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO account_secrets (account_id, purpose, secret, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account_id, purpose) DO NOTHING",
        params![account, purpose.name(), secret, now],
    )
}
