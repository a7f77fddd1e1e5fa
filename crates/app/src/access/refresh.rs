//! Pairs of tokens: a short access token and the refresh token that gets the next pair.
//!
//! Not a vendor's token endpoint.
//!
//! The one rule to know: a pair is derived from the token it replaces and a salt in the store, so the same old token gets
//! the same pair again for a while, although only hashes are kept; whoever has either alone can derive nothing.

use domain::access::{AccessToken, Application, Standing, end, standing};
use domain::actor::Face;
use domain::ids::{AccountId, CredentialId, TokenFamilyId, UserId};
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;
use store::Tx;
use store::access_tokens::{self, NewToken};
use store::counters::{self, Counter};
use store::refresh_tokens::{self, FoundRefreshToken, RefreshToken};
use subtle::ConstantTimeEq;

use super::sha256;
use crate::execute::App;
use crate::failure::Failure;

/// How long an access token lives.
pub const ACCESS_LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// How long a refresh token lives when nobody uses it.
const REFRESH_LIFETIME: SignedDuration = SignedDuration::from_hours(24 * 90);

/// How long a used refresh token gets its pair again: an answer may be lost on its way.
const REPEATED: SignedDuration = SignedDuration::from_secs(30);

/// Two new tokens.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenPair {
    /// Opens the face for [`ACCESS_LIFETIME`].
    pub access: String,
    /// Gets the next pair, once.
    pub refresh: String,
}

/// Without the tokens: debug text ends in logs.
impl std::fmt::Debug for TokenPair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenPair").finish_non_exhaustive()
    }
}

/// For whom a pair is issued.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub(super) account: AccountId,
    pub(super) credential: CredentialId,
    pub(super) user: Option<UserId>,
    pub(super) scopes: Vec<String>,
}

impl App {
    /// The pair that a refresh token gets; `None` when it gets none. An application that names itself must be its own.
    /// A token that was used before revokes its family, which is logged.
    ///
    /// # Errors
    /// A broken store.
    pub async fn refresh(
        &self,
        face: Face,
        application: Option<&Application>,
        token: &str,
    ) -> Result<Option<TokenPair>, Failure> {
        let (hash, now) = (sha256(token), self.now());
        let asks = application.map(|application| (application.account, application.credential.id));
        let found = self
            .store()
            .read(move |tx| Ok::<_, Failure>(refresh_tokens::find_by_secret(tx, &hash)?))
            .await?;
        let Some(account) = found.map(|found| found.token.account) else {
            return Ok(None);
        };
        let (app, token) = (self.clone(), token.to_owned());
        let used = self
            .store()
            .write(account, move |tx| {
                let Some(found) = refresh_tokens::find_by_secret(tx, &hash)? else {
                    return Ok(Used::ForNothing);
                };
                if is_usable(&found, face, asks, &hash, now) {
                    rotate(&app, tx, &found.token, &token, now)
                } else {
                    Ok(Used::ForNothing)
                }
            })
            .await?;
        match used {
            Used::For(pair) => Ok(Some(pair)),
            Used::ForNothing => Ok(None),
            Used::Twice { credential, family } => {
                tracing::warn!(
                    account = account.raw(),
                    credential = credential.raw(),
                    family = family.raw(),
                    "a refresh token was used twice: its tokens are revoked"
                );
                Ok(None)
            }
        }
    }

    /// Two random tokens.
    pub(super) fn new_pair(&self) -> TokenPair {
        TokenPair {
            access: self.random_hex(32),
            refresh: self.random_hex(32),
        }
    }

    pub(super) fn new_salt(&self) -> [u8; 32] {
        let mut salt = [0; 32];
        self.fill_chance(&mut salt);
        salt
    }
}

/// What came of using a refresh token. Told of once it is written down, not by the closure that may run twice.
enum Used {
    For(TokenPair),
    ForNothing,
    /// A second time, and not soon: its family is revoked.
    Twice {
        credential: CredentialId,
        family: TokenFamilyId,
    },
}

