//! What one sku has in one location and lot. A derived figure: nothing sets it but the movements of a [`super::Book`].

use jiff::Timestamp;
use jiff::civil::Date;

use crate::amount::{Quantity, UnitPrice};
use crate::ids::{BalanceId, LocationId, LotId, SkuId};

/// A balance and the settings of its shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// Its number, which Estoka shows as the `stock_sku`.
    pub id: BalanceId,
    /// The sku.
    pub sku: SkuId,
    /// Where.
    pub location: LocationId,
    /// Which lot; `None` where lots are not told apart.
    pub lot: Option<LotId>,
    /// The lot's code, read along.
    pub lot_code: Option<String>,
    /// The lot's last day, read along.
    pub expires_on: Option<Date>,
    /// Σ physical movements.
    pub on_hand: Quantity,
    /// Σ open promises.
    pub reserved: Quantity,
    /// Follows receipts.
    pub average_cost: UnitPrice,
    /// The cost of the last receipt.
    pub replacement_cost: UnitPrice,
    /// Kept back from automatic routing and channel availability; `None` takes the location's.
    pub safety_margin: Option<Quantity>,
    /// Below it the shelf wants replenishing.
    pub minimum_limit: Option<Quantity>,
    /// Whether promises may exceed what is there.
    pub allows_negative: bool,
    /// When the shelf was opened.
    pub created_at: Timestamp,
    /// When it last moved or was changed.
    pub updated_at: Timestamp,
}

impl Balance {
    /// An empty shelf.
    pub fn empty(id: BalanceId, sku: SkuId, location: LocationId, now: Timestamp) -> Self {
        Self {
            id,
            sku,
            location,
            lot: None,
            lot_code: None,
            expires_on: None,
            on_hand: Quantity::ZERO,
            reserved: Quantity::ZERO,
            average_cost: UnitPrice::ZERO,
            replacement_cost: UnitPrice::ZERO,
            safety_margin: None,
            minimum_limit: None,
            allows_negative: false,
            created_at: now,
            updated_at: now,
        }
    }

    /// What can still be promised: on hand less reserved. Negative where negative stock is allowed and used.
    pub fn available(&self) -> Quantity {
        // Both are bounded by what the book accepted; at the edge of the range nothing is available.
        self.on_hand.checked_sub(self.reserved).unwrap_or(Quantity::ZERO)
    }

    /// What automatic routing and channels may count on: available less the safety margin, the location's own margin
    /// standing in when the shelf has none.
    pub fn available_to_channels(&self, location_margin: Quantity) -> Quantity {
        let margin = self.safety_margin.unwrap_or(location_margin);
        self.available().checked_sub(margin).unwrap_or(Quantity::ZERO)
    }
}
