//! The account in which exchanges take place: its application, the way to its faces, and its integrations.
//!
//! Not what is in it: each face's examples ask for an account of their own, made in a file beside this one (`estoka`).
//!
//! The one rule to know: everything is made by the application's commands, in the order of the numbers it must get.

mod egestor;
mod estoka;
mod likin;
mod promotions;
mod uniplus;

use std::sync::atomic::{AtomicI64, Ordering};

use app::accounts::{self, NewAccount};
use app::{App, Call, Clock, Command, CreateCredential, SeededChance};
use domain::actor::Face;
use domain::ids::OrganizationId;
use jiff::Timestamp;
use store::Store;

use crate::client::{Client, Site};

/// When the account is made: 10 March 2026, nine in the morning in São Paulo.
const BEGINNING_S: i64 = 1_773_144_000;

/// An account, its application and the way to its faces.
pub struct Merchant {
    /// The application, which other accounts may share.
    pub app: App,
    /// Everything the server serves.
    pub site: Site,
    /// The system's call on the account.
    pub call: Call,
}

/// A clock that moves on by a second whenever it is asked, so that nothing happens at the same instant.
struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        let second = self.0.fetch_add(1, Ordering::Relaxed);
        Timestamp::from_second(second).expect("a test does not last for centuries")
    }
}

impl Merchant {
    /// An account with nothing in it, as the only one of a fresh store.
    ///
    /// # Panics
    /// When the account cannot be made, which is a defect of its own.
    #[must_use]
    pub fn empty(store: &Store) -> Self {
        let app = App::new(
            store.clone(),
            Ticking(AtomicI64::new(BEGINNING_S)),
            SeededChance::new(1),
        );
        let account = accounts::create(&app, NewAccount::named("Comércio Modelo", "modelo"));
        let call = accounts::system_call(&app, account.expect("a fresh store takes an account"));
        Self {
            site: Site::of(&app),
            app,
            call,
        }
    }

    /// Another account of the same installation, one with nothing in it.
    ///
    /// # Panics
    /// As [`Self::empty`].
    #[must_use]
    pub fn neighbour(&self) -> Self {
        let name = format!("vizinho-{}", self.app.random_hex(8));
        let account = accounts::create(&self.app, NewAccount::named("Vizinho", name));
        let call = accounts::system_call(&self.app, account.expect("another account may be made"));
        Self {
            app: self.app.clone(),
            site: self.site.clone(),
            call,
        }
    }

    /// The secret of a new credential of a face, bound to an organization or to none.
    ///
    /// # Panics
    /// As [`Self::empty`].
    #[must_use]
    pub fn secret(&self, face: Face, organization: Option<i64>) -> String {
        let secret = self.app.random_hex(16);
        self.make(CreateCredential {
            face,
            name: "integração".to_owned(),
            organization: organization.map(OrganizationId::from_raw),
            scopes: Vec::new(),
            secret: secret.clone(),
        });
        secret
    }

    /// An Estoka integration with a credential of its own.
    ///
    /// # Panics
    /// As [`Self::empty`].
    #[must_use]
    pub fn estoka(&self) -> Client {
        self.estoka_bound(None)
    }

    /// An Estoka integration that sees one organization only.
    ///
    /// # Panics
    /// As [`Self::empty`].
    #[must_use]
    pub fn estoka_bound(&self, organization: Option<i64>) -> Client {
        let secret = self.secret(Face::Estoka, organization);
        let client = self.site.client("/estoka");
        client.with("authorization", &format!("Token token={secret}"))
    }

    /// What the auditor finds.
    ///
    /// # Panics
    /// When the store does not answer.
    #[must_use]
    pub fn audit(&self) -> Vec<String> {
        let found = app::audit::audit(&self.app, |_, _| {}).expect("the store answers");
        found.iter().map(ToString::to_string).collect()
    }

    /// Runs a command of the account's own.
    ///
    /// # Panics
    /// When it is refused.
    pub fn make<C: Command>(&self, command: C) -> C::Done {
        match self.app.execute_blocking(&self.call, command) {
            Ok(done) => done,
            Err(failure) => panic!("the account of the examples cannot be made: {failure:?}"),
        }
    }
}
