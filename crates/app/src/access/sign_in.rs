//! Signing in with e-mail address and password, and the session that follows.
//!
//! Not cookies and pages (`face_kit`).
//!
//! The one rule to know: an attempt is counted before the password is looked at, and whether the address belongs to
//! somebody changes neither the answer nor the time it takes.

use domain::ids::AccountId;
use domain::users::{ATTEMPT_WINDOW, AttemptSubject, Attempts, SESSION_LIFETIME, User, tidy_email};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{Tx, sessions};

use super::sha256;
use crate::execute::App;
use crate::failure::Failure;

/// What an attempt to sign in came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// The password is right.
    Welcome {
        /// Who signed in.
        user: User,
        /// The secret of the new session.
        session: String,
    },
    /// Nobody active has this address and this password.
    Wrong,
    /// Too many attempts were wrong.
    TooMany {
        /// When the next one is looked at.
        until: Timestamp,
    },
}

/// What is known once an attempt is counted.
struct Counted {
    user: Option<(User, String)>,
    wait_until: Option<Timestamp>,
}

impl App {
    /// Signs somebody in. `network` is whatever callers are told apart by beyond their address.
    ///
    /// # Errors
    /// A broken store.
    pub async fn sign_in(
        &self,
        account: AccountId,
        email: &str,
        password: String,
        network: &str,
    ) -> Result<SignIn, Failure> {
        let (email, now) = (tidy_email(email), self.now());
        let subjects = [
            (AttemptSubject::Email, subject("email", &email)),
            (AttemptSubject::Network, subject("network", network)),
        ];
        let counted = self
            .store()
            .write(account, move |tx| count(tx, account, &email, &subjects, now))
            .await?;
        if let Some(until) = counted.wait_until {
            return Ok(SignIn::TooMany { until });
        }
        let app = self.clone();
        let checked = tokio::task::spawn_blocking(move || {
            let hash = counted.user.as_ref().map(|(_, hash)| hash.as_str());
            let fits = app.password_fits(&password, hash);
            counted.user.filter(|(user, _)| fits && user.active)
        });
        // A hash that cannot be computed fits nothing.
        let Some((user, _)) = checked.await.unwrap_or_default() else {
            return Ok(SignIn::Wrong);
        };
        let session = self.random_hex(32);
        let (hash, id) = (sha256(&session), user.id);
        self.store()
            .write(account, move |tx| {
                forgive(tx, account, &subjects, now)?;
                let end = domain::access::end(now, SESSION_LIFETIME);
                Ok::<_, Failure>(sessions::insert(tx, account, &hash, id, now, end)?)
            })
            .await?;
        Ok(SignIn::Welcome { user, session })
    }

    /// Who signed in with this session, if it has not ended.
    ///
    /// # Errors
    /// A broken store.
    pub async fn session(&self, account: AccountId, secret: &str) -> Result<Option<User>, Failure> {
        let (hash, now) = (sha256(secret), self.now());
        let found = self
            .store()
            .read(move |tx| Ok::<_, Failure>(sessions::find_user(tx, account, &hash, now)?))
            .await?;
        Ok(found.filter(|user| user.active))
    }

    /// Ends a session; one that is unknown is ended already.
    ///
    /// # Errors
    /// A broken store.
    pub async fn end_session(&self, account: AccountId, secret: &str) -> Result<(), Failure> {
        let hash = sha256(secret);
        self.store()
            .write(account, move |tx| {
                Ok::<_, Failure>(sessions::delete(tx, account, &hash)?)
            })
            .await
    }
}

fn subject(kind: &str, value: &str) -> [u8; 32] {
    Sha256::digest(format!("{kind}\0{value}").as_bytes()).into()
}

/// Counts an attempt against its subjects and looks the user up. What is too many is not counted on: the window ends.
fn count(
    tx: &mut Tx<'_>,
    account: AccountId,
    email: &str,
    subjects: &[(AttemptSubject, [u8; 32])],
    now: Timestamp,
) -> Result<Counted, Failure> {
    sessions::forget_attempts(tx, account, domain::access::end(now, -ATTEMPT_WINDOW))?;
    let mut wait_until = None;
    for (subject, hash) in subjects {
        let attempts = Attempts::one_more(sessions::attempts(tx, account, hash)?, now);
        if attempts.are_too_many(*subject) {
            wait_until = wait_until.max(Some(attempts.end()));
        } else {
            sessions::keep_attempts(tx, account, hash, attempts)?;
        }
    }
    // Text with a zero byte is nothing to ask the store for.
    let user = if email.contains('\0') {
        None
    } else {
        store::users::find_by_email(tx, account, email)?
    };
    Ok(Counted { user, wait_until })
}

/// Takes back what was counted for an attempt that was right, and all that was counted against its address.
fn forgive(
    tx: &mut Tx<'_>,
    account: AccountId,
    subjects: &[(AttemptSubject, [u8; 32])],
    now: Timestamp,
) -> Result<(), Failure> {
    for (subject, hash) in subjects {
        let Some(known) = sessions::attempts(tx, account, hash)? else {
            continue;
        };
        let count = match subject {
            AttemptSubject::Email => 0,
            AttemptSubject::Network => known.count.saturating_sub(1),
        };
        let began_at = if count == 0 { now } else { known.began_at };
        sessions::keep_attempts(tx, account, hash, Attempts { count, began_at })?;
    }
    Ok(())
}
