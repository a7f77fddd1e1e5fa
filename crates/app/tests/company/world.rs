//! An application over a fresh database with two accounts, and short ways to use it.

use app::accounts::{self, NewAccount};
use app::organizations::CreateOrganization;
use app::testing::Still;
use app::{App, Call, Command, Failure, Reader, SeededChance};
use domain::actor::Face;
use domain::documents::{CheckPolicy, Cnpj};
use domain::ids::OrganizationId;
use domain::organizations::OrganizationDetails;
use domain::page::PageRequest;
use domain::refusal::{Field, Problem, Refusal};
use jiff::{SignedDuration, Timestamp};

/// The first page, long enough for every test.
pub(crate) const ALL: PageRequest = PageRequest::new(1, 500, 500);

/// Two accounts of one installation.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) own: Call,
    pub(crate) foreign: Call,
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
        let own = accounts::create(&app, own).unwrap();
        let foreign = accounts::create(&app, NewAccount::named("Outra", "outra")).unwrap();
        let (own, foreign) = (accounts::system_call(&app, own), accounts::system_call(&app, foreign));
        test(&World { app, own, foreign });
    });
}

/// The instant at which everything happens that is not said to happen later.
pub(crate) fn now() -> Timestamp {
    "2026-03-10T15:00:00Z".parse().unwrap()
}

/// So many seconds after [`now`].
pub(crate) fn later(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

impl World {
    /// Runs a command.
    pub(crate) fn run<C: Command>(&self, command: C) -> Result<C::Done, Failure> {
        self.app.execute_blocking(&self.own, command)
    }

    /// Runs a command that came in through a face.
    pub(crate) fn run_from<C: Command>(&self, face: Face, command: C) -> Result<C::Done, Failure> {
        self.app.execute_blocking(
            &Call {
                face,
                ..self.own.clone()
            },
            command,
        )
    }

    /// Runs a command so many seconds after [`now`].
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

    /// An organization with the CNPJ of this number.
    pub(crate) fn organization(&self, number: u32) -> OrganizationId {
        self.run(CreateOrganization {
            details: shop(number),
            extras_estoka: None,
        })
        .unwrap()
    }
}

/// A shop with the CNPJ of this number.
pub(crate) fn shop(number: u32) -> OrganizationDetails {
    let document = Cnpj::from_base(&format!("{number:08}0001")).unwrap();
    OrganizationDetails::new(
        &format!("Loja {number}"),
        &format!("Loja {number} Ltda"),
        document.as_str(),
    )
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
