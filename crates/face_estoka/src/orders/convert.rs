//! A new order as it came, into the core's.
//!
//! Not totals, stock or states: those are the domain's.
//!
//! The one rule to know: the three ways to create an order differ only where [`Creation`] is asked; all else is read alike.

use std::collections::HashSet;

use domain::amount::Money;
use domain::change::Change;
use domain::ids::{BalanceId, ChannelId, LocationId, OrganizationId, SkuId, TransferId};
use domain::orders::{
    CODE_MAX, CustomerSnapshot, NewItem, NewOrder, NewPayment, OrderAddress, PaymentStatus, PlaceMode, SkuReference,
};
use domain::refusal::Problem;
use face_kit::{Checker, Decimal, Faults, Given, Raw};
use jiff::tz::TimeZone;

use app::workflow::attach_invoice::PlaceInvoicedOrder;

use super::claims::claims;
use super::extras::{self, ExtrasPatch};
use super::invoices;
use super::nodes::{self, LINE_MAX, URL_MAX};
use super::payments::{self, PaymentForm};
use super::wire::{ItemIn, OrderIn};
use super::words::PAYMENT_STATUSES;
use crate::numbers::{self, DECIMALS};
use crate::quirks;

/// Decimals of an order's amounts; prices per unit may have more.
pub(super) const CENTS: u8 = 2;
/// The most characters of remarks.
pub(super) const REMARK_MAX: usize = 5_000;
/// The most characters of a seller's number in the caller's system.
const EXTERNAL_ID_MAX: usize = 60;
/// The most transfers an order waits for.
const TRANSFERS_MAX: usize = 100;
/// The most characters of a serial number.
const SERIAL_MAX: usize = 255;

/// By which route an order is created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Creation {
    /// `POST /orders`
    Order,
    /// `POST /orders/delivered`
    Delivered,
    /// `POST /orders/waiting_withdrawal`
    WaitingWithdrawal,
}

/// The order that a request creates.
pub(super) fn new_order(wire: &OrderIn, creation: Creation, zone: &TimeZone) -> Result<PlaceInvoicedOrder, Faults> {
    let mut checker = Checker::new();
    let check = &mut checker;
    let (organization, place) = place(check, wire, creation);
    let head = head(check, wire, creation);
    let parts = parts(check, wire, creation, zone);
    let invoice = match creation {
        Creation::Delivered => check.optional_object("invoice_attributes", &wire.invoice_attributes, |check, wire| {
            invoices::issued(check, wire, zone)
        }),
        Creation::Order | Creation::WaitingWithdrawal => None,
    };
    let data = invoice
        .as_ref()
        .map_or(Change::Keep, |read| Change::to(read.data.clone()));
    let extras = ExtrasPatch {
        invoice_data: data,
        ..extras(check, wire)
    };
    let total = check.required_money("total_value", &wire.total_value, CENTS);
    let split_number = split_number(check, &wire.splited_count);
    let order = NewOrder {
        code: head.code,
        channel: head.channel,
        place,
        source_organization: check
            .optional_id("source_organization_id", &wire.source_organization_id)
            .map(OrganizationId::from_raw),
        withdrawal_channel: parts.withdrawal_channel,
        transfers: transfers(check, wire),
        customer: parts.customer,
        billing: parts.billing,
        shipping: parts.shipping,
        items: parts.items,
        payments: parts.payments,
        claims: claims(check, &wire.nexaas_promo_discounts),
        discount: check.required_money("discount", &wire.discount, CENTS),
        freight: check.required_money("shipping", &wire.shipping, CENTS),
        fee: optional_cents(check, "partner_fee", &wire.partner_fee).unwrap_or_default(),
        stated_total: quirks::stated_total(creation == Creation::WaitingWithdrawal, total),
        mode: head.mode,
        payment_status: head.payment_status,
        is_pickup: check
            .flag("pickup_on_store", &wire.pickup_on_store)
            .unwrap_or(head.mode == PlaceMode::WaitingWithdrawal),
        is_fulfillment: check.flag("fulfillment", &wire.fulfillment).unwrap_or(false),
        placed_at: check.required_stamp("placed_at", &wire.placed_at, |text| numbers::instant(text, zone)),
        comments: check.optional_text("comments", &wire.comments, REMARK_MAX),
        observation: check.optional_text("observation", &wire.observation, REMARK_MAX),
        group_code: check.optional_text("nexaas_orders_code", &wire.nexaas_orders_code, LINE_MAX),
        is_split: check.flag("split", &wire.split).unwrap_or(false),
        split_number,
        label_url: check.optional_text("label_file_url", &wire.label_file_url, URL_MAX),
        seller_external_id: seller(check, wire),
        shipping_service: check.optional_object("shipping_service", &wire.shipping_service, |check, wire| {
            nodes::shipping_service(check, wire, true)
        }),
        extras_estoka: extras.into_new(),
    };
    checker.finish_with(PlaceInvoicedOrder {
        order,
        organization,
        invoice: invoice.map(|read| read.invoice),
    })
}

