//! The steps of an accepted order: pick, pack, invoice, label, ship, route, deliver. The table of `domain::orders` says
//! which step may follow; here is what each leaves behind.

use std::collections::BTreeMap;

use domain::amount::Quantity;
use domain::documents::AccessKey;
use domain::fiscal::{FiscalDocument, FiscalPurpose, FiscalStatus};
use domain::ids::{FiscalDocumentId, OrderId, SkuId, VolumeId};
use domain::orders::{self, Order, OrderStatus, StockHold, Volume, VolumeItem};
use domain::refusal::{Field, OrderAction, Problem, Refusal};
use domain::stock::{Cause, PromiseState};
use jiff::Timestamp;
use store::counters::{self, Counter};

use super::{locks, promise, step};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;

/// The most volumes of an order.
const VOLUMES_MAX: usize = 1_000;

/// A step of an order, with what it brings along.
#[derive(Debug, Clone)]
pub struct AdvanceOrder {
    /// The order.
    pub order: OrderId,
    /// The step.
    pub step: OrderStep,
}

/// What is done to an order.
#[derive(Debug, Clone)]
pub enum OrderStep {
    /// The goods are collected.
    Pick,
    /// The goods are in volumes; of none given, one volume holds everything.
    Pack(Vec<NewVolume>),
    /// The fiscal document is there; the goods leave the stock.
    Invoice(NewInvoice),
    /// The goods leave the stock, and the fiscal document is somebody else's business.
    Leave,
    /// The transport label is printed.
    Label,
    /// It is put with a carrier's load.
    Separate,
    /// The carrier has it.
    Ship,
    /// It is on the last mile.
    Route,
    /// The customer has it.
    Deliver,
    /// It waits for the customer.
    AwaitWithdrawal,
}

/// A volume as it was packed.
#[derive(Debug, Clone, Default)]
pub struct NewVolume {
    /// What kind of package; empty is `UN`.
    pub package_kind: String,
    /// Width.
    pub width: Option<Quantity>,
    /// Height.
    pub height: Option<Quantity>,
    /// Depth.
    pub depth: Option<Quantity>,
    /// Weight.
    pub weight: Option<Quantity>,
    /// Tracking code.
    pub tracking_code: Option<String>,
    /// What is inside.
    pub items: Vec<(SkuId, Quantity)>,
}

/// A fiscal document that was issued elsewhere; what is missing is numbered here.
#[derive(Debug, Clone, Default)]
pub struct NewInvoice {
    /// Model; empty is `nfe`.
    pub model: String,
    /// Series; `None` is the organization's.
    pub series: Option<String>,
    /// Number; `None` takes the next of the series.
    pub number: Option<String>,
    /// Access key.
    pub access_key: Option<String>,
    /// Where its printed form is.
    pub pdf_url: Option<String>,
    /// Where its XML is.
    pub xml_url: Option<String>,
    /// When it was issued; `None` is now.
    pub issued_at: Option<Timestamp>,
    /// Whether it was cancelled since.
    pub is_cancelled: bool,
}

impl OrderStep {
    /// The action that the domain's table knows.
    fn action(&self) -> OrderAction {
        match self {
            Self::Pick => OrderAction::Pick,
            Self::Pack(_) => OrderAction::Pack,
            Self::Invoice(_) | Self::Leave => OrderAction::Invoice,
            Self::Label => OrderAction::Label,
            Self::Separate => OrderAction::Separate,
            Self::Ship => OrderAction::Ship,
            Self::Route => OrderAction::Route,
            Self::Deliver => OrderAction::Deliver,
            Self::AwaitWithdrawal => OrderAction::AwaitWithdrawal,
        }
    }
}

impl Command for AdvanceOrder {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let mut order = locks::callers_order(cx, self.order)?;
        take(cx, &mut order, &self.step)?;
        if matches!(self.step, OrderStep::Pack(_)) {
            follow_packing(cx, &mut order)?;
        }
        Ok(order.id)
    }
}

/// Takes one step of a locked order.
///
/// # Errors
/// What the table forbids, and what the step's own data break.
pub(crate) fn take(cx: &mut Context<'_, '_>, order: &mut Order, step: &OrderStep) -> Result<(), Failure> {
    let action = step.action();
    let next = orders::advance(order.id, order.status, action)?;
    match step {
        OrderStep::Pack(volumes) => pack(cx, order, volumes)?,
        OrderStep::Invoice(invoice) => issue(cx, order, invoice)?,
        OrderStep::Label => crate::labels::ensure_key(cx)?,
        OrderStep::Pick
        | OrderStep::Leave
        | OrderStep::Separate
        | OrderStep::Ship
        | OrderStep::Route
        | OrderStep::Deliver
        | OrderStep::AwaitWithdrawal => {}
    }
    if next.from.stock_hold() == StockHold::Promised && next.to.stock_hold() == StockHold::Gone {
        ship_promises(cx, order)?;
    }
    if next.from.stock_hold() == StockHold::Nothing && next.to.stock_hold() == StockHold::Gone {
        // Its goods arrived with its transfers.
        super::take_quote::take_goods(cx, order, promise::Taking::ShipAtOnce)?;
    }
    settle(cx, order, next.to, action)
}

