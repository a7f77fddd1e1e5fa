//! Coupons and exchange vouchers from the outside: how they come about, are found, and are spent.
//!
//! Not discounts by rule, which are in `promotions.rs`.
//!
//! The one rule to know: a return issues coupons, coupons make a voucher, and a voucher pays once.

use app::testing::open_voucher_code;
use http::Request;
use serde_json::{Value, json};

use crate::bodies::{example, plain, sold};
use crate::shape::lacking;
use crate::shop::{Shop, id};
use crate::world::{BOUND, FOREIGN, TOKEN};

/// A counter sale of three units of sku 1 at 50.00, of which so many came back; answers its number.
fn returned(shop: &Shop, code: &str, count: i64) -> i64 {
    let order = id(&shop.expect(201, "POST", "/orders/delivered", &sold(code))["order"]);
    let body = json!({"returned_products": [{"product_sku_id": 1, "total": count}]});
    shop.expect(200, "POST", &format!("/organizations/1/orders/{order}/return"), &body);
    order
}

/// The codes of an order's coupons.
fn codes(shop: &Shop, order: i64) -> Vec<Value> {
    let coupons = shop.get(&format!("/coupons/search?order_id={order}"));
    coupons["coupons"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|coupon| coupon["code"].clone())
        .collect()
}

#[test]
fn coupons_are_searched_as_documented() {
    let shop = Shop::open();
    let order = returned(&shop, "1", 2);
    let answer = shop.get(&format!("/coupons/search?order_id={order}"));
    // Decision 14: an amount is text.
    assert_eq!(
        lacking(&example("coupons_search_answer"), &answer),
        ["coupons[].amount: text instead of number"]
    );
    let coupons = answer["coupons"].as_array().expect("a list");
    assert_eq!(coupons.len(), 2);
    assert_eq!(coupons[0]["amount"], "50.0");
    assert_eq!(coupons[0]["status"], "active");
    assert_eq!(coupons[0]["barcode"], coupons[0]["code"]);
    assert_eq!(coupons[0]["expired_at"], "2026-05-09T12:00:00.000-03:00");
    assert_eq!(coupons[0]["product_sku"]["id"], 1);
    let code = coupons[1]["code"].as_str().expect("a code");
    let table = [
        ("document=52998224725".to_owned(), 2),
        (
            "document=529.982.247-25&organization_id=1&product_sku_id=1".to_owned(),
            2,
        ),
        ("document=52998224725&organization_id=2".to_owned(), 0),
        ("document=00000000000".to_owned(), 0),
        ("product_sku=1".to_owned(), 2),
        ("product_sku_id=2".to_owned(), 0),
        (format!("code={code}"), 1),
        (format!("barcode={code}"), 1),
        (format!("order_id={order}&page=2"), 0),
        (format!("order_id={order}&per_page=1&page=2"), 1),
    ];
    for (query, count) in table {
        let found = shop.get(&format!("/coupons/search?{query}"));
        assert_eq!(found["coupons"].as_array().map(Vec::len), Some(count), "{query}");
    }
    let ask = |query: &str| {
        let got = shop.ask("GET", &format!("/coupons/search?{query}"));
        (got.status, got.json()["errors"].clone())
    };
    assert_eq!(ask(""), (400, json!("Parâmetro obrigatório não informado: document")));
    assert_eq!(ask("order_id=a"), (422, json!({"order_id": ["não é um número"]})));
    let bound = |query: &str| {
        shop.world
            .ask_as(Some(BOUND), "GET", &format!("/api/v1/coupons/search?{query}"), "")
    };
    assert_eq!(bound("organization_id=2&document=1").status, 404);
    assert_eq!(
        bound("document=52998224725").json()["coupons"].as_array().map(Vec::len),
        Some(2)
    );
    let foreign = shop
        .world
        .ask_as(Some(FOREIGN), "GET", "/api/v1/coupons/search?product_sku=1", "");
    assert_eq!((foreign.status, foreign.json()), (200, json!({"coupons": []})));
}

