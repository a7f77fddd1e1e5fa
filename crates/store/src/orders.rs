//! Orders: SQL of the head; the parts are in the files beside. Every part is keyed by its order, so that reading the
//! parts of a page of orders is one range scan for each kind of part.

mod cancellations;
mod discounts;
mod documents;
mod extras;
mod history;
mod items;
mod list;
mod payments;
mod sale_terms;
mod sales;
mod volumes;

pub use cancellations::{cancellation, insert_cancellation};
pub use discounts::{bought_before, claims_of, delete_claims, insert_claims};
pub use documents::{document_kinds, set_document_kind};
pub use extras::{extras, set_extras};
pub use history::{insert_log, logs_of};
pub use items::{delete_item, insert_item, items_of, set_item_shelf, update_item_share};
pub use list::{OrderFilter, Standing, StatusFilter, page, page_of_lines};
pub use payments::{delete_payments, insert_payment, payments_of};
pub use sale_terms::{put_sale_terms, sale_terms};
pub use sales::{SaleColumn, SaleFilter, sales};
pub use volumes::{find_volume, insert_volume, set_volume_tracking, volumes_of};

use domain::amount::Money;
use domain::ids::{AccountId, OrderId};
use domain::orders::{AddressRole, CustomerSnapshot, Order, OrderAddress, OrderStatus, PaymentStatus, ShippingService};
use jiff::Timestamp;

use crate::columns::{Columns, columns};
use crate::engine::{Param, Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::{Around, select_around, select_in};

pub(crate) const COLUMNS: &str = "id, code, organization_id, source_organization_id, location_id, channel_id, \
     withdrawal_channel_id, customer_id, seller_id, carrier_id, status, payment_status, is_pre_order, is_pickup, \
     is_fulfillment, discount, freight, fee, items_total, total, comments, observation, group_code, is_split, \
     split_number, label_url, customer_name, customer_email, customer_document, customer_phones, \
     customer_state_registration, customer_municipal_registration, customer_suframa_registration, \
     shipping_service, carrier_code, tracking_code, tracking_url, due_on, carrier_due_on, placed_at, created_at, \
     updated_at, extras_estoka";

/// Separates the telephones in their column; no telephone holds it.
const PHONE_SEPARATOR: char = '\n';

pub(crate) fn read(row: &Row<'_>) -> Result<Order, StoreError> {
    Ok(Order {
        id: row.get(0)?,
        code: row.get(1)?,
        organization: row.get(2)?,
        source_organization: row.get(3)?,
        location: row.get(4)?,
        channel: row.get(5)?,
        withdrawal_channel: row.get(6)?,
        customer: row.get(7)?,
        seller: row.get(8)?,
        carrier: row.get(9)?,
        status: named(row, 10, OrderStatus::from_name)?,
        payment_status: named(row, 11, PaymentStatus::from_name)?,
        is_pre_order: row.get(12)?,
        is_pickup: row.get(13)?,
        is_fulfillment: row.get(14)?,
        discount: row.get(15)?,
        freight: row.get(16)?,
        fee: row.get(17)?,
        items_total: row.get(18)?,
        total: row.get(19)?,
        comments: row.get(20)?,
        observation: row.get(21)?,
        group_code: row.get(22)?,
        is_split: row.get(23)?,
        split_number: row.get(24)?,
        label_url: row.get(25)?,
        customer_snapshot: read_customer(row)?,
        shipping_service: read_shipping_service(row)?,
        placed_at: row.get(39)?,
        created_at: row.get(40)?,
        updated_at: row.get(41)?,
        extras_estoka: row.get(42)?,
    })
}

fn read_customer(row: &Row<'_>) -> Result<CustomerSnapshot, StoreError> {
    let phones: Option<String> = row.get(29)?;
    Ok(CustomerSnapshot {
        name: row.get(26)?,
        email: row.get(27)?,
        document: row.get(28)?,
        phones: phones
            .map(|text| text.split(PHONE_SEPARATOR).map(str::to_owned).collect())
            .unwrap_or_default(),
        state_registration: row.get(30)?,
        municipal_registration: row.get(31)?,
        suframa_registration: row.get(32)?,
    })
}

fn read_shipping_service(row: &Row<'_>) -> Result<Option<ShippingService>, StoreError> {
    let Some(name) = row.get::<Option<String>>(33)? else {
        return Ok(None);
    };
    Ok(Some(ShippingService {
        name,
        carrier_code: row.get(34)?,
        tracking_code: row.get(35)?,
        tracking_url: row.get(36)?,
        due_on: row.get(37)?,
        carrier_due_on: row.get(38)?,
    }))
}

/// The telephones as their column holds them.
fn phones_column(phones: &[String]) -> Option<String> {
    if phones.is_empty() {
        None
    } else {
        Some(phones.join(&PHONE_SEPARATOR.to_string()))
    }
}

/// The order of that number; a deleted pre-order is none.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: OrderId) -> Result<Option<Order>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM orders WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL"),
        params![account, id],
        read,
    )
}

