//! Rate limits as a client meets them.

use face_kit::{RateLimits, Settings};
use http::header::AUTHORIZATION;

use crate::toy::{app, ask, request, routes, toy};

#[tokio::test]
async fn a_used_up_quota_is_answered_with_when_to_come_back() {
    let toy = toy();
    let first = ask(&toy, request("GET", "/toy/limited", "")).await;
    assert_eq!((first.status, first.header("x-ratelimit-remaining")), (204, "1"));
    let second = ask(&toy, request("GET", "/toy/limited/too", "")).await;
    assert_eq!(
        (second.status, second.header("x-ratelimit-remaining")),
        (204, "0"),
        "equal quotas are one"
    );
    let third = ask(&toy, request("GET", "/toy/limited", "")).await;
    assert_eq!((third.status, third.header("x-ratelimit-remaining")), (429, "0"));
    let retry_after_s: u64 = third.header("retry-after").parse().expect("whole seconds");
    assert!((1..=30).contains(&retry_after_s), "{retry_after_s}");
    assert!(third.body.starts_with(r#""TooManyRequests"#), "{}", third.body);
    assert_eq!(
        ask(&toy, request("GET", "/toy/things/7", ""))
            .await
            .header("x-ratelimit-remaining"),
        ""
    );
}

#[tokio::test]
async fn credentials_do_not_use_up_each_others_quota() {
    let toy = toy();
    for credential in ["Toy 1:10", "Toy 1:11", "Toy 2:10"] {
        for _ in 0..2 {
            let mut request = request("GET", "/toy/limited", "");
            request
                .headers_mut()
                .insert(AUTHORIZATION, credential.parse().expect("a value"));
            assert_eq!(ask(&toy, request).await.status, 204, "{credential}");
        }
    }
}

#[tokio::test]
async fn routes_without_credential_are_counted_as_well() {
    let toy = toy();
    assert_eq!(ask(&toy, request("POST", "/toy/token", "")).await.status, 200);
    assert_eq!(ask(&toy, request("POST", "/toy/token", "")).await.status, 429);
}

#[tokio::test]
async fn limits_that_are_off_count_nothing() {
    let settings = Settings {
        rate_limits: RateLimits::Off,
        ..Settings::default()
    };
    let toy = routes().into_router(app(), settings);
    for _ in 0..5 {
        let got = ask(&toy, request("GET", "/toy/limited", "")).await;
        assert_eq!((got.status, got.header("x-ratelimit-remaining")), (204, ""));
    }
}