#[test]
fn coupons_of_a_basket_are_found_as_documented() {
    let shop = Shop::open();
    returned(&shop, "1", 3);
    for (name, count) in [("coupons_search_by_sku", 2), ("coupons_broad_search", 3)] {
        let path = format!("/{}", name.replacen('_', "/", 1));
        let answer = shop.expect(200, "POST", &path, &example(name));
        assert_eq!(lacking(&example(&format!("{name}_answer")), &answer), [""; 0], "{name}");
        let first = &answer["product_skus"][0];
        assert_eq!(first["coupons"].as_array().map(Vec::len), Some(count), "{name}");
        assert_eq!(first["coupons"][0]["expired_at"], "2026-05-09");
    }
    let of = |path: &str, organization: i64| {
        let body = json!({"organization_id": organization, "product_skus": [{"product_sku_id": 1, "quantity": 9}]});
        let answer = shop.expect(200, "POST", path, &body);
        answer["product_skus"][0]["coupons"].as_array().map(Vec::len)
    };
    assert_eq!(
        (of("/coupons/search_by_sku", 2), of("/coupons/broad_search", 2)),
        (Some(0), Some(3))
    );
    let table = [
        (
            json!({}),
            json!({"organization_id": ["não pode ficar em branco"], "product_skus": ["não pode ficar em branco"]}),
        ),
        (
            json!({"organization_id": 1, "product_skus": [{"product_sku_id": "x", "quantity": 0}, 7]}),
            json!({
                "product_skus[0].product_sku_id": ["não é um número"],
                "product_skus[0].quantity": ["está fora do intervalo permitido"],
                "product_skus[1]": ["não é válido"]
            }),
        ),
    ];
    for (body, errors) in table {
        for path in ["/coupons/search_by_sku", "/coupons/broad_search"] {
            assert_eq!(shop.refused(422, "POST", path, &body), errors, "{path}");
        }
    }
    let nowhere = json!({"organization_id": 99, "product_skus": [{"product_sku_id": 1, "quantity": 1}]});
    assert_eq!(
        shop.refused(404, "POST", "/coupons/broad_search", &nowhere),
        "Organização não encontrado(a)"
    );
    assert_eq!(shop.ask("GET", "/coupons/search_by_sku").status, 405);
}

/// The number of the plain order's customer.
fn customer(shop: &Shop, order: i64) -> i64 {
    shop.show(order)["customer"]["id"].as_i64().expect("a number")
}

/// Exchanges the coupons of an order for a voucher, which is answered.
fn exchange(shop: &Shop, order: i64) -> Value {
    let body = json!({"exchange_voucher": {"coupons": codes(shop, order)}});
    let path = format!("/customers/{}/exchange_vouchers", customer(shop, order));
    shop.expect(201, "POST", &path, &body)
}

#[test]
fn a_voucher_is_made_of_coupons_as_documented() {
    let shop = Shop::open();
    let mut body = sold("1");
    let fiscal = example("delivered")["order"]["invoice_attributes"].clone();
    body["order"]["invoice_attributes"] = fiscal;
    let order = id(&shop.expect(201, "POST", "/orders/delivered", &body)["order"]);
    let back = json!({"returned_products": [{"product_sku_id": 1, "total": 3}]});
    shop.expect(200, "POST", &format!("/organizations/1/orders/{order}/return"), &back);
    let answer = exchange(&shop, order);
    // Left out where there is none, never null.
    assert_eq!(
        lacking(&example("exchange_voucher_answer"), &answer),
        ["exchange_voucher.organization.emites_id: missing"]
    );
    let voucher = &answer["exchange_voucher"]["vouchers"][0];
    assert_eq!(voucher["value"].to_string(), "150.0");
    assert_eq!(voucher["status"], "active");
    assert_eq!(voucher["product_skus"].as_array().map(Vec::len), Some(3));
    assert_eq!(voucher["product_skus"][0]["amount"], "50.0");
    assert_eq!(voucher["order"]["order_id"], order);
    assert_eq!(voucher["order"]["nfes"].as_array().map(Vec::len), Some(1));
    assert_eq!(answer["exchange_voucher"]["customer"]["document_type"], "CPF");
    let code = open_voucher_code(voucher["code"].as_str().expect("a text"));
    assert_eq!(code.len(), 20);
    let statuses = shop.get(&format!("/coupons/search?order_id={order}"));
    assert_eq!(statuses["coupons"][0]["status"], "used");
}

