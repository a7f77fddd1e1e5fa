//! Applications: registering one, and knowing it again by its public name and secret.
//!
//! Not people's consent. The one rule to know: an application that does not exist and a wrong secret answer the same.

use domain::access::{Application, check_application};
use domain::actor::{Actor, Face};
use domain::refusal::{Field, Problem};
use subtle::ConstantTimeEq;

use super::sha256;
use crate::call::Principal;
use crate::context::Context;
use crate::credentials::{CreateCredential, NewCredential};
use crate::execute::{App, Command};
use crate::failure::Failure;

/// Issues a credential that is known by a public name.
#[derive(Debug, Clone)]
pub struct RegisterApplication {
    /// The credential; its secret is the application's.
    pub credential: CreateCredential,
    /// The public name, unique in the installation.
    pub client_id: String,
    /// Where it may be called back.
    pub redirect_uris: Vec<String>,
}

impl Command for RegisterApplication {
    type Done = NewCredential;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<NewCredential, Failure> {
        check_application(&self.client_id, &self.redirect_uris)?;
        if store::applications::find_by_client_id(cx.tx, &self.client_id)?.is_some() {
            return Err(Failure::invalid(Field::Code, Problem::Taken));
        }
        let created = self.credential.run(cx)?;
        let account = cx.account();
        store::applications::insert(cx.tx, account, created.id, &self.client_id, &self.redirect_uris, cx.now)?;
        Ok(created)
    }
}

impl App {
    /// The application of that public name, if it is one of the face's and not revoked. It has not shown its secret.
    ///
    /// # Errors
    /// A broken store.
    pub async fn application(&self, face: Face, client_id: &str) -> Result<Option<Application>, Failure> {
        self.find_application(face, client_id, None).await
    }

    /// As [`Self::application`], if this is its secret, too.
    ///
    /// # Errors
    /// A broken store.
    pub async fn application_with_secret(
        &self,
        face: Face,
        client_id: &str,
        secret: &str,
    ) -> Result<Option<Application>, Failure> {
        self.find_application(face, client_id, Some(sha256(secret))).await
    }

    async fn find_application(
        &self,
        face: Face,
        client_id: &str,
        secret: Option<[u8; 32]>,
    ) -> Result<Option<Application>, Failure> {
        // No public name has other characters, and text with a zero byte is nothing to ask the store for.
        if !client_id.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Ok(None);
        }
        let client_id = client_id.to_owned();
        let found = self
            .store()
            .read(move |tx| Ok::<_, Failure>(store::applications::find_by_client_id(tx, &client_id)?))
            .await?;
        let Some(found) = found else { return Ok(None) };
        let right = secret.is_none_or(|secret| bool::from(found.secret_sha256.ct_eq(&secret)));
        let credential = &found.application.credential;
        let opens = credential.face == face && credential.revoked_at.is_none();
        Ok((right && opens).then_some(found.application))
    }
}

/// The application acting for itself.
impl From<&Application> for Principal {
    fn from(application: &Application) -> Self {
        Self {
            account: application.account,
            organization: application.credential.organization,
            actor: Actor::Credential(application.credential.id),
            application: None,
            scopes: application.credential.scopes.clone(),
        }
    }
}
