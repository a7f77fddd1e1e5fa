//! Two accounts, an application in each, a user, and a browser with cookies.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::access::{CreateGrant, RegisterApplication};
use app::accounts::{self, NewAccount};
use app::{App, Call, Clock, CreateCredential, SeededChance};
use axum::Router;
use axum::body::Body;
use domain::actor::Face;
use domain::ids::{CredentialId, UserId};
use domain::users::Role;
use face_kit::Settings;
use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

/// The public name of the application.
pub(crate) const CLIENT: &str = "348e5383463f736c";
/// Its secret.
pub(crate) const SECRET: &str = "client-secret-0123456789";
/// Where it is called back.
pub(crate) const BACK: &str = "https://app.example/volta?loja=1";
/// Where nobody is.
pub(crate) const SHOWN: &str = "urn:ietf:wg:oauth:2.0:oob:auto";
/// What the user signs in with.
pub(crate) const EMAIL: &str = "ana@loja.example";
/// And this.
pub(crate) const PASSWORD: &str = "uma senha longa";

#[derive(Clone)]
struct Hand(Arc<AtomicI64>);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::Relaxed)).expect("an instant")
    }
}

/// An installation, served.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) own: Call,
    pub(crate) application: CredentialId,
    pub(crate) user: UserId,
    pub(crate) router: Router,
    pub(crate) runtime: Runtime,
    hand: Hand,
    cookies: RefCell<BTreeMap<String, String>>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Got {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("an answer is JSON")
    }

    /// A header's text, empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("visible ASCII"))
    }

    /// The token of the page's form.
    pub(crate) fn form_token(&self) -> &str {
        let rest = self.body.split("name=\"formulario\" value=\"").nth(1);
        rest.and_then(|rest| rest.split('"').next())
            .expect("the page has a form")
    }
}

/// Runs a test on each engine there is.
pub(crate) fn on_each_engine(test: impl Fn(&World)) {
    on_each_engine_with(&Settings::default(), test);
}

/// As [`on_each_engine`], served with these settings.
pub(crate) fn on_each_engine_with(settings: &Settings, test: impl Fn(&World)) {
    store::testing::each_engine(|store| test(&World::on(store, settings)));
}

/// Runs a test on SQLite alone: for what does not depend on the engine and takes long.
pub(crate) fn on_sqlite(test: impl FnOnce(&World)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = store::testing::sqlite_in(folder.path(), store::Options::default()).expect("a database");
    store.migrate().expect("the migrations apply");
    test(&World::on(&store, &Settings::default()));
}

impl World {
    fn on(store: &store::Store, settings: &Settings) -> Self {
        let start: Timestamp = "2026-03-10T15:00:00Z".parse().expect("an instant");
        let hand = Hand(Arc::new(AtomicI64::new(start.as_microsecond())));
        let app = App::new(store.clone(), hand.clone(), SeededChance::new(1));
        Self::over(app, hand, settings.clone())
    }

    fn over(app: App, hand: Hand, settings: Settings) -> Self {
        let account = |name: &str| {
            let id = accounts::create(&app, NewAccount::named(name, name)).expect("an account");
            accounts::system_call(&app, id)
        };
        let (own, foreign) = (account("loja"), account("outra"));
        let register = |call: &Call, client_id: &str| {
            let register = registration("Loja <Virtual>", client_id, &[BACK, SHOWN]);
            app.execute_blocking(call, register).expect("an application").id
        };
        let application = register(&own, CLIENT);
        register(&own, &format!("{CLIENT}-other"));
        register(&foreign, "foreign");
        let user = app.new_user(EMAIL, "Ana", Role::Operator, PASSWORD).expect("a user");
        let user = app.execute_blocking(&own, user).expect("a user");
        Self {
            router: face_egestor::routes().into_router(app.clone(), settings),
            runtime: Builder::new_current_thread().enable_all().build().expect("a runtime"),
            app,
            own,
            application,
            user,
            hand,
            cookies: RefCell::default(),
        }
    }

    /// Moves the clock.
    pub(crate) fn wait(&self, time: SignedDuration) {
        let micros = i64::try_from(time.as_micros()).expect("a short time");
        self.hand.0.fetch_add(micros, Ordering::Relaxed);
    }

