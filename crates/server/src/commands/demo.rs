//! `entreposto demo`: generated data, served at once.
//!
//! Not the generator: that is `crate::demo`.
//!
//! The one rule to know: a database is seeded once, completely or not at all; later runs find it as it was left.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use app::{App, accounts};
use domain::accounts::Account;
use domain::ids::AccountId;
use domain::users::Role;

use super::credential::{Wanted, issue};
use super::serve::{addresses, listen, runtime, until_told};
use crate::cli::DemoArgs;
use crate::config::Settings;
use crate::credentials_file::{self, Keys, Person, Secret};
use crate::database::{Database, Missing, application};
use crate::demo::{self, ACCOUNT_SUBDOMAIN, STORE};
use crate::faces::{FACES, Login, Mount, find};
use crate::progress::Progress;
use crate::refusals::explain;

/// What the demo's credentials are called.
const CREDENTIAL_NAME: &str = "demo";

/// Who signs in to the demo.
const PERSON_EMAIL: &str = "admin@entreposto.example";
const PERSON_NAME: &str = "Administração";

pub(super) fn run(mut settings: Settings, arguments: &DemoArgs) -> anyhow::Result<ExitCode> {
    let runtime = runtime(&settings)?;
    // Before the work of seeding, so that a port in use is known at once.
    let listening = if arguments.no_serve {
        None
    } else {
        Some(listen(&runtime, &mut settings)?)
    };
    let database = Database::of(&settings)?;
    let (app, new) = prepare(&database, &settings, arguments.seed)?;
    let file = credentials_file(&settings, arguments);
    let known = new.unwrap_or_else(|| credentials_file::read(&file));
    let keys = credentials(&app, demo_account(&app)?, &known)?;
    credentials_file::write(&file, &settings.public_url(), &keys)?;
    announce(&settings, &database, &file, &keys);
    match listening {
        Some(listening) => until_told(runtime, app, &settings, listening)?,
        None => app.close(),
    }
    Ok(ExitCode::SUCCESS)
}

fn credentials_file(settings: &Settings, arguments: &DemoArgs) -> PathBuf {
    arguments
        .credentials
        .clone()
        .unwrap_or_else(|| match settings.database {
            None => settings.data_dir.join("credentials.json"),
            Some(_) => PathBuf::from("credentials.json"),
        })
}

/// The database with the demo's account in it: as it was left, or new with its secrets.
fn prepare(database: &Database, settings: &Settings, seed: u64) -> anyhow::Result<(App, Option<Keys>)> {
    match database {
        Database::File(path) if !path.exists() => {
            let secrets = create_file(path, settings, seed)?;
            Ok((database.open_ready(settings)?, Some(secrets)))
        }
        Database::File(_) | Database::Server(_) => {
            let store = database.open(settings, Missing::Refuse)?;
            store
                .migrate()
                .with_context(|| format!("{} cannot be migrated", database.name()))?;
            let app = application(store);
            if accounts::list(&app).map_err(explain)?.is_empty() {
                let secrets = seed_new(&app, seed)?;
                return Ok((app, Some(secrets)));
            }
            check_complete(&app, database)?;
            Ok((app, None))
        }
    }
}

/// Seeds beside the place and moves the whole there, so that a run that was interrupted leaves nothing behind.
fn create_file(path: &Path, settings: &Settings, seed: u64) -> anyhow::Result<Keys> {
    let beside = |suffix: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let draft = beside(".draft");
    for left_behind in [".draft", ".draft-wal", ".draft-shm"].map(beside) {
        if left_behind.exists() {
            std::fs::remove_file(&left_behind).with_context(|| format!("removing {}", left_behind.display()))?;
        }
    }
    let store = Database::File(draft.clone()).open(settings, Missing::Create)?;
    store.migrate()?;
    let app = application(store);
    let secrets = seed_new(&app, seed)?;
    app.close();
    drop(app);
    std::fs::rename(&draft, path).with_context(|| format!("moving the new database to {}", path.display()))?;
    Ok(secrets)
}

/// Seeds an empty database. Its credentials come last: they show that all before them is there.
fn seed_new(app: &App, seed: u64) -> anyhow::Result<Keys> {
    let progress = Progress::shown();
    let account = demo::seed(app, seed, app.now(), &progress)?;
    progress.finish();
    credentials(app, account, &Keys::default())
}

fn find_account(app: &App) -> anyhow::Result<Option<Account>> {
    accounts::find_by_subdomain(app, ACCOUNT_SUBDOMAIN).map_err(explain)
}

