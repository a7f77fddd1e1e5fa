//! Personal tokens: a JWT that names application, account and permission, signed with the account's key.
//!
//! Not a general reader of JWT: the one header that we write is the one that is read.
//!
//! The one rule to know: the signature is checked before anything it covers is believed.

use app::access::TokenPair;
use app::{Failure, Principal};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::actor::{Actor, Face};
use domain::ids::AccountId;
use face_kit::{Exchange, Visitor};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// What a token says.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Claims {
    /// The application's public name.
    app: String,
    /// The account.
    subdominio: String,
    /// The permission's key.
    client: String,
}

/// The token of a permission: what a user keeps in place of signing in.
#[must_use]
pub fn personal_token(signing_key: &[u8], client_id: &str, subdomain: &str, grant_key: &str) -> String {
    let claims = Claims {
        app: client_id.to_owned(),
        subdominio: subdomain.to_owned(),
        client: grant_key.to_owned(),
    };
    // Three texts always serialize.
    let payload = serde_json::to_vec(&claims).unwrap_or_default();
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(HEADER), URL_SAFE_NO_PAD.encode(payload));
    let signature = mac(signing_key, &signed).finalize().into_bytes();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The tokens that a personal token gets; `None` when it gets none.
pub(super) async fn exchange(exchange: &Exchange<Visitor>, token: &str) -> Result<Option<TokenPair>, Failure> {
    let Some((signed, signature, claims)) = parts(token) else {
        return Ok(None);
    };
    let app = &exchange.app;
    let Some(account) = app.account_by_subdomain(&claims.subdominio).await? else {
        return Ok(None);
    };
    let call = exchange.call.call(visitor_of(account));
    let Some(key) = app.read(&call, |reader| reader.signing_key()).await? else {
        return Ok(None);
    };
    if mac(&key, signed).verify_slice(&signature).is_err() {
        return Ok(None);
    }
    match app.application(Face::Egestor, &claims.app).await? {
        Some(application) if application.account == account => app.use_grant(&application, &claims.client).await,
        Some(_) | None => Ok(None),
    }
}

/// Somebody who may read the account's key and nothing is shown to.
fn visitor_of(account: AccountId) -> Principal {
    Principal {
        account,
        organization: None,
        actor: Actor::System,
        application: None,
        scopes: Vec::new(),
    }
}

/// What is signed, the signature and the claims, which nobody has vouched for yet.
fn parts(token: &str) -> Option<(&str, Vec<u8>, Claims)> {
    let (signed, signature) = token.rsplit_once('.')?;
    let (header, payload) = signed.split_once('.')?;
    if URL_SAFE_NO_PAD.decode(header).ok()? != HEADER.as_bytes() {
        return None;
    }
    let claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
    Some((signed, URL_SAFE_NO_PAD.decode(signature).ok()?, claims))
}

fn mac(key: &[u8], text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length will do");
    mac.update(text.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::{Claims, parts, personal_token};

    #[test]
    fn a_token_reads_back_and_has_no_padding() {
        let token = personal_token(b"key", "app", "loja", "chave");
        assert!(!token.contains('='), "{token}");
        assert_eq!(token.rsplit('.').next().map(str::len), Some(43));
        let (_, signature, claims) = parts(&token).expect("a token");
        assert_eq!(signature.len(), 32);
        let expected = Claims {
            app: "app".to_owned(),
            subdominio: "loja".to_owned(),
            client: "chave".to_owned(),
        };
        assert_eq!(claims, expected);
    }

    #[test]
    fn another_algorithm_or_form_is_no_token() {
        // {"alg":"none","typ":"JWT"}
        let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
        let token = personal_token(b"key", "app", "loja", "chave");
        let rest = token.split_once('.').expect("a header").1;
        for wrong in [
            format!("{none}.{rest}"),
            "a.b".to_owned(),
            "a.b.c".to_owned(),
            String::new(),
        ] {
            assert!(parts(&wrong).is_none(), "{wrong}");
        }
    }
}