#[test]
fn coupons_that_cannot_be_exchanged_are_named() {
    let shop = Shop::open();
    let order = returned(&shop, "1", 1);
    let code = codes(&shop, order).remove(0);
    let path = format!("/customers/{}/exchange_vouchers", customer(&shop, order));
    let of = |coupons: Value| json!({"exchange_voucher": {"coupons": coupons}});
    let table = [
        (of(json!([])), json!({"coupons": ["não pode ficar em branco"]})),
        (of(json!(null)), json!({"coupons": ["não pode ficar em branco"]})),
        (of(json!("x")), json!({"coupons": ["não é válido"]})),
        (
            of(json!([code, ""])),
            json!({"coupons[1]": ["não pode ficar em branco"]}),
        ),
        (
            of(json!([code, code, "x"])),
            json!({"coupons[1]": ["já está em uso"], "coupons[2]": ["não é válido"]}),
        ),
    ];
    for (body, errors) in table {
        assert_eq!(shop.refused(422, "POST", &path, &body), errors, "{body}");
    }
    assert_eq!(shop.send("POST", &path, &json!({})).status, 400);
    let nobody = shop.refused(404, "POST", "/customers/999/exchange_vouchers", &of(json!([code])));
    assert_eq!(nobody, "Cliente não encontrado(a)");
    exchange(&shop, order);
    let again = shop.refused(422, "POST", &path, &of(json!([code])));
    assert_eq!(again, json!({"coupons[0]": ["não é permitido"]}));
}

/// The plain order paid by a voucher and, for the rest, by card.
fn paid_by(order_code: &str, code: &str, amount: i64) -> Value {
    let mut order = plain(order_code);
    order["payments"] = json!([
        {"method": "16", "code": code, "installments": 1, "value": amount, "taxes": 0, "total": amount},
        {"method": "3", "installments": 1, "value": 120 - amount, "taxes": 0, "total": 120 - amount},
    ]);
    order
}

#[test]
fn a_voucher_pays_for_one_order_and_comes_back_when_that_is_cancelled() {
    let shop = Shop::open();
    let sale = returned(&shop, "1", 1);
    let answer = exchange(&shop, sale);
    let sealed = answer["exchange_voucher"]["vouchers"][0]["code"]
        .as_str()
        .expect("a text")
        .to_owned();
    let code = open_voucher_code(&sealed);
    let too_much = json!({"order": paid_by("2", &code, 51)});
    assert_eq!(
        shop.refused(422, "POST", "/orders", &too_much),
        json!({"payments[0]": ["está fora do intervalo permitido"]})
    );
    let order = shop.create(&paid_by("2", &code, 50));
    assert_eq!(order["payments"][0]["method_name"], "exchange_voucher");
    assert_eq!(order["payments"][0]["code"], code);
    for (order, message) in [
        (paid_by("3", &code, 1), "não é permitido"),
        (paid_by("3", &sealed, 1), "é muito longo (máximo: 255 caracteres)"),
    ] {
        let errors = shop.refused(422, "POST", "/orders", &json!({ "order": order }));
        assert_eq!(errors, json!({"payments[0].code": [message]}));
    }
    shop.step(id(&order), "cancel");
    shop.create(&paid_by("3", &code, 50));
}

#[test]
fn the_same_idempotency_key_shows_the_same_voucher() {
    let shop = Shop::open();
    let order = returned(&shop, "1", 1);
    let body = json!({"exchange_voucher": {"coupons": codes(&shop, order)}}).to_string();
    let path = format!("/estoka/api/v1/customers/{}/exchange_vouchers", customer(&shop, order));
    let send = || {
        let request = Request::post(&path)
            .header("authorization", format!("Token token={TOKEN}"))
            .header("content-type", "application/json")
            .header("idempotency-key", "vale-1");
        shop.world.send(request.body(body.clone().into()).expect("a request"))
    };
    let (first, again) = (send(), send());
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.body, again.body);
}
