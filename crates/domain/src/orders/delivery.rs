//! A store that takes orders on, delivers them itself or hands them to a carrier, and calls them off.
//!
//! Not the steps in between, which are the table in `advance.rs`.
//!
//! The one rule to know: a store says yes to what is paid, delivers what no carrier has, and calls off what it said yes
//! to, or might have, and has not delivered.

use super::advance::{Step, advance};
use super::order::Order;
use super::payment::PaymentStatus;
use super::status::OrderStatus;
use crate::refusal::{Field, OrderAction, Problem, Refusal};

/// The most characters of what is said about a cancellation.
pub const CANCEL_NOTE_MAX: usize = 20_000;

/// Why a store calls an order off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CancelReason {
    /// It has not got the goods.
    OutOfStock,
    /// It could not deliver.
    DeliveryFailure,
    /// What it says in words.
    Other,
}

impl CancelReason {
    /// Every case.
    pub const ALL: [Self; 3] = [Self::OutOfStock, Self::DeliveryFailure, Self::Other];

    /// The name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OutOfStock => "out_of_stock",
            Self::DeliveryFailure => "delivery_failure",
            Self::Other => "other",
        }
    }

    /// The case of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|case| case.name() == name)
    }

    /// Whether what is said with it is enough.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] of [`Field::Note`]: blank where the reason is in words alone, or too long.
    pub fn check_note(self, note: Option<&str>) -> Result<(), Refusal> {
        let is_blank = note.is_none_or(|note| note.trim().is_empty());
        match self {
            Self::Other if is_blank => return Err(Refusal::invalid(Field::Note, Problem::Blank)),
            Self::Other | Self::OutOfStock | Self::DeliveryFailure => {}
        }
        if note.is_some_and(|note| note.chars().count() > CANCEL_NOTE_MAX) {
            return Err(Refusal::invalid(Field::Note, Problem::TooLong { max: CANCEL_NOTE_MAX }));
        }
        Ok(())
    }
}

/// Who brings an order to the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveredBy {
    /// A carrier.
    Carrier,
    /// The store.
    Store,
    /// Nobody: the customer comes.
    Customer,
}

impl Order {
    /// Who brings it to the customer: a carrier where one is named, unless the customer comes for it.
    #[must_use]
    pub fn delivered_by(&self) -> DeliveredBy {
        let service = self.shipping_service.as_ref();
        let names_carrier = service.is_some_and(|service| service.carrier_code.is_some());
        if self.is_pickup {
            DeliveredBy::Customer
        } else if self.carrier.is_some() || names_carrier {
            DeliveredBy::Carrier
        } else {
            DeliveredBy::Store
        }
    }
}

/// Where an order goes when its store says yes.
///
/// # Errors
/// [`Refusal::OrderStateForbids`] unless it is placed and paid.
pub fn accept(order: &Order) -> Result<Step, Refusal> {
    if order.payment_status != PaymentStatus::Approved {
        return Err(forbidden(order, OrderAction::Accept));
    }
    advance(order.id, order.status, OrderAction::Accept)
}

/// What is left to be done before an order is on its way, in this order: collected, packed, off the books, labelled, and
/// then with whoever brings it.
///
/// # Errors
/// [`Refusal::OrderStateForbids`] of [`OrderAction::Ship`] where it has not been accepted or has left already.
pub fn way_out(order: &Order) -> Result<Vec<OrderAction>, Refusal> {
    const STEPS: [(OrderStatus, OrderAction); 4] = [
        (OrderStatus::WaitingPicking, OrderAction::Pick),
        (OrderStatus::Picked, OrderAction::Pack),
        (OrderStatus::Packed, OrderAction::Invoice),
        (OrderStatus::Invoiced, OrderAction::Label),
    ];
    let done = STEPS.iter().position(|(from, _)| *from == order.status);
    let by = order.delivered_by();
    let mut actions: Vec<OrderAction> = match done {
        Some(done) => STEPS.iter().skip(done).map(|(_, action)| *action).collect(),
        None if order.status == OrderStatus::Labelled => Vec::new(),
        None if order.status == OrderStatus::Separated && by == DeliveredBy::Store => Vec::new(),
        None => return Err(forbidden(order, OrderAction::Ship)),
    };
    actions.push(match by {
        DeliveredBy::Carrier => OrderAction::Separate,
        DeliveredBy::Store => OrderAction::Route,
        DeliveredBy::Customer => OrderAction::AwaitWithdrawal,
    });
    Ok(actions)
}

/// Whether the store may say that the customer has it.
///
/// # Errors
/// [`Refusal::OrderStateForbids`] where a carrier brings it, or it is not on its way.
pub fn check_handed_over(order: &Order) -> Result<(), Refusal> {
    let is_on_its_way = [
        OrderStatus::InTransit,
        OrderStatus::OutForDelivery,
        OrderStatus::WaitingWithdrawal,
    ]
    .contains(&order.status);
    if is_on_its_way && order.delivered_by() != DeliveredBy::Carrier {
        Ok(())
    } else {
        Err(forbidden(order, OrderAction::Deliver))
    }
}

/// Whether the store may call it off: from when it is paid until it is delivered.
///
/// # Errors
/// [`Refusal::OrderStateForbids`]
pub fn check_called_off(order: &Order) -> Result<(), Refusal> {
    let may = match order.status {
        OrderStatus::Placed => order.payment_status == PaymentStatus::Approved,
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
        | OrderStatus::WaitingWithdrawal => true,
        OrderStatus::Quote
        | OrderStatus::PreOrder
        | OrderStatus::Delivered
        | OrderStatus::CancelRequested
        | OrderStatus::Cancelled
        | OrderStatus::ReturnRequested
        | OrderStatus::Returned => false,
    };
    if may {
        Ok(())
    } else {
        Err(forbidden(order, OrderAction::Cancel))
    }
}

fn forbidden(order: &Order, action: OrderAction) -> Refusal {
    Refusal::OrderStateForbids {
        order: order.id,
        status: order.status,
        action,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_in_words_needs_words() {
        let table = [
            (CancelReason::OutOfStock, None, true),
            (CancelReason::Other, None, false),
            (CancelReason::Other, Some("  "), false),
            (CancelReason::Other, Some("Com defeito."), true),
        ];
        for (reason, note, good) in table {
            assert_eq!(reason.check_note(note).is_ok(), good, "{reason:?} {note:?}");
        }
        for reason in CancelReason::ALL {
            assert_eq!(CancelReason::from_name(reason.name()), Some(reason));
        }
    }
}
