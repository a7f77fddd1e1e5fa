//! The public key of an account, for which voucher codes are encrypted.
//!
//! Not the credentials of integrations. The one rule to know: the private key is never here.

use domain::events::{Event, EventKind};
use domain::refusal::Entity;

use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;
use crate::seal::SealingKey;

/// Keeps the account's public key, in place of the one it had. What was encrypted for that one stays so.
#[derive(Debug, Clone)]
pub struct SetPublicKey {
    /// An RSA key of at least 2048 bits, in PEM.
    pub pem: String,
}

impl Command for SetPublicKey {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let (account, now) = (cx.account(), cx.now);
        SealingKey::read(&self.pem)?;
        store::account_keys::put(cx.tx, account, self.pem.trim(), now)?;
        let told = Event {
            entity: Entity::Account,
            entity_id: account.raw(),
            organization: None,
            kind: EventKind::Updated,
        };
        outbox::emit(cx, &[told])
    }
}

impl Reader<'_, '_> {
    /// The account's public key, as PEM.
    ///
    /// # Errors
    /// A broken store.
    pub fn public_key(&mut self) -> Result<Option<String>, Failure> {
        Ok(store::account_keys::find(self.tx, self.account)?)
    }
}
