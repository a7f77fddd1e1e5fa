//! Who may ask: every route that wants a credential refuses without one, before anything else.

use axum::body::Body;
use face_kit::Access;
use http::Request;
use http::header::AUTHORIZATION;

use crate::toy::{ask, routes, toy};

fn with(method: &str, path: &str, credential: Option<&str>) -> Request<Body> {
    let mut builder = Request::builder().method(method).uri(path);
    if let Some(credential) = credential {
        builder = builder.header(AUTHORIZATION, credential);
    }
    builder.body(Body::from("not JSON")).expect("a request")
}

#[tokio::test]
async fn every_route_that_wants_a_credential_refuses_without_one() {
    let toy = toy();
    let mut walked = 0;
    for route in routes().list() {
        if matches!(route.access, Access::Open | Access::Basic) {
            continue;
        }
        let path = format!("/toy{}?page=%", route.path.replace(['{', '}'], ""));
        for (credential, reason) in [
            (None, "Missing"),
            (Some("Token 1:10"), "Invalid"),
            (Some("Toy x"), "Invalid"),
            (Some("Toy old"), "Expired"),
        ] {
            let got = ask(&toy, with(route.method.as_str(), &path, credential)).await;
            if route.path == "/speechless" {
                assert_eq!(got.status, 500, "it has no words for this either");
                continue;
            }
            assert_eq!(got.status, 401, "{route} {credential:?}");
            assert!(got.body.contains(&format!("reason: {reason}")), "{route}: {}", got.body);
            walked += 1;
        }
    }
    assert!(walked > 40, "{walked}");
}

#[tokio::test]
async fn a_route_with_a_scope_forbids_credentials_without_it() {
    let toy = toy();
    assert_eq!(
        ask(&toy, with("GET", "/toy/matriz", Some("Toy 1:10:L"))).await.body,
        r#""Forbidden""#
    );
    assert_eq!(
        ask(&toy, with("GET", "/toy/matriz", Some("Toy 1:10:L:M"))).await.status,
        204
    );
}

#[tokio::test]
async fn an_open_route_asks_for_nothing_and_reads_forms() {
    let mut request = with("POST", "/toy/token", None);
    *request.body_mut() = Body::from("scope=a+b&grant_type=client_credentials");
    assert_eq!(ask(&toy(), request).await.body, r#""client_credentials""#);
}

#[test]
#[should_panic(expected = "takes another kind of exchange")]
fn a_handler_without_credential_cannot_be_put_behind_one() {
    let _ = routes().access(Access::Token);
}
