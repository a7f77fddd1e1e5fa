//! Estoka's lists: pages past the end, and filters that cannot be read.
//!
//! Not ids in paths, which every face's walk tries.
//!
//! The one rule to know: a page past the end is empty, and a page that is none is refused.

use conformance::client::Client;
use conformance::dialects::estoka::ESTOKA;
use conformance::merchant::Merchant;
use conformance::walk::none;
use domain::actor::Face;
use serde_json::{Value, json};

#[test]
fn a_page_past_the_end_is_empty_and_a_page_that_is_none_is_refused() {
    store::testing::each_engine(|store| {
        let client = Merchant::open(store).estoka();
        let mut wrong = Vec::new();
        for info in (server::faces::find(Face::Estoka).unwrap().routes)() {
            let path: Vec<&str> = info
                .path
                .split('/')
                .map(|part| if part.starts_with('{') { "1" } else { part })
                .collect();
            let path = path.join("/");
            let first = client.get(&path).value();
            let lists = first
                .as_object()
                .and_then(|members| members.values().next().filter(|value| value.is_array()));
            // The fields of a form are no list of records.
            if info.method != "GET" || lists.is_none() || path.ends_with("/fields_configurations") {
                continue;
            }
            for page in [
                "page=1000",
                "page=1000&per_page=100",
                "page=92233720368547758&per_page=100",
                "page=4294967296",
            ] {
                let received = client.get(&format!("{path}?{page}"));
                let body = received.value();
                let is_empty = body
                    .as_object()
                    .is_some_and(|members| members.values().all(|list| list == &Value::Array(Vec::new())));
                if received.status != 200 || !is_empty {
                    wrong.push(format!("{info} {page}: {} {:?}", received.status, received.body));
                }
            }
            for page in [
                "page=0",
                "page=-1",
                "page=abc",
                "page=1.5",
                "per_page=0",
                "per_page=-5",
                "per_page=x",
                "page=99999999999999999999",
            ] {
                let received = client.get(&format!("{path}?{page}"));
                wrong.extend(ESTOKA.fault(&received).map(|fault| format!("{info} {page}: {fault}")));
            }
        }
        none(&wrong);
    });
}

#[test]
fn a_query_that_cannot_be_read_is_refused() {
    store::testing::each_engine(|store| {
        let client = Merchant::open(store).estoka();
        let mut wrong = Vec::new();
        for list in ["/api/v1/orders", "/api/v1/stocks/1/stock_skus"] {
            for query in [
                "search[cor]=azul",
                "search[created_at_from]=ontem",
                "search[created_at_until]=31/02/2020",
                "search[created_at_from][]=01/02/2020",
                "search[updated_at_from]=%ff",
                "%ff=1",
                "search[%00]=1",
                "search[created_at_from]=%00",
            ] {
                let received = client.get(&format!("{list}?{query}"));
                wrong.extend(ESTOKA.fault(&received).map(|fault| format!("{list}?{query}: {fault}")));
            }
        }
        for query in [
            "search[organization_id]=abc",
            "search[organization_id]=1.5",
            "search[start_at]=20/02/2019T25:00",
        ] {
            let received = client.get(&format!("/api/v1/orders?{query}"));
            wrong.extend(
                ESTOKA
                    .fault(&received)
                    .map(|fault| format!("/api/v1/orders?{query}: {fault}")),
            );
        }
        none(&wrong);
    });
}

