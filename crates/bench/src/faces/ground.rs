//! What the requests of the faces name: a server, its demo's credentials, and goods with their numbers and codes.
//!
//! Not the choice of goods, which is `product::goods`. The one rule to know: everything is the demo's own.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, ensure};
use app::{App, Failure, Reader};
use bytes::Bytes;
use domain::ids::SkuId;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};
use serde_json::Value;

use crate::load;
use crate::product::goods::Goods;

/// Longest wait for a token.
const PATIENCE: Duration = Duration::from_secs(30);

/// One sku with the numbers and codes by which faces call its product.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// The product's number.
    pub(super) product: i64,
    /// The product's code.
    pub(super) product_code: String,
}

/// A running server and what to ask it for.
pub(super) struct Ground {
    /// The server.
    pub(super) address: SocketAddr,
    /// The demo's credentials, by face.
    pub(super) credentials: Value,
    /// What is sold, and where.
    pub(super) goods: Goods,
    /// The goods in the faces' words.
    pub(super) named: Vec<Named>,
}

impl Ground {
    /// Reads the numbers and codes of the goods. Blocks.
    pub(super) fn look(app: &App, address: SocketAddr, credentials: Value, goods: Goods) -> anyhow::Result<Self> {
        let skus = goods.skus.clone();
        let named = app.read_blocking(&goods.call, move |reader: &mut Reader<'_, '_>| named(reader, &skus))?;
        ensure!(!named.is_empty(), "the demo has no product of one sku among the goods");
        Ok(Self {
            address,
            credentials,
            goods,
            named,
        })
    }

    /// A text of a face's credentials.
    ///
    /// # Errors
    /// When the demo wrote none.
    pub(super) fn credential(&self, face: &str, key: &str) -> anyhow::Result<&str> {
        self.credentials[face][key]
            .as_str()
            .with_context(|| format!("the credentials hold no {key} for {face}"))
    }

    /// Asks for a token with a form or JSON body; answers the `Authorization` of what follows.
    ///
    /// # Errors
    /// When the server gives none.
    pub(super) async fn token(
        &self,
        path: &str,
        basic: Option<&str>,
        (content_type, body): (&'static str, String),
    ) -> anyhow::Result<String> {
        let mut request = load::request(Method::POST, path, basic, Some(Bytes::from(body)));
        request
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        let answer = load::ask(self.address, request, PATIENCE).await?;
        let words = String::from_utf8_lossy(&answer.body).into_owned();
        ensure!(answer.status.is_success(), "POST {path}: {}: {words}", answer.status);
        let value: Value = serde_json::from_slice(&answer.body).with_context(|| format!("POST {path}: {words}"))?;
        let token = value["access_token"]
            .as_str()
            .with_context(|| format!("POST {path} gave no token"))?;
        Ok(format!("Bearer {token}"))
    }

    /// The goods whose turn it is, as a closure that outlives this.
    pub(super) fn turns(&self) -> impl Fn(u64) -> Named + Send + Sync + 'static + use<> {
        let named = self.named.clone();
        move |number| {
            let index = usize::try_from(number % named.len().max(1) as u64).unwrap_or(0);
            named[index].clone()
        }
    }
}

/// The goods that are the only sku of their product: what all faces can name by the product alone.
fn named(reader: &mut Reader<'_, '_>, skus: &[SkuId]) -> Result<Vec<Named>, Failure> {
    let mut named = Vec::new();
    for view in reader.sku_views(skus)? {
        if reader.product(view.product.id)?.skus.len() == 1 {
            named.push(Named {
                product: view.product.id.raw(),
                product_code: view.product.code.clone(),
            });
        }
    }
    Ok(named)
}
