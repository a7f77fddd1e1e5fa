//! Changing orders: only what is named changes, and only what may.

use serde_json::{Value, json};

use crate::bodies::plain;
use crate::shop::{Shop, id};

/// The order with what always moves with a change taken out.
fn still(order: &Value) -> Value {
    let mut order = order.clone();
    order["audit_logs"] = Value::Null;
    order
}

#[test]
fn a_change_of_nothing_changes_nothing_but_the_history() {
    let shop = Shop::open();
    let mut order = plain("1");
    order["metadata"] = serde_json::from_str(r#"{"a":[1.10,null]}"#).expect("JSON");
    order["emission_options"] = json!({"customer_document": "1", "document_on_invoice": true});
    order["nexaas_promo_discounts"] = json!([{"discount_id": 1, "discount_rule_id": 1, "applied_discount_value": 0}]);
    order["shipping_service"] = json!({"name": "Sedex", "carrier": "Correios", "carrier_external_id": 7});
    order["observation"] = "obs".into();
    order["comments"] = "com".into();
    let created = shop.create(&order);
    let path = format!("/orders/{}", id(&created));
    // Unknown keys and the lines are no part of a change.
    let nothing = json!({"order": {"id": 999, "items": "x", "unknown": {}, "pre_order": true}});
    let updated = shop.expect(200, "PUT", &path, &nothing);
    assert_eq!(still(&updated["order"]), still(&created));
    assert_eq!(
        updated["order"]["audit_logs"]
            .as_array()
            .expect("logs")
            .last()
            .expect("a log")["status"],
        "updated"
    );
    assert_eq!(created["metadata"].to_string(), r#"{"a":[1.10,null]}"#);
    assert_eq!(
        created["emission_options"],
        json!({"customer_document": "1", "document_on_invoice": true})
    );
    assert_eq!(created["shipping_service"]["carrier_external_id"], 7);
}

#[test]
fn each_field_changes_alone() {
    let shop = Shop::open();
    let created = shop.order("1");
    let path = format!("/orders/{}", id(&created));
    let table = [
        ("code", json!("2"), "/code", json!("2")),
        ("split", json!(true), "/split", json!(true)),
        ("splited_count", json!(3), "/splited_count", json!(3)),
        ("nexaas_orders_code", json!("g"), "/nexaas_orders_code", json!("g")),
        (
            "placed_at",
            json!("12/06/2018 17:11"),
            "/data/placed_at",
            json!("2018-06-12T17:11:00.000-03:00"),
        ),
        ("organization_id", json!(3), "/organization_id", json!(3)),
        ("source_organization_id", json!(2), "/source_organization_id", json!(2)),
        (
            "source_organization_id",
            Value::Null,
            "/source_organization_id",
            Value::Null,
        ),
        ("sale_channel_id", json!(2), "/sale_channel_name", json!("App")),
        ("withdrawal_channel_id", json!(5), "/withdrawal_channel_id", json!(5)),
        ("stock_id", json!(6), "/stock_id", json!(6)),
        ("shipping", json!(30), "/data/total_value", json!(130.0)),
        ("discount", json!(10), "/data/items/0/discount", json!(10.0)),
        ("partner_fee", json!("1.5"), "/partner_fee", json!(1.5)),
        ("total_value", json!(120), "/total_items_value", json!(90.0)),
        ("pickup_on_store", json!(true), "/pickup_on_store", json!(true)),
        ("fulfillment", json!(true), "/fulfillment", json!(true)),
        ("comments", json!("c"), "/data/comments", json!("c")),
        ("comments", json!(""), "/data/comments", Value::Null),
        ("observation", json!("o"), "/observation", json!("o")),
        ("label_file_url", json!("http://l"), "/pdf_tag_file", json!("http://l")),
        ("metadata", json!({"x": 1}), "/metadata", json!({"x": 1})),
        ("metadata", Value::Null, "/metadata", json!({})),
        (
            "seller_external_id",
            json!("464844e4-b13a-4efe-a20d-665df840be1e"),
            "/seller/name",
            json!("Seller 2"),
        ),
        (
            "shipping_service",
            json!({"tracking_code": "PT"}),
            "/shipping_service/tracking_code",
            json!("PT"),
        ),
        (
            "shipping_address",
            json!({}),
            "/data/shipping_address/number",
            json!("999"),
        ),
    ];
    for (key, value, pointer, expected) in table {
        let updated = shop.expect(200, "PUT", &path, &json!({"order": {key: value}}));
        assert_eq!(updated["order"].pointer(pointer), Some(&expected), "{key}");
    }
    let customer = json!({"name": "Bia", "email": "b@example.com", "document": "", "phones": "21 1"});
    let updated = shop.expect(200, "PUT", &path, &json!({"order": {"customer": customer}}));
    assert_eq!(updated["order"]["data"]["customer"]["phones"], json!(["21 1"]));
    assert_eq!(updated["order"]["customer"]["name"], "Bia");
}

#[test]
fn what_may_not_change_is_refused_and_nothing_else_changes() {
    let shop = Shop::open();
    let other = shop.order("2");
    let created = shop.order("1");
    let other = shop.show(id(&other));
    let path = format!("/orders/{}", id(&created));
    let table = [
        (json!({"code": "2"}), json!({"code": ["já está em uso"]})),
        (
            json!({"code": "x".repeat(256)}),
            json!({"code": ["é muito longo (máximo: 255 caracteres)"]}),
        ),
        (json!({"stock_id": 1}), json!({"stock_id": ["não é permitido"]})),
        (
            json!({"organization_id": 999}),
            json!({"organization_id": ["não é válido"]}),
        ),
        (
            json!({"total_value": 1}),
            json!({"total_value": ["não confere com o valor calculado (120.00)"]}),
        ),
        (
            json!({"discount": 1000}),
            json!({"discount": ["está fora do intervalo permitido"]}),
        ),
        (
            json!({"shipping": -1}),
            json!({"shipping": ["deve ser maior ou igual a 0"]}),
        ),
        (
            json!({"customer": {"name": "x"}}),
            json!({
                "customer.email": ["não pode ficar em branco"],
                "customer.document": ["não pode ficar em branco"],
                "customer.phones": ["não pode ficar em branco"],
            }),
        ),
        (json!({"payments": []}), json!({"payments": ["não é permitido"]})),
        (
            json!({"payment_status": "paid"}),
            json!({"payment_status": ["não está incluído na lista"]}),
        ),
        (json!({"metadata": "x"}), json!({"metadata": ["não é válido"]})),
    ];
    for (change, errors) in table {
        let mut change = change;
        change["observation"] = "must not stay".into();
        assert_eq!(shop.refused(422, "PUT", &path, &json!({ "order": change })), errors);
    }
    let missing = json!({"order": {"order_volumes": [{"id": 977, "tracking_code": "PT"}], "observation": "x"}});
    assert_eq!(shop.refused(404, "PUT", &path, &missing), "Volume não encontrado(a)");
    assert_eq!(shop.show(id(&created)), created);
    assert_eq!(shop.show(id(&other)), other);
}

#[test]
fn volumes_get_their_tracking_codes() {
    let shop = Shop::open();
    let order = id(&shop.order("1"));
    shop.step(order, "pick");
    let volume = shop.step(order, "pack")["order_volumes"][0]["id"].clone();
    let change = json!({"order": {"order_volumes": [{"id": volume, "tracking_code": "PTABCXYZ"}]}});
    let updated = shop.expect(200, "PUT", &format!("/orders/{order}"), &change);
    assert_eq!(updated["order"]["order_volumes"][0]["tracking_code"], "PTABCXYZ");
}

#[test]
fn a_payment_that_is_rejected_cancels_and_one_that_is_approved_moves_on() {
    let shop = Shop::open();
    let pending = |code: &str| {
        let mut order = plain(code);
        order["payment_status"] = "pending".into();
        id(&shop.create(&order))
    };
    let pay = |order: i64, status: &str| {
        let body = json!({"order": {"id": order, "payment_status": status}});
        shop.expect(200, "PUT", &format!("/orders/{order}"), &body)["order"].clone()
    };
    let paid = pay(pending("1"), "approved");
    assert_eq!(
        (&paid["status"], &paid["payment_status"]),
        (&"waiting_picking".into(), &"approved".into())
    );
    let again = pay(id(&paid), "approved");
    assert_eq!(again["status"], "waiting_picking");
    let refused = pay(pending("2"), "rejected");
    assert_eq!(
        (&refused["status"], &refused["payment_status"]),
        (&"cancelled".into(), &"rejected".into())
    );
    assert_eq!(shop.shelf(id(&paid)), (100, 2, 98));
    let path = format!("/orders/{}", id(&refused));
    let errors = shop.refused(422, "PUT", &path, &json!({"order": {"observation": "x"}}));
    assert_eq!(errors["base"][0], "Pedido não pode ser alterado");
}

#[test]
fn a_pre_order_gets_its_payments_before_it_is_confirmed() {
    let shop = Shop::open();
    let mut order = plain("1");
    order["pre_order"] = true.into();
    order["payments"] = json!([]);
    let order = id(&shop.create(&order));
    let payments = json!([{"method": 19, "installments": 1, "value": 120, "taxes": 0, "total": 120}]);
    let updated = shop.expect(
        200,
        "PUT",
        &format!("/orders/{order}"),
        &json!({"order": {"payments": payments}}),
    );
    assert_eq!(updated["order"]["payments"][0]["method_name"], "pix");
    assert_eq!(shop.step(order, "confirm")["payment_status"], "approved");
}
