//! Creating orders: what must be there, what is refused, what is answered when it comes again.

use serde_json::{Value, json};

use crate::bodies::{address, plain, production, sold};
use crate::shop::{Shop, id};

/// The plain order with one value changed, by JSON pointer.
fn with(pointer: &str, value: Value) -> Value {
    let mut body = json!({ "order": plain("1") });
    let at = pointer.rfind('/').expect("a pointer");
    let parent = body
        .pointer_mut(&format!("/order{}", &pointer[..at]))
        .expect("the parent is there");
    match parent {
        Value::Array(list) => list[pointer[at + 1..].parse::<usize>().expect("an index")] = value,
        parent => parent[&pointer[at + 1..]] = value,
    }
    body
}

/// The plain order without one key.
fn without(pointer: &str) -> Value {
    let mut body = with(pointer, Value::Null);
    let at = pointer.rfind('/').expect("a pointer");
    let parent = body
        .pointer_mut(&format!("/order{}", &pointer[..at]))
        .expect("the parent is there");
    parent.as_object_mut().expect("an object").remove(&pointer[at + 1..]);
    body
}

#[test]
fn the_client_in_production_is_served() {
    let shop = Shop::open();
    let created = shop.expect(201, "POST", "/orders", &production("vdc-1"));
    let order = &created["order"];
    assert_eq!(
        (&order["status"], &order["payment_status"]),
        (&"new".into(), &"pending".into())
    );
    assert_eq!(
        (
            &order["data"]["customer"]["document"],
            &order["data"]["customer"]["email"]
        ),
        (&"".into(), &"".into())
    );
    assert_eq!(order["payments"][0]["card_brand_name"], "Aura");
    assert_eq!(order["payments"][1]["method_name"], "other");
    assert_eq!(order["shipping_service"]["estimated_due_date"], "2026-03-20");
    // The whole numbers that it reads into its own.
    for pointer in ["/sale_channel_id", "/payments/0/installments", "/data/items/0/quantity"] {
        assert!(order.pointer(pointer).expect("there").is_i64(), "{pointer}");
    }
    let paid = json!({"order": {"id": id(order), "payment_status": "approved"}});
    let updated = shop.expect(200, "PUT", &format!("/orders/{}", id(order)), &paid);
    assert_eq!(updated["order"]["status"], "waiting_picking");
    let cancelled = shop.expect(
        200,
        "POST",
        &format!("/orders/{}/cancel", id(order)),
        &json!({"Id": id(order)}),
    );
    assert_eq!(cancelled["order"]["status"], "cancelled");
}

#[test]
fn everything_that_is_missing_is_said_at_once() {
    let shop = Shop::open();
    let errors = shop.refused(422, "POST", "/orders", &json!({"order": {}}));
    let named: Vec<&str> = errors.as_object().expect("fields").keys().map(String::as_str).collect();
    let required = [
        "sale_channel_id",
        "code",
        "customer",
        "billing_address",
        "items",
        "total_value",
        "discount",
        "shipping",
        "placed_at",
    ];
    assert_eq!(named, required);
    for name in required {
        assert_eq!(errors[name], json!(["não pode ficar em branco"]), "{name}");
    }
}

#[test]
fn each_required_field_is_required() {
    let shop = Shop::open();
    for pointer in [
        "/sale_channel_id",
        "/code",
        "/placed_at",
        "/discount",
        "/shipping",
        "/total_value",
        "/items",
        "/items/0/product_sku_id",
        "/items/0/quantity",
        "/items/0/unit_price",
        "/items/0/item_value",
        "/customer",
        "/customer/name",
        "/customer/email",
        "/customer/document",
        "/customer/phones",
        "/billing_address",
        "/billing_address/street",
        "/billing_address/number",
        "/billing_address/zipcode",
        "/billing_address/neighborhood",
        "/billing_address/city",
        "/billing_address/state",
        "/billing_address/country",
        "/shipping_address/street",
        "/payments/0/method",
        "/payments/0/installments",
        "/payments/0/value",
        "/payments/0/taxes",
        "/payments/0/total",
    ] {
        let errors = shop.refused(422, "POST", "/orders", &without(pointer));
        let name = pointer[1..].replace("/0/", "[0].").replace('/', ".");
        assert_eq!(errors, json!({ name: ["não pode ficar em branco"] }), "{pointer}");
    }
}

