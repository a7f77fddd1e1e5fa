//! Loading a carrier: a shipment is made, orders join and leave it, the carrier takes it, or it is called off.
//!
//! Not what an order ships as, which is its invoice and volumes.
//!
//! The one rule to know: the shipment is locked first, then its orders by rising number, all in one statement.

use domain::events::{Event, EventKind};
use domain::ids::{OrderId, OrganizationId, ShipmentId};
use domain::orders::Order;
use domain::page::PageRequest;
use domain::refusal::{Entity, OrderAction, Refusal};
use domain::shipments::{Shipment, ShipmentDetails, ShipmentFacts, ShipmentState, waits_again};
use store::counters::{self, Counter};

use super::advance_order::settle_all;
use super::locks;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::locations;
use crate::outbox;
use crate::reader::Reader;

/// Makes a shipment with its first orders.
#[derive(Debug, Clone)]
pub struct CreateShipment {
    /// Who sends.
    pub organization: OrganizationId,
    /// What is known of it.
    pub details: ShipmentDetails,
    /// Its orders, at least one.
    pub orders: Vec<OrderId>,
}

/// Does something with a shipment that is being loaded.
#[derive(Debug, Clone)]
pub struct ChangeShipment {
    /// Whose it is; another organization's is not found.
    pub organization: OrganizationId,
    /// Which one.
    pub shipment: ShipmentId,
    /// What.
    pub change: ShipmentChange,
}

/// What can be done with a shipment that is being loaded.
#[derive(Debug, Clone)]
pub enum ShipmentChange {
    /// Orders join. Those already in it stay.
    Add(Vec<OrderId>),
    /// Orders leave it and wait for another.
    Remove(Vec<OrderId>),
    /// The carrier takes it: its orders are in transit.
    Finish,
    /// It is called off: its orders wait for another.
    Delete,
}

impl Command for CreateShipment {
    type Done = ShipmentId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ShipmentId, Failure> {
        let (account, now) = (cx.account(), cx.now);
        if !store::organizations::exists(cx.tx, account, self.organization)? {
            return Err(Refusal::not_found(Entity::Organization, self.organization).into());
        }
        let mut details = self.details.clone();
        let facts = facts(cx, self.organization, &details)?;
        let checked = details.check(facts);
        let mut orders = locks::orders(cx, &self.orders)?;
        let mut shipment = Shipment {
            id: ShipmentId::from_raw(0),
            organization: self.organization,
            details,
            state: ShipmentState::Open,
            orders: Vec::new(),
            created_at: now,
            updated_at: now,
        };
        let joining = all_faults(checked, shipment.joining(&self.orders, &orders))?;
        shipment.id = ShipmentId::from_raw(counters::next(cx.tx, account, Counter::Shipment)?);
        store::shipments::insert(cx.tx, account, &shipment)?;
        join(cx, &shipment, &joining, &mut orders)?;
        tell(cx, &shipment, EventKind::Created)?;
        Ok(shipment.id)
    }
}

impl Command for ChangeShipment {
    type Done = Shipment;

    /// Answers the shipment as it is afterwards; a deleted one with the orders it had.
    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Shipment, Failure> {
        let (account, now) = (cx.account(), cx.now);
        let mut shipment = store::shipments::lock(cx.tx, account, self.shipment)?
            .filter(|shipment| shipment.organization == self.organization)
            .filter(|shipment| shipment.state != ShipmentState::Deleted)
            .ok_or_else(|| Refusal::not_found(Entity::Shipment, self.shipment))?;
        shipment.updated_at = now;
        let event = match &self.change {
            ShipmentChange::Add(asked) => {
                let mut orders = locks::orders(cx, asked)?;
                let joining = shipment.joining(asked, &orders)?;
                join(cx, &shipment, &joining, &mut orders)?;
                shipment.orders.extend(joining);
                shipment.orders.sort_unstable();
                EventKind::Updated
            }
            ShipmentChange::Remove(asked) => {
                let leaving = shipment.leaving(asked)?;
                leave(cx, &shipment, &leaving)?;
                shipment.orders.retain(|order| !leaving.contains(order));
                EventKind::Updated
            }
            ShipmentChange::Finish => {
                let mut orders = locks::orders(cx, &shipment.orders)?;
                shipment.finishing(&orders)?;
                settle_all(cx, &mut orders, OrderAction::Ship)?;
                shipment.state = ShipmentState::Finished;
                EventKind::Updated
            }
            ShipmentChange::Delete => {
                shipment.check_open()?;
                leave(cx, &shipment, &shipment.orders)?;
                shipment.state = ShipmentState::Deleted;
                EventKind::Deleted
            }
        };
        store::shipments::update_state(cx.tx, account, shipment.id, shipment.state, now)?;
        tell(cx, &shipment, event)?;
        Ok(shipment)
    }
}

