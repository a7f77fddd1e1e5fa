//! What an online shop and an accountant's script ask eGestor: products, one product, a sale.
//!
//! Not its other resources. The one rule to know: the token is got as clients get it, with the personal token.

use std::time::Duration;

use anyhow::Context;
use http::Method;
use serde_json::{Value, json};

use super::ask::{Against, Ask};
use super::ground::Ground;
use crate::load;

/// Longest wait for the customer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Logs in, finds a customer, and answers what is asked.
pub(super) async fn asks(ground: &Ground) -> anyhow::Result<Vec<Ask>> {
    let personal = ground.credential("egestor", "personal_token")?;
    let body = json!({"grant_type": "personal", "personal_token": personal}).to_string();
    let path = "/egestor/api/oauth/access_token";
    let bearer = ground.token(path, None, ("application/json", body)).await?;
    let customer = customer(ground, &bearer).await?;
    let (read, sold) = (ground.turns(), ground.turns());
    Ok(vec![
        Ask::get("eGestor GET produtos", &bearer, |_| {
            "/egestor/api/v1/produtos?page=1".to_owned()
        }),
        Ask::get("eGestor GET produtos/{codigo}", &bearer, move |number| {
            format!("/egestor/api/v1/produtos/{}", read(number).product)
        }),
        Ask::send(
            ("eGestor POST vendas", Against::OrderWithoutHttp),
            Method::POST,
            &bearer,
            move |number| {
                let product = sold(number).product;
                let sale = format!(
                    r#"{{"codContato":{customer},"dtVenda":"2026-01-15","situacao":50,"produtos":[{{"codProduto":{product},"quant":1,"preco":100}}],"financeiros":[{{"dtVenc":"2026-01-30","valor":100}}]}}"#
                );
                ("/egestor/api/v1/vendas".to_owned(), sale)
            },
        ),
    ])
}

/// The number of the first contact.
async fn customer(ground: &Ground, bearer: &str) -> anyhow::Result<i64> {
    let request = load::get("/egestor/api/v1/contatos?fields=codigo", Some(bearer));
    let answer = load::ask(ground.address, request, PATIENCE).await?;
    let page: Value = serde_json::from_slice(&answer.body)?;
    page["data"][0]["codigo"].as_i64().context("the demo has no contact")
}
