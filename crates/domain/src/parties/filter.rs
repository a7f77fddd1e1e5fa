//! Which parties a list shows, and in which order.
//!
//! Not a vendor's filter words; a face translates those, and filters what only it knows after reading.

use jiff::Timestamp;

use super::{PartyKind, PartyStatus, Role, StateRegistrationKind};
use crate::criteria::Criterion;
use crate::ids::OrganizationId;

/// What the parties of a list have in common; what is `None` does not matter. Deleted parties are in no list.
#[derive(Debug, Clone, Default)]
pub struct PartyFilter {
    /// Contained in name, trading name, tax document, e-mail or telephone; case and accents do not count.
    pub text: Option<String>,
    /// One of its roles.
    pub role: Option<Role>,
    /// Person or company.
    pub kind: Option<PartyKind>,
    /// Whether business is done with it.
    pub status: Option<PartyStatus>,
    /// Whose it is.
    pub organization: Option<OrganizationId>,
    /// CPF or CNPJ, with or without punctuation.
    pub tax_document: Option<String>,
    /// Its main e-mail.
    pub email: Option<String>,
    /// Its id in another system.
    pub external_id: Option<String>,
    /// Its code.
    pub code: Option<String>,
    /// Created at this instant or later.
    pub created_from: Option<Timestamp>,
    /// Created before this instant.
    pub created_until: Option<Timestamp>,
    /// Last changed at this instant or later.
    pub updated_from: Option<Timestamp>,
    /// Last changed before this instant.
    pub updated_until: Option<Timestamp>,
    /// Further comparisons, all of which hold.
    pub criteria: Vec<Criterion<PartyField>>,
    /// Whose change stamp is this or a later one. The list is then in the order of the stamps.
    pub changed_from: Option<i64>,
    /// How it stands to the state's goods tax; one that says nothing is no taxpayer.
    pub state_registration_kind: Option<StateRegistrationKind>,
    /// Whether it buys for its own use; one that says nothing does.
    pub is_final_consumer: Option<bool>,
    /// Texts that parts of it contain; case does not count.
    pub containing: Vec<(PartyText, String)>,
    /// Whether the text is looked for in further contacts and tags, too, and as its number when it is one.
    pub is_text_anywhere: bool,
}

/// A field that a list of parties may be narrowed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub enum PartyField {
    Code,
    Name,
    TradingName,
    TaxDocument,
    IdentityDocument,
    StateRegistration,
    Email,
    Phone,
    BirthDate,
    /// By name in the store.
    Kind,
    /// By name in the store.
    Status,
    CreditLimit,
    /// 0 or 1.
    Has(Role),
}

/// A part of a party in which text is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartyText {
    /// Street, neighbourhood, city, state or postal code of one of its addresses.
    Address,
    /// One of its telephones.
    Phone,
    /// One of its e-mails.
    Email,
    /// Its state registration.
    StateRegistration,
    /// Its municipal registration.
    MunicipalRegistration,
    /// Its SUFRAMA registration.
    Suframa,
    /// Its note.
    Note,
}

/// By what a list is ordered; parties that are equal in it are ordered by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PartyOrderBy {
    /// By number.
    #[default]
    Id,
    /// By name, without case and accents.
    Name,
    /// By trading name.
    TradingName,
    /// By CPF or CNPJ.
    TaxDocument,
    /// By how they stand to the state's goods tax.
    StateRegistrationKind,
    /// By state registration.
    StateRegistration,
    /// By municipal registration.
    MunicipalRegistration,
    /// By SUFRAMA registration.
    Suframa,
    /// By whether they buy for their own use.
    IsFinalConsumer,
    /// By main e-mail.
    Email,
    /// By their roles: who buys, then who supplies, then who carries.
    Roles,
    /// By the person to ask for.
    Person,
    /// By the city of their main address.
    City,
    /// By when they were created.
    CreatedAt,
    /// By when they last changed.
    UpdatedAt,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PartyOrder {
    /// By what.
    pub by: PartyOrderBy,
    /// Whether the last comes first.
    pub descending: bool,
}
