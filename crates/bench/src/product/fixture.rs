//! What the exchanges need to know of the demo data, asked over HTTP, and goods enough for every order of a run.
//!
//! Not a fixture of its own making: the ids are the demo's. The one rule to know: whatever is loaded later is asked once
//! here first, and looked at more closely than the load can afford.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, ensure};
use bytes::Bytes;
use http::Method;
use serde_json::{Value, json};

use crate::load::{Answer, ask, request};

/// Where the face is mounted.
pub(crate) const PREFIX: &str = "/estoka/api/v1";
/// Skus that orders and reads are spread over.
const SKUS: usize = 50;
/// Units of each sku laid in before the load: more than it can sell.
const UNITS: u64 = 100_000_000;
/// Longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A sku of the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sku {
    /// Its number.
    pub(crate) id: u64,
    /// Its text code.
    pub(crate) code: String,
}

/// The demo data that the exchanges name.
#[derive(Debug, Clone)]
pub(crate) struct Fixture {
    /// The credential.
    pub(crate) authorization: String,
    /// The organization that sells.
    pub(crate) organization: u64,
    /// Its stock.
    pub(crate) stock: u64,
    /// The channel that sells.
    pub(crate) sale_channel: u64,
    /// What is sold.
    pub(crate) skus: Vec<Sku>,
    /// Mean size of the answers for one of the skus.
    pub(crate) sku_answer_bytes: usize,
}

impl Fixture {
    /// Asks the server for what the exchanges need, and lays in goods.
    pub(crate) async fn prepare(address: SocketAddr, authorization: String) -> anyhow::Result<Self> {
        let client = Client { address, authorization };
        let (organization, stock) = client.stock().await?;
        let channels = client.get("/sale_channels").await?;
        let sale_channel = first_id(&channels["sale_channels"]).context("the demo has no sale channel")?;
        let skus = client.skus().await?;
        let sku_answer_bytes = client.sku_answer_bytes(&skus).await?;
        client.lay_in(organization, stock, &skus).await?;
        client.look_at_a_page_of_orders().await?;
        let authorization = client.authorization;
        Ok(Self {
            authorization,
            organization,
            stock,
            sale_channel,
            skus,
            sku_answer_bytes,
        })
    }

    /// The sku whose turn it is.
    pub(crate) fn sku(&self, number: u64) -> &Sku {
        let index = number % self.skus.len() as u64;
        &self.skus[usize::try_from(index).unwrap_or(0)]
    }
}

struct Client {
    address: SocketAddr,
    authorization: String,
}

impl Client {
    /// The first organization with a stock, and that stock.
    async fn stock(&self) -> anyhow::Result<(u64, u64)> {
        let organizations = self.get("/organizations").await?;
        for organization in ids(&organizations["organizations"]) {
            let stocks = self.get(&format!("/organizations/{organization}/stocks")).await?;
            if let Some(stock) = first_id(&stocks["stocks"]) {
                return Ok((organization, stock));
            }
        }
        anyhow::bail!("no organization of the demo has a stock")
    }

    async fn skus(&self) -> anyhow::Result<Vec<Sku>> {
        let mut skus = Vec::new();
        for page in 1.. {
            let products = self.get(&format!("/products?page={page}")).await?;
            let products = ids(&products["products"]);
            ensure!(!products.is_empty(), "the demo has {} skus, not {SKUS}", skus.len());
            for product in products {
                let product = self.get(&format!("/products/{product}")).await?;
                let of_product = product["product"]["product_skus"]
                    .as_array()
                    .context("a product without skus")?;
                skus.extend(of_product.iter().filter_map(sku));
            }
            if skus.len() >= SKUS {
                skus.truncate(SKUS);
                break;
            }
        }
        Ok(skus)
    }

    async fn sku_answer_bytes(&self, skus: &[Sku]) -> anyhow::Result<usize> {
        let mut total = 0;
        for sku in skus {
            let answer = self
                .ask(Method::GET, &format!("/products/product_skus/{}", sku.id), None)
                .await?;
            let value: Value = serde_json::from_slice(&answer.body)?;
            ensure!(
                value["product_sku"]["id"] == json!(sku.id),
                "another sku than {} was answered",
                sku.id
            );
            total += answer.body.len();
        }
        Ok(total / skus.len().max(1))
    }

    async fn lay_in(&self, organization: u64, stock: u64, skus: &[Sku]) -> anyhow::Result<()> {
        let goods: Vec<_> = skus
            .iter()
            .map(|sku| json!({"id": sku.id, "code": sku.code, "quantity": UNITS, "batch": null}))
            .collect();
        let body = json!({"stock_id": stock, "organization_id": organization, "product_skus": goods});
        self.ask(Method::POST, "/stock_movements/adjust_available_stock", Some(&body))
            .await?;
        Ok(())
    }

    async fn look_at_a_page_of_orders(&self) -> anyhow::Result<()> {
        let page = self.get("/orders?per_page=50").await?;
        let orders = page["orders"].as_array().map_or(0, Vec::len);
        ensure!(orders == 50, "a page of orders holds {orders}, not 50");
        Ok(())
    }

    async fn get(&self, path: &str) -> anyhow::Result<Value> {
        let answer = self.ask(Method::GET, path, None).await?;
        serde_json::from_slice(&answer.body).with_context(|| format!("GET {path}: the answer is no JSON"))
    }

    async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> anyhow::Result<Answer> {
        let title = format!("{method} {path}");
        let body = body.map(|body| Bytes::from(body.to_string()));
        let request = request(method, &format!("{PREFIX}{path}"), Some(&self.authorization), body);
        let answer = ask(self.address, request, PATIENCE).await.context(title.clone())?;
        let words = String::from_utf8_lossy(&answer.body[..answer.body.len().min(500)]).into_owned();
        ensure!(answer.status.is_success(), "{title}: {}: {words}", answer.status);
        Ok(answer)
    }
}

fn ids(list: &Value) -> Vec<u64> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|entry| entry["id"].as_u64()).collect()
}

fn first_id(list: &Value) -> Option<u64> {
    ids(list).first().copied()
}

/// A sku that is on sale.
fn sku(value: &Value) -> Option<Sku> {
    if value["active"] == json!(false) {
        return None;
    }
    Some(Sku {
        id: value["id"].as_u64()?,
        code: value["code"].as_str()?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_taken_from_a_list_and_from_nothing_else() {
        assert_eq!(ids(&json!([{"id": 3}, {"name": "without"}, {"id": 5}])), [3, 5]);
        assert_eq!(first_id(&json!({"id": 3})), None);
    }

    #[test]
    fn a_sku_that_is_not_on_sale_is_left_out() {
        assert_eq!(
            sku(&json!({"id": 1, "code": "A"})),
            Some(Sku {
                id: 1,
                code: "A".to_owned()
            })
        );
        assert_eq!(sku(&json!({"id": 1, "code": "A", "active": false})), None);
        assert_eq!(sku(&json!({"id": 1})), None);
    }
}
