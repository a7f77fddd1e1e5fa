//! What lojas sell and what they do with their orders.

use app::channels::CreateChannel;
use app::workflow::advance_order::{AdvanceOrder, OrderStep};
use app::workflow::place_order::PlaceOrder;
use domain::amount::Money;
use domain::channels::ChannelDetails;
use domain::ids::{ChannelId, OrderId, OrganizationId, ProductId};
use domain::orders::{NewOrder, PaymentStatus, ShippingService};
use domain::page::PageRequest;
use serde_json::{Value, json};

use crate::support::world::{LOJA, World};

/// The numbers of what was made.
pub(crate) struct Made {
    pub(crate) product: i64,
    pub(crate) store_product: i64,
    pub(crate) channel: ChannelId,
}

fn id(data: &Value, name: &str) -> i64 {
    data[name].as_i64().unwrap_or_else(|| panic!("no {name} in {data}"))
}

/// One of everything: attribute 1 with option 1, category 1, product 1 at 100.00 with value 1 and a picture, product 2
/// with variation 2, and product 1 in the first loja, ten of it at 90.00, sold through a channel that wants acceptance.
pub(crate) fn catalogue(world: &World) -> Made {
    world.ask("POST", "/attribute/group", json!({"name": "Camisas"})).data();
    world
        .ask("POST", "/attribute", json!({"id_attribute_group": 1, "name": "Cor"}))
        .data();
    world
        .ask("POST", "/attribute/option", json!({"id_attribute": 1, "value": "Azul"}))
        .data();
    let body = json!({"product": "Camiseta", "description": "d", "price": 100, "category": "Roupas",
        "variable": false, "sku": "CAM"});
    let product = id(&world.ask("POST", "/product", body).data(), "id_product");
    let value = json!({"id_attribute": 1, "id_attribute_option": 1, "id_product": product});
    world.ask("POST", "/attribute/value", value).data();
    let body = json!({"product": "Calça", "description": "d", "price": 80, "category": "Roupas", "variable": true});
    let trousers = id(&world.ask("POST", "/product", body).data(), "id_product");
    world
        .ask("POST", &format!("/product/{trousers}/variation"), json!({}))
        .data();
    let body = json!({"id_product": product, "price": 90, "quantity": 10, "display_order": 3});
    let sold = world.ask_as(Some(LOJA[0]), "POST", "/store/product", body).data();
    assert_eq!(
        (&sold["quantity"], &sold["id_store"], &sold["enabled"]),
        (&json!(10), &json!(1), &json!(true))
    );
    let details = ChannelDetails {
        requires_acceptance: true,
        ..ChannelDetails::new("Loja virtual", None)
    };
    Made {
        product,
        store_product: id(&sold, "id_store_product"),
        channel: world.run(CreateChannel::new(details)),
    }
}

/// An order of two of the product from the first loja, paid or not, brought by a carrier or by the loja.
fn order(world: &World, made: &Made, code: &str, paid: bool, carrier: bool) -> i64 {
    let product = ProductId::from_raw(made.product);
    let store = OrganizationId::from_raw(1);
    let read = move |reader: &mut app::Reader<'_, '_>| {
        let location = reader.warehouses_of(store, PageRequest::new(1, 1, 1))?[0].id;
        Ok((reader.offer(product)?.skus[0].id, location))
    };
    let (sku, location) = world.app.read_blocking(&world.own, read).unwrap();
    let service = ShippingService {
        name: "Moto Rápida".to_owned(),
        carrier_code: Some("MOTO".to_owned()),
        ..ShippingService::default()
    };
    let new = NewOrder {
        place: Some((store, location)),
        freight: Money::parse("15").unwrap(),
        payment_status: if paid {
            PaymentStatus::Approved
        } else {
            PaymentStatus::Pending
        },
        shipping_service: carrier.then_some(service),
        ..app::testing::order(code, made.channel, vec![app::testing::item(sku, 2, 90)])
    };
    world.run(PlaceOrder(new)).order.raw()
}

/// What the first loja is answered when it does this to an order.
fn act(world: &World, order: i64, what: &str, body: Value) -> (u16, u64, String) {
    world
        .ask_as(Some(LOJA[0]), "PUT", &format!("/order/{order}/{what}"), body)
        .error()
}

fn status(world: &World, order: i64) -> Value {
    let orders = world.ask("GET", "/order", Value::Null).data();
    let orders = orders.as_array().cloned().unwrap_or_default();
    let found = orders.iter().find(|known| known["id_order"] == json!(order));
    found.map_or(Value::Null, |order| order["status"].clone())
}

const DONE: (u16, u64, String) = (200, 0, String::new());

fn invalid() -> (u16, u64, String) {
    (400, 1400, "Pedido inválido.".to_owned())
}

