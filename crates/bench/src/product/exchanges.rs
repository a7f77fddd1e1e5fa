//! The four requests that the product is loaded with, in Estoka's dialect: one sku, a page of orders, the stock search,
//! an order.
//!
//! Not a recorded exchange. The one rule to know: answers are checked for their status and their first words only, since
//! the load shares the processors with the server.

use std::sync::Arc;

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use http_body_util::Full;
use serde_json::json;

use super::fixture::{Fixture, ORDERS, PREFIX};
use super::orders;
use crate::load::{Exchange, get, request};
use crate::report::What;

/// Skus asked for in one stock search.
const SEARCHED: usize = 10;
/// Bytes of a wrong answer that are shown.
const SHOWN: usize = 300;

/// What is asked for a figure over HTTP; `None` for a figure that is not the product's over HTTP.
pub(crate) fn of(what: What, fixture: &Arc<Fixture>) -> Option<Arc<dyn Exchange>> {
    let fixture = Arc::clone(fixture);
    match what {
        What::OneSku => Some(Arc::new(OneSku(fixture))),
        What::OrderList => Some(Arc::new(OrderList(fixture))),
        What::StockSearch => Some(Arc::new(StockSearch::new(fixture))),
        What::OrderPlaced => Some(Arc::new(OrderPlaced(fixture))),
        What::BareAnswer | What::StoreRead | What::StoreOrder | What::StoreOrderShown => None,
    }
}

/// `GET /products/product_skus/{id}`, each sku in turn.
struct OneSku(Arc<Fixture>);

impl Exchange for OneSku {
    fn request(&self, number: u64) -> Request<Full<Bytes>> {
        let path = format!("{PREFIX}/products/product_skus/{}", self.0.goods.sku(number));
        get(&path, Some(&self.0.authorization))
    }

    fn fault(&self, status: StatusCode, body: &[u8]) -> Option<String> {
        fault(&[StatusCode::OK], r#"{"product_sku":{"#, status, body)
    }
}

/// `GET /orders?per_page=50`: the newest fifty.
struct OrderList(Arc<Fixture>);

impl Exchange for OrderList {
    fn request(&self, _number: u64) -> Request<Full<Bytes>> {
        get(
            &format!("{PREFIX}/orders?per_page={ORDERS}"),
            Some(&self.0.authorization),
        )
    }

    fn fault(&self, status: StatusCode, body: &[u8]) -> Option<String> {
        fault(&[StatusCode::OK], r#"{"orders":[{"#, status, body)
    }
}

/// `POST /stock_skus/search` for ten skus.
struct StockSearch {
    fixture: Arc<Fixture>,
    body: Bytes,
}

impl StockSearch {
    fn new(fixture: Arc<Fixture>) -> Self {
        let goods = &fixture.goods;
        let wanted = goods.skus.iter().take(SEARCHED);
        let wanted: Vec<_> = wanted
            .map(|sku| json!({"product_sku_id": sku.raw(), "min_quantity": 1}))
            .collect();
        let body = json!({"search": {"organization": goods.organization.raw(), "stock_skus": wanted}}).to_string();
        Self {
            fixture,
            body: body.into(),
        }
    }
}

impl Exchange for StockSearch {
    fn request(&self, _number: u64) -> Request<Full<Bytes>> {
        let path = format!("{PREFIX}/stock_skus/search");
        request(
            Method::POST,
            &path,
            Some(&self.fixture.authorization),
            Some(self.body.clone()),
        )
    }

    fn fault(&self, status: StatusCode, body: &[u8]) -> Option<String> {
        fault(&[StatusCode::OK], r#"{"stock_skus":[{"#, status, body)
    }
}

/// `POST /orders`, approved at once, with customer, both addresses, a payment and a shipping service.
struct OrderPlaced(Arc<Fixture>);

impl Exchange for OrderPlaced {
    fn request(&self, number: u64) -> Request<Full<Bytes>> {
        let path = format!("{PREFIX}/orders");
        request(
            Method::POST,
            &path,
            Some(&self.0.authorization),
            Some(orders::text(&self.0.goods, number).into()),
        )
    }

    fn fault(&self, status: StatusCode, body: &[u8]) -> Option<String> {
        fault(&[StatusCode::CREATED, StatusCode::OK], r#"{"order":{"#, status, body)
    }
}

/// What is wrong with an answer that should have one of these statuses and begin with these words.
fn fault(wanted: &[StatusCode], begins: &str, status: StatusCode, body: &[u8]) -> Option<String> {
    let right = wanted.contains(&status) && body.starts_with(begins.as_bytes());
    (!right).then(|| format!("{status}: {}", String::from_utf8_lossy(&body[..body.len().min(SHOWN)])))
}

#[cfg(test)]
mod tests {
    use super::super::goods::tests::goods;
    use super::*;

    fn fixture() -> Fixture {
        Fixture {
            authorization: "Token token=abc".to_owned(),
            goods: goods(),
            sku_answer_bytes: 900,
        }
    }

    #[test]
    fn each_exchange_asks_its_route_with_the_credential() {
        let fixture = Arc::new(fixture());
        let asked: Vec<_> = [What::OneSku, What::OrderList, What::StockSearch, What::OrderPlaced]
            .into_iter()
            .map(|what| {
                let request = of(what, &fixture).unwrap().request(7);
                assert_eq!(request.headers()["authorization"], "Token token=abc");
                format!("{} {}", request.method(), request.uri())
            })
            .collect();
        let wanted = [
            "GET /estoka/api/v1/products/product_skus/32",
            "GET /estoka/api/v1/orders?per_page=50",
            "POST /estoka/api/v1/stock_skus/search",
            "POST /estoka/api/v1/orders",
        ];
        assert_eq!(asked, wanted);
    }

    #[test]
    fn an_answer_of_another_status_or_another_shape_is_a_fault() {
        let placed = OrderPlaced(Arc::new(fixture()));
        assert_eq!(placed.fault(StatusCode::CREATED, br#"{"order":{"id":1}}"#), None);
        assert_eq!(
            placed.fault(StatusCode::CREATED, b"{}").as_deref(),
            Some("201 Created: {}")
        );
        let refused = placed.fault(StatusCode::UNPROCESSABLE_ENTITY, br#"{"order":{"id":1}}"#);
        assert!(refused.is_some_and(|words| words.starts_with("422")));
        let list = OrderList(Arc::new(fixture()));
        assert!(list.fault(StatusCode::OK, br#"{"orders":[]}"#).is_some());
    }
}
