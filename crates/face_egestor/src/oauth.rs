//! `/api/oauth`: the page on which a user lets an application in, and the endpoint at which the application gets tokens.
//!
//! Not the check of tokens (`auth`) and no rule of their lives, which is `app::access`.
//!
//! The one rule to know: what the endpoint refuses is 400 in the vendor's envelope, with the standard's `error` beside it
//! so that clients of OAuth 2 libraries understand it, too; an application's wrong secret is 401.

mod authorize;
mod consent;
mod personal;

use app::access::{ACCESS_LIFETIME, TokenPair};
use app::{Answer, Call, Principal};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::Application;
use domain::actor::Face;
use face_kit::{Error, Exchange, Given, Reply, Routes, Text, Visitor, to_answer};
use http::header::{AUTHORIZATION, CACHE_CONTROL, PRAGMA};
use http::{HeaderValue, Method};
use serde::{Deserialize, Serialize};

use crate::{Egestor, quirks};
pub use personal::personal_token;

/// Consent and tokens.
pub(crate) fn routes(routes: Routes<Egestor>) -> Routes<Egestor> {
    const AUTHORIZE: &str = "/api/oauth/authorize";
    routes
        .open(
            Method::GET,
            AUTHORIZE,
            "Página de autorização de um aplicativo",
            authorize::show,
        )
        .open(
            Method::POST,
            AUTHORIZE,
            "Resposta da página de autorização",
            authorize::decide,
        )
        .open(
            Method::POST,
            "/api/oauth/access_token",
            "Emite tokens: authorization_code, refresh_token, personal",
            access_token,
        )
}

/// What the endpoint is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    grant_type: Given<Text>,
    client_id: Given<Text>,
    client_secret: Given<Text>,
    redirect_uri: Given<Text>,
    code: Given<Text>,
    refresh_token: Given<Text>,
    personal_token: Given<Text>,
}

impl Asked {
    /// The fields that are no text.
    fn ill_typed(&self) -> Vec<&'static str> {
        let fields = [
            ("grant_type", &self.grant_type),
            ("client_id", &self.client_id),
            ("client_secret", &self.client_secret),
            ("redirect_uri", &self.redirect_uri),
            ("code", &self.code),
            ("refresh_token", &self.refresh_token),
            ("personal_token", &self.personal_token),
        ];
        let wrong = fields.into_iter().filter(|(_, given)| match given {
            Given::Wrong(_) => true,
            Given::Value(text) => text.as_str().contains('\0'),
            Given::Missing | Given::Null => false,
        });
        wrong.map(|(name, _)| name).collect()
    }
}

/// What it answers.
#[derive(Serialize)]
struct Tokens<'a> {
    access_token: &'a str,
    token_type: &'static str,
    expires_in: i64,
    refresh_token: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    personal_token: Option<&'a str>,
}

/// What it answers otherwise.
#[derive(Serialize)]
struct Refused<'a> {
    #[serde(rename = "errCode")]
    code: u16,
    #[serde(rename = "errMsg")]
    message: &'a str,
    #[serde(rename = "errObs")]
    note: Option<&'a str>,
    #[serde(rename = "errFields")]
    fields: Option<&'a [&'a str]>,
    error: &'a str,
    error_description: &'a str,
}

/// `POST /api/oauth/access_token`: tokens for a code, for a refresh token or for a personal token.
pub(crate) async fn access_token(exchange: Exchange<Visitor>) -> Result<Reply, Error> {
    let asked = read(&exchange)?;
    let answer = match text(&asked.grant_type) {
        _ if !asked.ill_typed().is_empty() => ill_typed(&asked.ill_typed()),
        "authorization_code" => of_code(&exchange, &asked).await?,
        "refresh_token" => of_refresh_token(&exchange, &asked).await?,
        "personal" => of_personal_token(&exchange, &asked).await?,
        "" => missing("grant_type"),
        _ => refused("unsupported_grant_type", "grant_type inválido.", &["grant_type"]),
    };
    let no_store = HeaderValue::from_static("no-store");
    let no_cache = HeaderValue::from_static("no-cache");
    Ok(Reply::from(answer).with(CACHE_CONTROL, no_store).with(PRAGMA, no_cache))
}

/// The body, as JSON or as a form, whatever its content type says: an object begins with a brace.
fn read(exchange: &Exchange<Visitor>) -> Result<Asked, Error> {
    if exchange.body().trim_ascii_start().starts_with(b"{") {
        return exchange.json();
    }
    let form = exchange.form()?;
    Ok(Asked {
        grant_type: form.given("grant_type"),
        client_id: form.given("client_id"),
        client_secret: form.given("client_secret"),
        redirect_uri: form.given("redirect_uri"),
        code: form.given("code"),
        refresh_token: form.given("refresh_token"),
        personal_token: form.given("personal_token"),
    })
}

