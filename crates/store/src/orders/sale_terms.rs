//! What counters agreed on with sales: SQL only. An order of which nothing was said has no row.

use std::collections::BTreeMap;

use domain::ids::{AccountId, OrderId};
use domain::orders::SaleTerms;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

/// The terms of these orders, where there are any.
///
/// # Errors
/// A broken store.
pub fn sale_terms(
    tx: &mut Tx<'_>,
    account: AccountId,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, SaleTerms>, StoreError> {
    let orders: Vec<i64> = orders.iter().map(|id| id.raw()).collect();
    let before = "SELECT order_id, stage, deliver_on, is_final_consumer, other_charges, seller_number FROM sale_terms \
                  WHERE account_id = $1 AND order_id";
    let found = select_in(tx, before, "ORDER BY order_id", account, &orders, |row| {
        let terms = SaleTerms {
            stage: row.get(1)?,
            deliver_on: row.get(2)?,
            is_final_consumer: row.get(3)?,
            other_charges: row.get(4)?,
            seller_number: row.get(5)?,
        };
        Ok((row.get(0)?, terms))
    })?;
    Ok(found.into_iter().collect())
}

/// Keeps these terms in place of those the order had.
///
/// # Errors
/// A broken store.
pub fn put_sale_terms(
    tx: &mut Tx<'_>,
    account: AccountId,
    order: OrderId,
    terms: &SaleTerms,
) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO sale_terms (account_id, order_id, stage, deliver_on, is_final_consumer, other_charges, \
         seller_number) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account_id, order_id) DO UPDATE SET stage = excluded.stage, \
         deliver_on = excluded.deliver_on, is_final_consumer = excluded.is_final_consumer, \
         other_charges = excluded.other_charges, seller_number = excluded.seller_number",
        params![
            account,
            order,
            terms.stage,
            terms.deliver_on,
            terms.is_final_consumer,
            terms.other_charges,
            terms.seller_number
        ],
    )
}
