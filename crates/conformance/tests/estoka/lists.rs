//! Estoka's lists: pages past the end, and filters that cannot be read.
//!
//! Not ids in paths, which every face's walk tries.
//!
//! The one rule to know: a page past the end is empty, and a page that is none is refused.

use conformance::dialects::estoka::ESTOKA;
use conformance::merchant::Merchant;
use conformance::walk::none;
use domain::actor::Face;
use serde_json::Value;

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
            // The fields of a form are no list of records.
            if info.method != "GET" || lists.is_none() || path.ends_with("/fields_configurations") {
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
                wrong.extend(ESTOKA.fault(&received).map(|fault| format!("{info} {page}: {fault}")));
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
                wrong.extend(ESTOKA.fault(&received).map(|fault| format!("{list}?{query}: {fault}")));
            }
        }
        for query in [
            "search[organization_id]=abc",
            "search[organization_id]=1.5",
            "search[start_at]=20/02/2019T25:00",
        ] {
            let received = client.get(&format!("/api/v1/orders?{query}"));
            wrong.extend(
                ESTOKA
                    .fault(&received)
                    .map(|fault| format!("/api/v1/orders?{query}: {fault}")),
            );
        }
        none(&wrong);
    });
}
