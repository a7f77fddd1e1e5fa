//! What a franchise asks Likin.do: products, one product, its own price and quantity, orders.
//!
//! Not the catalogue's upkeep. The one rule to know: the store's client asks for the store's things, the account's client
//! for the rest.

use std::time::Duration;

use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use serde_json::{Value, json};

use super::ask::{Against, Ask};
use super::ground::Ground;
use crate::load;

/// Longest wait for what is prepared.
const PATIENCE: Duration = Duration::from_secs(30);

/// Logs both clients in and answers what is asked.
pub(super) async fn asks(ground: &Ground) -> anyhow::Result<Vec<Ask>> {
    let clients = &ground.credentials["likin"];
    let account = bearer(ground, clients).await?;
    let store = bearer(ground, &clients["store"]).await?;
    let offered = offered(ground, &account, &store).await?;
    let read = ground.turns();
    Ok(vec![
        Ask::get("Likin GET product", &account, |_| "/likin/product?limit=50".to_owned()),
        Ask::get("Likin GET product/{id}", &account, move |number| {
            format!("/likin/product/{}", read(number).product)
        }),
        Ask::send(
            ("Likin PUT store/product/{id}", Against::BareAnswer),
            Method::PUT,
            &store,
            move |number| {
                let body = format!(
                    r#"{{"price":{}.90,"quantity":{}}}"#,
                    50 + number % 40,
                    1000 + number % 7
                );
                (format!("/likin/store/product/{offered}"), body)
            },
        ),
        Ask::get("Likin GET order", &account, |_| "/likin/order?limit=50".to_owned()),
    ])
}

async fn bearer(ground: &Ground, client: &Value) -> anyhow::Result<String> {
    let text = |key: &str| {
        let found = client[key].as_str();
        found.with_context(|| format!("the credentials hold no {key} for a client of Likin.do"))
    };
    let basic = STANDARD.encode(format!("{}:{}", text("client_id")?, text("client_secret")?));
    let form = "grant_type=client_credentials&scope=integration".to_owned();
    let form = ("application/x-www-form-urlencoded", form);
    let basic = format!("Basic {basic}");
    ground.token("/likin/oauth2/token", Some(&basic), form).await
}

/// A new product of the account that the store sells from now on: the demo's stores sell nothing here yet.
async fn offered(ground: &Ground, account: &str, store: &str) -> anyhow::Result<i64> {
    let product = json!({"product": "Medida", "description": "Para medir", "price": 80, "category": "Medidas",
        "variable": false});
    let product = created(ground, account, "/likin/product", &product, "id_product").await?;
    let offer = json!({"id_product": product, "price": 90, "quantity": 10});
    created(ground, store, "/likin/store/product", &offer, "id_store_product").await
}

/// Creates, and answers the number of what was created.
async fn created(ground: &Ground, client: &str, path: &str, body: &Value, id: &str) -> anyhow::Result<i64> {
    let request = load::request(Method::POST, path, Some(client), Some(body.to_string().into()));
    let answer = load::ask(ground.address, request, PATIENCE).await?;
    let made: Value = serde_json::from_slice(&answer.body)?;
    let number = made["data"][id].as_i64();
    number.with_context(|| format!("POST {path}: {}: {made}", answer.status))
}
