//! What a shop keeps of products beside their description and price: SQL only. A product of which nothing was said has no
//! row.

use std::collections::BTreeMap;

use domain::amount::UnitPrice;
use domain::catalog::ProductTerms;
use domain::ids::{AccountId, ProductId, SkuId};

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

/// The terms of these products, where there are any.
///
/// # Errors
/// A broken store.
pub fn of_many(
    tx: &mut Tx<'_>,
    account: AccountId,
    products: &[ProductId],
) -> Result<BTreeMap<ProductId, ProductTerms>, StoreError> {
    let products: Vec<i64> = products.iter().map(|id| id.raw()).collect();
    let before = "SELECT product_id, cost, markup, minimum_stock, gross_weight, item_type, tax_group, fiscal_note, \
                  internal_note FROM product_terms WHERE account_id = $1 AND product_id";
    let found = select_in(tx, before, "ORDER BY product_id", account, &products, |row| {
        let terms = ProductTerms {
            cost: row.get(1)?,
            markup: row.get(2)?,
            minimum_stock: row.get(3)?,
            gross_weight: row.get(4)?,
            item_type: row.get(5)?,
            tax_group: row.get(6)?,
            fiscal_note: row.get(7)?,
            internal_note: row.get(8)?,
        };
        Ok((row.get(0)?, terms))
    })?;
    Ok(found.into_iter().collect())
}

/// Keeps these terms in place of those the product had.
///
/// # Errors
/// A broken store.
pub fn put(tx: &mut Tx<'_>, account: AccountId, product: ProductId, terms: &ProductTerms) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO product_terms (account_id, product_id, cost, markup, minimum_stock, gross_weight, item_type, \
         tax_group, fiscal_note, internal_note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         ON CONFLICT (account_id, product_id) DO UPDATE SET cost = excluded.cost, markup = excluded.markup, \
         minimum_stock = excluded.minimum_stock, gross_weight = excluded.gross_weight, \
         item_type = excluded.item_type, tax_group = excluded.tax_group, fiscal_note = excluded.fiscal_note, \
         internal_note = excluded.internal_note",
        params![
            account,
            product,
            terms.cost,
            terms.markup,
            terms.minimum_stock,
            terms.gross_weight,
            terms.item_type,
            terms.tax_group,
            terms.fiscal_note,
            terms.internal_note
        ],
    )
}

/// What one of these skus costs to buy, as was said of their products.
///
/// # Errors
/// A broken store.
pub fn costs_of_skus(
    tx: &mut Tx<'_>,
    account: AccountId,
    skus: &[SkuId],
) -> Result<BTreeMap<SkuId, UnitPrice>, StoreError> {
    let skus: Vec<i64> = skus.iter().map(|id| id.raw()).collect();
    let before = "SELECT s.id, t.cost FROM skus s JOIN product_terms t ON t.account_id = s.account_id \
                  AND t.product_id = s.product_id WHERE s.account_id = $1 AND s.id";
    let found = select_in(
        tx,
        before,
        "AND t.cost IS NOT NULL ORDER BY s.id",
        account,
        &skus,
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(found.into_iter().collect())
}
