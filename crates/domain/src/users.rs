//! People who sign in: who they are, what a password must be, and how often one may try.
//!
//! Not parties (customers, sellers) and no passwords: of a password the core keeps only an Argon2id hash, made in `app`.
//!
//! The one rule to know: an e-mail address names one user of an account, whatever the case of its letters.

use jiff::{SignedDuration, Timestamp};

use crate::checks::Checks;
use crate::ids::UserId;
use crate::named::named;
use crate::refusal::{Field, Problem, Refusal};

/// The most characters of a name.
const NAME_MAX: usize = 120;
/// The most characters of an e-mail address.
const EMAIL_MAX: usize = 254;
/// The fewest characters of a password.
pub const PASSWORD_MIN: usize = 10;
/// The most characters of a password: what is longer is not hashed, only refused.
pub const PASSWORD_MAX: usize = 200;

/// How long a session lives.
pub const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(12);

named! {
    /// What a user may do.
    Role {
        /// Everything.
        Administrator "administrator",
        /// Daily work, no settings.
        Operator "operator",
    }
}

/// A person who signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Its number.
    pub id: UserId,
    /// What it signs in with, in lower case.
    pub email: String,
    /// How it is called.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// Whether it may sign in.
    pub active: bool,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// An e-mail address as it is kept and looked up.
#[must_use]
pub fn tidy_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Checks what a user is created from. The password is whole, the address tidy.
///
/// # Errors
/// [`Refusal::Invalid`] with every wrong field.
pub fn check_user(email: &str, name: &str, password: &str) -> Result<(), Refusal> {
    let mut checks = Checks::default();
    checks.required(Field::Email, email, EMAIL_MAX);
    if !email.is_empty() {
        checks.ensure(is_email(email), Field::Email, Problem::Malformed);
    }
    checks.required(Field::Name, name, NAME_MAX);
    password_checked(&mut checks, password);
    checks.verdict()
}

/// Checks a password alone.
///
/// # Errors
/// [`Refusal::Invalid`]
pub fn check_password(password: &str) -> Result<(), Refusal> {
    let mut checks = Checks::default();
    password_checked(&mut checks, password);
    checks.verdict()
}

fn password_checked(checks: &mut Checks, password: &str) {
    let length = password.chars().count();
    if length > PASSWORD_MAX {
        checks.note(Field::Password, Problem::TooLong { max: PASSWORD_MAX });
    } else {
        checks.ensure(length >= PASSWORD_MIN, Field::Password, Problem::Malformed);
    }
}

/// Something, one `@`, a domain; no blanks. Whether it can be reached is found out by writing to it.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    !local.is_empty() && !domain.is_empty() && !domain.contains('@') && !text.contains(char::is_whitespace)
}

/// Whom attempts to sign in are counted against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttemptSubject {
    /// The address that was typed in, whether or not somebody has it.
    Email,
    /// The other end of the connection.
    Network,
}

impl AttemptSubject {
    /// How many attempts fit in a window before more are refused.
    #[must_use]
    pub const fn allowed(self) -> i64 {
        match self {
            Self::Email => 8,
            Self::Network => 40,
        }
    }
}

/// How long attempts count, from the first one.
pub const ATTEMPT_WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// Attempts that were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    /// How many.
    pub count: i64,
    /// When the first one was made.
    pub began_at: Timestamp,
}

impl Attempts {
    /// One more attempt: into the same window, or into a new one when that is over.
    #[must_use]
    pub fn one_more(known: Option<Self>, now: Timestamp) -> Self {
        match known {
            Some(known) if now < known.end() => Self {
                count: known.count.saturating_add(1),
                began_at: known.began_at,
            },
            Some(_) | None => Self {
                count: 1,
                began_at: now,
            },
        }
    }

    /// When the window is over.
    #[must_use]
    pub fn end(self) -> Timestamp {
        self.began_at.checked_add(ATTEMPT_WINDOW).unwrap_or(Timestamp::MAX)
    }

    /// Whether this many are too many for the subject.
    #[must_use]
    pub const fn are_too_many(self, subject: AttemptSubject) -> bool {
        self.count > subject.allowed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(email: &str, name: &str, password: &str) -> Vec<(Field, Problem)> {
        match check_user(email, name, password) {
            Ok(()) => Vec::new(),
            Err(Refusal::Invalid(fields)) => fields.into_iter().map(|it| (it.field, it.problem)).collect(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_user_has_an_address_a_name_and_a_password_that_is_not_short() {
        let long = "x".repeat(201);
        let table = [
            ("ana@loja.example", "Ana", "dez letras", None),
            ("ana", "Ana", "dez letras", Some((Field::Email, Problem::Malformed))),
            ("a@b@c", "Ana", "dez letras", Some((Field::Email, Problem::Malformed))),
            ("a na@b", "Ana", "dez letras", Some((Field::Email, Problem::Malformed))),
            ("", "Ana", "dez letras", Some((Field::Email, Problem::Blank))),
            ("ana@b", " ", "dez letras", Some((Field::Name, Problem::Blank))),
            ("ana@b", "Ana", "nove letr", Some((Field::Password, Problem::Malformed))),
            (
                "ana@b",
                "Ana",
                &long,
                Some((Field::Password, Problem::TooLong { max: 200 })),
            ),
        ];
        for (email, name, password, problem) in table {
            let expected: Vec<_> = problem.into_iter().collect();
            assert_eq!(problems(email, name, password), expected, "{email} {name}");
        }
        assert_eq!(tidy_email(" Ana@Loja.Example "), "ana@loja.example");
    }

    #[test]
    fn attempts_count_together_until_their_window_is_over() {
        let at = |second| Timestamp::constant(second, 0);
        let mut attempts = Attempts::one_more(None, at(0));
        for _ in 1..AttemptSubject::Email.allowed() {
            attempts = Attempts::one_more(Some(attempts), at(899));
        }
        assert!(!attempts.are_too_many(AttemptSubject::Email));
        attempts = Attempts::one_more(Some(attempts), at(899));
        assert!(attempts.are_too_many(AttemptSubject::Email));
        assert!(!attempts.are_too_many(AttemptSubject::Network));
        assert_eq!(attempts.end(), at(900));
        assert_eq!(Attempts::one_more(Some(attempts), at(900)).count, 1);
    }
}
