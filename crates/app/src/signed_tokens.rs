//! Tokens that say themselves who they are for, signed with a key of the account: issued as often as asked, checked by one
//! read and no write, and worth nothing once their credential is revoked.
//!
//! Not the form of a token and not its lifetime; those are a vendor's, in its face.
//!
//! The one rule to know: a token is believed only after its signature is, and then its credential must still be good.

use domain::actor::{Actor, Face};
use domain::ids::{AccountId, CredentialId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::account_secrets::{self, Purpose};
use subtle::ConstantTimeEq;

use crate::call::Principal;
use crate::execute::App;
use crate::failure::Failure;

/// How many bytes a key has.
const KEY_BYTES: usize = 32;

/// The key with which an account's tokens are signed.
pub struct SigningKey(Vec<u8>);

/// Without the key: debug text ends in logs.
impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey")
    }
}

impl SigningKey {
    /// The signature of a text: HMAC with SHA-256.
    #[must_use]
    pub fn sign(&self, text: &str) -> Vec<u8> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }
}

impl App {
    /// The key of an account's tokens, made when there is none yet.
    ///
    /// # Errors
    /// A broken store.
    pub async fn signing_key(&self, account: AccountId) -> Result<SigningKey, Failure> {
        let find = move |tx: &mut store::Tx<'_>| account_secrets::find(tx, account, Purpose::SignedTokens);
        if let Some(key) = self.store().read(find).await? {
            return Ok(SigningKey(key));
        }
        let fresh = self.random_hex(KEY_BYTES).into_bytes();
        let now = self.now();
        let keep = move |tx: &mut store::Tx<'_>| {
            // Somebody else may have been faster; the first key stays.
            account_secrets::insert(tx, account, Purpose::SignedTokens, &fresh, now)?;
            account_secrets::find(tx, account, Purpose::SignedTokens)
        };
        let kept = self.store().write(account, keep).await?;
        Ok(SigningKey(kept.unwrap_or_default()))
    }

    /// Who a signed text stands for, when the signature is the account's and the credential is good at the face.
    ///
    /// # Errors
    /// A broken store.
    pub async fn signed_principal(
        &self,
        face: Face,
        account: AccountId,
        credential: CredentialId,
        text: &str,
        signature: &[u8],
    ) -> Result<Option<Principal>, Failure> {
        let (text, signature) = (text.to_owned(), signature.to_vec());
        self.store()
            .read(move |tx| {
                let Some(key) = account_secrets::find(tx, account, Purpose::SignedTokens)? else {
                    return Ok(None);
                };
                if !bool::from(SigningKey(key).sign(&text).ct_eq(&signature)) {
                    return Ok(None);
                }
                let found = store::credentials::find(tx, account, credential)?;
                Ok(found
                    .filter(|found| found.face == face && found.revoked_at.is_none())
                    .map(|found| Principal {
                        account,
                        organization: found.organization,
                        actor: Actor::Credential(found.id),
                        scopes: found.scopes,
                        application: None,
                    }))
            })
            .await
    }
}
