//! Products and the attributes they carry: SQL only. A deleted product is not listed, and its code stays used.

use domain::actor::Face;
use domain::catalog::{Product, ProductKind, ProductOption, ProductStatus, Visibility};
use domain::ids::{AccountId, AttributeId, ProductId};
use domain::text::fold;
use jiff::Timestamp;

use crate::attribute_values;
use crate::columns::{Columns, columns};
use crate::counters::{self, Counter};
use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::{select_in, select_in_texts};

mod list;
mod search;

pub use list::list;
pub use search::{ProductColumn, ProductSearch, search};

const COLUMNS: &str = "id, organization_id, category_id, brand_id, supplier_id, kind, code, name, description, unit, \
                       status, visibility, ncm, ex_tipi, cest, origin, controls_stock, controls_lot, \
                       controls_expiry, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Product, StoreError> {
    Ok(Product {
        id: row.get(0)?,
        organization: row.get(1)?,
        category: row.get(2)?,
        brand: row.get(3)?,
        supplier: row.get(4)?,
        kind: named(row, 5, ProductKind::from_name)?,
        code: row.get(6)?,
        name: row.get(7)?,
        description: row.get(8)?,
        unit: row.get(9)?,
        status: named(row, 10, ProductStatus::from_name)?,
        visibility: named(row, 11, Visibility::from_name)?,
        ncm: row.get(12)?,
        ex_tipi: row.get(13)?,
        cest: row.get(14)?,
        origin: row.get(15)?,
        controls_stock: row.get(16)?,
        controls_lot: row.get(17)?,
        controls_expiry: row.get(18)?,
        created_at: row.get(19)?,
        updated_at: row.get(20)?,
    })
}

/// The product of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: ProductId) -> Result<Option<Product>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM products WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL"),
        params![account, id],
        read,
    )
}

/// Products by code, without deleted ones, in the order of their codes.
///
/// # Errors
/// A broken store.
pub fn find_many_by_code(tx: &mut Tx<'_>, account: AccountId, codes: &[&str]) -> Result<Vec<Product>, StoreError> {
    let before = format!("SELECT {COLUMNS} FROM products WHERE account_id = $1 AND code");
    select_in_texts(
        tx,
        &before,
        "AND deleted_at IS NULL ORDER BY code",
        account,
        codes,
        read,
    )
}

/// Products by number, deleted ones too: what was sold once stays readable.
///
/// # Errors
/// A broken store.
pub fn find_many_even_deleted(
    tx: &mut Tx<'_>,
    account: AccountId,
    ids: &[ProductId],
) -> Result<Vec<Product>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM products WHERE account_id = $1 AND id");
    select_in(tx, &before, "ORDER BY id", account, &ids, read)
}

/// Marks a product as deleted, with its skus: it is in no list any more, and its codes stay used.
///
/// # Errors
/// A broken store.
pub fn delete(tx: &mut Tx<'_>, account: AccountId, id: ProductId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE products SET deleted_at = $1, updated_at = $1 WHERE account_id = $2 AND id = $3",
        params![now, account, id],
    )?;
    tx.execute_later(
        "UPDATE skus SET deleted_at = $1, updated_at = $1 WHERE account_id = $2 AND product_id = $3",
        params![now, account, id],
    )
}

/// Marks a product as changed, where only what belongs to it did.
///
/// # Errors
/// A broken store.
pub fn touch(tx: &mut Tx<'_>, account: AccountId, id: ProductId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE products SET updated_at = $1 WHERE account_id = $2 AND id = $3",
        params![now, account, id],
    )
}

/// Which of these codes are used, and by which product, deleted ones too.
///
/// # Errors
/// A broken store.
pub fn owners_of_codes(
    tx: &mut Tx<'_>,
    account: AccountId,
    codes: &[&str],
) -> Result<Vec<(String, ProductId)>, StoreError> {
    let before = "SELECT code, id FROM products WHERE account_id = $1 AND code";
    select_in_texts(tx, before, "ORDER BY code", account, codes, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// The columns that may change.
fn changeable<'a>(product: &'a Product, folded: &'a str) -> Columns<'a> {
    columns! {
        organization_id: product.organization,
        category_id: product.category,
        brand_id: product.brand,
        supplier_id: product.supplier,
        kind: product.kind.name(),
        code: &product.code,
        name: &product.name,
        folded: folded,
        description: &product.description,
        unit: &product.unit,
        status: product.status.name(),
        visibility: product.visibility.name(),
        ncm: &product.ncm,
        ex_tipi: &product.ex_tipi,
        cest: &product.cest,
        origin: product.origin,
        controls_stock: product.controls_stock,
        controls_lot: product.controls_lot,
        controls_expiry: product.controls_expiry,
        updated_at: product.updated_at,
    }
}

/// Adds a product whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, product: &Product) -> Result<(), StoreError> {
    let folded = fold(&product.name);
    columns! {
        account_id: account,
        id: product.id,
        created_at: product.created_at,
    }
    .and(changeable(product, &folded))
    .insert_into("products")
    .run_later(tx)
}

/// Writes a product's fields.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, product: &Product) -> Result<(), StoreError> {
    let folded = fold(&product.name);
    changeable(product, &folded)
        .update("products", account, product.id)
        .run_later(tx)
}

