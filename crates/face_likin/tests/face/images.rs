//! Pictures of products: how they come in and how they are shown.

use http::Request;
use serde_json::{Value, json};

use crate::support::world::{Got, LOJA, MATRIZ, World};

/// The shortest thing that begins as a picture does, and another.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n-one";
const GIF: &[u8] = b"GIF89a-another";

fn open(world: &World, url: &str, known: Option<&str>) -> Got {
    let path = url
        .strip_prefix("http://api.example.com")
        .expect("the host that was asked");
    let mut request = Request::get(path);
    if let Some(tag) = known {
        request = request.header("if-none-match", tag);
    }
    world.send(request.body("".into()).expect("a request"))
}

fn upload(world: &World, content_type: &str, body: &[u8]) -> Got {
    world.send_as(Some(MATRIZ), "POST", "/product/1/image", content_type, body.to_vec())
}

#[test]
fn a_picture_comes_as_a_form_as_bytes_or_as_base64() {
    let world = World::empty();
    crate::stores::catalogue(&world);
    let form = [
        b"--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nx\r\n".as_slice(),
        b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n",
        PNG,
        b"\r\n--b--\r\n",
    ]
    .concat();
    let base64 = json!({"data": "data:image/gif;base64,R0lGODlhLWFub3RoZXI="}).to_string();
    let bare = json!({"data": "R0lGODlhLWFub3RoZXI="}).to_string();
    let table: [(&str, &[u8], &[u8], &str); 4] = [
        ("multipart/form-data; boundary=b", &form, PNG, "image/png"),
        ("image/png", PNG, PNG, "image/png"),
        ("application/json", base64.as_bytes(), GIF, "image/gif"),
        ("application/json", bare.as_bytes(), GIF, "image/gif"),
    ];
    for (place, (content_type, body, expected, kind)) in (0..).zip(table) {
        let shown = upload(&world, content_type, body).data();
        assert_eq!(
            (&shown["id_product"], &shown["display_order"]),
            (&json!(1), &json!(place))
        );
        let url = shown["url"].as_str().expect("a url").to_owned();
        let got = open(&world, &url, None);
        assert_eq!((got.status, got.body.as_slice()), (200, expected), "{content_type}");
        assert_eq!(got.headers["content-type"], kind);
        assert_eq!(got.headers["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(got.headers["x-content-type-options"], "nosniff");
        let tag = got.headers["etag"].to_str().expect("a tag").to_owned();
        let again = open(&world, &url, Some(&tag));
        assert_eq!((again.status, again.body.len()), (304, 0));
    }
    let all = world
        .ask_as(Some(LOJA[0]), "GET", "/product/1/image", Value::Null)
        .data();
    assert_eq!(all.as_array().map(Vec::len), Some(4));
}

#[test]
fn what_is_no_picture_is_refused_whatever_it_is_called() {
    let world = World::empty();
    crate::stores::catalogue(&world);
    let table: [(&str, &[u8]); 7] = [
        ("image/png", b"<svg onload=alert(1)>"),
        ("image/png", b""),
        ("application/json", b"{}"),
        ("application/json", br#"{"data":"%%%"}"#),
        ("application/json", br#"{"data":"YWJj"}"#),
        ("multipart/form-data", b"--b"),
        ("multipart/form-data; boundary=b", b"--b\r\nbroken"),
    ];
    for (content_type, body) in table {
        let got = upload(&world, content_type, body);
        assert_eq!(
            (got.status, got.error().1),
            (400, 1500),
            "{content_type}: {}",
            got.text()
        );
        assert_eq!(got.properties()[0].0, "data");
    }
    let mut large = PNG.to_vec();
    large.resize((8 << 20) + 1, 0);
    assert_eq!(upload(&world, "image/png", &large).error().1, 1500);
    large.resize(13 << 20, 0);
    assert_eq!(upload(&world, "image/png", &large).status, 413);
    assert_eq!(world.ask("GET", "/product/1/image", Value::Null).data(), json!([]));
}

#[test]
fn a_picture_is_replaced_and_taken_away() {
    let world = World::empty();
    crate::stores::catalogue(&world);
    let first = upload(&world, "image/png", PNG).data();
    let path = format!("/product/image/{}", first["id_product_image"]);
    let second = world
        .send_as(Some(MATRIZ), "PUT", &path, "image/gif", GIF.to_vec())
        .data();
    assert_ne!(first["url"], second["url"]);
    assert_eq!(world.ask("GET", &path, Value::Null).data()["url"], second["url"]);
    world.run(app::catalog::UpdateCatalogSettings {
        enabling_needs_image: Some(true),
        changes_need_disabling: None,
        refuses_unknown: None,
    });
    let last = world.ask("DELETE", &path, Value::Null);
    assert!(
        last.error()
            .2
            .starts_with("O Produto está habilitado e possui somente uma Imagem.")
    );
    world.ask("PUT", "/product/1", json!({"enabled": false})).data();
    assert_eq!(world.ask("DELETE", &path, Value::Null).data(), json!({}));
    assert_eq!(
        world.ask("GET", &path, Value::Null).error().2,
        "Imagem de Produto inexistente."
    );
}
