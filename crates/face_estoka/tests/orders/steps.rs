//! Moving orders on: what each step does, what it refuses, what comes back.

use serde_json::{Value, json};

use crate::bodies::{plain, sold};
use crate::shop::{Shop, id};

/// Every step, with the statuses in which the vendor's table lets it begin.
const STEPS: &[(&str, &[&str])] = &[
    ("confirm", &["pre_order"]),
    ("pick", &["waiting_picking"]),
    ("pack", &["picked"]),
    ("issue_nfe", &["packed"]),
    ("generate_label", &["nfe_issued"]),
    ("delivery_route", &["pack_label_generated"]),
    ("deliver", &["delivery_route", "waiting_withdrawal"]),
    (
        "cancel",
        &[
            "pre_order",
            "new",
            "waiting_picking",
            "picked",
            "packed",
            "nfe_issued",
            "pack_label_generated",
            "delivery_route",
            "waiting_withdrawal",
        ],
    ),
];

/// An order that stands at this status.
fn order_at(shop: &Shop, status: &str) -> i64 {
    let with = |key: &str, value: Value| {
        let mut order = plain(status);
        order[key] = value;
        id(&shop.create(&order))
    };
    let way = ["pick", "pack", "issue_nfe", "generate_label", "delivery_route"];
    let after = |count: usize| {
        let order = id(&shop.order(status));
        for step in &way[..count] {
            shop.step(order, step);
        }
        order
    };
    match status {
        "pre_order" => shop.pre_order(status),
        "new" => with("payment_status", "pending".into()),
        "cancelled" => with("payment_status", "rejected".into()),
        "waiting_withdrawal" | "delivered" => {
            let answer = shop.expect(201, "POST", &format!("/orders/{status}"), &sold(status));
            id(&answer["order"])
        }
        "waiting_picking" => after(0),
        "picked" => after(1),
        "packed" => after(2),
        "nfe_issued" => after(3),
        "pack_label_generated" => after(4),
        "delivery_route" => after(5),
        other => panic!("no way to {other}"),
    }
}

#[test]
fn every_step_begins_where_it_may_and_nowhere_else() {
    let statuses = [
        "pre_order",
        "new",
        "waiting_picking",
        "picked",
        "packed",
        "nfe_issued",
        "pack_label_generated",
        "delivery_route",
        "waiting_withdrawal",
        "delivered",
        "cancelled",
    ];
    let shop = Shop::open();
    for status in statuses {
        let order = order_at(&shop, status);
        assert_eq!(shop.show(order)["status"], status);
        for (step, from) in STEPS {
            if !from.contains(&status) {
                let errors = shop.refused(422, "POST", &format!("/orders/{order}/{step}"), &json!({}));
                let text = errors["base"][0].as_str().expect("a reason");
                assert!(text.contains("não pode"), "{step} of {status}: {text}");
            }
        }
    }
}

#[test]
fn a_step_looks_at_no_body() {
    let shop = Shop::open();
    let order = id(&shop.order("1"));
    for (step, body) in [("pick", "not json"), ("cancel", "\u{0}\u{1}")] {
        let got = shop.world.ask("POST", &format!("/api/v1/orders/{order}/{step}"), body);
        assert_eq!(got.status, 200, "{step}");
    }
    // The client in production sends an empty text.
    let other = id(&shop.order("2"));
    let request = http::Request::post(format!("/estoka/api/v1/orders/{other}/cancel"))
        .header("authorization", format!("Token token={}", crate::world::TOKEN))
        .header("content-type", "text/plain; charset=utf-8")
        .body(axum::body::Body::empty())
        .expect("a request");
    assert_eq!(shop.world.send(request).status, 200);
}

#[test]
fn cancelling_before_the_road_gives_everything_back_at_once() {
    let shop = Shop::open();
    let order = id(&shop.order("1"));
    assert_eq!(shop.shelf(order), (100, 2, 98));
    let cancelled = shop.step(order, "cancel");
    assert_eq!(cancelled["status"], "cancelled");
    let log = cancelled["audit_logs"]
        .as_array()
        .expect("logs")
        .last()
        .expect("a log")
        .clone();
    assert_eq!(log["status"], "completed_cancel");
    assert_eq!(log["message"], "Cancelamento realizado com sucesso");
    assert_eq!(shop.shelf(order), (100, 0, 100));
}

#[test]
fn cancelling_on_the_road_asks_the_goods_back_first() {
    let shop = Shop::open();
    let order = order_at(&shop, "delivery_route");
    assert_eq!(shop.shelf(order), (98, 0, 98));
    let asked = shop.step(order, "cancel");
    assert_eq!(asked["status"], "pending_cancel");
    let message =
        |order: &Value| order["audit_logs"].as_array().expect("logs").last().expect("a log")["message"].clone();
    let goods = "<strong>CAI74 - Notebook &lt;Dell&gt;</strong> (2 UN)";
    assert_eq!(
        message(&asked),
        format!("Solicitação de devolução dos produtos: {goods}")
    );
    assert_eq!(shop.shelf(order), (98, 0, 98));
    let cancelled = shop.step(order, "cancel");
    assert_eq!(cancelled["status"], "cancelled");
    assert_eq!(message(&cancelled), format!("Itens devolvidos ao estoque: {goods}"));
    assert_eq!(shop.shelf(order), (100, 0, 100));
}