/// Writes where the order stands now, with its history and events.
pub(crate) fn settle(
    cx: &mut Context<'_, '_>,
    order: &mut Order,
    to: OrderStatus,
    action: OrderAction,
) -> Result<(), Failure> {
    let (account, now) = (cx.account(), cx.now);
    order.status = to;
    order.updated_at = now;
    store::orders::update_status(cx.tx, account, order.id, to, order.payment_status, now)?;
    let (log, event) = orders::describe(action, to);
    step::record(cx, order, log, event, String::new())
}

/// Takes the same step with several locked orders, of those that move nothing but the order.
///
/// # Errors
/// What the table forbids.
pub(crate) fn settle_all(cx: &mut Context<'_, '_>, orders: &mut [Order], action: OrderAction) -> Result<(), Failure> {
    let (account, now) = (cx.account(), cx.now);
    let Some(first) = orders.first() else { return Ok(()) };
    // Every action that is taken with several orders leads to one place.
    let to = orders::advance(first.id, first.status, action)?.to;
    for order in &mut *orders {
        orders::advance(order.id, order.status, action)?;
        order.status = to;
        order.updated_at = now;
        store::orders::update_status(cx.tx, account, order.id, to, order.payment_status, now)?;
    }
    let (log, event) = orders::describe(action, to);
    step::record_all(cx, orders, log, event, String::new())
}

/// What an organization wants done as soon as its goods are packed.
fn follow_packing(cx: &mut Context<'_, '_>, order: &mut Order) -> Result<(), Failure> {
    let account = cx.account();
    let Some(organization) = store::organizations::find(cx.tx, account, order.organization)? else {
        return Ok(());
    };
    if organization.details.invoices_when_packed {
        take(cx, order, &OrderStep::Invoice(NewInvoice::default()))?;
        if organization.details.labels_when_packed {
            take(cx, order, &OrderStep::Label)?;
        }
    }
    Ok(())
}

/// Lets the promised goods leave.
fn ship_promises(cx: &mut Context<'_, '_>, order: &Order) -> Result<(), Failure> {
    let (account, now) = (cx.account(), cx.now);
    let promises = store::promises::of_orders(cx.tx, account, &[order.id])?;
    let open: Vec<_> = promises
        .iter()
        .filter(|promise| promise.state == PromiseState::Open)
        .collect();
    let mut book = locks::book_of(cx, &open.iter().map(|promise| promise.balance).collect::<Vec<_>>())?;
    for promise in &open {
        let cause = Cause::item(order.id, promise.item);
        book.ship_promised(promise.balance, promise.quantity, cause)
            .map_err(|short| {
                let sku = book
                    .balance(short.balance)
                    .map_or(SkuId::from_raw(0), |balance| balance.sku);
                Refusal::StockNotAvailable {
                    sku,
                    code: sku.to_string(),
                    asked: short.asked,
                    available: short.available,
                }
            })?;
    }
    // Each promise that is kept makes two movements: it is closed, and the goods leave.
    let [first] = counters::take(cx.tx, account, [(Counter::Movement, open.len() * 2)])?;
    store::promises::close_all(cx.tx, account, order.id, PromiseState::Shipped, now)?;
    promise::write_book(cx, book, first, now)
}

/// Writes the volumes. Given ones must hold exactly what the order has.
fn pack(cx: &mut Context<'_, '_>, order: &Order, given: &[NewVolume]) -> Result<(), Failure> {
    let (account, now) = (cx.account(), cx.now);
    let items = store::orders::items_of(cx.tx, account, &[order.id])?;
    let ordered: Vec<(SkuId, Quantity)> = items.iter().map(|(_, item)| (item.sku, item.quantity)).collect();
    let whole = [NewVolume {
        items: ordered.clone(),
        ..NewVolume::default()
    }];
    let volumes = if given.is_empty() { &whole[..] } else { given };
    check_volumes(volumes, &ordered)?;
    let inside: usize = volumes.iter().map(|volume| volume.items.len()).sum();
    let [first_volume, mut next_item] = counters::take(
        cx.tx,
        account,
        [(Counter::Volume, volumes.len()), (Counter::VolumeItem, inside)],
    )?;
    for ((id, number), new) in (first_volume..).zip(1i64..).zip(volumes) {
        let items = new
            .items
            .iter()
            .map(|(sku, quantity)| {
                let item = VolumeItem {
                    id: next_item,
                    sku: *sku,
                    quantity: *quantity,
                    created_at: now,
                };
                next_item += 1;
                item
            })
            .collect();
        let volume = Volume {
            id: VolumeId::from_raw(id),
            order: order.id,
            number,
            package_kind: if new.package_kind.is_empty() {
                "UN".to_owned()
            } else {
                new.package_kind.clone()
            },
            width: new.width,
            height: new.height,
            depth: new.depth,
            weight: new.weight,
            tracking_code: new.tracking_code.clone(),
            items,
            created_at: now,
            updated_at: now,
        };
        store::orders::insert_volume(cx.tx, account, &volume)?;
    }
    Ok(())
}

