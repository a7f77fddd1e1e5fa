//! How a request says who asks (a bearer token), and which of the two kinds of client may ask what.
//!
//! Not the check of the secret, which is `app`'s, and not how a token is obtained, which is `oauth.rs`.
//!
//! The one rule to know: a client is the matriz, or it is one loja; what each kind may ask is the word beside the route
//! in the table, and [`permits`] is the only place that reads it.

use app::access::TokenHolder;
use app::{App, Call, Principal};
use domain::actor::Face;
use domain::ids::OrganizationId;
use domain::refusal::Refusal;
use face_kit::security::{Http, HttpAuthScheme, SecurityScheme};
use face_kit::{Access, Error, Unauthorized};
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};

use crate::oauth::SCOPE;

/// For the matriz alone.
pub(crate) const MATRIZ: Access = Access::Scope("M");

/// For a loja alone.
pub(crate) const LOJA: Access = Access::Scope("L");

/// For either.
pub(crate) const EITHER: Access = Access::Scope("ML");

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
    match app.token_holder(Face::Likin, token).await? {
        TokenHolder::Known(principal) if principal.scopes.iter().any(|scope| scope == SCOPE) => Ok(principal),
        TokenHolder::Known(_) => Err(Error::unauthorized(Unauthorized::Scope)),
        TokenHolder::Late => Err(Error::unauthorized(Unauthorized::Expired)),
        TokenHolder::Unknown => Err(Error::unauthorized(Unauthorized::Invalid)),
    }
}

/// Whether a client of the principal's kind may use a route of this access: `M`, `L`, or both.
pub(crate) fn permits(principal: &Principal, access: &str) -> bool {
    let kind = match principal.organization {
        None => 'M',
        Some(_) => 'L',
    };
    access.contains(kind)
}

/// The loja that asks. Routes of a loja alone are not reached by the matriz.
pub(crate) fn loja(call: &Call) -> Result<OrganizationId, Error> {
    call.principal.organization.ok_or_else(|| Refusal::Forbidden.into())
}

/// Says how to authenticate to whoever did not.
pub(crate) fn challenge(status: u16, access: Option<Access>, headers: &mut HeaderMap) {
    if status != 401 {
        return;
    }
    let challenge = match access {
        Some(Access::Basic) => "Basic realm=\"Likin\"",
        Some(Access::Open | Access::Token | Access::Scope(_)) | None => "Bearer realm=\"Likin\"",
    };
    headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
}

/// How the OpenAPI document describes the token.
pub(crate) fn scheme() -> SecurityScheme {
    SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer))
}

/// The token of a header.
fn bearer(header: &str) -> Option<&str> {
    let token = match header.trim().split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        Some(_) | None => return None,
    };
    (!token.is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use app::Principal;
    use domain::actor::Actor;
    use domain::ids::{AccountId, OrganizationId};

    use super::{bearer, permits};

    #[test]
    fn the_scheme_is_read_whatever_its_case_and_no_other_is_taken() {
        assert_eq!(bearer("BEARER abc"), Some("abc"));
        assert_eq!(bearer("Bearer "), None);
        assert_eq!(bearer("Basic abc"), None);
        assert_eq!(bearer("abc"), None);
    }

    #[test]
    fn a_loja_may_not_what_is_the_matrizs_and_the_other_way_round() {
        let of = |organization: Option<i64>| Principal {
            account: AccountId::from_raw(1),
            organization: organization.map(OrganizationId::from_raw),
            actor: Actor::System,
            application: None,
            scopes: Vec::new(),
        };
        let (matriz, loja) = (of(None), of(Some(1)));
        assert_eq!(
            ["M", "L", "ML"].map(|access| permits(&matriz, access)),
            [true, false, true]
        );
        assert_eq!(
            ["M", "L", "ML"].map(|access| permits(&loja, access)),
            [false, true, true]
        );
    }
}
