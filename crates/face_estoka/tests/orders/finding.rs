//! Listing and reading: every filter, pages, what a list costs, and who may see what.

use app::orders::OrderFilter;
use domain::page::PageRequest;
use serde_json::{Value, json};

use crate::bodies::{plain, sold};
use crate::shop::{Shop, id};
use crate::world::{BOUND, FOREIGN};

/// The codes of the orders that a query lists.
fn codes(shop: &Shop, query: &str) -> Vec<String> {
    let got = shop.ask("GET", &format!("/orders?{query}"));
    assert_eq!(got.status, 200, "{query}: {}", got.text());
    let answer = got.json();
    let orders = answer["orders"].as_array().expect("a list");
    orders
        .iter()
        .map(|order| order["code"].as_str().expect("a code").to_owned())
        .collect()
}

/// Four orders: `a` placed in February, delivered under document 593; `b` new, of another buyer; `ab` of organization 2,
/// cancelled; `c` a pre-order.
fn shop_with_orders() -> Shop {
    let shop = Shop::open();
    let mut a = sold("a");
    a["order"]["placed_at"] = "2019-02-20T12:30:00-03:00".into();
    a["order"]["invoice_attributes"] = json!({"status": "succeeded", "data": {"dados_gerais": {"nfe_numero": "593"}}});
    shop.expect(201, "POST", "/orders/delivered", &a);
    let mut b = plain("b");
    b["payment_status"] = "pending".into();
    b["customer"] = json!({"name": "Bia", "email": "", "document": "57.414.248/0001-16", "phones": []});
    shop.create(&b);
    let mut ab = plain("ab");
    ab["payment_status"] = "rejected".into();
    ab["organization_id"] = 2.into();
    ab["stock_id"] = 2.into();
    shop.create(&ab);
    let mut c = plain("c");
    c["pre_order"] = true.into();
    shop.create(&c);
    shop
}

#[test]
fn every_filter_narrows_the_list() {
    let shop = shop_with_orders();
    let table: &[(&str, &[&str])] = &[
        ("", &["c", "ab", "b", "a"]),
        ("search[code]=a", &["a"]),
        ("search%5Bcode%5D=ab", &["ab"]),
        ("search[code]=A", &[]),
        ("search[status]=delivered", &["a"]),
        ("search[status]=new", &["b"]),
        ("search[status]=pre_order", &["c"]),
        ("search[status]=billing", &[]),
        ("search[status_not_equal]=delivered", &["c", "ab", "b"]),
        ("search[status_not_equal]=billing", &["c", "ab", "b", "a"]),
        ("search[status]=new&search[status_not_equal]=new", &[]),
        ("search[organization_id]=2", &["ab"]),
        ("search[organization_id]=999", &[]),
        ("search[code]=ab&search[organization_id]=1", &[]),
        ("search[nfe_number]=593", &["a"]),
        ("search[nfe_number]=59", &[]),
        ("search[customer_document]=57414248000116", &["b"]),
        ("search[customer_document]=57.414.248%2F0001-16", &["b"]),
        ("search[customer_document]=52998224725", &["c", "ab", "a"]),
        ("search[start_at]=20/02/2019&search[end_at]=20/02/2019", &["a"]),
        ("search[end_at]=20%2F02%2F2019&page=1", &["a"]),
        (
            "search[start_at]=20/02/2019T12:30&search[end_at]=20/02/2019T12:30",
            &["a"],
        ),
        ("search[start_at]=20/02/2019T12:31", &["c", "ab", "b"]),
        ("search[end_at]=2019-02-19", &[]),
        (
            "search[created_at_from]=2026/03/10&search[created_at_until]=2026/03/10",
            &["c", "ab", "b", "a"],
        ),
        ("search[created_at_until]=2026/03/09", &[]),
        (
            "search[updated_at_from]=2026/03/10&search[updated_at_until]=2026/03/11",
            &["c", "ab", "b", "a"],
        ),
        ("search[updated_at_from]=11-03-2026", &[]),
        ("search[code]=&search[status]=", &["c", "ab", "b", "a"]),
        ("unknown=1&search=x", &["c", "ab", "b", "a"]),
    ];
    for (query, expected) in table {
        assert_eq!(codes(&shop, query), *expected, "{query}");
    }
}

#[test]
fn filters_that_do_not_exist_or_cannot_be_read_are_said() {
    let shop = shop_with_orders();
    let table = [
        (
            "search[codigo]=1",
            400,
            json!("Parâmetro(s) inválido(s) para busca: codigo"),
        ),
        (
            "search[status][]=new",
            400,
            json!("Parâmetro(s) inválido(s) para busca: status"),
        ),
        (
            "search[start_at]=ontem",
            422,
            json!({"start_at": ["não é uma data válida"]}),
        ),
        (
            "search[organization_id]=um",
            422,
            json!({"organization_id": ["não é um número"]}),
        ),
        ("page=0", 422, json!({"page": ["deve ser maior que 0"]})),
        ("page=x", 422, json!({"page": ["não é um número"]})),
    ];
    for (query, status, errors) in table {
        let got = shop.ask("GET", &format!("/orders?{query}"));
        assert_eq!((got.status, &got.json()["errors"]), (status, &errors), "{query}");
    }
}

#[test]
fn a_page_past_the_end_is_empty() {
    let shop = shop_with_orders();
    assert_eq!(codes(&shop, "page=1&per_page=3"), ["c", "ab", "b"]);
    assert_eq!(codes(&shop, "page=2&per_page=3"), ["a"]);
    assert_eq!(codes(&shop, "page=3&per_page=3"), Vec::<String>::new());
    assert_eq!(codes(&shop, "page=99999999999"), Vec::<String>::new());
}

