//! An application over a fresh database, served as Likin: a brand with two stores, and another brand.
//!
//! Not what is in their catalogues; each test makes what it asks about.
//!
//! The one rule to know: the clock stands still, so every instant in an answer is [`NOW`].

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::ops::Deref;

use app::access::{IssueToken, RegisterApplication};
use app::accounts::{self, NewAccount};
use app::organizations::CreateOrganization;
use app::testing::Still;
use app::{App, Call, Command, CreateCredential, SeededChance};
use axum::body::Body;
use domain::actor::Face;
use domain::ids::OrganizationId;
use domain::organizations::OrganizationDetails;
use face_kit::Settings;
use face_kit::testing::Served;
use http::Request;
use jiff::Timestamp;
use serde_json::Value;
use store::Store;

/// When everything happens: noon in São Paulo.
pub(crate) const NOW: &str = "2026-03-10T15:00:00Z";

/// The matriz's token.
pub(crate) const MATRIZ: &str = "token-of-the-matriz";

/// The tokens of the two lojas.
pub(crate) const LOJA: [&str; 2] = ["token-of-loja-1", "token-of-loja-2"];

/// The other brand's matriz.
pub(crate) const FOREIGN: &str = "token-of-another-matriz";

/// The other brand's loja, which has the same number as the first of the brand.
pub(crate) const FOREIGN_LOJA: &str = "token-of-another-loja";

/// Two brands of one installation, served.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) own: Call,
    pub(crate) foreign: Call,
    served: Served,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Got(face_kit::testing::Got);

impl Deref for Got {
    type Target = face_kit::testing::Got;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Got {
    /// What stands under `data` of a success.
    pub(crate) fn data(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text());
        self.json()["data"].clone()
    }

    /// The code and the message of an error.
    pub(crate) fn error(&self) -> (u16, u64, String) {
        let error = &self.json()["error"];
        let message = error["message"].as_str().unwrap_or_default().to_owned();
        (self.status, error["code"].as_u64().unwrap_or_default(), message)
    }

    /// The names and messages of wrong properties.
    pub(crate) fn properties(&self) -> Vec<(String, String)> {
        let list = self.json()["error"]["properties"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        list.iter()
            .map(|wrong| (text(&wrong["name"]), text(&wrong["message"])))
            .collect()
    }
}

impl World {
    /// The brands over this store.
    pub(crate) fn on(store: &Store) -> Self {
        let now: Timestamp = NOW.parse().expect("an instant");
        let app = App::new(store.clone(), Still(now), SeededChance::new(1));
        let account = |name: &str| {
            let id = accounts::create(&app, NewAccount::named(name, name)).expect("an account");
            accounts::system_call(&app, id)
        };
        let (own, foreign) = (account("marca"), account("outra"));
        let router = face_likin::routes().into_router(app.clone(), Settings::default());
        let world = Self {
            app,
            own,
            foreign,
            served: Served::new(router),
        };
        let [first, second] = [
            ("Loja Centro", "11.222.333/0001-81"),
            ("Loja Praia", "44.555.666/0001-00"),
        ]
        .map(|(name, document)| world.organization(&world.own, name, document));
        let theirs = world.organization(&world.foreign, "Loja deles", "11.222.333/0001-81");
        world.token(&world.own, MATRIZ, None);
        world.token(&world.own, LOJA[0], Some(first));
        world.token(&world.own, LOJA[1], Some(second));
        world.token(&world.foreign, FOREIGN, None);
        world.token(&world.foreign, FOREIGN_LOJA, Some(theirs));
        world
    }

    /// The brands over a database of their own.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder").keep();
        let store = store::testing::sqlite_in(&folder, store::Options::default()).expect("a database");
        store.migrate().expect("the migrations apply");
        Self::on(&store)
    }

    fn organization(&self, call: &Call, name: &str, document: &str) -> OrganizationId {
        let details = OrganizationDetails::new(name, name, document);
        let create = CreateOrganization {
            details,
            extras_estoka: None,
        };
        self.app.execute_blocking(call, create).expect("an organization")
    }

    /// Registers a client of this name, secret and token.
    pub(crate) fn token(&self, call: &Call, token: &str, organization: Option<OrganizationId>) {
        let credential = CreateCredential {
            face: Face::Likin,
            name: token.to_owned(),
            organization,
            scopes: Vec::new(),
            secret: format!("secret-of-{token}"),
        };
        let register = RegisterApplication {
            credential,
            client_id: format!("client-of-{token}"),
            redirect_uris: Vec::new(),
        };
        let registered = self.app.execute_blocking(call, register).expect("a client");
        let issue = IssueToken {
            credential: registered.id,
            user: None,
            scopes: vec!["integration".to_owned()],
            lifetime: None,
            token: token.to_owned(),
        };
        self.app.execute_blocking(call, issue).expect("a token");
    }

    /// Runs a command in the brand.
    pub(crate) fn run<C: Command>(&self, command: C) -> C::Done {
        self.app
            .execute_blocking(&self.own, command)
            .expect("the command is fine")
    }

    /// Asks as the matriz. `path` begins after `/likin`.
    pub(crate) fn ask(&self, method: &str, path: &str, body: Value) -> Got {
        self.ask_as(Some(MATRIZ), method, path, body)
    }

    /// Asks with this token, or none.
    pub(crate) fn ask_as(&self, token: Option<&str>, method: &str, path: &str, body: Value) -> Got {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        self.send_as(token, method, path, "application/json", body.into_bytes())
    }

    /// Sends these bytes with this token.
    pub(crate) fn send_as(
        &self,
        token: Option<&str>,
        method: &str,
        path: &str,
        content_type: &str,
        body: Vec<u8>,
    ) -> Got {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/likin{path}"))
            .header("host", "api.example.com")
            .header("content-type", content_type);
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        self.send(request.body(body.into()).expect("a request"))
    }

    /// Sends a request as it is.
    pub(crate) fn send(&self, request: Request<Body>) -> Got {
        Got(self.served.send(request))
    }
}
