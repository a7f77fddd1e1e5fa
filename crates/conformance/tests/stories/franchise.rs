//! A franchise: the matriz owns the catalogue, two lojas stock it at their own prices, and a hub sells for them. Made in
//! one face, read and finished in the others.
//!
//! The one rule to know: whoever asks, the same order stands at the same place, and the auditor finds nothing.

use app::access::{IssueToken, RegisterApplication};
use app::channels::CreateChannel;
use app::organizations::CreateOrganization;
use app::{CreateCredential, audit};
use bytes::Bytes;
use conformance::client::Client;
use conformance::merchant::Merchant;
use domain::actor::Face;
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

/// A client of the matriz, or of one loja.
fn likin(merchant: &Merchant, loja: Option<OrganizationId>) -> Client {
    let [secret, client_id, token] = [16, 16, 64].map(|bytes| merchant.app.random_hex(bytes));
    let credential = CreateCredential {
        face: Face::Likin,
        name: "integração".to_owned(),
        organization: loja,
        scopes: Vec::new(),
        secret,
    };
    let registered = merchant.make(RegisterApplication {
        credential,
        client_id,
        redirect_uris: Vec::new(),
    });
    merchant.make(IssueToken {
        credential: registered.id,
        user: None,
        scopes: vec!["integration".to_owned()],
        lifetime: None,
        token: token.clone(),
    });
    let client = merchant.site.client("/likin");
    client.with("authorization", &format!("Bearer {token}"))
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

#[test]
fn a_franchise_sells_what_its_stores_have() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::empty(store);
        let rio = loja(&merchant, "Loja Rio", "11222333000181", ("3304557", "RJ"), "20021000");
        let sao_paulo = loja(
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
        let matriz = likin(&merchant, None);
        let [far, near] = [rio, sao_paulo].map(|loja| likin(&merchant, Some(loja)));
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

        reads_the_same(&merchant, product);
        assert_eq!(audit::audit(&merchant.app, |_, _| {}).unwrap(), []);
    });
}

/// The product as eGestor and Uniplus have it.
fn reads_the_same(merchant: &Merchant, product: i64) {
    let shop = merchant.egestor().get(&format!("/api/v1/produtos/{product}"));
    let text = String::from_utf8_lossy(&shop.body).into_owned();
    assert_eq!(shop.status, 200, "eGestor: {text}");
    assert_eq!(shop.value()["descricao"], "Camiseta", "eGestor: {text}");

    let key = merchant.secret(Face::Uniplus, None);
    let code = base64(&format!("modelo:{key}"));
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let uniplus = merchant.site.client("/uniplus");
    let token = uniplus.clone().with("authorization", &format!("Basic {code}")).send(
        "POST",
        "/oauth/token",
        &form,
        Bytes::from_static(b"grant_type=client_credentials"),
    );
    let token = token.value()["access_token"].as_str().unwrap().to_owned();
    let uniplus = uniplus.with("authorization", &format!("Bearer {token}"));
    let listed = uniplus.get("/public-api/v1/produtos");
    let text = String::from_utf8_lossy(&listed.body).into_owned();
    assert_eq!(listed.status, 200, "Uniplus: {text}");
    assert!(text.contains("Camiseta"), "Uniplus: {text}");
}

/// Standard base64 of a text, whose length is padded.
fn base64(text: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let sign = |bits: u32| char::from(ALPHABET[(bits & 63) as usize]);
    let encode = |chunk: &[u8]| {
        let bits = chunk
            .iter()
            .chain([0, 0].iter())
            .take(3)
            .fold(0u32, |bits, byte| bits << 8 | u32::from(*byte));
        let all = [18, 12, 6, 0].map(|shift| sign(bits >> shift));
        let signs = chunk.len() + 1;
        all.into_iter()
            .take(signs)
            .chain(std::iter::repeat_n('=', 4 - signs))
            .collect::<String>()
    };
    text.as_bytes().chunks(3).map(encode).collect()
}
