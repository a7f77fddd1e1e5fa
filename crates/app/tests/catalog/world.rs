//! An application over a fresh database with two accounts, and short ways to use it.

use app::accounts::{self, NewAccount};
use app::testing::Still;
use app::{App, Call, Command, Failure, Principal, Reader, SeededChance};
use domain::actor::{Actor, Face};
use domain::documents::CheckPolicy;
use domain::ids::AccountId;
use domain::page::PageRequest;
use domain::refusal::{Field, Problem, Refusal};
use jiff::{SignedDuration, Timestamp};
use store::counters::{self, Counter};
use store::{Store, Tx};

/// The instant at which everything happens that is not said to happen later.
pub(crate) const NOW: &str = "2026-03-10T15:00:00Z";

/// The first page, long enough for every test.
pub(crate) const ALL: PageRequest = PageRequest::new(1, 500, 500);

/// Two accounts of one installation.
pub(crate) struct World {
    store: Store,
    app: App,
    own: Call,
    foreign: Call,
}

/// Runs a test on each engine there is.
pub(crate) fn on_each_engine(test: impl Fn(&World)) {
    on_each_engine_with(CheckPolicy::Warn, test);
}

/// As [`on_each_engine`], in an account with this setting.
pub(crate) fn on_each_engine_with(document_check: CheckPolicy, test: impl Fn(&World)) {
    store::testing::each_engine(|store| {
        let app = App::new(store.clone(), Still(now()), SeededChance::new(1));
        let own = NewAccount {
            document_check,
            ..NewAccount::named("Loja", "loja")
        };
        let own = call(accounts::create(&app, own).unwrap());
        let foreign = call(accounts::create(&app, NewAccount::named("Outra", "outra")).unwrap());
        test(&World {
            store: store.clone(),
            app,
            own,
            foreign,
        });
    });
}

fn call(account: AccountId) -> Call {
    Call {
        principal: Principal {
            account,
            organization: None,
            actor: Actor::System,
            application: None,
            scopes: Vec::new(),
        },
        face: Face::Core,
        request_id: "test".to_owned(),
        idempotency: None,
    }
}

/// The instant [`NOW`].
pub(crate) fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// So many seconds after [`NOW`].
pub(crate) fn later(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

impl World {
    /// Runs a command.
    pub(crate) fn run<C: Command>(&self, command: C) -> Result<C::Done, Failure> {
        self.app.execute_blocking(&self.own, command)
    }

    /// Runs a command so many seconds after [`NOW`].
    pub(crate) fn run_later<C: Command>(&self, seconds: i64, command: C) -> Result<C::Done, Failure> {
        self.app.execute_blocking_at(&self.own, command, later(seconds))
    }

    /// Runs a command in the foreign account.
    pub(crate) fn run_foreign<C: Command>(&self, command: C) -> Result<C::Done, Failure> {
        self.app.execute_blocking(&self.foreign, command)
    }

    /// Reads a view.
    pub(crate) fn read<T, V>(&self, view: V) -> Result<T, Failure>
    where
        T: Send + 'static,
        V: Fn(&mut Reader<'_, '_>) -> Result<T, Failure> + Send + 'static,
    {
        self.app.read_blocking(&self.own, view)
    }

    /// Reads a view of the foreign account.
    pub(crate) fn read_foreign<T, V>(&self, view: V) -> Result<T, Failure>
    where
        T: Send + 'static,
        V: Fn(&mut Reader<'_, '_>) -> Result<T, Failure> + Send + 'static,
    {
        self.app.read_blocking(&self.foreign, view)
    }

    /// How many events were left for others while `act` ran.
    pub(crate) fn events_of(&self, act: impl FnOnce()) -> i64 {
        let account = self.own.principal.account;
        // The next number tells how many were given; asking uses one up.
        let number = move |tx: &mut Tx<'_>| Ok::<_, Failure>(counters::next(tx, account, Counter::Outbox)?);
        let next = || self.store.write_blocking(account, number).unwrap();
        let before = next();
        act();
        next() - before - 1
    }
}

/// The wrong fields of a refusal.
pub(crate) fn refused<T>(result: Result<T, Failure>) -> Vec<(Field, Option<usize>, Problem)> {
    match result {
        Err(Failure::Refused(Refusal::Invalid(fields))) => fields
            .into_iter()
            .map(|field| (field.field, field.index, field.problem))
            .collect(),
        Err(other) => panic!("refused otherwise: {other:?}"),
        Ok(_) => panic!("not refused"),
    }
}

/// Whether the answer is that there is no such thing.
pub(crate) fn is_missing<T>(result: &Result<T, Failure>) -> bool {
    matches!(result, Err(Failure::Refused(Refusal::NotFound { .. })))
}

/// Owned texts.
pub(crate) fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}
