//! People who sign in: SQL only. Of a password it holds an Argon2id hash.

use domain::ids::{AccountId, UserId};
use domain::page::PageRequest;
use domain::users::{Role, User};
use jiff::Timestamp;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;

const COLUMNS: &str = "id, email, name, role, active, created_at, updated_at";

pub(crate) fn read(row: &Row<'_>) -> Result<User, StoreError> {
    let role: String = row.get(3)?;
    Ok(User {
        id: row.get(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        role: Role::from_name(&role).ok_or_else(|| StoreError::Column {
            index: 3,
            reason: "holds no known role".to_owned(),
        })?,
        active: row.get(4)?,
        created_at: row.get(5)?,
        updated_at: row.get(6)?,
    })
}

/// The user of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: UserId) -> Result<Option<User>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM users WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )
}

/// The user of that address, which is in lower case, with the hash of its password.
///
/// # Errors
/// A broken store.
pub fn find_by_email(tx: &mut Tx<'_>, account: AccountId, email: &str) -> Result<Option<(User, String)>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS}, password_hash FROM users WHERE account_id = $1 AND email = $2"),
        params![account, email],
        |row| Ok((read(row)?, row.get(7)?)),
    )
}

/// A page of users, by number.
///
/// # Errors
/// A broken store.
pub fn list(tx: &mut Tx<'_>, account: AccountId, page: PageRequest) -> Result<Vec<User>, StoreError> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM users WHERE account_id = $1 ORDER BY id LIMIT $2 OFFSET $3"),
        params![account, page.limit(), page.offset()],
        read,
    )
}

/// Adds a user whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, user: &User, password_hash: &str) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO users (account_id, id, email, name, password_hash, role, active, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            account,
            user.id,
            user.email,
            user.name,
            password_hash,
            user.role.name(),
            user.active,
            user.created_at,
            user.updated_at
        ],
    )?;
    Ok(())
}

/// Gives a user another password.
///
/// # Errors
/// A broken store.
pub fn set_password(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: UserId,
    password_hash: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE users SET password_hash = $1, updated_at = $2 WHERE account_id = $3 AND id = $4",
        params![password_hash, now, account, id],
    )?;
    Ok(())
}

/// Lets a user sign in, or not any more.
///
/// # Errors
/// A broken store.
pub fn set_active(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: UserId,
    active: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE users SET active = $1, updated_at = $2 WHERE account_id = $3 AND id = $4",
        params![active, now, account, id],
    )?;
    Ok(())
}
