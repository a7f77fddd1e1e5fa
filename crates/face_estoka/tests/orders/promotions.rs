//! Discounts, coupons and exchange vouchers from the outside: how they are shown, and what orders make of them.
//!
//! The one rule to know: the shop has one discount of each kind, numbered 1 to 5 in the vendor's order, each with the rule
//! of its own number; the first gives 15 % on any purchase.

use app::account_keys::SetPublicKey;
use app::discounts::CreateDiscount;
use app::testing::{VOUCHER_PUBLIC_KEY, open_voucher_code};
use domain::amount::{Money, Quantity, Rate};
use domain::discounts::{DiscountDetails, DiscountKind, GiftTerms, RuleTerms, Worth};
use domain::ids::{ChannelId, OrganizationId, SkuId};
use http::Request;
use serde_json::{Value, json};

use crate::bodies::{example, plain, sold};
use crate::shape::lacking;
use crate::shop::{Shop, id};
use crate::world::{BOUND, FOREIGN, TOKEN, World};

/// Creates the shop's discounts.
pub(crate) fn grant(world: &World) {
    let terms = |percent: &str, minimum: Option<i64>| RuleTerms {
        active: true,
        worth: Worth::Share(Rate::from_percent(percent).expect("a percentage")),
        minimum: minimum.map(|units| Money::from_units(units).expect("an amount")),
        skus: Vec::new(),
        gift: None,
    };
    let gift = GiftTerms {
        is_free: false,
        wanted: vec![SkuId::from_raw(1)],
        counts_wanted_alone: false,
        minimum_quantity: Quantity::ZERO,
    };
    let thirty = Worth::Amount(Money::from_units(30).expect("an amount"));
    let discounts = [
        (DiscountKind::Total, terms("15", Some(0))),
        (
            DiscountKind::Item,
            RuleTerms {
                skus: vec![SkuId::from_raw(2)],
                ..terms("12.5", Some(1_000))
            },
        ),
        (
            DiscountKind::Gift,
            RuleTerms {
                skus: vec![SkuId::from_raw(2)],
                gift: Some(gift),
                ..terms("15", Some(1_000))
            },
        ),
        (
            DiscountKind::FirstPurchase,
            RuleTerms {
                worth: thirty,
                ..terms("1", None)
            },
        ),
        (DiscountKind::BirthdayMonth, terms("10", None)),
    ];
    for (kind, terms) in discounts {
        let organization = (kind != DiscountKind::BirthdayMonth).then(|| OrganizationId::from_raw(1));
        let details = DiscountDetails {
            organization,
            name: "Compras acima de R$ 1.000,00".to_owned(),
            kind,
            active: kind != DiscountKind::Item,
            is_optional: true,
            starts_on: Some("2018-01-01".parse().expect("a day")),
            ends_on: (kind == DiscountKind::Gift).then(|| "2021-09-10".parse().expect("a day")),
        };
        world.run(CreateDiscount {
            details,
            channels: vec![ChannelId::from_raw(1)],
            rules: vec![terms],
        });
    }
    world.run(SetPublicKey {
        pem: VOUCHER_PUBLIC_KEY.to_owned(),
    });
}

