//! The integrations of one account by name: the face's ordinary one, those its dialect names, and `anonymous`.
//!
//! Not how a client of a vendor gets its credential; that is in `merchant/<face>.rs`.
//!
//! The one rule to know: a client is made when it is first asked for, once for an account, so a script that names none
//! finds the account as it was.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::client::Client;
use crate::dialect::Dialect;
use crate::merchant::Merchant;
use crate::script::Request;

/// The name of whoever has no credential, in every face.
pub const ANONYMOUS: &str = "anonymous";

/// The clients of an account.
pub struct Clients {
    dialect: Dialect,
    ordinary: Client,
    named: RefCell<BTreeMap<String, Client>>,
}

impl Clients {
    /// Those of this account, of which the ordinary one is made at once.
    #[must_use]
    pub fn of(dialect: &Dialect, merchant: &Merchant) -> Self {
        Self {
            dialect: *dialect,
            ordinary: (dialect.client)(merchant),
            named: RefCell::default(),
        }
    }

    /// The client that this request is asked by.
    ///
    /// # Panics
    /// When nobody has that name, which is a mistake in the script.
    #[must_use]
    pub fn asking(&self, merchant: &Merchant, request: &Request) -> Client {
        self.called(merchant, request.client.as_deref())
    }

    /// The client of this name, or the ordinary one.
    ///
    /// # Panics
    /// As [`Self::asking`].
    #[must_use]
    pub fn called(&self, merchant: &Merchant, name: Option<&str>) -> Client {
        let Some(name) = name else {
            return self.ordinary.clone();
        };
        let mut named = self.named.borrow_mut();
        let client = named.entry(name.to_owned()).or_insert_with(|| match name {
            ANONYMOUS => self.ordinary.anonymous(),
            name => self.dialect.client_called(merchant, name),
        });
        client.clone()
    }
}