/// The attributes of these products with the attribute's name and the value, by product and attribute.
///
/// # Errors
/// A broken store.
pub fn named_options_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    products: &[ProductId],
) -> Result<Vec<(ProductId, ProductOption, [String; 2])>, StoreError> {
    let products: Vec<i64> = products.iter().map(|id| id.raw()).collect();
    let before = "SELECT p.product_id, p.attribute_id, p.option_id, p.text_value, a.name, \
                  COALESCE(o.value, p.text_value, '') FROM product_options p \
                  JOIN attributes a ON a.account_id = p.account_id AND a.id = p.attribute_id \
                  LEFT JOIN attribute_options o ON o.account_id = p.account_id AND o.id = p.option_id \
                  WHERE p.account_id = $1 AND p.product_id";
    // One without value only says that the skus differ by it.
    let after = "AND (p.option_id IS NOT NULL OR p.text_value IS NOT NULL) ORDER BY p.product_id, p.attribute_id";
    select_in(tx, before, after, account, &products, |row| {
        let option = ProductOption {
            attribute: row.get(1)?,
            option: row.get(2)?,
            text_value: row.get(3)?,
        };
        Ok((row.get(0)?, option, [row.get(4)?, row.get(5)?]))
    })
}

/// Replaces the attributes of a product that have a value. One that stays keeps its number.
///
/// # Errors
/// A broken store.
pub fn set_options(
    tx: &mut Tx<'_>,
    account: AccountId,
    product: ProductId,
    options: &[ProductOption],
    now: Timestamp,
) -> Result<(), StoreError> {
    for known in attribute_values::of_product(tx, account, product)? {
        let stays = options.iter().any(|option| option.attribute == known.attribute);
        if !stays && (known.option.is_some() || known.text_value.is_some()) {
            attribute_values::delete(tx, account, &known)?;
        }
    }
    insert_options(tx, account, product, options, now)
}

/// Sets attributes of a product: those it has change, the others are added.
///
/// # Errors
/// A broken store.
pub fn insert_options(
    tx: &mut Tx<'_>,
    account: AccountId,
    product: ProductId,
    options: &[ProductOption],
    now: Timestamp,
) -> Result<(), StoreError> {
    let [first] = counters::take(tx, account, [(Counter::AttributeValue, options.len())])?;
    for (id, option) in (first..).zip(options) {
        tx.execute_later(
            "INSERT INTO product_options (account_id, product_id, attribute_id, option_id, text_value, id, created_at, \
             updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (account_id, product_id, attribute_id) DO UPDATE SET option_id = excluded.option_id, \
             text_value = excluded.text_value, updated_at = excluded.updated_at",
            params![
                account,
                product,
                option.attribute,
                option.option,
                option.text_value,
                id,
                now,
                now
            ],
        )?;
    }
    Ok(())
}

/// Says that a product's skus differ by these attributes; those of which it says anything already stay.
///
/// # Errors
/// A broken store.
pub fn ensure_axes(
    tx: &mut Tx<'_>,
    account: AccountId,
    product: ProductId,
    attributes: &[AttributeId],
    now: Timestamp,
) -> Result<(), StoreError> {
    if attributes.is_empty() {
        return Ok(());
    }
    let known = attribute_values::of_product(tx, account, product)?;
    let new: Vec<&AttributeId> = attributes
        .iter()
        .filter(|attribute| known.iter().all(|value| value.attribute != **attribute))
        .collect();
    let [first] = counters::take(tx, account, [(Counter::AttributeValue, new.len())])?;
    for (id, attribute) in (first..).zip(new) {
        tx.execute_later(
            "INSERT INTO product_options (account_id, product_id, attribute_id, id, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            params![account, product, *attribute, id, now, now],
        )?;
    }
    Ok(())
}

/// The product of that name, case and accents aside; of several the oldest.
///
/// # Errors
/// A broken store.
pub fn find_by_name(tx: &mut Tx<'_>, account: AccountId, name: &str) -> Result<Option<ProductId>, StoreError> {
    tx.query_opt(
        "SELECT id FROM products WHERE account_id = $1 AND folded = $2 AND deleted_at IS NULL ORDER BY id LIMIT 1",
        params![account, fold(name)],
        |row| row.get(0),
    )
}

/// A face's own fields of these products, where there are any, by number.
///
/// # Errors
/// A broken store.
pub fn extras(
    tx: &mut Tx<'_>,
    account: AccountId,
    face: Face,
    ids: &[ProductId],
) -> Result<Vec<(ProductId, String)>, StoreError> {
    let Some(column) = extras_column(face) else {
        return Ok(Vec::new());
    };
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT id, {column} FROM products WHERE account_id = $1 AND id");
    let after = format!("AND {column} IS NOT NULL ORDER BY id");
    select_in(tx, &before, &after, account, &ids, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Keeps a face's own fields of a product; a face without any keeps nothing.
///
/// # Errors
/// A broken store.
pub fn set_extras(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: ProductId,
    face: Face,
    extras: Option<&str>,
) -> Result<(), StoreError> {
    let Some(column) = extras_column(face) else {
        return Ok(());
    };
    tx.execute_later(
        &format!("UPDATE products SET {column} = $1 WHERE account_id = $2 AND id = $3"),
        params![extras, account, id],
    )
}

/// The column of a face's own fields.
fn extras_column(face: Face) -> Option<&'static str> {
    match face {
        Face::Estoka => Some("extras_estoka"),
        Face::Egestor => Some("extras_egestor"),
        Face::Uniplus => Some("extras_uniplus"),
        Face::Likin | Face::Fulfillment | Face::Core => None,
    }
}
