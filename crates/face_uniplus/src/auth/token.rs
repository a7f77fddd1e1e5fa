//! The token itself: a JWT with the vendor's claims, HS256.
//!
//! Not its key, which is the account's.
//!
//! The one rule to know: only our own header is read; a token that names another algorithm, or none, is no token.

use app::{Principal, SigningKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::actor::Actor;
use domain::ids::{AccountId, CredentialId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How long a token is good, in seconds.
pub(super) const LIFETIME_S: i64 = 3_600;
/// The scope of every answer.
pub(super) const SCOPE: &str = "pdv jobs-pdv mobile shop public-api";
/// The scopes that may be asked for.
pub(super) const SCOPES: [&str; 5] = ["pdv", "jobs-pdv", "mobile", "shop", "public-api"];
/// `{"alg":"HS256","typ":"JWT"}`, the only header that is written and read.
const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
/// The longest token that is looked at.
const LONGEST: usize = 2_048;

/// What a token says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Claims {
    aud: Vec<String>,
    tenant: Option<String>,
    scope: Vec<String>,
    exp: i64,
    jti: String,
    client_id: String,
    /// The account's number.
    account: i64,
    /// The credential's number; a token of a user or of the system is never made.
    credential: i64,
}

/// A token taken apart. Nothing of it is believed before the signature is checked.
#[derive(Debug)]
pub(super) struct Read<'a> {
    pub(super) account: AccountId,
    pub(super) credential: CredentialId,
    pub(super) expires_at: Timestamp,
    /// What is signed.
    pub(super) signed: &'a str,
    pub(super) signature: Vec<u8>,
}

impl Claims {
    /// What a token for this principal says.
    pub(super) fn of(principal: &Principal, client_id: &str, jti: &str, now: Timestamp) -> Self {
        Self {
            aud: vec!["uniplusweb".to_owned()],
            tenant: None,
            scope: SCOPES.map(str::to_owned).to_vec(),
            exp: now.as_second() + LIFETIME_S,
            jti: jti.to_owned(),
            client_id: client_id.to_owned(),
            account: principal.account.raw(),
            credential: match principal.actor {
                Actor::Credential(id) => id.raw(),
                Actor::User(_) | Actor::System => 0,
            },
        }
    }

    /// The token.
    pub(super) fn signed_by(&self, key: &SigningKey) -> String {
        let claims = serde_json::to_vec(self).expect("claims have text for keys, so they are always JSON");
        let signed = format!("{HEADER}.{}", URL_SAFE_NO_PAD.encode(claims));
        let signature = URL_SAFE_NO_PAD.encode(key.sign(&signed));
        format!("{signed}.{signature}")
    }
}

/// The parts of a token; none of what is none of ours.
pub(super) fn read(token: &str) -> Option<Read<'_>> {
    if token.len() > LONGEST {
        return None;
    }
    let (signed, signature) = token.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    if header != HEADER {
        return None;
    }
    let claims: Claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()?;
    Some(Read {
        account: AccountId::from_raw(claims.account),
        credential: CredentialId::from_raw(claims.credential),
        expires_at: Timestamp::from_second(claims.exp).ok()?,
        signed,
        signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_token_of_ours_is_not_read() {
        // The header of a token without signature.
        let unsigned = URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#);
        let claims = URL_SAFE_NO_PAD.encode(
            r#"{"aud":[],"tenant":null,"scope":[],"exp":1,"jti":"a","client_id":"b","account":1,"credential":2}"#,
        );
        assert!(read(&format!("{HEADER}.{claims}.c2ln")).is_some());
        for wrong in [
            String::new(),
            "a.b".to_owned(),
            "a.b.c".to_owned(),
            format!("{unsigned}.{claims}."),
            format!("{HEADER}.{claims}.*"),
            format!("{HEADER}.e30.c2ln"),
            format!("{HEADER}.{}.c2ln", "a".repeat(LONGEST)),
        ] {
            assert!(read(&wrong).is_none(), "{wrong}");
        }
    }
}
