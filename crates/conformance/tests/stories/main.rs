//! Stories that end in the core: what came in through a face, and whether every unit of it can be accounted for.
//!
//! Not single answers, which are the exchanges'.
//!
//! The one rule to know: a story ends with the auditor, who finds nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod franchise;
mod purse;

use std::collections::BTreeMap;

use conformance::client::Client;
use conformance::ledger::Ledger;
use conformance::merchant::Merchant;
use serde_json::{Value, json};

/// The distribution centre and the shop's own stock.
const CENTRE: i64 = 6;
const SHOP: i64 = 1;

/// Asks and expects a status; answers the body.
fn ask(client: &Client, status: u16, method: &str, path: &str, body: &Value) -> Value {
    let received = client.json(method, &format!("/api/v1{path}"), body);
    assert_eq!(
        received.status,
        status,
        "{method} {path}: {}",
        String::from_utf8_lossy(&received.body)
    );
    received.value()
}

fn receive(client: &Client, stock: i64, units: i64, batch: Option<&str>) {
    let line = json!({"code": "CAI74", "quantity": units, "batch": batch});
    let body = json!({"stock_id": stock, "organization_id": 1, "operation_type": "buy", "product_skus": [line]});
    ask(client, 201, "POST", "/stock_movements/entry", &body);
}

/// Places an order of so many units of the sku 1 and answers its number.
fn order(client: &Client, code: &str, units: i64, over: &Value) -> i64 {
    let total = 10 * units;
    let address = json!({
        "street": "Rua São Francisco Xavier", "number": "999", "zipcode": "20550012", "neighborhood": "Tijuca",
        "city": "Rio de Janeiro", "state": "RJ", "country": "BR"
    });
    let mut order = json!({
        "sale_channel_id": 1, "organization_id": 1, "stock_id": CENTRE, "code": code,
        "placed_at": "2026-03-10T09:30:00.000-03:00", "discount": 0, "shipping": 0, "total_value": total,
        "pre_order": false, "payment_status": "approved",
        "items": [{"product_sku_id": 1, "quantity": units, "unit_price": 10, "item_value": total}],
        "customer": {"name": "Cliente Modelo", "email": "cliente@example.com", "document": "52998224725", "phones": []},
        "billing_address": address, "shipping_address": address,
        "payments": [{"method": "19", "installments": 1, "value": total, "taxes": 0, "total": total}]
    });
    for (key, value) in over.as_object().into_iter().flatten() {
        order[key] = value.clone();
    }
    ask(client, 201, "POST", "/orders", &json!({ "order": order }))["order"]["id"]
        .as_i64()
        .unwrap()
}

fn steps(client: &Client, order: i64, steps: &[&str]) {
    for step in steps {
        ask(client, 200, "POST", &format!("/orders/{order}/{step}"), &Value::Null);
    }
}

/// The shelves of the sku 1 in a stock, lots together: in stock, reserved, available.
fn shelves(client: &Client, stock: i64) -> (i64, i64, i64) {
    let body = ask(client, 200, "GET", &format!("/stocks/{stock}/stock_skus"), &Value::Null);
    let shelves = body["stock_skus"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|shelf| shelf["product_sku_id"] == 1);
    shelves.fold((0, 0, 0), |sum, shelf| {
        let figure = |name: &str| shelf[name].as_i64().unwrap();
        (
            sum.0 + figure("in_stock_quantity"),
            sum.1 + figure("reserved_quantity"),
            sum.2 + figure("available_quantity"),
        )
    })
}

/// What happens: 145 units come in, and of them some are sold, some promised, some under way, some come back.
fn trade(client: &Client) {
    const OUT: &[&str] = &["pick", "pack", "issue_nfe", "generate_label", "delivery_route"];
    receive(client, CENTRE, 100, Some("L1"));
    receive(client, CENTRE, 15, None);
    receive(client, SHOP, 30, None);
    // Two units go all the way; one of them comes back.
    let delivered = order(client, "delivered", 2, &json!({}));
    steps(client, delivered, OUT);
    steps(client, delivered, &["deliver"]);
    let back = json!({"returned_products": [{"product_sku_id": 1, "total": 1, "comments": "Produto avariado"}]});
    ask(
        client,
        200,
        "POST",
        &format!("/organizations/1/orders/{delivered}/return"),
        &back,
    );
    // Five are promised and given back before they leave, four while they are under way, three only later.
    let early = order(client, "cancelled", 5, &json!({}));
    steps(client, early, &["pick", "cancel"]);
    let late = order(client, "cancelled-late", 4, &json!({}));
    steps(client, late, OUT);
    steps(client, late, &["cancel", "cancel"]);
    let pending = order(client, "pending-cancel", 3, &json!({}));
    steps(client, pending, OUT);
    steps(client, pending, &["cancel"]);
    // Seven and six stay promised, eight are sold at the counter at once.
    let accepted = order(client, "accepted", 7, &json!({}));
    steps(client, accepted, &["pick", "pack"]);
    order(
        client,
        "pre-order",
        6,
        &json!({"pre_order": true, "payment_status": "pending"}),
    );
    counter(client, 8);
    // Ten are on their way to the shop, nine have arrived there.
    for (units, both) in [(10, false), (9, true)] {
        let body = json!({"transfer": {"from_stock_id": CENTRE, "to_stock_id": SHOP,
            "items": [{"product_sku_id": 1, "quantity": units}]}});
        let asked = ask(client, 201, "POST", "/organizations/1/transfers", &body);
        let id = asked["transfer"]["id"].as_i64().unwrap();
        ask(
            client,
            200,
            "POST",
            &format!("/organizations/1/transfers/{id}/ship"),
            &Value::Null,
        );
        if both {
            ask(
                client,
                200,
                "POST",
                &format!("/organizations/1/transfers/{id}/receive"),
                &Value::Null,
            );
        }
    }
    // The shop counts: two of its 39 are missing. More than there is cannot be sold.
    let count =
        json!({"stock_id": SHOP, "organization_id": 1, "product_skus": [{"id": 1, "code": "CAI74", "quantity": 37}]});
    ask(client, 201, "POST", "/stock_movements/adjust_available_stock", &count);
    refused(client);
}

