//! The account of eGestor's exchanges: a company with one shop, and a user.
//!
//! Not contacts and products: the exchanges make those themselves.
//!
//! The one rule to know: everything is made by the application's commands, in the order of the numbers it must get.

use app::CreateCredential;
use app::access::{IssueToken, RegisterApplication};
use app::organizations::CreateOrganization;
use domain::actor::Face;
use domain::address::Address;
use domain::ids::UserId;
use domain::organizations::OrganizationDetails;
use domain::page::PageRequest;
use domain::users::Role;
use store::Store;

use super::Merchant;
use crate::client::{Client, Received};

/// The public name of the application whose user lets it in.
const CLIENT_ID: &str = "e70654d7f568d0";
/// Its secret.
const SECRET: &str = "156762a28c007a64ff";
/// The address at which there is nobody.
const SHOWN: &str = "urn:ietf:wg:oauth:2.0:oob:auto";
/// What the user signs in with.
const EMAIL: &str = "ana@loja.example";
/// And this.
const PASSWORD: &str = "palavra-longa-de-exemplo";

/// The cookies that an answer sets, as the next request brings them.
fn cookies(received: &Received) -> String {
    let lines = received.headers.get_all("set-cookie").iter();
    let pairs = lines.filter_map(|line| line.to_str().ok()?.split(';').next());
    pairs.collect::<Vec<_>>().join("; ")
}

impl Merchant {
    /// The account of eGestor's examples, as the only one of a fresh store.
    ///
    /// # Panics
    /// When the account cannot be made, which is a defect of its own.
    #[must_use]
    pub fn open_egestor(store: &Store) -> Self {
        let merchant = Self::empty(store);
        let address = Address {
            city: Some("Santa Maria".to_owned()),
            city_code: Some("4316907".to_owned()),
            state: Some("RS".to_owned()),
            postal_code: Some("97010001".to_owned()),
            ..Address::default()
        };
        merchant.make(CreateOrganization {
            details: OrganizationDetails {
                address,
                ..OrganizationDetails::new("Loja Exemplo", "Exemplo Comércio Ltda", "55492986000156")
            },
            extras_estoka: None,
        });
        merchant.application(CLIENT_ID, SECRET);
        merchant
    }

    /// An application of this public name that is let in by a page and has nowhere to be called back.
    fn application(&self, client_id: &str, secret: &str) {
        self.make(RegisterApplication {
            credential: CreateCredential {
                face: Face::Egestor,
                name: "aplicativo".to_owned(),
                organization: None,
                scopes: Vec::new(),
                secret: secret.to_owned(),
            },
            client_id: client_id.to_owned(),
            redirect_uris: vec![SHOWN.to_owned()],
        });
    }

    /// The account's user, who is made when first asked for: a password takes its time.
    fn user(&self) -> UserId {
        let known = self
            .app
            .read_blocking(&self.call, |reader| reader.users(PageRequest::new(1, 1, 1)));
        if let Some(user) = known.expect("an account can be read").first() {
            return user.id;
        }
        let user = self.app.new_user(EMAIL, "Ana", Role::Administrator, PASSWORD);
        self.make(user.expect("a user"))
    }

    /// A browser in which the user has signed in.
    ///
    /// # Panics
    /// As [`Self::open_egestor`].
    #[must_use]
    pub fn egestor_browser(&self) -> Client {
        self.user();
        let client_id = self.app.random_hex(8);
        self.application(&client_id, &self.app.random_hex(16));
        let page = format!("/api/oauth/authorize?response_type=code&client_id={client_id}&redirect_uri={SHOWN}");
        let browser = self.site.client("/egestor");
        let opened = browser.get(&page);
        let form = cookies(&opened);
        let text = String::from_utf8_lossy(&opened.body);
        let token = text
            .split("name=\"formulario\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let token = token.expect("the page has a form");
        let body = format!("formulario={token}&acao=entrar&email={EMAIL}&senha={PASSWORD}");
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("cookie", form.as_str()),
        ];
        let entered = browser.send("POST", &page, &headers, body.into());
        assert_eq!(entered.status, 303, "the user is let in");
        browser.with("cookie", &cookies(&entered))
    }

    /// An eGestor integration with a token of its own.
    ///
    /// # Panics
    /// As [`Self::open_egestor`].
    #[must_use]
    pub fn egestor(&self) -> Client {
        self.egestor_token(None)
    }

    /// An eGestor integration that acts for the account's user.
    ///
    /// # Panics
    /// As [`Self::open_egestor`].
    #[must_use]
    pub fn egestor_of_a_user(&self) -> Client {
        self.egestor_token(Some(self.user()))
    }

    fn egestor_token(&self, user: Option<UserId>) -> Client {
        let token = self.app.random_hex(16);
        let credential = self.make(CreateCredential {
            face: Face::Egestor,
            name: "integração".to_owned(),
            organization: None,
            scopes: Vec::new(),
            secret: self.app.random_hex(16),
        });
        self.make(IssueToken {
            credential: credential.id,
            user,
            scopes: Vec::new(),
            lifetime: None,
            token: token.clone(),
        });
        let client = self.site.client("/egestor");
        client.with("authorization", &format!("Bearer {token}"))
    }
}
