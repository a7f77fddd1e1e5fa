//! Accounts (tenants), their settings, and the credentials by which integrations enter them.
//!
//! Not people who sign in to the back office, and no secrets: of a credential's secret the core knows only a hash.
//!
//! The one rule to know: everything else belongs to exactly one account, and nothing of another account exists for it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::actor::Face;
use crate::documents::CheckPolicy;
use crate::ids::{AccountId, CredentialId, OrganizationId};
use crate::refusal::{Field, InvalidField, Problem, Refusal};

/// The zone of an account that names none.
pub const DEFAULT_TIME_ZONE: &str = "America/Sao_Paulo";

/// The most characters of an account's or a credential's name.
pub const NAME_MAX: usize = 120;

/// The most characters of one label of a host name, which a subdomain is.
pub const SUBDOMAIN_MAX: usize = 63;

/// A tenant and its settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number, the same in the whole installation.
    pub id: AccountId,
    /// How people call it.
    pub name: String,
    /// The label by which vendors' clients name it; unique in the installation.
    pub subdomain: String,
    /// The zone in which days begin and local times are read.
    pub time_zone: TimeZone,
    /// What happens to documents whose check digits are wrong.
    pub document_check: CheckPolicy,
    /// When it was created.
    pub created_at: Timestamp,
    /// When a setting last changed.
    pub updated_at: Timestamp,
}

/// An integration's way in, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// Its number.
    pub id: CredentialId,
    /// The one dialect it opens.
    pub face: Face,
    /// What the operator calls it.
    pub name: String,
    /// The organization it is bound to; `None` sees them all.
    pub organization: Option<OrganizationId>,
    /// What it may do, in the face's own scope words.
    pub scopes: Vec<String>,
    /// The last four characters of the secret, to tell credentials apart.
    pub hint: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it stopped to open anything.
    pub revoked_at: Option<Timestamp>,
}

/// Checks what an account is created from.
///
/// # Errors
/// [`Refusal::Invalid`] with every wrong field.
pub fn check_account(name: &str, subdomain: &str) -> Result<(), Refusal> {
    let mut invalid = Vec::new();
    check_name(name, &mut invalid);
    if subdomain.is_empty() {
        invalid.push(InvalidField::new(Field::Subdomain, Problem::Blank));
    } else if subdomain.len() > SUBDOMAIN_MAX {
        invalid.push(InvalidField::new(
            Field::Subdomain,
            Problem::TooLong { max: SUBDOMAIN_MAX },
        ));
    } else if !is_host_label(subdomain) {
        invalid.push(InvalidField::new(Field::Subdomain, Problem::Malformed));
    }
    Refusal::unless_empty(invalid)
}

/// Checks what a credential is created from. A scope is one word: scopes are kept as words between blanks.
///
/// # Errors
/// [`Refusal::Invalid`] with every wrong field.
pub fn check_credential(name: &str, scopes: &[String], secret: &str) -> Result<(), Refusal> {
    let mut invalid = Vec::new();
    check_name(name, &mut invalid);
    for (index, scope) in scopes.iter().enumerate() {
        if scope.is_empty() || scope.contains(char::is_whitespace) {
            invalid.push(InvalidField::at(Field::Scope, index, Problem::Malformed));
        }
    }
    if secret.len() < SECRET_MIN || !secret.is_ascii() || secret.contains(char::is_whitespace) {
        invalid.push(InvalidField::new(Field::Secret, Problem::Malformed));
    }
    Refusal::unless_empty(invalid)
}

/// The fewest characters of a secret: 16 random bytes as hexadecimal have 32, the demo's readable ones fewer.
pub const SECRET_MIN: usize = 8;

/// Checks a name alone.
///
/// # Errors
/// [`Refusal::Invalid`]
pub fn check_account_name(name: &str) -> Result<(), Refusal> {
    let mut invalid = Vec::new();
    check_name(name, &mut invalid);
    Refusal::unless_empty(invalid)
}

/// The last four characters of a secret.
#[must_use]
pub fn hint(secret: &str) -> String {
    let skipped = secret.chars().count().saturating_sub(4);
    secret.chars().skip(skipped).collect()
}

fn check_name(name: &str, invalid: &mut Vec<InvalidField>) {
    if name.trim().is_empty() {
        invalid.push(InvalidField::new(Field::Name, Problem::Blank));
    } else if name.chars().count() > NAME_MAX {
        invalid.push(InvalidField::new(Field::Name, Problem::TooLong { max: NAME_MAX }));
    }
}

/// Lower-case letters, digits and inner hyphens.
fn is_host_label(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.bytes().all(allowed) && !text.starts_with('-') && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(result: Result<(), Refusal>) -> Vec<(Field, Problem)> {
        match result {
            Ok(()) => Vec::new(),
            Err(Refusal::Invalid(fields)) => fields.into_iter().map(|field| (field.field, field.problem)).collect(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_subdomain_is_one_label_of_a_host_name() {
        let long = "a".repeat(64);
        let table = [
            ("loja", None),
            ("loja-1", None),
            ("", Some(Problem::Blank)),
            ("Loja", Some(Problem::Malformed)),
            ("loja.com", Some(Problem::Malformed)),
            ("-loja", Some(Problem::Malformed)),
            ("loja-", Some(Problem::Malformed)),
            (long.as_str(), Some(Problem::TooLong { max: 63 })),
        ];
        for (subdomain, problem) in table {
            let expected: Vec<_> = problem.map(|problem| (Field::Subdomain, problem)).into_iter().collect();
            assert_eq!(problems(check_account("Loja", subdomain)), expected, "{subdomain}");
        }
    }

    #[test]
    fn all_wrong_fields_of_a_credential_are_named_at_once() {
        let scopes = ["ler".to_owned(), "duas palavras".to_owned()];
        assert_eq!(
            problems(check_credential(" ", &scopes, "curto")),
            [
                (Field::Name, Problem::Blank),
                (Field::Scope, Problem::Malformed),
                (Field::Secret, Problem::Malformed)
            ]
        );
        assert_eq!(
            problems(check_credential("Integração", &scopes[..1], "0123456789abcdef")),
            []
        );
    }

    #[test]
    fn the_hint_is_the_end_of_the_secret() {
        assert_eq!(hint("0123456789abcdef"), "cdef");
        assert_eq!(hint("ab"), "ab");
    }
}
