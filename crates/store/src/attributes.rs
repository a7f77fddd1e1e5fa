//! Attributes and their options: SQL only.

use domain::catalog::{AppliesTo, Attribute, AttributeOption};
use domain::ids::{AccountId, AttributeGroupId, AttributeId, AttributeOptionId};
use domain::page::PageRequest;
use domain::text::fold;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

const COLUMNS: &str = "id, name, applies_to, created_at, updated_at, group_id";

const OPTION_COLUMNS: &str = "id, attribute_id, value, position, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Attribute, StoreError> {
    Ok(Attribute {
        id: row.get(0)?,
        name: row.get(1)?,
        applies_to: named(row, 2, AppliesTo::from_name)?,
        created_at: row.get(3)?,
        updated_at: row.get(4)?,
        group: row.get(5)?,
    })
}

fn read_option(row: &Row<'_>) -> Result<AttributeOption, StoreError> {
    Ok(AttributeOption {
        id: row.get(0)?,
        attribute: row.get(1)?,
        value: row.get(2)?,
        position: row.get(3)?,
        created_at: row.get(4)?,
        updated_at: row.get(5)?,
    })
}

/// The attribute of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: AttributeId) -> Result<Option<Attribute>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM attributes WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )
}

/// Attributes by number.
///
/// # Errors
/// A broken store.
pub fn find_many(tx: &mut Tx<'_>, account: AccountId, ids: &[AttributeId]) -> Result<Vec<Attribute>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM attributes WHERE account_id = $1 AND id");
    select_in(tx, &before, "ORDER BY id", account, &ids, read)
}

/// A page of attributes, by number.
///
/// # Errors
/// A broken store.
pub fn list(tx: &mut Tx<'_>, account: AccountId, page: PageRequest) -> Result<Vec<Attribute>, StoreError> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM attributes WHERE account_id = $1 ORDER BY id LIMIT $2 OFFSET $3"),
        params![account, page.limit(), page.offset()],
        read,
    )
}

/// Options by number.
///
/// # Errors
/// A broken store.
pub fn find_options(
    tx: &mut Tx<'_>,
    account: AccountId,
    ids: &[AttributeOptionId],
) -> Result<Vec<AttributeOption>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {OPTION_COLUMNS} FROM attribute_options WHERE account_id = $1 AND id");
    select_in(tx, &before, "ORDER BY id", account, &ids, read_option)
}

/// The options of these attributes: of each attribute together, in their places.
///
/// # Errors
/// A broken store.
pub fn options_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    attributes: &[AttributeId],
) -> Result<Vec<AttributeOption>, StoreError> {
    let attributes: Vec<i64> = attributes.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {OPTION_COLUMNS} FROM attribute_options WHERE account_id = $1 AND attribute_id");
    select_in(
        tx,
        &before,
        "ORDER BY attribute_id, position, id",
        account,
        &attributes,
        read_option,
    )
}

/// Adds an attribute whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, attribute: &Attribute) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO attributes (account_id, id, group_id, name, folded, applies_to, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            account,
            attribute.id,
            attribute.group,
            attribute.name,
            fold(&attribute.name),
            attribute.applies_to.name(),
            attribute.created_at,
            attribute.updated_at
        ],
    )?;
    Ok(())
}

/// Adds options whose numbers were taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert_options(tx: &mut Tx<'_>, account: AccountId, options: &[AttributeOption]) -> Result<(), StoreError> {
    for option in options {
        tx.execute_later(
            "INSERT INTO attribute_options (account_id, id, attribute_id, value, folded, position, created_at, \
             updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                account,
                option.id,
                option.attribute,
                option.value,
                fold(&option.value),
                option.position,
                option.created_at,
                option.updated_at
            ],
        )?;
    }
    Ok(())
}

/// Every attribute, by number.
///
/// # Errors
/// A broken store.
pub fn all(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Attribute>, StoreError> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM attributes WHERE account_id = $1 ORDER BY id"),
        params![account],
        read,
    )
}

/// The attribute of that name in a group, case and accents aside.
///
/// # Errors
/// A broken store.
pub fn find_in_group(
    tx: &mut Tx<'_>,
    account: AccountId,
    group: AttributeGroupId,
    name: &str,
) -> Result<Option<Attribute>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM attributes WHERE account_id = $1 AND group_id = $2 AND folded = $3"),
        params![account, group, fold(name)],
        read,
    )
}

/// Writes an attribute's fields.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, attribute: &Attribute) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE attributes SET group_id = $1, name = $2, folded = $3, applies_to = $4, updated_at = $5 \
         WHERE account_id = $6 AND id = $7",
        params![
            attribute.group,
            attribute.name,
            fold(&attribute.name),
            attribute.applies_to.name(),
            attribute.updated_at,
            account,
            attribute.id
        ],
    )
}

/// Removes an attribute with its options.
///
/// # Errors
/// A broken store.
pub fn delete(tx: &mut Tx<'_>, account: AccountId, id: AttributeId) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM attribute_options WHERE account_id = $1 AND attribute_id = $2",
        params![account, id],
    )?;
    tx.execute_later(
        "DELETE FROM attributes WHERE account_id = $1 AND id = $2",
        params![account, id],
    )
}

/// Writes an option's value.
///
/// # Errors
/// A broken store.
pub fn update_option(tx: &mut Tx<'_>, account: AccountId, option: &AttributeOption) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE attribute_options SET value = $1, folded = $2, updated_at = $3 WHERE account_id = $4 AND id = $5",
        params![option.value, fold(&option.value), option.updated_at, account, option.id],
    )
}

/// Removes an option.
///
/// # Errors
/// A broken store.
pub fn delete_option(tx: &mut Tx<'_>, account: AccountId, id: AttributeOptionId) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM attribute_options WHERE account_id = $1 AND id = $2",
        params![account, id],
    )
}
