//! How a request says who asks: `Authorization: Token token=…`, as Rails writes and reads it.
//!
//! Not the check of the secret, which is `app`'s.
//!
//! The one rule to know: an unknown, a revoked and another face's token answer the same.

use app::{App, Call, Principal};
use domain::actor::Face;
use domain::ids::OrganizationId;
use domain::refusal::{Entity, Refusal};
use face_kit::security::{ApiKey, ApiKeyValue, SecurityScheme};
use face_kit::{Error, Exchange, Unauthorized};
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};

/// Who the request's token stands for.
pub(crate) async fn principal(app: &App, parts: &Parts) -> Result<Principal, Error> {
    let header = parts
        .headers
        .get(AUTHORIZATION)
        .ok_or_else(|| Error::unauthorized(Unauthorized::Missing))?;
    let token = header
        .to_str()
        .ok()
        .and_then(token)
        .ok_or_else(|| Error::unauthorized(Unauthorized::Invalid))?;
    let found = app.authenticate(Face::Estoka, token).await?;
    found.ok_or_else(|| Error::unauthorized(Unauthorized::Invalid))
}

/// Says how to authenticate to whoever did not.
pub(crate) fn challenge(status: u16, headers: &mut HeaderMap) {
    if status == 401 {
        headers.insert(
            WWW_AUTHENTICATE,
            HeaderValue::from_static("Token realm=\"Application\""),
        );
    }
}

/// How the OpenAPI document describes the token.
pub(crate) fn scheme() -> SecurityScheme {
    SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
        AUTHORIZATION.as_str(),
        "Token token=…",
    )))
}

/// The organization that a path names, unless the credential is bound to another one.
pub(crate) fn organization(exchange: &Exchange, parameter: &str) -> Result<OrganizationId, Error> {
    let id = OrganizationId::from_raw(exchange.path_id(parameter, Entity::Organization)?);
    may_see(&exchange.call, id)?;
    Ok(id)
}

/// Refuses an organization that the credential is not bound to, as if it did not exist.
pub(crate) fn may_see(call: &Call, organization: OrganizationId) -> Result<(), Error> {
    match call.principal.organization {
        Some(own) if own != organization => Err(Refusal::not_found(Entity::Organization, organization).into()),
        Some(_) | None => Ok(()),
    }
}

/// The token of a header: `Token token="abc", more=x`, `Token abc`, and `Bearer` for `Token`.
fn token(header: &str) -> Option<&str> {
    let (scheme, rest) = header.trim().split_once([' ', '\t'])?;
    if !scheme.eq_ignore_ascii_case("token") && !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    let first = rest.split([',', ';']).next()?.trim();
    let value = match first.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("token") => value.trim(),
        Some(_) | None => first,
    };
    let value = value.trim_matches('"');
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::token;

    #[test]
    fn the_token_is_read_with_and_without_quotes_name_and_company() {
        let table = [
            ("Token token=abc", Some("abc")),
            ("Token token=\"abc\"", Some("abc")),
            ("token  TOKEN = abc", Some("abc")),
            ("Token token=\"abc\", nonce=\"x\"", Some("abc")),
            ("Token token=ab=c", Some("ab=c")),
            ("Token abc", Some("abc")),
            ("BEARER abc", Some("abc")),
            ("Basic abc", None),
            ("Token", None),
            ("Token token=", None),
            ("abc", None),
        ];
        for (header, expected) in table {
            assert_eq!(token(header), expected, "{header}");
        }
    }
}
