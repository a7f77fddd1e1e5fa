//! Estoka's routes: those of the vendor against those that are served, documented, asked without a credential, and
//! exchanged.

use std::collections::BTreeSet;

use bytes::Bytes;
use conformance::merchant::Merchant;
use conformance::routes::{self, Route};
use conformance::script::Script;
use conformance::tables::Contents;
use domain::actor::Face;
use serde_json::{Value, json};

fn none() -> BTreeSet<Route> {
    BTreeSet::new()
}

#[test]
fn every_route_of_the_vendor_is_served_unless_it_is_pending() {
    let wanted: BTreeSet<Route> = routes::of_vendor(Face::Estoka);
    let served = routes::served(Face::Estoka);
    let pending = routes::pending(Face::Estoka, "route");
    let missing: BTreeSet<Route> = wanted.difference(&served).cloned().collect();
    assert_eq!(
        missing.difference(&pending).cloned().collect::<BTreeSet<_>>(),
        none(),
        "not served: serve them, or list them in routes/pending.tsv"
    );
    assert_eq!(
        pending.difference(&missing).cloned().collect::<BTreeSet<_>>(),
        none(),
        "no longer missing, and still listed in routes/pending.tsv"
    );
    assert_eq!(
        served.difference(&wanted).cloned().collect::<BTreeSet<_>>(),
        none(),
        "served, and not in routes/estoka.tsv"
    );
}

#[test]
fn every_route_that_is_served_is_exchanged_unless_that_is_pending() {
    let scripts: Vec<Script> = Script::of_face("estoka")
        .unwrap()
        .into_iter()
        .map(|(_, script)| script)
        .collect();
    let served = routes::served(Face::Estoka);
    let exchanged = routes::exchanged(Face::Estoka, &scripts);
    let pending = routes::pending(Face::Estoka, "exchange");
    let missing: BTreeSet<Route> = served.difference(&exchanged).cloned().collect();
    assert_eq!(
        missing.difference(&pending).cloned().collect::<BTreeSet<_>>(),
        none(),
        "without an exchange: write it, or list them in routes/pending.tsv"
    );
    assert_eq!(
        pending.difference(&missing).cloned().collect::<BTreeSet<_>>(),
        none(),
        "no longer missing, and still listed in routes/pending.tsv"
    );
}

#[test]
fn the_openapi_document_has_exactly_the_routes_that_are_served() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open(store);
        let received = merchant.estoka().anonymous().get("/openapi.json");
        assert_eq!(received.status, 200);
        let document = received.value();
        assert_eq!(document["servers"][0]["url"], "/estoka");
        let mut documented = BTreeSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let secured = operation["security"].as_array().is_some_and(|list| !list.is_empty());
                assert!(secured, "{method} {path} asks for no credential");
                documented.insert(routes::route(&method.to_uppercase(), path));
            }
        }
        assert_eq!(documented, routes::served(Face::Estoka));
    });
}

#[test]
fn every_route_refuses_whoever_has_no_valid_credential_and_writes_nothing() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open(store);
        let known = merchant.estoka();
        let strangers = [
            known.anonymous(),
            known.with("Token token=3d12813150rd61l126216n17605zs1q4"),
            known.with("Token token="),
            known.with("Token"),
            known.with("Basic YTpi"),
            known.with("Token token=\u{e9}"),
        ];
        let before = Contents::of(store);
        for info in (server::faces::find(Face::Estoka).unwrap().routes)() {
            let path: String = info
                .path
                .split('/')
                .map(|part| if part.starts_with('{') { "1" } else { part })
                .collect::<Vec<_>>()
                .join("/");
            for stranger in &strangers {
                let received = stranger.send(info.method.as_str(), &path, &[], Bytes::from_static(b"{}"));
                let challenge = received
                    .headers
                    .get("www-authenticate")
                    .and_then(|value| value.to_str().ok());
                let answer = (received.status, received.value(), challenge);
                let expected = (
                    401,
                    json!({"errors": "Não autorizado"}),
                    Some("Token realm=\"Application\""),
                );
                assert_eq!(answer, expected, "{info}");
            }
        }
        assert_eq!(before.differences(&Contents::of(store)), Vec::<String>::new());
    });
}

#[test]
fn what_is_no_route_answers_in_the_vendors_envelope() {
    store::testing::each_engine(|store| {
        let client = Merchant::open(store).estoka();
        let table = [
            ("GET", "/api/v1/nothing", 404),
            ("GET", "/api/v1", 404),
            ("GET", "/api/v2/orders", 404),
            ("GET", "/", 404),
            ("GET", "/api/v1/orders/%ff", 404),
            ("PATCH", "/api/v1/orders/1", 405),
            ("DELETE", "/api/v1/organizations", 405),
            ("POST", "/api/v1/product_features", 405),
        ];
        for (method, path, status) in table {
            let received = client.json(method, path, &Value::Null);
            assert_eq!(received.status, status, "{method} {path}");
            assert!(
                received.value()["errors"].is_string(),
                "{method} {path}: {:?}",
                received.body
            );
        }
    });
}
