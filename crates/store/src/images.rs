//! Images of products and skus: SQL only, and rows only; the files are elsewhere.

use domain::catalog::Image;
use domain::ids::{AccountId, ImageId, ProductId, SkuId};

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

const COLUMNS: &str =
    "id, product_id, sku_id, caption, name, url, size_bytes, is_main, position, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Image, StoreError> {
    Ok(Image {
        id: row.get(0)?,
        product: row.get(1)?,
        sku: row.get(2)?,
        caption: row.get(3)?,
        name: row.get(4)?,
        url: row.get(5)?,
        size_bytes: row.get(6)?,
        is_main: row.get(7)?,
        position: row.get(8)?,
        created_at: row.get(9)?,
        updated_at: row.get(10)?,
    })
}

/// The images of these products and of their skus: of each product together, in their places.
///
/// # Errors
/// A broken store.
pub fn of_products(tx: &mut Tx<'_>, account: AccountId, products: &[ProductId]) -> Result<Vec<Image>, StoreError> {
    let products: Vec<i64> = products.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM images WHERE account_id = $1 AND product_id");
    select_in(
        tx,
        &before,
        "ORDER BY product_id, position, id",
        account,
        &products,
        read,
    )
}

/// Adds images whose numbers were taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert_all(tx: &mut Tx<'_>, account: AccountId, images: &[Image]) -> Result<(), StoreError> {
    for image in images {
        tx.execute_later(
            "INSERT INTO images (account_id, id, product_id, sku_id, caption, name, url, size_bytes, is_main, \
             position, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            params![
                account,
                image.id,
                image.product,
                image.sku,
                image.caption,
                image.name,
                image.url,
                image.size_bytes,
                image.is_main,
                image.position,
                image.created_at,
                image.updated_at
            ],
        )?;
    }
    Ok(())
}

/// Removes the images of a product that show none of its skus in particular.
///
/// # Errors
/// A broken store.
pub fn delete_of_product(tx: &mut Tx<'_>, account: AccountId, product: ProductId) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM images WHERE account_id = $1 AND product_id = $2 AND sku_id IS NULL",
        params![account, product],
    )
}

/// Removes the images of one sku of a product.
///
/// # Errors
/// A broken store.
pub fn delete_of_sku(tx: &mut Tx<'_>, account: AccountId, product: ProductId, sku: SkuId) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM images WHERE account_id = $1 AND product_id = $2 AND sku_id = $3",
        params![account, product, sku],
    )
}

/// The image of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: ImageId) -> Result<Option<Image>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM images WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )
}

/// Writes where an image is and how large it is.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, image: &Image) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE images SET url = $1, size_bytes = $2, updated_at = $3 WHERE account_id = $4 AND id = $5",
        params![image.url, image.size_bytes, image.updated_at, account, image.id],
    )
}

/// Keeps under which name an image's file lies with us, and what kind of file it is.
///
/// # Errors
/// A broken store.
pub fn set_object(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: ImageId,
    object: &str,
    content_type: &str,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE images SET object = $1, content_type = $2 WHERE account_id = $3 AND id = $4",
        params![object, content_type, account, id],
    )
}

/// Removes an image.
///
/// # Errors
/// A broken store.
pub fn delete(tx: &mut Tx<'_>, account: AccountId, id: ImageId) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM images WHERE account_id = $1 AND id = $2",
        params![account, id],
    )
}
