//! The faces this program serves: one row each. Adding a face is adding its row.
//!
//! Not the faces themselves, and not where they are served: that is `http`.
//!
//! The one rule to know: whatever lists, serves, documents or opens faces reads this table.

use app::App;
use axum::Router;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::actor::Face;
use face_kit::{RouteInfo, Settings};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::demo::ACCOUNT_SUBDOMAIN;

/// One face, without its dialect's type.
#[derive(Debug, Clone, Copy)]
pub struct Mount {
    /// Which face.
    pub face: Face,
    /// Its route table.
    pub routes: fn() -> Vec<RouteInfo>,
    /// Serves it under a prefix; at the root under none.
    pub router: fn(App, &str, Settings) -> Router,
    /// How its clients log in.
    pub login: Login,
    /// Requests to try, as lines for a shell, given the face's address and a secret.
    pub tries: fn(&str, &str) -> Vec<String>,
}

/// What a face's client is configured with, and the names of that in the credentials file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Login {
    /// One secret, `token`.
    Token,
    /// One secret, `access_token`.
    Bearer,
    /// A `client_id` and a `client_secret`, with which tokens are got; the account has one client, each store another.
    ClientCredentials,
    /// An account's name and a `key`, together the authorization code with which tokens are got.
    AuthorizationCode,
}

impl Login {
    /// What a client is configured with, as the credentials file has it.
    #[must_use]
    pub fn entry(self, base_url: &str, secret: &str) -> Map<String, Value> {
        let mut entry = Map::new();
        entry.insert("base_url".to_owned(), json!(base_url));
        match self {
            Self::Token => entry.insert("token".to_owned(), json!(secret)),
            Self::Bearer => entry.insert("access_token".to_owned(), json!(secret)),
            Self::ClientCredentials => {
                entry.insert("client_id".to_owned(), json!(client_id(secret)));
                entry.insert("client_secret".to_owned(), json!(secret))
            }
            Self::AuthorizationCode => {
                entry.insert("account".to_owned(), json!(ACCOUNT_SUBDOMAIN));
                entry.insert("authorization_code".to_owned(), json!(authorization_code(secret)));
                entry.insert("key".to_owned(), json!(secret))
            }
        };
        entry
    }

    /// The secret of such an entry.
    #[must_use]
    pub fn secret(self, entry: &Value) -> Option<&str> {
        match self {
            Self::Token => entry.get("token")?.as_str(),
            Self::Bearer => entry.get("access_token")?.as_str(),
            Self::ClientCredentials => entry.get("client_secret")?.as_str(),
            Self::AuthorizationCode => entry.get("key")?.as_str(),
        }
    }

    /// How to log in, for people.
    #[must_use]
    pub fn in_words(self, secret: &str) -> String {
        match self {
            Self::Token => format!("header  Authorization: Token token={secret}"),
            Self::Bearer => format!("header  Authorization: Bearer {secret}"),
            Self::ClientCredentials => {
                format!(
                    "token   POST /oauth2/token with Authorization: Basic base64({}:{secret})",
                    client_id(secret)
                )
            }
            Self::AuthorizationCode => {
                format!(
                    "token   POST /oauth/token with Authorization: Basic base64(<subdomain of the account>:{secret})"
                )
            }
        }
    }
}

/// The public name of the client with this secret: a UUID that tells nothing of it.
#[must_use]
pub fn client_id(secret: &str) -> String {
    let hash: [u8; 32] = Sha256::digest(format!("client_id:{secret}").as_bytes()).into();
    let digits: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default().to_owned();
    // Version 8: made by a rule of our own (RFC 9562).
    format!(
        "{}-{}-8{}-a{}-{}",
        part(0, 8),
        part(8, 12),
        part(13, 16),
        part(17, 20),
        part(20, 32)
    )
}

/// The authorization code of the demo's account.
fn authorization_code(key: &str) -> String {
    STANDARD.encode(format!("{ACCOUNT_SUBDOMAIN}:{key}"))
}

