//! What a face says about itself: the list of routes, the OpenAPI document, the reference page.

use serde_json::Value;

use crate::toy::{ask, asked, request, routes};

#[test]
fn the_list_prints_face_method_and_path() {
    let lines: Vec<_> = routes().list().iter().map(ToString::to_string).collect();
    assert_eq!(lines.len(), 16);
    assert_eq!(lines[0], "core\tGET\t/things/{id}");
}

#[tokio::test]
async fn the_openapi_document_has_every_route_with_its_parameters() {
    let got = asked("GET", "/toy/openapi.json", "").await;
    let document: Value = serde_json::from_str(&got.body).expect("JSON");
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], "/toy");
    for route in routes().list() {
        let operation = &document["paths"][route.path][route.method.as_str().to_lowercase()];
        assert_eq!(operation["summary"], route.summary, "{route}");
        let parameters = operation["parameters"].as_array().map_or(0, Vec::len);
        assert_eq!(parameters, route.parameters().count(), "{route}");
    }
    let operations: usize = document["paths"]
        .as_object()
        .expect("paths")
        .values()
        .map(|item| item.as_object().map_or(0, |it| it.len()))
        .sum();
    assert_eq!(operations, routes().list().len());
    assert_eq!(
        document["components"]["securitySchemes"]["credencial"]["type"],
        "apiKey"
    );
    assert_eq!(
        document["paths"]["/token"]["post"]["security"][0]["cliente"],
        Value::Array(Vec::new())
    );
}

#[tokio::test]
async fn the_reference_page_is_complete_and_needs_no_network() {
    let got = asked("GET", "/toy/docs", "").await;
    assert_eq!(
        (got.status, got.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    for route in routes().list() {
        assert!(got.body.contains(&format!("<code>{}</code>", route.path)), "{route}");
    }
    assert!(got.body.contains("Baixa &lt;um&gt; arquivo"));
    for outside in ["http:", "https:", "//", "<script", "src="] {
        assert!(!got.body.contains(outside), "{outside}");
    }
}

#[tokio::test]
async fn the_pages_ask_for_no_credential() {
    let mut bare = request("GET", "/toy/docs/", "");
    bare.headers_mut().clear();
    assert_eq!(ask(&crate::toy::toy(), bare).await.status, 200);
    assert_eq!(asked("POST", "/toy/docs", "").await.status, 404);
}
