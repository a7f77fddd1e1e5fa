//! How a request says who asks: a JWT as bearer token, got at `/oauth/token` for the account's authorization code.
//!
//! Not the check of secrets and signatures, which is `app`'s.
//!
//! The one rule to know: a token carries account and credential, is signed with the account's key, and is good for an hour;
//! checking it writes nothing, and any number of them are good at the same time.

mod token;

use app::{App, Principal};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::actor::Face;
use face_kit::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use face_kit::{Error, Exchange, Reply, Unauthorized, Visitor, to_answer};
use http::header::{AUTHORIZATION, CACHE_CONTROL, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use serde::Serialize;

use crate::errors;
use token::{Claims, LIFETIME_S, SCOPE};

/// The answer with a token.
#[derive(Serialize)]
struct TokenOut<'a> {
    access_token: &'a str,
    token_type: &'static str,
    expires_in: i64,
    scope: &'a str,
    jti: &'a str,
}

/// `POST /oauth/token`: a token for the account's authorization code.
pub(crate) async fn issue(exchange: Exchange<Visitor>) -> Result<Reply, Error> {
    let Some((account, principal)) = visitor(&exchange).await? else {
        return Ok(errors::oauth(401, "unauthorized", "Bad credentials").into());
    };
    let form = exchange.form()?;
    let asked = |name: &str| {
        form.get(name)
            .or_else(|| exchange.query().get(name))
            .unwrap_or_default()
    };
    let grant = asked("grant_type");
    if grant.is_empty() {
        return Ok(errors::oauth(400, "invalid_request", "Missing grant type").into());
    }
    if grant != "client_credentials" {
        let text = format!("Unsupported grant type: {grant}");
        return Ok(errors::oauth(400, "unsupported_grant_type", &text).into());
    }
    let scope = asked("scope");
    if let Some(unknown) = scope
        .split([' ', ','])
        .find(|word| !word.is_empty() && !token::SCOPES.contains(word))
    {
        let text = format!("Invalid scope: {unknown}");
        return Ok(errors::oauth(400, "invalid_scope", &text).into());
    }
    let jti = exchange.app.random_hex(16);
    let claims = Claims::of(&principal, &account, &jti, exchange.app.now());
    let key = exchange.app.signing_key(principal.account).await?;
    let text = claims.signed_by(&key);
    let body = TokenOut {
        access_token: &text,
        token_type: "bearer",
        // The vendor answers what is left when the answer leaves.
        expires_in: LIFETIME_S - 1,
        // Without one asked for, all that the token is good for.
        scope: if scope.trim().is_empty() { SCOPE } else { scope.trim() },
        jti: &jti,
    };
    Ok(Reply::from(to_answer(200, &body)).with(CACHE_CONTROL, HeaderValue::from_static("no-store")))
}

/// The account's name and the credential of a `Basic` header; none for a wrong one.
async fn visitor(exchange: &Exchange<Visitor>) -> Result<Option<(String, Principal)>, Error> {
    let Some((account, key)) = exchange.header(AUTHORIZATION.as_str()).and_then(basic) else {
        return Ok(None);
    };
    let Some(principal) = exchange.app.authenticate(Face::Uniplus, &key).await? else {
        return Ok(None);
    };
    let call = exchange.call.call(principal.clone());
    let settings = exchange.app.read(&call, |reader| reader.account_settings()).await?;
    let is_same = account.eq_ignore_ascii_case(&settings.subdomain) || account == settings.id.to_string();
    Ok(is_same.then_some((settings.subdomain, principal)))
}

/// Who the request's token stands for.
pub(crate) async fn principal(app: &App, parts: &Parts) -> Result<Principal, Error> {
    let header = parts
        .headers
        .get(AUTHORIZATION)
        .ok_or_else(|| Error::unauthorized(Unauthorized::Missing))?;
    let text = header.to_str().ok().and_then(bearer);
    let text = text.ok_or_else(|| Error::unauthorized(Unauthorized::Missing))?;
    let invalid = || Error::unauthorized(Unauthorized::Invalid);
    let read = token::read(text).ok_or_else(invalid)?;
    let found = app
        .signed_principal(
            Face::Uniplus,
            read.account,
            read.credential,
            read.signed,
            &read.signature,
        )
        .await?
        .ok_or_else(invalid)?;
    if read.expires_at <= app.now() {
        return Err(Error::unauthorized(Unauthorized::Expired));
    }
    Ok(found)
}

/// Says how to authenticate to whoever did not.
pub(crate) fn challenge(status: u16, is_token_route: bool, headers: &mut HeaderMap) {
    if status == 401 {
        let realm = if is_token_route {
            "Basic realm=\"oauth2/client\""
        } else {
            "Bearer realm=\"uniplusweb\""
        };
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(realm));
    }
}

/// How the OpenAPI document describes the token.
pub(crate) fn scheme() -> SecurityScheme {
    let http = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
    SecurityScheme::Http(http.build())
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Account and key of `Basic base64(account:key)`.
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, code) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(code.trim()).ok()?).ok()?;
    let (account, key) = text.split_once(':')?;
    Some((account.trim().to_owned(), key.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{basic, bearer};

    #[test]
    fn the_scheme_is_read_whatever_its_case_and_no_other_is_taken() {
        assert_eq!(bearer("BEARER abc"), Some("abc"));
        assert_eq!(bearer("bearer  abc "), Some("abc"));
        assert_eq!(bearer("Basic abc"), None);
        assert_eq!(bearer("abc"), None);
    }

    #[test]
    fn the_authorization_code_is_account_and_key() {
        let pair = |account: &str, key: &str| Some((account.to_owned(), key.to_owned()));
        let table = [
            ("Basic bG9qYTpjaGF2ZQ==", pair("loja", "chave")),
            ("basic bG9qYTpjaGF2ZTp4", pair("loja", "chave:x")),
            ("Basic bG9qYQ==", None),
            ("Basic ???", None),
            ("Bearer bG9qYTpjaGF2ZQ==", None),
            ("Basic", None),
        ];
        for (header, expected) in table {
            assert_eq!(basic(header), expected, "{header}");
        }
    }
}
