//! What a shop keeps of products for its own work, and what that does to the stock.
//!
//! The one rule to know: a stated cost is the replacement cost of every shelf of the product from then on; the average cost
//! of the goods that lie there stays.

use std::collections::BTreeMap;

use domain::amount::UnitPrice;
use domain::catalog::{ProductTerms, ProductTermsChange};
use domain::ids::{BalanceId, ProductId, SkuId};
use domain::refusal::{Field, Problem, Refusal};
use store::product_terms;

use crate::context::Context;
use crate::failure::Failure;
use crate::reader::Reader;
use crate::workflow::{locks, promise};

/// Changes what is kept of a product, and answers whether it did.
///
/// # Errors
/// What the rules of [`ProductTermsChange::apply`] refuse.
pub(crate) fn change(
    cx: &mut Context<'_, '_>,
    product: ProductId,
    change: &ProductTermsChange,
) -> Result<bool, Failure> {
    if *change == ProductTermsChange::default() {
        return Ok(false);
    }
    let account = cx.account();
    let mut terms = product_terms::of_many(cx.tx, account, &[product])?
        .remove(&product)
        .unwrap_or_default();
    let before = terms.clone();
    change.apply(&mut terms)?;
    let changes = terms != before;
    if changes {
        product_terms::put(cx.tx, account, product, &terms)?;
    }
    if let Some(cost) = change.cost.new_value() {
        recost(cx, product, *cost)?;
    }
    Ok(changes)
}

/// Gives every shelf of the product this replacement cost.
fn recost(cx: &mut Context<'_, '_>, product: ProductId, cost: UnitPrice) -> Result<(), Failure> {
    let account = cx.account();
    let skus: Vec<SkuId> = store::skus::of_products(cx.tx, account, &[product])?
        .into_iter()
        .map(|sku| sku.id)
        .collect();
    let differing: Vec<BalanceId> = store::stock::of_skus(cx.tx, account, &skus)?
        .into_iter()
        .filter(|balance| balance.replacement_cost != cost)
        .map(|balance| balance.id)
        .collect();
    if differing.is_empty() {
        return Ok(());
    }
    let mut book = locks::book_of(cx, &differing)?;
    for shelf in differing {
        book.state_cost(shelf, cost)
            .map_err(|_| Refusal::invalid(Field::Cost, Problem::OutOfRange))?;
    }
    // Nothing moved, so no movement is numbered.
    promise::write_book(cx, book, 0, cx.now)
}

impl Reader<'_, '_> {
    /// What the shop keeps of these products, where anything was said.
    ///
    /// # Errors
    /// A broken store.
    pub fn product_terms(&mut self, products: &[ProductId]) -> Result<BTreeMap<ProductId, ProductTerms>, Failure> {
        Ok(product_terms::of_many(self.tx, self.account, products)?)
    }
}
