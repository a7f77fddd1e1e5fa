//! The account of Uniplus's exchanges: two branches with a place of stock each, a channel of the first, nothing else.
//!
//! Not goods; the exchanges make them.
//!
//! The one rule to know: everything is made by the application's commands, in the order of the numbers it must get.

use app::channels::CreateChannel;
use app::organizations::CreateOrganization;
use bytes::Bytes;
use domain::actor::Face;
use domain::channels::ChannelDetails;
use domain::ids::OrganizationId;
use domain::organizations::OrganizationDetails;
use store::Store;

use super::Merchant;
use crate::client::Client;

impl Merchant {
    /// The account of Uniplus's examples, as the only one of a fresh store.
    ///
    /// # Panics
    /// When the account cannot be made, which is a defect of its own.
    #[must_use]
    pub fn open_uniplus(store: &Store) -> Self {
        let merchant = Self::empty(store);
        for (name, document) in [("Matriz", "55492986000156"), ("Filial 2", "69979284000106")] {
            merchant.make(CreateOrganization {
                details: OrganizationDetails::new(name, name, document),
                extras_estoka: None,
            });
        }
        let details = ChannelDetails::new("Loja física", Some(OrganizationId::from_raw(1)));
        merchant.make(CreateChannel::new(details));
        merchant
    }

    /// A Uniplus integration that has its token.
    ///
    /// # Panics
    /// As [`Self::open_uniplus`].
    #[must_use]
    pub fn uniplus(&self) -> Client {
        let asked = self.uniplus_code();
        self.site.client("/uniplus").renewing(move || {
            let form = Bytes::from_static(b"grant_type=client_credentials");
            let received = asked.send("POST", "/oauth/token", &[], form);
            let token = received.value()["access_token"].as_str().map(str::to_owned);
            format!("Bearer {}", token.expect("a good code gets a token"))
        })
    }
}

impl Merchant {
    /// A Uniplus integration that shows its authorization code, to ask for a token.
    ///
    /// # Panics
    /// As [`Self::open_uniplus`].
    #[must_use]
    pub fn uniplus_code(&self) -> Client {
        let key = self.secret(Face::Uniplus, None);
        let read = |reader: &mut app::Reader<'_, '_>| reader.account_settings();
        let account = self
            .app
            .read_blocking(&self.call, read)
            .expect("the store answers")
            .subdomain;
        let code = base64(&format!("{account}:{key}"));
        let anybody = self.site.client("/uniplus");
        anybody.with("authorization", &format!("Basic {code}"))
    }
}

/// Text in base 64.
fn base64(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(text)
}
