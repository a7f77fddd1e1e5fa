//! The pages, as bytes: who sees which, where the browser is sent, what a form must bring.

use app::access::{IssueToken, SetUserActive};
use domain::ids::AccountId;
use domain::users::Role;
use face_kit::{Quota, Settings};
use http::Request;
use jiff::SignedDuration;
use serde_json::json;

use crate::world::{
    BACK, CLIENT, EMAIL, Got, PASSWORD, SHOWN, World, authorize, on_each_engine, on_each_engine_with, registration,
};

fn sign_in(world: &World, uri: &str, password: &str) -> Got {
    let page = world.open(uri);
    let fields = [
        ("formulario", page.form_token()),
        ("acao", "entrar"),
        ("email", EMAIL),
        ("senha", password),
    ];
    world.submit(uri, &fields)
}

fn press(world: &World, uri: &str, button: &str) -> Got {
    let page = world.open(uri);
    world.submit(uri, &[("formulario", page.form_token()), ("acao", button)])
}

#[test]
fn who_is_let_in_is_sent_back_with_a_code_and_its_state() {
    on_each_engine(|world| {
        let uri = authorize(CLIENT, BACK);
        let page = world.open(&uri);
        assert_eq!(page.status, 200);
        assert!(page.body.contains("Loja &lt;Virtual&gt;"), "{}", page.body);
        let entered = sign_in(world, &uri, PASSWORD);
        assert_eq!((entered.status, entered.header("location")), (303, uri.as_str()));
        let cookie = entered.header("set-cookie");
        assert!(
            cookie.contains("; HttpOnly; SameSite=Lax") && !cookie.contains("Secure"),
            "{cookie}"
        );
        let page = world.open(&uri);
        assert!(
            page.body.contains(EMAIL) && page.body.contains("app.example"),
            "{}",
            page.body
        );
        let allowed = press(world, &uri, "permitir");
        let location = allowed.header("location");
        assert!(
            location.starts_with("https://app.example/volta?loja=1&code="),
            "{location}"
        );
        assert!(location.ends_with("&state=a%20b"), "{location}");
        let denied = press(world, &uri, "negar");
        let expected = "https://app.example/volta?loja=1&error=access_denied&state=a%20b";
        assert_eq!((denied.status, denied.header("location")), (303, expected));
    });
}

#[test]
fn a_code_with_nowhere_to_go_is_shown_with_its_title() {
    on_each_engine(|world| {
        let got = world.allow(SHOWN);
        let title = got.body.split("<title>Código de autorização: ").nth(1);
        let code = title.and_then(|rest| rest.split('<').next()).expect("a code");
        assert_eq!(code.len(), 40);
        assert!(got.body.contains(&format!(">{code}</output>")), "{}", got.body);
        let request = json!({
            "grant_type": "authorization_code", "client_id": CLIENT, "client_secret": crate::world::SECRET,
            "redirect_uri": SHOWN, "code": code,
        });
        assert_eq!(world.tokens(&request).status, 200);
        let denied = press(world, &authorize(CLIENT, SHOWN), "negar");
        assert!(denied.status == 200 && denied.body.contains("Acesso negado"));
    });
}

#[test]
fn nothing_is_sent_to_an_address_that_is_not_registered_letter_by_letter() {
    on_each_engine(|world| {
        let wrong = [
            "https://app.example/volta",
            "https://app.example/volta?loja=1&x",
            "https://APP.example/volta?loja=1",
            "https://evil.example/",
            "",
        ];
        for redirect_uri in wrong {
            let got = world.open(&authorize(CLIENT, redirect_uri));
            assert_eq!((got.status, got.header("location")), (400, ""), "{redirect_uri}");
            assert!(got.body.contains("redirect_uri"), "{}", got.body);
        }
        let got = world.open(&authorize("nobody", BACK));
        assert!(got.status == 400 && got.body.contains("client_id"));
        let other_type = authorize(CLIENT, BACK).replace("response_type=code", "response_type=token");
        let got = world.open(&other_type);
        let expected = "https://app.example/volta?loja=1&error=unsupported_response_type&state=a%20b";
        assert_eq!((got.status, got.header("location")), (303, expected));
    });
}

#[test]
fn a_wrong_password_is_told_and_too_many_wait() {
    on_each_engine(|world| {
        let uri = authorize(CLIENT, BACK);
        for _ in 0..8 {
            let got = sign_in(world, &uri, "errada");
            assert_eq!(got.status, 422);
            assert!(got.body.contains("E-mail ou senha incorretos.") && got.body.contains(EMAIL));
            assert!(!got.body.contains("errada"), "a password is not printed");
        }
        let got = sign_in(world, &uri, PASSWORD);
        assert_eq!((got.status, got.header("retry-after")), (429, "901"));
        assert!(got.body.contains("Tente novamente em"), "{}", got.body);
        world.wait(SignedDuration::from_mins(15));
        assert_eq!(sign_in(world, &uri, PASSWORD).status, 303);
    });
}

#[test]
fn a_form_without_its_cookie_or_after_half_an_hour_changes_nothing() {
    on_each_engine(|world| {
        let uri = authorize(CLIENT, BACK);
        sign_in(world, &uri, PASSWORD);
        let page = world.open(&uri);
        let allow = [("formulario", page.form_token()), ("acao", "permitir")];
        for fields in [&allow[1..], &[("formulario", "1.x"), ("acao", "permitir")]] {
            let got = world.submit(&uri, fields);
            assert!(
                got.status == 400 && got.body.contains("Esta página expirou"),
                "{fields:?}"
            );
        }
        world.wait(SignedDuration::from_mins(30));
        let got = world.submit(&uri, &allow);
        assert!(got.status == 400 && got.body.contains("Recomeçar"), "{}", got.body);
        assert!(
            got.body.contains("href=\"/egestor/api/oauth/authorize?"),
            "{}",
            got.body
        );
        let page = world.open(&uri);
        world.forget_cookies();
        let allow = [("formulario", page.form_token()), ("acao", "permitir")];
        assert_eq!(world.submit(&uri, &allow).status, 400, "another browser");
    });
}

