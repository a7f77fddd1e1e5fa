//! Bodies of requests: the vendor's examples, what its client in production sends, and a plain order to vary.

use serde_json::{Value, json};

/// The example of this name, a file of `examples/`. Of keys that the vendor's document gives twice the last is kept.
pub(crate) fn example(name: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/orders/examples");
    let text = std::fs::read_to_string(format!("{folder}/{name}.json")).expect("an example");
    serde_json::from_str(&text).expect("an example is JSON")
}

/// A paid order of two units of sku 1 from stock 6, at 50.00 each, with 20.00 of freight.
pub(crate) fn plain(code: &str) -> Value {
    json!({
        "sale_channel_id": 1, "organization_id": 1, "stock_id": 6, "code": code,
        "placed_at": "2026-03-09T10:00:00-03:00", "discount": 0, "shipping": 20, "total_value": 120,
        "payment_status": "approved",
        "items": [{"product_sku_id": 1, "quantity": 2, "unit_price": 50, "item_value": 100}],
        "customer": customer(), "billing_address": address(), "shipping_address": address(),
        "payments": [{"method": "03", "installments": 1, "value": 120, "taxes": 0, "total": 120}]
    })
}

/// A counter sale of one unit of sku 1.
pub(crate) fn sold(code: &str) -> Value {
    let mut order = plain(code);
    order["items"][0] = json!({"product_sku_id": 1, "quantity": 3, "unit_price": 50, "item_value": 150});
    order["total_value"] = 170.into();
    json!({ "order": order })
}

/// What the client in production sends: no city codes, blank document and e-mail. Contract, section 2.9.
pub(crate) fn production(code: &str) -> Value {
    let mut order = plain(code);
    order["pre_order"] = false.into();
    order["payment_status"] = "pending".into();
    order["pickup_on_store"] = false.into();
    order["customer"] = json!({"name": "Ana", "email": "", "document": "", "phones": []});
    order["payments"] = json!([
        {"method": "03", "card_brand": "9", "installments": 3, "value": 100.0, "taxes": 0.0, "total": 100.0},
        {"method": "99", "installments": 1, "value": 20.0, "taxes": 0.0, "total": 20.0},
    ]);
    order["shipping_service"] = json!({"name": "Sedex", "estimated_due_date": "2026-03-20"});
    json!({ "order": order })
}

/// A buyer.
pub(crate) fn customer() -> Value {
    json!({"name": "Ana", "email": "ana@example.com", "document": "529.982.247-25", "phones": ["21 999999999"]})
}

/// An address.
pub(crate) fn address() -> Value {
    json!({
        "street": "Rua São Francisco Xavier", "number": "999", "detail": "ap 99", "zipcode": "20550012",
        "neighborhood": "Tijuca", "city": "Rio de Janeiro", "state": "RJ", "country": "BR"
    })
}
