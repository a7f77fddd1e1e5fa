//! The page on which a user lets an application in: who asks, whether that is so, and where the answer goes.
//!
//! Not what the page looks like (`consent`), and not who signed in (`face_kit`'s `Browser`).
//!
//! The one rule to know: nothing is sent to an address before it is found, letter by letter, in the application's
//! registration.

use app::access::IssueCode;
use app::{Answer, Failure};
use domain::access::Application;
use domain::actor::{Actor, Face};
use domain::ids::UserId;
use face_kit::{
    ACTION_FIELD, Browser, EMAIL_FIELD, Entrance, Error, Exchange, Query, Reply, SIGN_IN, SignInProblem, Visitor,
    expired_page, redirect,
};
use http::HeaderValue;
use http::header::RETRY_AFTER;

use super::{call, consent};

/// The addresses at which there is nobody: the code is shown to the user.
const SHOWN: [&str; 2] = ["urn:ietf:wg:oauth:2.0:oob", "urn:ietf:wg:oauth:2.0:oob:auto"];

/// Random bytes of a code.
const CODE_BYTES: usize = 20;

/// Who asks for what, once that is beyond doubt.
pub(super) struct Wanted {
    /// The application.
    pub(super) application: Application,
    /// The registered address that the answer goes to.
    pub(super) redirect_uri: String,
    /// What the application wants to hear again.
    state: Option<String>,
    /// How the account is called.
    pub(super) account_name: String,
}

impl Wanted {
    /// Whether the answer is shown to the user instead of being sent.
    pub(super) fn is_shown(&self) -> bool {
        SHOWN.contains(&self.redirect_uri.as_str())
    }

    /// Sends the browser to the application with these parameters, and its state.
    fn send(&self, parameters: &[(&str, &str)]) -> Reply {
        let mut uri = self.redirect_uri.clone();
        let state = self.state.as_deref().map(|state| ("state", state));
        for (name, value) in parameters.iter().copied().chain(state) {
            uri.push(if uri.contains('?') { '&' } else { '?' });
            uri.push_str(name);
            uri.push('=');
            uri.push_str(&percent_encoded(value));
        }
        redirect(&uri)
    }

    /// Says no, in the standard's word.
    fn refuse(&self, error: &str) -> Reply {
        if self.is_shown() {
            consent::refused(self, error).reply()
        } else {
            self.send(&[("error", error)])
        }
    }
}

/// `GET /api/oauth/authorize`: the page.
pub(crate) async fn show(exchange: Exchange<Visitor>) -> Result<Reply, Error> {
    let wanted = match wanted(&exchange).await? {
        Ok(wanted) => wanted,
        Err(reply) => return Ok(*reply),
    };
    let browser = Browser::of(&exchange);
    let page = match browser.user(wanted.application.account).await? {
        Some(user) => consent::ask(&browser, &wanted, &user),
        None => consent::sign_in(&browser, &wanted, "", None),
    };
    Ok(browser.remember(page.reply()))
}

/// `POST /api/oauth/authorize`: what the user did on the page.
pub(crate) async fn decide(exchange: Exchange<Visitor>) -> Result<Reply, Error> {
    let wanted = match wanted(&exchange).await? {
        Ok(wanted) => wanted,
        Err(reply) => return Ok(*reply),
    };
    let (browser, form) = (Browser::of(&exchange), exchange.form()?);
    let here = exchange.uri().to_string();
    if !browser.sent(&form) {
        return Ok(browser.remember(expired_page(&here).reply()));
    }
    let action = form.get(ACTION_FIELD).unwrap_or_default();
    if action == SIGN_IN {
        return sign_in(&browser, &wanted, &form, &here).await;
    }
    let Some(user) = browser.user(wanted.application.account).await? else {
        return Ok(redirect(&here));
    };
    match action {
        consent::ALLOW => allow(&exchange, &wanted, user.id).await,
        consent::DENY => Ok(wanted.refuse("access_denied")),
        consent::SIGN_OUT => Ok(with(redirect(&here), browser.sign_out().await?)),
        _ => Ok(redirect(&here)),
    }
}

async fn sign_in(browser: &Browser, wanted: &Wanted, form: &Query, here: &str) -> Result<Reply, Error> {
    let email = form.get(EMAIL_FIELD).unwrap_or_default();
    match browser.sign_in(wanted.application.account, form).await? {
        Entrance::Open(headers) => Ok(with(redirect(here), *headers)),
        Entrance::Wrong => Ok(consent::sign_in(browser, wanted, email, Some(SignInProblem::Wrong)).reply()),
        Entrance::Later { retry_after_s } => {
            let problem = SignInProblem::Later { retry_after_s };
            let page = consent::sign_in(browser, wanted, email, Some(problem));
            Ok(page.reply().with(RETRY_AFTER, HeaderValue::from(retry_after_s)))
        }
    }
}

/// Makes a code, and sends or shows it.
async fn allow(exchange: &Exchange<Visitor>, wanted: &Wanted, user: UserId) -> Result<Reply, Error> {
    let code = exchange.app.random_hex(CODE_BYTES);
    let issue = IssueCode {
        credential: wanted.application.credential.id,
        user,
        redirect_uri: wanted.redirect_uri.clone(),
        code: code.clone(),
    };
    let mut call = call(exchange, &wanted.application);
    call.principal.actor = Actor::User(user);
    exchange
        .app
        .execute(&call, issue, |_, ()| Ok::<_, Failure>(Answer::empty(204)))
        .await?;
    Ok(if wanted.is_shown() {
        consent::code(wanted, &code).reply()
    } else {
        wanted.send(&[("code", &code)])
    })
}

/// Who asks for what, or the answer when that is not to be had.
async fn wanted(exchange: &Exchange<Visitor>) -> Result<Result<Wanted, Box<Reply>>, Error> {
    let asked = |name: &str| exchange.query().get(name).unwrap_or_default();
    let page = |text: &str| Ok(Err(Box::new(consent::unusable(text).reply())));
    let found = exchange.app.application(Face::Egestor, asked("client_id")).await?;
    let Some(application) = found else {
        return page("O aplicativo que pediu acesso não está cadastrado (client_id).");
    };
    let redirect_uri = asked("redirect_uri").to_owned();
    if !application.redirect_uris.contains(&redirect_uri) {
        return page("O endereço de retorno (redirect_uri) não é o que o aplicativo cadastrou.");
    }
    let call = call(exchange, &application);
    let account = exchange.app.read(&call, |reader| reader.account_settings()).await?;
    let wanted = Wanted {
        account_name: account.name,
        application,
        redirect_uri,
        state: exchange.query().get("state").map(str::to_owned),
    };
    if asked("response_type") != "code" {
        return Ok(Err(Box::new(wanted.refuse("unsupported_response_type"))));
    }
    Ok(Ok(wanted))
}

fn with(mut reply: Reply, headers: http::HeaderMap) -> Reply {
    reply.headers.extend(headers);
    reply
}

/// Text as a value of a query string.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn a_value_is_encoded_whatever_it_holds() {
        assert_eq!(percent_encoded("a-b_c.~9"), "a-b_c.~9");
        assert_eq!(percent_encoded("a b&c=ç\r\n"), "a%20b%26c%3D%C3%A7%0D%0A");
    }
}
