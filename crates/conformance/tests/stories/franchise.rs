//! A franchise: the matriz owns the catalogue, two lojas stock it at their own prices, and a hub sells for them. Made in
//! one face, read and finished in the others.
//!
//! The one rule to know: whoever asks, the same order stands at the same place, and the auditor finds nothing.

use app::audit;
use app::channels::CreateChannel;
use app::organizations::CreateOrganization;
use conformance::client::Client;
use conformance::merchant::Merchant;
use domain::address::Address;
use domain::channels::ChannelDetails;
use domain::ids::OrganizationId;
use domain::organizations::OrganizationDetails;
use serde_json::{Value, json};

use super::ask as ask_hub;

/// Asks Likin and expects success; answers what stands under `data`.
fn ask(client: &Client, method: &str, path: &str, body: &Value) -> Value {
    let received = client.json(method, path, body);
    let text = String::from_utf8_lossy(&received.body).into_owned();
    assert_eq!(received.status, 200, "{method} {path}: {text}");
    received.value()["data"].clone()
}

fn loja(merchant: &Merchant, name: &str, document: &str, city: (&str, &str), postal_code: &str) -> OrganizationId {
    let address = Address {
        city_code: Some(city.0.to_owned()),
        state: Some(city.1.to_owned()),
        postal_code: Some(postal_code.to_owned()),
        ..Address::default()
    };
    merchant.make(CreateOrganization {
        details: OrganizationDetails {
            address,
            ..OrganizationDetails::new(name, name, document)
        },
        extras_estoka: None,
    })
}

/// An order that the hub takes in São Paulo, paid, for one shirt; a carrier brings it, or the loja does.
fn hub_order(hub: &Client, channel: i64, sku: i64, code: &str, carrier: bool) -> i64 {
    let address = json!({"street": "Rua Augusta", "number": "1", "zipcode": "01305000", "neighborhood": "Consolação",
        "city": "São Paulo", "state": "SP", "country": "BR"});
    let mut order = json!({
        "sale_channel_id": channel, "code": code, "placed_at": "2026-03-10T09:30:00.000-03:00", "discount": 0,
        "shipping": 12, "total_value": 67, "pre_order": false, "payment_status": "approved",
        "items": [{"product_sku_id": sku, "quantity": 1, "unit_price": 55, "item_value": 55}],
        "customer": {"name": "Cliente Modelo", "email": "cliente@example.com", "document": "52998224725", "phones": []},
        "billing_address": address, "shipping_address": address,
        "payments": [{"method": "19", "installments": 1, "value": 67, "taxes": 0, "total": 67}]
    });
    if carrier {
        order["shipping_service"] = json!({"name": "Moto Rápida", "carrier_external_id": "MOTO"});
    }
    ask_hub(hub, 201, "POST", "/orders", &json!({ "order": order }))["order"]["id"]
        .as_i64()
        .unwrap()
}

/// The orders that a client of Likin sees, each with its status.
fn seen(client: &Client) -> Vec<(i64, i64)> {
    let orders = ask(client, "GET", "/order", &Value::Null);
    let figure = |order: &Value, name: &str| order[name].as_i64().unwrap();
    let orders = orders.as_array().unwrap().iter();
    orders
        .map(|order| (figure(order, "id_order"), figure(order, "status")))
        .collect()
}

/// The catalogue of the matriz: a shirt in one colour; answers the number of its variation.
fn catalogue(matriz: &Client) -> (i64, i64) {
    let group = ask(matriz, "POST", "/attribute/group", &json!({"name": "Camisas"}))["id_attribute_group"].clone();
    let colour = json!({"id_attribute_group": group, "name": "Cor"});
    let colour = ask(matriz, "PUT", "/attribute", &colour)["id_attribute"].clone();
    let blue = json!({"id_attribute": colour, "value": "Azul"});
    let blue = ask(matriz, "PUT", "/attribute/option", &blue)["id_attribute_option"].clone();
    let shirt = json!({"product": "Camiseta", "description": "Malha", "price": 50, "variable": true, "sku": "CAM",
        "category": "Vestuário > Camisas"});
    let shirt = ask(matriz, "POST", "/product", &shirt)["id_product"].clone();
    let axis = json!({"id_attribute": colour, "id_product": shirt});
    ask(matriz, "POST", "/attribute/value", &axis);
    let path = format!("/product/{shirt}/variation");
    let variation = ask(matriz, "POST", &path, &json!({"sku": "CAM-AZ"}))["id_product_variation"].clone();
    let value = json!({"id_attribute": colour, "id_attribute_option": blue, "id_product_variation": variation});
    ask(matriz, "POST", "/attribute/value", &value);
    (shirt.as_i64().unwrap(), variation.as_i64().unwrap())
}

/// A brand with a loja in Rio and one in São Paulo, and the channel of its shop online, which wants acceptance.
fn brand(store: &store::Store) -> (Merchant, i64) {
    let merchant = Merchant::empty(store);
    loja(&merchant, "Loja Rio", "11222333000181", ("3304557", "RJ"), "20021000");
    loja(
        &merchant,
        "Loja São Paulo",
        "11444777000161",
        ("3550308", "SP"),
        "01001000",
    );
    let details = ChannelDetails {
        is_global: true,
        requires_acceptance: true,
        ..ChannelDetails::new("Loja virtual", None)
    };
    let channel = merchant.make(CreateChannel::new(details)).raw();
    (merchant, channel)
}