#[test]
fn an_order_is_read_by_its_number_and_no_other_text() {
    let shop = shop_with_orders();
    assert_eq!(shop.show(1)["code"], "a");
    for number in ["999", "0", "-1", "abc", "1x", "99999999999999999999", "%20"] {
        let got = shop.ask("GET", &format!("/orders/{number}"));
        assert_eq!(
            (got.status, got.json()),
            (404, json!({"errors": "Pedido não encontrado(a)"})),
            "{number}"
        );
    }
}

#[test]
fn another_account_sees_and_moves_nothing() {
    let shop = shop_with_orders();
    let ask = |method: &str, path: &str| {
        shop.world.ask_as(
            Some(FOREIGN),
            method,
            &format!("/api/v1{path}"),
            r#"{"order":{"observation":"x"}}"#,
        )
    };
    assert_eq!(ask("GET", "/orders").json(), json!({"orders": []}));
    let before = shop.world.written();
    for (method, path) in [
        ("GET", "/orders/2"),
        ("PUT", "/orders/2"),
        ("DELETE", "/orders/4"),
        ("POST", "/orders/4/confirm"),
        ("POST", "/orders/2/cancel"),
        ("POST", "/orders/2/pick"),
        ("POST", "/orders/1/deliver"),
    ] {
        let got = ask(method, path);
        assert_eq!(
            (got.status, &got.json()["errors"]),
            (404, &"Pedido não encontrado(a)".into()),
            "{method} {path}"
        );
    }
    assert_eq!(before, shop.world.written());
}

#[test]
fn a_bound_credential_sees_and_moves_its_own_organizations_orders() {
    let shop = shop_with_orders();
    let ask = |method: &str, path: &str, body: &Value| {
        shop.world
            .ask_as(Some(BOUND), method, &format!("/api/v1{path}"), body.to_string())
    };
    let listed = |query: &str| {
        let answer = ask("GET", &format!("/orders?{query}"), &Value::Null).json();
        answer["orders"]
            .as_array()
            .expect("a list")
            .iter()
            .map(id)
            .collect::<Vec<_>>()
    };
    assert_eq!(listed(""), [4, 2, 1]);
    assert_eq!(listed("search[organization_id]=2"), Vec::<i64>::new());
    assert_eq!(ask("GET", "/orders/2", &Value::Null).status, 200);
    for (method, path) in [("GET", "/orders/3"), ("PUT", "/orders/3"), ("POST", "/orders/3/cancel")] {
        assert_eq!(ask(method, path, &json!({"order": {}})).status, 404, "{method} {path}");
    }
    let mut elsewhere = plain("z");
    elsewhere["organization_id"] = 2.into();
    elsewhere["stock_id"] = 2.into();
    assert_eq!(ask("POST", "/orders", &json!({ "order": elsewhere })).status, 404);
}

#[test]
fn a_list_costs_the_same_statements_however_long_it_is() {
    let shop = Shop::open();
    let create = |code: i64| {
        let mut order = plain(&code.to_string());
        let line = &mut order["items"][0];
        *line = json!({"product_sku_id": 2, "quantity": 1, "unit_price": 100, "item_value": 100});
        // Other goods, and another place.
        if code % 5 == 0 {
            line["product_sku_id"] = 1.into();
            order["stock_id"] = 1.into();
        } else if code % 2 == 0 {
            line["product_sku_id"] = 45.into();
        }
        order["seller_external_id"] = "464844e4-b13a-4efe-a20d-665df840be1e".into();
        order["shipping_service"] = json!({"name": "Sedex", "carrier_external_id": 1});
        let sku = order["items"][0]["product_sku_id"].clone();
        let order = id(&shop.create(&order));
        // Some have everything that an order may have, the two that are listed first among them.
        if code % 7 == 0 || code > 48 {
            for step in [
                "pick",
                "pack",
                "issue_nfe",
                "generate_label",
                "delivery_route",
                "deliver",
            ] {
                shop.step(order, step);
            }
            let back = json!({"returned_products": [{"product_sku_id": sku, "total": 1, "comments": "Avariado"}]});
            let organization = shop.get(&format!("/orders/{order}"))["order"]["organization_id"].clone();
            let path = format!("/organizations/{organization}/orders/{order}/return");
            shop.expect(200, "POST", &path, &back);
        }
    };
    let cost = |orders: u32| {
        let count = |reader: &mut app::Reader<'_, '_>, page: PageRequest| {
            let before = reader.statements();
            let found = reader.orders(&OrderFilter::default(), page)?;
            Ok::<_, app::Failure>((found.len(), reader.statements() - before))
        };
        let page = PageRequest::new(1, orders, 100);
        shop.world
            .app
            .read_blocking(&shop.world.own, move |reader| count(reader, page))
            .expect("a page")
    };
    (1..=50).for_each(create);
    let (few, many) = (cost(2), cost(50));
    assert_eq!((few.0, many.0), (2, 50));
    assert_eq!(few.1, many.1);
    let listed = shop.get("/orders?per_page=2");
    let whole = |node: &str| {
        let orders = listed["orders"].as_array().expect("a list");
        orders
            .iter()
            .all(|order| order[node].as_array().is_some_and(|list| !list.is_empty()))
    };
    for node in ["audit_logs", "order_returns", "order_volumes", "nfes", "payments"] {
        assert!(whole(node), "{node}: {listed:#}");
    }
    assert_eq!(codes(&shop, "per_page=50").len(), 50);
}
