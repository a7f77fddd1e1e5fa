//! Cancelling an order and deleting a pre-order: promises are released, goods that had left come back, titles end, and
//! vouchers are good again.

use domain::ids::OrderId;
use domain::orders::{self, Order, OrderStatus, PaymentStatus, StockHold};
use domain::refusal::{Field, OrderAction, Problem, Refusal};
use domain::stock::{Cause, PromiseState};
use store::counters::{self, Counter};

use super::advance_order::settle;
use super::{end_titles, locks, pay_by_voucher, promise};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;

/// Cancels an order; one that is with the carrier is asked back first.
#[derive(Debug, Clone)]
pub struct CancelOrder {
    /// The order.
    pub order: OrderId,
}

/// Deletes a pre-order: it is gone from every list, and its code is free again.
#[derive(Debug, Clone)]
pub struct DeletePreOrder {
    /// The order.
    pub order: OrderId,
}

impl Command for CancelOrder {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let mut order = locks::callers_order(cx, self.order)?;
        cancel(cx, &mut order)?;
        Ok(order.id)
    }
}

/// Takes a sale back as if it had not been, also one that was handed over already: goods come back, open titles are
/// cancelled, settled ones reversed.
#[derive(Debug, Clone)]
pub struct VoidSale {
    /// The order.
    pub order: OrderId,
}

impl Command for VoidSale {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let mut order = locks::callers_order(cx, self.order)?;
        let action = if order.status == OrderStatus::Delivered {
            OrderAction::Void
        } else {
            OrderAction::Cancel
        };
        cancel_by(cx, &mut order, action)?;
        Ok(order.id)
    }
}

impl Command for DeletePreOrder {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let mut order = locks::callers_order(cx, self.order)?;
        let step = orders::advance(order.id, order.status, OrderAction::Delete)?;
        pay_by_voucher::give_back(cx, order.id, &[])?;
        give_back(cx, &order)?;
        let (account, now) = (cx.account(), cx.now);
        settle(cx, &mut order, step.to, OrderAction::Delete)?;
        store::orders::delete(cx.tx, account, order.id, now)?;
        Ok(())
    }
}

/// Cancels a locked order.
///
/// # Errors
/// `Refusal::OrderStateForbids` when it is delivered or cancelled already.
pub(crate) fn cancel(cx: &mut Context<'_, '_>, order: &mut Order) -> Result<(), Failure> {
    cancel_by(cx, order, OrderAction::Cancel)
}

/// Cancels a locked order by one of the actions that do.
///
/// # Errors
/// `Refusal::OrderStateForbids`.
fn cancel_by(cx: &mut Context<'_, '_>, order: &mut Order, action: OrderAction) -> Result<(), Failure> {
    let (account, now) = (cx.account(), cx.now);
    let step = orders::advance(order.id, order.status, action)?;
    if step.to.stock_hold() == StockHold::Nothing {
        pay_by_voucher::give_back(cx, order.id, &[])?;
        give_back(cx, order)?;
        end_titles::end_of_order(cx, order.id)?;
        store::fiscal_documents::cancel_of_order(cx.tx, account, order.id, now)?;
    }
    settle(cx, order, step.to, action)
}

/// Rejects the payment of a locked order, which cancels it.
///
/// # Errors
/// As [`cancel`].
pub(crate) fn reject_payment(cx: &mut Context<'_, '_>, order: &mut Order) -> Result<(), Failure> {
    order.payment_status = PaymentStatus::Rejected;
    cancel(cx, order)
}

/// Releases what is promised and takes back what had left.
pub(crate) fn give_back(cx: &mut Context<'_, '_>, order: &Order) -> Result<(), Failure> {
    let (account, now) = (cx.account(), cx.now);
    let hold = order.status.stock_hold();
    let wanted = match hold {
        StockHold::Nothing => return Ok(()),
        StockHold::Promised => PromiseState::Open,
        StockHold::Gone => PromiseState::Shipped,
    };
    let promises = store::promises::of_orders(cx.tx, account, &[order.id])?;
    let ours: Vec<_> = promises.iter().filter(|promise| promise.state == wanted).collect();
    let mut book = locks::book_of(cx, &ours.iter().map(|promise| promise.balance).collect::<Vec<_>>())?;
    for promise in &ours {
        let cause = Cause::item(order.id, promise.item);
        let outcome = match hold {
            StockHold::Promised => book.release(promise.balance, promise.quantity, cause),
            StockHold::Gone | StockHold::Nothing => book.take_back(promise.balance, promise.quantity, cause),
        };
        outcome.map_err(|_| Refusal::invalid(Field::Quantity, Problem::OutOfRange))?;
    }
    let [first] = counters::take(cx.tx, account, [(Counter::Movement, ours.len())])?;
    for promise in &ours {
        store::promises::close(cx.tx, account, order.id, promise.id, PromiseState::Released, now)?;
    }
    promise::write_book(cx, book, first, now)
}
