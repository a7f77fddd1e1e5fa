//! The token endpoint: client credentials become an access token, which may be given back.
//!
//! Not how a request shows its token, which is `auth.rs`.
//!
//! The one rule to know: these routes answer as RFC 6749 says, not in the face's envelope; only what concerns the server
//! itself (no store, too large a body) has that.

use app::Answer;
use app::access::{IssueToken, Revocation, RevokeToken};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::Application;
use face_kit::{Error, Exchange, Query, Reply, Visitor, to_answer};
use http::HeaderValue;
use http::header::{AUTHORIZATION, CACHE_CONTROL, PRAGMA};
use serde::Serialize;

/// The scope of this API.
pub(crate) const SCOPE: &str = "integration";

/// Scopes that the vendor's authorization server has for its own applications, and no client here.
const OTHER_SCOPES: &[&str] = &["mobile", "data"];

/// The grant of this API.
const GRANT: &str = "client_credentials";

/// Grants that the vendor's authorization server has for other scopes.
const OTHER_GRANTS: &[&str] = &["password", "refresh_token", "google", "facebook", "authorization_code"];

/// Random bytes of a token, written as twice as many characters.
const TOKEN_BYTES: usize = 64;

/// The errors of RFC 6749, section 5.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    InvalidRequest,
    InvalidClient,
    InvalidGrant,
    UnauthorizedClient,
    UnsupportedGrantType,
    InvalidScope,
}

#[derive(Serialize)]
struct FaultOut {
    error: &'static str,
}

#[derive(Clone, Serialize)]
struct TokenOut {
    access_token: String,
    token_type: &'static str,
    scope: &'static str,
}

/// The members as RFC 6749 has them, and again under `data`, where the vendor's document shows them.
#[derive(Serialize)]
struct TokenTwice {
    #[serde(flatten)]
    token: TokenOut,
    data: TokenOut,
}

#[derive(Serialize)]
struct Health {
    status: &'static str,
    #[serde(rename = "ENV")]
    environment: &'static str,
}

impl Fault {
    fn answer(self) -> Answer {
        let (status, error) = match self {
            Self::InvalidRequest => (400, "invalid_request"),
            Self::InvalidClient => (401, "invalid_client"),
            Self::InvalidGrant => (400, "invalid_grant"),
            Self::UnauthorizedClient => (400, "unauthorized_client"),
            Self::UnsupportedGrantType => (400, "unsupported_grant_type"),
            Self::InvalidScope => (400, "invalid_scope"),
        };
        to_answer(status, &FaultOut { error })
    }
}

/// `POST /oauth2/token`
pub(crate) async fn token(exchange: Exchange<Visitor>) -> Result<Reply, Error> {
    let application = match client(&exchange).await? {
        Ok(application) => application,
        Err(fault) => return Ok(not_stored(fault.answer())),
    };
    if let Err(fault) = check_request(&exchange, &application) {
        return Ok(not_stored(fault.answer()));
    }
    let token = exchange.app.random_hex(TOKEN_BYTES);
    let command = IssueToken {
        credential: application.credential.id,
        user: None,
        scopes: vec![SCOPE.to_owned()],
        lifetime: None,
        token: token.clone(),
    };
    let call = exchange.call.call((&application).into());
    let shown = TokenOut {
        access_token: token,
        token_type: "Bearer",
        scope: SCOPE,
    };
    let issued = exchange.app.execute(&call, command, move |_, _| {
        let (token, data) = (shown.clone(), shown.clone());
        Ok(to_answer(200, &TokenTwice { token, data }))
    });
    Ok(not_stored(issued.await?))
}

