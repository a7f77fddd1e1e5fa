//! `entreposto user`: the people who sign in.
//!
//! Not integrations, which have credentials.
//!
//! The one rule to know: a password is never an argument, because arguments are seen by others on the same machine.

use std::io::{BufRead, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::Context;
use app::access::SetUserActive;
use app::{App, Call, accounts};
use domain::ids::AccountId;
use domain::page::PageRequest;
use domain::users::{PASSWORD_MAX, PASSWORD_MIN, Role, User};

use super::the_account;
use crate::cli::UserCommand;
use crate::config::Settings;
use crate::database::Database;
use crate::refusals::explain;

pub(super) fn run(settings: &Settings, command: &UserCommand) -> anyhow::Result<ExitCode> {
    let app = Database::of(settings)?.open_ready(settings)?;
    match command {
        UserCommand::Create {
            email,
            name,
            role,
            generate_password,
            account,
        } => {
            let role =
                Role::from_name(role).with_context(|| format!("--role `{role}` is none of administrator, operator"))?;
            let account = the_account(&app, *account)?;
            let password = new_password(&app, *generate_password)?;
            let create = app.new_user(email, name, role, &password).map_err(explain)?;
            let id = app
                .execute_blocking(&accounts::system_call(&app, account), create)
                .map_err(explain)?;
            eprintln!("user {id} of account {account}");
            show(&password, *generate_password);
        }
        UserCommand::SetPassword {
            email,
            generate_password,
            account,
        } => {
            let account = the_account(&app, *account)?;
            let call = accounts::system_call(&app, account);
            let user = find(&app, &call, email)?;
            let password = new_password(&app, *generate_password)?;
            let set = app.new_password(user.id, &password).map_err(explain)?;
            app.execute_blocking(&call, set).map_err(explain)?;
            eprintln!("user {} of account {account} has another password", user.id);
            show(&password, *generate_password);
        }
        UserCommand::List { account } => list(&app, the_account(&app, *account)?)?,
        UserCommand::Disable { email, account } => set_active(&app, email, *account, false)?,
        UserCommand::Enable { email, account } => set_active(&app, email, *account, true)?,
    }
    app.close();
    Ok(ExitCode::SUCCESS)
}

/// The password to set: made, or asked for.
fn new_password(app: &App, is_made: bool) -> anyhow::Result<String> {
    let password = if is_made {
        app.random_password()
    } else {
        asked_for_password()?
    };
    anyhow::ensure!(
        (PASSWORD_MIN..=PASSWORD_MAX).contains(&password.chars().count()),
        "a password has {PASSWORD_MIN} to {PASSWORD_MAX} characters"
    );
    Ok(password)
}

fn show(password: &str, is_made: bool) {
    if is_made {
        eprintln!("its password is shown only now:");
        println!("{password}");
    }
}

/// The line that is typed or piped in.
fn asked_for_password() -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        eprint!("password (it is shown as you type): ");
        std::io::stderr().flush()?;
    }
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .context("reading the password")?;
    let password = line.trim_end_matches(['\r', '\n']);
    anyhow::ensure!(
        !password.is_empty(),
        "no password was given on standard input; --generate-password makes one"
    );
    Ok(password.to_owned())
}

fn list(app: &App, account: AccountId) -> anyhow::Result<()> {
    const PER_PAGE: u32 = 500;
    let call = accounts::system_call(app, account);
    for number in 1.. {
        let page = PageRequest::new(number, PER_PAGE, PER_PAGE);
        let users = app
            .read_blocking(&call, move |reader| reader.users(page))
            .map_err(explain)?;
        for user in &users {
            let User {
                id, email, name, role, ..
            } = user;
            let state = if user.active { "active" } else { "disabled" };
            println!("{id}\t{email}\t{name}\t{}\t{state}", role.name());
        }
        if users.len() < PER_PAGE as usize {
            break;
        }
    }
    Ok(())
}

/// The user of that address.
pub(super) fn find(app: &App, call: &Call, email: &str) -> anyhow::Result<User> {
    let wanted = email.to_owned();
    let found = app
        .read_blocking(call, move |reader| reader.user_by_email(&wanted))
        .map_err(explain)?;
    found.with_context(|| format!("there is no user `{email}`; create one with `entreposto user create`"))
}

fn set_active(app: &App, email: &str, account: Option<i64>, active: bool) -> anyhow::Result<()> {
    let account = the_account(app, account)?;
    let call = accounts::system_call(app, account);
    let user = find(app, &call, email)?;
    app.execute_blocking(&call, SetUserActive { id: user.id, active })
        .map_err(explain)?;
    let done = if active {
        "may sign in"
    } else {
        "may not sign in any more"
    };
    println!("user {} of account {account} {done}", user.id);
    Ok(())
}
