//! Whatever a client may send: no bytes are answered with a server's error, and a refusal writes nothing.

use serde_json::{Value, json};

use crate::bodies::{plain, sold};
use crate::shop::{Shop, id};

/// Bodies that are wrong as a whole, with what each is answered.
const WHOLES: &[(&str, u16)] = &[
    ("", 400),
    ("   ", 400),
    ("{", 400),
    ("{}", 400),
    ("[]", 400),
    ("null", 400),
    ("\"order\"", 400),
    ("12", 400),
    ("{\"order\":null}", 400),
    ("{\"order\":[]}", 422),
    ("{\"order\":\"x\"}", 422),
    ("{\"order\":{},}", 400),
    ("{\"order\":{}} x", 400),
];

/// Odd values for the field at this place of a list of fields: one of each kind of JSON, and by turns the others.
fn oddities(place: usize) -> Vec<Value> {
    let mut values = vec![json!(null), json!("x"), json!([{}]), json!({"a": {}})];
    let others = other_oddities();
    values.extend((0..5).map(|turn| others[(place * 5 + turn) % others.len()].clone()));
    values
}

/// Values that are odd in more ways than by their kind.
fn other_oddities() -> Vec<Value> {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    let mut values: Vec<Value> = [
        "1e400",
        "-1",
        "0",
        "99999999999999999999",
        "1.0000001",
        "\"\\u0000\"",
        "\"\\ud800\"",
    ]
    .iter()
    .map(|text| serde_json::from_str(text).unwrap_or(Value::Null))
    .collect();
    values.extend([
        json!(null),
        json!(true),
        json!(""),
        json!(" "),
        json!("x"),
        json!("é".repeat(10_000)),
        json!([]),
        json!({}),
        json!([null]),
        json!([[]]),
        json!([{}]),
        json!({"a": {}}),
        json!("2020-13-45"),
        json!("9999-12-31T23:59:59-12:00"),
        deep,
    ]);
    values
}

/// The routes that take an order's node.
fn with_order(order: i64, pre_order: i64) -> Vec<(&'static str, String, Value)> {
    vec![
        ("POST", "/orders".to_owned(), json!({ "order": plain("odd") })),
        ("POST", "/orders/delivered".to_owned(), sold("odd")),
        ("POST", "/orders/waiting_withdrawal".to_owned(), sold("odd")),
        ("PUT", format!("/orders/{order}"), json!({ "order": plain("1") })),
        (
            "POST",
            format!("/orders/{pre_order}/add_items"),
            json!({"order": {"items": [
            {"product_sku_id": 2, "product_sku_code": "CODE123", "quantity": 1, "unit_price": 1, "item_value": 1}]}}),
        ),
        (
            "DELETE",
            format!("/orders/{pre_order}/remove_items"),
            json!({"order": {"items": [
            {"product_sku_id": 4, "product_sku_code": "C4"}]}}),
        ),
    ]
}

#[test]
fn a_body_that_is_wrong_as_a_whole_is_refused() {
    let shop = Shop::open();
    let order = id(&shop.order("1"));
    let pre_order = shop.pre_order("2");
    for (method, path, _) in with_order(order, pre_order) {
        for (body, status) in WHOLES {
            let before = shop.world.written();
            let got = shop.world.ask(method, &format!("/api/v1{path}"), *body);
            assert_eq!(got.status, *status, "{method} {path} {body}: {}", got.text());
            assert!(!got.json()["errors"].is_null(), "{method} {path} {body}");
            assert_eq!(before, shop.world.written());
        }
        for bytes in [&b"\xff\xfe"[..], b"{\"order\":\"\xff\"}"] {
            let got = shop.world.ask(method, &format!("/api/v1{path}"), bytes.to_vec());
            assert_eq!(got.status, 400, "{method} {path}");
        }
    }
}

#[test]
fn no_value_of_any_field_breaks_a_route() {
    let shop = Shop::open();
    let order = id(&shop.order("1"));
    let pre_order = shop.pre_order("2");
    for (method, path, body) in with_order(order, pre_order) {
        for (place, pointer) in pointers(&body, "").into_iter().enumerate() {
            for odd in oddities(place) {
                let mut odd_body = body.clone();
                *odd_body.pointer_mut(&pointer).expect("the pointer is of this body") = odd;
                let before = shop.world.written();
                let text = odd_body.to_string();
                let got = shop.world.ask(method, &format!("/api/v1{path}"), text.clone());
                assert!(
                    matches!(got.status, 200 | 201 | 400 | 404 | 422),
                    "{} {method} {path} {text}",
                    got.status
                );
                if got.status >= 400 {
                    assert_eq!(before, shop.world.written(), "{method} {path} {text}");
                }
            }
        }
    }
}