/// `POST /oauth2/token/revoke`
pub(crate) async fn revoke(exchange: Exchange<Visitor>) -> Result<Reply, Error> {
    let application = match client(&exchange).await? {
        Ok(application) => application,
        Err(fault) => return Ok(not_stored(fault.answer())),
    };
    let form = exchange.form().unwrap_or_default();
    let Some(token) = form.get("token").filter(|token| !token.is_empty()) else {
        return Ok(not_stored(Fault::InvalidRequest.answer()));
    };
    let command = RevokeToken {
        credential: application.credential.id,
        token: token.to_owned(),
    };
    let call = exchange.call.call((&application).into());
    let revoked = exchange.app.execute(&call, command, |_, outcome| {
        Ok(match outcome {
            // A token that nobody has is as good as revoked (RFC 7009).
            Revocation::Done | Revocation::Unknown => crate::reply::done(),
            Revocation::Foreign => Fault::InvalidGrant.answer(),
        })
    });
    Ok(not_stored(revoked.await?))
}

/// `GET /auth-server/health-check`
pub(crate) async fn health(_exchange: Exchange<Visitor>) -> Result<Answer, Error> {
    let health = Health {
        status: "OK",
        environment: "production",
    };
    Ok(to_answer(200, &health))
}

/// The client whose name and secret the request shows.
async fn client(exchange: &Exchange<Visitor>) -> Result<Result<Application, Fault>, Error> {
    let Some((name, secret)) = exchange.header(AUTHORIZATION.as_str()).and_then(basic) else {
        return Ok(Err(Fault::InvalidClient));
    };
    let found = exchange
        .app
        .application_with_secret(domain::actor::Face::Likin, &name, &secret)
        .await?;
    Ok(found.ok_or(Fault::InvalidClient))
}

/// What is wrong with a request for a token of a client that showed its secret.
fn check_request(exchange: &Exchange<Visitor>, application: &Application) -> Result<(), Fault> {
    let form = exchange.form().map_err(|_| Fault::InvalidRequest)?;
    let given = |form: &Query, name: &str| form.get(name).map(str::trim).unwrap_or_default().to_owned();
    let (grant, scope) = (given(&form, "grant_type"), given(&form, "scope"));
    if grant.is_empty() || scope.is_empty() {
        return Err(Fault::InvalidRequest);
    }
    let allowed = &application.credential.scopes;
    if OTHER_SCOPES.contains(&scope.as_str()) {
        return Err(Fault::UnauthorizedClient);
    }
    if scope != SCOPE {
        return Err(Fault::InvalidScope);
    }
    if !allowed.is_empty() && !allowed.iter().any(|held| held == SCOPE) {
        return Err(Fault::UnauthorizedClient);
    }
    if OTHER_GRANTS.contains(&grant.as_str()) {
        return Err(Fault::InvalidGrant);
    }
    if grant != GRANT {
        return Err(Fault::UnsupportedGrantType);
    }
    Ok(())
}

/// Name and secret of `Basic …`.
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.trim().split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = STANDARD.decode(encoded.trim()).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    let (name, secret) = text.split_once(':')?;
    // RFC 6749 has both in the form's encoding; what a uuid and hexadecimal have of it is themselves.
    Some((name.to_owned(), secret.to_owned()))
}

/// As RFC 6749 wants it: tokens are kept by nobody on the way.
fn not_stored(answer: Answer) -> Reply {
    Reply::from(answer)
        .with(CACHE_CONTROL, HeaderValue::from_static("no-store"))
        .with(PRAGMA, HeaderValue::from_static("no-cache"))
}

#[cfg(test)]
mod tests {
    use super::basic;

    #[test]
    fn name_and_secret_are_parted_at_the_first_colon() {
        assert_eq!(basic("Basic YTpiOmM="), Some(("a".to_owned(), "b:c".to_owned())));
        assert_eq!(basic("BASIC YTo="), Some(("a".to_owned(), String::new())));
        for wrong in ["Bearer YTpi", "Basic", "Basic %%%", "Basic YQ==", "Basic /w=="] {
            assert_eq!(basic(wrong), None, "{wrong}");
        }
    }
}
