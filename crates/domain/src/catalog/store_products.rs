//! What a store makes of a sku of the common catalogue: its price, its words, its place.
//!
//! Not how much of it the store has; that is its balance.
//!
//! The one rule to know: what a store does not say is the catalogue's.

use jiff::Timestamp;

use crate::amount::UnitPrice;
use crate::ids::{OrganizationId, SkuId, StoreProductId};

/// A sku as one store sells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreProduct {
    /// Its number.
    pub id: StoreProductId,
    /// The store.
    pub organization: OrganizationId,
    /// The sku, once in a store.
    pub sku: SkuId,
    /// More of its name.
    pub complement: Option<String>,
    /// Its description there.
    pub description: Option<String>,
    /// Its place among others there.
    pub display_order: Option<i64>,
    /// Whether the store sells it.
    pub enabled: bool,
    /// Its price there.
    pub price: Option<UnitPrice>,
    /// Its price there on promotion.
    pub promotional_price: Option<UnitPrice>,
    /// When the store took it up.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}