/// Every place in a body.
fn pointers(value: &Value, at: &str) -> Vec<String> {
    let mut found = if at.is_empty() { Vec::new() } else { vec![at.to_owned()] };
    match value {
        Value::Object(members) => {
            for (key, inner) in members {
                found.extend(pointers(inner, &format!("{at}/{key}")));
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                found.extend(pointers(inner, &format!("{at}/{index}")));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    found
}

#[test]
fn odd_bodies_of_steps_are_refused_or_not_looked_at() {
    let shop = Shop::open();
    let order = id(&shop.order("1"));
    shop.step(order, "pick");
    let delivered = id(&shop.expect(201, "POST", "/orders/delivered", &sold("2"))["order"]);
    let volumes = json!({"order_volumes": [{"specie": "CX", "width": 1, "weight": 1, "tracking_code": "P",
        "order_volume_items": [{"product_sku_id": 1, "quantity": 1}]}]});
    let invoice = json!({"invoice_attributes": {"status": "succeeded", "kind": "nfe", "danfe_url": "d", "xml_url": "x",
        "data": {"dados_gerais": {"codigo_natureza_operacao": "1", "serie": "1", "nfe_numero": "1"},
            "resposta_emissao": {"chave_acesso": "1", "data_emissao": "2020-01-01"}}}});
    let returned = json!({"returned_products": [{"product_sku_id": 1, "total": 1, "comments": "x"}]});
    let routes = [
        (format!("/orders/{order}/pack"), volumes),
        (format!("/orders/{order}/issue_nfe"), invoice.clone()),
        (format!("/orders/{delivered}/delivered/invoices"), invoice),
        (format!("/organizations/1/orders/{delivered}/return"), returned),
    ];
    for (path, body) in routes {
        for (place, pointer) in pointers(&body, "").into_iter().enumerate() {
            for odd in oddities(place) {
                let mut odd_body = body.clone();
                *odd_body.pointer_mut(&pointer).expect("the pointer is of this body") = odd;
                let before = shop.world.written();
                let got = shop.world.ask("POST", &format!("/api/v1{path}"), odd_body.to_string());
                assert!(
                    // 400 is for a root that is not there.
                    matches!(got.status, 200 | 201 | 400 | 422),
                    "{} {path} {odd_body}",
                    got.status
                );
                if got.status >= 400 {
                    assert_eq!(before, shop.world.written(), "{path} {odd_body}");
                }
            }
        }
    }
}

#[test]
fn numbers_at_the_edge_of_their_range_are_refused() {
    let shop = Shop::open();
    let most = "9223372036854.775807";
    let text = |quantity: &str, price: &str| {
        json!({ "order": plain("1") })
            .to_string()
            .replace("\"quantity\":2", &format!("\"quantity\":{quantity}"))
            .replace("\"unit_price\":50", &format!("\"unit_price\":{price}"))
    };
    for (quantity, price) in [
        (most, most),
        (most, "1"),
        ("1", most),
        ("1e12", "1e-6"),
        ("1e999999999", "1"),
    ] {
        let before = shop.world.written();
        let got = shop.world.ask("POST", "/api/v1/orders", text(quantity, price));
        assert_eq!(got.status, 422, "{quantity} × {price}: {}", got.text());
        assert_eq!(before, shop.world.written());
    }
}

#[test]
fn a_long_order_is_an_order() {
    let shop = Shop::open();
    let mut order = plain("1");
    let line = json!({"product_sku_id": 1, "quantity": 0.05, "unit_price": 100, "item_value": 5});
    order["items"] = Value::Array(vec![line; 1_000]);
    order["total_value"] = 5_020.into();
    order["payments"] = json!([]);
    let created = shop.create(&order);
    assert_eq!(created["data"]["items"].as_array().map(Vec::len), Some(1_000));
    assert_eq!(shop.shelf(id(&created)).0, 100);
}

#[test]
fn nothing_that_costs_work_comes_without_end() {
    let shop = Shop::open();
    let order = id(&shop.order("1"));
    let pre_order = shop.pre_order("2");
    let line = json!({"product_sku_id": 2, "quantity": 0.01, "unit_price": 1, "item_value": 0.01});
    let payment = json!({"method": "01", "installments": 1, "value": 0, "taxes": 0, "total": 0});
    let many = |key: &str, value: &Value, count: usize| {
        let mut body = plain("3");
        body[key] = Value::Array(vec![value.clone(); count]);
        json!({ "order": body })
    };
    let beyond = |key: &str| json!({ key: ["está fora do intervalo permitido"] });
    let items = many("items", &line, 1_001);
    let transfers: Vec<i64> = (1..=101).collect();
    let tracking = json!({"id": 1, "tracking_code": "P"});
    let volume = json!({"specie": "CX"});
    shop.step(order, "pick");
    let table = [
        ("POST", "/orders".to_owned(), items.clone(), beyond("items")),
        ("POST", format!("/orders/{pre_order}/add_items"), items, beyond("items")),
        (
            "POST",
            format!("/orders/{pre_order}/add_items"),
            many("items", &line, 1_000),
            beyond("items"),
        ),
        (
            "POST",
            "/orders".to_owned(),
            many("payments", &payment, 101),
            beyond("payments"),
        ),
        (
            "PUT",
            format!("/orders/{pre_order}"),
            many("payments", &payment, 101),
            beyond("payments"),
        ),
        (
            "PUT",
            format!("/orders/{order}"),
            many("order_volumes", &tracking, 1_001),
            beyond("order_volumes"),
        ),
        (
            "POST",
            format!("/orders/{order}/pack"),
            many("order_volumes", &volume, 1_001),
            beyond("quantity"),
        ),
    ];
    for (method, path, body, errors) in table {
        assert_eq!(shop.refused(422, method, &path, &body), errors, "{method} {path}");
    }
    let mut waiting = json!({ "order": plain("4") });
    waiting["order"]["transfer_ids"] = json!(transfers);
    assert_eq!(shop.refused(422, "POST", "/orders", &waiting), beyond("transfer_ids"));
}