#[test]
fn a_pre_order_is_deleted_and_its_code_is_free() {
    let shop = Shop::open();
    let order = shop.pre_order("1");
    let got = shop.ask("DELETE", &format!("/orders/{order}"));
    assert_eq!((got.status, got.body.len()), (204, 0));
    assert_eq!(shop.ask("GET", &format!("/orders/{order}")).status, 404);
    assert_eq!(shop.ask("DELETE", &format!("/orders/{order}")).status, 404);
    assert_eq!(shop.ask("GET", "/orders").json(), json!({"orders": []}));
    let again = id(&shop.order("1"));
    assert_eq!(shop.shelf(again), (100, 2, 98));
    let errors = shop.refused(422, "DELETE", &format!("/orders/{again}"), &Value::Null);
    assert_eq!(errors["base"][0], "Pedido não pode ser excluído");
}

#[test]
fn an_order_is_packed_in_the_volumes_given_or_in_one() {
    let shop = Shop::open();
    let given = order_at(&shop, "picked");
    let body = json!({"order_volumes": [
        {"specie": "CX", "width": 2, "weight": "1.5", "order_volume_items": [{"product_sku_id": 1, "quantity": 1}]},
        {"tracking_code": "PT1", "order_volume_items": [{"product_sku_id": 1, "quantity": 1}]},
    ]});
    let path = format!("/orders/{given}/pack");
    let mut short = body.clone();
    short["order_volumes"].as_array_mut().expect("a list").pop();
    assert_eq!(
        shop.refused(422, "POST", &path, &short),
        json!({"quantity": ["não é permitido"]})
    );
    let mut negative = body.clone();
    negative["order_volumes"][0]["order_volume_items"][0]["quantity"] = 3.into();
    negative["order_volumes"][1]["order_volume_items"][0]["quantity"] = (-1).into();
    assert_eq!(
        shop.refused(422, "POST", &path, &negative),
        json!({"quantity": ["deve ser maior que 0"]})
    );
    let mut light = body.clone();
    light["order_volumes"][0]["weight"] = (-1).into();
    assert_eq!(
        shop.refused(422, "POST", &path, &light),
        json!({"weight": ["deve ser maior ou igual a 0"]})
    );
    let packed = shop.expect(200, "POST", &path, &json!({ "order": body }));
    let volumes = &packed["order"]["order_volumes"];
    assert_eq!(volumes.as_array().map(Vec::len), Some(2));
    assert_eq!(
        (&volumes[0]["width"], &volumes[0]["weight"]),
        (&"2.0".into(), &"1.5".into())
    );
    assert_eq!(
        (&volumes[1]["number"], &volumes[1]["tracking_code"]),
        (&2.into(), &"PT1".into())
    );

    let mut plain_order = plain("other");
    plain_order["code"] = "other".into();
    let whole = id(&shop.create(&plain_order));
    shop.step(whole, "pick");
    let packed = shop.step(whole, "pack");
    let volume = &packed["order_volumes"][0];
    assert_eq!(
        (&volume["specie"], &volume["order_volume_items"][0]["quantity"]),
        (&"UN".into(), &2.into())
    );
}

#[test]
fn a_volume_is_shown_under_its_organization_alone() {
    let shop = Shop::open();
    let order = order_at(&shop, "packed");
    let volume = shop.show(order)["order_volumes"][0].clone();
    let path = |organization: i64, volume: &Value| format!("/organizations/{organization}/volumes/{volume}");
    let got = shop.ask("GET", &path(1, &volume["id"]));
    assert_eq!((got.status, got.json()), (200, json!({ "order_volume": volume })));
    for (organization, volume) in [(2, &volume["id"]), (1, &json!(999))] {
        let got = shop.ask("GET", &path(organization, volume));
        assert_eq!(
            (got.status, got.json()),
            (404, json!({"errors": "Volume não encontrado(a)"}))
        );
    }
}

#[test]
fn an_invoice_is_numbered_here_or_as_it_came() {
    let shop = Shop::open();
    let numbered = order_at(&shop, "packed");
    let invoiced = shop.step(numbered, "issue_nfe");
    assert_eq!(
        (&invoiced["nfes"][0]["number"], &invoiced["nfes"][0]["serie"]),
        (&"1".into(), &"1".into())
    );
    assert_eq!(shop.shelf(numbered), (98, 0, 98));
    let given = id(&shop.order("given"));
    shop.step(given, "pick");
    shop.step(given, "pack");
    let path = format!("/orders/{given}/issue_nfe");
    let body = |status: &str| {
        json!({"invoice_attributes": {"status": status, "kind": "nfe", "danfe_url": "http://d", "xml_url": "http://x",
            "data": {"dados_gerais": {"serie": "2", "nfe_numero": "77"}}}})
    };
    assert_eq!(
        shop.refused(422, "POST", &path, &body("cancelled")),
        json!({"invoice_attributes.status": ["não é permitido"]})
    );
    let answer = shop.expect(200, "POST", &path, &body("succeeded"));
    let nfe = &answer["order"]["nfes"][0];
    assert_eq!(
        (&nfe["number"], &nfe["serie"], &nfe["danfe_url"]),
        (&"77".into(), &"2".into(), &"http://d".into())
    );
}