/// As [`find`], locked until the transaction ends.
///
/// # Errors
/// A broken store.
pub fn lock(tx: &mut Tx<'_>, account: AccountId, id: OrderId) -> Result<Option<Order>, StoreError> {
    let found = tx.query_locked(
        &format!("SELECT {COLUMNS} FROM orders WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL"),
        params![account, id],
        read,
    )?;
    Ok(found.into_iter().next())
}

/// The orders of these numbers, by number, locked until the transaction ends; a deleted pre-order is none.
///
/// # Errors
/// A broken store.
pub fn lock_many(tx: &mut Tx<'_>, account: AccountId, ids: &[OrderId]) -> Result<Vec<Order>, StoreError> {
    let before = format!("SELECT {COLUMNS} FROM orders WHERE account_id = $1 AND id");
    let around = Around {
        before: &before,
        after: "AND deleted_at IS NULL ORDER BY id",
        locked: true,
    };
    let ids: Vec<Param<'_>> = ids.iter().map(|id| Param::Int(id.raw())).collect();
    select_around(tx, around, &[Param::Int(account.raw())], &ids, read)
}

/// The orders of these numbers, by number.
///
/// # Errors
/// A broken store.
pub fn find_many(tx: &mut Tx<'_>, account: AccountId, ids: &[OrderId]) -> Result<Vec<Order>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM orders WHERE account_id = $1 AND id");
    select_in(tx, &before, "ORDER BY id", account, &ids, read)
}

/// The number and content hash of the order with this code. A deleted pre-order gives its code back.
///
/// # Errors
/// A broken store.
pub fn find_code(tx: &mut Tx<'_>, account: AccountId, code: &str) -> Result<Option<(OrderId, Vec<u8>)>, StoreError> {
    tx.query_opt(
        "SELECT id, fingerprint FROM orders WHERE account_id = $1 AND code = $2 AND deleted_at IS NULL",
        params![account, code],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The columns that may change.
fn changeable<'a>(order: &'a Order, phones: Option<&'a str>) -> Columns<'a> {
    let customer = &order.customer_snapshot;
    let service = order.shipping_service.as_ref();
    columns! {
        code: &order.code,
        organization_id: order.organization,
        source_organization_id: order.source_organization,
        location_id: order.location,
        channel_id: order.channel,
        withdrawal_channel_id: order.withdrawal_channel,
        customer_id: order.customer,
        seller_id: order.seller,
        carrier_id: order.carrier,
        status: order.status.name(),
        payment_status: order.payment_status.name(),
        is_pickup: order.is_pickup,
        is_fulfillment: order.is_fulfillment,
        discount: order.discount,
        freight: order.freight,
        fee: order.fee,
        items_total: order.items_total,
        total: order.total,
        comments: &order.comments,
        observation: &order.observation,
        group_code: &order.group_code,
        is_split: order.is_split,
        split_number: order.split_number,
        label_url: &order.label_url,
        customer_name: &customer.name,
        customer_email: &customer.email,
        customer_document: &customer.document,
        customer_phones: phones,
        customer_state_registration: &customer.state_registration,
        customer_municipal_registration: &customer.municipal_registration,
        customer_suframa_registration: &customer.suframa_registration,
        shipping_service: service.map(|service| service.name.as_str()),
        carrier_code: service.and_then(|service| service.carrier_code.as_deref()),
        tracking_code: service.and_then(|service| service.tracking_code.as_deref()),
        tracking_url: service.and_then(|service| service.tracking_url.as_deref()),
        due_on: service.and_then(|service| service.due_on),
        carrier_due_on: service.and_then(|service| service.carrier_due_on),
        placed_at: order.placed_at,
        updated_at: order.updated_at,
        extras_estoka: &order.extras_estoka,
    }
}

/// Adds an order's head.
///
/// # Errors
/// A broken store; `UniqueViolation` when another transaction took the code first.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, order: &Order, fingerprint: &[u8]) -> Result<(), StoreError> {
    let phones = phones_column(&order.customer_snapshot.phones);
    columns! {
        account_id: account,
        id: order.id,
        is_pre_order: order.is_pre_order,
        fingerprint: fingerprint,
        created_at: order.created_at,
    }
    .and(changeable(order, phones.as_deref()))
    .insert_into("orders")
    .run_later(tx)
}

/// Writes every field of an order's head that can change after it was placed.
///
/// # Errors
/// A broken store; `UniqueViolation` when the new code is another order's.
pub fn update(tx: &mut Tx<'_>, account: AccountId, order: &Order) -> Result<(), StoreError> {
    let phones = phones_column(&order.customer_snapshot.phones);
    changeable(order, phones.as_deref())
        .update("orders", account, order.id)
        .run(tx)
}

/// Writes where an order stands.
///
/// # Errors
/// A broken store.
pub fn update_status(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: OrderId,
    status: OrderStatus,
    payment_status: PaymentStatus,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE orders SET status = $1, payment_status = $2, updated_at = $3 WHERE account_id = $4 AND id = $5",
        params![status.name(), payment_status.name(), now, account, id],
    )
}

