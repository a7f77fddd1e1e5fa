//! Parties: the people and companies an account deals with, whatever they are to it.
//!
//! Not users of the back office, and not the copy of a customer that an order keeps of its day.
//!
//! The one rule to know: a person or company is one party with as many roles as it has; a tax document belongs to one
//! party that is not deleted.

mod addresses;
mod changes;
mod contacts;
mod edit;
mod filter;
mod rules;
mod sellers;

pub use addresses::{AddressChanges, AddressEdit, AddressKind, AddressTarget, PartyAddress};
pub use changes::PartyChanges;
pub use contacts::{ContactEdit, ContactKind, NewContact, PartyContact};
pub use edit::{NumberedAddresses, NumberedContacts, apply_address_edits, apply_contact_edits};
pub use filter::{PartyField, PartyFilter, PartyOrder, PartyOrderBy, PartyText};
pub use rules::{FOLDED_MAX, PartyFacts, customer_from_order};
pub use sellers::SellerAbsence;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::amount::Money;
use crate::ids::{CustomerCategoryId, OrganizationId, PartyId};
use crate::named::named;

/// The most characters of a name.
pub const NAME_MAX: usize = 255;
/// The most characters of another system's id; a manufacturer's is [`MANUFACTURER_EXTERNAL_ID_MAX`].
pub const EXTERNAL_ID_MAX: usize = 60;
/// The most characters of a manufacturer's id in another system.
pub const MANUFACTURER_EXTERNAL_ID_MAX: usize = 19;
/// The most characters of a code.
pub const CODE_MAX: usize = 20;

/// A party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its number, the same whatever role it is looked up in.
    pub id: PartyId,
    /// Everything that may be changed.
    pub details: PartyDetails,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was removed; what refers to it still finds it.
    pub deleted_at: Option<Timestamp>,
}

/// What is known of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyDetails {
    /// The organization it belongs to; `None` belongs to the account.
    pub organization: Option<OrganizationId>,
    /// A person or a company.
    pub kind: PartyKind,
    /// Name of the person, or the company's name in law.
    pub name: String,
    /// The name a company trades under.
    pub trading_name: Option<String>,
    /// CPF or CNPJ, without punctuation.
    pub tax_document: Option<String>,
    /// Identity card.
    pub identity_document: Option<String>,
    /// How it stands to the state's goods tax.
    pub state_registration_kind: Option<StateRegistrationKind>,
    /// State registration, or `ISENTO`.
    pub state_registration: Option<String>,
    /// Municipal registration.
    pub municipal_registration: Option<String>,
    /// SUFRAMA registration.
    pub suframa_registration: Option<String>,
    /// Its main e-mail, in lower case.
    pub email: Option<String>,
    /// Its main telephone, as given.
    pub phone: Option<String>,
    /// When it was born.
    pub birth_date: Option<Date>,
    /// Its gender, as its documents say.
    pub gender: Option<Gender>,
    /// Its mother's name.
    pub mother_name: Option<String>,
    /// Whether business is done with it.
    pub status: PartyStatus,
    /// Its id in another system.
    pub external_id: Option<String>,
    /// Its text code, unique among parties that are not deleted. A party created without one gets its number.
    pub code: Option<String>,
    /// What else is to be said.
    pub note: Option<String>,
    /// What it is to the account.
    pub roles: Roles,
    /// What a supplier supplies as.
    pub supplier_kind: Option<SupplierKind>,
    /// A seller's registration with the employer.
    pub seller_registration: Option<String>,
    /// Since when it is a customer.
    pub customer_since: Option<Timestamp>,
    /// How much it may owe.
    pub credit_limit: Option<Money>,
    /// Its category among customers.
    pub customer_category: Option<CustomerCategoryId>,
    /// The code of its type among customers.
    pub customer_type: Option<String>,
    /// The code of its job.
    pub customer_job: Option<String>,
    /// Whether it buys for its own use, as fiscal documents ask; not known is yes.
    pub is_final_consumer: Option<bool>,
}

