//! `entreposto credential`: issuing, listing and revoking what integrations log in with.
//!
//! Not people's passwords.
//!
//! The one rule to know: a secret is printed once, when it is made; the database has only its hash.

use std::process::ExitCode;

use anyhow::Context;
use app::access::RegisterApplication;
use app::{App, CreateCredential, NewCredential, RevokeCredential, accounts};
use domain::actor::Face;
use domain::ids::{AccountId, CredentialId, OrganizationId};

use super::the_account;
use crate::cli::CredentialCommand;
use crate::config::Settings;
use crate::database::Database;
use crate::faces::{FACES, Login, client_id, find};
use crate::refusals::explain;

/// Random bytes of a secret.
pub(super) const SECRET_BYTES: usize = 32;

pub(super) fn run(settings: &Settings, command: &CredentialCommand) -> anyhow::Result<ExitCode> {
    let app = Database::of(settings)?.open_ready(settings)?;
    match command {
        CredentialCommand::Create {
            face,
            name,
            account,
            organization,
            scopes,
        } => {
            let mount = Face::from_name(face).and_then(find).with_context(|| {
                let known: Vec<&str> = FACES.iter().map(|mount| mount.face.name()).collect();
                format!("there is no face `{face}`; there are: {}", known.join(", "))
            })?;
            let account = the_account(&app, *account)?;
            let secret = app.random_hex(SECRET_BYTES);
            let credential = CreateCredential {
                face: mount.face,
                name: name.clone(),
                organization: organization.map(OrganizationId::from_raw),
                scopes: scopes.clone(),
                secret: secret.clone(),
            };
            let created = issue(&app, account, mount.login, credential)?;
            eprintln!(
                "credential {} of account {account}; its secret is shown only now:",
                created.id
            );
            println!("{secret}");
            eprintln!("{}", mount.login.in_words(&secret));
        }
        CredentialCommand::List { account } => list(&app, the_account(&app, *account)?)?,
        CredentialCommand::Revoke { id, account } => {
            let account = the_account(&app, *account)?;
            let id = CredentialId::from_raw(*id);
            app.execute_blocking(&accounts::system_call(&app, account), RevokeCredential { id })
                .map_err(explain)?;
            println!("credential {id} of account {account} opens nothing any more");
        }
    }
    app.close();
    Ok(ExitCode::SUCCESS)
}

/// Issues a credential as the face's clients log in with it.
pub(super) fn issue(
    app: &App,
    account: AccountId,
    login: Login,
    credential: CreateCredential,
) -> anyhow::Result<NewCredential> {
    let call = accounts::system_call(app, account);
    let issued = match login {
        Login::ClientCredentials => {
            let client_id = client_id(&credential.secret);
            let redirect_uris = Vec::new();
            let register = RegisterApplication {
                credential,
                client_id,
                redirect_uris,
            };
            app.execute_blocking(&call, register)
        }
        Login::Token | Login::Bearer | Login::AuthorizationCode => app.execute_blocking(&call, credential),
    };
    issued.map_err(explain)
}

fn list(app: &App, account: AccountId) -> anyhow::Result<()> {
    let call = accounts::system_call(app, account);
    for credential in app
        .read_blocking(&call, |reader| reader.credentials())
        .map_err(explain)?
    {
        println!(
            "{}\t{}\t{}\t…{}\t{}\t{}",
            credential.id,
            credential.face.name(),
            credential.name,
            credential.hint,
            credential
                .organization
                .map_or_else(|| "all".to_owned(), |organization| organization.to_string()),
            credential
                .revoked_at
                .map_or_else(|| "valid".to_owned(), |at| format!("revoked {at}"))
        );
    }
    Ok(())
}
