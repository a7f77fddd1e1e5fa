//! Discounts from the outside: how they are shown, and what orders make of them.
//!
//! The one rule to know: the shop has one discount of each kind, numbered 1 to 5 in the vendor's order, each with the rule
//! of its own number; the first gives 15 % on any purchase.

use app::account_keys::SetPublicKey;
use app::discounts::CreateDiscount;
use app::testing::VOUCHER_PUBLIC_KEY;
use domain::amount::{Money, Quantity, Rate};
use domain::discounts::{DiscountDetails, DiscountKind, GiftTerms, RuleTerms, Worth};
use domain::ids::{ChannelId, OrganizationId, SkuId};
use serde_json::{Value, json};

use crate::bodies::{example, plain};
use crate::shape::lacking;
use crate::shop::{Shop, id};
use crate::world::{BOUND, World};

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
