//! Links to transport labels: who knows one may see that label, without a credential and without guessing.
//!
//! Not the drawing of a label and not its words; a face does both.
//!
//! The one rule to know: a link is the account's number, the order's number and a signature of both by a key that only
//! the account's row knows; nothing is kept for a link, so every label that was ever printed has one.

use domain::ids::{AccountId, OrderId};
use domain::orders::OrderLogEvent;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::account_secrets::{self, Purpose};
use subtle::ConstantTimeEq;

use crate::context::Context;
use crate::execute::App;
use crate::failure::Failure;
use crate::orders::OrderView;
use crate::reader::Reader;

/// How many bytes of the signature a link has: as hard to guess as a credential.
const SIGNATURE_BYTES: usize = 16;
/// How many bytes a key has.
const KEY_BYTES: usize = 32;

/// The key of an account's links.
#[derive(Clone)]
pub struct LabelLinks {
    account: AccountId,
    key: Vec<u8>,
}

/// Without the key: debug text ends in logs.
impl std::fmt::Debug for LabelLinks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LabelLinks")
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

impl LabelLinks {
    /// What the link to an order's label ends in; none for an order whose label was never printed.
    #[must_use]
    pub fn token(&self, view: &OrderView) -> Option<String> {
        is_printed(view).then(|| self.token_of(view.order.id))
    }

    fn token_of(&self, order: OrderId) -> String {
        let signature: String = self.signature(order).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{order}-{signature}", self.account)
    }

    fn signature(&self, order: OrderId) -> [u8; SIGNATURE_BYTES] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes a key of any length");
        mac.update(format!("label of order {order} of account {}", self.account).as_bytes());
        let whole = mac.finalize().into_bytes();
        let mut signature = [0; SIGNATURE_BYTES];
        signature.copy_from_slice(&whole[..SIGNATURE_BYTES]);
        signature
    }
}

/// Whether the order's label was printed at some time.
fn is_printed(view: &OrderView) -> bool {
    view.logs.iter().any(|log| log.event == OrderLogEvent::Labelled)
}

/// Makes sure that the account has a key for its links.
///
/// # Errors
/// A broken store.
pub(crate) fn ensure_key(cx: &mut Context<'_, '_>) -> Result<(), Failure> {
    let (account, now) = (cx.account(), cx.now);
    if account_secrets::find(cx.tx, account, Purpose::LabelLinks)?.is_none() {
        let mut key = [0; KEY_BYTES];
        cx.chance.fill(&mut key);
        account_secrets::insert(cx.tx, account, Purpose::LabelLinks, &key, now)?;
    }
    Ok(())
}

impl Reader<'_, '_> {
    /// What links to labels are made with; none in an account that never printed one.
    ///
    /// # Errors
    /// A broken store.
    pub fn label_links(&mut self) -> Result<Option<LabelLinks>, Failure> {
        let account = self.account;
        let key = account_secrets::find(self.tx, account, Purpose::LabelLinks)?;
        Ok(key.map(|key| LabelLinks { account, key }))
    }
}

impl App {
    /// What `view` makes of the order that a link leads to; none for a link that was not made here.
    ///
    /// # Errors
    /// A broken store, or what `view` answers.
    pub async fn labelled<T, V>(&self, token: &str, view: V) -> Result<Option<T>, Failure>
    where
        T: Send + 'static,
        V: Fn(&mut Reader<'_, '_>, OrderView) -> Result<T, Failure> + Send + 'static,
    {
        let Some((account, order)) = named(token) else {
            return Ok(None);
        };
        let token = token.to_owned();
        self.store()
            .read(move |tx| {
                let mut reader = Reader::new(tx, account);
                let Some(links) = reader.label_links()? else {
                    return Ok(None);
                };
                let is_ours = bool::from(links.token_of(order).as_bytes().ct_eq(token.as_bytes()));
                if !is_ours {
                    return Ok(None);
                }
                let order = reader.order(order)?;
                view(&mut reader, order).map(Some)
            })
            .await
    }
}

/// The account and order that a token names, signed or not.
fn named(token: &str) -> Option<(AccountId, OrderId)> {
    let mut parts = token.split('-');
    let mut number = || parts.next()?.parse::<i64>().ok().filter(|number| *number > 0);
    let (account, order) = number().zip(number())?;
    Some((AccountId::from_raw(account), OrderId::from_raw(order)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(account: i64, key: &[u8]) -> LabelLinks {
        LabelLinks {
            account: AccountId::from_raw(account),
            key: key.to_vec(),
        }
    }

    #[test]
    fn a_token_names_account_and_order_and_differs_with_each_and_with_the_key() {
        let order = OrderId::from_raw(7);
        let token = links(3, b"key").token_of(order);
        assert_eq!(named(&token), Some((AccountId::from_raw(3), order)));
        assert_eq!(token.len(), "3-7-".len() + 2 * SIGNATURE_BYTES);
        assert_eq!(token, links(3, b"key").token_of(order));
        for other in [
            links(3, b"yek").token_of(order),
            links(4, b"key").token_of(order),
            links(3, b"key").token_of(OrderId::from_raw(8)),
        ] {
            assert_ne!(other.split('-').next_back(), token.split('-').next_back());
        }
    }

    #[test]
    fn what_is_no_token_names_nothing() {
        for text in ["", "1", "-1-2-x", "0-1-x", "a-b-c", "1-x"] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}
