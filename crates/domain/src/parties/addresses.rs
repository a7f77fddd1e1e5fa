//! The addresses of a party, and what an update says about them.
//!
//! Not the parts of an address, which organizations and places have too.
//!
//! The one rule to know: at most one address of a party is its default, and the last one so called wins.

use jiff::Timestamp;

use crate::address::Address;
use crate::change::Change;
use crate::ids::AddressId;
use crate::named::named;
use crate::tables;

named! {
    /// What an address is for.
    AddressKind {
        /// The one address of parties that have only one.
        Main "main",
        /// Where bills go.
        Billing "billing",
        /// Where a business is.
        Commercial "commercial",
        /// Where people live.
        Residential "residential",
        /// Where goods go.
        Delivery "delivery",
    }
}

/// An address of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyAddress {
    /// Its number, unique in the account.
    pub id: AddressId,
    /// What it is for.
    pub kind: AddressKind,
    /// Whether it is the one to use when nothing is said.
    pub is_default: bool,
    /// The address.
    pub address: Address,
    /// A landmark.
    pub reference: Option<String>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// Which address is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressTarget {
    /// One that is added.
    New,
    /// The party's address of that number; refused when it has none.
    Id(AddressId),
    /// The party's first address of that kind; added when it has none.
    Kind(AddressKind),
}

/// What happens to the addresses of a party, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressEdit {
    /// One is added or changed.
    Write(AddressTarget, Box<AddressChanges>),
    /// The address of that number goes; one that is not there is gone already.
    Remove(AddressId),
}

/// Changes of one address; what is not mentioned stays, or is empty when the address is added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub struct AddressChanges {
    /// What it is for; an added address of which nothing is said is the main one.
    pub kind: Option<AddressKind>,
    pub is_default: Option<bool>,
    pub street: Change<String>,
    pub number: Change<String>,
    pub complement: Change<String>,
    pub neighborhood: Change<String>,
    pub city: Change<String>,
    pub city_code: Change<String>,
    pub state: Change<String>,
    pub postal_code: Change<String>,
    pub country: Change<String>,
    pub reference: Change<String>,
}

impl AddressChanges {
    /// Changes that write a whole address.
    #[must_use]
    pub fn whole(kind: AddressKind, address: Address) -> Self {
        Self {
            kind: Some(kind),
            is_default: None,
            street: Change::to(address.street),
            number: Change::to(address.number),
            complement: Change::to(address.complement),
            neighborhood: Change::to(address.neighborhood),
            city: Change::to(address.city),
            city_code: Change::to(address.city_code),
            state: Change::to(address.state),
            postal_code: Change::to(address.postal_code),
            country: Change::to(address.country),
            reference: Change::Keep,
        }
    }

    /// Writes the changes into an address.
    pub(super) fn apply(self, into: &mut PartyAddress) {
        if let Some(kind) = self.kind {
            into.kind = kind;
        }
        if let Some(is_default) = self.is_default {
            into.is_default = is_default;
        }
        let address = &mut into.address;
        // A city of another code lies in the state that is said with it, or that follows from the code.
        if matches!(
            (&self.city_code, &self.state),
            (Change::Set(_) | Change::Clear, Change::Keep)
        ) {
            address.state = None;
        }
        // It has the name that the table has for it, unless one is said or the table has none.
        if let (Change::Set(code), Change::Keep) = (&self.city_code, &self.city)
            && address.city_code.as_deref() != Some(code.as_str())
            && tables::municipality(code).is_some()
        {
            address.city = None;
        }
        self.street.apply(&mut address.street);
        self.number.apply(&mut address.number);
        self.complement.apply(&mut address.complement);
        self.neighborhood.apply(&mut address.neighborhood);
        self.city.apply(&mut address.city);
        self.city_code.apply(&mut address.city_code);
        self.state.apply(&mut address.state);
        self.postal_code.apply(&mut address.postal_code);
        self.country.apply(&mut address.country);
        self.reference.apply(&mut into.reference);
    }
}
