//! Applications that act for people, and the tokens they do it with: how long each lives and what they may not be.
//!
//! Not credentials themselves (`accounts`) and not how a vendor hands tokens out.
//!
//! The one rule to know: whoever asks is told apart by what it holds now, never by what it held once.

use jiff::{SignedDuration, Timestamp};

use crate::accounts::Credential;
use crate::ids::{AccountId, CredentialId, UserId};
use crate::refusal::{Field, InvalidField, Problem, Refusal};

/// The most characters of a public name of an application, or of an address it is called back at.
const ADDRESS_MAX: usize = 2_000;

/// A credential with a public name, which asks for tokens with its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// The tenant.
    pub account: AccountId,
    /// Its credential: name, face, organization, scopes, secret.
    pub credential: Credential,
    /// Its public name, unique in the installation.
    pub client_id: String,
    /// Where it may be called back with a code; compared exactly.
    pub redirect_uris: Vec<String>,
}

/// A token's row, without the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// The application it was issued to.
    pub credential: CredentialId,
    /// The user for whom that application acts; `None` for itself.
    pub user: Option<UserId>,
    /// What it may do, in the face's own scope words.
    pub scopes: Vec<String>,
    /// The first instant at which it opens nothing; `None` never comes.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// Whether something that was issued still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Valid,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

/// Whether what expires and may be revoked at these instants counts now.
#[must_use]
pub fn standing(expires_at: Option<Timestamp>, revoked_at: Option<Timestamp>, now: Timestamp) -> Standing {
    if revoked_at.is_some() {
        Standing::Revoked
    } else if expires_at.is_some_and(|end| end <= now) {
        Standing::Expired
    } else {
        Standing::Valid
    }
}

/// The end of what lives this long from now; the end of time when it is beyond that.
#[must_use]
pub fn end(now: Timestamp, lifetime: SignedDuration) -> Timestamp {
    now.checked_add(lifetime).unwrap_or(Timestamp::MAX)
}

/// Checks what an application adds to its credential.
///
/// # Errors
/// [`Refusal::Invalid`] with every wrong field.
pub fn check_application(client_id: &str, redirect_uris: &[String]) -> Result<(), Refusal> {
    let mut invalid = Vec::new();
    if client_id.is_empty() || client_id.len() > ADDRESS_MAX || !is_one_word(client_id) {
        invalid.push(InvalidField::new(Field::Code, Problem::Malformed));
    }
    for (index, uri) in redirect_uris.iter().enumerate() {
        if uri.len() > ADDRESS_MAX || !is_redirect_uri(uri) {
            invalid.push(InvalidField::at(Field::RedirectUri, index, Problem::Malformed));
        }
    }
    Refusal::unless_empty(invalid)
}

/// An absolute address without fragment, of a scheme that a browser does not run as a program.
fn is_redirect_uri(uri: &str) -> bool {
    let Some((scheme, rest)) = uri.split_once(':') else {
        return false;
    };
    let mut letters = scheme.bytes();
    let named = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let runs = ["javascript", "data", "vbscript", "file", "blob"];
    named
        && !runs.contains(&scheme.to_ascii_lowercase().as_str())
        && !rest.is_empty()
        && is_one_word(uri)
        && !uri.contains(['#', '"', '\'', ';', ',', '<', '>', '\\'])
}

fn is_one_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_revoked_or_over_does_not_count() {
        let at = |second: i64| Timestamp::constant(second, 0);
        let table = [
            (None, None, Standing::Valid),
            (Some(at(11)), None, Standing::Valid),
            (Some(at(10)), None, Standing::Expired),
            (None, Some(at(9)), Standing::Revoked),
            (Some(at(10)), Some(at(9)), Standing::Revoked),
        ];
        for (expires, revoked, expected) in table {
            assert_eq!(standing(expires, revoked, at(10)), expected, "{expires:?} {revoked:?}");
        }
    }

    #[test]
    fn an_application_is_called_back_at_an_address_and_not_at_a_program() {
        let table = [
            ("https://loja.example/volta?loja=1", true),
            ("http://127.0.0.1:8123/volta", true),
            ("meuapp:/volta", true),
            ("urn:ietf:wg:oauth:2.0:oob:auto", true),
            ("javascript:alert(1)", false),
            ("DATA:text/html,x", false),
            ("/volta", false),
            ("https:", false),
            ("https://loja.example/#parte", false),
            ("https://loja.example/a b", false),
            ("https://loja.example/;x", false),
            ("https://açaí.example/", false),
            ("1http://x", false),
            ("", false),
        ];
        for (uri, good) in table {
            assert_eq!(check_application("a", &[uri.to_owned()]).is_ok(), good, "{uri}");
        }
        assert!(check_application("", &[]).is_err());
        assert!(check_application("a b", &[]).is_err());
    }
}
