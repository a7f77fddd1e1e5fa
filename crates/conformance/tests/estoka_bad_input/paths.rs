//! Ids that nobody has, pages past the end, and filters that cannot be read.

use bytes::Bytes;
use conformance::merchant::Merchant;
use conformance::tables::Contents;
use domain::actor::Face;
use serde_json::Value;

use crate::{fault, is_envelope, none};

/// What may stand where an id belongs and is none.
const NO_IDS: &[&str] = &[
    "987654321",
    "0",
    "-1",
    "+1",
    "01x",
    "abc",
    "1.0",
    "1e3",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999999999",
    "null",
    "%00",
    "%20",
    "1%00",
    "%27%20OR%201=1",
    "%F0%9F%90%98",
    "%2e%2e",
    "*",
];

#[test]
fn an_id_that_nobody_has_is_not_found_on_every_route() {
    store::testing::each_engine(|store| {
        let client = Merchant::open(store).estoka();
        let before = Contents::of(store);
        let mut wrong = Vec::new();
        for info in (server::faces::find(Face::Estoka).unwrap().routes)() {
            for name in info.parameters() {
                for id in NO_IDS {
                    // The other ids of the path are right.
                    let path = info.path.replace(&format!("{{{name}}}"), id);
                    let path: Vec<&str> = path
                        .split('/')
                        .map(|part| if part.starts_with('{') { "1" } else { part })
                        .collect();
                    let received = client.send(info.method.as_str(), &path.join("/"), &[], Bytes::new());
                    // A route without a body is found out first by some handlers; both are the client's fault.
                    let expected = matches!(received.status, 400 | 404 | 422) && is_envelope(&received);
                    if !expected {
                        wrong.push(format!("{info} {id}: {} {:?}", received.status, received.body));
                    }
                }
            }
        }
        let written = before.differences(&Contents::of(store));
        wrong.extend(written.into_iter().map(|row| format!("written: {row}")));
        none(&wrong);
    });
}

#[test]
fn a_page_past_the_end_is_empty_and_a_page_that_is_none_is_refused() {
    store::testing::each_engine(|store| {
        let client = Merchant::open(store).estoka();
        let mut wrong = Vec::new();
        for info in (server::faces::find(Face::Estoka).unwrap().routes)() {
            let path: Vec<&str> = info
                .path
                .split('/')
                .map(|part| if part.starts_with('{') { "1" } else { part })
                .collect();
            let path = path.join("/");
            let first = client.get(&path).value();
            let lists = first
                .as_object()
                .and_then(|members| members.values().next().filter(|value| value.is_array()));
            if info.method != "GET" || lists.is_none() {
                continue;
            }
            for page in [
                "page=1000",
                "page=1000&per_page=100",
                "page=92233720368547758&per_page=100",
                "page=4294967296",
            ] {
                let received = client.get(&format!("{path}?{page}"));
                let body = received.value();
                let is_empty = body
                    .as_object()
                    .is_some_and(|members| members.values().all(|list| list == &Value::Array(Vec::new())));
                if received.status != 200 || !is_empty {
                    wrong.push(format!("{info} {page}: {} {:?}", received.status, received.body));
                }
            }
            for page in [
                "page=0",
                "page=-1",
                "page=abc",
                "page=1.5",
                "per_page=0",
                "per_page=-5",
                "per_page=x",
                "page=99999999999999999999",
            ] {
                let received = client.get(&format!("{path}?{page}"));
                wrong.extend(fault(&received).map(|fault| format!("{info} {page}: {fault}")));
            }
        }
        none(&wrong);
    });
}

#[test]
fn a_query_that_cannot_be_read_is_refused() {
    store::testing::each_engine(|store| {
        let client = Merchant::open(store).estoka();
        let mut wrong = Vec::new();
        for list in ["/api/v1/orders", "/api/v1/stocks/1/stock_skus"] {
            for query in [
                "search[cor]=azul",
                "search[created_at_from]=ontem",
                "search[created_at_until]=31/02/2020",
                "search[created_at_from][]=01/02/2020",
                "search[updated_at_from]=%ff",
                "%ff=1",
                "search[%00]=1",
                "search[created_at_from]=%00",
            ] {
                let received = client.get(&format!("{list}?{query}"));
                wrong.extend(fault(&received).map(|fault| format!("{list}?{query}: {fault}")));
            }
        }
        for query in [
            "search[organization_id]=abc",
            "search[organization_id]=1.5",
            "search[start_at]=20/02/2019T25:00",
        ] {
            let received = client.get(&format!("/api/v1/orders?{query}"));
            wrong.extend(fault(&received).map(|fault| format!("/api/v1/orders?{query}: {fault}")));
        }
        none(&wrong);
    });
}
