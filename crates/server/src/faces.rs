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

use crate::credentials_file::{Application, Secret};
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
    pub tries: fn(&str, &Secret) -> Vec<String>,
}

/// What a face's client is configured with, and the names of that in the credentials file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Login {
    /// One secret, `token`.
    Token,
    /// An application's `client_id` and `client_secret`, and a `personal_token` that needs neither.
    Application,
    /// A `client_id` and a `client_secret`, with which tokens are got; the account has one client, each store another.
    ClientCredentials,
    /// An account's name and a `key`, together the authorization code with which tokens are got.
    AuthorizationCode,
}

impl Login {
    /// What a client is configured with, as the credentials file has it.
    #[must_use]
    pub fn entry(self, base_url: &str, secret: &Secret) -> Map<String, Value> {
        let mut entry = Map::new();
        let application = secret.application.as_ref();
        let secret = secret.secret.as_str();
        entry.insert("base_url".to_owned(), json!(base_url));
        match self {
            Self::Token => entry.insert("token".to_owned(), json!(secret)),
            Self::Application => {
                let (client_id, personal) = application.map_or(("", ""), Application::texts);
                entry.insert("client_id".to_owned(), json!(client_id));
                entry.insert("personal_token".to_owned(), json!(personal));
                entry.insert("client_secret".to_owned(), json!(secret))
            }
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
    pub fn secret(self, face: Face, entry: &Value) -> Option<Secret> {
        let text = |name: &str| entry.get(name)?.as_str().map(str::to_owned);
        Some(match self {
            Self::Token => Secret::of(face, text("token")?),
            Self::ClientCredentials => Secret::of(face, text("client_secret")?),
            Self::AuthorizationCode => Secret::of(face, text("key")?),
            Self::Application => Secret {
                application: Some(Application {
                    client_id: text("client_id")?,
                    personal_token: text("personal_token")?,
                }),
                ..Secret::of(face, text("client_secret")?)
            },
        })
    }

    /// How to log in, for people: a few lines.
    #[must_use]
    pub fn in_words(self, secret: &Secret) -> Vec<String> {
        let application = secret.application.as_ref();
        let secret = secret.secret.as_str();
        match self {
            Self::Token => vec![format!("header  Authorization: Token token={secret}")],
            Self::ClientCredentials => vec![format!(
                "token   POST /oauth2/token with Authorization: Basic base64({}:{secret})",
                client_id(secret)
            )],
            Self::AuthorizationCode => vec![format!(
                "token   POST /oauth/token with Authorization: Basic base64(<subdomain of the account>:{secret})"
            )],
            Self::Application => {
                let (client_id, personal) = application.map_or(("", ""), Application::texts);
                vec![
                    format!("client_id       {client_id}"),
                    format!("client_secret   {secret}"),
                    format!("personal_token  {personal}"),
                ]
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
    mount!(Egestor, face_egestor, Login::Application, egestor_tries),
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

fn estoka_tries(base_url: &str, secret: &Secret) -> Vec<String> {
    let token = secret.secret.as_str();
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

fn egestor_tries(base_url: &str, secret: &Secret) -> Vec<String> {
    let (client_id, personal) = secret.application.as_ref().map_or(("", ""), Application::texts);
    let body = format!(r#"{{"grant_type":"personal","personal_token":"{personal}"}}"#);
    let login = "-H \"Authorization: Bearer $EGESTOR\"";
    vec![
        format!(
            "EGESTOR=$(curl -s -d '{body}' '{base_url}/api/oauth/access_token' \
             | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')"
        ),
        format!("curl -s {login} '{base_url}/api/v1/contatos?filtro=maria'"),
        format!(
            "# in a browser: {base_url}/api/oauth/authorize?response_type=code&client_id={client_id}\
             &redirect_uri=urn:ietf:wg:oauth:2.0:oob"
        ),
    ]
}

fn uniplus_tries(base_url: &str, secret: &Secret) -> Vec<String> {
    let key = secret.secret.as_str();
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

fn likin_tries(base_url: &str, secret: &Secret) -> Vec<String> {
    let secret = secret.secret.as_str();
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
            let mut secret = Secret::of(mount.face, "s3cret".to_owned());
            if mount.login == Login::Application {
                secret.application = Some(Application {
                    client_id: "name".to_owned(),
                    personal_token: "a.b.c".to_owned(),
                });
            }
            let entry = Value::Object(mount.login.entry("http://localhost", &secret));
            assert_eq!(mount.login.secret(mount.face, &entry), Some(secret.clone()));
            assert!(mount.login.in_words(&secret).concat().contains("s3cret"));
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
