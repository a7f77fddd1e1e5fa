//! Whatever bytes a client may send: each is answered in the vendor's envelope, never with 500, and a refusal writes
//! nothing.
//!
//! The one rule to know: bad values are tried in every place of every recorded request, so a new field is tried, too.

use std::collections::HashSet;
use std::time::SystemTime;

use face_kit::RouteInfo;
use serde_json::{Value, json};

use crate::support::exchange::{Exchange, stories};
use crate::support::facts;
use crate::support::world::{Got, World};

/// Bodies that are wrong as a whole.
fn bad_bodies() -> Vec<Vec<u8>> {
    let deep = "[".repeat(100_000);
    let texts = [
        "",
        " ",
        "{",
        "}",
        "[]",
        "null",
        "7",
        "\"texto\"",
        "{}",
        "{\"order\":null}",
        "{\"order\":[]}",
        "{\"a\":1,}",
        "{\"a\":\"\u{0}\"}",
        "\u{feff}{}",
        "nada",
        deep.as_str(),
    ];
    let mut bodies: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    bodies.push(b"{\"name\":\"\xff\xfe\"}".to_vec());
    bodies.push(b"\x00\x01\x02".to_vec());
    bodies
}

/// Values that some field will not like.
fn bad_values() -> Vec<Value> {
    let number = |text: &str| serde_json::from_str::<Value>(text).expect("a JSON number");
    vec![
        Value::Null,
        json!(true),
        json!([]),
        json!([null, 1, {}]),
        json!({}),
        json!(""),
        json!("texto"),
        json!("x".repeat(20_000)),
        json!("a\u{0}b"),
        json!("1e400"),
        json!(-1),
        number("1e400"),
        number("123456789012345678901234567890"),
        number("0.123456789012345678901234567891"),
        number("-9223372036854775808"),
        json!("31/02/2026"),
    ]
}

/// What must hold of any answer to bad input.
fn holds(world: &World, before: &[Option<(u64, SystemTime)>], got: &Got, what: &str) {
    assert!(got.status < 500, "{what}: {} {}", got.status, got.text());
    if got.status >= 400 {
        assert!(got.json().get("errors").is_some(), "{what}: {}", got.text());
        assert!(world.written() == before, "{what}: refused, and something was written");
    }
}

fn writes(route: &RouteInfo) -> bool {
    route.method != "GET"
}

#[test]
fn a_write_is_seen_in_the_files() {
    let world = facts::world();
    let before = world.written();
    assert_eq!(world.ask("GET", "/api/v1/product_brands/1", "").status, 200);
    assert!(world.written() == before, "reading wrote");
    let brand = r#"{"product_brand":{"name":"Marca"}}"#;
    assert_eq!(world.ask("POST", "/api/v1/product_brands", brand).status, 201);
    assert!(world.written() != before, "a write went unseen");
}

#[test]
fn a_body_that_is_wrong_as_a_whole_is_answered_in_the_envelope() {
    let world = facts::world();
    let bodies = bad_bodies();
    for route in face_estoka::routes().list().iter().filter(|route| writes(route)) {
        let parts = route
            .path
            .split('/')
            .map(|part| if part.starts_with('{') { "1" } else { part });
        let path = parts.collect::<Vec<_>>().join("/");
        for body in &bodies {
            let before = world.written();
            let got = world.ask(route.method.as_str(), &path, body.clone());
            let start: String = String::from_utf8_lossy(body).chars().take(30).collect();
            holds(&world, &before, &got, &format!("{route} {start:?}"));
        }
    }
}

#[test]
fn a_body_of_ten_megabytes_is_too_large() {
    let world = facts::world();
    let body = format!(r#"{{"product":{{"name":"{}"}}}}"#, "a".repeat(10 << 20));
    let before = world.written();
    let got = world.ask("POST", "/api/v1/products", body);
    assert_eq!(got.status, 413);
    holds(&world, &before, &got, "ten megabytes");
}

#[test]
fn a_bad_value_in_any_place_is_answered_in_the_envelope() {
    let world = facts::world();
    let mut seen = HashSet::new();
    let mut tried = 0;
    for exchange in stories().into_iter().flat_map(|story| story.exchanges) {
        let Some(request) = &exchange.request else { continue };
        // Each place once per route: the elements of a list are alike, and so are the numbers in a path.
        for place in places(request) {
            let kind = [alike(exchange.path.split('/')), alike(place.iter().map(String::as_str))];
            if !seen.insert((exchange.method.clone(), kind)) {
                continue;
            }
            for value in bad_values() {
                tried += 1;
                try_at(&world, &exchange, request, &place, value);
            }
        }
    }
    assert!(tried > 1_000, "only {tried} values were tried");
}

fn try_at(world: &World, exchange: &Exchange, request: &Value, place: &[String], value: Value) {
    let mut body = request.clone();
    let said: String = value.to_string().chars().take(40).collect();
    let pointer = place.iter().map(|step| format!("/{step}")).collect::<String>();
    *body.pointer_mut(&pointer).expect("the place is one of the request's") = value;
    let before = world.written();
    let got = world.ask(&exchange.method, &exchange.path, body.to_string());
    let what = format!("{} {} {} = {said}", exchange.method, exchange.path, place.join("."));
    holds(world, &before, &got, &what);
}

/// The steps of a path, their numbers and what follows a question mark aside.
fn alike<'a>(steps: impl Iterator<Item = &'a str>) -> String {
    let kinds = steps.map(|step| {
        let step = step.split('?').next().unwrap_or(step);
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            "*"
        } else {
            step
        }
    });
    kinds.collect::<Vec<_>>().join("/")
}

/// Every place of a value, as the steps that lead there.
fn places(value: &Value) -> Vec<Vec<String>> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(elements) => (0..)
            .zip(elements)
            .map(|(index, value): (usize, _)| (index.to_string(), value))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    let mut all = Vec::new();
    for (step, child) in children {
        all.push(vec![step.clone()]);
        for below in places(child) {
            all.push(std::iter::once(step.clone()).chain(below).collect());
        }
    }
    all
}

#[test]
fn a_page_that_is_no_number_is_a_fault_and_one_past_the_end_is_empty() {
    let world = facts::world();
    let lists = [
        ("/api/v1/organizations", "organizations"),
        ("/api/v1/sale_channels", "sale_channels"),
        ("/api/v1/product_features", "product_features"),
        ("/api/v1/product_categories", "product_categories"),
        ("/api/v1/products", "products"),
        ("/api/v1/price_tables", "price_tables"),
        ("/api/v1/providers", "providers"),
        ("/api/v1/organizations/3/sellers", "sellers"),
        ("/api/v1/organizations/1/stocks", "stocks"),
        ("/api/v1/organizations/1/transfers", "transfers"),
        ("/api/v1/stocks/1/stock_skus", "stock_skus"),
    ];
    for (path, name) in lists {
        for page in ["99", "4294967296", "9223372036854775807"] {
            let got = world.ask("GET", &format!("{path}?page={page}"), "");
            assert_eq!((got.status, got.json()), (200, json!({ name: [] })), "{path} {page}");
        }
        for query in [
            "page=0",
            "page=-1",
            "page=um",
            "page=1.5",
            "per_page=0",
            "page=99999999999999999999",
        ] {
            let got = world.ask("GET", &format!("{path}?{query}"), "");
            assert_eq!(got.status, 422, "{path}?{query}");
        }
        let got = world.ask("GET", &format!("{path}?page=%ff"), "");
        assert_eq!(got.status, 400, "{path}");
    }
}