#[test]
fn an_order_waits_for_its_loja_and_is_delivered_by_it() {
    let world = World::empty();
    let made = catalogue(&world);
    let order = order(&world, &made, "P1", true, false);
    let path = format!("/store/product/{}", made.store_product);
    let quantity = || world.ask_as(Some(LOJA[0]), "GET", &path, Value::Null).data()["quantity"].clone();
    assert_eq!(quantity(), json!(8), "two are promised");
    let shown = world
        .ask_as(Some(LOJA[0]), "GET", "/order?status=212", Value::Null)
        .data();
    let shown = &shown[0];
    assert_eq!(
        (
            &shown["id_order"],
            &shown["id_store"],
            &shown["status"],
            &shown["price"],
            &shown["delivery_price"]
        ),
        (&json!(order), &json!(1), &json!(212), &json!(19_500), &json!(1_500))
    );
    assert_eq!(shown["delivery_type"]["managed_by"], json!("store"));
    assert_eq!(shown["products"][0]["id_store_product"], json!(made.store_product));
    assert_eq!(shown["order_date"], json!("2026-03-10T12:00:00-03:00"));
    for (method, path) in [("PUT", "/order/1/accept"), ("PUT", "/order/1/delivery/start")] {
        let other = world.ask_as(Some(LOJA[1]), method, path, Value::Null);
        assert_eq!(other.error().2, "Pedido inexistente.", "the other loja's");
    }
    assert_eq!(
        world.ask_as(Some(LOJA[1]), "GET", "/order", Value::Null).data(),
        json!([])
    );
    assert_eq!(
        act(&world, order, "delivery/start", Value::Null),
        invalid(),
        "not accepted yet"
    );
    assert_eq!(act(&world, order, "accept", Value::Null), DONE);
    assert_eq!(status(&world, order), json!(410));
    assert_eq!(act(&world, order, "accept", Value::Null), invalid(), "twice");
    assert_eq!(
        act(&world, order, "delivery/finish", Value::Null),
        invalid(),
        "not on its way"
    );
    assert_eq!(act(&world, order, "delivery/start", Value::Null), DONE);
    assert_eq!(status(&world, order), json!(412));
    assert_eq!(quantity(), json!(8), "what was promised has left");
    assert_eq!(act(&world, order, "delivery/finish", Value::Null), DONE);
    assert_eq!(status(&world, order), json!(413));
    let reason = json!({"reason": "out_of_stock"});
    assert_eq!(
        act(&world, order, "cancel", reason),
        invalid(),
        "it is with the customer"
    );
    let gone = world.ask_as(Some(LOJA[0]), "DELETE", &path, Value::Null);
    assert_eq!(gone.error().2, "O Produto da Loja possui Pedidos.");
    assert_eq!(app::audit::audit(&world.app, |_, _| {}).unwrap(), []);
}

#[test]
fn what_a_carrier_brings_is_collected_first_and_never_finished_by_the_loja() {
    let world = World::empty();
    let made = catalogue(&world);
    let order = order(&world, &made, "P1", true, true);
    assert_eq!(act(&world, order, "accept", Value::Null), DONE);
    assert_eq!(act(&world, order, "delivery/start", Value::Null), DONE);
    assert_eq!(status(&world, order), json!(411));
    let shown = world.ask("GET", "/order?status=411,420", Value::Null).data();
    assert_eq!(shown[0]["delivery_type"]["name"], json!("Moto Rápida"));
    assert_eq!(act(&world, order, "delivery/finish", Value::Null), invalid());
    let step = |step| AdvanceOrder {
        order: OrderId::from_raw(order),
        step,
    };
    world.run(step(OrderStep::Ship));
    assert_eq!(status(&world, order), json!(412));
    assert_eq!(act(&world, order, "delivery/finish", Value::Null), invalid());
    world.run(step(OrderStep::Deliver));
    assert_eq!(status(&world, order), json!(413));
    assert_eq!(app::audit::audit(&world.app, |_, _| {}).unwrap(), []);
}

#[test]
fn a_loja_calls_off_what_it_has_not_delivered_and_says_why() {
    let world = World::empty();
    let made = catalogue(&world);
    let unpaid = order(&world, &made, "P0", false, false);
    let [placed, on_the_road] = ["P1", "P2"].map(|code| order(&world, &made, code, true, false));
    let why = |order: i64, body: Value| world.ask_as(Some(LOJA[0]), "PUT", &format!("/order/{order}/cancel"), body);
    assert_eq!(status(&world, unpaid), json!(210));
    assert_eq!(
        why(unpaid, json!({"reason": "other", "description": "x"})).error(),
        invalid()
    );
    assert_eq!(
        why(placed, json!({})).properties(),
        [("reason".to_owned(), "Obrigatório.".to_owned())]
    );
    assert_eq!(
        why(placed, json!({"reason": "desistência"})).properties()[0].1,
        "Valor inválido. Possíveis valores: out_of_stock, delivery_failure, other."
    );
    assert_eq!(
        why(placed, json!({"reason": "other"})).properties(),
        [("description".to_owned(), "Obrigatório.".to_owned())]
    );
    assert_eq!(
        why(placed, json!({"reason": "other", "description": "Com defeito."})).data(),
        json!({})
    );
    assert_eq!(status(&world, placed), json!(612));
    assert_eq!(act(&world, on_the_road, "accept", Value::Null), DONE);
    assert_eq!(act(&world, on_the_road, "delivery/start", Value::Null), DONE);
    assert_eq!(
        why(on_the_road, json!({"reason": "delivery_failure"})).data(),
        json!({})
    );
    assert_eq!(status(&world, on_the_road), json!(612));
    let path = format!("/store/product/{}", made.store_product);
    let left = world.ask_as(Some(LOJA[0]), "GET", &path, Value::Null).data()["quantity"].clone();
    assert_eq!(left, json!(8), "all came back but what the unpaid order holds");
    assert_eq!(app::audit::audit(&world.app, |_, _| {}).unwrap(), []);
}

