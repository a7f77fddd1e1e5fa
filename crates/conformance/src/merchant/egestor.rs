//! The account of eGestor's exchanges: a company with one shop, and a user.
//!
//! Not contacts and products: the exchanges make those themselves.
//!
//! The one rule to know: everything is made by the application's commands, in the order of the numbers it must get.

use app::CreateCredential;
use app::access::IssueToken;
use app::organizations::CreateOrganization;
use domain::actor::Face;
use domain::address::Address;
use domain::organizations::OrganizationDetails;
use store::Store;

use super::Merchant;
use crate::client::Client;

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
        merchant
    }

    /// An eGestor integration with a token of its own.
    ///
    /// # Panics
    /// As [`Self::open_egestor`].
    #[must_use]
    pub fn egestor(&self) -> Client {
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
            user: None,
            scopes: Vec::new(),
            lifetime: None,
            token: token.clone(),
        });
        let client = self.site.client("/egestor");
        client.with("authorization", &format!("Bearer {token}"))
    }
}