impl PartyDetails {
    /// A party of which only this is known.
    #[must_use]
    pub fn new(kind: PartyKind, name: &str, roles: Roles) -> Self {
        Self {
            organization: None,
            kind,
            name: name.to_owned(),
            trading_name: None,
            tax_document: None,
            identity_document: None,
            state_registration_kind: None,
            state_registration: None,
            municipal_registration: None,
            suframa_registration: None,
            email: None,
            phone: None,
            birth_date: None,
            gender: None,
            mother_name: None,
            status: PartyStatus::Active,
            external_id: None,
            code: None,
            note: None,
            roles,
            supplier_kind: None,
            seller_registration: None,
            customer_since: None,
            credit_limit: None,
            customer_category: None,
            customer_type: None,
            customer_job: None,
            is_final_consumer: None,
        }
    }
}

named! {
    /// Who a party is in law.
    PartyKind {
        /// A person, with a CPF.
        Person "person",
        /// A company, with a CNPJ.
        Company "company",
    }
}

named! {
    /// Whether business is done with a party.
    PartyStatus {
        /// It is.
        Active "active",
        /// Not any more.
        Inactive "inactive",
        /// Not until something is settled.
        Blocked "blocked",
    }
}

named! {
    /// Gender, as documents say.
    Gender {
        /// Female.
        Female "female",
        /// Male.
        Male "male",
    }
}

named! {
    /// How a party stands to the states' goods tax (ICMS).
    StateRegistrationKind {
        /// Pays it.
        Taxpayer "taxpayer",
        /// Registered, and exempt.
        Exempt "exempt",
        /// Does not pay it.
        NonTaxpayer "non_taxpayer",
    }
}

named! {
    /// What a supplier supplies as.
    SupplierKind {
        /// It makes the goods.
        Manufacturer "manufacturer",
        /// It brings them into the country.
        Importer "importer",
        /// It resells them.
        Distributor "distributor",
        /// It carries them.
        Carrier "carrier",
    }
}

named! {
    /// One thing a party can be to the account.
    Role {
        /// Buys.
        Customer "customer",
        /// Sells to the account.
        Supplier "supplier",
        /// Carries goods.
        Carrier "carrier",
        /// Sells for the account.
        Seller "seller",
        /// Serves what was sold.
        Technician "technician",
        /// Makes goods.
        Manufacturer "manufacturer",
    }
}

/// Everything a party is to the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs, reason = "each is the role of the same name")]
pub struct Roles {
    pub customer: bool,
    pub supplier: bool,
    pub carrier: bool,
    pub seller: bool,
    pub technician: bool,
    pub manufacturer: bool,
}

impl Roles {
    /// These roles and no other.
    #[must_use]
    pub fn of(roles: &[Role]) -> Self {
        roles.iter().fold(Self::default(), |all, role| all.with(*role))
    }

    /// These and one more.
    #[must_use]
    pub const fn with(mut self, role: Role) -> Self {
        match role {
            Role::Customer => self.customer = true,
            Role::Supplier => self.supplier = true,
            Role::Carrier => self.carrier = true,
            Role::Seller => self.seller = true,
            Role::Technician => self.technician = true,
            Role::Manufacturer => self.manufacturer = true,
        }
        self
    }

    /// Whether this is one of them.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        match role {
            Role::Customer => self.customer,
            Role::Supplier => self.supplier,
            Role::Carrier => self.carrier,
            Role::Seller => self.seller,
            Role::Technician => self.technician,
            Role::Manufacturer => self.manufacturer,
        }
    }

    /// Whether every one of the others is among these.
    #[must_use]
    pub fn include(self, others: Self) -> bool {
        Role::ALL.iter().all(|role| self.has(*role) || !others.has(*role))
    }

    /// These and the others.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Role::ALL
            .iter()
            .filter(|role| others.has(**role))
            .fold(self, |all, role| all.with(*role))
    }
}

#[cfg(test)]
mod tests;
