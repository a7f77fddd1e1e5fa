//! The token endpoint: every grant, what it refuses, and how long what it gives lives.

use std::sync::Arc;

use app::RevokeCredential;
use app::access::SetUserActive;
use axum::body::Body;
use http::Request;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tracing::Level;

use crate::world::{BACK, CLIENT, Got, SECRET, SHOWN, World, on_each_engine};

fn of_code(code: &str) -> Value {
    json!({
        "grant_type": "authorization_code", "client_id": CLIENT, "client_secret": SECRET,
        "redirect_uri": BACK, "code": code,
    })
}

fn with(mut request: Value, field: &str, value: &str) -> Value {
    request[field] = json!(value);
    request
}

fn of_refresh(token: &Value) -> Value {
    json!({"grant_type": "refresh_token", "refresh_token": token})
}

/// Status, message and the standard's word.
fn no(got: &Got) -> (u16, String, String) {
    let body = got.json();
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    assert_eq!(body["errCode"], json!(got.status));
    (got.status, text("errMsg"), text("error"))
}

fn refused(message: &str, error: &str) -> (u16, String, String) {
    (400, message.to_owned(), error.to_owned())
}

#[test]
fn a_code_gets_tokens_for_a_quarter_of_an_hour_and_a_personal_token() {
    on_each_engine(|world| {
        let got = world.tokens(&of_code(&world.code()));
        assert_eq!(got.status, 200, "{}", got.body);
        assert_eq!(got.header("cache-control"), "no-store");
        let tokens = got.json();
        assert_eq!(
            (&tokens["token_type"], &tokens["expires_in"]),
            (&json!("Bearer"), &json!(900))
        );
        assert_eq!(world.opens(&tokens["access_token"]), 200);
        let personal = json!({"grant_type": "personal", "personal_token": tokens["personal_token"]});
        assert_eq!(world.tokens(&personal).status, 200);
        world.wait(SignedDuration::from_secs(899));
        assert_eq!(world.opens(&tokens["access_token"]), 200);
        world.wait(SignedDuration::from_secs(1));
        assert_eq!(world.opens(&tokens["access_token"]), 401);
        let next = world.tokens(&of_refresh(&tokens["refresh_token"]));
        assert_eq!(next.status, 200, "{}", next.body);
        assert_eq!(world.opens(&next.json()["access_token"]), 200);
        assert_eq!(next.json().get("personal_token"), None);
    });
}

#[test]
fn a_code_is_good_once_for_its_application_and_address() {
    on_each_engine(|world| {
        let code = world.code();
        let bad_code = refused("code inválido.", "invalid_grant");
        for (field, value) in [
            ("redirect_uri", SHOWN),
            ("redirect_uri", "https://app.example/"),
            ("code", "x"),
        ] {
            assert_eq!(
                no(&world.tokens(&with(of_code(&code), field, value))),
                bad_code,
                "{field}"
            );
        }
        let other = with(of_code(&code), "client_id", &format!("{CLIENT}-other"));
        let other = with(other, "client_secret", &format!("{SECRET}-other"));
        assert_eq!(no(&world.tokens(&other)), bad_code, "another application");
        let tokens = world.tokens(&of_code(&code)).json();
        assert_eq!(no(&world.tokens(&of_code(&code))), bad_code, "a second time");
        assert_eq!(world.opens(&tokens["access_token"]), 401, "taken back");
        let late = world.code();
        world.wait(SignedDuration::from_mins(10));
        assert_eq!(no(&world.tokens(&of_code(&late))), bad_code, "late");
    });
}

