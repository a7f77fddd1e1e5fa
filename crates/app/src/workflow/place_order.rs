//! Placing an order: check, recognise a repeat, find who and where, check what it claims of discounts and take the
//! vouchers it is paid with, promise the goods, write it down.
//!
//! The same code with the same content answers the first order; with other content it is refused.

use std::collections::BTreeSet;

use domain::amount::{Money, UnitPrice};
use domain::discounts::PurchaseLine;
use domain::events::EventKind;
use domain::ids::{BalanceId, LocationId, OrderId, OrderItemId, OrganizationId, PartyId, PaymentId, SkuId};
use domain::orders::{
    self, AddressRole, ItemAmounts, NewItem, NewOrder, NewPayment, Order, OrderItem, OrderLogEvent, OrderPayment,
    OrderStatus, OrderTotals, PlaceMode, StockHold,
};
use domain::refusal::{Entity, Field, Problem, Refusal};
use domain::stock::Book;
use domain::transfers::TransferState;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::counters::{self, Counter};

use super::apply_discounts::Buying;
use super::promise::{self, Taking, Wanted};
use super::take_quote::own_code;
pub(crate) use super::take_quote::{find_skus_by, stockless, take_goods};
use super::{apply_discounts, locks, pay_by_voucher, route_order, step};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::locations;
use crate::parties;

/// Places an order of any kind.
#[derive(Debug, Clone)]
pub struct PlaceOrder(pub NewOrder);

/// The order that was placed, or that the same request placed before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Its number.
    pub order: OrderId,
    /// False when the order was there already.
    pub is_new: bool,
}

/// What a sale brings besides the order: whom the caller names by number, and what is done with the order's titles and
/// number by the caller.
#[derive(Debug, Clone, Default)]
pub(crate) struct Beside {
    /// The customer, known to exist; `None` is the order's own.
    pub(crate) customer: Option<PartyId>,
    /// The seller, known to exist.
    pub(crate) seller: Option<PartyId>,
    /// The carrier, known to exist.
    pub(crate) carrier: Option<PartyId>,
    /// What is to be said of each line.
    pub(crate) notes: Vec<Option<String>>,
    /// Whether the order's code is made of its number.
    pub(crate) is_numbered: bool,
    /// Whether the caller makes the titles.
    pub(crate) is_billed: bool,
}

/// Who and where, all of them known to exist.
struct Setting {
    organization: OrganizationId,
    location: LocationId,
    customer: PartyId,
    seller: Option<PartyId>,
    carrier: Option<PartyId>,
    status: OrderStatus,
}

impl Command for PlaceOrder {
    type Done = Placed;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Placed, Failure> {
        place(cx, &self.0, &Beside::default())
    }
}

/// Places an order.
///
/// # Errors
/// What the rules of orders, of discounts and of the stock refuse.
pub(crate) fn place(cx: &mut Context<'_, '_>, asked: &NewOrder, beside: &Beside) -> Result<Placed, Failure> {
    let (amounts, totals) = orders::check(asked)?;
    let account = cx.account();
    let fingerprint = Sha256::digest(orders::content(asked).as_bytes()).to_vec();
    let known = if beside.is_numbered {
        None
    } else {
        store::orders::find_code(cx.tx, account, &asked.code)?
    };
    if let Some((order, known)) = known {
        return if known == fingerprint {
            Ok(Placed { order, is_new: false })
        } else {
            Err(Refusal::OrderCodeTaken {
                code: asked.code.clone(),
            }
            .into())
        };
    }
    let skus = find_skus_by(cx, asked.items.iter().map(|item| &item.sku))?;
    let stockless = stockless(cx, &skus)?;
    let setting = settle(cx, asked, &skus, &stockless, beside)?;
    apply_discounts::check(cx, &asked.claims, buying(cx.now, asked, &setting, &skus, &amounts))?;
    // An order that is refused from the start spends nothing.
    let vouchers = if setting.status == OrderStatus::Cancelled {
        Vec::new()
    } else {
        pay_by_voucher::claim(cx, &asked.payments, None)?
    };
    let book = locks::book_at(
        cx,
        setting.location,
        &skus.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
    )?;
    let order = write(
        cx,
        asked,
        &Priced {
            amounts,
            totals,
            skus,
            stockless,
            fingerprint,
        },
        &setting,
        beside,
        book,
    )?;
    store::orders::insert_claims(cx.tx, account, order, &asked.claims, cx.now)?;
    pay_by_voucher::spend(cx, order, &vouchers)?;
    Ok(Placed { order, is_new: true })
}