/// What the order is.
struct Head {
    code: String,
    channel: ChannelId,
    mode: PlaceMode,
    payment_status: PaymentStatus,
}

fn head(check: &mut Checker, wire: &OrderIn, creation: Creation) -> Head {
    let channel = ChannelId::from_raw(check.required_id("sale_channel_id", &wire.sale_channel_id));
    let code = check.required_text("code", &wire.code, CODE_MAX).trim().to_owned();
    let is_pre_order = check.flag("pre_order", &wire.pre_order).unwrap_or(false);
    let asked = check.optional_one_of("payment_status", &wire.payment_status, PAYMENT_STATUSES);
    let (mode, payment_status) = match creation {
        Creation::Order if is_pre_order => (PlaceMode::PreOrder, asked.unwrap_or(PaymentStatus::Pending)),
        Creation::Order => (PlaceMode::Order, asked.unwrap_or(PaymentStatus::Pending)),
        // The goods are with the customer, or set aside for him: both examples are answered as paid.
        Creation::Delivered => (PlaceMode::Delivered, PaymentStatus::Approved),
        Creation::WaitingWithdrawal => (PlaceMode::WaitingWithdrawal, PaymentStatus::Approved),
    };
    Head {
        code,
        channel,
        mode,
        payment_status,
    }
}

/// The nodes of the order.
struct Parts {
    withdrawal_channel: Option<ChannelId>,
    customer: CustomerSnapshot,
    billing: Option<OrderAddress>,
    shipping: Option<OrderAddress>,
    items: Vec<NewItem>,
    payments: Vec<NewPayment>,
}

fn parts(check: &mut Checker, wire: &OrderIn, creation: Creation, zone: &TimeZone) -> Parts {
    let withdrawal_channel = check.optional_id("withdrawal_channel_id", &wire.withdrawal_channel_id);
    let customer = check
        .required_object("customer", &wire.customer, nodes::customer)
        .unwrap_or_default();
    let billing = nodes::address(check, "billing_address", &wire.billing_address);
    if billing.is_none() && !matches!(wire.billing_address, Given::Wrong(_)) {
        check.fault("billing_address", Problem::Blank);
    }
    let shipping = nodes::address(check, "shipping_address", &wire.shipping_address);
    if creation == Creation::WaitingWithdrawal && shipping.is_none() && withdrawal_channel.is_none() {
        check.fault("withdrawal_channel_id", Problem::Blank);
    }
    let form = match creation {
        Creation::Order | Creation::Delivered => PaymentForm::Full,
        Creation::WaitingWithdrawal => PaymentForm::Short,
    };
    Parts {
        withdrawal_channel: withdrawal_channel.map(ChannelId::from_raw),
        customer,
        billing,
        shipping,
        items: items(check, wire, creation),
        payments: check.optional_each("payments", &wire.payments, |check, wire| {
            payments::payment(check, wire, form, zone)
        }),
    }
}

/// Where the order is: organization and stock, both or none; a sale over the counter may name its organization alone.
fn place(
    check: &mut Checker,
    wire: &OrderIn,
    creation: Creation,
) -> (Option<OrganizationId>, Option<(OrganizationId, LocationId)>) {
    let organization = check
        .optional_id("organization_id", &wire.organization_id)
        .map(OrganizationId::from_raw);
    let stock = check.optional_id("stock_id", &wire.stock_id).map(LocationId::from_raw);
    let needs_organization = stock.is_some() || creation != Creation::Order;
    if needs_organization && is_nothing(&wire.organization_id) {
        check.fault("organization_id", Problem::Blank);
    }
    if creation == Creation::Order && organization.is_some() && is_nothing(&wire.stock_id) {
        check.fault("stock_id", Problem::Blank);
    }
    (organization, organization.zip(stock))
}

/// Whether nothing was said, which is not yet a fault of the field.
fn is_nothing<T>(given: &Given<T>) -> bool {
    matches!(given, Given::Missing | Given::Null)
}

/// The lines. Goods that leave at once are named once each: the vendor's rule for both routes.
fn items(check: &mut Checker, wire: &OrderIn, creation: Creation) -> Vec<NewItem> {
    let items = check.required_each("items", &wire.items, item);
    if creation != Creation::Order {
        let mut seen = HashSet::new();
        for (index, item) in items.iter().enumerate() {
            if !seen.insert(sku_key(&item.sku)) {
                check.fault(&format!("items[{index}].product_sku_id"), Problem::Taken);
            }
        }
    }
    items
}

