//! Turning a quote into a sale at the counter: the goods leave at once, and what it planned to receive is owed.
//!
//! The one rule to know: a sale never becomes a quote again; it is taken back as a whole.

use domain::ids::OrderId;
use domain::orders::{self, Order, OrderStatus, SaleTermsChange};
use domain::refusal::{OrderAction, Refusal};

use super::advance_order::settle;
use super::promise::Taking;
use super::{end_titles, locks, sale_terms, step, take_quote, update_order};
use crate::context::Context;
use crate::execute::Command;
use crate::extras::ExtrasEdit;
use crate::failure::Failure;

/// Changes what may be changed of a sale afterwards.
#[derive(Debug, Clone)]
pub struct ChangeSale {
    /// The order.
    pub order: OrderId,
    /// What it is to be; `None` leaves it.
    pub become_: Option<SaleStage>,
    /// What becomes of what is agreed on.
    pub terms: SaleTermsChange,
    /// What becomes of the calling face's own fields.
    pub extras: Option<ExtrasEdit>,
}

/// The two stages of a sale at the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaleStage {
    /// An offer.
    Quote,
    /// Goods and money are owed.
    Sold,
}

impl SaleStage {
    /// The stage of an order that stands here; `None` once it is taken back.
    #[must_use]
    pub const fn of(status: OrderStatus) -> Option<Self> {
        match status {
            OrderStatus::Quote | OrderStatus::PreOrder => Some(Self::Quote),
            OrderStatus::Placed
            | OrderStatus::WaitingStock
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
            | OrderStatus::ReturnRequested
            | OrderStatus::Returned => Some(Self::Sold),
            OrderStatus::CancelRequested | OrderStatus::Cancelled => None,
        }
    }
}

impl Command for ChangeSale {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let account = cx.account();
        let mut order = locks::callers_order(cx, self.order)?;
        let stage = SaleStage::of(order.status);
        match (stage, self.become_) {
            (None, _) | (Some(SaleStage::Sold), Some(SaleStage::Quote)) => {
                return Err(Refusal::OrderStateForbids {
                    order: order.id,
                    status: order.status,
                    action: OrderAction::Update,
                }
                .into());
            }
            (Some(SaleStage::Quote), Some(SaleStage::Sold)) => conclude(cx, &mut order)?,
            (Some(SaleStage::Quote), Some(SaleStage::Quote) | None)
            | (Some(SaleStage::Sold), Some(SaleStage::Sold) | None) => {}
        }
        sale_terms::change(cx, order.id, &self.terms)?;
        if let Some(edit) = &self.extras {
            let face = cx.call.face;
            let mut kept = store::orders::extras(cx.tx, account, face, &[order.id])?
                .pop()
                .map(|(_, extras)| extras);
            edit.apply(&mut kept);
            store::orders::set_extras(cx.tx, account, order.id, face, kept.as_deref())?;
        }
        Ok(order.id)
    }
}

/// Concludes a locked order: a quote is handed over; what another channel reserved is confirmed and goes its way.
fn conclude(cx: &mut Context<'_, '_>, order: &mut Order) -> Result<(), Failure> {
    let account = cx.account();
    if order.status != OrderStatus::Quote {
        return update_order::accept(cx, order, OrderAction::Confirm);
    }
    let next = orders::advance(order.id, order.status, OrderAction::Conclude)?;
    take_quote::take_goods(cx, order, Taking::ShipAtOnce)?;
    settle(cx, order, next.to, OrderAction::Conclude)?;
    if end_titles::open_planned(cx, order)? {
        return Ok(());
    }
    let payments: Vec<_> = store::orders::payments_of(cx.tx, account, &[order.id])?
        .into_iter()
        .map(|(_, payment)| payment)
        .collect();
    step::bill(cx, order, &payments)
}
