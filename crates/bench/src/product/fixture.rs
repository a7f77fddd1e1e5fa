//! What the exchanges need beside the goods: a credential, and the size of a sku's answer.
//!
//! Not the goods themselves. The one rule to know: every read that is loaded later is asked here first, and looked at more
//! closely than the load can afford.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use super::goods::Goods;
use crate::load::{ask, get};

/// Where the face is mounted.
pub(crate) const PREFIX: &str = "/estoka/api/v1";
/// Orders of a page.
pub(crate) const ORDERS: usize = 50;
/// Longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the exchanges name.
#[derive(Debug, Clone)]
pub(crate) struct Fixture {
    /// The credential.
    pub(crate) authorization: String,
    /// The goods.
    pub(crate) goods: Goods,
    /// Mean size of the answers for one of the skus.
    pub(crate) sku_answer_bytes: usize,
}

impl Fixture {
    /// Asks the server for every sku.
    pub(crate) async fn prepare(address: SocketAddr, authorization: String, goods: Goods) -> anyhow::Result<Self> {
        let mut total = 0;
        for sku in &goods.skus {
            let path = format!("/products/product_skus/{sku}");
            let (value, bytes) = read(address, &authorization, &path).await?;
            let answered = &value["product_sku"]["id"];
            ensure!(*answered == json!(sku.raw()), "sku {answered} was answered for {sku}");
            total += bytes;
        }
        Ok(Self {
            authorization,
            sku_answer_bytes: total / goods.skus.len().max(1),
            goods,
        })
    }

    /// Asks the server for the page of orders, which must be full.
    pub(crate) async fn look_at_a_page_of_orders(&self, address: SocketAddr) -> anyhow::Result<()> {
        let path = format!("/orders?per_page={ORDERS}");
        let (page, _) = read(address, &self.authorization, &path).await?;
        let orders = page["orders"].as_array().map_or(0, Vec::len);
        ensure!(orders == ORDERS, "a page of orders holds {orders}, not {ORDERS}");
        Ok(())
    }
}

/// Reads once, and answers the value and its size in bytes.
async fn read(address: SocketAddr, authorization: &str, path: &str) -> anyhow::Result<(Value, usize)> {
    let request = get(&format!("{PREFIX}{path}"), Some(authorization));
    let answer = ask(address, request, PATIENCE)
        .await
        .with_context(|| format!("GET {path}"))?;
    let words = String::from_utf8_lossy(&answer.body[..answer.body.len().min(500)]).into_owned();
    ensure!(answer.status.is_success(), "GET {path}: {}: {words}", answer.status);
    let value = serde_json::from_slice(&answer.body).with_context(|| format!("GET {path}: {words}"))?;
    Ok((value, answer.body.len()))
}
