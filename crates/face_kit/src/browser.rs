//! People behind a browser: who signed in with it, signing in and out, and the cookies that remember it.
//!
//! Not the check of the password, which is `app`'s, and not what a page is about, which is its face's.
//!
//! The one rule to know: a cookie is `HttpOnly`, `SameSite=Lax` and, through TLS, `Secure`; a new session gets a new
//! secret, so one that was planted before opens nothing.

use app::access::SignIn;
use app::{App, Failure};
use domain::ids::AccountId;
use domain::users::User;
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::exchange::{Exchange, Visitor};
use crate::form_key::{FORM_FIELD, FormKey};
use crate::limits::network;
use crate::query::Query;
use crate::reply::Reply;

/// The name of the field with the e-mail address.
pub const EMAIL_FIELD: &str = "email";

/// The name of the field with the password.
pub const PASSWORD_FIELD: &str = "senha";

const SESSION_COOKIE: &str = "entreposto_sessao";
const FORM_COOKIE: &str = "entreposto_formulario";

/// The browser of a request.
pub struct Browser {
    app: App,
    network: String,
    is_https: bool,
    session: Option<(AccountId, String)>,
    form: String,
    /// The form cookie is not in the browser yet.
    is_new: bool,
}

/// What came of signing in.
pub enum Entrance {
    /// The cookies of the new session, for the answer.
    Open(Box<HeaderMap>),
    /// Wrong address or password.
    Wrong,
    /// Too many wrong ones.
    Later {
        /// Whole seconds until the next attempt is looked at.
        retry_after_s: u64,
    },
}

impl Browser {
    /// The browser that sent this request.
    pub fn of(exchange: &Exchange<Visitor>) -> Self {
        let session = cookie(exchange.headers(), SESSION_COOKIE).and_then(|value| {
            let (account, secret) = value.split_once('.')?;
            Some((AccountId::from_raw(account.parse().ok()?), secret.to_owned()))
        });
        let known = cookie(exchange.headers(), FORM_COOKIE).filter(|form| form.len() == 32);
        let address = exchange.call.address.map(network);
        Self {
            app: exchange.app.clone(),
            network: address.map_or_else(String::new, |address| address.to_string()),
            is_https: exchange.call.is_https,
            session,
            is_new: known.is_none(),
            form: known.map_or_else(|| exchange.app.random_hex(16), str::to_owned),
        }
    }

    /// The account's user who signed in with this browser.
    ///
    /// # Errors
    /// A broken store.
    pub async fn user(&self, account: AccountId) -> Result<Option<User>, Failure> {
        match &self.session {
            Some((own, secret)) if *own == account => self.app.session(account, secret).await,
            Some(_) | None => Ok(None),
        }
    }

    /// The hidden field that every form needs.
    #[must_use]
    pub fn form_field(&self) -> Markup {
        let token = self.key().token(self.app.now());
        html! { input type="hidden" name=(FORM_FIELD) value=(token); }
    }

    /// Whether a form came from a page of ours in this browser that has not expired.
    #[must_use]
    pub fn sent(&self, form: &Query) -> bool {
        let token = form.get(FORM_FIELD).unwrap_or_default();
        !self.is_new && self.key().accepts(token, self.app.now())
    }

    /// Signs in with the form's address and password.
    ///
    /// # Errors
    /// A broken store.
    pub async fn sign_in(&self, account: AccountId, form: &Query) -> Result<Entrance, Failure> {
        let text = |name: &str| form.get(name).unwrap_or_default();
        let (email, password) = (text(EMAIL_FIELD), text(PASSWORD_FIELD).to_owned());
        match self.app.sign_in(account, email, password, &self.network).await? {
            SignIn::Welcome { user: _, session } => {
                self.forget_session().await?;
                let mut headers = HeaderMap::new();
                self.set(&mut headers, SESSION_COOKIE, &format!("{account}.{session}"));
                self.set(&mut headers, FORM_COOKIE, &self.app.random_hex(16));
                Ok(Entrance::Open(Box::new(headers)))
            }
            SignIn::Wrong => Ok(Entrance::Wrong),
            SignIn::TooMany { until } => Ok(Entrance::Later {
                retry_after_s: seconds_until(until, self.app.now()),
            }),
        }
    }

    /// Ends the session. The cookies to forget it by are in the answer's headers.
    ///
    /// # Errors
    /// A broken store.
    pub async fn sign_out(&self) -> Result<HeaderMap, Failure> {
        self.forget_session().await?;
        let mut headers = HeaderMap::new();
        self.set(&mut headers, SESSION_COOKIE, "; Max-Age=0");
        Ok(headers)
    }

    /// The answer with the cookie that this browser's forms are checked by, if it has none yet.
    #[must_use]
    pub fn remember(&self, mut reply: Reply) -> Reply {
        if self.is_new {
            self.set(&mut reply.headers, FORM_COOKIE, &self.form);
        }
        reply
    }

    async fn forget_session(&self) -> Result<(), Failure> {
        match &self.session {
            Some((account, secret)) => self.app.end_session(*account, secret).await,
            None => Ok(()),
        }
    }

    fn key(&self) -> FormKey {
        FormKey::of(&self.form, self.session.as_ref().map(|(_, secret)| secret.as_str()))
    }

    fn set(&self, headers: &mut HeaderMap, name: &str, value: &str) {
        let secure = if self.is_https { "; Secure" } else { "" };
        let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}");
        // Names and secrets are letters and digits of our own.
        headers.extend(HeaderValue::from_str(&cookie).ok().map(|cookie| (SET_COOKIE, cookie)));
    }
}

/// The value of a cookie.
fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

fn seconds_until(until: Timestamp, now: Timestamp) -> u64 {
    let seconds = until.duration_since(now).as_secs().saturating_add(1);
    u64::try_from(seconds).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use http::header::COOKIE;
    use http::{HeaderMap, HeaderValue};

    use super::cookie;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("ab=1; a=2;b = 3"));
        headers.append(COOKIE, HeaderValue::from_static("c=4=5"));
        assert_eq!(cookie(&headers, "a"), Some("2"));
        assert_eq!(cookie(&headers, "c"), Some("4=5"));
        assert_eq!(cookie(&headers, "d"), None);
    }
}
