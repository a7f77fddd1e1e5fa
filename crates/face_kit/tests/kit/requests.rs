//! Routes, panics, time limits, request ids: every request is answered, and in the face's words.

use axum::body::Body;
use http::Request;
use http::header::AUTHORIZATION;

use crate::toy::{TOKEN, ask, asked, request, toy};

#[tokio::test]
async fn a_known_route_is_answered_with_its_decoded_parameters() {
    let got = asked("GET", "/toy/things/7?page=3&unknown=1", "").await;
    assert_eq!(
        (got.status, got.header("content-type")),
        (200, "application/json; charset=utf-8")
    );
    assert!(
        got.body.starts_with(r#"{"id":7,"account":1,"page":3,"request_id":""#),
        "{}",
        got.body
    );
    let got = asked("GET", "/toy/things/7/named/caf%C3%A9%2F1+2", "").await;
    assert_eq!(got.body, r#""café/1+2""#);
}

#[tokio::test]
async fn an_unknown_route_is_answered_by_the_dialect() {
    for path in [
        "/toy",
        "/toy/",
        "/toy/x",
        "/toy/things",
        "/toy/things/7/x",
        "/toy/things//",
        "/toy//things/7",
    ] {
        let got = asked("GET", path, "").await;
        let unknown = got.status == 404 || got.status == 405;
        assert!(unknown && !got.header("x-request-id").is_empty(), "{path}: {got:?}");
    }
    assert_eq!(asked("GET", "/toy/x/y", "").await.body, r#""UnknownRoute at /x/y""#);
    for path in [
        "/toy/things/7/named/%ff",
        "/toy/things/7/named/%00",
        "/toy/things/7/named/%zz",
    ] {
        assert_eq!(asked("GET", path, "").await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_wrong_method_says_which_ones_there_are() {
    for method in ["PUT", "PATCH", "OPTIONS", "BREW"] {
        let got = asked(method, "/toy/echo", "").await;
        assert_eq!((got.status, got.header("allow")), (405, "POST, DELETE"), "{method}");
    }
    assert!(asked("GET", "/toy/things", "").await.body.contains("MethodNotAllowed"));
}

#[tokio::test]
async fn a_trailing_slash_makes_no_difference() {
    assert_eq!(asked("GET", "/toy/things/7/", "").await.status, 200);
    assert_eq!(asked("HEAD", "/toy/things/7", "").await.status, 200);
}

#[tokio::test]
async fn an_id_that_no_record_can_have_is_not_found() {
    for id in ["x", "0", "-1", "+7", "1.0", "9223372036854775808", "%D9%A7"] {
        let got = asked("GET", &format!("/toy/things/{id}"), "").await;
        assert_eq!(got.status, 404, "{id}");
        assert!(got.body.contains("NotFound { entity: Product"), "{id}: {}", got.body);
    }
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_a_bad_query_and_a_bad_page_a_fault() {
    for query in ["page=%", "a=%ff", "%zz=1"] {
        let got = asked("GET", &format!("/toy/things/7?{query}"), "").await;
        assert_eq!(got.status, 400, "{query}");
        assert!(got.body.contains("BadQuery"), "{query}: {}", got.body);
    }
    assert_eq!(
        asked("GET", "/toy/things/7?page=0", "").await.body,
        r#""page: NotPositive""#
    );
}

#[tokio::test]
async fn a_panic_is_answered_as_an_internal_error_without_its_words() {
    let got = asked("GET", "/toy/panic", "").await;
    assert_eq!((got.status, got.body.as_str()), (500, r#""Internal at /panic""#));
    assert_ne!(got.header("x-request-id"), "");
}

#[tokio::test]
async fn a_dialect_that_panics_is_answered_for() {
    let got = asked("GET", "/toy/speechless", "").await;
    assert_eq!((got.status, got.body.as_str()), (500, ""));
    assert_ne!(got.header("x-request-id"), "");
}

#[tokio::test]
async fn a_handler_that_does_not_answer_runs_out_of_time() {
    let got = asked("GET", "/toy/hang", "").await;
    assert_eq!((got.status, got.body.as_str()), (504, r#""Timeout at /hang""#));
}

#[tokio::test]
async fn the_callers_request_id_is_kept_when_it_is_harmless() {
    let toy = toy();
    let with = |id: &str| {
        let builder = Request::builder()
            .uri("/toy/things/7")
            .header(AUTHORIZATION, TOKEN)
            .header("X-Request-Id", id);
        builder.body(Body::empty()).expect("a request")
    };
    let got = ask(&toy, with("caller-7")).await;
    assert_eq!(got.header("x-request-id"), "caller-7");
    assert!(got.body.contains(r#""request_id":"caller-7""#), "{}", got.body);
    let (one, two) = (ask(&toy, with("a b")).await, ask(&toy, with("a b")).await);
    assert_ne!(one.header("x-request-id"), "a b");
    assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
}

#[tokio::test]
async fn a_replayed_answer_says_so() {
    let mut again = request("POST", "/toy/echo", "");
    again
        .headers_mut()
        .insert("x-toy-replayed", "1".parse().expect("a value"));
    assert_eq!(ask(&toy(), again).await.header("idempotent-replayed"), "true");
    assert_eq!(asked("POST", "/toy/echo", "").await.header("idempotent-replayed"), "");
}

#[tokio::test]
async fn a_handler_may_add_headers_of_its_own() {
    let got = asked("GET", "/toy/download", "").await;
    let headers = (got.header("content-type"), got.header("content-disposition"));
    assert_eq!(
        (headers, got.body.as_str()),
        (("application/pdf", "attachment"), "%PDF")
    );
}

#[tokio::test]
async fn the_same_table_serves_under_any_prefix() {
    let root = crate::toy::routes()
        .under("")
        .into_router(crate::toy::app(), face_kit::Settings::default());
    assert_eq!(ask(&root, request("GET", "/things/7", "")).await.status, 200);
    assert_eq!(ask(&root, request("GET", "/", "")).await.body, r#""UnknownRoute at /""#);
    let both = root.merge(toy());
    assert_eq!(ask(&both, request("GET", "/toy/things/7", "")).await.status, 200);
    assert_eq!(ask(&both, request("GET", "/toyed/things/7", "")).await.status, 404);
}
