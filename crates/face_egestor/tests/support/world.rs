//! An application over a fresh database, served as eGestor, and ways to ask it.
//!
//! Not what is in its account, which is `facts`.
//!
//! The one rule to know: the clock stands still, so every instant in an answer is [`NOW`].

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::time::SystemTime;

use app::access::IssueToken;
use app::accounts::{self, NewAccount};
use app::testing::Still;
use app::{App, Call, Command, CreateCredential, SeededChance};
use axum::body::Body;
use domain::actor::Face;
use domain::ids::OrganizationId;
use face_kit::Settings;
pub(crate) use face_kit::testing::Got;
use face_kit::testing::Served;
use http::Request;
use jiff::Timestamp;
use store::testing::sqlite_in;
use store::{Options, Store};
use tempfile::TempDir;

/// When everything happens: noon in São Paulo.
pub(crate) const NOW: &str = "2026-03-10T15:00:00Z";

/// The credential of the account that tests ask about.
pub(crate) const TOKEN: &str = "3d12813150rd61l126216n17605zs1q4";

/// A credential of the same account that is bound to organization 1.
pub(crate) const BOUND: &str = "bound-to-organization-1";

/// The credential of another account.
pub(crate) const FOREIGN: &str = "of-another-account";

/// Two accounts of one installation, served.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) store: Store,
    pub(crate) own: Call,
    pub(crate) foreign: Call,
    served: Served,
    folder: TempDir,
}

impl World {
    /// Two accounts with their credentials and nothing else.
    pub(crate) fn empty() -> Self {
        Self::set(Settings::default())
    }

    /// The same, served under these settings.
    pub(crate) fn set(settings: Settings) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = sqlite_in(folder.path(), Options::default()).expect("a database");
        store.migrate().expect("the migrations apply");
        let now: Timestamp = NOW.parse().expect("an instant");
        let app = App::new(store.clone(), Still(now), SeededChance::new(1));
        let account = |name: &str| {
            let id = accounts::create(&app, NewAccount::named(name, name)).expect("an account");
            accounts::system_call(&app, id)
        };
        let (own, foreign) = (account("loja"), account("outra"));
        let router = face_egestor::routes().into_router(app.clone(), settings);
        let world = Self {
            app,
            store,
            own,
            foreign,
            served: Served::new(router),
            folder,
        };
        world.credential(&world.own, TOKEN, None);
        world.credential(&world.foreign, FOREIGN, None);
        world
    }

    /// Issues an application and a token of it, which is its name, too.
    pub(crate) fn credential(&self, call: &Call, token: &str, organization: Option<OrganizationId>) {
        let create = CreateCredential {
            face: Face::Egestor,
            name: token.to_owned(),
            organization,
            scopes: Vec::new(),
            secret: format!("secret-of-{token}"),
        };
        let created = self.app.execute_blocking(call, create).expect("a credential");
        let issue = IssueToken {
            credential: created.id,
            user: None,
            scopes: Vec::new(),
            lifetime: None,
            token: token.to_owned(),
        };
        self.app.execute_blocking(call, issue).expect("a token");
    }

    /// Runs a command in the account.
    pub(crate) fn run<C: Command>(&self, command: C) -> C::Done {
        self.app
            .execute_blocking(&self.own, command)
            .expect("the command is fine")
    }

    /// Asks with the account's credential. `path` begins after `/egestor`.
    pub(crate) fn ask(&self, method: &str, path: &str, body: impl Into<Body>) -> Got {
        self.ask_as(Some(TOKEN), method, path, body)
    }

    /// Asks with this credential, or none.
    pub(crate) fn ask_as(&self, token: Option<&str>, method: &str, path: &str, body: impl Into<Body>) -> Got {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/egestor{path}"))
            .header("content-type", "application/json");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        self.send(request.body(body.into()).expect("a request"))
    }

    /// Sends a request as it is.
    pub(crate) fn send(&self, request: Request<Body>) -> Got {
        self.served.send(request)
    }

    /// How long the database's files are and when they were last written: equal before and after means nothing was.
    pub(crate) fn written(&self) -> Vec<Option<(u64, SystemTime)>> {
        let files = ["entreposto.db", "entreposto.db-wal"];
        let state = |name: &str| {
            let file = std::fs::metadata(self.folder.path().join(name)).ok()?;
            Some((file.len(), file.modified().ok()?))
        };
        files.map(state).to_vec()
    }
}