#[test]
fn values_keep_the_vendors_limits() {
    let shop = Shop::open();
    let table = [
        (
            "/billing_address/number",
            json!("12345678901"),
            "é muito longo (máximo: 10 caracteres)",
        ),
        (
            "/shipping_address/detail",
            json!("x".repeat(41)),
            "é muito longo (máximo: 40 caracteres)",
        ),
        (
            "/code",
            json!("x".repeat(256)),
            "é muito longo (máximo: 255 caracteres)",
        ),
        ("/items/0/quantity", json!(0), "deve ser maior que 0"),
        ("/items/0/quantity", json!(-1), "deve ser maior que 0"),
        ("/items/0/quantity", json!("dois"), "não é um número"),
        ("/items/0/unit_price", json!(-1), "deve ser maior ou igual a 0"),
        ("/discount", json!(-1), "deve ser maior ou igual a 0"),
        ("/shipping", json!("0.001"), "deve ter no máximo 2 casas decimais"),
        ("/placed_at", json!("ontem"), "não é uma data válida"),
        ("/payments/0/method", json!("77"), "não está incluído na lista"),
        ("/payments/0/card_brand", json!("77"), "não está incluído na lista"),
        (
            "/payments/0/installments",
            json!(481),
            "está fora do intervalo permitido",
        ),
        ("/payment_status", json!("paid"), "não está incluído na lista"),
        ("/pre_order", json!("talvez"), "não está incluído na lista"),
        ("/metadata", json!([1]), "não é válido"),
        ("/nexaas_promo_discounts", json!({}), "não é válido"),
        ("/items/0/item_value", json!(99), "está fora do intervalo permitido"),
        ("/items/0/product_sku_id", json!(999), "não é válido"),
        ("/sale_channel_id", json!(999), "não é válido"),
        ("/stock_id", json!(999), "não é válido"),
        ("/stock_id", json!(2), "não é válido"),
        ("/source_organization_id", json!(999), "não é válido"),
        ("/withdrawal_channel_id", json!(999), "não é válido"),
    ];
    for (pointer, value, message) in table {
        let errors = shop.refused(422, "POST", "/orders", &with(pointer, value.clone()));
        let found: Vec<_> = errors.as_object().expect("fields").values().collect();
        assert_eq!(found, [&json!([message])], "{pointer} {value}");
    }
}

#[test]
fn a_place_is_an_organization_and_a_stock_or_neither() {
    let shop = Shop::open();
    for key in ["stock_id", "organization_id"] {
        let errors = shop.refused(422, "POST", "/orders", &without(&format!("/{key}")));
        assert_eq!(errors, json!({ key: ["não pode ficar em branco"] }));
    }
    let mut body = without("/stock_id");
    body["order"]
        .as_object_mut()
        .expect("an object")
        .remove("organization_id");
    let order = &shop.expect(201, "POST", "/orders", &body)["order"];
    assert_eq!(order["organization_id"], 1);
}

#[test]
fn the_same_order_again_is_the_same_order_and_another_under_its_code_is_refused() {
    let shop = Shop::open();
    let first = shop.order("1");
    let again = shop.expect(200, "POST", "/orders", &json!({ "order": plain("1") }));
    assert_eq!(again["order"], first);
    assert_eq!(shop.shelf(id(&first)), (100, 2, 98));
    let mut other = json!({ "order": plain("1") });
    other["order"]["items"][0] = json!({"product_sku_id": 1, "quantity": 1, "unit_price": 100, "item_value": 100});
    assert_eq!(
        shop.refused(422, "POST", "/orders", &other),
        json!({"code": ["já está em uso"]})
    );
}

