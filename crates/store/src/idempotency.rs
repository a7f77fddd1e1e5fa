//! The first answer given under an idempotency key. Not the decision to replay it; that is `app`'s.

use domain::actor::Face;
use domain::ids::AccountId;
use jiff::Timestamp;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;

/// A stored answer and the request that it answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// SHA-256 of the request.
    pub fingerprint: Vec<u8>,
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type`.
    pub content_type: String,
    /// The body, byte for byte.
    pub body: Vec<u8>,
}

/// The answer kept under this key, if any.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, face: Face, key: &str) -> Result<Option<KeptAnswer>, StoreError> {
    tx.query_opt(
        "SELECT fingerprint, status, content_type, body FROM idempotency_keys \
         WHERE account_id = $1 AND face = $2 AND key = $3",
        params![account, face.name(), key],
        |row| {
            Ok(KeptAnswer {
                fingerprint: row.get(0)?,
                // Only statuses that faces answer are ever written.
                status: u16::try_from(row.get::<i64>(1)?).unwrap_or(500),
                content_type: row.get(2)?,
                body: row.get(3)?,
            })
        },
    )
}

/// Keeps an answer.
///
/// # Errors
/// A broken store; `UniqueViolation` when another request committed under the key first.
pub fn insert(
    tx: &mut Tx<'_>,
    account: AccountId,
    face: Face,
    key: &str,
    kept: &KeptAnswer,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO idempotency_keys (account_id, face, key, fingerprint, status, content_type, body, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            account,
            face.name(),
            key,
            kept.fingerprint.as_slice(),
            i64::from(kept.status),
            &kept.content_type,
            kept.body.as_slice(),
            now
        ],
    )?;
    Ok(())
}