#[test]
fn a_session_ends_with_signing_out_and_with_its_user() {
    on_each_engine(|world| {
        let uri = authorize(CLIENT, BACK);
        let asks_password = || world.open(&uri).body.contains("type=\"password\"");
        assert!(asks_password());
        sign_in(world, &uri, PASSWORD);
        assert!(!asks_password());
        assert!(
            world
                .open(&authorize("foreign", BACK))
                .body
                .contains("type=\"password\"")
        );
        assert_eq!(press(world, &uri, "sair").status, 303);
        assert!(asks_password());
        sign_in(world, &uri, PASSWORD);
        let disable = SetUserActive {
            id: world.user,
            active: false,
        };
        world.app.execute_blocking(&world.own, disable).expect("a user");
        assert!(asks_password());
    });
}

#[test]
fn a_page_can_run_nothing_and_be_framed_by_nobody() {
    on_each_engine(|world| {
        let got = world.open(&authorize(CLIENT, BACK));
        assert_eq!(got.header("x-frame-options"), "DENY");
        assert_eq!(got.header("referrer-policy"), "no-referrer");
        assert_eq!(got.header("cache-control"), "no-store");
        let policy = got.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        sign_in(world, &authorize(CLIENT, BACK), PASSWORD);
        let policy = world.open(&authorize(CLIENT, BACK));
        let policy = policy.header("content-security-policy");
        assert!(policy.contains("form-action 'self' https://app.example;"), "{policy}");
    });
}

#[test]
fn cookies_are_secure_where_clients_come_through_tls() {
    let settings = Settings {
        is_https: true,
        ..Settings::default()
    };
    on_each_engine_with(&settings, |world| {
        let got = sign_in(world, &authorize(CLIENT, BACK), PASSWORD);
        for cookie in got.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().expect("text");
            assert!(cookie.ends_with("; Secure"), "{cookie}");
        }
    });
}

#[test]
fn an_account_may_have_a_quota_of_its_own() {
    let quota = Quota {
        requests: 600,
        window_s: 60,
    };
    let settings = Settings {
        account_quotas: vec![(AccountId::from_raw(1), quota)],
        ..Settings::default()
    };
    on_each_engine_with(&settings, |world| {
        let personal = json!({"grant_type": "personal", "personal_token": world.personal_token()});
        let tokens = world.tokens(&personal);
        assert_eq!(tokens.header("x-ratelimit-limit"), "60", "nobody's account yet");
        let token = tokens.json()["access_token"].as_str().expect("a token").to_owned();
        let ask = |token: &str| {
            let request = Request::get("/egestor/api/v1/empresa").header("authorization", format!("Bearer {token}"));
            world.send(request.body(axum::body::Body::empty()).expect("a request"))
        };
        assert_eq!(ask(&token).header("x-ratelimit-limit"), "600");
        let stranger = ask("x");
        assert_eq!((stranger.status, stranger.header("x-ratelimit-limit")), (401, "60"));
    });
}

#[test]
fn users_of_one_application_and_applications_of_one_user_do_not_share_a_quota() {
    on_each_engine(|world| {
        let other = world.app.new_user("bia@loja.example", "Bia", Role::Operator, PASSWORD);
        let other = world
            .app
            .execute_blocking(&world.own, other.expect("a user"))
            .expect("a user");
        let second = registration("Outra", &format!("{CLIENT}-second"), &[SHOWN]);
        let second = world
            .app
            .execute_blocking(&world.own, second)
            .expect("an application")
            .id;
        let holders = [
            ("ana", world.application, Some(world.user)),
            ("bia", world.application, Some(other)),
            ("itself", world.application, None),
            ("ana-second", second, Some(world.user)),
        ];
        for (token, credential, user) in holders {
            let issue = IssueToken {
                credential,
                user,
                scopes: Vec::new(),
                lifetime: None,
                token: token.to_owned(),
            };
            world.app.execute_blocking(&world.own, issue).expect("a token");
            for left in ["59", "58"] {
                let request =
                    Request::get("/egestor/api/v1/empresa").header("authorization", format!("Bearer {token}"));
                let got = world.send(request.body(axum::body::Body::empty()).expect("a request"));
                assert_eq!(got.header("x-ratelimit-remaining"), left, "{token}");
            }
        }
    });
}

#[test]
fn the_61st_request_of_a_minute_waits_whichever_token_of_the_user_it_has() {
    on_each_engine(|world| {
        let tokens = || {
            let personal = json!({"grant_type": "personal", "personal_token": world.personal_token()});
            world.tokens(&personal).json()["access_token"].clone()
        };
        let (one, same) = (tokens(), tokens());
        for number in 0..60 {
            assert_eq!(world.opens(if number % 2 == 0 { &one } else { &same }), 200, "{number}");
        }
        let bearer = format!("Bearer {}", one.as_str().expect("a token"));
        let request = Request::get("/egestor/api/v1/empresa").header("authorization", bearer);
        let got = world.send(request.body(axum::body::Body::empty()).expect("a request"));
        assert_eq!((got.status, got.header("x-ratelimit-remaining")), (429, "0"));
        assert_eq!(got.header("retry-after"), "1");
        let message = "Número máximo de requisições atingido. Aguarde alguns segundos e tente novamente.";
        assert_eq!(got.json()["errMsg"], json!(message));
    });
}
