//! Credentials of integrations: issuing, checking, listing, revoking.
//!
//! Not a vendor's way of sending one (header, Basic, token endpoint), which is its face's.
//!
//! The one rule to know: a secret is seen twice, when it is made and when it is sent; in between there is only its hash.

use domain::accounts::{Credential, check_credential, hint};
use domain::actor::{Actor, Face};
use domain::events::{Event, EventKind};
use domain::ids::{CredentialId, OrganizationId};
use domain::refusal::{Entity, Field, Problem};
use sha2::{Digest, Sha256};
use store::Tx;
use store::counters::{self, Counter};
use subtle::ConstantTimeEq;

use crate::call::Principal;
use crate::context::Context;
use crate::execute::{App, Command};
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// Issues a credential.
#[derive(Clone)]
pub struct CreateCredential {
    /// The one dialect it opens.
    pub face: Face,
    /// What the operator calls it.
    pub name: String,
    /// The organization it is bound to; `None` sees them all.
    pub organization: Option<OrganizationId>,
    /// What it may do, in the face's own scope words.
    pub scopes: Vec<String>,
    /// The secret, as a rule `app.random_hex(16)`. Made by the caller, because a command may run twice.
    pub secret: String,
}

/// Without the secret: debug text ends in logs.
impl std::fmt::Debug for CreateCredential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CreateCredential")
            .field("face", &self.face)
            .field("name", &self.name)
            .field("organization", &self.organization)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// What was issued. The secret is the caller's, who shows it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewCredential {
    /// The credential's number.
    pub id: CredentialId,
}

impl Command for CreateCredential {
    type Done = NewCredential;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<NewCredential, Failure> {
        check_credential(&self.name, &self.scopes, &self.secret)?;
        let account = cx.account();
        crate::accounts::settings(cx)?;
        if let Some(organization) = self.organization
            && !store::organizations::exists(cx.tx, account, organization)?
        {
            return Err(Failure::invalid(Field::Organization, Problem::Unknown));
        }
        let hash = sha256(&self.secret);
        if store::credentials::find_by_secret(cx.tx, &hash)?.is_some() {
            return Err(Failure::invalid(Field::Secret, Problem::Taken));
        }
        let credential = Credential {
            id: CredentialId::from_raw(counters::next(cx.tx, account, Counter::Credential)?),
            face: self.face,
            name: self.name.clone(),
            organization: self.organization,
            scopes: self.scopes.clone(),
            hint: hint(&self.secret),
            created_at: cx.now,
            revoked_at: None,
        };
        store::credentials::insert(cx.tx, account, &credential, &hash)?;
        outbox::emit(cx, &[event(&credential, EventKind::Created)])?;
        Ok(NewCredential { id: credential.id })
    }
}

/// Makes a credential open nothing from now on. Revoking twice changes nothing.
#[derive(Debug, Clone, Copy)]
pub struct RevokeCredential {
    /// Which one.
    pub id: CredentialId,
}

impl Command for RevokeCredential {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        let credential = store::credentials::find(cx.tx, account, self.id)?
            .ok_or_else(|| Failure::not_found(Entity::Credential, self.id))?;
        if credential.revoked_at.is_some() {
            return Ok(());
        }
        store::credentials::revoke(cx.tx, account, self.id, cx.now)?;
        outbox::emit(cx, &[event(&credential, EventKind::Deleted)])
    }
}

impl App {
    /// Who a token stands for at a face; `None` for an unknown or revoked one and for one of another face.
    ///
    /// # Errors
    /// A broken store.
    pub async fn authenticate(&self, face: Face, token: &str) -> Result<Option<Principal>, Failure> {
        let hash = sha256(token);
        self.store().read(move |tx| principal(tx, face, &hash)).await
    }

    /// As [`Self::authenticate`], on this thread. Never from async code.
    ///
    /// # Errors
    /// A broken store.
    pub fn authenticate_blocking(&self, face: Face, token: &str) -> Result<Option<Principal>, Failure> {
        let hash = sha256(token);
        self.store().read_blocking(move |tx| principal(tx, face, &hash))
    }
}

impl Reader<'_, '_> {
    /// The credential of that number.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn credential(&mut self, id: CredentialId) -> Result<Credential, Failure> {
        store::credentials::find(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::Credential, id))
    }

    /// Every credential of the account, revoked ones too, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn credentials(&mut self) -> Result<Vec<Credential>, Failure> {
        Ok(store::credentials::list(self.tx, self.account)?)
    }
}

fn principal(tx: &mut Tx<'_>, face: Face, hash: &[u8; 32]) -> Result<Option<Principal>, Failure> {
    let Some(found) = store::credentials::find_by_secret(tx, hash)? else {
        return Ok(None);
    };
    // The index compares as it likes; what decides is this comparison, whose time tells nothing.
    let same_secret = bool::from(found.secret_sha256.ct_eq(hash));
    let credential = found.credential;
    if !same_secret || credential.face != face || credential.revoked_at.is_some() {
        return Ok(None);
    }
    Ok(Some(Principal {
        account: found.account,
        organization: credential.organization,
        actor: Actor::Credential(credential.id),
        application: None,
        scopes: credential.scopes,
    }))
}

fn sha256(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

fn event(credential: &Credential, kind: EventKind) -> Event {
    Event {
        entity: Entity::Credential,
        entity_id: credential.id.raw(),
        organization: credential.organization,
        kind,
    }
}
