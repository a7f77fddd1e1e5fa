//! An application over a fresh database, served as eGestor, and ways to ask it.
//!
//! Not what is in its account, which is `facts`.
//!
//! The one rule to know: the clock stands still, so every instant in an answer is [`NOW`].

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::time::SystemTime;

use app::access::IssueToken;
use app::accounts::{self, NewAccount};
use app::{App, Call, Clock, Command, CreateCredential, SeededChance};
use axum::Router;
use axum::body::Body;
use domain::actor::Face;
use domain::ids::OrganizationId;
use face_kit::Settings;
use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use jiff::Timestamp;
use serde_json::Value;
use store::testing::sqlite_in;
use store::{Options, Store};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

/// When everything happens: noon in São Paulo.
pub(crate) const NOW: &str = "2026-03-10T15:00:00Z";

/// The credential of the account that tests ask about.
pub(crate) const TOKEN: &str = "3d12813150rd61l126216n17605zs1q4";

/// A credential of the same account that is bound to organization 1.
pub(crate) const BOUND: &str = "bound-to-organization-1";

/// The credential of another account.
pub(crate) const FOREIGN: &str = "of-another-account";

struct Still(Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// Two accounts of one installation, served.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) store: Store,
    pub(crate) own: Call,
    pub(crate) foreign: Call,
    router: Router,
    runtime: Runtime,
    folder: TempDir,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Got {
    /// The body as JSON; null when there is none.
    pub(crate) fn json(&self) -> Value {
        if self.body.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.body).expect("an answer is JSON")
    }

    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("an answer is UTF-8")
    }
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
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let world = Self {
            app,
            store,
            own,
            foreign,
            router,
            runtime,
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
        let answering = self.router.clone().oneshot(request);
        self.runtime.block_on(async {
            let (parts, body) = answering.await.expect("a router always answers").into_parts();
            let body = body.collect().await.expect("a whole body").to_bytes();
            Got {
                status: parts.status.as_u16(),
                headers: parts.headers,
                body: body.to_vec(),
            }
        })
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