/// Refuses volumes that do not hold exactly what was ordered. Volumes that name nothing are taken as they are.
fn check_volumes(volumes: &[NewVolume], ordered: &[(SkuId, Quantity)]) -> Result<(), Refusal> {
    let measures = |volume: &NewVolume| [volume.width, volume.height, volume.depth, volume.weight];
    if volumes.len() > VOLUMES_MAX || volumes.iter().any(|volume| volume.items.len() > orders::ITEMS_MAX) {
        return Err(Refusal::invalid(Field::Quantity, Problem::OutOfRange));
    }
    if volumes.iter().flat_map(measures).flatten().any(Quantity::is_negative) {
        return Err(Refusal::invalid(Field::Weight, Problem::Negative));
    }
    if volumes
        .iter()
        .flat_map(|volume| &volume.items)
        .any(|(_, quantity)| !quantity.is_positive())
    {
        return Err(Refusal::invalid(Field::Quantity, Problem::NotPositive));
    }
    if volumes.iter().all(|volume| volume.items.is_empty()) {
        return Ok(());
    }
    let packed = volumes.iter().flat_map(|volume| &volume.items);
    if sums(packed) == sums(ordered) {
        return Ok(());
    }
    Err(Refusal::invalid(Field::Quantity, Problem::NotAllowed))
}

/// How much of each sku; `None` for what leaves the range, which nothing ordered does.
fn sums<'a>(parts: impl IntoIterator<Item = &'a (SkuId, Quantity)>) -> BTreeMap<SkuId, Option<Quantity>> {
    let mut sums: BTreeMap<SkuId, Option<Quantity>> = BTreeMap::new();
    for (sku, quantity) in parts {
        let sum = sums.entry(*sku).or_insert(Some(Quantity::ZERO));
        *sum = sum.and_then(|sum| sum.checked_add(*quantity));
    }
    sums
}

/// Writes the fiscal document, numbered here where it brings no number.
fn issue(cx: &mut Context<'_, '_>, order: &Order, invoice: &NewInvoice) -> Result<(), Failure> {
    let account = cx.account();
    let mut invoice = invoice.clone();
    if invoice.model.is_empty() {
        invoice.model = "nfe".to_owned();
    }
    let series = match invoice.series.take() {
        Some(series) => series,
        None => store::organizations::find(cx.tx, account, order.organization)?
            .map(|organization| organization.details.nfe_series)
            .unwrap_or_default(),
    };
    if invoice.number.is_none() {
        let number = store::fiscal_documents::next_number(cx.tx, account, order.organization, &invoice.model, &series)?;
        invoice.number = Some(number.to_string());
    }
    invoice.series = Some(series);
    write_document(cx, order, invoice)?;
    Ok(())
}

/// Writes a fiscal document of the order as it is given.
///
/// # Errors
/// `Refusal::Invalid` for an access key that is none, or that another document has.
pub(crate) fn write_document(
    cx: &mut Context<'_, '_>,
    order: &Order,
    invoice: NewInvoice,
) -> Result<FiscalDocumentId, Failure> {
    let (account, now) = (cx.account(), cx.now);
    let access_key = match invoice.access_key.as_deref() {
        Some(text) => {
            let policy = crate::accounts::settings(cx)?.document_check;
            let (key, _) = AccessKey::parse_with(policy, text)
                .map_err(|_| Refusal::invalid(Field::AccessKey, Problem::Malformed))?;
            Some(key.as_str().to_owned())
        }
        None => None,
    };
    if let Some(key) = &access_key
        && store::fiscal_documents::find_by_access_key(cx.tx, account, key)?.is_some()
    {
        return Err(Refusal::invalid(Field::AccessKey, Problem::Taken).into());
    }
    let id = FiscalDocumentId::from_raw(counters::next(cx.tx, account, Counter::FiscalDocument)?);
    let document = FiscalDocument {
        id,
        order: Some(order.id),
        receipt: None,
        organization: order.organization,
        model: invoice.model,
        purpose: FiscalPurpose::Sale,
        status: if invoice.is_cancelled {
            FiscalStatus::Cancelled
        } else {
            FiscalStatus::Authorized
        },
        authorization_status: None,
        series: invoice.series,
        number: invoice.number,
        access_key,
        pdf_url: invoice.pdf_url,
        xml_url: invoice.xml_url,
        cancel_xml_url: None,
        issued_at: invoice.issued_at.unwrap_or(now),
        created_at: now,
        updated_at: now,
    };
    store::fiscal_documents::insert(cx.tx, account, &document)?;
    Ok(id)
}