/// An order with everything that may be inside: two lines, two payments, a seller and a carrier, its own customer and
/// volumes; shipped, delivered, one unit brought back. Answers its number.
fn whole_order(client: &Client, code: usize) -> i64 {
    let ask = |status: u16, method: &str, path: &str, body: &Value| {
        let received = client.json(method, &format!("/api/v1{path}"), body);
        assert_eq!(received.status, status, "{method} {path}: {:?}", received.body);
        received.value()
    };
    // Every other order sells other goods in other parts.
    let (second, channel) = if code.is_multiple_of(2) { (3, 1) } else { (4, 2) };
    let line = |sku: i64| json!({"product_sku_id": sku, "quantity": 2, "unit_price": 10, "item_value": 20});
    let address = json!({
        "street": "Rua São Francisco Xavier", "number": "999", "zipcode": "20550012", "neighborhood": "Tijuca",
        "city": "Rio de Janeiro", "state": "RJ", "country": "BR"
    });
    let payment = json!({"method": "19", "installments": 1, "value": 20, "taxes": 0, "total": 20});
    let order = json!({
        "sale_channel_id": channel, "organization_id": 1, "stock_id": 6, "code": format!("cheio-{code}"),
        "placed_at": "2026-03-10T09:30:00.000-03:00", "discount": 0, "shipping": 0, "total_value": 40,
        "pre_order": false, "payment_status": "approved", "items": [line(1), line(second)],
        "customer": {"name": format!("Cliente {code}"), "email": format!("cliente{code}@example.com"),
            "document": "", "phones": []},
        "billing_address": address, "shipping_address": address, "payments": [payment, payment],
        "seller_external_id": "464844e4-b13a-4efe-a20d-665df840be1e",
        "shipping_service": {"name": "Sedex", "carrier_external_id": 1}
    });
    let created = ask(201, "POST", "/orders", &json!({ "order": order }));
    let id = created["order"]["id"].as_i64().expect("an id");
    ask(200, "POST", &format!("/orders/{id}/pick"), &Value::Null);
    let volume = |number: i64, sku: i64| json!({"number": number, "specie": "CX", "order_volume_items": [{"product_sku_id": sku, "quantity": 2}]});
    let volumes = json!({"order_volumes": [volume(1, 1), volume(2, second)]});
    ask(200, "POST", &format!("/orders/{id}/pack"), &volumes);
    for step in ["issue_nfe", "generate_label"] {
        ask(200, "POST", &format!("/orders/{id}/{step}"), &Value::Null);
    }
    let shipment = json!({"shipment": {
        "date": "2026-03-10T09:30:00.000-03:00", "shipment_type": "SEDEX", "stock_id": 6,
        "shipping_company": {"id": 2, "name": "Correios"}, "orders": [id]
    }});
    let shipment = ask(201, "POST", "/organizations/1/shipments", &shipment)["id"].clone();
    ask(
        200,
        "POST",
        &format!("/organizations/1/shipments/{shipment}/finish"),
        &Value::Null,
    );
    ask(200, "POST", &format!("/orders/{id}/deliver"), &Value::Null);
    let back = json!({"returned_products": [{"product_sku_id": 1, "total": 1, "comments": "Produto avariado"}]});
    ask(200, "POST", &format!("/organizations/1/orders/{id}/return"), &back);
    id
}

#[test]
fn a_page_of_whole_orders_costs_the_same_statements_however_long_it_is() {
    store::testing::each_engine(|store| {
        let client = Merchant::open(store).estoka();
        let goods: Vec<Value> = ["CAI74", "code_A", "code_B"]
            .iter()
            .map(|code| json!({"code": code, "quantity": 1000}))
            .collect();
        let entry = json!({"stock_id": 6, "organization_id": 1, "operation_type": "buy", "product_skus": goods});
        assert_eq!(client.json("POST", "/api/v1/stock_movements/entry", &entry).status, 201);
        let orders: Vec<i64> = (0..50).map(|code| whole_order(&client, code)).collect();

        let cost = |query: &str| {
            let before = store.statements();
            let listed = client.get(&format!("/api/v1/orders?{query}"));
            assert_eq!(listed.status, 200, "{:?}", listed.body);
            (listed.value()["orders"].clone(), store.statements() - before)
        };
        for filters in ["", "&search[status]=pending_return", "&search[organization_id]=1"] {
            let (few, cost_of_few) = cost(&format!("per_page=2{filters}"));
            let (many, cost_of_many) = cost(&format!("per_page=50{filters}"));
            let (few, many) = (few.as_array().unwrap(), many.as_array().unwrap());
            assert_eq!((few.len(), many.len()), (2, 50), "{filters}");
            assert_eq!(cost_of_few, cost_of_many, "{filters}");
            for order in few.iter().chain(many) {
                let lists = ["payments", "order_volumes", "order_returns", "nfes", "audit_logs"];
                for list in lists {
                    assert!(order[list].as_array().is_some_and(|list| !list.is_empty()), "{list}");
                }
                assert_eq!(order["data"]["items"].as_array().map(Vec::len), Some(2));
                assert_eq!(order["seller"]["sale_channel_ids"], json!([1, 5]));
                assert!(
                    ["carrier", "shipping_service", "stock", "customer"]
                        .iter()
                        .all(|node| order[node].is_object())
                );
            }
        }
        let one = |id: &i64| {
            let before = store.statements();
            assert_eq!(client.get(&format!("/api/v1/orders/{id}")).status, 200);
            store.statements() - before
        };
        assert_eq!(one(&orders[0]), one(&orders[49]));
    });
}
