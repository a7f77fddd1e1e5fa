//! Who is let in, and what of: no token, the other kind of client, another brand, paths that do not exist.
//!
//! The one rule to know: every route of the table is walked, so a route that forgets to ask who asks is found.

use face_kit::{Access, RouteInfo};
use serde_json::{Value, json};

use crate::support::world::{FOREIGN, FOREIGN_LOJA, LOJA, MATRIZ, World};

/// A route's path with this number for every parameter.
fn path_of(route: &RouteInfo, number: &str) -> String {
    let parts = route.path.split('/');
    let parts = parts.map(|part| if part.starts_with('{') { number } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// The routes that ask for a token, with the kinds of client they are for.
fn guarded() -> Vec<(RouteInfo, &'static str)> {
    let routes = face_likin::routes().list().into_iter();
    let guarded = routes.filter_map(|route| match route.access {
        Access::Scope(kinds) => Some((route, kinds)),
        Access::Open | Access::Basic => None,
        Access::Token => panic!("{route} is open to both kinds without saying so"),
    });
    guarded.collect()
}

#[test]
fn no_route_opens_without_a_good_token() {
    let world = World::empty();
    for (route, _) in guarded() {
        for token in [None, Some(""), Some("unknown"), Some("secret-of-token-of-the-matriz")] {
            let got = world.ask_as(token, route.method.as_str(), &path_of(&route, "1"), json!({}));
            assert_eq!(
                got.error(),
                (401, 1100, "Access Token invalido.".to_owned()),
                "{route} with {token:?}"
            );
            assert_eq!(got.headers["www-authenticate"], "Bearer realm=\"Likin\"");
        }
    }
}

#[test]
fn each_kind_of_client_may_ask_what_is_its_own() {
    let world = World::empty();
    for (route, kinds) in guarded() {
        for (token, kind) in [(MATRIZ, 'M'), (LOJA[0], 'L')] {
            let got = world.ask_as(Some(token), route.method.as_str(), &path_of(&route, "1"), json!({}));
            if kinds.contains(kind) {
                assert_ne!(got.status, 403, "{route} as {kind}: {}", got.text());
                assert!(got.status < 500, "{route} as {kind}: {}", got.text());
            } else {
                let done = match route.method.as_str() {
                    "POST" => "criar",
                    "PUT" => "atualizar",
                    "DELETE" => "excluir",
                    _ => "visualizar",
                };
                let message = format!("Cliente sem permissão para {done} estas informações.");
                assert_eq!(got.error(), (403, 1100, message), "{route} as {kind}");
            }
        }
    }
}

#[test]
fn what_another_brand_has_does_not_exist() {
    let world = World::empty();
    let made = crate::stores::catalogue(&world);
    for (route, kinds) in guarded() {
        if !route.path.contains('{') {
            continue;
        }
        let token = if kinds.contains('M') { FOREIGN } else { FOREIGN_LOJA };
        for number in ["1", "2"] {
            let body = json!({"reason": "out_of_stock", "data": "iVBORw0KGgo="});
            let got = world.ask_as(Some(token), route.method.as_str(), &path_of(&route, number), body);
            assert!((400..=404).contains(&got.status), "{route}: {}", got.text());
        }
    }
    for list in [
        "/attribute",
        "/attribute/group",
        "/attribute/value",
        "/category",
        "/product",
        "/order",
    ] {
        assert_eq!(
            world.ask_as(Some(FOREIGN), "GET", list, Value::Null).data(),
            json!([]),
            "{list}"
        );
    }
    assert_eq!(
        world
            .ask_as(Some(FOREIGN_LOJA), "GET", "/store/product", Value::Null)
            .data(),
        json!([])
    );
    let theirs = json!({"id_product": made.product, "quantity": 1});
    let got = world.ask_as(Some(FOREIGN_LOJA), "POST", "/store/product", theirs);
    assert_eq!(got.error().2, "Produto ou Variação de Produto inválido.");
}

#[test]
fn paths_that_do_not_exist_are_named() {
    let world = World::empty();
    for (method, path) in [
        ("GET", "/nada"),
        ("GET", "/product/abc"),
        ("PATCH", "/product"),
        ("GET", "/images/x.png"),
        ("GET", "/product/%ff"),
    ] {
        let got = world.ask(method, path, Value::Null);
        let (status, code, message) = got.error();
        assert_eq!((status, code), (404, 1700), "{path}");
        assert_eq!(message, format!("Recurso inexistente: /likin{path}"));
    }
    assert_eq!(
        world.ask("GET", "/product/99999999999999999999", Value::Null).error().0,
        404
    );
}

/// Values that no property takes, or takes only by luck.
const SPOILED: [&str; 14] = [
    "null",
    "true",
    "-1",
    "0",
    "1e400",
    "99999999999999999999",
    "0.001",
    "\"\"",
    "\"x\"",
    "\"\\u0000\"",
    "[]",
    "[1]",
    "{}",
    "{\"a\":1}",
];

/// The properties of all bodies.
const NAMES: &[&str] = &[
    "name",
    "value",
    "id_attribute",
    "id_attribute_group",
    "id_attribute_option",
    "id_product",
    "id_product_variation",
    "category",
    "id_category",
    "id_category_parent",
    "id_external",
    "parents_enabled",
    "enabled",
    "product",
    "description",
    "complement",
    "price",
    "promotional_price",
    "sku",
    "ean",
    "width",
    "height",
    "length",
    "weight",
    "display_order",
    "variable",
    "quantity",
    "reason",
    "data",
];

/// Bodies that are wrong as a whole, in one property, or in all.
fn spoiled_bodies() -> Vec<String> {
    let mut whole = vec![
        "".to_owned(),
        "{".to_owned(),
        "[]".to_owned(),
        "7".to_owned(),
        "\u{0}".to_owned(),
    ];
    whole.extend(
        NAMES
            .iter()
            .flat_map(|name| SPOILED.map(|value| format!("{{\"{name}\":{value}}}"))),
    );
    let all = SPOILED.map(|value| {
        let all: Vec<String> = NAMES.iter().map(|name| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", all.join(","))
    });
    whole.extend(all);
    whole
}

#[test]
fn no_value_in_a_body_is_answered_with_a_fault_of_ours() {
    let world = World::empty();
    let made = crate::stores::catalogue(&world);
    let whole = spoiled_bodies();
    for (route, kinds) in guarded() {
        if route.method == "GET" {
            continue;
        }
        let token = if kinds.contains('M') { MATRIZ } else { LOJA[0] };
        for body in &whole {
            let method = route.method.as_str();
            let bytes = body.clone().into_bytes();
            let got = world.send_as(Some(token), method, &path_of(&route, "1"), "application/json", bytes);
            assert!(got.status < 500, "{route} with {body}: {}", got.text());
            if got.status >= 400 {
                assert!(
                    got.json()["error"]["code"].is_u64(),
                    "{route} with {body}: {}",
                    got.text()
                );
            }
        }
    }
    assert!(made.product > 0);
}

#[test]
fn parameters_of_lists_are_checked_and_a_page_past_the_end_is_empty() {
    let world = World::empty();
    crate::stores::catalogue(&world);
    for list in ["/category", "/product", "/order", "/attribute/value"] {
        for wrong in ["page=0", "page=-1", "page=um", "limit=51", "limit=0", "limit=1.5"] {
            let got = world.ask("GET", &format!("{list}?{wrong}"), Value::Null);
            assert_eq!(
                (got.status, got.error().1),
                (400, 1600),
                "{list}?{wrong}: {}",
                got.text()
            );
        }
        for page in ["99", "4294967296"] {
            assert_eq!(
                world.ask("GET", &format!("{list}?page={page}"), Value::Null).data(),
                json!([])
            );
        }
        assert_eq!(world.ask("GET", &format!("{list}?page=%ff"), Value::Null).status, 400);
    }
    for wrong in ["from=ontem", "until=2021-04-21"] {
        let got = world.ask("GET", &format!("/order?{wrong}"), Value::Null);
        assert_eq!((got.status, got.error().1), (400, 1600), "{wrong}");
    }
}
