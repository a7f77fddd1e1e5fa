//! An order in Estoka's words, as the simulated buyers send it. Generated people only.

use serde_json::{Value, json};

/// What a buyer asks for.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The order's code.
    pub code: &'a str,
    /// The sales channel.
    pub channel: i64,
    /// The organization and stock to buy from.
    pub place: (i64, i64),
    /// The sku.
    pub sku: i64,
    /// How many units, at 10.00 each.
    pub units: i64,
}

/// The body of `POST /api/v1/orders`.
pub fn order_body(wish: Wish<'_>) -> Value {
    let total = wish.units * 10;
    json!({"order": {
        "sale_channel_id": wish.channel,
        "organization_id": wish.place.0,
        "stock_id": wish.place.1,
        "code": wish.code,
        "placed_at": "2026-03-10T12:00:00.000-03:00",
        "discount": 0,
        "shipping": 0,
        "total_value": total,
        "pre_order": false,
        "payment_status": "approved",
        "pickup_on_store": false,
        "items": [{"product_sku_id": wish.sku, "quantity": wish.units, "unit_price": 10, "item_value": total}],
        "customer": {
            "name": "Cliente Simulado",
            "email": "cliente@example.com",
            "document": "52998224725",
            "phones": ["11 900000000"]
        },
        "billing_address": address(),
        "shipping_address": address(),
        "payments": [{"method": "19", "installments": 1, "value": total, "taxes": 0, "total": total}]
    }})
}

fn address() -> Value {
    json!({
        "street": "Rua das Palmeiras",
        "number": "10",
        "detail": null,
        "zipcode": "01310100",
        "neighborhood": "Centro",
        "city": "São Paulo",
        "city_code": "3550308",
        "state": "SP",
        "country": "BR"
    })
}