/// What the rules must know around a shipment.
fn facts(
    cx: &mut Context<'_, '_>,
    organization: OrganizationId,
    details: &ShipmentDetails,
) -> Result<ShipmentFacts, Failure> {
    let account = cx.account();
    let carrier = store::parties::find(cx.tx, account, details.carrier)?;
    let location_known = match details.location {
        None => true,
        Some(location) => {
            locations::place(cx, location)?.is_some_and(|location| location.details.organization == organization)
        }
    };
    Ok(ShipmentFacts {
        carrier_known: carrier.is_some_and(|party| {
            party.deleted_at.is_none() && (party.details.roles.carrier || party.details.roles.supplier)
        }),
        location_known,
    })
}

fn join(
    cx: &mut Context<'_, '_>,
    shipment: &Shipment,
    joining: &[OrderId],
    orders: &mut Vec<Order>,
) -> Result<(), Failure> {
    let account = cx.account();
    store::shipments::add_orders(cx.tx, account, shipment.id, joining)?;
    orders.retain(|order| joining.contains(&order.id));
    settle_all(cx, orders, OrderAction::Separate)
}

fn leave(cx: &mut Context<'_, '_>, shipment: &Shipment, leaving: &[OrderId]) -> Result<(), Failure> {
    let account = cx.account();
    let mut orders = locks::orders(cx, leaving)?;
    store::shipments::remove_orders(cx.tx, account, shipment.id, leaving)?;
    orders.retain(|order| waits_again(order.status));
    settle_all(cx, &mut orders, OrderAction::Unload)
}

/// One refusal of everything that is wrong with the shipment and with its orders.
fn all_faults<T>(shipment: Result<(), Refusal>, orders: Result<T, Refusal>) -> Result<T, Refusal> {
    match (shipment, orders) {
        (Ok(()), orders) => orders,
        (Err(Refusal::Invalid(mut fields)), Err(Refusal::Invalid(more))) => {
            fields.extend(more);
            Err(Refusal::Invalid(fields))
        }
        (Err(refusal), _) => Err(refusal),
    }
}

fn tell(cx: &mut Context<'_, '_>, shipment: &Shipment, kind: EventKind) -> Result<(), Failure> {
    let event = Event {
        entity: Entity::Shipment,
        entity_id: shipment.id.raw(),
        organization: Some(shipment.organization),
        kind,
    };
    outbox::emit(cx, &[event])
}

impl Reader<'_, '_> {
    /// A shipment of an organization, with its orders.
    ///
    /// # Errors
    /// Not found in this organization, or deleted.
    pub fn shipment(&mut self, organization: OrganizationId, id: ShipmentId) -> Result<Shipment, Failure> {
        store::shipments::find(self.tx, self.account, id)?
            .filter(|shipment| shipment.organization == organization)
            .filter(|shipment| shipment.state != ShipmentState::Deleted)
            .ok_or_else(|| Failure::not_found(Entity::Shipment, id))
    }

    /// A page of an organization's shipments, newest first, with their orders.
    ///
    /// # Errors
    /// The organization is not found in this account.
    pub fn shipments_of(&mut self, organization: OrganizationId, page: PageRequest) -> Result<Vec<Shipment>, Failure> {
        self.organization(organization)?;
        Ok(store::shipments::page(self.tx, self.account, organization, page)?)
    }
}
