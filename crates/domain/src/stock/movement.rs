//! A movement: the only writer of a balance. Appended, never changed; a mistake is put right by the opposite movement.

use jiff::Timestamp;

use crate::amount::{Quantity, UnitPrice};
use crate::ids::{
    BalanceId, LocationId, OrderId, OrderItemId, OrganizationId, ReceiptId, ReturnId, StockOperationId, TransferId,
};

/// What kind of movement, and with it which figure of the balance it moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MovementKind {
    /// Goods arrived from outside.
    Received,
    /// Goods left for a customer.
    Shipped,
    /// A count or correction; needs a reason.
    Adjusted,
    /// Goods left for another location.
    TransferOut,
    /// Goods arrived from another location.
    TransferIn,
    /// Goods came back from a customer.
    Returned,
    /// A promise was made.
    Reserved,
    /// A promise was closed, kept or given back.
    Released,
}

impl MovementKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Received,
        Self::Shipped,
        Self::Adjusted,
        Self::TransferOut,
        Self::TransferIn,
        Self::Returned,
        Self::Reserved,
        Self::Released,
    ];

    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Shipped => "shipped",
            Self::Adjusted => "adjusted",
            Self::TransferOut => "transfer_out",
            Self::TransferIn => "transfer_in",
            Self::Returned => "returned",
            Self::Reserved => "reserved",
            Self::Released => "released",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it moves `on_hand`; the others move `reserved`.
    pub fn is_physical(self) -> bool {
        match self {
            Self::Received | Self::Shipped | Self::Adjusted | Self::TransferOut | Self::TransferIn | Self::Returned => {
                true
            }
            Self::Reserved | Self::Released => false,
        }
    }
}

/// One movement as the book decided it. The quantity carries the sign of its effect on its figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// The shelf.
    pub balance: BalanceId,
    /// The kind.
    pub kind: MovementKind,
    /// Signed: what it adds to `on_hand` or to `reserved`.
    pub quantity: Quantity,
    /// Cost of one unit: of the receipt when received, otherwise the average at that moment.
    pub unit_cost: UnitPrice,
    /// The document behind it.
    pub cause: Cause,
}

/// The document behind a movement: at least one is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cause {
    /// An order.
    pub order: Option<OrderId>,
    /// The order's line.
    pub item: Option<OrderItemId>,
    /// A manual entry, exit or count.
    pub operation: Option<StockOperationId>,
    /// A goods receipt.
    pub receipt: Option<ReceiptId>,
    /// A transfer between locations.
    pub transfer: Option<TransferId>,
    /// A customer's return.
    pub customer_return: Option<ReturnId>,
}

impl Cause {
    /// A line of an order.
    pub fn item(order: OrderId, item: OrderItemId) -> Self {
        Self {
            order: Some(order),
            item: Some(item),
            ..Self::default()
        }
    }

    /// A line of an order whose goods a customer brought back.
    pub fn returned(order: OrderId, item: OrderItemId, customer_return: ReturnId) -> Self {
        Self {
            customer_return: Some(customer_return),
            ..Self::item(order, item)
        }
    }

    /// A manual entry, exit or count.
    pub fn operation(operation: StockOperationId) -> Self {
        Self {
            operation: Some(operation),
            ..Self::default()
        }
    }

    /// A transfer.
    pub fn transfer(transfer: TransferId) -> Self {
        Self {
            transfer: Some(transfer),
            ..Self::default()
        }
    }

    /// A goods receipt.
    pub fn receipt(receipt: ReceiptId) -> Self {
        Self {
            receipt: Some(receipt),
            ..Self::default()
        }
    }
}

/// Why stock was entered or corrected by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AdjustReason {
    /// Entered by hand.
    Manual,
    /// Bought, without the fiscal document at hand.
    Purchase,
    /// Came back.
    Return,
    /// A count.
    Count,
    /// A balance set by an integration.
    BalanceSet,
    /// Sent away for repair.
    SentToRepair,
    /// Back from repair.
    BackFromRepair,
    /// A customer brought back what was sold.
    SaleReturn,
    /// Bought goods went back to their supplier.
    PurchaseReturn,
}

impl AdjustReason {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Manual,
        Self::Purchase,
        Self::Return,
        Self::Count,
        Self::BalanceSet,
        Self::SentToRepair,
        Self::BackFromRepair,
        Self::SaleReturn,
        Self::PurchaseReturn,
    ];

    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Purchase => "purchase",
            Self::Return => "return",
            Self::Count => "count",
            Self::BalanceSet => "balance_set",
            Self::SentToRepair => "sent_to_repair",
            Self::BackFromRepair => "back_from_repair",
            Self::SaleReturn => "sale_return",
            Self::PurchaseReturn => "purchase_return",
        }
    }

    /// The reason of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// A manual entry, exit or count: the document that several movements share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockOperation {
    /// Its number.
    pub id: StockOperationId,
    /// The organization.
    pub organization: OrganizationId,
    /// Where.
    pub location: LocationId,
    /// In, or a correction either way.
    pub direction: StockOperationDirection,
    /// Why.
    pub reason: AdjustReason,
    /// What the user wrote.
    pub note: Option<String>,
    /// When the goods moved.
    pub moved_at: Timestamp,
    /// When it was recorded.
    pub created_at: Timestamp,
}

/// Whether an operation brings goods in or sets a figure right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StockOperationDirection {
    /// Goods in.
    Entry,
    /// A correction, up or down.
    Adjustment,
}

impl StockOperationDirection {
    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Adjustment => "adjustment",
        }
    }

    /// The direction of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Entry, Self::Adjustment]
            .into_iter()
            .find(|direction| direction.name() == name)
    }
}