#[test]
fn where_an_order_begins_follows_its_payment() {
    let shop = Shop::open();
    let table = [
        ("approved", false, "waiting_picking"),
        ("pending", false, "new"),
        ("rejected", false, "cancelled"),
        ("pending", true, "pre_order"),
        ("approved", true, "pre_order"),
    ];
    for (number, (payment, pre_order, status)) in (1..).zip(table) {
        let mut order = plain(&number.to_string());
        order["payment_status"] = payment.into();
        order["pre_order"] = pre_order.into();
        let created = shop.create(&order);
        assert_eq!(created["status"], status, "{payment} {pre_order}");
        assert_eq!(created["data"]["pre_order"], pre_order);
    }
    let mut silent = plain("9");
    silent.as_object_mut().expect("an object").remove("payment_status");
    assert_eq!(shop.create(&silent)["status"], "new");
}

#[test]
fn no_more_is_sold_than_there_is() {
    let shop = Shop::open();
    let mut order = plain("1");
    order["items"][0] = json!({"product_sku_id": 1, "quantity": 101, "unit_price": 1, "item_value": 101});
    order["total_value"] = 121.into();
    let errors = shop.refused(422, "POST", "/orders", &json!({ "order": order }));
    let expected = "Quantidade indisponível em estoque para o SKU CAI74: solicitado 101, disponível 100";
    assert_eq!(errors, json!({"base": [expected]}));
}

#[test]
fn totals_and_discounts_are_the_lines() {
    let shop = Shop::open();
    let errors = shop.refused(422, "POST", "/orders", &with("/total_value", json!(119.99)));
    assert_eq!(
        errors,
        json!({"total_value": ["não confere com o valor calculado (120.00)"]})
    );
    let mut both = with("/discount", json!(1));
    both["order"]["items"][0]["discount"] = 1.into();
    let errors = shop.refused(422, "POST", "/orders", &both);
    assert_eq!(
        errors,
        json!({"discount": ["não pode ser informado junto ao desconto do item"]})
    );
}

#[test]
fn an_item_is_named_by_number_or_by_code() {
    let shop = Shop::open();
    let mut order = plain("1");
    order["items"][0]
        .as_object_mut()
        .expect("an object")
        .remove("product_sku_id");
    order["items"][0]["product_sku_code"] = "CAI74".into();
    assert_eq!(shop.create(&order)["data"]["items"][0]["product_sku_id"], 1);
    order["code"] = "2".into();
    order["items"][0]["product_sku_code"] = "NADA".into();
    let errors = shop.refused(422, "POST", "/orders", &json!({ "order": order }));
    assert_eq!(errors, json!({"items[0].product_sku_id": ["não é válido"]}));
}

#[test]
fn a_sale_over_the_counter_names_its_organization_and_each_sku_once() {
    let shop = Shop::open();
    let mut sale = sold("1");
    sale["order"].as_object_mut().expect("an object").remove("stock_id");
    let created = shop.expect(201, "POST", "/orders/delivered", &sale);
    // The first stock of the organization, because nothing says otherwise.
    assert_eq!(created["order"]["stock"]["id"], 1);
    let mut shelf = sold("2");
    shelf["order"].as_object_mut().expect("an object").remove("stock_id");
    shelf["order"]["items"][0] =
        json!({"product_sku_id": 45, "stock_sku_id": 341, "quantity": 3, "unit_price": 50, "item_value": 150});
    assert_eq!(
        shop.expect(201, "POST", "/orders/delivered", &shelf)["order"]["stock"]["id"],
        6
    );
    let mut nobody = sold("3");
    nobody["order"]
        .as_object_mut()
        .expect("an object")
        .remove("organization_id");
    let errors = shop.refused(422, "POST", "/orders/delivered", &nobody);
    assert_eq!(errors, json!({"organization_id": ["não pode ficar em branco"]}));
    let mut twice = sold("4");
    let line = twice["order"]["items"][0].clone();
    twice["order"]["items"].as_array_mut().expect("a list").push(line);
    let errors = shop.refused(422, "POST", "/orders/delivered", &twice);
    assert_eq!(errors, json!({"items[1].product_sku_id": ["já está em uso"]}));
}

