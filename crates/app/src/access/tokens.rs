//! Access tokens: issuing, knowing again, revoking.
//!
//! Not refreshing. The one rule to know: a request costs one read by the token's hash, whatever it finds.

use domain::access::{AccessToken, Standing, end, standing};
use domain::actor::{Actor, Face};
use domain::ids::{CredentialId, UserId};
use domain::refusal::Entity;
use jiff::{SignedDuration, Timestamp};
use store::access_tokens::{self, FoundToken, NewToken};
use store::counters::{self, Counter};
use subtle::ConstantTimeEq;

use super::sha256;
use crate::call::Principal;
use crate::context::Context;
use crate::execute::{App, Command};
use crate::failure::Failure;

/// How long an ended token is kept, to be told from one that never was.
pub(super) const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Issues a token to an application.
#[derive(Clone)]
pub struct IssueToken {
    /// The application's credential.
    pub credential: CredentialId,
    /// The user for whom it acts; `None` for itself.
    pub user: Option<UserId>,
    /// What the token may do, in the face's own scope words.
    pub scopes: Vec<String>,
    /// How long it lives; `None` until it is revoked.
    pub lifetime: Option<SignedDuration>,
    /// The token, as a rule `app.random_hex(32)`. Made by the caller, because a command may run twice.
    pub token: String,
}

/// Without the token: debug text ends in logs.
impl std::fmt::Debug for IssueToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IssueToken")
            .field("credential", &self.credential)
            .field("user", &self.user)
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

impl Command for IssueToken {
    /// When the token ends.
    type Done = Option<Timestamp>;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Option<Timestamp>, Failure> {
        let account = cx.account();
        let credential = store::credentials::find(cx.tx, account, self.credential)?;
        if credential.is_none_or(|credential| credential.revoked_at.is_some()) {
            return Err(Failure::not_found(Entity::Credential, self.credential));
        }
        let token = AccessToken {
            credential: self.credential,
            user: self.user,
            scopes: self.scopes.clone(),
            expires_at: self.lifetime.map(|lifetime| end(cx.now, lifetime)),
            revoked_at: None,
        };
        let new = NewToken {
            id: counters::next(cx.tx, account, Counter::AccessToken)?,
            family: None,
            token: &token,
            token_sha256: &sha256(&self.token),
            created_at: cx.now,
        };
        access_tokens::forget(cx.tx, account, self.credential, end(cx.now, -KEPT))?;
        access_tokens::insert(cx.tx, account, &new)?;
        Ok(token.expires_at)
    }
}

/// Revokes a token of an application, as the application itself asks for it, with all that follow from it.
#[derive(Clone)]
pub struct RevokeToken {
    /// The application that asks.
    pub credential: CredentialId,
    /// The token.
    pub token: String,
}

/// What revoking came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revocation {
    /// The token opens nothing any more; it may have been revoked before.
    Done,
    /// There is no such token.
    Unknown,
    /// It is another application's, and was left alone.
    Foreign,
}

impl Command for RevokeToken {
    type Done = Revocation;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Revocation, Failure> {
        let Some(found) = access_tokens::find_by_secret(cx.tx, &sha256(&self.token))? else {
            return Ok(Revocation::Unknown);
        };
        if (found.account, found.token.credential) != (cx.account(), self.credential) {
            return Ok(Revocation::Foreign);
        }
        match found.family {
            Some(family) => super::refresh::revoke_family(cx.tx, found.account, family, cx.now)?,
            None => access_tokens::revoke(cx.tx, found.account, found.id, cx.now)?,
        }
        Ok(Revocation::Done)
    }
}

/// Who holds a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenHolder {
    /// Somebody who may enter.
    Known(Principal),
    /// Somebody who might have entered before the token's time was over.
    Late,
    /// Nobody known: the token never was, is another face's, or was revoked.
    Unknown,
}

impl App {
    /// Who an access token stands for at a face.
    ///
    /// # Errors
    /// A broken store.
    pub async fn token_holder(&self, face: Face, token: &str) -> Result<TokenHolder, Failure> {
        let (hash, now) = (sha256(token), self.now());
        let found = self
            .store()
            .read(move |tx| Ok::<_, Failure>(access_tokens::find_by_secret(tx, &hash)?))
            .await?;
        Ok(found.map_or(TokenHolder::Unknown, |found| holder(found, face, &hash, now)))
    }
}

fn holder(found: FoundToken, face: Face, hash: &[u8; 32], now: Timestamp) -> TokenHolder {
    // The index compares as it likes; what decides is this comparison, whose time tells nothing.
    let same = bool::from(found.token_sha256.ct_eq(hash));
    if !same || found.face != face || found.credential_revoked_at.is_some() {
        return TokenHolder::Unknown;
    }
    let token = found.token;
    match standing(token.expires_at, token.revoked_at, now) {
        Standing::Revoked => TokenHolder::Unknown,
        Standing::Expired => TokenHolder::Late,
        Standing::Valid => TokenHolder::Known(Principal {
            account: found.account,
            organization: found.organization,
            actor: token.user.map_or(Actor::Credential(token.credential), Actor::User),
            application: token.user.map(|_| token.credential),
            scopes: token.scopes,
        }),
    }
}
