//! A store takes an order on, starts and ends its delivery, and calls it off. Each leaves behind what the single steps
//! leave behind.
//!
//! Goods that a store brings itself leave without a fiscal document of ours: the store issues its own.

use domain::ids::OrderId;
use domain::orders::{self, CancelReason, Order, OrderStatus};
use domain::refusal::OrderAction;

use super::advance_order::{OrderStep, take};
use super::{cancel_order, locks, update_order};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;

/// Takes a paid order on.
#[derive(Debug, Clone, Copy)]
pub struct AcceptOrder {
    /// The order.
    pub order: OrderId,
}

impl Command for AcceptOrder {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let mut order = locks::callers_order(cx, self.order)?;
        orders::accept(&order)?;
        update_order::accept(cx, &mut order, OrderAction::Accept)?;
        Ok(order.id)
    }
}

/// Brings an accepted order on its way: to the carrier's load, onto the road, or to where the customer collects it.
#[derive(Debug, Clone, Copy)]
pub struct StartDelivery {
    /// The order.
    pub order: OrderId,
}

impl Command for StartDelivery {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let mut order = locks::callers_order(cx, self.order)?;
        for action in orders::way_out(&order)? {
            if let Some(step) = step(action) {
                take(cx, &mut order, &step)?;
            }
        }
        Ok(order.id)
    }
}

/// The step of an action on the way out; none of others.
fn step(action: OrderAction) -> Option<OrderStep> {
    match action {
        OrderAction::Pick => Some(OrderStep::Pick),
        OrderAction::Pack => Some(OrderStep::Pack(Vec::new())),
        OrderAction::Invoice => Some(OrderStep::Leave),
        OrderAction::Label => Some(OrderStep::Label),
        OrderAction::Separate => Some(OrderStep::Separate),
        OrderAction::Route => Some(OrderStep::Route),
        OrderAction::AwaitWithdrawal => Some(OrderStep::AwaitWithdrawal),
        OrderAction::Accept
        | OrderAction::ApprovePayment
        | OrderAction::Cancel
        | OrderAction::ChangeItems
        | OrderAction::Conclude
        | OrderAction::Confirm
        | OrderAction::Delete
        | OrderAction::Deliver
        | OrderAction::Return
        | OrderAction::Ship
        | OrderAction::Unload
        | OrderAction::Update
        | OrderAction::Void => None,
    }
}

/// Says that the customer has what the store brought.
#[derive(Debug, Clone, Copy)]
pub struct FinishDelivery {
    /// The order.
    pub order: OrderId,
}

impl Command for FinishDelivery {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let mut order = locks::callers_order(cx, self.order)?;
        orders::check_handed_over(&order)?;
        take(cx, &mut order, &OrderStep::Deliver)?;
        Ok(order.id)
    }
}

/// Calls an order off, with the store's reason. What is on the road comes back with it.
#[derive(Debug, Clone)]
pub struct CallOffOrder {
    /// The order.
    pub order: OrderId,
    /// Why.
    pub reason: CancelReason,
    /// The same in words.
    pub note: Option<String>,
}

impl Command for CallOffOrder {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let mut order: Order = locks::callers_order(cx, self.order)?;
        self.reason.check_note(self.note.as_deref())?;
        orders::check_called_off(&order)?;
        cancel_order::cancel(cx, &mut order)?;
        // The store knows that its own courier brings it back.
        if order.status == OrderStatus::CancelRequested {
            cancel_order::cancel(cx, &mut order)?;
        }
        let (account, now) = (cx.account(), cx.now);
        let note = self.note.as_deref();
        store::orders::insert_cancellation(cx.tx, account, order.id, self.reason, note, now)?;
        Ok(order.id)
    }
}
