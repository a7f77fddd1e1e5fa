//! Categories: SQL only. A deleted category is not found here; products may still name it.

use domain::catalog::Category;
use domain::ids::{AccountId, CategoryId};
use domain::page::PageRequest;

use crate::columns::{Columns, columns};
use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::listing::{Listing, NamedLike, OrderedBy, order_text};
use crate::params;
use crate::select_in::{select_in, select_in_texts};
use crate::sql_text::folded_of;

const COLUMNS: &str = "id, parent_id, organization_id, name, external_id, code, created_at, updated_at, enabled, \
                       takes_children";

fn read(row: &Row<'_>) -> Result<Category, StoreError> {
    Ok(Category {
        id: row.get(0)?,
        parent: row.get(1)?,
        organization: row.get(2)?,
        name: row.get(3)?,
        external_id: row.get(4)?,
        code: row.get(5)?,
        created_at: row.get(6)?,
        updated_at: row.get(7)?,
        enabled: row.get(8)?,
        takes_children: row.get(9)?,
    })
}

/// The category of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: CategoryId) -> Result<Option<Category>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM categories WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL"),
        params![account, id],
        read,
    )
}

/// Categories by number.
///
/// # Errors
/// A broken store.
pub fn find_many(tx: &mut Tx<'_>, account: AccountId, ids: &[CategoryId]) -> Result<Vec<Category>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM categories WHERE account_id = $1 AND id");
    select_in(tx, &before, "AND deleted_at IS NULL ORDER BY id", account, &ids, read)
}

/// Every category, by number.
///
/// # Errors
/// A broken store.
pub fn all(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Category>, StoreError> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM categories WHERE account_id = $1 AND deleted_at IS NULL ORDER BY id"),
        params![account],
        read,
    )
}

/// A page of categories, by number.
///
/// # Errors
/// A broken store.
pub fn list(tx: &mut Tx<'_>, account: AccountId, page: PageRequest) -> Result<Vec<Category>, StoreError> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM categories WHERE account_id = $1 AND deleted_at IS NULL \
             ORDER BY id LIMIT $2 OFFSET $3"
        ),
        params![account, page.limit(), page.offset()],
        read,
    )
}

/// The categories directly below each of these, as (parent, child), by parent and child.
///
/// # Errors
/// A broken store.
pub fn children_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    parents: &[CategoryId],
) -> Result<Vec<(CategoryId, CategoryId)>, StoreError> {
    let parents: Vec<i64> = parents.iter().map(|id| id.raw()).collect();
    let before = "SELECT parent_id, id FROM categories WHERE account_id = $1 AND parent_id";
    let after = "AND deleted_at IS NULL ORDER BY parent_id, id";
    select_in(tx, before, after, account, &parents, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// The category and everything above it, nearest first; empty when it does not exist.
///
/// # Errors
/// A broken store.
pub fn and_above(tx: &mut Tx<'_>, account: AccountId, id: CategoryId) -> Result<Vec<CategoryId>, StoreError> {
    // The number of steps is bounded so that a tree damaged from outside cannot make the query run for ever.
    tx.query(
        "WITH RECURSIVE above (id, parent_id, step) AS ( \
           SELECT id, parent_id, CAST(0 AS BIGINT) FROM categories \
           WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL \
           UNION ALL \
           SELECT c.id, c.parent_id, a.step + 1 FROM above a \
           JOIN categories c ON c.account_id = $1 AND c.id = a.parent_id \
           WHERE a.step < 64 AND c.deleted_at IS NULL \
         ) SELECT id FROM above ORDER BY step",
        params![account, id],
        |row| row.get(0),
    )
}

/// How many levels there are below the category; 0 when none.
///
/// # Errors
/// A broken store.
pub fn levels_below(tx: &mut Tx<'_>, account: AccountId, id: CategoryId) -> Result<usize, StoreError> {
    let levels: Option<i64> = tx.query_one(
        "WITH RECURSIVE below (id, step) AS ( \
           SELECT id, CAST(0 AS BIGINT) FROM categories WHERE account_id = $1 AND id = $2 \
           UNION ALL \
           SELECT c.id, b.step + 1 FROM below b \
           JOIN categories c ON c.account_id = $1 AND c.parent_id = b.id \
           WHERE b.step < 64 AND c.deleted_at IS NULL \
         ) SELECT MAX(step) FROM below",
        params![account, id],
        |row| row.get(0),
    )?;
    Ok(usize::try_from(levels.unwrap_or(0)).unwrap_or(0))
}

/// The categories that have these external ids.
///
/// # Errors
/// A broken store.
pub fn find_by_external_ids(
    tx: &mut Tx<'_>,
    account: AccountId,
    external_ids: &[&str],
) -> Result<Vec<Category>, StoreError> {
    let before = format!("SELECT {COLUMNS} FROM categories WHERE account_id = $1 AND external_id");
    select_in_texts(
        tx,
        &before,
        "AND deleted_at IS NULL ORDER BY external_id",
        account,
        external_ids,
        read,
    )
}

/// The columns that may change.
fn changeable(category: &Category) -> Columns<'_> {
    columns! {
        parent_id: category.parent,
        organization_id: category.organization,
        name: &category.name,
        external_id: &category.external_id,
        code: &category.code,
        updated_at: category.updated_at,
        enabled: category.enabled,
        takes_children: category.takes_children,
    }
}

/// Adds a category whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, category: &Category) -> Result<(), StoreError> {
    columns! {
        account_id: account,
        id: category.id,
        created_at: category.created_at,
    }
    .and(changeable(category))
    .insert_into("categories")
    .run(tx)
}

