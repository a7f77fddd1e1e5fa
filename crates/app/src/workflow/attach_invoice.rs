//! Fiscal documents of goods that are with the customer already: a counter sale placed together with its document, and a
//! document that comes after the delivery.
//!
//! Not the invoice that lets goods leave; that is a step of `advance_order`.
//!
//! The one rule to know: what comes without a series or number stays without: it was numbered elsewhere, or not at all.

use domain::ids::{FiscalDocumentId, LocationId, OrderId, OrganizationId};
use domain::orders::{NewOrder, OrderStatus};
use domain::page::PageRequest;
use domain::refusal::{Field, OrderAction, Problem, Refusal};

use super::advance_order::{NewInvoice, settle, write_document};
use super::locks;
use super::place_order::{PlaceOrder, Placed};
use crate::context::Context;
use crate::execute::Command;
use crate::extras::ExtrasEdit;
use crate::failure::Failure;

/// An organization has few warehouses; the first that sells is among these.
const FIRST_PAGE: PageRequest = PageRequest::new(1, 100, 100);

/// Places an order together with the fiscal document it was sold under.
#[derive(Debug, Clone)]
pub struct PlaceInvoicedOrder {
    /// The order.
    pub order: NewOrder,
    /// Whose it is when it names no place: it is then at the place of the shelf that its first line names, or at the
    /// organization's first.
    pub organization: Option<OrganizationId>,
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
        let mut asked = self.order.clone();
        if let (None, Some(organization)) = (asked.place, self.organization) {
            asked.place = Some((organization, counter_of(cx, organization, &asked)?));
        }
        let placed = PlaceOrder(asked).run(cx)?;
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

/// Where an organization sold this over the counter.
fn counter_of(cx: &mut Context<'_, '_>, organization: OrganizationId, asked: &NewOrder) -> Result<LocationId, Failure> {
    let account = cx.account();
    if let Some(shelf) = asked.items.first().and_then(|item| item.sku.shelf()) {
        let found = store::stock::find_many(cx.tx, account, &[shelf])?;
        let found = found
            .first()
            .ok_or_else(|| Refusal::invalid(Field::Location, Problem::Unknown))?;
        return Ok(found.location);
    }
    let warehouses = store::locations::list_warehouses_of(cx.tx, account, organization, FIRST_PAGE)?;
    let counter = warehouses
        .iter()
        .find(|place| place.details.active && place.details.is_sold_from());
    Ok(counter
        .ok_or_else(|| Refusal::invalid(Field::Location, Problem::Blank))?
        .id)
}