#[test]
fn what_is_missing_is_named_and_a_wrong_secret_is_401() {
    on_each_engine(|world| {
        let whole = of_code("x");
        for field in ["grant_type", "client_id", "redirect_uri", "code"] {
            let got = world.tokens(&with(whole.clone(), field, ""));
            let expected = refused(&format!("Campo \"{field}\" é obrigatório."), "invalid_request");
            assert_eq!(no(&got), expected);
            assert_eq!(got.json()["errFields"], json!([field]));
        }
        let unsupported = refused("grant_type inválido.", "unsupported_grant_type");
        assert_eq!(
            no(&world.tokens(&with(whole.clone(), "grant_type", "password"))),
            unsupported
        );
        for (field, value) in [
            ("client_secret", ""),
            ("client_secret", "x"),
            ("client_id", "nobody"),
            ("client_id", "foreign"),
        ] {
            let (status, _, error) = no(&world.tokens(&with(whole.clone(), field, value)));
            assert_eq!((status, error.as_str()), (401, "invalid_client"), "{field} {value}");
        }
        for body in ["{", "[]", "null", "\u{1}", "grant_type=%zz"] {
            let request = Request::post("/egestor/api/oauth/access_token").body(Body::from(body));
            let got = world.send(request.expect("a request"));
            assert_eq!(got.status, 400, "{body}: {}", got.body);
        }
    });
}

#[test]
fn a_form_and_a_basic_header_say_the_same_as_json() {
    on_each_engine(|world| {
        let code = world.code();
        let form = format!(
            "grant_type=authorization_code&code={code}&redirect_uri=https%3A%2F%2Fapp.example%2Fvolta%3Floja%3D1"
        );
        // `348e5383463f736c:client-secret-0123456789`
        let basic = "Basic MzQ4ZTUzODM0NjNmNzM2YzpjbGllbnQtc2VjcmV0LTAxMjM0NTY3ODk=";
        let request = Request::post("/egestor/api/oauth/access_token")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("authorization", basic)
            .body(Body::from(form));
        let got = world.send(request.expect("a request"));
        assert_eq!(got.status, 200, "{}", got.body);
    });
}

#[test]
fn a_refresh_token_gets_one_answer_for_half_a_minute_and_then_takes_all_back() {
    on_each_engine(|world| {
        let first = world.tokens(&of_code(&world.code())).json();
        let bad = refused("refresh_token inválido.", "invalid_grant");
        let second = world.tokens(&of_refresh(&first["refresh_token"]));
        assert_eq!(second.status, 200);
        world.wait(SignedDuration::from_secs(29));
        let again = world.tokens(&of_refresh(&first["refresh_token"]));
        assert_eq!(
            (again.status, &again.body),
            (200, &second.body),
            "an answer that was lost"
        );
        world.wait(SignedDuration::from_secs(1));
        assert_eq!(no(&world.tokens(&of_refresh(&first["refresh_token"]))), bad, "reuse");
        assert_eq!(world.opens(&second.json()["access_token"]), 401);
        assert_eq!(no(&world.tokens(&of_refresh(&second.json()["refresh_token"]))), bad);
    });
}

#[test]
fn what_is_used_a_second_time_is_logged_once_without_the_secret() {
    on_each_engine(|world| {
        let log = tempfile::NamedTempFile::new().expect("a temporary file");
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(Arc::new(log.reopen().expect("the same file")))
            .with_max_level(Level::WARN)
            .finish();
        let listening = tracing::subscriber::set_default(subscriber);
        let code = world.code();
        let first = world.tokens(&of_code(&code)).json();
        let old = &first["refresh_token"];
        world.tokens(&of_refresh(old));
        world.wait(SignedDuration::from_secs(31));
        for _ in 0..3 {
            assert_eq!(world.tokens(&of_refresh(old)).status, 400);
        }
        assert_eq!(world.tokens(&of_code(&code)).status, 400);
        drop(listening);
        let log = std::fs::read_to_string(log.path()).expect("a whole log");
        let lines: Vec<&str> = log.lines().collect();
        assert_eq!(lines.len(), 2, "{log}");
        let told = "a refresh token was used twice: its tokens are revoked account=1 credential=1 family=1";
        assert!(lines[0].ends_with(told), "{log}");
        assert!(lines[1].contains("an authorization code was used twice"), "{log}");
        for secret in [code.as_str(), old.as_str().expect("a token")] {
            assert!(!log.contains(secret), "{log}");
        }
    });
}

