//! Transfers between locations: the request, and how it moves. Not the goods; the book moves those.

use jiff::Timestamp;

use crate::amount::Quantity;
use crate::ids::{LocationId, OrderId, OrganizationId, SkuId, TransferId};
use crate::refusal::{Entity, Refusal};

/// A transfer with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Its number.
    pub id: TransferId,
    /// Who sends.
    pub organization: OrganizationId,
    /// From where.
    pub from: LocationId,
    /// To where.
    pub to: LocationId,
    /// The order that waits for it.
    pub order: Option<OrderId>,
    /// How far it is.
    pub state: TransferState,
    /// What the user wrote.
    pub note: Option<String>,
    /// What is moved.
    pub items: Vec<TransferItem>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it last moved.
    pub updated_at: Timestamp,
}

/// So much of a sku.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransferItem {
    /// Its number.
    pub id: i64,
    /// The sku.
    pub sku: SkuId,
    /// How much.
    pub quantity: Quantity,
}

/// How far a transfer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransferState {
    /// Asked for; nothing moved.
    Requested,
    /// On its way.
    Shipped,
    /// Arrived.
    Received,
    /// Called off; what had left is back.
    Cancelled,
}

impl TransferState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Requested, Self::Shipped, Self::Received, Self::Cancelled];

    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Shipped => "shipped",
            Self::Received => "received",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What can be asked of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransferStep {
    /// The goods leave.
    Ship,
    /// The goods arrive.
    Receive,
    /// It is called off.
    Cancel,
}

impl Transfer {
    /// Where the step leads.
    ///
    /// # Errors
    /// [`Refusal::StateForbids`]: goods leave once, arrive once, and what has arrived stays.
    pub fn advance(&self, step: TransferStep) -> Result<TransferState, Refusal> {
        match (self.state, step) {
            (TransferState::Requested, TransferStep::Ship) => Ok(TransferState::Shipped),
            (TransferState::Shipped, TransferStep::Receive) => Ok(TransferState::Received),
            (TransferState::Requested | TransferState::Shipped, TransferStep::Cancel) => Ok(TransferState::Cancelled),
            (TransferState::Requested, TransferStep::Receive)
            | (TransferState::Shipped, TransferStep::Ship)
            | (
                TransferState::Received | TransferState::Cancelled,
                TransferStep::Ship | TransferStep::Receive | TransferStep::Cancel,
            ) => Err(Refusal::StateForbids {
                entity: Entity::Transfer,
                key: self.id.to_string(),
            }),
        }
    }
}
