//! The vendor's examples as they stand: its requests are accepted, and the answers have the keys and types it documents.
//!
//! The one rule to know: where an answer differs from its example, the difference is listed with the decision behind it.

use serde_json::Value;

use crate::bodies::example;
use crate::shape::lacking;
use crate::shop::{Shop, id};

/// Decision 15: `number` of a stock is text.
const STOCK_NUMBER: &str = "order.stock.number: text instead of number";

/// What our answer lacks of an example, and what is decided to be otherwise.
fn assert_documented(name: &str, answer: &Value, otherwise: &[&str]) {
    let documented = example(name);
    assert_eq!(lacking(&documented, answer), otherwise, "{name}: {answer:#}");
}

#[test]
fn an_order_is_created() {
    let shop = Shop::open();
    let answer = shop.expect(201, "POST", "/orders", &example("create"));
    // Decisions 33 and 34: a shelf names its sku by code; a sku without features shows none.
    assert_documented(
        "create_answer",
        &answer,
        &[
            "order.data.items[].stock_sku.product_sku_code: text instead of number",
            STOCK_NUMBER,
        ],
    );
    let order = &answer["order"];
    assert_eq!(order["status"], "waiting_picking");
    assert_eq!(order["data"]["pre_order"], false);
    assert_eq!(order["data"]["items"][0]["discount"].to_string(), "30.0");
    assert_eq!(order["data"]["total_value"].to_string(), "90.0");
    assert_eq!(order["data"]["placed_at"], "2019-02-27T15:11:06.000-03:00");
    assert_eq!(order["total_items_value"].to_string(), "70.0");
    assert_eq!(order["metadata"], serde_json::json!({"any object": 1}));
    assert_eq!(
        order["nexaas_promo_discounts"],
        example("create")["order"]["nexaas_promo_discounts"]
    );
    assert_eq!(order["pdf_tag_file"], "http://etiqueta-url-example.pdf");
    assert_eq!(order["payments"][0]["method"], "03");
    assert_eq!(order["payments"][0]["card_brand_name"], "Visa");
    assert_eq!(order["payments"][0]["processed_at"], "2020-01-17T16:53:02.965-03:00");
    assert_eq!(order["shipping_service"]["carrier_external_id"], 1);
    assert_eq!(order["shipping_service"]["carrier"], "Correios");
    assert_eq!(order["carrier"]["name"], "Correios LTDA.");
    assert_eq!(order["seller"]["name"], "Seller 2");
    assert_eq!(order["customer"]["document_number"], "57.414.248/0001-16");
    assert_eq!(order["data"]["customer"]["document"], "57414248000116");
    assert_eq!(
        order["data"]["items"][0]["product_sku"]["features"]["default"][0]["key"],
        "Cor"
    );
    let shelf = &order["data"]["items"][0]["stock_sku"];
    assert_eq!(
        (
            shelf["reserved_quantity"].as_i64(),
            shelf["available_quantity"].as_i64()
        ),
        (Some(1), Some(99))
    );
}

#[test]
fn a_delivered_order_is_created_with_its_invoice_and_its_goods_are_gone() {
    let shop = Shop::open();
    let answer = shop.expect(201, "POST", "/orders/delivered", &example("delivered"));
    // Seed: this example alone shows the seller inside the stock; everywhere else it stands beside it.
    let stock_id = answer["order"]["stock"]["id"].clone();
    assert_documented("delivered_answer", &answer, &[STOCK_NUMBER, STOCK_SELLER]);
    let order = &answer["order"];
    assert_eq!(
        (&order["status"], &order["payment_status"], stock_id),
        (&"delivered".into(), &"approved".into(), 6.into())
    );
    assert_eq!(order["audit_logs"][0]["status"], "confirmed");
    assert_eq!(order["nfes"][0]["number"], "593");
    assert_eq!(order["payments"][0]["method"], "04");
    let shelf = &order["data"]["items"][0]["stock_sku"];
    assert_eq!(
        (shelf["id"].as_i64(), shelf["in_stock_quantity"].as_i64()),
        (Some(341), Some(29))
    );
}

const STOCK_SELLER: &str = "order.stock.seller: missing";

#[test]
fn an_order_waiting_for_withdrawal_is_created_whatever_total_it_states() {
    let shop = Shop::open();
    let answer = shop.expect(
        201,
        "POST",
        "/orders/waiting_withdrawal",
        &example("waiting_withdrawal"),
    );
    assert_documented("waiting_withdrawal_answer", &answer, &[STOCK_NUMBER]);
    let order = &answer["order"];
    assert_eq!(order["status"], "waiting_withdrawal");
    assert_eq!(order["pickup_on_store"], true);
    assert_eq!(order["data"]["total_value"].to_string(), "90.0");
    assert_eq!(order["data"]["shipping_address"], serde_json::json!({}));
    assert_eq!(order["audit_logs"][0]["status"], "waiting_withdrawal_created");
    assert_eq!(shop.step(id(order), "deliver")["status"], "delivered");
}