fn is_usable(
    found: &FoundRefreshToken,
    face: Face,
    asks: Option<(AccountId, CredentialId)>,
    hash: &[u8; 32],
    now: Timestamp,
) -> bool {
    let token = &found.token;
    bool::from(found.token_sha256.ct_eq(hash))
        && found.face == face
        && found.credential_revoked_at.is_none()
        && asks.is_none_or(|asks| asks == (token.account, token.credential))
        && standing(Some(token.expires_at), token.revoked_at, now) == Standing::Valid
}

/// The successors of a token, made or made again.
fn rotate(app: &App, tx: &mut Tx<'_>, old: &RefreshToken, token: &str, now: Timestamp) -> Result<Used, Failure> {
    let pair = TokenPair {
        access: derive(token, &old.salt, "access"),
        refresh: derive(token, &old.salt, "refresh"),
    };
    if let Some(used_at) = old.used_at {
        if now < end(used_at, REPEATED) {
            return Ok(Used::For(pair));
        }
        revoke_family(tx, old.account, old.family, now)?;
        return Ok(Used::Twice {
            credential: old.credential,
            family: old.family,
        });
    }
    refresh_tokens::set_used(tx, old.account, old.id, now)?;
    let holder = Holder {
        account: old.account,
        credential: old.credential,
        user: old.user,
        scopes: old.scopes.clone(),
    };
    issue(tx, &holder, old.family, &pair, &app.new_salt(), now)?;
    Ok(Used::For(pair))
}

/// Writes a pair into a family.
pub(super) fn issue(
    tx: &mut Tx<'_>,
    holder: &Holder,
    family: TokenFamilyId,
    pair: &TokenPair,
    salt: &[u8; 32],
    now: Timestamp,
) -> Result<(), Failure> {
    let account = holder.account;
    let [access_id, refresh_id] = counters::take(tx, account, [(Counter::AccessToken, 1), (Counter::RefreshToken, 1)])?;
    access_tokens::forget(tx, account, holder.credential, end(now, -super::tokens::KEPT))?;
    let access = AccessToken {
        credential: holder.credential,
        user: holder.user,
        scopes: holder.scopes.clone(),
        expires_at: Some(end(now, ACCESS_LIFETIME)),
        revoked_at: None,
    };
    let new = NewToken {
        id: access_id,
        family: Some(family),
        token: &access,
        token_sha256: &sha256(&pair.access),
        created_at: now,
    };
    access_tokens::insert(tx, account, &new)?;
    let refresh = RefreshToken {
        account,
        id: refresh_id,
        credential: holder.credential,
        user: holder.user,
        family,
        salt: *salt,
        scopes: holder.scopes.clone(),
        expires_at: end(now, REFRESH_LIFETIME),
        used_at: None,
        revoked_at: None,
    };
    refresh_tokens::insert(tx, &refresh, &sha256(&pair.refresh), now)?;
    Ok(())
}

/// Begins a family with its first pair.
pub(super) fn begin(
    tx: &mut Tx<'_>,
    holder: &Holder,
    pair: &TokenPair,
    salt: &[u8; 32],
    now: Timestamp,
) -> Result<TokenFamilyId, Failure> {
    let family = counters::next(tx, holder.account, Counter::TokenFamily)?;
    let family = TokenFamilyId::from_raw(family);
    issue(tx, holder, family, pair, salt, now)?;
    Ok(family)
}

/// Makes all tokens of a family worth nothing from now on.
pub(super) fn revoke_family(
    tx: &mut Tx<'_>,
    account: AccountId,
    family: TokenFamilyId,
    now: Timestamp,
) -> Result<(), Failure> {
    access_tokens::revoke_family(tx, account, family, now)?;
    Ok(refresh_tokens::revoke_family(tx, account, family, now)?)
}

/// A token that follows from another one and its salt, as hexadecimal.
fn derive(token: &str, salt: &[u8; 32], purpose: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(token.as_bytes()).expect("a key of any length will do");
    mac.update(salt);
    mac.update(purpose.as_bytes());
    let bytes = mac.finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