/// The order as discounts look at it.
fn buying<'a>(
    now: Timestamp,
    asked: &'a NewOrder,
    setting: &Setting,
    skus: &[(SkuId, String)],
    amounts: &[ItemAmounts],
) -> Buying<'a> {
    let lines = skus.iter().zip(&asked.items).zip(amounts);
    let own = Money::checked_sum(amounts.iter().map(|amounts| amounts.discount));
    Buying {
        order: None,
        organization: setting.organization,
        channel: asked.channel,
        customer: setting.customer,
        document: asked.customer.document.as_deref(),
        placed_at: asked.placed_at.unwrap_or(now),
        lines: lines
            .map(|(((sku, _), item), amounts)| PurchaseLine {
                sku: *sku,
                quantity: item.quantity,
                total: amounts.total,
            })
            .collect(),
        // One of the two is zero, and neither exceeds the lines, whose sum is within the range.
        discount: own
            .and_then(|own| own.checked_add(asked.discount))
            .unwrap_or(Money::MAX),
    }
}

/// What the checks found out.
struct Priced {
    amounts: Vec<ItemAmounts>,
    totals: OrderTotals,
    skus: Vec<(SkuId, String)>,
    stockless: BTreeSet<SkuId>,
    fingerprint: Vec<u8>,
}

/// Finds channel, place, customer, seller and carrier, and says where the order begins.
fn settle(
    cx: &mut Context<'_, '_>,
    asked: &NewOrder,
    skus: &[(SkuId, String)],
    stockless: &BTreeSet<SkuId>,
    beside: &Beside,
) -> Result<Setting, Failure> {
    let account = cx.account();
    let channel = store::channels::find(cx.tx, account, asked.channel)?
        .ok_or_else(|| Refusal::invalid(Field::Channel, Problem::Unknown))?;
    let (organization, location) = match asked.place {
        Some((organization, location)) => {
            let known =
                locations::place(cx, location)?.ok_or_else(|| Refusal::invalid(Field::Location, Problem::Unknown))?;
            if known.details.organization != organization {
                return Err(Refusal::invalid(Field::Location, Problem::Unknown).into());
            }
            (organization, location)
        }
        None => route_order::nearest(cx, asked, skus, stockless)?,
    };
    super::update_order::check_references(
        cx,
        asked.source_organization.as_ref(),
        asked.withdrawal_channel.as_ref(),
    )?;
    if cx.call.principal.organization.is_some_and(|own| own != organization) {
        return Err(Refusal::not_found(Entity::Organization, organization).into());
    }
    for transfer in &asked.transfers {
        let known = store::transfers::find(cx.tx, account, *transfer)?
            .ok_or_else(|| Refusal::not_found(Entity::Transfer, transfer))?;
        if known.order.is_some() || known.state == TransferState::Cancelled {
            return Err(Refusal::StateForbids {
                entity: Entity::Transfer,
                key: transfer.to_string(),
            }
            .into());
        }
    }
    let customer = match beside.customer {
        Some(customer) => customer,
        None => parties::customer_for_order(cx, &asked.customer)?,
    };
    let seller = match &asked.seller_external_id {
        _ if beside.seller.is_some() => beside.seller,
        Some(code) => store::parties::find_seller_by_external_id(cx.tx, account, code)?,
        None => None,
    };
    let named = asked
        .shipping_service
        .as_ref()
        .and_then(|service| service.carrier_code.as_deref());
    let carrier = match named {
        _ if beside.carrier.is_some() => beside.carrier,
        Some(code) => store::parties::find_carrier_by_external_id(cx.tx, account, code)?,
        None => channel.details.carrier,
    };
    let status = asked.first_status(channel.details.requires_acceptance);
    Ok(Setting {
        organization,
        location,
        customer,
        seller,
        carrier,
        status,
    })
}

