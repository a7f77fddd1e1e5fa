//! `entreposto credential`: issuing, listing and revoking what integrations log in with.
//!
//! Not people's passwords.
//!
//! The one rule to know: a secret is printed once, when it is made; the database has only its hash.

use std::process::ExitCode;

use anyhow::Context;
use app::access::{CreateGrant, RegisterApplication};
use app::{App, Call, CreateCredential, RevokeCredential, accounts};
use domain::actor::Face;
use domain::ids::{AccountId, CredentialId, OrganizationId};

use super::{the_account, user};
use crate::cli::CredentialCommand;
use crate::config::Settings;
use crate::credentials_file::{Application, Secret};
use crate::database::Database;
use crate::faces::{FACES, Login, Mount, client_id, find};
use crate::refusals::explain;

/// Random bytes of a secret.
const SECRET_BYTES: usize = 32;

/// Random bytes of an application's public name.
const CLIENT_ID_BYTES: usize = 16;

/// Random bytes of the key of a standing permission.
const GRANT_KEY_BYTES: usize = 20;

/// The addresses of applications that cannot be called back.
const CODE_IS_SHOWN: [&str; 2] = ["urn:ietf:wg:oauth:2.0:oob", "urn:ietf:wg:oauth:2.0:oob:auto"];

pub(super) fn run(settings: &Settings, command: &CredentialCommand) -> anyhow::Result<ExitCode> {
    let app = Database::of(settings)?.open_ready(settings)?;
    match command {
        CredentialCommand::Create {
            face,
            name,
            account,
            organization,
            scopes,
            redirect_uris,
            user: acts_for,
        } => {
            let mount = Face::from_name(face).and_then(find).with_context(|| {
                let known: Vec<&str> = FACES.iter().map(|mount| mount.face.name()).collect();
                format!("there is no face `{face}`; there are: {}", known.join(", "))
            })?;
            let account = the_account(&app, *account)?;
            let wanted = Wanted {
                name,
                organization: organization.map(OrganizationId::from_raw),
                scopes,
                redirect_uris,
                user: acts_for.as_deref(),
            };
            let (id, secret) = issue(&app, account, mount, &wanted)?;
            eprintln!("credential {id} of account {account}; its secret is shown only now:");
            println!("{}", secret.secret);
            for line in mount.login.in_words(&secret) {
                eprintln!("{line}");
            }
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

/// What a new credential is to be.
pub(super) struct Wanted<'a> {
    pub(super) name: &'a str,
    pub(super) organization: Option<OrganizationId>,
    pub(super) scopes: &'a [String],
    pub(super) redirect_uris: &'a [String],
    /// The e-mail address of the user for whom an application acts.
    pub(super) user: Option<&'a str>,
}

/// Issues what the face's clients log in with.
pub(super) fn issue(
    app: &App,
    account: AccountId,
    mount: &Mount,
    wanted: &Wanted<'_>,
) -> anyhow::Result<(CredentialId, Secret)> {
    let call = accounts::system_call(app, account);
    let credential = CreateCredential {
        face: mount.face,
        name: wanted.name.to_owned(),
        organization: wanted.organization,
        scopes: wanted.scopes.to_vec(),
        secret: app.random_hex(SECRET_BYTES),
    };
    let mut secret = Secret::of(mount.face, credential.secret.clone());
    if mount.login != Login::Application {
        anyhow::ensure!(
            wanted.redirect_uris.is_empty() && wanted.user.is_none(),
            "--redirect-uri and --user are for applications, which face `{}` does not have",
            mount.face.name()
        );
    }
    let issued = match mount.login {
        Login::Token | Login::AuthorizationCode => app.execute_blocking(&call, credential),
        Login::ClientCredentials => {
            let register = RegisterApplication {
                client_id: client_id(&credential.secret),
                credential,
                redirect_uris: Vec::new(),
            };
            app.execute_blocking(&call, register)
        }
        Login::Application => {
            let (id, application) = register(app, &call, credential, wanted)?;
            secret.application = Some(application);
            return Ok((id, secret));
        }
    };
    Ok((issued.map_err(explain)?.id, secret))
}

/// Registers an application and makes its personal token.
fn register(
    app: &App,
    call: &Call,
    credential: CreateCredential,
    wanted: &Wanted<'_>,
) -> anyhow::Result<(CredentialId, Application)> {
    let client_id = app.random_hex(CLIENT_ID_BYTES);
    let mut redirect_uris = wanted.redirect_uris.to_vec();
    if redirect_uris.is_empty() {
        redirect_uris = CODE_IS_SHOWN.map(str::to_owned).to_vec();
    }
    let register = RegisterApplication {
        credential,
        client_id: client_id.clone(),
        redirect_uris,
    };
    let created = app.execute_blocking(call, register).map_err(explain)?;
    let key = app.random_hex(GRANT_KEY_BYTES);
    let grant = CreateGrant {
        credential: created.id,
        user: match wanted.user {
            Some(email) => Some(user::find(app, call, email)?.id),
            None => None,
        },
        key: key.clone(),
    };
    app.execute_blocking(call, grant).map_err(explain)?;
    let (signing_key, subdomain) = app
        .read_blocking(call, |reader| {
            Ok((reader.signing_key()?, reader.account_settings()?.subdomain))
        })
        .map_err(explain)?;
    let signing_key = signing_key.context("an account whose application is permitted something has a signing key")?;
    let personal = face_egestor::personal_token(&signing_key, &client_id, &subdomain, &key);
    let application = Application {
        client_id,
        personal_token: personal,
    };
    Ok((created.id, application))
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
