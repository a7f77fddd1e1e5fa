//! Groups of attributes: SQL only.

use domain::catalog::AttributeGroup;
use domain::ids::{AccountId, AttributeGroupId};

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;

const COLUMNS: &str = "id, name, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<AttributeGroup, StoreError> {
    Ok(AttributeGroup {
        id: row.get(0)?,
        name: row.get(1)?,
        created_at: row.get(2)?,
        updated_at: row.get(3)?,
    })
}

/// The group of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: AttributeGroupId) -> Result<Option<AttributeGroup>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM attribute_groups WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )
}

/// Every group, by number.
///
/// # Errors
/// A broken store.
pub fn all(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<AttributeGroup>, StoreError> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM attribute_groups WHERE account_id = $1 ORDER BY id"),
        params![account],
        read,
    )
}

/// Whether an attribute is in the group.
///
/// # Errors
/// A broken store.
pub fn is_used(tx: &mut Tx<'_>, account: AccountId, id: AttributeGroupId) -> Result<bool, StoreError> {
    let found: Option<i64> = tx.query_opt(
        "SELECT id FROM attributes WHERE account_id = $1 AND group_id = $2 ORDER BY folded LIMIT 1",
        params![account, id],
        |row| row.get(0),
    )?;
    Ok(found.is_some())
}

/// Adds a group whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, group: &AttributeGroup) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO attribute_groups (account_id, id, name, created_at, updated_at) VALUES ($1, $2, $3, $4, $5)",
        params![account, group.id, group.name, group.created_at, group.updated_at],
    )
}

/// Writes a group's name.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, group: &AttributeGroup) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE attribute_groups SET name = $1, updated_at = $2 WHERE account_id = $3 AND id = $4",
        params![group.name, group.updated_at, account, group.id],
    )
}

/// Removes a group.
///
/// # Errors
/// A broken store.
pub fn delete(tx: &mut Tx<'_>, account: AccountId, id: AttributeGroupId) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM attribute_groups WHERE account_id = $1 AND id = $2",
        params![account, id],
    )
}
