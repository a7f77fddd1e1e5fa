//! Two accounts over a fresh database, with a clock that the test moves.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::access::RegisterApplication;
use app::accounts::{self, NewAccount};
use app::{App, Call, Clock, Command, CreateCredential, Failure, SeededChance};
use domain::actor::Face;
use domain::ids::CredentialId;
use jiff::{SignedDuration, Timestamp};

/// The secret of every application.
pub(crate) const SECRET: &str = "0123456789abcdef-secret";

#[derive(Clone)]
pub(crate) struct Hand(Arc<AtomicI64>);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

/// Two accounts of one installation.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) own: Call,
    pub(crate) foreign: Call,
    hand: Hand,
}

/// Runs a test on each engine there is.
pub(crate) fn on_each_engine(test: impl Fn(&World)) {
    store::testing::each_engine(|store| {
        let start: Timestamp = "2026-03-10T15:00:00Z".parse().unwrap();
        let hand = Hand(Arc::new(AtomicI64::new(start.as_microsecond())));
        let app = App::new(store.clone(), hand.clone(), SeededChance::new(1));
        let account = |name: &str| {
            let id = accounts::create(&app, NewAccount::named(name, name)).unwrap();
            accounts::system_call(&app, id)
        };
        let (own, foreign) = (account("loja"), account("outra"));
        test(&World {
            own,
            foreign,
            app,
            hand,
        });
    });
}

impl World {
    /// Moves the clock.
    pub(crate) fn wait(&self, time: SignedDuration) {
        let micros = i64::try_from(time.as_micros()).unwrap();
        self.hand.0.fetch_add(micros, Ordering::Relaxed);
    }

    /// Runs a command.
    pub(crate) fn run<C: Command>(&self, command: C) -> Result<C::Done, Failure> {
        self.app.execute_blocking(&self.own, command)
    }

    /// Waits for an answer.
    pub(crate) fn ask<T>(&self, answer: impl Future<Output = Result<T, Failure>>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(answer).unwrap()
    }

    /// Registers an application of the face.
    pub(crate) fn application(&self, call: &Call, face: Face, client_id: &str) -> CredentialId {
        let register = registration(face, client_id);
        self.app.execute_blocking(call, register).unwrap().id
    }
}

/// An application whose secret is [`SECRET`] and its name.
pub(crate) fn registration(face: Face, client_id: &str) -> RegisterApplication {
    RegisterApplication {
        credential: CreateCredential {
            face,
            name: client_id.to_owned(),
            organization: None,
            scopes: Vec::new(),
            secret: format!("{SECRET}-{client_id}"),
        },
        client_id: client_id.to_owned(),
        redirect_uris: vec!["https://app.example/volta".to_owned()],
    }
}
