//! The token endpoint: as a standard client library asks, and every way to ask wrong.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::Request;
use oauth2::basic::BasicClient;
use oauth2::{AuthType, ClientId, ClientSecret, HttpRequest, HttpResponse, Scope, TokenResponse, TokenUrl};
use serde_json::{Value, json};

use crate::support::world::{Got, LOJA, MATRIZ, World};

/// The authorization of a client of the world.
fn client(token: &str) -> String {
    let pair = format!("client-of-{token}:secret-of-{token}");
    format!("Basic {}", STANDARD.encode(pair))
}

fn ask(world: &World, path: &str, authorization: Option<&str>, form: &str) -> Got {
    let mut request =
        Request::post(format!("/likin{path}")).header("content-type", "application/x-www-form-urlencoded");
    if let Some(authorization) = authorization {
        request = request.header("authorization", authorization);
    }
    world.send(request.body(form.to_owned().into()).expect("a request"))
}

const WANTED: &str = "grant_type=client_credentials&scope=integration";

#[test]
fn a_standard_client_library_obtains_a_token_that_opens_the_api() {
    let world = World::empty();
    for (who, sees_orders_of) in [(MATRIZ, Value::Null), (LOJA[0], json!(1))] {
        let library = BasicClient::new(ClientId::new(format!("client-of-{who}")))
            .set_client_secret(ClientSecret::new(format!("secret-of-{who}")))
            .set_token_uri(TokenUrl::new("http://api.example.com/likin/oauth2/token".to_owned()).expect("an address"))
            .set_auth_type(AuthType::BasicAuth);
        let send = |request: HttpRequest| -> Result<HttpResponse, std::io::Error> {
            let got = world.send(request.map(Into::into));
            let mut response = http::Response::builder().status(got.status);
            for (name, value) in &got.headers {
                response = response.header(name, value);
            }
            Ok(response.body(got.body.clone()).expect("a response"))
        };
        let token = library
            .exchange_client_credentials()
            .add_scope(Scope::new("integration".to_owned()))
            .request(&send)
            .expect("a token");
        assert_eq!(token.access_token().secret().len(), 128);
        assert_eq!(token.expires_in(), None);
        let secret = token.access_token().secret();
        let got = world.ask_as(Some(secret), "GET", "/order", Value::Null);
        assert_eq!(got.data(), json!([]), "{sees_orders_of}");
        assert_eq!(
            world.ask_as(Some(secret), "GET", "/store/product", Value::Null).status == 200,
            who != MATRIZ
        );
    }
}

#[test]
fn a_token_stands_at_the_top_and_under_data_and_is_kept_by_nobody() {
    let world = World::empty();
    let got = ask(&world, "/oauth2/token", Some(&client(MATRIZ)), WANTED);
    let body = got.json();
    assert_eq!(got.status, 200);
    assert_eq!(
        (&body["token_type"], &body["scope"]),
        (&json!("Bearer"), &json!("integration"))
    );
    assert_eq!(body["access_token"], body["data"]["access_token"]);
    assert!(body.get("refresh_token").is_none() && body.get("expires_in").is_none());
    assert_eq!(got.headers["cache-control"], "no-store");
}

#[test]
fn everything_that_is_wrong_has_its_word_of_the_standard() {
    let world = World::empty();
    let good = client(MATRIZ);
    let wrong = format!("Basic {}", STANDARD.encode(format!("client-of-{MATRIZ}:guess")));
    let table = [
        (None, WANTED, 401, "invalid_client"),
        (Some("Bearer x"), WANTED, 401, "invalid_client"),
        (Some(wrong.as_str()), WANTED, 401, "invalid_client"),
        (Some(good.as_str()), "", 400, "invalid_request"),
        (
            Some(good.as_str()),
            "grant_type=client_credentials",
            400,
            "invalid_request",
        ),
        (Some(good.as_str()), "scope=integration", 400, "invalid_request"),
        (Some(good.as_str()), "grant_type=%zz", 400, "invalid_request"),
        (
            Some(good.as_str()),
            "grant_type=client_credentials&scope=x",
            400,
            "invalid_scope",
        ),
        (
            Some(good.as_str()),
            "grant_type=client_credentials&scope=data",
            400,
            "unauthorized_client",
        ),
        (
            Some(good.as_str()),
            "grant_type=password&scope=integration",
            400,
            "invalid_grant",
        ),
        (
            Some(good.as_str()),
            "grant_type=magic&scope=integration",
            400,
            "unsupported_grant_type",
        ),
    ];
    for (authorization, form, status, error) in table {
        let got = ask(&world, "/oauth2/token", authorization, form);
        assert_eq!((got.status, got.json()), (status, json!({ "error": error })), "{form}");
        if status == 401 {
            assert_eq!(got.headers["www-authenticate"], "Basic realm=\"Likin\"");
        }
    }
}

#[test]
fn a_revoked_token_opens_nothing_and_another_clients_is_left_alone() {
    let world = World::empty();
    let fresh = ask(&world, "/oauth2/token", Some(&client(MATRIZ)), WANTED).json()["access_token"].clone();
    let fresh = fresh.as_str().expect("a token").to_owned();
    let revoke = |who: &str, form: &str| ask(&world, "/oauth2/token/revoke", Some(&client(who)), form);
    let form = format!("token={fresh}");
    assert_eq!(revoke(LOJA[0], &form).json(), json!({"error": "invalid_grant"}));
    let works = || world.ask_as(Some(&fresh), "GET", "/category", Value::Null).status;
    assert_eq!(works(), 200);
    assert_eq!(revoke(MATRIZ, &form).status, 200);
    assert_eq!(works(), 401);
    assert_eq!(revoke(MATRIZ, "token=unknown").status, 200);
    assert_eq!(revoke(MATRIZ, "").json(), json!({"error": "invalid_request"}));
    assert_eq!(
        ask(&world, "/oauth2/token/revoke", None, &form).json(),
        json!({"error": "invalid_client"})
    );
    let health = world.ask_as(None, "GET", "/auth-server/health-check", Value::Null);
    assert_eq!((health.status, &health.json()["status"]), (200, &json!("OK")));
}
