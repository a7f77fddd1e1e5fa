//! Bodies: malformed, too large, faulty, repeated under a key.

use axum::body::Body;
use face_kit::Settings;
use http::Request;
use http::header::AUTHORIZATION;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::toy::{TOKEN, app, ask, asked, request, routes, toy};

#[tokio::test]
async fn a_good_body_comes_through_exactly() {
    let body = r#"{"thing":{"name":"a","price":12.50,"parts":[{"thing_id":"3"},{"thing_id":4}],"extra":1}}"#;
    let got = asked("POST", "/toy/things", body).await;
    assert_eq!((got.status, got.body.as_str()), (201, r#"["a","12.50",[3,4]]"#));
}

#[tokio::test]
async fn bodies_that_are_no_object_are_told_what_they_are() {
    let table: [(&[u8], &str); 6] = [
        (b"", "MalformedJson { detail: \\\"corpo vazio\\\" }"),
        (
            b"{\"thing\":{},}",
            "MalformedJson { detail: \\\"linha 1, coluna 13\\\" }",
        ),
        (b"[]", "NotAnObject"),
        (b"{\"thing\":\"\xff\"}", "NotUtf8"),
        (b"{\"other\":{}}", "MissingRoot { name: \\\"thing\\\" }"),
        (b"{\"thing\":7}", "thing: WrongType"),
    ];
    for (body, words) in table {
        let got = ask(&toy(), request("POST", "/toy/things", body.to_vec())).await;
        assert!(got.status == 400 || got.status == 422, "{words}: {got:?}");
        assert!(got.body.starts_with(&format!("\"{words}")), "{words}: {}", got.body);
    }
}

#[tokio::test]
async fn all_faults_come_at_once() {
    let body = r#"{"thing":{"name":"longer than ten","price":"1,5","parts":[{"thing_id":1},{},{"thing_id":1.5}]}}"#;
    let got = asked("POST", "/toy/things", body).await;
    let faults = "thing.name: TooLong { max: 10 }; thing.price: NotANumber; thing.parts[1].thing_id: Blank; \
                  thing.parts[2].thing_id: NotAnInteger";
    assert_eq!((got.status, got.body.as_str()), (422, format!("\"{faults}\"").as_str()));
}

#[tokio::test]
async fn a_body_beyond_its_routes_limit_is_too_large() {
    assert_eq!(asked("POST", "/toy/size/small", "0123456789").await.body, r#""10""#);
    let got = asked("POST", "/toy/size/small", "0123456789a").await;
    assert_eq!(
        (got.status, got.body.as_str()),
        (413, r#""BodyTooLarge { limit_bytes: 10 } at /size/small""#)
    );
    assert_eq!(asked("POST", "/toy/size", &"x".repeat(4 << 20)).await.status, 200);
    assert_eq!(asked("POST", "/toy/size", &"x".repeat((4 << 20) + 1)).await.status, 413);
}

#[tokio::test]
async fn a_client_that_sends_ten_megabytes_gets_its_answer_and_keeps_its_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = routes().into_router(app(), Settings::default());
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    for announced in [true, false] {
        let framing = if announced {
            "Content-Length: 10000000"
        } else {
            "Transfer-Encoding: chunked"
        };
        let head = format!("POST /toy/size HTTP/1.1\r\nHost: toy\r\nAuthorization: {TOKEN}\r\n{framing}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.expect("the head is sent");
        let body = vec![b'x'; 10_000_000];
        if announced {
            stream.write_all(&body).await.expect("the body is taken in");
        } else {
            stream
                .write_all(b"989680\r\n")
                .await
                .expect("the chunk's size is taken in");
            stream.write_all(&body).await.expect("the chunk is taken in");
            stream.write_all(b"\r\n0\r\n\r\n").await.expect("the end is taken in");
        }
        let mut answer = vec![0; 4096];
        let mut length = 0;
        while !String::from_utf8_lossy(&answer[..length]).contains("limit_bytes: 4194304") {
            let read = stream.read(&mut answer[length..]).await.expect("an answer");
            assert_ne!(read, 0, "the connection was closed");
            length += read;
        }
        assert!(
            answer.starts_with(b"HTTP/1.1 413"),
            "{}",
            String::from_utf8_lossy(&answer)
        );
    }
    server.abort();
}

#[tokio::test]
async fn writes_carry_their_idempotency_key_and_a_fingerprint() {
    let with = |method: &str, path: &str, key: &str, body: &str| {
        let builder = Request::builder().method(method).uri(path).header(AUTHORIZATION, TOKEN);
        builder
            .header("Idempotency-Key", key)
            .body(Body::from(body.to_owned()))
            .expect("a request")
    };
    let toy = toy();
    let first = ask(&toy, with("POST", "/toy/echo", "k-1", "{}")).await.body;
    assert!(first.starts_with(r#"["k-1",["#), "{first}");
    assert_eq!(first, ask(&toy, with("POST", "/toy/echo", "k-1", "{}")).await.body);
    assert_eq!(
        first,
        ask(&toy, with("POST", "/toy/echo/", "k-1", "{}")).await.body,
        "a trailing slash"
    );
    for other in [
        with("POST", "/toy/echo", "k-1", "{ }"),
        with("DELETE", "/toy/echo", "k-1", "{}"),
        with("POST", "/toy/echo?a", "k-1", "{}"),
    ] {
        assert_ne!(first, ask(&toy, other).await.body);
    }
    assert_eq!(asked("POST", "/toy/echo", "{}").await.body, "null");
    let got = ask(&toy, with("POST", "/toy/echo", "a b", "{}")).await;
    assert_eq!(
        (got.status, got.body.as_str()),
        (422, r#""Idempotency-Key: Malformed""#)
    );
    assert_eq!(
        ask(&toy, with("GET", "/toy/things/7", "a b", "")).await.status,
        200,
        "reads have no key"
    );
}
