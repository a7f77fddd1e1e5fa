//! What every step of an order leaves behind: a line in its history, an event for others, and, once it is sold, titles.

use domain::events::{Event, EventKind};
use domain::finance::{Instalment, Title, TitleKind, TitleOrigin, TitleState, is_settled_by_itself, sale_instalments};
use domain::ids::{AuditLogId, TitleId};
use domain::orders::{Order, OrderLog, OrderLogEvent, OrderPayment, OrderStatus};
use domain::refusal::Entity;
use store::counters::{self, Counter};

use crate::context::Context;
use crate::failure::Failure;

/// Writes the history line and the events of a step. A change that has its own event is also told as an update, because
/// integrations listen to that one.
///
/// # Errors
/// A broken store.
pub(crate) fn record(
    cx: &mut Context<'_, '_>,
    order: &Order,
    log: OrderLogEvent,
    event: EventKind,
    message: String,
) -> Result<(), Failure> {
    record_all(cx, std::slice::from_ref(order), log, event, message)
}

/// As [`record`], for the same step of several orders.
///
/// # Errors
/// A broken store.
pub(crate) fn record_all(
    cx: &mut Context<'_, '_>,
    orders: &[Order],
    log: OrderLogEvent,
    event: EventKind,
    message: String,
) -> Result<(), Failure> {
    let (account, now) = (cx.account(), cx.now);
    let events: Vec<Event> = orders.iter().flat_map(|order| told(order, event)).collect();
    let [first_log, first_event] = counters::take(
        cx.tx,
        account,
        [(Counter::OrderLog, orders.len()), (Counter::Outbox, events.len())],
    )?;
    for (id, order) in (first_log..).zip(orders) {
        let line = OrderLog {
            id: AuditLogId::from_raw(id),
            order: order.id,
            event: log,
            message: message.clone(),
            user: match cx.call.principal.actor {
                domain::actor::Actor::User(user) => Some(user),
                domain::actor::Actor::Credential(_) | domain::actor::Actor::System => None,
            },
            transfer: None,
            reported_at: now,
        };
        store::orders::insert_log(cx.tx, account, &line)?;
    }
    store::outbox::insert_numbered(cx.tx, account, &events, first_event, now)?;
    Ok(())
}

/// The events of a step of one order.
fn told(order: &Order, event: EventKind) -> Vec<Event> {
    let told = |kind| Event {
        entity: Entity::Order,
        entity_id: order.id.raw(),
        organization: Some(order.organization),
        kind,
    };
    match event {
        EventKind::Created | EventKind::Updated | EventKind::Deleted => vec![told(event)],
        EventKind::StockAdded
        | EventKind::StockRemoved
        | EventKind::OrderPicked
        | EventKind::OrderPacked
        | EventKind::OrderInvoiced
        | EventKind::OrderLabelled
        | EventKind::OrderShipped
        | EventKind::OrderDelivered
        | EventKind::OrderCancelRequested
        | EventKind::OrderCancelled
        | EventKind::OrderReturnRequested
        | EventKind::OrderReturned => vec![told(event), told(EventKind::Updated)],
    }
}

/// Whether an order that stands here has been sold, so that somebody owes for it.
pub(crate) fn is_sold(status: OrderStatus) -> bool {
    match status {
        OrderStatus::Quote
        | OrderStatus::PreOrder
        | OrderStatus::Placed
        | OrderStatus::Cancelled
        | OrderStatus::Returned => false,
        OrderStatus::WaitingStock
        | OrderStatus::WaitingTransfer
        | OrderStatus::WaitingPicking
        | OrderStatus::Picked
        | OrderStatus::Packed
        | OrderStatus::Invoiced
        | OrderStatus::Labelled
        | OrderStatus::Separated
        | OrderStatus::InTransit
        | OrderStatus::OutForDelivery
        | OrderStatus::WaitingWithdrawal
        | OrderStatus::Delivered
        | OrderStatus::CancelRequested
        | OrderStatus::ReturnRequested => true,
    }
}

/// Makes the titles of a sold order: one per instalment of each payment.
///
/// # Errors
/// A broken store.
pub(crate) fn bill(cx: &mut Context<'_, '_>, order: &Order, payments: &[OrderPayment]) -> Result<(), Failure> {
    let account = cx.account();
    let now = cx.now;
    if payments.is_empty() {
        return Ok(());
    }
    let Some(settings) = store::accounts::find(cx.tx, account)? else {
        return Ok(());
    };
    let day = order.placed_at.to_zoned(settings.time_zone).date();
    let of = |payment: &OrderPayment| {
        let is_settled = is_settled_by_itself(payment.method);
        sale_instalments(payment, day)
            .into_iter()
            .map(move |instalment| (instalment, is_settled))
    };
    let due: Vec<(Instalment, bool)> = payments.iter().flat_map(of).collect();
    let [first] = counters::take(cx.tx, account, [(Counter::Title, due.len())])?;
    for (id, (instalment, is_settled)) in (first..).zip(due) {
        let mut title = Title::new(
            TitleId::from_raw(id),
            TitleKind::Receivable,
            TitleOrigin::Sale,
            instalment.amount,
            instalment.due_on,
            now,
        );
        title.party = Some(order.customer);
        title.order = Some(order.id);
        title.organization = Some(order.organization);
        title.description = format!("Venda {} ({})", order.id, order.code);
        title.instalment = instalment.number;
        if is_settled {
            title.settled_amount = instalment.amount;
            title.state = TitleState::Settled;
            title.settled_on = Some(day);
        }
        store::titles::insert(cx.tx, account, &title)?;
    }
    Ok(())
}