#[test]
fn an_application_that_refreshes_need_not_name_itself_but_must_be_right() {
    on_each_engine(|world| {
        let mut tokens = world.tokens(&of_code(&world.code())).json();
        let named = |token: &Value, id: &str, secret: &str| {
            with(with(of_refresh(token), "client_id", id), "client_secret", secret)
        };
        let token = tokens["refresh_token"].clone();
        let other = named(&token, &format!("{CLIENT}-other"), &format!("{SECRET}-other"));
        assert_eq!(world.tokens(&other).status, 400, "another application");
        assert_eq!(world.tokens(&named(&token, CLIENT, "x")).status, 401);
        for named in [named(&token, CLIENT, SECRET), of_refresh(&token)] {
            let got = world.tokens(&named);
            assert_eq!(got.status, 200, "{}", got.body);
            tokens = got.json();
        }
        assert_eq!(world.opens(&tokens["access_token"]), 200);
    });
}

#[test]
fn a_personal_token_gets_tokens_again_and_again_however_it_is_encoded() {
    on_each_engine(|world| {
        let token = world.personal_token();
        for sent in [token.clone(), token.replace('.', "%2E"), format!("{token}%3D")] {
            let got = world.tokens(&json!({"grant_type": "personal", "personal_token": sent}));
            assert_eq!(got.status, 200, "{}", got.body);
            assert_eq!(world.opens(&got.json()["access_token"]), 200);
        }
    });
}

#[test]
fn a_personal_token_that_was_not_issued_or_is_over_gets_nothing() {
    on_each_engine(|world| {
        let token = world.personal_token();
        let bad = refused("personal_token inválido.", "invalid_grant");
        let get = |sent: &str| world.tokens(&json!({"grant_type": "personal", "personal_token": sent}));
        let (signed, signature) = token.rsplit_once('.').expect("a signature");
        let forged = [
            format!("{signed}."),
            format!("{signed}.{}", signature.chars().rev().collect::<String>()),
            face_egestor::personal_token(b"another key", CLIENT, "loja", "x"),
            "a.b.c".to_owned(),
            "\u{e7}".to_owned(),
        ];
        for sent in &forged {
            assert_eq!(no(&get(sent)), bad, "{sent}");
        }
        // The account's own key is not enough: the permission's key is nowhere but in the token.
        let key = world.app.read_blocking(&world.own, |reader| reader.signing_key());
        let key = key.expect("an account").expect("a key");
        for (client, subdomain) in [(CLIENT, "loja"), (CLIENT, "outra"), ("foreign", "loja"), (CLIENT, "\0")] {
            let made = face_egestor::personal_token(&key, client, subdomain, "0123456789");
            assert_eq!(no(&get(&made)), bad, "{client} {subdomain}");
        }
        let disable = SetUserActive {
            id: world.user,
            active: false,
        };
        world.app.execute_blocking(&world.own, disable).expect("a user");
        assert_eq!(no(&get(&token)), bad, "the user is gone");
    });
}

#[test]
fn a_revoked_application_is_nobody_any_more() {
    on_each_engine(|world: &World| {
        let (code, personal) = (world.code(), world.personal_token());
        let tokens = world.tokens(&of_code(&code)).json();
        let revoke = RevokeCredential { id: world.application };
        world.app.execute_blocking(&world.own, revoke).expect("a credential");
        assert_eq!(world.opens(&tokens["access_token"]), 401);
        assert_eq!(world.tokens(&of_refresh(&tokens["refresh_token"])).status, 400);
        assert_eq!(
            world
                .tokens(&json!({"grant_type": "personal", "personal_token": personal}))
                .status,
            400
        );
        assert_eq!(world.tokens(&of_code("x")).status, 401);
    });
}
