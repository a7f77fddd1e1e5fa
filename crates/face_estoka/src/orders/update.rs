//! Changes of an order as they came, into the core's: everything but its lines, and only what is named.
//!
//! Not the steps of the warehouse.
//!
//! The one rule to know: a key that is not there changes nothing; `null` clears what may be empty and leaves the rest.

use app::workflow::update_order::UpdateOrder;
use domain::ids::{ChannelId, LocationId, OrderId, OrganizationId, VolumeId};
use domain::orders::CODE_MAX;
use domain::refusal::Problem;
use face_kit::{Checker, Faults, Given};
use jiff::tz::TimeZone;

use super::claims::claims;
use super::convert::{REMARK_MAX, extras, optional_cents, seller, split_number};
use super::nodes::{self as order_nodes, LINE_MAX, URL_MAX};
use super::payments::{self, PaymentForm};
use super::wire::{OrderIn, VolumeTrackingIn};
use super::words::PAYMENT_STATUSES;
use crate::numbers;

/// The most volumes that one request names.
const VOLUMES_MAX: usize = 1_000;

/// The change that a request makes to an order.
pub(super) fn update(order: OrderId, wire: &OrderIn, zone: &TimeZone) -> Result<UpdateOrder, Faults> {
    let mut checker = Checker::new();
    let check = &mut checker;
    let update = UpdateOrder {
        code: check
            .optional_text("code", &wire.code, CODE_MAX)
            .map(|code| code.trim().to_owned()),
        organization: check
            .optional_id("organization_id", &wire.organization_id)
            .map(OrganizationId::from_raw),
        location: check.optional_id("stock_id", &wire.stock_id).map(LocationId::from_raw),
        source_organization: check.change(
            "source_organization_id",
            &wire.source_organization_id,
            |check, path, given| check.optional_id(path, given).map(OrganizationId::from_raw),
        ),
        channel: check
            .optional_id("sale_channel_id", &wire.sale_channel_id)
            .map(ChannelId::from_raw),
        withdrawal_channel: check.change(
            "withdrawal_channel_id",
            &wire.withdrawal_channel_id,
            |check, path, given| check.optional_id(path, given).map(ChannelId::from_raw),
        ),
        discount: optional_cents(check, "discount", &wire.discount),
        freight: optional_cents(check, "shipping", &wire.shipping),
        fee: optional_cents(check, "partner_fee", &wire.partner_fee),
        stated_total: optional_cents(check, "total_value", &wire.total_value),
        ..UpdateOrder::of(order)
    };
    let update = nodes(check, wire, zone, update);
    let update = words(check, wire, zone, update);
    checker.finish_with(update)
}

/// Adds what the nodes of the order change.
fn nodes(check: &mut Checker, wire: &OrderIn, zone: &TimeZone, update: UpdateOrder) -> UpdateOrder {
    UpdateOrder {
        customer: check.optional_object("customer", &wire.customer, order_nodes::customer),
        billing: order_nodes::address(check, "billing_address", &wire.billing_address),
        shipping: order_nodes::address(check, "shipping_address", &wire.shipping_address),
        payments: match &wire.payments {
            Given::Missing | Given::Null => None,
            given @ (Given::Value(_) | Given::Wrong(_)) => {
                Some(check.optional_each("payments", given, |check, wire| {
                    payments::payment(check, wire, PaymentForm::Full, zone)
                }))
            }
        },
        claims: match &wire.nexaas_promo_discounts {
            Given::Missing => None,
            given @ (Given::Null | Given::Value(_) | Given::Wrong(_)) => Some(claims(check, given)),
        },
        volume_tracking: tracking(check, wire),
        ..update
    }
}

/// Adds what texts, dates and switches change.
fn words(check: &mut Checker, wire: &OrderIn, zone: &TimeZone, update: UpdateOrder) -> UpdateOrder {
    UpdateOrder {
        payment_status: check.optional_one_of("payment_status", &wire.payment_status, PAYMENT_STATUSES),
        is_pickup: check.flag("pickup_on_store", &wire.pickup_on_store),
        is_fulfillment: check.flag("fulfillment", &wire.fulfillment),
        is_split: check.flag("split", &wire.split),
        split_number: check.change("splited_count", &wire.splited_count, |check, _, given| {
            split_number(check, given)
        }),
        group_code: check.change("nexaas_orders_code", &wire.nexaas_orders_code, |check, path, given| {
            check.optional_text(path, given, LINE_MAX)
        }),
        placed_at: check.optional_stamp("placed_at", &wire.placed_at, |text| numbers::instant(text, zone)),
        comments: check.change("comments", &wire.comments, |check, path, given| {
            check.optional_text(path, given, REMARK_MAX)
        }),
        observation: check.change("observation", &wire.observation, |check, path, given| {
            check.optional_text(path, given, REMARK_MAX)
        }),
        label_url: check.change("label_file_url", &wire.label_file_url, |check, path, given| {
            check.optional_text(path, given, URL_MAX)
        }),
        seller_external_id: seller(check, wire),
        shipping_service: check.optional_object("shipping_service", &wire.shipping_service, |check, wire| {
            order_nodes::shipping_service(check, wire, false)
        }),
        extras_estoka: extras(check, wire).into_edit(),
        ..update
    }
}

/// The tracking codes of volumes; a volume that is named without one stays as it is.
fn tracking(check: &mut Checker, wire: &OrderIn) -> Vec<(VolumeId, String)> {
    let codes = check.optional_each(
        "order_volumes",
        &wire.order_volumes,
        |check, wire: &VolumeTrackingIn| {
            let id = VolumeId::from_raw(check.required_id("id", &wire.id));
            check
                .optional_text("tracking_code", &wire.tracking_code, LINE_MAX)
                .map(|code| (id, code))
        },
    );
    if codes.len() > VOLUMES_MAX {
        check.fault("order_volumes", Problem::OutOfRange);
    }
    codes.into_iter().flatten().collect()
}