/// What two lines of one sku have in common.
fn sku_key(sku: &SkuReference) -> (Option<SkuId>, Option<&str>) {
    match sku {
        SkuReference::Id(id) | SkuReference::OnShelf(id, _) => (Some(*id), None),
        SkuReference::Code(code) => (None, Some(code)),
    }
}

/// A line.
pub(super) fn item(check: &mut Checker, wire: &ItemIn) -> NewItem {
    let shelf = check
        .optional_id("stock_sku_id", &wire.stock_sku_id)
        .map(BalanceId::from_raw);
    let sku = match (sku(check, &wire.product_sku_id, &wire.product_sku_code), shelf) {
        (SkuReference::Id(sku), Some(shelf)) => SkuReference::OnShelf(sku, shelf),
        (sku, Some(_) | None) => sku,
    };
    NewItem {
        sku,
        quantity: check.required_quantity("quantity", &wire.quantity, DECIMALS),
        unit_price: check.required_unit_price("unit_price", &wire.unit_price, DECIMALS),
        stated_total: Some(check.required_money("item_value", &wire.item_value, CENTS)),
        discount: optional_cents(check, "discount", &wire.discount).unwrap_or_default(),
        serial_numbers: check.each_value("serial_numbers", &wire.serial_numbers, |check, path, serial| {
            nodes::one_line(check, path, serial, SERIAL_MAX)
        }),
        is_gift: check.flag("free_gift", &wire.free_gift).unwrap_or(false),
    }
}

/// A sku by number, or by code where there is no number.
pub(super) fn sku(
    check: &mut Checker,
    id: &Given<face_kit::WholeNumber>,
    code: &Given<face_kit::Text>,
) -> SkuReference {
    let id_found = check.optional_id("product_sku_id", id);
    let code_found = check.optional_text("product_sku_code", code, CODE_MAX);
    match (id_found, code_found) {
        (Some(id), _) => SkuReference::Id(SkuId::from_raw(id)),
        (None, Some(code)) => SkuReference::Code(code.trim().to_owned()),
        (None, None) => {
            if is_nothing(id) && !matches!(code, Given::Wrong(_)) {
                check.fault("product_sku_id", Problem::Blank);
            }
            SkuReference::Id(SkuId::from_raw(0))
        }
    }
}

/// The transfers an order waits for, each once.
fn transfers(check: &mut Checker, wire: &OrderIn) -> Vec<TransferId> {
    let mut ids = check.each_value("transfer_ids", &wire.transfer_ids, Checker::optional_id);
    ids.sort_unstable();
    ids.dedup();
    if ids.len() > TRANSFERS_MAX {
        check.fault("transfer_ids", Problem::OutOfRange);
    }
    ids.into_iter().map(TransferId::from_raw).collect()
}

/// The seller's number, under its name or the vendor's slip of it.
pub(super) fn seller(check: &mut Checker, wire: &OrderIn) -> Option<String> {
    let given = wire.seller_external_id.clone().or(wire.seller_extenal_id.clone());
    check.optional_text("seller_external_id", &given, EXTERNAL_ID_MAX)
}

/// Which part of a split basket it is.
pub(super) fn split_number(check: &mut Checker, given: &Given<face_kit::WholeNumber>) -> Option<i64> {
    check.optional_whole("splited_count", given, 0..=i64::from(i32::MAX))
}

/// An amount to the cent, when there is one.
pub(super) fn optional_cents(check: &mut Checker, path: &str, given: &Given<Decimal>) -> Option<Money> {
    check.optional_money(path, given, CENTS)
}

/// What the request says of the fields that are only kept.
pub(super) fn extras(check: &mut Checker, wire: &OrderIn) -> ExtrasPatch {
    let mut patch = ExtrasPatch {
        metadata: check.change("metadata", &wire.metadata, extras::object),
        emission_options: check.change("emission_options", &wire.emission_options, extras::emission_options),
        ..ExtrasPatch::default()
    };
    if let Some(service) = wire.shipping_service.value() {
        if !is_nothing::<Raw>(&service.carrier_external_id) {
            patch.carrier_external_id = Change::to(nodes::numeric_carrier_code(&service.carrier_external_id));
        }
        check.within("shipping_service", |check| {
            patch.carrier = check.change("carrier", &service.carrier, |check, path, given| {
                check.optional_text(path, given, LINE_MAX)
            });
        });
    }
    patch
}
