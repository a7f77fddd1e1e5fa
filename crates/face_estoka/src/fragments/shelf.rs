//! A shelf, which the vendor calls `stock_sku`: what a stock has of a sku, lot by lot.
//!
//! Not the stock and not the sku, which stand beside it.
//!
//! The one rule to know: the figures are numbers and never null, though the vendor's examples show null for none: clients
//! read them into whole numbers.

use domain::amount::Quantity;
use domain::locations::Location;
use domain::stock::Balance;
use face_kit::JsonDecimal;
use serde::Serialize;

use crate::numbers::{Spelling, decimal_text, figure};

/// A shelf.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ShelfOut {
    id: i64,
    stock_id: i64,
    product_sku_id: i64,
    in_stock_quantity: JsonDecimal,
    reserved_quantity: JsonDecimal,
    available_quantity: JsonDecimal,
    in_transit_quantity: JsonDecimal,
    negative_stock: bool,
    replacement_cost: String,
    minimum_limit: Option<JsonDecimal>,
    batch: Option<String>,
    batch_expiration_date: Option<String>,
    safety_margin: JsonDecimal,
    created_at: String,
    updated_at: String,
}

/// A shelf inside an order's line: it names its sku by number, as most of the vendor's examples do, and by code.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OrderShelfOut {
    id: i64,
    stock_id: i64,
    product_sku_id: i64,
    product_sku_code: String,
    in_stock_quantity: JsonDecimal,
    reserved_quantity: JsonDecimal,
    available_quantity: JsonDecimal,
    in_transit_quantity: JsonDecimal,
    created_at: String,
    updated_at: String,
    replacement_cost: String,
    minimum_limit: Option<JsonDecimal>,
    negative_stock: bool,
    batch: Option<String>,
    batch_expiration_date: Option<String>,
}

impl ShelfOut {
    /// A shelf of this place in this spelling. A shelf without a margin of its own shows the place's.
    pub(crate) fn of(balance: &Balance, place: &Location, in_transit: Quantity, spelling: &Spelling) -> Self {
        let margin = balance.safety_margin.unwrap_or(place.details.default_safety_margin);
        Self {
            id: balance.id.raw(),
            stock_id: balance.location.raw(),
            product_sku_id: balance.sku.raw(),
            in_stock_quantity: figure(balance.on_hand),
            reserved_quantity: figure(balance.reserved),
            available_quantity: figure(balance.available()),
            in_transit_quantity: figure(in_transit),
            negative_stock: balance.allows_negative,
            replacement_cost: decimal_text(balance.replacement_cost),
            minimum_limit: balance.minimum_limit.map(figure),
            batch: balance.lot_code.clone(),
            batch_expiration_date: balance.expires_on.map(|day| day.to_string()),
            safety_margin: figure(margin),
            created_at: spelling.instant(balance.created_at),
            updated_at: spelling.instant(balance.updated_at),
        }
    }
}

impl OrderShelfOut {
    /// The shelf of an order's line in this spelling.
    pub(crate) fn of(balance: &Balance, sku_code: &str, spelling: &Spelling) -> Self {
        Self {
            id: balance.id.raw(),
            stock_id: balance.location.raw(),
            product_sku_id: balance.sku.raw(),
            product_sku_code: sku_code.to_owned(),
            in_stock_quantity: figure(balance.on_hand),
            reserved_quantity: figure(balance.reserved),
            available_quantity: figure(balance.available()),
            in_transit_quantity: figure(Quantity::ZERO),
            created_at: spelling.instant(balance.created_at),
            updated_at: spelling.instant(balance.updated_at),
            replacement_cost: decimal_text(balance.replacement_cost),
            minimum_limit: balance.minimum_limit.map(figure),
            negative_stock: balance.allows_negative,
            batch: balance.lot_code.clone(),
            batch_expiration_date: balance.expires_on.map(|day| day.to_string()),
        }
    }
}