#[test]
fn a_franchise_sells_what_its_stores_have() {
    store::testing::each_engine(|store| {
        let (merchant, channel) = brand(store);
        let matriz = merchant.likin();
        // The first loja is in Rio, the last in São Paulo.
        let [far, near] = [merchant.likin_loja(), merchant.likin_other_loja()];
        let (product, sku) = catalogue(&matriz);
        for (loja, price, quantity) in [(&far, 60, 5), (&near, 55, 3)] {
            let body = json!({"id_product_variation": sku, "price": price, "quantity": quantity});
            ask(loja, "POST", "/store/product", &body);
        }
        let quantity = |loja: &Client| ask(loja, "GET", "/store/product", &Value::Null)[0]["quantity"].clone();

        let hub = merchant.estoka();
        let first = hub_order(&hub, channel, sku, "H1", true);
        let second = hub_order(&hub, channel, sku, "H2", false);
        assert_eq!(seen(&near), [(second, 212), (first, 212)], "the nearer loja has them");
        assert_eq!(seen(&far), []);
        assert_eq!(seen(&matriz), [(second, 212), (first, 212)]);
        assert_eq!((quantity(&near), quantity(&far)), (json!(1), json!(5)));

        ask(&near, "PUT", &format!("/order/{first}/accept"), &Value::Null);
        let status = |order: i64| {
            seen(&near)
                .into_iter()
                .find(|(id, _)| *id == order)
                .map(|(_, status)| status)
        };
        assert_eq!(status(first), Some(410));
        let shown = ask_hub(&hub, 200, "GET", &format!("/orders/{first}"), &Value::Null);
        assert_eq!(shown["order"]["status"], "waiting_picking");
        let shown = ask_hub(&hub, 200, "GET", &format!("/products/product_skus/{sku}"), &Value::Null);
        let name = &shown["product_sku"]["name"];
        assert_eq!(name, "Camiseta - Azul", "a variation is called after its option");
        ask(&near, "PUT", &format!("/order/{first}/delivery/start"), &Value::Null);
        assert_eq!(status(first), Some(411));
        ask_hub(
            &hub,
            200,
            "POST",
            &format!("/orders/{first}/delivery_route"),
            &Value::Null,
        );
        assert_eq!(status(first), Some(412));
        ask_hub(&hub, 200, "POST", &format!("/orders/{first}/deliver"), &Value::Null);
        assert_eq!(status(first), Some(413));

        let reason = json!({"reason": "other", "description": "Último item com defeito."});
        let foreign = far.json("PUT", &format!("/order/{second}/cancel"), &reason);
        assert_eq!(foreign.status, 404, "another loja's order");
        ask(&near, "PUT", &format!("/order/{second}/cancel"), &reason);
        assert_eq!(seen(&near), [(second, 612), (first, 413)]);
        let shown = ask_hub(&hub, 200, "GET", &format!("/orders/{second}"), &Value::Null);
        assert_eq!(shown["order"]["status"], "cancelled");
        assert_eq!(quantity(&near), json!(2), "one sold, one back");

        reads_the_same(&merchant, product, [first, second]);
        assert_eq!(audit::audit(&merchant.app, |_, _| {}).unwrap(), []);
    });
}

/// What eGestor and Uniplus have of the product, of what each loja has of it and asks for it, and of the two orders.
fn reads_the_same(merchant: &Merchant, product: i64, [first, second]: [i64; 2]) {
    let shop = merchant.egestor();
    let get = |path: &str| {
        let received = shop.get(path);
        (received.status, received.value())
    };
    let (status, shown) = get(&format!("/api/v1/produtos/{product}"));
    assert_eq!((status, &shown["descricao"]), (200, &json!("Camiseta")), "{shown}");
    let (status, sale) = get(&format!("/api/v1/vendas/{first}"));
    assert_eq!((status, &sale["valorTotal"]), (200, &json!(67)), "{sale}");
    assert_eq!(
        get(&format!("/api/v1/vendas/{second}")).0,
        410,
        "what is cancelled is deleted there"
    );

    let uniplus = merchant.uniplus();
    let get = |path: &str| {
        let received = uniplus.get(&format!("/public-api{path}"));
        let text = String::from_utf8_lossy(&received.body).into_owned();
        assert_eq!(received.status, 200, "{path}: {text}");
        received.value()
    };
    let listed = get("/v1/produtos");
    assert_eq!(
        (&listed[0]["codigo"], &listed[0]["nome"]),
        (&json!("CAM"), &json!("Camiseta")),
        "{listed}"
    );
    for (branch, quantity, price) in [("1", "5.000000", 60), ("2", "2.000000", 55)] {
        let balances = get(&format!("/v2/saldo-estoque/variacao?produto=CAM&filial={branch}"));
        assert_eq!(balances[0]["saldo"], quantity, "{balances}");
        let shown = get(&format!("/v1/produtos/CAM?filial={branch}"));
        assert_eq!(shown["preco"], format!("{price}.000000"), "{shown}");
    }
    let davs = get("/v1/davs");
    let standings: Vec<&Value> = davs.as_array().unwrap().iter().map(|dav| &dav["status"]).collect();
    assert_eq!(standings, [4, 3], "{davs}");
}
