//! When what last changed: SQL only. Not what changed, which is nobody's to keep, and not the outbox, which is emptied.
//!
//! The one rule to know: a stamp is taken under the lock of the account's counter, which is held until the transaction
//! ends, so a stamp that is seen has none below it that is still to come ([why](../../../docs/adr/0020-a-change-has-a-stamp.md)).

use domain::ids::AccountId;
use domain::refusal::Entity;
use jiff::Timestamp;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

/// Takes `count` stamps: from now on they are `… value - 1, value` of the counter, each above every one before.
/// Later statements of the same transaction read them from there.
///
/// # Errors
/// A broken store.
pub(crate) fn advance(tx: &mut Tx<'_>, account: AccountId, now: Timestamp, count: usize) -> Result<(), StoreError> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    tx.execute_later(
        "INSERT INTO counters (account_id, kind, value) VALUES ($1, 'change', $2) \
         ON CONFLICT (account_id, kind) DO UPDATE SET value = CASE \
           WHEN counters.value + $3 > excluded.value THEN counters.value + $3 ELSE excluded.value END",
        params![account, now.as_millisecond().saturating_add(count - 1), count],
    )
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Changed {
    /// A product, a sku of it or a price of one.
    Product,
    /// A party.
    Party,
}

impl Changed {
    const fn name(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Party => "party",
        }
    }
}

/// Stamps the records that events tell of, as far as their changes can be asked for. What concerns a sku concerns its
/// product.
///
/// # Errors
/// A broken store.
pub(crate) fn stamp(
    tx: &mut Tx<'_>,
    account: AccountId,
    events: &[domain::events::Event],
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut told: Vec<(Entity, i64)> = events.iter().map(|event| (event.entity, event.entity_id)).collect();
    told.dedup();
    let mut skus: Vec<i64> = Vec::new();
    let mut products: Vec<i64> = Vec::new();
    let mut parties: Vec<i64> = Vec::new();
    for (entity, id) in told {
        if entity == Entity::Product {
            products.push(id);
        } else if entity == Entity::Sku {
            skus.push(id);
        } else if matches!(entity, Entity::Party | Entity::Manufacturer) {
            parties.push(id);
        }
    }
    // Products that are told of themselves need no look at their skus; the others are found by theirs.
    if products.is_empty() && !skus.is_empty() {
        skus.sort_unstable();
        skus.dedup();
        let before = "SELECT product_id FROM skus WHERE account_id = $1 AND id";
        products = select_in(tx, before, "ORDER BY id", account, &skus, |row| row.get(0))?;
    }
    products.sort_unstable();
    products.dedup();
    put(tx, account, Changed::Product, &products, now)?;
    put(tx, account, Changed::Party, &parties, now)
}

fn put(tx: &mut Tx<'_>, account: AccountId, changed: Changed, ids: &[i64], now: Timestamp) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    advance(tx, account, now, ids.len())?;
    let last = i64::try_from(ids.len()).unwrap_or(i64::MAX) - 1;
    for (place, id) in (0..).zip(ids) {
        tx.execute_later(
            "INSERT INTO changes (account_id, entity, entity_id, stamp) \
             SELECT account_id, CAST($1 AS TEXT), CAST($2 AS BIGINT), value - CAST($3 AS BIGINT) FROM counters \
             WHERE account_id = $4 AND kind = 'change' \
             ON CONFLICT (account_id, entity, entity_id) DO UPDATE SET stamp = excluded.stamp",
            params![changed.name(), *id, last - place, account],
        )?;
    }
    Ok(())
}

/// The stamps of these records; one that was never stamped is left out.
///
/// # Errors
/// A broken store.
pub fn of(tx: &mut Tx<'_>, account: AccountId, changed: Changed, ids: &[i64]) -> Result<Vec<(i64, i64)>, StoreError> {
    let before = format!(
        "SELECT entity_id, stamp FROM changes WHERE account_id = $1 AND entity = '{}' AND entity_id",
        changed.name()
    );
    select_in(tx, &before, "ORDER BY entity_id", account, ids, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}
