//! Stock: balances, the movements that alone change them, and the promises made on them. No reading or writing here; the
//! [`Book`] decides in memory and the store appends what it decided.
//!
//! The one rule to know: `on_hand = Σ physical movements`, `reserved = Σ open promises`, and what is available is the
//! difference, which a reservation may not bring below zero.

mod balance;
mod book;
mod movement;
mod pick;

pub use balance::Balance;
pub use book::{Book, Receipt, Shortage, StatedCosts};
pub use movement::{AdjustReason, Cause, Movement, MovementKind, StockOperation, StockOperationDirection};
pub use pick::{Share, first_expiring_first};

use jiff::Timestamp;

use crate::amount::Quantity;
use crate::ids::{BalanceId, OrderId, OrderItemId, PromiseId};

/// Stock reserved for one order item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Its number.
    pub id: PromiseId,
    /// The order.
    pub order: OrderId,
    /// The line it serves.
    pub item: OrderItemId,
    /// Where the goods lie.
    pub balance: BalanceId,
    /// How much, above zero.
    pub quantity: Quantity,
    /// Whether it still holds.
    pub state: PromiseState,
    /// When it was made.
    pub created_at: Timestamp,
}

/// The life of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PromiseState {
    /// Counted in `reserved`.
    Open,
    /// Given back without goods leaving.
    Released,
    /// Kept: the goods left.
    Shipped,
}

impl PromiseState {
    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Released => "released",
            Self::Shipped => "shipped",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Open, Self::Released, Self::Shipped]
            .into_iter()
            .find(|state| state.name() == name)
    }
}
