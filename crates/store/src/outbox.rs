//! Events waiting to be delivered. Written in the transaction that caused them.

use domain::events::Event;
use domain::ids::AccountId;
use jiff::Timestamp;

use crate::counters::{self, Counter};
use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;

/// Appends events in order, and stamps what they tell of.
///
/// # Errors
/// A broken store.
pub fn insert_all(tx: &mut Tx<'_>, account: AccountId, events: &[Event], now: Timestamp) -> Result<(), StoreError> {
    crate::changes::stamp(tx, account, events, now)?;
    let [first] = counters::take(tx, account, [(Counter::Outbox, events.len())])?;
    insert_numbered(tx, account, events, first, now)
}

/// Appends events of orders, whose numbers the caller has taken already, the first of them `first`. Orders are not stamped.
///
/// # Errors
/// A broken store.
pub fn insert_numbered(
    tx: &mut Tx<'_>,
    account: AccountId,
    events: &[Event],
    first: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    for (id, event) in (first..).zip(events) {
        tx.execute_later(
            "INSERT INTO outbox (account_id, id, entity, entity_id, organization_id, event, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            params![
                account,
                id,
                event.entity.name(),
                event.entity_id,
                event.organization,
                event.kind.name(),
                now
            ],
        )?;
    }
    Ok(())
}
