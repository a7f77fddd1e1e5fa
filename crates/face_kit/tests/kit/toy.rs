//! A dialect that no vendor speaks, its handlers, and a way to ask it. Its words are bare so that tests can compare them.

use app::testing::TestApp;
use app::{Answer, App, Principal, SeededChance, SystemClock};
use axum::Router;
use axum::body::Body;
use domain::actor::{Actor, Face};
use domain::ids::{AccountId, CredentialId};
use domain::page::PageRequest;
use domain::refusal::{Entity, Refusal};
use face_kit::security::{ApiKey, ApiKeyValue, SecurityScheme};
use face_kit::{
    Access, Answered, Asked, Checker, Decimal, Dialect, Error, Exchange, Faults, Given, Listed, Quota, Reply,
    RouteInfo, Routes, Settings, Text, Transport, Unauthorized, Visitor, WholeNumber, page_request, to_answer,
};
use http::header::{AUTHORIZATION, CONTENT_DISPOSITION};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode};
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use tower::ServiceExt;

/// The credential of account 1.
pub(crate) const TOKEN: &str = "Toy 1:10";

/// The dialect. A credential is `Toy ACCOUNT:CREDENTIAL[:SCOPE]`.
pub(crate) struct Toy;

impl Dialect for Toy {
    fn face(&self) -> Face {
        Face::Core
    }

    async fn authenticate(&self, _: &App, parts: &Parts) -> Result<Principal, Error> {
        let Some(sent) = parts.headers.get(AUTHORIZATION) else {
            return Err(Error::unauthorized(Unauthorized::Missing));
        };
        let invalid = || Error::unauthorized(Unauthorized::Invalid);
        let token = sent
            .to_str()
            .ok()
            .and_then(|text| text.strip_prefix("Toy "))
            .ok_or_else(invalid)?;
        if token == "old" {
            return Err(Error::unauthorized(Unauthorized::Expired));
        }
        let mut words = token.split(':');
        let mut number = || words.next()?.parse().ok();
        let (account, credential) = number().zip(number()).ok_or_else(invalid)?;
        Ok(Principal {
            account: AccountId::from_raw(account),
            organization: None,
            actor: Actor::Credential(CredentialId::from_raw(credential)),
            application: None,
            scopes: words.map(str::to_owned).collect(),
        })
    }

    fn refusal(&self, _: &Asked<'_>, refusal: &Refusal) -> Answer {
        let status = if matches!(refusal, Refusal::NotFound { .. }) {
            404
        } else {
            403
        };
        words(status, format!("{refusal:?}"))
    }

    fn faults(&self, _: &Asked<'_>, faults: &Faults) -> Answer {
        let list: Vec<_> = faults
            .iter()
            .map(|fault| format!("{}: {:?}", fault.path, fault.problem))
            .collect();
        words(422, list.join("; "))
    }

    fn transport(&self, asked: &Asked<'_>, transport: &Transport) -> Answer {
        let status = match transport {
            Transport::MalformedJson { .. }
            | Transport::NotAnObject
            | Transport::NotUtf8
            | Transport::MissingRoot { .. }
            | Transport::BadQuery { .. } => 400,
            Transport::BodyTooLarge { .. } => 413,
            Transport::UnknownRoute => 404,
            Transport::MethodNotAllowed { .. } => 405,
            Transport::Unauthorized { .. } => 401,
            Transport::TooManyRequests { .. } => 429,
            Transport::Unavailable => 503,
            Transport::Timeout => 504,
            Transport::Internal => 500,
        };
        if asked.path == "/speechless" {
            panic!("a dialect that loses its words");
        }
        words(status, format!("{transport:?} at {}", asked.path))
    }

    fn quota(&self, route: &RouteInfo) -> Option<Quota> {
        match route.path {
            "/limited" | "/limited/too" => Some(Quota {
                requests: 2,
                window_s: 60,
            }),
            "/token" => Some(Quota {
                requests: 1,
                window_s: 60,
            }),
            _ => None,
        }
    }

    fn extra_headers(&self, about: &Answered<'_>, headers: &mut HeaderMap) {
        if let Some(allowance) = about.allowance {
            let name = HeaderName::from_static("x-ratelimit-remaining");
            headers.insert(name, HeaderValue::from(allowance.remaining));
        }
    }

    fn security_scheme(&self) -> SecurityScheme {
        SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("Authorization")))
    }
}

/// The application the toy is served over. Its store is closed: the kit never asks it, and a handler that does finds
/// it broken.
pub(crate) fn app() -> App {
    let TestApp { app, folder } = app::testing::app_with(SystemClock, SeededChance::new(1));
    // Nothing here asks the store; a closed one proves it.
    app.close();
    drop(folder);
    app
}