#[test]
fn a_sale_comes_from_the_shelf_it_names_and_no_other() {
    let shop = Shop::open();
    let mut sale = sold("1");
    sale["order"]["items"][0]["stock_sku_id"] = 341.into();
    let errors = shop.refused(422, "POST", "/orders/delivered", &sale);
    let expected = "Quantidade indisponível em estoque para o SKU CAI74: solicitado 3, disponível 0";
    assert_eq!(errors, json!({"base": [expected]}));
}

#[test]
fn a_documented_sale_is_under_one_key_and_in_a_known_state() {
    let shop = Shop::open();
    let with = |code: &str, invoice: Value| {
        let mut sale = sold(code);
        sale["order"]["invoice_attributes"] = invoice;
        sale
    };
    let key = json!({"status": "succeeded", "data": {"resposta_emissao": {
        "chave_acesso": "11234567890123456789012345678901234567890123"}}});
    let created = shop.expect(201, "POST", "/orders/delivered", &with("1", key.clone()));
    assert_eq!(created["order"]["nfes"][0]["number"], Value::Null);
    assert_eq!(
        shop.refused(422, "POST", "/orders/delivered", &with("2", key)),
        json!({"access_key": ["já está em uso"]})
    );
    assert_eq!(
        shop.refused(
            422,
            "POST",
            "/orders/delivered",
            &with("2", json!({"status": "ok", "kind": "xml"}))
        ),
        json!({
            "invoice_attributes.status": ["não está incluído na lista"],
            "invoice_attributes.kind": ["não está incluído na lista"],
        })
    );
    let mut malformed = json!({"status": "succeeded", "data": {"resposta_emissao": {"chave_acesso": "1"}}});
    assert_eq!(
        shop.refused(422, "POST", "/orders/delivered", &with("2", malformed.take())),
        json!({"access_key": ["não é válido"]})
    );
}

#[test]
fn an_order_for_withdrawal_says_where_it_goes_or_where_it_is_collected() {
    let shop = Shop::open();
    let mut body = sold("1");
    body["order"]["shipping_address"] = json!({});
    let errors = shop.refused(422, "POST", "/orders/waiting_withdrawal", &body);
    assert_eq!(errors, json!({"withdrawal_channel_id": ["não pode ficar em branco"]}));
    body["order"]["withdrawal_channel_id"] = 5.into();
    assert_eq!(
        shop.expect(201, "POST", "/orders/waiting_withdrawal", &body)["order"]["withdrawal_channel_id"],
        5
    );
    let mut sent = sold("2");
    sent["order"]["shipping_address"] = address();
    sent["order"]["payments"] = json!([{"method": "1", "installments": 1, "value": 170}]);
    let order = shop.expect(201, "POST", "/orders/waiting_withdrawal", &sent);
    assert_eq!(order["order"]["payments"][0]["total"].to_string(), "170.0");
}

#[test]
fn a_key_makes_a_creation_repeatable() {
    let shop = Shop::open();
    let ask = || {
        let request = http::Request::post("/estoka/api/v1/orders")
            .header("authorization", format!("Token token={}", crate::world::TOKEN))
            .header("idempotency-key", "k1")
            .body(axum::body::Body::from(json!({ "order": plain("1") }).to_string()))
            .expect("a request");
        shop.world.send(request)
    };
    let (first, again) = (ask(), ask());
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.body, again.body);
    assert!(again.headers.contains_key("idempotent-replayed"));
}