    /// A personal token of the user for the application.
    pub(crate) fn personal_token(&self) -> String {
        let key = self.app.random_hex(20);
        let grant = CreateGrant {
            credential: self.application,
            user: Some(self.user),
            key: key.clone(),
        };
        self.app.execute_blocking(&self.own, grant).expect("a permission");
        let signing = self.app.read_blocking(&self.own, |reader| reader.signing_key());
        let signing = signing.expect("an account").expect("a key");
        face_egestor::personal_token(&signing, CLIENT, "loja", &key)
    }

    /// Asks the token endpoint with a JSON object.
    pub(crate) fn tokens(&self, body: &Value) -> Got {
        let request = Request::post("/egestor/api/oauth/access_token")
            .header("content-type", "application/json")
            .body(body.to_string().into());
        self.send(request.expect("a request"))
    }

    /// Asks for the company with this token, and answers the status.
    pub(crate) fn opens(&self, token: &Value) -> u16 {
        let token = token.as_str().expect("a token");
        let request = Request::get("/egestor/api/v1/empresa")
            .header("authorization", format!("Bearer {token}"))
            .body(Body::empty());
        // Without an organization there is no company to show, which only who is let in is told.
        match self.send(request.expect("a request")).status {
            404 => 200,
            status => status,
        }
    }

    /// Opens a page with the browser.
    pub(crate) fn open(&self, uri: &str) -> Got {
        self.browse(Request::get(uri), Body::empty())
    }

    /// Sends a page's form with the browser.
    pub(crate) fn submit(&self, uri: &str, fields: &[(&str, &str)]) -> Got {
        let encode = |text: &str| text.replace('%', "%25").replace('&', "%26").replace('@', "%40");
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect();
        let request = Request::post(uri).header("content-type", "application/x-www-form-urlencoded");
        self.browse(request, pairs.join("&").into())
    }

    fn browse(&self, request: http::request::Builder, body: Body) -> Got {
        let cookies: Vec<String> = self
            .cookies
            .borrow()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request.header("cookie", cookies.join("; ")).body(body);
        let got = self.send(request.expect("a request"));
        for line in got.headers.get_all("set-cookie") {
            let line = line.to_str().expect("visible ASCII");
            let (name, rest) = line.split_once('=').expect("a cookie");
            let value = rest.split(';').next().unwrap_or_default();
            self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
        }
        got
    }

    /// Throws the browser's cookies away.
    pub(crate) fn forget_cookies(&self) {
        self.cookies.borrow_mut().clear();
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
                body: String::from_utf8(body.to_vec()).expect("UTF-8"),
            }
        })
    }

    /// Signs in and allows, and answers where the browser is sent.
    pub(crate) fn allow(&self, redirect_uri: &str) -> Got {
        let uri = authorize(CLIENT, redirect_uri);
        let page = self.open(&uri);
        let fields = [
            ("formulario", page.form_token()),
            ("acao", "entrar"),
            ("email", EMAIL),
            ("senha", PASSWORD),
        ];
        assert_eq!(self.submit(&uri, &fields).status, 303);
        let page = self.open(&uri);
        self.submit(&uri, &[("formulario", page.form_token()), ("acao", "permitir")])
    }

    /// A code that the user allowed for [`BACK`].
    pub(crate) fn code(&self) -> String {
        let got = self.allow(BACK);
        let rest = got.header("location").split("code=").nth(1).expect("a code");
        rest.split('&').next().unwrap_or_default().to_owned()
    }
}

/// An application of this name, whose secret is [`SECRET`] and what its public name has more than [`CLIENT`].
pub(crate) fn registration(name: &str, client_id: &str, redirect_uris: &[&str]) -> RegisterApplication {
    RegisterApplication {
        credential: CreateCredential {
            face: Face::Egestor,
            name: name.to_owned(),
            organization: None,
            scopes: Vec::new(),
            secret: format!("{SECRET}{}", client_id.strip_prefix(CLIENT).unwrap_or("-foreign")),
        },
        client_id: client_id.to_owned(),
        redirect_uris: redirect_uris.iter().map(|uri| (*uri).to_owned()).collect(),
    }
}

/// The address of the page.
pub(crate) fn authorize(client: &str, redirect_uri: &str) -> String {
    let encoded = redirect_uri.replace('?', "%3F").replace('=', "%3D").replace('&', "%26");
    format!("/egestor/api/oauth/authorize?response_type=code&client_id={client}&redirect_uri={encoded}&state=a%20b")
}