#[test]
fn discounts_are_listed_as_documented() {
    let shop = Shop::open();
    let answer = shop.get("/organizations/1/discounts");
    // Decision 14: a discount's value is text. Not every kind has a least worth.
    assert_eq!(
        lacking(&example("discounts_answer"), &answer),
        [
            "discounts[].discount_rules[].discount_value: text instead of number",
            "discounts[].discount_rules[].minimum_value: missing"
        ]
    );
    let discounts = answer["discounts"].as_array().expect("a list");
    // The comparison takes the first element of a list for all; the others have keys of their own.
    for (documented, ours) in example("discounts_answer")["discounts"]
        .as_array()
        .expect("a list")
        .iter()
        .zip(discounts)
    {
        let lacking = lacking(documented, ours);
        assert!(
            lacking
                .iter()
                .all(|path| path.starts_with("discount_rules[].discount_value")),
            "{lacking:?}"
        );
        for key in ["discount_type", "discount_description", "target"] {
            assert_eq!(documented[key], ours[key]);
        }
        let modality = |discount: &Value| discount["discount_rules"][0]["modality_type"].clone();
        assert_eq!(modality(documented), modality(ours));
    }
    let worth = |index: usize| {
        let rule = &discounts[index]["discount_rules"][0];
        (rule["discount_form"].clone(), rule["discount_value"].clone())
    };
    assert_eq!(worth(0), (json!("percentual"), json!("15.0")));
    assert_eq!(worth(1), (json!("percentual"), json!("12.5")));
    assert_eq!(worth(3), (json!("absolute"), json!("30.0")));
    assert_eq!(
        discounts[2]["discount_rules"][0]["desired_product_sku_ids"][0]["product_sku_id"],
        1
    );
    assert_eq!(discounts[3]["discount_rules"][0].get("minimum_value"), None);
    assert_eq!(discounts[4]["organization_id"], Value::Null);
    assert_eq!(discounts[0]["discount_rules"][0]["minimum_value"].to_string(), "0.0");
}

