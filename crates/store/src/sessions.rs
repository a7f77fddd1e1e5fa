//! Sessions of people who signed in, and the attempts of those who did not: SQL only. Holds hashes, no secrets and no
//! addresses.

use domain::ids::{AccountId, UserId};
use domain::users::{Attempts, User};
use jiff::Timestamp;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::{params, users};

/// The user of a session that has not ended, active or not.
///
/// # Errors
/// A broken store.
pub fn find_user(
    tx: &mut Tx<'_>,
    account: AccountId,
    secret_sha256: &[u8; 32],
    now: Timestamp,
) -> Result<Option<User>, StoreError> {
    tx.query_opt(
        "SELECT u.id, u.email, u.name, u.role, u.active, u.created_at, u.updated_at \
         FROM sessions s JOIN users u ON u.account_id = s.account_id AND u.id = s.user_id \
         WHERE s.account_id = $1 AND s.secret_sha256 = $2 AND s.expires_at > $3",
        params![account, secret_sha256, now],
        users::read,
    )
}

/// Begins a session, and forgets those that have ended.
///
/// # Errors
/// A broken store.
pub fn insert(
    tx: &mut Tx<'_>,
    account: AccountId,
    secret_sha256: &[u8; 32],
    user: UserId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM sessions WHERE account_id = $1 AND expires_at <= $2",
        params![account, now],
    )?;
    tx.execute(
        "INSERT INTO sessions (account_id, secret_sha256, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        params![account, secret_sha256, user, now, expires_at],
    )?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// A broken store.
pub fn delete(tx: &mut Tx<'_>, account: AccountId, secret_sha256: &[u8; 32]) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM sessions WHERE account_id = $1 AND secret_sha256 = $2",
        params![account, secret_sha256],
    )?;
    Ok(())
}

/// Ends all sessions of a user.
///
/// # Errors
/// A broken store.
pub fn delete_of_user(tx: &mut Tx<'_>, account: AccountId, user: UserId) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM sessions WHERE account_id = $1 AND user_id = $2",
        params![account, user],
    )?;
    Ok(())
}

/// The attempts counted against a subject.
///
/// # Errors
/// A broken store.
pub fn attempts(
    tx: &mut Tx<'_>,
    account: AccountId,
    subject_sha256: &[u8; 32],
) -> Result<Option<Attempts>, StoreError> {
    tx.query_opt(
        "SELECT attempts, began_at FROM sign_in_attempts WHERE account_id = $1 AND subject_sha256 = $2",
        params![account, subject_sha256],
        |row| {
            Ok(Attempts {
                count: row.get(0)?,
                began_at: row.get(1)?,
            })
        },
    )
}

/// Keeps the attempts counted against a subject.
///
/// # Errors
/// A broken store.
pub fn keep_attempts(
    tx: &mut Tx<'_>,
    account: AccountId,
    subject_sha256: &[u8; 32],
    attempts: Attempts,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO sign_in_attempts (account_id, subject_sha256, attempts, began_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account_id, subject_sha256) DO UPDATE SET attempts = excluded.attempts, began_at = excluded.began_at",
        params![account, subject_sha256, attempts.count, attempts.began_at],
    )?;
    Ok(())
}

/// Forgets windows that began before an instant.
///
/// # Errors
/// A broken store.
pub fn forget_attempts(tx: &mut Tx<'_>, account: AccountId, before: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM sign_in_attempts WHERE account_id = $1 AND began_at < $2",
        params![account, before],
    )?;
    Ok(())
}
