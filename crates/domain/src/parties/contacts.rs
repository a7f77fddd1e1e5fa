//! Further ways to reach a party, and people to ask about it. Not its main e-mail and telephone, which are fields of the
//! party itself.

use crate::ids::ContactId;
use crate::named::named;

named! {
    /// What a contact is.
    ContactKind {
        /// A further e-mail.
        Email "email",
        /// A further telephone.
        Phone "phone",
        /// A mobile telephone.
        Mobile "mobile",
        /// A fax.
        Fax "fax",
        /// A web site.
        Site "site",
        /// The e-mail bills go to.
        BillingEmail "billing_email",
        /// The telephone to call about bills.
        BillingPhone "billing_phone",
        /// The e-mail deliveries are announced to.
        DeliveryEmail "delivery_email",
        /// The telephone to call about deliveries.
        DeliveryPhone "delivery_phone",
        /// A person at a company: the value is the name.
        Person "person",
        /// Somebody who knows the party: the value is a telephone.
        Reference "reference",
    }
}

/// A contact of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyContact {
    /// Its number, unique in the account.
    pub id: ContactId,
    /// What is known of it.
    pub contact: NewContact,
}

/// A contact as it is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContact {
    /// What it is.
    pub kind: ContactKind,
    /// Whose it is.
    pub name: Option<String>,
    /// The e-mail, the number, the name.
    pub value: String,
    /// How somebody stands to the party (`mother`, `friend`), in the words of whoever wrote it; no rule reads it.
    pub relation: Option<String>,
}

impl NewContact {
    /// A contact of which only kind and value are known.
    #[must_use]
    pub fn new(kind: ContactKind, value: &str) -> Self {
        Self {
            kind,
            name: None,
            value: value.to_owned(),
            relation: None,
        }
    }
}

/// What happens to the contacts of a party, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactEdit {
    /// One is added.
    Add(NewContact),
    /// The contact of that number is replaced; refused when the party has none.
    Replace(ContactId, NewContact),
    /// The contact of that number goes; one that is not there is gone already.
    Remove(ContactId),
    /// All of a kind go.
    RemoveAll(ContactKind),
}
