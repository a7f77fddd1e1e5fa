//! Accounts: creating a tenant and changing its settings. Not credentials, which are in `credentials.rs`.
//!
//! The one rule to know: an account has no account above it, so creating one is a function over the application and not
//! a command.

use domain::accounts::{Account, DEFAULT_TIME_ZONE, check_account, check_account_name};
use domain::actor::{Actor, Face};
use domain::documents::CheckPolicy;
use domain::events::{Event, EventKind};
use domain::ids::AccountId;
use domain::refusal::{Entity, Field, Problem, Refusal};
use jiff::tz::TimeZone;

use crate::call::{Call, Principal};
use crate::context::Context;
use crate::execute::{App, Command};
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// What an account is created from.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// How people call it.
    pub name: String,
    /// The label by which vendors' clients name it: lower-case letters, digits and inner hyphens.
    pub subdomain: String,
    /// A name of the tz database; `None` is the default zone.
    pub time_zone: Option<String>,
    /// What happens to documents whose check digits are wrong.
    pub document_check: CheckPolicy,
}

impl NewAccount {
    /// An account with the default settings.
    pub fn named(name: impl Into<String>, subdomain: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            subdomain: subdomain.into(),
            time_zone: None,
            document_check: CheckPolicy::default(),
        }
    }
}

/// Creates an account, for a caller that waits on this thread: the command line, seeding, tests.
///
/// # Errors
/// A wrong name, subdomain or zone, or a subdomain that another account has.
pub fn create(app: &App, new: NewAccount) -> Result<AccountId, Failure> {
    check_account(&new.name, &new.subdomain)?;
    let time_zone = zone(new.time_zone.as_deref().unwrap_or(DEFAULT_TIME_ZONE))?;
    let now = app.now();
    app.store().write_blocking(AccountId::from_raw(0), move |tx| {
        if store::accounts::find_by_subdomain(tx, &new.subdomain)?.is_some() {
            return Err(Failure::invalid(Field::Subdomain, Problem::Taken));
        }
        let account = Account {
            id: store::accounts::next_id(tx)?,
            name: new.name.clone(),
            subdomain: new.subdomain.clone(),
            time_zone: time_zone.clone(),
            document_check: new.document_check,
            created_at: now,
            updated_at: now,
        };
        store::accounts::insert(tx, &account)?;
        store::cash::open_books(tx, account.id, now)?;
        Ok(account.id)
    })
}

/// Every account of the installation, by number.
///
/// # Errors
/// A broken store.
pub fn list(app: &App) -> Result<Vec<Account>, Failure> {
    app.store().read_blocking(|tx| Ok(store::accounts::list(tx)?))
}

/// The account of that subdomain, if there is one.
///
/// # Errors
/// A broken store.
pub fn find_by_subdomain(app: &App, subdomain: &str) -> Result<Option<Account>, Failure> {
    let subdomain = subdomain.to_owned();
    app.store()
        .read_blocking(move |tx| Ok(store::accounts::find_by_subdomain(tx, &subdomain)?))
}

/// The call of the system itself on an account: seeding, jobs, the command line. Sees every organization.
pub fn system_call(app: &App, account: AccountId) -> Call {
    Call {
        principal: Principal {
            account,
            organization: None,
            actor: Actor::System,
            application: None,
            scopes: Vec::new(),
        },
        face: Face::Core,
        request_id: app.random_hex(16),
        idempotency: None,
    }
}

/// Changes the account's settings; `None` keeps one as it is.
#[derive(Debug, Clone, Default)]
pub struct UpdateAccount {
    /// How people call it.
    pub name: Option<String>,
    /// A name of the tz database.
    pub time_zone: Option<String>,
    /// What happens to documents whose check digits are wrong.
    pub document_check: Option<CheckPolicy>,
}

impl Command for UpdateAccount {
    type Done = AccountId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AccountId, Failure> {
        let mut account = settings(cx)?;
        if let Some(name) = &self.name {
            check_account_name(name)?;
            account.name.clone_from(name);
        }
        if let Some(name) = &self.time_zone {
            account.time_zone = zone(name)?;
        }
        if let Some(policy) = self.document_check {
            account.document_check = policy;
        }
        account.updated_at = cx.now;
        store::accounts::update(cx.tx, &account)?;
        outbox::emit(
            cx,
            &[Event {
                entity: Entity::Account,
                entity_id: account.id.raw(),
                organization: None,
                kind: EventKind::Updated,
            }],
        )?;
        Ok(account.id)
    }
}

impl Reader<'_, '_> {
    /// The account's settings.
    ///
    /// # Errors
    /// Not found when the account does not exist.
    pub fn account_settings(&mut self) -> Result<Account, Failure> {
        let account = self.account;
        store::accounts::find(self.tx, account)?.ok_or_else(|| Failure::not_found(Entity::Account, account))
    }
}

/// The settings of the account a command runs in.
pub(crate) fn settings(cx: &mut Context<'_, '_>) -> Result<Account, Failure> {
    let account = cx.account();
    store::accounts::find(cx.tx, account)?.ok_or_else(|| Failure::not_found(Entity::Account, account))
}

/// The zone of that name, if this machine's tz database has it.
fn zone(name: &str) -> Result<TimeZone, Refusal> {
    let found = TimeZone::get(name).ok().filter(|zone| zone.iana_name().is_some());
    found.ok_or_else(|| Refusal::invalid(Field::TimeZone, Problem::NotInList))
}