fn words(status: u16, text: String) -> Answer {
    to_answer(status, &text)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ThingIn {
    name: Given<Text>,
    price: Given<Decimal>,
    parts: Given<Listed<PartIn>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PartIn {
    thing_id: Given<WholeNumber>,
}

#[derive(Serialize)]
struct ThingOut {
    id: i64,
    account: i64,
    page: u32,
    request_id: String,
}

async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("id", Entity::Product)?;
    let mut check = Checker::new();
    let page = page_request(
        &mut check,
        "page",
        &exchange.query().given("page"),
        &face_kit::PageSize::Fixed(10),
    );
    check.finish()?;
    let account = exchange.call.principal.account.raw();
    Ok(to_answer(
        200,
        &ThingOut {
            id,
            account,
            page: page.page(),
            request_id: exchange.call.request_id,
        },
    ))
}

async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let thing: ThingIn = exchange.json_root("thing")?;
    let mut check = Checker::new();
    let built = check.within("thing", |check| {
        let name = check.required_text("name", &thing.name, 10);
        let price = check.required_money("price", &thing.price, 2);
        let parts = check.optional_each("parts", &thing.parts, |check, part: &PartIn| {
            check.required_id("thing_id", &part.thing_id)
        });
        (name, price, parts)
    });
    let (name, price, parts) = check.finish_with(built)?;
    Ok(to_answer(201, &(name, price.to_fixed(2), parts)))
}

async fn echo(exchange: Exchange) -> Result<Answer, Error> {
    let replayed = exchange.header("x-toy-replayed").is_some();
    let key = exchange.call.idempotency.map(|asked| (asked.key, asked.fingerprint));
    Ok(Answer {
        replayed,
        ..to_answer(200, &key)
    })
}

async fn name(exchange: Exchange) -> Result<Answer, Error> {
    Ok(words(200, exchange.path("name").to_owned()))
}

async fn size(exchange: Exchange) -> Result<Answer, Error> {
    Ok(words(200, exchange.body().len().to_string()))
}

async fn count(_: Exchange) -> Result<Answer, Error> {
    Ok(Answer::empty(204))
}

async fn panic(_: Exchange) -> Result<Answer, Error> {
    panic!("secret words of a defect")
}

async fn broken(exchange: Exchange) -> Result<Answer, Error> {
    let page = PageRequest::new(1, 1, 1);
    let brands = exchange
        .app
        .read(&exchange.call, move |reader| reader.brands(page))
        .await?;
    Ok(words(200, format!("{} brands", brands.len())))
}

async fn hang(_: Exchange) -> Result<Answer, Error> {
    std::future::pending().await
}

async fn download(_: Exchange) -> Result<Reply, Error> {
    let answer = Answer {
        status: 200,
        content_type: "application/pdf".to_owned(),
        body: b"%PDF".to_vec(),
        replayed: false,
    };
    Ok(Reply::from(answer).with(CONTENT_DISPOSITION, HeaderValue::from_static("attachment")))
}

async fn token(exchange: Exchange<Visitor>) -> Result<Answer, Error> {
    let form = exchange.form()?;
    Ok(words(200, form.get("grant_type").unwrap_or("none").to_owned()))
}

/// The toy's table under `/toy`.
pub(crate) fn routes() -> Routes<Toy> {
    Routes::new(Toy, "/toy")
        .get("/things/{id}", "Mostra uma coisa", show)
        .post("/things", "Cria uma coisa", create)
        .get("/things/{id}/named/{name}", "Diz um nome", name)
        .post("/echo", "Repete a chave", echo)
        .delete("/echo", "Repete a chave", echo)
        .post("/size", "Mede o corpo", size)
        .post("/size/small", "Mede um corpo pequeno", size)
        .body_limit(10)
        .get("/limited", "Conta", count)
        .get("/limited/too", "Conta junto", count)
        .get("/panic", "Falha", panic)
        .get("/speechless", "Falha sem palavras", panic)
        .get("/broken", "Encontra o banco fechado", broken)
        .get("/hang", "Não responde", hang)
        .get("/download", "Baixa <um> arquivo", download)
        .get("/matriz", "Só a matriz", count)
        .access(Access::Scope("M"))
        .open(Method::POST, "/token", "Emite um token", token)
        .access(Access::Basic)
}

/// The toy, served.
pub(crate) fn toy() -> Router {
    routes().into_router(
        app(),
        Settings {
            request_timeout_ms: 50,
            ..Settings::default()
        },
    )
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Got {
    /// A header's text, empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("visible ASCII"))
    }
}

/// Asks the router and reads the whole answer.
pub(crate) async fn ask(router: &Router, request: Request<Body>) -> Got {
    let response = router.clone().oneshot(request).await.expect("a router always answers");
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("a whole body").to_bytes();
    let body = String::from_utf8(body.to_vec()).expect("UTF-8");
    assert_ne!(parts.status, StatusCode::SWITCHING_PROTOCOLS);
    Got {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body,
    }
}

/// A request with account 1's credential.
pub(crate) fn request(method: &str, path: &str, body: impl Into<Body>) -> Request<Body> {
    let builder = Request::builder().method(method).uri(path).header(AUTHORIZATION, TOKEN);
    builder.body(body.into()).expect("a request")
}

/// Asks a fresh toy with account 1's credential.
pub(crate) async fn asked(method: &str, path: &str, body: &str) -> Got {
    ask(&toy(), request(method, path, body.to_owned())).await
}