#[test]
fn discounts_are_narrowed_by_channel_type_and_period() {
    let shop = Shop::open();
    let table = [
        ("", vec![1, 2, 3, 4, 5]),
        ("?search[sale_channel_id]=1", vec![1, 2, 3, 4, 5]),
        ("?search[sale_channel_id]=2", vec![]),
        ("?search[discount_type]=total_sale_amount", vec![1]),
        ("?search[discount_type]=about_total_value_gift_item", vec![3]),
        ("?search[discount_type]=nenhum", vec![]),
        ("?search[active_period]=true", vec![1, 4, 5]),
        ("?search[active_period]=false", vec![2, 3]),
        (
            "?search[sale_channel_id]=1&search[discount_type]=total_sale_amount&search[active_period]=true",
            vec![1],
        ),
        ("?per_page=2&page=2", vec![3, 4]),
        ("?page=9", vec![]),
    ];
    for (query, expected) in table {
        let answer = shop.get(&format!("/organizations/1/discounts{query}"));
        let ids: Vec<i64> = answer["discounts"].as_array().expect("a list").iter().map(id).collect();
        assert_eq!(ids, expected, "{query}");
    }
    assert_eq!(
        shop.get("/organizations/2/discounts")["discounts"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    let table = [
        (
            "GET",
            "/organizations/1/discounts?search[x]=1",
            400,
            json!("Parâmetro(s) inválido(s) para busca: x"),
        ),
        (
            "GET",
            "/organizations/1/discounts?search[sale_channel_id]=a",
            400,
            json!("Parâmetro(s) inválido(s) para busca: sale_channel_id"),
        ),
        (
            "GET",
            "/organizations/99/discounts",
            404,
            json!("Organização não encontrado(a)"),
        ),
        (
            "GET",
            "/organizations/99/discounts?search[discount_type]=nenhum",
            404,
            json!("Organização não encontrado(a)"),
        ),
        (
            "DELETE",
            "/organizations/1/discounts",
            405,
            json!("Método não permitido"),
        ),
    ];
    for (method, path, status, errors) in table {
        let got = shop.ask(method, path);
        assert_eq!(
            (got.status, got.json()["errors"].clone()),
            (status, errors),
            "{method} {path}"
        );
    }
    let bound = shop
        .world
        .ask_as(Some(BOUND), "GET", "/api/v1/organizations/2/discounts", "");
    assert_eq!(bound.status, 404);
}

/// The plain order, 100.00 of goods, discounted by 15.00 and claiming so.
fn claiming(code: &str, claims: Value) -> Value {
    let mut order = plain(code);
    order["discount"] = 15.into();
    order["total_value"] = 105.into();
    order["nexaas_promo_discounts"] = claims;
    order
}

fn claim(discount: i64, rule: i64, amount: &str, skus: Value) -> Value {
    json!({
        "discount_id": discount, "discount_rule_id": rule, "applied_discount_value": amount, "product_sku_ids": skus
    })
}

#[test]
fn an_order_claims_what_a_discount_gives() {
    let shop = Shop::open();
    let created = shop.create(&claiming("1", json!([claim(1, 1, "15", json!([1]))])));
    let expected = json!([{
        "discount_id": 1, "discount_rule_id": 1, "product_sku_ids": [1], "applied_discount_value": 15.0,
        "product_skus": []
    }]);
    assert_eq!(created["nexaas_promo_discounts"], expected);
    let path = format!("/orders/{}", id(&created));
    let less = json!({"order": {"nexaas_promo_discounts": [claim(1, 1, "14", json!([]))]}});
    let updated = shop.expect(200, "PUT", &path, &less);
    assert_eq!(
        updated["order"]["nexaas_promo_discounts"][0]["applied_discount_value"].to_string(),
        "14.0"
    );
    let cleared = shop.expect(200, "PUT", &path, &json!({"order": {"nexaas_promo_discounts": null}}));
    assert_eq!(cleared["order"]["nexaas_promo_discounts"], json!([]));
}

#[test]
fn what_no_discount_gives_is_refused_where_it_stands() {
    let shop = Shop::open();
    let at = |field: &str| format!("nexaas_promo_discounts[0].{field}");
    let table = [
        (claim(9, 1, "1", json!([])), at("discount_id"), "não é válido"),
        (claim(1, 2, "1", json!([])), at("discount_rule_id"), "não é válido"),
        (claim(2, 2, "1", json!([2])), at("discount_id"), "não é permitido"),
        (claim(3, 3, "1", json!([2])), at("discount_id"), "não é permitido"),
        (
            claim(1, 1, "15.01", json!([])),
            at("applied_discount_value"),
            "está fora do intervalo permitido",
        ),
        (
            claim(1, 1, "-1", json!([])),
            at("applied_discount_value"),
            "deve ser maior ou igual a 0",
        ),
        (claim(5, 5, "1", json!([])), at("discount_rule_id"), "não é permitido"),
        (
            json!({"discount_rule_id": 1, "applied_discount_value": 1}),
            at("discount_id"),
            "não pode ficar em branco",
        ),
    ];
    for (claim, field, message) in table {
        let body = json!({"order": claiming("1", json!([claim]))});
        let errors = shop.refused(422, "POST", "/orders", &body);
        assert_eq!(errors, json!({ field: [message] }), "{claim}");
    }
    let twice = json!([claim(1, 1, "1", json!([])), claim(1, 1, "1", json!([]))]);
    let errors = shop.refused(422, "POST", "/orders", &json!({"order": claiming("1", twice)}));
    assert_eq!(
        errors,
        json!({"nexaas_promo_discounts[1].discount_rule_id": ["já está em uso"]})
    );
    let mut less = claiming("1", json!([claim(1, 1, "15", json!([]))]));
    less["discount"] = json!(14.99);
    less["total_value"] = json!(105.01);
    let errors = shop.refused(422, "POST", "/orders", &json!({ "order": less }));
    assert_eq!(errors, json!({"discount": ["está fora do intervalo permitido"]}));
}

#[test]
fn a_first_purchase_is_had_once() {
    let shop = Shop::open();
    let claims = || json!([claim(4, 4, "15", json!([]))]);
    shop.create(&claiming("1", claims()));
    let errors = shop.refused(422, "POST", "/orders", &json!({"order": claiming("2", claims())}));
    assert_eq!(
        errors,
        json!({"nexaas_promo_discounts[0].discount_rule_id": ["não é permitido"]})
    );
}

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
