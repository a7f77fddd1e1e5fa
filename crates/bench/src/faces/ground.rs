//! What the requests of the faces name: a server, its demo's credentials, and goods of one sku each.
//!
//! Not the choice of goods, which is `product::goods`. The one rule to know: they lie where the main figures' goods lie.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, ensure};
use app::catalog::CreateProduct;
use app::{App, Reader};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};
use serde_json::Value;

use crate::load;
use crate::product::goods::Goods;

/// Longest wait for a token.
const PATIENCE: Duration = Duration::from_secs(30);

/// Products laid in.
const PRODUCTS: usize = 50;

/// A product of one sku, by the number and the code by which faces call it.
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
    /// Lays in goods of one sku each: what all faces can name by the product alone. Blocks.
    pub(super) fn lay_in(app: &App, address: SocketAddr, credentials: Value, goods: Goods) -> anyhow::Result<Self> {
        let mut named = Vec::new();
        for number in 0..PRODUCTS {
            let code = format!("MEDIDA{number}");
            let product = CreateProduct {
                code: Some(code.clone()),
                ..CreateProduct::named(format!("Medida {number}"))
            };
            let product = app.execute_blocking(&goods.call, product)?.raw();
            named.push(Named {
                product,
                product_code: code,
            });
        }
        let codes: Vec<String> = named.iter().map(|one| one.product_code.clone()).collect();
        let skus = app.read_blocking(&goods.call, move |reader: &mut Reader<'_, '_>| {
            reader.skus_by_codes(&codes)
        })?;
        ensure!(
            skus.len() == named.len(),
            "{} skus were made of {PRODUCTS} products",
            skus.len()
        );
        goods.fill(app, &skus.iter().map(|view| view.sku.id).collect::<Vec<_>>())?;
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