/// Writes the totals that follow from changed lines.
///
/// # Errors
/// A broken store.
pub fn update_totals(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: OrderId,
    items_total: Money,
    total: Money,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE orders SET items_total = $1, total = $2, updated_at = $3 WHERE account_id = $4 AND id = $5",
        params![items_total, total, now, account, id],
    )
}

/// Marks a pre-order as deleted. Its rows stay, for the movements that name it.
///
/// # Errors
/// A broken store.
pub fn delete(tx: &mut Tx<'_>, account: AccountId, id: OrderId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE orders SET status = $1, deleted_at = $2, updated_at = $3 WHERE account_id = $4 AND id = $5",
        params![OrderStatus::Cancelled.name(), now, now, account, id],
    )
}

/// Keeps an address of an order, in place of the one of the same role.
///
/// # Errors
/// A broken store.
pub fn put_address(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: OrderId,
    role: AddressRole,
    address: &OrderAddress,
) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO order_addresses (account_id, order_id, role, street, street_number, complement, neighborhood, \
         city, city_code, state, postal_code, country) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (account_id, order_id, role) DO UPDATE SET street = excluded.street, \
         street_number = excluded.street_number, complement = excluded.complement, \
         neighborhood = excluded.neighborhood, city = excluded.city, city_code = excluded.city_code, \
         state = excluded.state, postal_code = excluded.postal_code, country = excluded.country",
        params![
            account,
            id,
            role.name(),
            &address.street,
            &address.street_number,
            &address.complement,
            &address.neighborhood,
            &address.city,
            &address.city_code,
            &address.state,
            &address.postal_code,
            &address.country
        ],
    )
}

/// The addresses of these orders.
///
/// # Errors
/// A broken store.
pub fn addresses_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    orders: &[OrderId],
) -> Result<Vec<(OrderId, AddressRole, OrderAddress)>, StoreError> {
    let orders: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    select_in(
        tx,
        "SELECT order_id, role, street, street_number, complement, neighborhood, city, city_code, state, \
         postal_code, country FROM order_addresses WHERE account_id = $1 AND order_id",
        "ORDER BY order_id, role",
        account,
        &orders,
        |row| {
            Ok((
                row.get(0)?,
                named(row, 1, AddressRole::from_name)?,
                OrderAddress {
                    street: row.get(2)?,
                    street_number: row.get(3)?,
                    complement: row.get(4)?,
                    neighborhood: row.get(5)?,
                    city: row.get(6)?,
                    city_code: row.get(7)?,
                    state: row.get(8)?,
                    postal_code: row.get(9)?,
                    country: row.get(10)?,
                },
            ))
        },
    )
}
