//! Who is let in, and what of: credentials, other accounts, organizations, unknown paths and methods.
//!
//! The one rule to know: every route of the table is walked, so a route that forgets to ask for a credential is found.

use app::RevokeCredential;
use domain::ids::CredentialId;
use face_kit::{Access, RouteInfo};
use http::Request;
use serde_json::{Value, json};

use crate::support::facts;
use crate::support::world::{BOUND, FOREIGN, Got, TOKEN, World};

/// A route's path with this number for every parameter.
fn path_of(route: &RouteInfo, number: &str) -> String {
    let parts = route
        .path
        .split('/')
        .map(|part| if part.starts_with('{') { number } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn is_unauthorized(got: &Got) -> bool {
    got.status == 401
        && got.json() == json!({ "errors": "Não autorizado" })
        && got
            .headers
            .get("www-authenticate")
            .is_some_and(|said| said == "Token realm=\"Application\"")
}

#[test]
fn no_route_opens_without_a_good_credential() {
    let world = facts::world();
    world.credential(&world.own, "revoked-by-now", None);
    let revoked = CredentialId::from_raw(3);
    world.run(RevokeCredential { id: revoked });
    let before = world.written();
    for route in face_estoka::routes().list() {
        if route.access == Access::Open {
            continue;
        }
        let path = path_of(&route, "1");
        for token in [None, Some(""), Some("unknown"), Some("revoked-by-now")] {
            let got = world.ask_as(token, route.method.as_str(), &path, "{}");
            assert!(
                is_unauthorized(&got),
                "{route} with {token:?}: {} {}",
                got.status,
                got.text()
            );
        }
    }
    assert!(world.written() == before, "something was written");
}

#[test]
fn the_token_is_taken_in_every_spelling_that_clients_use() {
    let world = World::empty();
    let spellings = [
        format!("Token token={TOKEN}"),
        format!("token token=\"{TOKEN}\""),
        format!("Token {TOKEN}"),
        format!("Bearer {TOKEN}"),
    ];
    for spelling in spellings {
        let request = Request::get("/estoka/api/v1/organizations").header("authorization", &spelling);
        let got = world.send(request.body("".into()).expect("a request"));
        assert_eq!(got.status, 200, "{spelling}");
    }
}

#[test]
fn what_another_account_has_does_not_exist() {
    let world = facts::world();
    let before = world.written();
    let mut walked = 0;
    for route in face_estoka::routes().list() {
        if route.path.contains('{') {
            walked += 1;
            let got = world.ask_as(Some(FOREIGN), route.method.as_str(), &path_of(&route, "2"), "{}");
            assert!(
                (400..500).contains(&got.status),
                "{route}: {} {}",
                got.status,
                got.text()
            );
            if route.method == "GET" && !route.path.contains("/customer") {
                // A price asks for its channel first.
                let expected = if route.path.ends_with("/sku_price") { 422 } else { 404 };
                assert_eq!(got.status, expected, "{route}: {}", got.text());
            }
        }
    }
    assert!(walked > 10, "only {walked} routes were walked");
    assert!(world.written() == before, "something was written");
}

#[test]
fn a_credential_of_one_organization_sees_nothing_of_the_others() {
    let world = facts::world();
    let ask = |method: &str, path: &str, body: &str| world.ask_as(Some(BOUND), method, path, body.to_owned());
    for path in [
        "/api/v1/organizations/2/stocks",
        "/api/v1/organizations/2/sellers",
        "/api/v1/organizations/2/transfers",
        "/api/v1/stocks/2",
        "/api/v1/stocks/2/stock_skus",
        "/api/v1/stock_skus/5",
    ] {
        assert_eq!(ask("GET", path, "").status, 404, "{path}");
    }
    let organizations = ask("GET", "/api/v1/organizations", "").json();
    assert_eq!(numbers(&organizations["organizations"]), [1]);
    let past_the_end = ask("GET", "/api/v1/organizations?page=2", "").json();
    assert_eq!(past_the_end, json!({ "organizations": [] }));
    let search = r#"{"search":{"stock_skus":[{"product_sku_id":1}]}}"#;
    let found = ask("POST", "/api/v1/stock_skus/search", search).json();
    assert_eq!(numbers(&found["stock_skus"]), [1]);
    let search = r#"{"search":{"organization":2,"stock_skus":[{"product_sku_id":1}]}}"#;
    let found = ask("POST", "/api/v1/stock_skus/search", search).json();
    assert_eq!(found, json!({ "stock_skus": [] }));
    let totals = r#"{"product_sku_codes":["CAI74"],"sale_channel_id":1}"#;
    let found = ask("POST", "/api/v1/stocks/consolidated_by_sku", totals).json();
    assert_eq!(found["product_skus"][0]["quantity_total"], json!(19));

    let before = world.written();
    let adjust = r#"{"stock_id":2,"organization_id":2,"product_skus":[{"id":1,"quantity":1}]}"#;
    assert_eq!(
        ask("POST", "/api/v1/stock_movements/adjust_available_stock", adjust).status,
        422
    );
    let channel = r#"{"sale_channel":{"name":"x"}}"#;
    assert_eq!(
        ask("POST", "/api/v1/organizations/2/sale_channels", channel).status,
        404
    );
    assert!(world.written() == before, "something was written");
}

fn numbers(list: &Value) -> Vec<i64> {
    let list = list.as_array().expect("a list");
    list.iter()
        .map(|entry| entry["id"].as_i64().expect("a number"))
        .collect()
}

#[test]
fn unknown_paths_and_methods_are_said_in_the_vendors_envelope() {
    let world = World::empty();
    let got = world.ask("GET", "/api/v1/nada", "");
    assert_eq!(
        (got.status, got.json()),
        (404, json!({ "errors": "Recurso não encontrado" }))
    );
    let got = world.ask("PATCH", "/api/v1/organizations", "");
    assert_eq!(
        (got.status, got.json()),
        (405, json!({ "errors": "Método não permitido" }))
    );
    assert!(got.headers.contains_key("allow"));
}

#[test]
fn a_path_with_a_number_that_no_record_has_is_not_found() {
    let world = facts::world();
    let before = world.written();
    for route in face_estoka::routes().list() {
        if !route.path.contains('{') {
            continue;
        }
        for number in ["0", "-1", "1.5", "abc", "99999999999999999999", "999999", "%20"] {
            let got = world.ask(route.method.as_str(), &path_of(&route, number), "{}");
            assert!(
                (400..500).contains(&got.status),
                "{route} {number}: {} {}",
                got.status,
                got.text()
            );
            assert!(got.json().get("errors").is_some(), "{route} {number}: {}", got.text());
        }
    }
    assert!(world.written() == before, "something was written");
}

#[test]
fn a_key_makes_a_write_repeatable_and_belongs_to_one_request() {
    let world = facts::world();
    let send = |name: &str| {
        let request = Request::post("/estoka/api/v1/product_brands")
            .header("authorization", format!("Token token={TOKEN}"))
            .header("idempotency-key", "k1");
        let body = format!(r#"{{"product_brand":{{"name":"{name}"}}}}"#);
        world.send(request.body(body.into()).expect("a request"))
    };
    let first = send("A");
    let again = send("A");
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.text(), again.text());
    assert!(again.headers.contains_key("idempotent-replayed"));
    let other = send("B");
    let expected = json!({ "errors": { "base": ["Idempotency-Key já utilizada com outro conteúdo"] } });
    assert_eq!((other.status, other.json()), (422, expected));
}
