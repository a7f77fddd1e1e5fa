//! Standing permissions: an application may act for a user, or for itself, until that is taken back.
//!
//! Not the token in which a vendor wraps a permission's key; that is its face's.
//!
//! The one rule to know: who has the account's signing key alone can make no such token, because of the permission's own
//! key only a hash is kept.

use domain::access::Application;
use domain::ids::{AccountId, CredentialId, GrantId, UserId};
use domain::refusal::Entity;
use jiff::Timestamp;
use store::Tx;
use store::account_secrets::{self, Purpose};
use store::counters::{self, Counter};
use store::grants::{self, Grant};

use super::refresh::{self, Holder, TokenPair};
use super::sha256;
use crate::context::Context;
use crate::execute::{App, Command};
use crate::failure::Failure;
use crate::reader::Reader;

/// Bytes of an account's signing key.
pub(super) const KEY_BYTES: usize = 32;

/// Permits an application to act, and makes the account's signing key if it has none.
#[derive(Clone)]
pub struct CreateGrant {
    /// The application's credential.
    pub credential: CredentialId,
    /// The user for whom it acts; `None` for itself.
    pub user: Option<UserId>,
    /// The permission's key, as a rule `app.random_hex(20)`.
    pub key: String,
}

impl Command for CreateGrant {
    type Done = GrantId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<GrantId, Failure> {
        let account = cx.account();
        store::applications::find(cx.tx, account, self.credential)?
            .ok_or_else(|| Failure::not_found(Entity::Credential, self.credential))?;
        if let Some(user) = self.user {
            store::users::find(cx.tx, account, user)?.ok_or_else(|| Failure::not_found(Entity::User, user))?;
        }
        let grant = Grant {
            id: GrantId::from_raw(counters::next(cx.tx, account, Counter::Grant)?),
            credential: self.credential,
            user: self.user,
            revoked_at: None,
        };
        grants::insert(cx.tx, account, &grant, &sha256(&self.key), cx.now)?;
        let mut fresh = [0; KEY_BYTES];
        cx.chance.fill(&mut fresh);
        ensure_key(cx.tx, account, &fresh, cx.now)?;
        Ok(grant.id)
    }
}

/// The account's signing key: the one it has, or this new one.
pub(super) fn ensure_key(
    tx: &mut Tx<'_>,
    account: AccountId,
    fresh: &[u8; KEY_BYTES],
    now: Timestamp,
) -> Result<Vec<u8>, Failure> {
    if let Some(key) = account_secrets::find(tx, account, Purpose::PersonalTokens)? {
        return Ok(key);
    }
    account_secrets::insert(tx, account, Purpose::PersonalTokens, fresh, now)?;
    Ok(fresh.to_vec())
}

impl Reader<'_, '_> {
    /// The key that tokens about permissions are signed with, if the account has one yet.
    ///
    /// # Errors
    /// A broken store.
    pub fn signing_key(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        Ok(account_secrets::find(self.tx, self.account, Purpose::PersonalTokens)?)
    }
}

impl App {
    /// The account of that subdomain.
    ///
    /// # Errors
    /// A broken store.
    pub async fn account_by_subdomain(&self, subdomain: &str) -> Result<Option<AccountId>, Failure> {
        if subdomain.contains('\0') {
            return Ok(None);
        }
        let subdomain = subdomain.to_owned();
        let found = self
            .store()
            .read(move |tx| Ok::<_, Failure>(store::accounts::find_by_subdomain(tx, &subdomain)?))
            .await?;
        Ok(found.map(|account| account.id))
    }

    /// The first tokens of a new family for the permission of that key; `None` when the application has no such
    /// permission any more.
    ///
    /// # Errors
    /// A broken store.
    pub async fn use_grant(&self, application: &Application, key: &str) -> Result<Option<TokenPair>, Failure> {
        let (application, hash) = (application.clone(), sha256(key));
        let (pair, salt, now) = (self.new_pair(), self.new_salt(), self.now());
        let account = application.account;
        self.store()
            .write(account, move |tx| {
                let credential = &application.credential;
                let grant = grants::find_by_key(tx, account, &hash)?
                    .filter(|grant| grant.revoked_at.is_none() && grant.credential == credential.id);
                let Some(grant) = grant else { return Ok(None) };
                let holder = Holder {
                    account,
                    credential: credential.id,
                    user: grant.user,
                    scopes: credential.scopes.clone(),
                };
                refresh::begin(tx, &holder, &pair, &salt, now)?;
                Ok::<_, Failure>(Some(pair.clone()))
            })
            .await
    }
}