fn demo_account(app: &App) -> anyhow::Result<AccountId> {
    let account = find_account(app)?.context("the demo's account is missing from its database")?;
    Ok(account.id)
}

fn check_complete(app: &App, database: &Database) -> anyhow::Result<()> {
    let Some(account) = find_account(app)? else {
        bail!(
            "{} holds other accounts; demo data wants a database of its own: name another with --data-dir or --database",
            database.name()
        );
    };
    let call = accounts::system_call(app, account.id);
    if app
        .read_blocking(&call, |reader| reader.credentials())
        .map_err(explain)?
        .is_empty()
    {
        bail!(
            "the demo data in {} is incomplete: an earlier run was interrupted; empty that database",
            database.name()
        );
    }
    Ok(())
}

/// The secrets that still open their face, and new ones for faces without.
fn credentials(app: &App, account: AccountId, known: &Keys) -> anyhow::Result<Keys> {
    let person = person(app, account, known.person.as_ref())?;
    let mut secrets = Vec::new();
    let of_account = FACES.iter().map(|mount| (mount, false));
    let of_store = FACES.iter().filter(|mount| mount.login == Login::ClientCredentials);
    for (mount, of_store) in of_account.chain(of_store.map(|mount| (mount, true))) {
        let same = |secret: &&Secret| (secret.face, secret.of_store) == (mount.face, of_store);
        if let Some(secret) = known.secrets.iter().find(same) {
            let opens = app.authenticate_blocking(mount.face, &secret.secret).map_err(explain)?;
            if opens.is_some_and(|principal| principal.account == account) {
                secrets.push(secret.clone());
                continue;
            }
        }
        let wanted = Wanted {
            name: CREDENTIAL_NAME,
            organization: is_bound(mount, of_store).then_some(STORE),
            scopes: &[],
            redirect_uris: &[],
            user: (mount.login == Login::Application).then_some(person.email.as_str()),
        };
        let (_, secret) = issue(app, account, mount, &wanted)?;
        secrets.push(Secret { of_store, ..secret });
    }
    Ok(Keys {
        secrets,
        person: Some(person),
    })
}

/// Whether a credential sees [`STORE`] alone. An application does: it is of one company, and the head office, the account's
/// first, has no stock to sell.
fn is_bound(mount: &Mount, of_store: bool) -> bool {
    of_store || mount.login == Login::Application
}

/// The person of the demo, with the password of the file or, where that is lost, with another one.
fn person(app: &App, account: AccountId, known: Option<&Person>) -> anyhow::Result<Person> {
    let call = accounts::system_call(app, account);
    let found = app
        .read_blocking(&call, |reader| reader.user_by_email(PERSON_EMAIL))
        .map_err(explain)?;
    let new = || Person {
        email: PERSON_EMAIL.to_owned(),
        password: app.random_password(),
    };
    match (found, known) {
        (Some(_), Some(known)) => Ok(known.clone()),
        (Some(user), None) => {
            let person = new();
            let set = app.new_password(user.id, &person.password).map_err(explain)?;
            app.execute_blocking(&call, set).map_err(explain)?;
            Ok(person)
        }
        (None, _) => {
            let person = new();
            let create = app.new_user(&person.email, PERSON_NAME, Role::Administrator, &person.password);
            app.execute_blocking(&call, create.map_err(explain)?).map_err(explain)?;
            Ok(person)
        }
    }
}

/// Says what is served, how to log in, and what to try.
fn announce(settings: &Settings, database: &Database, file: &Path, keys: &Keys) {
    println!("database     {}", database.name());
    println!("credentials  {}", file.display());
    println!();
    for (line, _) in addresses(settings) {
        println!("{line}");
    }
    if let Some(person) = &keys.person {
        println!("\nUser: {}, password {}", person.email, person.password);
    }
    for secret in &keys.secrets {
        let Some(mount) = find(secret.face) else { continue };
        let whose = if is_bound(mount, secret.of_store) {
            format!(" (store {STORE} alone)")
        } else {
            String::new()
        };
        println!("\nLog in to {}{whose}:\n", mount.face.name());
        for line in mount.login.in_words(secret) {
            println!("  {line}");
        }
        if secret.of_store {
            continue;
        }
        println!("\nTry:\n");
        for line in (mount.tries)(&format!("{}{}", settings.public_url(), mount.prefix()), secret) {
            println!("  {line}");
        }
    }
    println!("\nCtrl-C stops; the same command serves the data again as it was left.");
}
