//! Shipments: the load that a carrier takes away, with the orders in it.
//!
//! Not a parcel, which is a volume of an order, and not a transfer between two places of our own.
//!
//! The one rule to know: an order joins when its label is printed, and is in one open shipment at most, because joining
//! takes it out of the status from which one can join.

use jiff::Timestamp;

use crate::checks::{Checks, tidy};
use crate::ids::{LocationId, OrderId, OrganizationId, PartyId, ShipmentId};
use crate::named::named;
use crate::orders::{Order, OrderStatus, advance};
use crate::refusal::{Entity, Field, InvalidField, OrderAction, Problem, Refusal};

/// The most characters of a text.
const TEXT_MAX: usize = 255;

/// A shipment with its orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipment {
    /// Its number.
    pub id: ShipmentId,
    /// Who sends.
    pub organization: OrganizationId,
    /// What is known of it.
    pub details: ShipmentDetails,
    /// How far it is.
    pub state: ShipmentState,
    /// The orders in it, by number.
    pub orders: Vec<OrderId>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What is known of a shipment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShipmentDetails {
    /// Where it leaves from.
    pub location: Option<LocationId>,
    /// Who takes it.
    pub carrier: PartyId,
    /// What the caller calls the carrier.
    pub carrier_name: Option<String>,
    /// The carrier's service (`SEDEX`).
    pub service: Option<String>,
    /// Kind of vehicle.
    pub vehicle_kind: Option<String>,
    /// The vehicle's plate.
    pub vehicle_plate: Option<String>,
    /// When it leaves.
    pub leaves_at: Timestamp,
}

named! {
    /// How far a shipment is.
    ShipmentState {
        /// Being loaded.
        Open "open",
        /// The carrier has it.
        Finished "finished",
        /// Called off; its orders wait for another.
        Deleted "deleted",
    }
}

/// What the store knows around a shipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShipmentFacts {
    /// The carrier exists and supplies or carries.
    pub carrier_known: bool,
    /// The location is one of the organization's, where one is named.
    pub location_known: bool,
}

impl ShipmentDetails {
    /// Writes the texts as they are kept, and says whether the shipment may be kept.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field.
    pub fn check(&mut self, facts: ShipmentFacts) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.ensure(facts.carrier_known, Field::Carrier, Problem::Unknown);
        checks.ensure(facts.location_known, Field::Location, Problem::Unknown);
        for (field, text) in [
            (Field::TradingName, &mut self.carrier_name),
            (Field::Kind, &mut self.service),
            (Field::Kind, &mut self.vehicle_kind),
            (Field::Kind, &mut self.vehicle_plate),
        ] {
            tidy(text);
            checks.optional(field, text.as_deref(), TEXT_MAX);
        }
        checks.verdict()
    }
}

impl Shipment {
    /// Whether anything may be done with it.
    ///
    /// # Errors
    /// [`Refusal::StateForbids`] unless it is being loaded.
    pub fn check_open(&self) -> Result<(), Refusal> {
        match self.state {
            ShipmentState::Open => Ok(()),
            ShipmentState::Finished | ShipmentState::Deleted => Err(Refusal::StateForbids {
                entity: Entity::Shipment,
                key: self.id.to_string(),
            }),
        }
    }

    /// The orders among those asked for that join now, each once. Those already in it stay; `found` are those that exist.
    ///
    /// # Errors
    /// [`Refusal::StateForbids`] unless it is being loaded; [`Refusal::Invalid`] for no orders at all and for orders that
    /// are not the organization's; [`Refusal::OrderStateForbids`] for the first whose label is not printed.
    pub fn joining(&self, asked: &[OrderId], found: &[Order]) -> Result<Vec<OrderId>, Refusal> {
        self.check_open()?;
        let mut invalid = blank_when_empty(asked);
        let mut joining: Vec<&Order> = Vec::new();
        for (index, id) in asked.iter().enumerate() {
            if self.orders.contains(id) || joining.iter().any(|order| order.id == *id) {
                continue;
            }
            match found
                .iter()
                .find(|order| order.id == *id && order.organization == self.organization)
            {
                Some(order) => joining.push(order),
                None => invalid.push(InvalidField::at(Field::Orders, index, Problem::Unknown)),
            }
        }
        Refusal::unless_empty(invalid)?;
        for order in &joining {
            advance(order.id, order.status, OrderAction::Separate)?;
        }
        Ok(joining.into_iter().map(|order| order.id).collect())
    }

    /// The orders among those asked for that leave it, each once.
    ///
    /// # Errors
    /// [`Refusal::StateForbids`] unless it is being loaded; [`Refusal::Invalid`] for no orders at all and for orders that
    /// are not in it.
    pub fn leaving(&self, asked: &[OrderId]) -> Result<Vec<OrderId>, Refusal> {
        self.check_open()?;
        let mut invalid = blank_when_empty(asked);
        let mut leaving = Vec::new();
        for (index, id) in asked.iter().enumerate() {
            if !self.orders.contains(id) {
                invalid.push(InvalidField::at(Field::Orders, index, Problem::Unknown));
            } else if !leaving.contains(id) {
                leaving.push(*id);
            }
        }
        Refusal::unless_empty(invalid)?;
        Ok(leaving)
    }

    /// Whether the carrier may take it, with these orders in it.
    ///
    /// # Errors
    /// [`Refusal::StateForbids`] unless it is being loaded with something in it; [`Refusal::OrderStateForbids`] for the
    /// first order that cannot leave, say because it was cancelled after it joined: it must be removed.
    pub fn finishing(&self, orders: &[Order]) -> Result<(), Refusal> {
        self.check_open()?;
        if orders.is_empty() {
            return Err(Refusal::invalid(Field::Orders, Problem::Blank));
        }
        for order in orders {
            advance(order.id, order.status, OrderAction::Ship)?;
        }
        Ok(())
    }
}

/// Whether an order that leaves a shipment waits for another, as one that has moved on or was cancelled does not.
#[must_use]
pub fn waits_again(status: OrderStatus) -> bool {
    status == OrderStatus::Separated
}

fn blank_when_empty(asked: &[OrderId]) -> Vec<InvalidField> {
    if asked.is_empty() {
        vec![InvalidField::new(Field::Orders, Problem::Blank)]
    } else {
        Vec::new()
    }
}
