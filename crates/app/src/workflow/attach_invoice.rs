//! Fiscal documents of goods that are with the customer already: a counter sale placed together with its document, and a
//! document that comes after the delivery.
//!
//! Not the invoice that lets goods leave; that is a step of `advance_order`.
//!
//! The one rule to know: what comes without a series or number stays without: it was numbered elsewhere, or not at all.

use domain::ids::{FiscalDocumentId, OrderId};
use domain::orders::{NewOrder, OrderStatus};
use domain::refusal::{OrderAction, Refusal};

use super::advance_order::{NewInvoice, settle, write_document};
use super::locks;
use super::place_order::{PlaceOrder, Placed};
use crate::context::Context;
use crate::execute::Command;
use crate::extras::ExtrasEdit;
use crate::failure::Failure;

/// Places an order together with the fiscal document it was sold under.
#[derive(Debug, Clone)]
pub struct PlaceInvoicedOrder {
    /// The order.
    pub order: NewOrder,
    /// Its document.
    pub invoice: Option<NewInvoice>,
}

/// Adds the first fiscal document of a delivered order.
#[derive(Debug, Clone)]
pub struct AttachInvoice {
    /// The order.
    pub order: OrderId,
    /// The document.
    pub invoice: NewInvoice,
    /// What becomes of the fields that only Estoka defines.
    pub extras_estoka: Option<ExtrasEdit>,
}

/// The document that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attached {
    /// The order.
    pub order: OrderId,
    /// The document.
    pub document: FiscalDocumentId,
}

impl Command for PlaceInvoicedOrder {
    type Done = Placed;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Placed, Failure> {
        let placed = PlaceOrder(self.order.clone()).run(cx)?;
        if let Some(invoice) = &self.invoice
            && placed.is_new
        {
            let order = locks::order(cx, placed.order)?;
            write_document(cx, &order, invoice.clone())?;
        }
        Ok(placed)
    }
}

impl Command for AttachInvoice {
    type Done = Attached;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Attached, Failure> {
        let account = cx.account();
        let mut order = locks::callers_order(cx, self.order)?;
        let has_one = !store::fiscal_documents::of_orders(cx.tx, account, &[order.id])?.is_empty();
        if order.status != OrderStatus::Delivered || has_one {
            let action = OrderAction::Invoice;
            return Err(Refusal::OrderStateForbids {
                order: order.id,
                status: order.status,
                action,
            }
            .into());
        }
        let document = write_document(cx, &order, self.invoice.clone())?;
        if let Some(edit) = &self.extras_estoka {
            edit.apply(&mut order.extras_estoka);
            store::orders::update(cx.tx, account, &order)?;
        }
        let status = order.status;
        settle(cx, &mut order, status, OrderAction::Update)?;
        Ok(Attached {
            order: order.id,
            document,
        })
    }
}
