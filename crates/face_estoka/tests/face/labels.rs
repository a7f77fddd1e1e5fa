//! The labels that orders link to.
//!
//! The one rule to know: a link opens without a credential, and none but the one that was made.

use http::Request;
use serde_json::json;

use crate::support::facts;
use crate::support::more;
use crate::support::world::{FOREIGN, Got, TOKEN, World};

/// The link that an order shows to somebody who reached the face as `shop.example.com`.
fn link(world: &World, order: i64) -> Option<String> {
    let request = Request::get(format!("/estoka/api/v1/orders/{order}"))
        .header("authorization", format!("Token token={TOKEN}"))
        .header("host", "shop.example.com");
    let got = world.send(request.body("".into()).expect("a request"));
    assert_eq!(got.status, 200, "{}", got.text());
    got.json()["order"]["pdf_tag_file"].as_str().map(str::to_owned)
}

fn open(world: &World, path: &str) -> Got {
    let request = Request::get(path).body("".into()).expect("a request");
    world.send(request)
}

fn path(link: &str) -> &str {
    link.strip_prefix("http://shop.example.com")
        .expect("the host that was asked")
}

#[test]
fn an_order_links_to_its_label_once_that_is_printed() {
    let world = facts::world();
    let waiting = more::order(&world, "L0");
    assert_eq!(link(&world, waiting), None);
    let order = more::labelled(&world, "PED-1", &json!({}));
    let link = link(&world, order).expect("a link");
    let label = open(&world, path(&link));
    assert_eq!(label.status, 200);
    assert_eq!(label.headers["content-type"], "application/pdf");
    assert!(label.body.starts_with(b"%PDF-"));
    let zpl = open(&world, &path(&link).replace(".pdf", ".zpl"));
    assert_eq!(zpl.status, 200);
    let text = zpl.text();
    for part in [
        "^FDPED-1^FS",
        "Maria <da_3E Conceição",
        "Rua Olimpíadas, 205, 5 andar",
        "São Paulo - SP  CEP 04551-000",
        "Loja 1",
        "Volume 1 de 1",
        "Rastreio PN123456789BR",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn nobody_opens_a_label_by_guessing() {
    let world = facts::world();
    let order = more::labelled(&world, "PED-1", &json!({}));
    let other = more::order(&world, "PED-2");
    let link = link(&world, order).expect("a link");
    let token = path(&link)
        .trim_start_matches("/estoka/labels/")
        .trim_end_matches(".pdf")
        .to_owned();
    let signature = token.rsplit('-').next().expect("a signature").to_owned();
    let changed = token.replace(&signature, &"0".repeat(signature.len()));
    for guess in [
        changed,
        token.replacen(&format!("-{order}-"), &format!("-{other}-"), 1),
        token.replacen("1-", "2-", 1),
        format!("1-{order}"),
        String::from("x"),
        format!("{token}0"),
    ] {
        let got = open(&world, &format!("/estoka/labels/{guess}.pdf"));
        assert_eq!(got.status, 404, "{guess}");
        assert_eq!(got.json(), json!({"errors": "Recurso não encontrado"}));
    }
    assert_eq!(open(&world, &format!("/estoka/labels/{token}.png")).status, 404);
    let foreign = world.ask_as(Some(FOREIGN), "GET", &format!("/api/v1/orders/{order}"), "");
    assert_eq!(foreign.status, 404);
}
