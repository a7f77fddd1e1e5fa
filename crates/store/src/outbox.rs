//! Events waiting to be delivered. Written in the transaction that caused them.

use domain::events::Event;
use domain::ids::AccountId;
use domain::refusal::Entity;
use jiff::Timestamp;

use crate::counters::{self, Counter};
use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;

/// Appends events in order.
///
/// # Errors
/// A broken store.
pub fn insert_all(tx: &mut Tx<'_>, account: AccountId, events: &[Event], now: Timestamp) -> Result<(), StoreError> {
    let [first] = counters::take(tx, account, [(Counter::Outbox, events.len())])?;
    insert_numbered(tx, account, events, first, now)
}

/// Appends events whose numbers the caller has taken already, the first of them `first`.
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
                entity_name(event.entity),
                event.entity_id,
                event.organization,
                event.kind.name(),
                now
            ],
        )?;
    }
    Ok(())
}

/// The name of an entity in the outbox.
fn entity_name(entity: Entity) -> &'static str {
    match entity {
        Entity::Account => "account",
        Entity::AcquisitionChannel => "acquisition_channel",
        Entity::Attribute => "attribute",
        Entity::AttributeOption => "attribute_option",
        Entity::Balance => "balance",
        Entity::Brand => "brand",
        Entity::Category => "category",
        Entity::Channel => "channel",
        Entity::Coupon => "coupon",
        Entity::Credential => "credential",
        Entity::CustomerCategory => "customer_category",
        Entity::Discount => "discount",
        Entity::FiscalDocument => "fiscal_document",
        Entity::Location => "location",
        Entity::Manufacturer => "manufacturer",
        Entity::Order => "order",
        Entity::OrderItem => "order_item",
        Entity::Organization => "organization",
        Entity::Party => "party",
        Entity::Price => "price",
        Entity::PriceTable => "price_table",
        Entity::Product => "product",
        Entity::Provider => "provider",
        Entity::Receipt => "receipt",
        Entity::Seller => "seller",
        Entity::Shipment => "shipment",
        Entity::Sku => "sku",
        Entity::Transfer => "transfer",
        Entity::Volume => "volume",
        Entity::Voucher => "voucher",
    }
}
