//! The lines of an order: inside `data`, and once more as `order_items` where lines were changed.
//!
//! Not what they cost together.
//!
//! The one rule to know: inside `data` decimals are numbers, in `order_items` they are text. Contract, decision 14.

use app::orders::OrderItemView;
use domain::amount::Money;
use domain::ids::OrderId;
use domain::orders::OrderItem;
use face_kit::JsonDecimal;
use serde::Serialize;

use crate::fragments::{OrderShelfOut, OrderSkuOut};
use crate::numbers::{Spelling, decimal_text, figure, float};

/// A line in `order.data.items`.
#[derive(Debug, Serialize)]
pub(super) struct ItemOut {
    quantity: JsonDecimal,
    item_value: JsonDecimal,
    unit_price: JsonDecimal,
    discount: JsonDecimal,
    product_sku_id: i64,
    stock_sku: Option<OrderShelfOut>,
    serial_numbers: Vec<String>,
    free_gift: bool,
    product_sku: Option<OrderSkuOut>,
    is_kit: bool,
}

/// A line in `order.order_items`.
#[derive(Debug, Serialize)]
pub(super) struct OrderItemOut {
    id: i64,
    order_id: i64,
    product_sku_id: i64,
    stock_sku_id: Option<i64>,
    product_sku_code: Option<String>,
    quantity: JsonDecimal,
    unit_price: String,
    item_value: String,
    discount: String,
    available: bool,
    created_at: String,
    updated_at: String,
}

/// The line's own discount, or its share of the order's: never both.
fn discount(item: &OrderItem) -> Money {
    item.discount.checked_add(item.discount_share).unwrap_or(item.discount)
}

impl ItemOut {
    /// A line in this spelling.
    pub(super) fn of(view: &OrderItemView, spelling: &Spelling) -> Self {
        let item = &view.item;
        let code = view.sku.as_ref().map(|sku| sku.sku.code.as_str()).unwrap_or_default();
        Self {
            quantity: figure(item.quantity),
            item_value: float(item.total),
            unit_price: float(item.unit_price),
            discount: float(discount(item)),
            product_sku_id: item.sku.raw(),
            stock_sku: view
                .balance
                .as_ref()
                .map(|balance| OrderShelfOut::of(balance, code, spelling)),
            serial_numbers: item.serial_numbers.clone(),
            free_gift: item.is_gift,
            product_sku: view.sku.as_ref().map(|sku| OrderSkuOut::of(sku, spelling)),
            is_kit: false,
        }
    }
}

impl OrderItemOut {
    /// A line of this order in this spelling. Its goods are promised, so they are available to it.
    pub(super) fn of(order: OrderId, view: &OrderItemView, spelling: &Spelling) -> Self {
        let item = &view.item;
        Self {
            id: item.id.raw(),
            order_id: order.raw(),
            product_sku_id: item.sku.raw(),
            stock_sku_id: item.balance.map(|id| id.raw()),
            product_sku_code: view.sku.as_ref().map(|sku| sku.sku.code.clone()),
            quantity: figure(item.quantity),
            unit_price: decimal_text(item.unit_price),
            item_value: decimal_text(item.total),
            discount: decimal_text(discount(item)),
            available: true,
            created_at: spelling.instant(item.created_at),
            updated_at: spelling.instant(item.updated_at),
        }
    }
}
