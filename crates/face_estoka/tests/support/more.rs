//! What single stories need beyond the facts all share: customers' types, orders on their way.
//!
//! The one rule to know: a story is named after its file, and what it needs is asked of the face itself where the face
//! can do it.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::path::Path;

use app::customers::{PutCustomerJob, PutCustomerType};
use domain::ids::OrganizationId;
use serde_json::{Value, json};

use super::facts;
use super::world::World;

/// The access key of the document that the story of invoices asks for.
const ACCESS_KEY: &str = "11234567890123456789012345678901434967890123";

/// The world of a story.
pub(crate) fn world_of(story: &Path) -> World {
    let world = facts::world();
    match story.file_stem().and_then(|stem| stem.to_str()) {
        Some("customers") => customers(&world),
        Some("shipments") => {
            labelled(&world, "E1", &json!({}));
            labelled(&world, "E2", &json!({}));
            order(&world, "E3");
        }
        Some("invoices") => {
            let invoice = json!({"invoice_attributes": {"status": "succeeded", "kind": "nfe", "data": {
                "dados_gerais": {"serie": "2", "nfe_numero": "4"},
                "resposta_emissao": {"chave_acesso": ACCESS_KEY}}}});
            labelled(&world, "F1", &invoice);
        }
        _ => {}
    }
    world
}

fn customers(world: &World) {
    world.run(PutCustomerType {
        organization: OrganizationId::from_raw(1),
        code: "tcode".to_owned(),
        name: "Type Name".to_owned(),
    });
    world.run(PutCustomerJob {
        code: "jcode".to_owned(),
        name: "Job Name".to_owned(),
    });
}

/// Places an order of one of sku 1 in stock 1 and answers its number.
pub(crate) fn order(world: &World, code: &str) -> i64 {
    let body = json!({"order": {
        "organization_id": 1, "stock_id": 1, "sale_channel_id": 1, "code": code,
        "placed_at": "2026-03-10T09:00:00-03:00", "pre_order": false, "payment_status": "approved",
        "total_value": 10.0, "shipping": 0, "discount": 0,
        "items": [{"product_sku_id": 1, "quantity": 1, "unit_price": 10.0, "item_value": 10.0}],
        "customer": {"name": "Maria <da> Conceição", "email": "", "document": "52998224725", "phones": ["11999999999"]},
        "billing_address": address(), "shipping_address": address(),
        "payments": [{"method": "03", "installments": 1, "value": 10.0, "taxes": 0, "total": 10.0}],
        "shipping_service": {"name": "SEDEX", "estimated_due_date": "2026-03-20", "tracking_code": "PN123456789BR"},
    }});
    let got = world.ask("POST", "/api/v1/orders", body.to_string());
    assert_eq!(got.status, 201, "{}", got.text());
    got.json()["order"]["id"].as_i64().expect("an order has a number")
}

fn address() -> Value {
    json!({"street": "Rua Olimpíadas", "number": "205", "detail": "5 andar", "zipcode": "04551000",
        "neighborhood": "Vila Olímpia", "city_code": "3550308", "city": "São Paulo", "state": "SP", "country": "BR"})
}

/// Places an order whose label is printed, under this fiscal document, and answers its number.
pub(crate) fn labelled(world: &World, code: &str, invoice: &Value) -> i64 {
    let id = order(world, code);
    for (step, body) in [
        ("pick", String::new()),
        ("pack", String::new()),
        ("issue_nfe", invoice.to_string()),
        ("generate_label", String::new()),
    ] {
        let got = world.ask("POST", &format!("/api/v1/orders/{id}/{step}"), body);
        assert_eq!(got.status, 200, "{step}: {}", got.text());
    }
    id
}
