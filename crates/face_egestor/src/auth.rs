//! How a request says who asks: a bearer token.
//!
//! Not the check of the secret, which is `app`'s.
//!
//! The one rule to know: an unknown, a revoked and another face's token answer the same.

use app::access::TokenHolder;
use app::{App, Principal};
use domain::actor::Face;
use face_kit::security::{Http, HttpAuthScheme, SecurityScheme};
use face_kit::{Error, Unauthorized};
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
        .and_then(bearer)
        .ok_or_else(|| Error::unauthorized(Unauthorized::Invalid))?;
    match app.token_holder(Face::Egestor, token).await? {
        TokenHolder::Known(principal) => Ok(principal),
        TokenHolder::Late => Err(Error::unauthorized(Unauthorized::Expired)),
        TokenHolder::Unknown => Err(Error::unauthorized(Unauthorized::Invalid)),
    }
}

/// Says how to authenticate to whoever did not.
pub(crate) fn challenge(status: u16, headers: &mut HeaderMap) {
    if status == 401 {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
}

/// How the OpenAPI document describes the token.
pub(crate) fn scheme() -> SecurityScheme {
    SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer))
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.trim().split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::bearer;

    #[test]
    fn the_scheme_is_read_whatever_its_case_and_no_other_is_taken() {
        assert_eq!(bearer("BEARER abc"), Some("abc"));
        assert_eq!(bearer("Basic abc"), None);
        assert_eq!(bearer("Bearer "), None);
        assert_eq!(bearer("abc"), None);
    }
}