#[test]
fn orders_are_listed_by_code_and_day_bounds_included() {
    let world = World::empty();
    let made = catalogue(&world);
    order(&world, &made, "P0", false, false);
    let accepted = order(&world, &made, "P1", true, false);
    act(&world, accepted, "accept", Value::Null);
    let count = |query: &str| {
        let orders = world.ask("GET", &format!("/order?{query}"), Value::Null).data();
        orders.as_array().map_or(0, Vec::len)
    };
    let table = [
        ("", 2),
        ("status=210", 1),
        ("status=210,410", 2),
        ("status=212", 0),
        ("status=420", 0),
        ("from=2026-03-10T15:00:00Z", 2),
        ("until=2026-03-10T15:00:00Z", 2),
        ("until=2026-03-10T14:59:59Z", 0),
        ("from=2026-03-10T12:00:00-03:00&until=2026-03-11T00:00:00Z", 2),
        ("from=2026-03-10T15:00:01Z", 0),
        ("limit=1", 1),
        ("limit=1&page=3", 0),
    ];
    for (query, expected) in table {
        assert_eq!(count(query), expected, "{query}");
    }
}

#[test]
fn each_loja_has_its_own_price_and_stock_and_null_is_the_matrizs() {
    let world = World::empty();
    let made = catalogue(&world);
    let body = json!({"id_product": made.product, "quantity": 3});
    let twice = world.ask_as(Some(LOJA[0]), "POST", "/store/product", body.clone());
    assert_eq!(
        twice.error().2,
        "O Produto ou a Variação de Produto já está vinculado à Loja."
    );
    let other = world.ask_as(Some(LOJA[1]), "POST", "/store/product", body).data();
    assert_eq!((&other["price"], &other["quantity"]), (&Value::Null, &json!(3)));
    let first = format!("/store/product/{}", made.store_product);
    assert_eq!(
        world.ask_as(Some(LOJA[1]), "GET", &first, Value::Null).error().2,
        "Produto da Loja inexistente."
    );
    let put = |body: Value| world.ask_as(Some(LOJA[0]), "PUT", &first, body);
    let changed = put(json!({"quantity": 4, "price": 95.5, "promotional_price": 85, "enabled": false})).data();
    assert_eq!(
        (changed["price"].to_string(), &changed["quantity"]),
        ("95.5".to_owned(), &json!(4))
    );
    assert_eq!(
        put(json!({"price": 85})).error().2,
        "Preço menor ou igual ao preço promocional já cadastrado"
    );
    let wrong = put(json!({"quantity": -1, "display_order": 256, "price": "caro"}));
    assert_eq!(
        wrong.properties(),
        [
            ("price".to_owned(), "Tipo 'number' obrigatório.".to_owned()),
            ("quantity".to_owned(), "Mínimo '0' excedido.".to_owned()),
            ("display_order".to_owned(), "Máximo '255' excedido.".to_owned()),
        ]
    );
    let cleared = put(json!({"price": null, "promotional_price": null})).data();
    assert!(cleared["price"].is_null());
    let list = world
        .ask_as(Some(LOJA[0]), "GET", "/store/product?page=1&limit=10", Value::Null)
        .data();
    assert_eq!(list.as_array().map(Vec::len), Some(1));
    let table = [
        (json!({"quantity": 1}), "id_product"),
        (json!({"id_product": 1}), "quantity"),
    ];
    for (body, name) in table {
        let got = world.ask_as(Some(LOJA[1]), "POST", "/store/product", body);
        assert_eq!(got.properties()[0], (name.to_owned(), "Obrigatório.".to_owned()));
    }
    let variable = world.ask_as(
        Some(LOJA[0]),
        "POST",
        "/store/product",
        json!({"id_product": 2, "quantity": 1}),
    );
    assert_eq!(variable.error().2, "A Variação de Produto não foi informada.");
    let second = format!("/store/product/{}", id(&other, "id_store_product"));
    assert_eq!(
        world.ask_as(Some(LOJA[1]), "DELETE", &second, Value::Null).data(),
        json!({})
    );
    assert_eq!(app::audit::audit(&world.app, |_, _| {}).unwrap(), []);
}