/// Writes a category's fields.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, category: &Category) -> Result<(), StoreError> {
    changeable(category).update("categories", account, category.id).run(tx)
}

/// The categories directly below one, or those at the top, by number.
///
/// # Errors
/// A broken store.
pub fn below(tx: &mut Tx<'_>, account: AccountId, parent: Option<CategoryId>) -> Result<Vec<Category>, StoreError> {
    let before = format!("SELECT {COLUMNS} FROM categories WHERE account_id = $1 AND parent_id");
    match parent {
        Some(parent) => tx.query(
            &format!("{before} = $2 AND deleted_at IS NULL ORDER BY id"),
            params![account, parent],
            read,
        ),
        None => tx.query(
            &format!("{before} IS NULL AND deleted_at IS NULL ORDER BY id"),
            params![account],
            read,
        ),
    }
}

/// Whether a product stands in the category.
///
/// # Errors
/// A broken store.
pub fn has_products(tx: &mut Tx<'_>, account: AccountId, id: CategoryId) -> Result<bool, StoreError> {
    let found: Option<i64> = tx.query_opt(
        "SELECT id FROM products WHERE account_id = $1 AND category_id = $2 AND deleted_at IS NULL ORDER BY id LIMIT 1",
        params![account, id],
        |row| row.get(0),
    )?;
    Ok(found.is_some())
}

/// A page of the categories whose name contains the text, and how many there are.
///
/// # Errors
/// A broken store.
pub fn search(
    tx: &mut Tx<'_>,
    account: AccountId,
    text: Option<&str>,
    order: OrderedBy<CategoryColumn>,
    page: PageRequest,
) -> Result<domain::page::Page<Category>, StoreError> {
    let mut listing = Listing::of(account);
    listing.and_always("deleted_at IS NULL");
    let text = text.map(NamedLike::of);
    listing.and_named_like(text.as_ref());
    let column = match order.column {
        CategoryColumn::Id => "id".to_owned(),
        CategoryColumn::Name => folded_of("name"),
    };
    let order = order_text(&column, order.descending);
    listing.page(tx, COLUMNS, "categories", &order, page, read)
}

/// By what a list of categories can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub enum CategoryColumn {
    Id,
    Name,
}

/// Whether products or other categories are in this one.
///
/// # Errors
/// A broken store.
pub fn is_used(tx: &mut Tx<'_>, account: AccountId, id: CategoryId) -> Result<bool, StoreError> {
    let used: i64 = tx.query_one(
        "SELECT (SELECT COUNT(*) FROM products WHERE account_id = $1 AND category_id = $2 AND deleted_at IS NULL) \
         + (SELECT COUNT(*) FROM categories WHERE account_id = $1 AND parent_id = $2 AND deleted_at IS NULL)",
        params![account, id],
        |row| row.get(0),
    )?;
    Ok(used > 0)
}

/// Removes a category from lists and lookups.
///
/// # Errors
/// A broken store.
pub fn delete(tx: &mut Tx<'_>, account: AccountId, id: CategoryId, now: jiff::Timestamp) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE categories SET deleted_at = $1, updated_at = $1 WHERE account_id = $2 AND id = $3",
        params![now, account, id],
    )
}