/// The row of a face whose crate offers `routes()`.
macro_rules! mount {
    ($face:ident, $from:ident, $login:expr, $tries:expr) => {
        Mount {
            face: Face::$face,
            routes: || $from::routes().list(),
            router: |app, prefix, settings| $from::routes().under(prefix).into_router(app, settings),
            login: $login,
            tries: $tries,
        }
    };
}

/// Every face, in the order of the documentation.
pub const FACES: &[Mount] = &[
    mount!(Estoka, face_estoka, Login::Token, estoka_tries),
    mount!(Egestor, face_egestor, Login::Bearer, egestor_tries),
    mount!(Uniplus, face_uniplus, Login::AuthorizationCode, uniplus_tries),
    mount!(Likin, face_likin, Login::ClientCredentials, likin_tries),
];

impl Mount {
    /// The path the face is served under on the common port.
    #[must_use]
    pub fn prefix(&self) -> String {
        format!("/{}", self.face.name())
    }
}

/// The mount of that face.
#[must_use]
pub fn find(face: Face) -> Option<&'static Mount> {
    FACES.iter().find(|mount| mount.face == face)
}

fn estoka_tries(base_url: &str, token: &str) -> Vec<String> {
    let login = format!("-H 'Authorization: Token token={token}'");
    let json = "-H 'Content-Type: application/json'";
    // The first product of the demo, in the channel of the company's own site.
    let body = r#"{"product_sku_codes":["JB0001-01"],"sale_channel_id":2}"#;
    vec![
        format!("curl -s {login} '{base_url}/api/v1/products?page=1'"),
        format!("curl -sg {login} '{base_url}/api/v1/orders?search[status]=waiting_picking'"),
        format!("curl -s {login} {json} -d '{body}' '{base_url}/api/v1/stocks/consolidated_by_sku'"),
    ]
}

fn egestor_tries(base_url: &str, token: &str) -> Vec<String> {
    vec![format!(
        "curl -s -H 'Authorization: Bearer {token}' '{base_url}/api/v1/empresa'"
    )]
}

fn uniplus_tries(base_url: &str, key: &str) -> Vec<String> {
    let code = authorization_code(key);
    let login = "-H \"Authorization: Bearer $TOKEN\"";
    vec![
        format!(
            "TOKEN=$(curl -s -H 'Authorization: Basic {code}' -d grant_type=client_credentials '{base_url}/oauth/token' \
             | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')"
        ),
        format!("curl -s {login} '{base_url}/public-api/v1/entidades?tipo.eq=1&limit=5'"),
    ]
}

fn likin_tries(base_url: &str, secret: &str) -> Vec<String> {
    let login = "-H \"Authorization: Bearer $LIKIN\"";
    vec![
        format!(
            "LIKIN=$(curl -s -u '{}:{secret}' -d 'grant_type=client_credentials&scope=integration' \
             '{base_url}/oauth2/token' | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')",
            client_id(secret)
        ),
        format!("curl -s {login} '{base_url}/product?limit=5'"),
        format!("curl -s {login} '{base_url}/order?status=212,410'"),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_face_stands_once_and_under_its_own_name() {
        let faces: HashSet<_> = FACES.iter().map(|mount| mount.face).collect();
        assert_eq!(faces.len(), FACES.len());
        for mount in FACES {
            assert!(
                (mount.routes)().iter().all(|route| route.face == mount.face),
                "{}",
                mount.face.name()
            );
            assert_eq!(mount.prefix(), format!("/{}", mount.face.name()));
        }
    }

    #[test]
    fn a_login_reads_back_the_secret_it_wrote() {
        for mount in FACES {
            let entry = Value::Object(mount.login.entry("http://localhost", "s3cret"));
            assert_eq!(mount.login.secret(&entry), Some("s3cret"));
            assert!(mount.login.in_words("s3cret").contains("s3cret"));
        }
    }

    #[test]
    fn a_client_is_named_by_a_uuid_that_is_always_the_same() {
        let id = client_id("s3cret");
        assert_eq!(id, client_id("s3cret"));
        assert_ne!(id, client_id("s3cre7"));
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert!(id.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()), "{id}");
    }
}
