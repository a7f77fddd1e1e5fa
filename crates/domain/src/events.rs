//! Facts that others are told, in the past tense. Not the wire form of a webhook: each face words an event its own way.

use crate::ids::OrganizationId;
use crate::refusal::Entity;

/// Something that happened to an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What kind of record it happened to.
    pub entity: Entity,
    /// Its number.
    pub entity_id: i64,
    /// The organization it belongs to, where it has one.
    pub organization: Option<OrganizationId>,
    /// What happened.
    pub kind: EventKind,
}

/// What can happen. The names are kept in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the fact of the same name")]
pub enum EventKind {
    Created,
    Updated,
    Deleted,
    StockAdded,
    StockRemoved,
    OrderPicked,
    OrderPacked,
    OrderInvoiced,
    OrderLabelled,
    OrderShipped,
    OrderDelivered,
    OrderCancelRequested,
    OrderCancelled,
    OrderReturnRequested,
    OrderReturned,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::Created,
        Self::Updated,
        Self::Deleted,
        Self::StockAdded,
        Self::StockRemoved,
        Self::OrderPicked,
        Self::OrderPacked,
        Self::OrderInvoiced,
        Self::OrderLabelled,
        Self::OrderShipped,
        Self::OrderDelivered,
        Self::OrderCancelRequested,
        Self::OrderCancelled,
        Self::OrderReturnRequested,
        Self::OrderReturned,
    ];

    /// The name in the outbox.
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Deleted => "deleted",
            Self::StockAdded => "stock_added",
            Self::StockRemoved => "stock_removed",
            Self::OrderPicked => "order_picked",
            Self::OrderPacked => "order_packed",
            Self::OrderInvoiced => "order_invoiced",
            Self::OrderLabelled => "order_labelled",
            Self::OrderShipped => "order_shipped",
            Self::OrderDelivered => "order_delivered",
            Self::OrderCancelRequested => "order_cancel_requested",
            Self::OrderCancelled => "order_cancelled",
            Self::OrderReturnRequested => "order_return_requested",
            Self::OrderReturned => "order_returned",
        }
    }
}
