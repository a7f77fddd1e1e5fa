//! Authorization codes: a user's consent, on its way to the application.
//!
//! Not the page on which the user consents.
//!
//! The one rule to know: a code works once, for ten minutes, for the application and address it was made for; a second
//! use revokes what the first one got.

use domain::access::{Application, Standing, end, standing};
use domain::ids::{CredentialId, GrantId, UserId};
use domain::refusal::Entity;
use jiff::{SignedDuration, Timestamp};
use store::authorization_codes::{self, AuthorizationCode};
use store::{Tx, counters, grants};

use super::grants::{KEY_BYTES, ensure_key};
use super::refresh::{self, Holder, TokenPair};
use super::sha256;
use crate::context::Context;
use crate::execute::{App, Command};
use crate::failure::Failure;

/// How long a code is worth something.
const LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// How long a code is kept, to notice a second use.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Keeps a user's consent under a code.
#[derive(Clone)]
pub struct IssueCode {
    /// The application.
    pub credential: CredentialId,
    /// The user who consents.
    pub user: UserId,
    /// Where the code is sent, as registered.
    pub redirect_uri: String,
    /// The code, as a rule `app.random_hex(20)`.
    pub code: String,
}

impl Command for IssueCode {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        let found = store::applications::find(cx.tx, account, self.credential)?;
        let usable = found.is_some_and(|found| {
            let application = found.application;
            application.credential.revoked_at.is_none() && application.redirect_uris.contains(&self.redirect_uri)
        });
        if !usable {
            return Err(Failure::not_found(Entity::Credential, self.credential));
        }
        let code = AuthorizationCode {
            credential: self.credential,
            user: self.user,
            redirect_uri: self.redirect_uri.clone(),
            family: None,
            expires_at: end(cx.now, LIFETIME),
            used_at: None,
        };
        let forget = end(cx.now, -KEPT);
        authorization_codes::insert(cx.tx, account, &code, &sha256(&self.code), cx.now, forget)?;
        Ok(())
    }
}

/// What a code was turned into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redeemed {
    /// The tokens.
    pub pair: TokenPair,
    /// The key of the standing permission that comes with them.
    pub grant_key: String,
    /// The key that tokens about permissions are signed with.
    pub signing_key: Vec<u8>,
}

/// What the closure that may run twice is given: chance is drawn once.
struct Draw {
    pair: TokenPair,
    grant_key: String,
    signing_key: [u8; KEY_BYTES],
    salt: [u8; 32],
    code: [u8; 32],
    redirect_uri: Option<String>,
    now: Timestamp,
}

impl App {
    /// Turns a code into tokens; `None` when it is worth nothing to this application. `redirect_uri`, when given, must be
    /// the one the code was sent to.
    ///
    /// # Errors
    /// A broken store.
    pub async fn redeem_code(
        &self,
        application: &Application,
        code: &str,
        redirect_uri: Option<&str>,
    ) -> Result<Option<Redeemed>, Failure> {
        let (account, credential) = (application.account, application.credential.id);
        let application = application.clone();
        let draw = Draw {
            pair: self.new_pair(),
            grant_key: self.random_hex(20),
            signing_key: self.new_salt(),
            salt: self.new_salt(),
            code: sha256(code),
            redirect_uri: redirect_uri.map(str::to_owned),
            now: self.now(),
        };
        let used = self
            .store()
            .write(account, move |tx| redeem(tx, &application, &draw))
            .await?;
        match used {
            Used::For(redeemed) => Ok(Some(*redeemed)),
            Used::ForNothing => Ok(None),
            Used::Twice => {
                tracing::warn!(
                    account = account.raw(),
                    credential = credential.raw(),
                    "an authorization code was used twice: its tokens are revoked"
                );
                Ok(None)
            }
        }
    }
}

/// What came of using a code. Told of once it is written down, not by the closure that may run twice.
enum Used {
    For(Box<Redeemed>),
    ForNothing,
    /// A second time: what it got is revoked.
    Twice,
}

fn redeem(tx: &mut Tx<'_>, application: &Application, draw: &Draw) -> Result<Used, Failure> {
    let (account, credential, now) = (application.account, application.credential.id, draw.now);
    let Some(code) = authorization_codes::find(tx, account, &draw.code)? else {
        return Ok(Used::ForNothing);
    };
    if code.credential != credential {
        return Ok(Used::ForNothing);
    }
    if code.used_at.is_some() {
        if let Some(family) = code.family {
            refresh::revoke_family(tx, account, family, now)?;
        }
        return Ok(Used::Twice);
    }
    let same_address = draw.redirect_uri.as_ref().is_none_or(|uri| *uri == code.redirect_uri);
    let user = store::users::find(tx, account, code.user)?;
    if !same_address
        || standing(Some(code.expires_at), None, now) != Standing::Valid
        || !user.is_some_and(|user| user.active)
    {
        return Ok(Used::ForNothing);
    }
    let holder = Holder {
        account,
        credential,
        user: Some(code.user),
        scopes: application.credential.scopes.clone(),
    };
    let family = refresh::begin(tx, &holder, &draw.pair, &draw.salt, now)?;
    authorization_codes::set_used(tx, account, &draw.code, family, now)?;
    let grant = grants::Grant {
        id: GrantId::from_raw(counters::next(tx, account, counters::Counter::Grant)?),
        credential,
        user: Some(code.user),
        revoked_at: None,
    };
    grants::insert(tx, account, &grant, &sha256(&draw.grant_key), now)?;
    Ok(Used::For(Box::new(Redeemed {
        pair: draw.pair.clone(),
        grant_key: draw.grant_key.clone(),
        signing_key: ensure_key(tx, account, &draw.signing_key, now)?,
    })))
}