#[test]
fn an_invoice_is_attached_to_a_delivered_order() {
    let shop = Shop::open();
    let mut sale = example("delivered");
    sale["order"]
        .as_object_mut()
        .expect("an object")
        .remove("invoice_attributes");
    let order = shop.expect(201, "POST", "/orders/delivered", &sale);
    let path = format!("/orders/{}/delivered/invoices", id(&order["order"]));
    let answer = shop.expect(201, "POST", &path, &example("invoice"));
    assert_documented("invoice_answer", &answer, &[]);
    let invoice = &answer["invoice"];
    assert_eq!(
        (&invoice["status"], &invoice["number"]),
        (&"succeeded".into(), &"593".into())
    );
    let errors = shop.refused(422, "POST", &path, &example("invoice"));
    assert_eq!(errors["base"][0], "Pedido não pode ser faturado");
}

#[test]
fn an_order_is_shown_updated_and_listed() {
    let shop = Shop::open();
    let created = shop.expect(201, "POST", "/orders", &example("create"));
    let id = id(&created["order"]);
    let shown = shop.ask("GET", &format!("/orders/{id}")).json();
    let carrier = "order.shipping_service.carrier_external_id: number instead of text";
    assert_documented("show_answer", &shown, &[STOCK_NUMBER, carrier]);
    // The example's total is of another order than its own answer; ours is of this one.
    let mut update = example("update");
    // Neither is a claim left of a discount that is taken away.
    update["order"]["total_value"] = 100.into();
    update["order"]["nexaas_promo_discounts"] = serde_json::json!([]);
    update["order"]
        .as_object_mut()
        .expect("an object")
        .remove("order_volumes");
    let updated = shop.expect(200, "PUT", &format!("/orders/{id}"), &update);
    assert_documented("update_answer", &updated, &[STOCK_NUMBER]);
    let order = &updated["order"];
    assert_eq!(
        (&order["code"], &order["organization_id"]),
        (&"32516136000146".into(), &3.into())
    );
    assert_eq!(order["shipping_service"]["carrier_external_id"], "code1");
    assert_eq!(order["data"]["comments"], "Observações");
    assert_eq!(order["data"]["customer"]["phones"].as_array().map(Vec::len), Some(2));
    let listed = shop.ask("GET", "/orders").json();
    assert_documented(
        "list_answer",
        &listed,
        &["orders[].stock.number: text instead of number"],
    );
    assert_eq!(listed["orders"][0], *order);
}

#[test]
fn items_are_added_and_removed_and_a_pre_order_is_confirmed() {
    let shop = Shop::open();
    let mut create = example("create");
    create["order"]["pre_order"] = true.into();
    create["order"]["items"][0]["product_sku_id"] = 2.into();
    let order = id(&shop.expect(201, "POST", "/orders", &create)["order"]);
    let added = shop.expect(
        200,
        "POST",
        &format!("/orders/{order}/add_items"),
        &example("add_items"),
    );
    assert_documented("add_items_answer", &added, &[STOCK_NUMBER]);
    assert_eq!(added["order"]["data"]["total_value"].to_string(), "159.0");
    assert_eq!(added["order"]["order_items"][1]["unit_price"], "69.0");
    let removed = shop.expect(
        200,
        "DELETE",
        &format!("/orders/{order}/remove_items"),
        &example("remove_items"),
    );
    assert_documented("remove_items_answer", &removed, &[STOCK_NUMBER]);
    assert_eq!(removed["order"]["order_items"].as_array().map(Vec::len), Some(1));
    let confirmed = shop.ask("POST", &format!("/orders/{order}/confirm"));
    assert_eq!(confirmed.status, 200);
    assert_documented("confirm_answer", &confirmed.json(), &[STOCK_NUMBER]);
    assert_eq!(confirmed.json()["order"]["status"], "waiting_picking");
}

#[test]
fn an_order_goes_its_way_to_the_customer() {
    let shop = Shop::open();
    let order = id(&shop.order("1"));
    for step in ["pick", "pack", "issue_nfe", "generate_label"] {
        shop.step(order, step);
    }
    let routed = shop.ask("POST", &format!("/orders/{order}/delivery_route")).json();
    // Decision 14: inside `data` decimals are numbers, which this example alone writes as text.
    assert_documented(
        "delivery_route_answer",
        &routed,
        &[
            "order.data.items[].item_value: number instead of text",
            "order.data.items[].unit_price: number instead of text",
            "order.data.items[].discount: number instead of text",
        ],
    );
    assert_eq!(routed["order"]["status"], "delivery_route");
    let delivered = shop.ask("POST", &format!("/orders/{order}/deliver"));
    assert_eq!(delivered.status, 200);
    assert_documented("deliver_answer", &delivered.json(), &[]);
    assert_eq!(delivered.json()["order"]["status"], "delivered");
}