/// Sells at the counter of the distribution centre.
fn counter(client: &Client, units: i64) {
    let total = 10 * units;
    let body = json!({"order": {
        "sale_channel_id": 1, "organization_id": 1, "stock_id": CENTRE, "code": "counter",
        "placed_at": "2026-03-10T09:30:00.000-03:00", "discount": 0, "shipping": 0, "total_value": total,
        "items": [{"product_sku_id": 1, "quantity": units, "unit_price": 10, "item_value": total}],
        "customer": {"name": "Cliente Modelo", "email": "", "document": "", "phones": []},
        "billing_address": {"street": "Rua A", "number": "1", "zipcode": "20550012", "neighborhood": "Tijuca",
            "city": "Rio de Janeiro", "state": "RJ", "country": "BR"},
        "shipping_address": {},
        "payments": [{"method": "01", "installments": 1, "value": total, "taxes": 0, "total": total}]
    }});
    ask(client, 201, "POST", "/orders/delivered", &body);
}

/// An order for one unit more than is free.
fn refused(client: &Client) {
    let (_, _, free) = shelves(client, CENTRE);
    let units = free + 1;
    let total = 10 * units;
    let body = json!({"order": {
        "sale_channel_id": 1, "organization_id": 1, "stock_id": CENTRE, "code": "too-many",
        "placed_at": "2026-03-10T09:30:00.000-03:00", "discount": 0, "shipping": 0, "total_value": total,
        "items": [{"product_sku_id": 1, "quantity": units, "unit_price": 10, "item_value": total}],
        "customer": {"name": "Cliente Modelo", "email": "", "document": "", "phones": []},
        "billing_address": {"street": "Rua A", "number": "1", "zipcode": "20550012", "neighborhood": "Tijuca",
            "city": "Rio de Janeiro", "state": "RJ", "country": "BR"},
        "shipping_address": {}, "payments": []
    }});
    ask(client, 422, "POST", "/orders", &body);
}

#[test]
fn every_unit_that_came_in_can_be_accounted_for() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open(store);
        let client = merchant.estoka();
        trade(&client);
        let ledger = Ledger::of(store, 1, 1);

        // The centre: 115 came; 1 delivered for good, 3 under way, 8 over the counter, 19 to the shop.
        assert_eq!(
            shelves(&client, CENTRE),
            (115 - 1 - 3 - 8 - 19, 7 + 6, 115 - 1 - 3 - 8 - 19 - 13)
        );
        // The shop: 30 came, 9 arrived, 2 are missing.
        assert_eq!(shelves(&client, SHOP), (37, 0, 37));

        // The movements say why.
        let moved: BTreeMap<&str, i64> = ["received", "shipped", "returned", "adjusted"]
            .map(|kind| (kind, ledger.everywhere(kind)))
            .into();
        assert_eq!(
            moved,
            BTreeMap::from([
                ("received", 145),
                ("shipped", -(2 + 4 + 3 + 8)),
                ("returned", 1 + 4),
                ("adjusted", -2)
            ])
        );
        assert_eq!(
            (ledger.at(CENTRE, "transfer_out"), ledger.at(SHOP, "transfer_in")),
            (-19, 9)
        );
        assert_eq!(ledger.everywhere("transfer_in") + ledger.everywhere("transfer_out"), 0);
        assert_eq!(ledger.everywhere("reserved") + ledger.everywhere("released"), 13);
        assert_eq!(ledger.unexplained, 0);

        // What is on the shelves, the one of the road included, is what came in less what went out.
        let on_hand: i64 = ledger.shelves.values().map(|(on_hand, _)| on_hand).sum();
        assert_eq!(on_hand, moved.values().sum::<i64>());
        let on_the_road: i64 = ledger
            .shelves
            .iter()
            .filter(|(place, _)| ![CENTRE, SHOP].contains(place))
            .map(|(_, (on_hand, _))| on_hand)
            .sum();
        assert_eq!(on_the_road, 10);
        assert_eq!(merchant.audit(), Vec::<String>::new());
    });
}
