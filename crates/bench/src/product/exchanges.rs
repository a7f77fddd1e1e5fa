//! The four requests that the product is loaded with, in Estoka's dialect: one sku, a page of orders, the stock search,
//! an order.
//!
//! Not a recorded exchange: answers are checked for their status and their first words. The one rule to know: every
//! order has a code of its own and one unit of one sku, in turn, for one of many customers.

use std::sync::Arc;

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use http_body_util::Full;
use serde_json::json;

use super::fixture::{Fixture, PREFIX};
use crate::load::{Exchange, get, request};
use crate::report::What;

/// Customers that orders are spread over.
const CUSTOMERS: u64 = 1000;
/// Skus asked for in one stock search.
const SEARCHED: usize = 10;
/// Bytes of a wrong answer that are shown.
const SHOWN: usize = 300;

/// The exchanges, in the order in which they are measured.
pub(crate) fn all(fixture: &Arc<Fixture>) -> Vec<(What, Arc<dyn Exchange>)> {
    let fixture = || Arc::clone(fixture);
    vec![
        (What::OneSku, Arc::new(OneSku(fixture()))),
        (What::OrderList, Arc::new(OrderList(fixture()))),
        (What::StockSearch, Arc::new(StockSearch::new(fixture()))),
        (What::OrderPlaced, Arc::new(OrderPlaced(fixture()))),
    ]
}

/// `GET /products/product_skus/{id}`, each sku in turn.
struct OneSku(Arc<Fixture>);

impl Exchange for OneSku {
    fn request(&self, number: u64) -> Request<Full<Bytes>> {
        let path = format!("{PREFIX}/products/product_skus/{}", self.0.sku(number).id);
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
        get(&format!("{PREFIX}/orders?per_page=50"), Some(&self.0.authorization))
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
        let wanted = fixture.skus.iter().take(SEARCHED);
        let wanted: Vec<_> = wanted
            .map(|sku| json!({"product_sku_id": sku.id, "min_quantity": 1}))
            .collect();
        let body = json!({"search": {"organization": fixture.organization, "stock_skus": wanted}}).to_string();
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
            Some(order(&self.0, number).into()),
        )
    }

    fn fault(&self, status: StatusCode, body: &[u8]) -> Option<String> {
        fault(&[StatusCode::CREATED, StatusCode::OK], r#"{"order":{"#, status, body)
    }
}

/// The text of an order. Written out, not built as a tree: the load shares the processors with the server.
fn order(fixture: &Fixture, number: u64) -> String {
    let Fixture {
        organization,
        stock,
        sale_channel,
        ..
    } = fixture;
    let sku = fixture.sku(number).id;
    let customer = number % CUSTOMERS;
    let document = cpf(100_000_000 + customer * 7919);
    let address = r#"{"street":"Rua São Francisco Xavier","number":"999","detail":"ap 99","zipcode":"20550012","neighborhood":"Tijuca","city":"Rio de Janeiro","city_code":"3304557","state":"RJ","country":"BR"}"#;
    format!(
        r#"{{"order":{{"sale_channel_id":{sale_channel},"organization_id":{organization},"stock_id":{stock},"code":"BENCH-{number}","placed_at":"2026-01-15T10:00:00.000-03:00","discount":0,"pre_order":false,"shipping":20,"total_value":120,"pickup_on_store":false,"payment_status":"approved","items":[{{"product_sku_id":{sku},"quantity":1,"unit_price":100,"item_value":100}}],"customer":{{"name":"Cliente {customer}","email":"cliente{customer}@example.com.br","document":"{document}","phones":["21 999999999"]}},"billing_address":{address},"shipping_address":{address},"payments":[{{"method":"3","card_brand":"1","installments":2,"value":120,"taxes":0,"total":120}}],"shipping_service":{{"name":"Sedex","estimated_due_date":"2026-01-30"}}}}}}"#
    )
}

/// The CPF of these nine digits.
fn cpf(base: u64) -> String {
    let mut digits = format!("{base:09}");
    for length in [9, 10] {
        let weighed = digits.bytes().zip((2..=length + 1).rev());
        let sum: u64 = weighed.map(|(digit, weight)| u64::from(digit - b'0') * weight).sum();
        let check = match 11 - sum % 11 {
            10 | 11 => 0,
            check => check,
        };
        digits.push_str(&check.to_string());
    }
    digits
}

/// What is wrong with an answer that should have one of these statuses and begin with these words.
fn fault(wanted: &[StatusCode], begins: &str, status: StatusCode, body: &[u8]) -> Option<String> {
    let right = wanted.contains(&status) && body.starts_with(begins.as_bytes());
    (!right).then(|| format!("{status}: {}", String::from_utf8_lossy(&body[..body.len().min(SHOWN)])))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Sku;
    use super::*;

    fn fixture() -> Fixture {
        let skus = [31, 32].map(|id| Sku {
            id,
            code: format!("S{id}"),
        });
        Fixture {
            authorization: "Token token=abc".to_owned(),
            organization: 1,
            stock: 6,
            sale_channel: 2,
            skus: skus.to_vec(),
            sku_answer_bytes: 900,
        }
    }

    #[test]
    fn an_order_is_json_that_adds_up_with_a_code_and_a_sku_of_its_turn() {
        let order: serde_json::Value = serde_json::from_str(&order(&fixture(), 1003)).unwrap();
        let order = &order["order"];
        assert_eq!(
            (order["code"].as_str(), order["items"][0]["product_sku_id"].as_u64()),
            (Some("BENCH-1003"), Some(32))
        );
        assert_eq!(
            (order["stock_id"].as_u64(), order["sale_channel_id"].as_u64()),
            (Some(6), Some(2))
        );
        let number = |value: &serde_json::Value| value.as_u64().unwrap();
        let total = number(&order["items"][0]["item_value"]) + number(&order["shipping"]);
        assert_eq!(
            (number(&order["total_value"]), number(&order["payments"][0]["value"])),
            (total, total)
        );
        assert_eq!(order["customer"]["name"], json!("Cliente 3"));
    }

    #[test]
    fn the_check_digits_of_a_cpf_are_those_of_known_ones() {
        assert_eq!(cpf(529_982_247), "52998224725");
        assert_eq!(cpf(111_444_777), "11144477735");
        assert_eq!(cpf(0), "00000000000");
    }

    #[test]
    fn each_exchange_asks_its_route_with_the_credential() {
        let asked: Vec<_> = all(&Arc::new(fixture()))
            .into_iter()
            .map(|(_, exchange)| {
                let request = exchange.request(7);
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