#[test]
fn what_a_customer_brings_back_is_on_its_shelf_again() {
    let shop = Shop::open();
    let order = order_at(&shop, "delivered");
    assert_eq!(shop.shelf(order), (97, 0, 97));
    let path = format!("/organizations/1/orders/{order}/return");
    let body = |total: i64| json!({"returned_products": [{"product_sku_id": 1, "total": total, "comments": "Produto avariado"}]});
    let answer = shop.expect(200, "POST", &path, &body(1));
    assert_eq!(answer["returned_products"], body(1)["returned_products"]);
    let returned = &answer["order"];
    assert_eq!(returned["status"], "pending_return");
    assert_eq!(returned["order_returns"][0]["status"], "finished");
    assert_eq!(returned["order_returns"][0]["returned_products"][0]["total"], 1);
    let logs: Vec<&str> = returned["audit_logs"]
        .as_array()
        .expect("logs")
        .iter()
        .map(|log| log["status"].as_str().expect("a word"))
        .collect();
    assert_eq!(logs, ["confirmed", "pending_return", "completed_return"]);
    assert_eq!(shop.shelf(order), (98, 0, 98));
    assert_eq!(
        shop.refused(422, "POST", &path, &body(3)),
        json!({"items[0].quantity": ["está fora do intervalo permitido"]})
    );
    let rest = shop.expect(200, "POST", &path, &body(2));
    assert_eq!(rest["order"]["status"], "full_return");
    assert_eq!(shop.shelf(order), (100, 0, 100));
    let errors = shop.refused(422, "POST", &path, &body(1));
    assert_eq!(errors["base"][0], "Pedido não pode ser devolvido");
}

#[test]
fn a_return_is_of_the_organizations_order_and_of_what_it_sold() {
    let shop = Shop::open();
    let order = order_at(&shop, "delivered");
    let open = id(&shop.order("open"));
    let body = |sku: i64| json!({"returned_products": [{"product_sku_id": sku, "total": 1}]});
    let table = [
        (
            format!("/organizations/2/orders/{order}/return"),
            body(1),
            404,
            json!("Pedido não encontrado(a)"),
        ),
        (
            format!("/organizations/999/orders/{order}/return"),
            body(1),
            404,
            json!("Pedido não encontrado(a)"),
        ),
        (
            format!("/organizations/1/orders/{order}/return"),
            body(2),
            422,
            json!({"items[0].product_sku_id": ["não é válido"]}),
        ),
        (
            format!("/organizations/1/orders/{order}/return"),
            json!({}),
            422,
            json!({"returned_products": ["não pode ficar em branco"]}),
        ),
        (
            format!("/organizations/1/orders/{open}/return"),
            body(1),
            422,
            json!({"base": ["Pedido não pode ser devolvido"]}),
        ),
    ];
    for (path, body, status, errors) in table {
        assert_eq!(shop.refused(status, "POST", &path, &body), errors, "{path}");
    }
}

#[test]
fn items_change_in_pre_orders_alone() {
    let shop = Shop::open();
    let pre_order = shop.pre_order("1");
    let order = id(&shop.order("2"));
    let add = json!({"order": {"items": [
        {"product_sku_code": "CODE123", "quantity": 2, "unit_price": "10.0", "item_value": 20}]}});
    let remove = json!({"order": {"items": [{"product_sku_code": "CODE123"}]}});
    let added = shop.expect(200, "POST", &format!("/orders/{pre_order}/add_items"), &add);
    assert_eq!(added["order"]["order_items"].as_array().map(Vec::len), Some(2));
    let removed = shop.expect(200, "DELETE", &format!("/orders/{pre_order}/remove_items"), &remove);
    assert_eq!(removed["order"]["order_items"].as_array().map(Vec::len), Some(1));
    let errors = shop.refused(404, "DELETE", &format!("/orders/{pre_order}/remove_items"), &remove);
    assert_eq!(errors, "Item do pedido não encontrado(a)");
    for (method, path, body) in [("POST", "add_items", &add), ("DELETE", "remove_items", &remove)] {
        let errors = shop.refused(422, method, &format!("/orders/{order}/{path}"), body);
        assert_eq!(errors["base"][0], "Itens do pedido não podem ser alterados");
        let empty = shop.refused(
            422,
            method,
            &format!("/orders/{pre_order}/{path}"),
            &json!({"order": {}}),
        );
        assert_eq!(empty, json!({"items": ["não pode ficar em branco"]}));
    }
}
