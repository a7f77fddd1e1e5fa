//! What orders claim of discounts by rule: SQL only.

use domain::discounts::{ClaimedSku, DiscountClaim, OrderDiscount};
use domain::ids::{AccountId, OrderId, SkuId};
use domain::orders::OrderStatus;
use jiff::Timestamp;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

/// What these orders claim, in the order in which they claimed it, in one statement.
///
/// # Errors
/// A broken store.
pub fn claims_of(tx: &mut Tx<'_>, account: AccountId, orders: &[OrderId]) -> Result<Vec<OrderDiscount>, StoreError> {
    let orders: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    let mut claims: Vec<OrderDiscount> = Vec::new();
    let rows = select_in(
        tx,
        "SELECT d.order_id, d.position, d.discount_id, d.rule_id, d.amount, s.sku_id, s.is_listed, s.amount \
         FROM order_discounts d LEFT JOIN order_discount_skus s ON s.account_id = d.account_id \
         AND s.order_id = d.order_id AND s.claim_position = d.position WHERE d.account_id = $1 AND d.order_id",
        "ORDER BY d.order_id, d.position, s.position",
        account,
        &orders,
        |row| {
            let claim = DiscountClaim {
                discount: row.get(2)?,
                rule: row.get(3)?,
                amount: row.get(4)?,
                skus: Vec::new(),
            };
            let one = OrderDiscount {
                order: row.get(0)?,
                position: row.get(1)?,
                claim,
            };
            let Some(sku) = row.get::<Option<SkuId>>(5)? else {
                return Ok((one, None));
            };
            Ok((
                one,
                Some(ClaimedSku {
                    sku,
                    is_listed: row.get(6)?,
                    amount: row.get(7)?,
                }),
            ))
        },
    )?;
    for (one, sku) in rows {
        let is_next = claims
            .last()
            .is_none_or(|last| (last.order, last.position) != (one.order, one.position));
        if is_next {
            claims.push(one);
        }
        if let (Some(last), Some(sku)) = (claims.last_mut(), sku) {
            last.claim.skus.push(sku);
        }
    }
    Ok(claims)
}

/// Adds what an order claims.
///
/// # Errors
/// A broken store.
pub fn insert_claims(
    tx: &mut Tx<'_>,
    account: AccountId,
    order: OrderId,
    claims: &[DiscountClaim],
    now: Timestamp,
) -> Result<(), StoreError> {
    for (position, claim) in (1i64..).zip(claims) {
        tx.execute_later(
            "INSERT INTO order_discounts (account_id, order_id, position, discount_id, rule_id, amount, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            params![account, order, position, claim.discount, claim.rule, claim.amount, now],
        )?;
        for (place, claimed) in (1i64..).zip(&claim.skus) {
            tx.execute_later(
                "INSERT INTO order_discount_skus (account_id, order_id, claim_position, position, sku_id, is_listed, \
                 amount) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                params![
                    account,
                    order,
                    position,
                    place,
                    claimed.sku,
                    claimed.is_listed,
                    claimed.amount
                ],
            )?;
        }
    }
    Ok(())
}

/// Removes what an order claims, to put other claims in their place.
///
/// # Errors
/// A broken store.
pub fn delete_claims(tx: &mut Tx<'_>, account: AccountId, order: OrderId) -> Result<(), StoreError> {
    for table in ["order_discount_skus", "order_discounts"] {
        let sql = format!("DELETE FROM {table} WHERE account_id = $1 AND order_id = $2");
        tx.execute_later(&sql, params![account, order])?;
    }
    Ok(())
}

/// Whether a customer of this document has bought before: has another order that is neither an offer nor cancelled.
///
/// # Errors
/// A broken store.
pub fn bought_before(
    tx: &mut Tx<'_>,
    account: AccountId,
    document: &str,
    except: Option<OrderId>,
) -> Result<bool, StoreError> {
    let found: Option<i64> = tx.query_opt(
        "SELECT id FROM orders WHERE account_id = $1 AND customer_document = $2 AND id <> $3 \
         AND status NOT IN ($4, $5) AND deleted_at IS NULL ORDER BY id LIMIT 1",
        params![
            account,
            document,
            // Orders are numbered from 1.
            except.map_or(0, OrderId::raw),
            OrderStatus::Quote.name(),
            OrderStatus::Cancelled.name()
        ],
        |row| row.get(0),
    )?;
    Ok(found.is_some())
}