/// Promises the goods and writes the order with all its parts. The book may refuse; after that nothing does.
fn write(
    cx: &mut Context<'_, '_>,
    asked: &NewOrder,
    priced: &Priced,
    setting: &Setting,
    beside: &Beside,
    mut book: Book,
) -> Result<OrderId, Failure> {
    let (account, now) = (cx.account(), cx.now);
    let taking = match setting.status.stock_hold() {
        StockHold::Nothing => None,
        StockHold::Promised => Some(Taking::Promise),
        StockHold::Gone => Some(Taking::ShipAtOnce),
    };
    // The numbers are taken first because movements name the order; a refusal below gives them back.
    let [order_id, first_item] = counters::take(
        cx.tx,
        account,
        [(Counter::Order, 1), (Counter::OrderItem, asked.items.len())],
    )?;
    let order_id = OrderId::from_raw(order_id);
    let wanted = wanted(asked, priced, first_item);
    let shares = match taking {
        Some(taking) => promise::take(&mut book, order_id, &wanted, taking)?,
        None => Vec::new(),
    };
    let [first_payment, first_promise, first_movement] = counters::take(
        cx.tx,
        account,
        [
            (Counter::OrderPayment, asked.payments.len()),
            (Counter::Promise, shares.len()),
            (Counter::Movement, shares.len()),
        ],
    )?;
    let mut order = head(asked, priced, setting, order_id, now);
    if beside.is_numbered {
        order.code = own_code(cx, order_id)?;
    }
    let priced_lines = wanted
        .iter()
        .zip(&asked.items)
        .zip(priced.amounts.iter().zip(&priced.totals.shares));
    let served = |((want, item), (amounts, share)): ((&Wanted<'_>, &NewItem), (&ItemAmounts, &Money))| {
        let shelf = promise::first_shelf(&book, &shares, want.item);
        line(want, item, *amounts, *share, shelf, now)
    };
    let lines = noted(priced_lines.map(served).collect(), &beside.notes);
    let payments: Vec<OrderPayment> = (first_payment..)
        .zip(&asked.payments)
        .map(|(id, payment)| paid(id, payment, now))
        .collect();
    insert(cx, asked, &order, &priced.fingerprint, &lines, &payments)?;
    if let Some(taking) = taking {
        for promise in promise::promises(order_id, &shares, first_promise, taking, now) {
            store::promises::insert(cx.tx, account, &promise)?;
        }
    }
    promise::write_book(cx, book, first_movement, order.placed_at)?;
    store::transfers::link_to_order(cx.tx, account, &asked.transfers, order_id, now)?;
    step::record(cx, &order, began(asked.mode), EventKind::Created, String::new())?;
    if step::is_sold(order.status) && !beside.is_billed {
        step::bill(cx, &order, &payments)?;
    }
    if order.status == OrderStatus::WaitingTransfer {
        // What it waits for may be there already.
        super::transfer_stock::arrived(cx, order_id)?;
    }
    Ok(order_id)
}

/// Writes what is to be said of each line.
fn noted(mut lines: Vec<OrderItem>, notes: &[Option<String>]) -> Vec<OrderItem> {
    for (line, note) in lines.iter_mut().zip(notes) {
        line.note.clone_from(note);
    }
    lines
}

/// The first line of the history.
fn began(mode: PlaceMode) -> OrderLogEvent {
    match mode {
        PlaceMode::WaitingWithdrawal => OrderLogEvent::WaitingWithdrawal,
        PlaceMode::Quote | PlaceMode::PreOrder | PlaceMode::Order | PlaceMode::Delivered => OrderLogEvent::Confirmed,
    }
}

/// What the lines ask of the shelves, numbered from `first`.
fn wanted<'a>(asked: &'a NewOrder, priced: &'a Priced, first: i64) -> Vec<Wanted<'a>> {
    (first..)
        .zip(asked.items.iter().zip(&priced.skus))
        .map(|(id, (item, (sku, code)))| Wanted {
            item: OrderItemId::from_raw(id),
            sku: *sku,
            code,
            quantity: item.quantity,
            shelf: item.sku.shelf(),
            takes_stock: !priced.stockless.contains(sku),
        })
        .collect()
}

/// Writes the head, the addresses, the lines and the payments.
fn insert(
    cx: &mut Context<'_, '_>,
    asked: &NewOrder,
    order: &Order,
    fingerprint: &[u8],
    lines: &[OrderItem],
    payments: &[OrderPayment],
) -> Result<(), Failure> {
    let account = cx.account();
    store::orders::insert(cx.tx, account, order, fingerprint)?;
    for (role, address) in [
        (AddressRole::Billing, &asked.billing),
        (AddressRole::Shipping, &asked.shipping),
    ] {
        if let Some(address) = address {
            store::orders::put_address(cx.tx, account, order.id, role, address)?;
        }
    }
    for line in lines {
        store::orders::insert_item(cx.tx, account, order.id, line)?;
    }
    for payment in payments {
        store::orders::insert_payment(cx.tx, account, order.id, payment)?;
    }
    Ok(())
}

/// The head of the order.
fn head(asked: &NewOrder, priced: &Priced, setting: &Setting, id: OrderId, now: Timestamp) -> Order {
    Order {
        id,
        code: asked.code.clone(),
        organization: setting.organization,
        source_organization: asked.source_organization,
        location: setting.location,
        channel: asked.channel,
        withdrawal_channel: asked.withdrawal_channel,
        customer: setting.customer,
        seller: setting.seller,
        carrier: setting.carrier,
        status: setting.status,
        payment_status: asked.payment_status,
        is_pre_order: asked.mode == PlaceMode::PreOrder,
        is_pickup: asked.is_pickup,
        is_fulfillment: asked.is_fulfillment,
        discount: asked.discount,
        freight: asked.freight,
        fee: asked.fee,
        items_total: priced.totals.items,
        total: priced.totals.total,
        comments: asked.comments.clone(),
        observation: asked.observation.clone(),
        group_code: asked.group_code.clone(),
        is_split: asked.is_split,
        split_number: asked.split_number,
        label_url: asked.label_url.clone(),
        customer_snapshot: asked.customer.clone(),
        shipping_service: asked.shipping_service.clone(),
        placed_at: asked.placed_at.unwrap_or(now),
        created_at: now,
        updated_at: now,
        extras_estoka: asked.extras_estoka.clone(),
    }
}

/// A line of the order, served from this shelf at this cost.
pub(crate) fn line(
    want: &Wanted<'_>,
    item: &NewItem,
    amounts: ItemAmounts,
    share: Money,
    shelf: Option<(BalanceId, UnitPrice)>,
    now: Timestamp,
) -> OrderItem {
    OrderItem {
        id: want.item,
        sku: want.sku,
        balance: shelf.map(|(balance, _)| balance),
        quantity: item.quantity,
        unit_price: item.unit_price,
        discount: amounts.discount,
        discount_share: share,
        total: amounts.total,
        serial_numbers: item.serial_numbers.clone(),
        is_gift: item.is_gift,
        takes_stock: want.takes_stock,
        note: None,
        unit_cost: shelf.map(|(_, cost)| cost),
        created_at: now,
        updated_at: now,
    }
}

/// A payment of the order.
pub(crate) fn paid(id: i64, payment: &NewPayment, now: Timestamp) -> OrderPayment {
    OrderPayment {
        id: PaymentId::from_raw(id),
        method: payment.method,
        instalments: payment.instalments,
        amount: payment.amount,
        taxes: payment.taxes,
        total: payment.total,
        card_brand: payment.card_brand.clone(),
        acquirer_response_code: payment.acquirer_response_code.clone(),
        acquirer_name: payment.acquirer_name.clone(),
        acquirer_id: payment.acquirer_id.clone(),
        authorization_code: payment.authorization_code.clone(),
        nsu: payment.nsu.clone(),
        processed_at: payment.processed_at,
        bank_slip_barcode: payment.bank_slip_barcode.clone(),
        bank_slip_expires_on: payment.bank_slip_expires_on,
        bank_slip_url: payment.bank_slip_url.clone(),
        voucher_code: payment.voucher_code.clone(),
        credit_contract: payment.credit_contract.clone(),
        external_id: payment.external_id.clone(),
        created_at: now,
        updated_at: now,
    }
}
