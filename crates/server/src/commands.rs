//! The subcommands: one file each.
//!
//! Not their arguments (`cli`) and not settings (`config`).
//!
//! The one rule to know: what a command answers goes to standard output, everything else to standard error.

mod account;
mod backup;
mod check;
mod credential;
mod customers;
mod demo;
mod discount;
mod import;
mod migrate;
mod routes;
mod seller;
mod serve;
mod user;

use std::process::ExitCode;

use anyhow::Context;
use app::{App, accounts};
use domain::ids::AccountId;

use crate::cli::{Cli, Command};
use crate::config::{Loaded, Settings};
use crate::logs;
use crate::refusals::explain;

/// Does what the command line asks for.
///
/// # Errors
/// Whatever kept the command from its end, worded for the person who typed it.
pub fn run(cli: &Cli, variables: impl IntoIterator<Item = (String, String)>) -> anyhow::Result<ExitCode> {
    let Loaded {
        settings,
        unknown_variables,
    } = Settings::load(cli.config(), variables, &cli.flags())?;
    logs::start(&settings)?;
    for variable in unknown_variables {
        tracing::warn!(variable, "no setting has this name");
    }
    match &cli.command {
        Command::Demo(arguments) => demo::run(settings, arguments),
        Command::Serve(_) => serve::run(settings),
        Command::Migrate => migrate::run(&settings),
        Command::Check => check::run(&settings),
        Command::Backup(arguments) => backup::run(&settings, arguments),
        Command::Routes => routes::run(),
        Command::Account(command) => account::run(&settings, command),
        Command::Credential(command) => credential::run(&settings, command),
        Command::User(command) => user::run(&settings, command),
        Command::Import(command) => import::run(&settings, command),
        Command::Customers(command) => customers::run(&settings, command),
        Command::Seller(command) => seller::run(&settings, command),
        Command::Discount(command) => discount::run(&settings, command),
    }
}

/// A number of things, as progress counts them.
fn count(things: usize) -> u64 {
    u64::try_from(things).unwrap_or(u64::MAX)
}

/// The account that is meant: the one named, or the only one there is.
fn the_account(app: &App, named: Option<i64>) -> anyhow::Result<AccountId> {
    let accounts = accounts::list(app).map_err(explain)?;
    match (named, accounts.as_slice()) {
        (Some(number), _) => accounts
            .iter()
            .map(|account| account.id)
            .find(|id| id.raw() == number)
            .with_context(|| format!("there is no account {number}; `entreposto account list` shows those there are")),
        (None, [account]) => Ok(account.id),
        (None, []) => anyhow::bail!("there is no account yet; create one with `entreposto account create NAME`"),
        (None, several) => anyhow::bail!(
            "there are {} accounts; name one with --account: {}",
            several.len(),
            several
                .iter()
                .map(|account| format!("{} ({})", account.id, account.name))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}
