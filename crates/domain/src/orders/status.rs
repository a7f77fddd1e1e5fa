//! Where an order stands. Not how it moves: that is the table in `advance.rs`.

/// Every place an order can stand. The faces' words for each are in DESIGN section 6 and in each face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OrderStatus {
    /// An offer: no effect on stock.
    Quote,
    /// Stock promised, not yet an order.
    PreOrder,
    /// Placed, its payment or acceptance pending.
    Placed,
    /// Waiting for stock to arrive.
    WaitingStock,
    /// Waiting for a transfer to arrive.
    WaitingTransfer,
    /// Accepted: the warehouse may collect.
    WaitingPicking,
    /// Collected.
    Picked,
    /// In its volumes.
    Packed,
    /// Fiscal document issued; the goods have left the stock.
    Invoiced,
    /// Transport label printed.
    Labelled,
    /// With a carrier's load.
    Separated,
    /// With the carrier.
    InTransit,
    /// On the last mile.
    OutForDelivery,
    /// Waiting for the customer to collect.
    WaitingWithdrawal,
    /// With the customer.
    Delivered,
    /// The carrier has been asked to bring it back.
    CancelRequested,
    /// Cancelled; nothing is promised and nothing is gone.
    Cancelled,
    /// Goods are on their way back from the customer.
    ReturnRequested,
    /// All goods came back.
    Returned,
}

/// What an order holds of the stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StockHold {
    /// Nothing.
    Nothing,
    /// Promises.
    Promised,
    /// The goods themselves left.
    Gone,
}

impl OrderStatus {
    /// Every status, in the order of the usual way.
    pub const ALL: [Self; 19] = [
        Self::Quote,
        Self::PreOrder,
        Self::Placed,
        Self::WaitingStock,
        Self::WaitingTransfer,
        Self::WaitingPicking,
        Self::Picked,
        Self::Packed,
        Self::Invoiced,
        Self::Labelled,
        Self::Separated,
        Self::InTransit,
        Self::OutForDelivery,
        Self::WaitingWithdrawal,
        Self::Delivered,
        Self::CancelRequested,
        Self::Cancelled,
        Self::ReturnRequested,
        Self::Returned,
    ];

    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::PreOrder => "pre_order",
            Self::Placed => "placed",
            Self::WaitingStock => "waiting_stock",
            Self::WaitingTransfer => "waiting_transfer",
            Self::WaitingPicking => "waiting_picking",
            Self::Picked => "picked",
            Self::Packed => "packed",
            Self::Invoiced => "invoiced",
            Self::Labelled => "labelled",
            Self::Separated => "separated",
            Self::InTransit => "in_transit",
            Self::OutForDelivery => "out_for_delivery",
            Self::WaitingWithdrawal => "waiting_withdrawal",
            Self::Delivered => "delivered",
            Self::CancelRequested => "cancel_requested",
            Self::Cancelled => "cancelled",
            Self::ReturnRequested => "return_requested",
            Self::Returned => "returned",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// What an order that stands here holds of the stock. While goods travel for it, the transfer holds them; goods set
    /// aside for a customer to collect have left the stock.
    pub fn stock_hold(self) -> StockHold {
        match self {
            Self::Quote | Self::Cancelled | Self::WaitingStock | Self::WaitingTransfer | Self::Returned => {
                StockHold::Nothing
            }
            Self::PreOrder | Self::Placed | Self::WaitingPicking | Self::Picked | Self::Packed => StockHold::Promised,
            Self::Invoiced
            | Self::Labelled
            | Self::Separated
            | Self::InTransit
            | Self::OutForDelivery
            | Self::WaitingWithdrawal
            | Self::Delivered
            | Self::CancelRequested
            | Self::ReturnRequested => StockHold::Gone,
        }
    }

    /// Whether nothing can happen to the order any more.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Cancelled | Self::Returned)
    }
}