async fn of_code(exchange: &Exchange<Visitor>, asked: &Asked) -> Result<Answer, Error> {
    let application = match application(exchange, asked).await? {
        Client::Known(application) => application,
        Client::Absent => return Ok(missing("client_id")),
        Client::Unknown => return Ok(unknown_client()),
    };
    let (code, redirect_uri) = (text(&asked.code), text(&asked.redirect_uri));
    for (name, value) in [("code", code), ("redirect_uri", redirect_uri)] {
        if value.is_empty() {
            return Ok(missing(name));
        }
    }
    let app = &exchange.app;
    let Some(redeemed) = app.redeem_code(&application, code, Some(redirect_uri)).await? else {
        return Ok(refused("invalid_grant", "code inválido.", &["code"]));
    };
    let call = call(exchange, &application);
    let subdomain = app.read(&call, |reader| reader.account_settings()).await?.subdomain;
    let personal = personal_token(
        &redeemed.signing_key,
        &application.client_id,
        &subdomain,
        &redeemed.grant_key,
    );
    Ok(tokens(&redeemed.pair, Some(&personal)))
}

/// An application that names itself must be right; it need not.
async fn of_refresh_token(exchange: &Exchange<Visitor>, asked: &Asked) -> Result<Answer, Error> {
    let application = match application(exchange, asked).await? {
        Client::Known(application) => Some(application),
        Client::Absent => None,
        Client::Unknown => return Ok(unknown_client()),
    };
    let token = text(&asked.refresh_token);
    if token.is_empty() {
        return Ok(missing("refresh_token"));
    }
    let app = &exchange.app;
    let pair = app.refresh(Face::Egestor, application.as_deref(), token).await?;
    Ok(pair.map_or_else(
        || refused("invalid_grant", "refresh_token inválido.", &["refresh_token"]),
        |pair| tokens(&pair, None),
    ))
}

async fn of_personal_token(exchange: &Exchange<Visitor>, asked: &Asked) -> Result<Answer, Error> {
    let sent = text(&asked.personal_token);
    if sent.is_empty() {
        return Ok(missing("personal_token"));
    }
    let pair = personal::exchange(exchange, &quirks::personal_token_as_issued(sent)).await?;
    Ok(pair.map_or_else(
        || refused("invalid_grant", "personal_token inválido.", &["personal_token"]),
        |pair| tokens(&pair, None),
    ))
}

/// Which application asks.
enum Client {
    /// One that showed its secret.
    Known(Box<Application>),
    /// One that did not name itself.
    Absent,
    /// One that does not exist, or whose secret this is not.
    Unknown,
}

/// The application named by the body or, as the standard has it, by HTTP Basic.
async fn application(exchange: &Exchange<Visitor>, asked: &Asked) -> Result<Client, Error> {
    let basic = exchange.header(AUTHORIZATION.as_str()).and_then(basic);
    let (id, secret) = match &basic {
        Some((id, secret)) => (id.as_str(), secret.as_str()),
        None => (text(&asked.client_id), text(&asked.client_secret)),
    };
    if id.is_empty() {
        return Ok(Client::Absent);
    }
    let found = exchange.app.application_with_secret(Face::Egestor, id, secret).await?;
    Ok(found.map_or(Client::Unknown, |found| Client::Known(Box::new(found))))
}

/// Name and secret of `Basic …`. Names and secrets of ours have nothing that a form would encode.
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.trim().split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

/// The application acting for itself.
fn call(exchange: &Exchange<Visitor>, application: &Application) -> Call {
    exchange.call.call(Principal::from(application))
}

/// The text of a field; nothing when it is missing or of another type.
fn text(given: &Given<Text>) -> &str {
    given.value().map_or("", |text| text.as_str().trim())
}

fn tokens(pair: &TokenPair, personal_token: Option<&str>) -> Answer {
    let tokens = Tokens {
        access_token: &pair.access,
        token_type: "Bearer",
        expires_in: ACCESS_LIFETIME.as_secs(),
        refresh_token: &pair.refresh,
        personal_token,
    };
    to_answer(200, &tokens)
}

fn missing(field: &str) -> Answer {
    refused(
        "invalid_request",
        &format!("Campo \"{field}\" é obrigatório."),
        &[field],
    )
}

fn ill_typed(fields: &[&str]) -> Answer {
    let names = fields.join("\", \"");
    refused(
        "invalid_request",
        &format!("Valor inválido para o campo \"{names}\"."),
        fields,
    )
}

fn refused(error: &str, message: &str, fields: &[&str]) -> Answer {
    let refused = Refused {
        code: 400,
        message,
        note: None,
        fields: Some(fields),
        error,
        error_description: message,
    };
    to_answer(400, &refused)
}

fn unknown_client() -> Answer {
    let message = "client_id ou client_secret inválido.";
    let refused = Refused {
        code: 401,
        message,
        note: Some("access_denied"),
        fields: Some(&["client_id", "client_secret"]),
        error: "invalid_client",
        error_description: message,
    };
    to_answer(401, &refused)
}

#[cfg(test)]
mod tests {
    use super::basic;

    #[test]
    fn an_application_may_name_itself_in_the_header() {
        let named = |id: &str, secret: &str| Some((id.to_owned(), secret.to_owned()));
        assert_eq!(basic("Basic YTpi"), named("a", "b"));
        assert_eq!(basic("BASIC  YTpiOmM="), named("a", "b:c"));
        for other in ["Bearer YTpi", "Basic", "Basic YQ==", "Basic ?"] {
            assert_eq!(basic(other), None, "{other}");
        }
    }
}
