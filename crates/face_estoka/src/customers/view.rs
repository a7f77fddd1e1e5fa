//! A customer as the vendor writes it.
//!
//! The one rule to know: people and companies share most keys, and every route shows all of a kind's keys, though the
//! vendor's examples each leave some out; city codes are text, as orders and stocks have them.

use app::parties::CustomerView;
use domain::customers::{CreditRule, Relative};
use domain::parties::{AddressKind, ContactKind, Gender, PartyAddress, PartyContact, PartyKind, PartyStatus};
use domain::tables::municipality;
use serde::Serialize;

use crate::customer_categories::CategoryOut;
use crate::numbers::{Spelling, decimal_text, phone, postal_code, punctuated_document};
use crate::quirks;

/// The root of an answer about one customer.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Node {
    Person(CustomerOut),
    Company(CustomerOut),
}

/// The root of a list.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Nodes {
    People(Vec<CustomerOut>),
    Companies(Vec<CustomerOut>),
}

impl Node {
    pub(super) fn of(kind: PartyKind, customer: CustomerOut) -> Self {
        match kind {
            PartyKind::Person => Self::Person(customer),
            PartyKind::Company => Self::Company(customer),
        }
    }
}

impl Nodes {
    pub(super) fn of(kind: PartyKind, customers: Vec<CustomerOut>) -> Self {
        match kind {
            PartyKind::Person => Self::People(customers),
            PartyKind::Company => Self::Companies(customers),
        }
    }
}

/// A customer.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CustomerOut {
    created_at: String,
    updated_at: String,
    id: i64,
    name: String,
    email: Option<String>,
    phone_number: Option<String>,
    external_id: Option<String>,
    organization_id: Option<i64>,
    account_id: i64,
    #[serde(rename = "type")]
    kind: &'static str,
    status: &'static str,
    #[serde(flatten)]
    own: OwnKeys,
    customer_type: Option<NamedCode>,
    customer_job: Option<NamedCode>,
    credit_limit_rules: Vec<CreditRuleOut>,
    addresses: Vec<AddressOut>,
    customer_since: Option<String>,
    customer_contacts: Vec<ContactOut>,
    customer_category: Option<CategoryOut>,
}

/// The keys that only one kind has.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
enum OwnKeys {
    Person {
        cpf: Option<String>,
        gender: Option<&'static str>,
        birthday: Option<String>,
        mother_name: Option<String>,
        relatives: Vec<RelativeOut>,
    },
    Company {
        cnpj: Option<String>,
        state_inscription: Option<String>,
        municipal_inscription: Option<String>,
        suframa_inscription: Option<String>,
    },
}

#[derive(Debug, Clone, Serialize)]
struct NamedCode {
    name: String,
    code: String,
}

/// An address of a customer.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AddressOut {
    id: i64,
    kind: &'static str,
    street: Option<String>,
    street_number: Option<String>,
    detail: Option<String>,
    neighborhood: Option<String>,
    zip_code: Option<String>,
    city_code: Option<String>,
    city: Option<String>,
    state: Option<String>,
    default: bool,
}

#[derive(Debug, Clone, Serialize)]
struct RelativeOut {
    id: i64,
    name: String,
    birthday: String,
    gender: &'static str,
    relative_degree: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct ContactOut {
    id: i64,
    name: Option<String>,
    phone_number: String,
    reference_type: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct CreditRuleOut {
    id: i64,
    limit_value: String,
    due_date: Option<String>,
    validate_time: i64,
    reason: Option<String>,
    cancel: bool,
    status: &'static str,
    cancel_observation: String,
    order_id: Option<i64>,
}

impl CustomerOut {
    /// A customer in this spelling.
    pub(super) fn of(customer: &CustomerView, spelling: &Spelling) -> Self {
        let party = &customer.view.party;
        let details = &party.details;
        let contacts = customer.view.contacts.iter();
        Self {
            created_at: spelling.instant(party.created_at),
            updated_at: spelling.instant(party.updated_at),
            id: party.id.raw(),
            name: details.name.clone(),
            email: details.email.clone(),
            phone_number: details.phone.as_deref().map(phone),
            external_id: details.external_id.clone(),
            organization_id: details.organization.map(|id| id.raw()),
            account_id: spelling.account.raw(),
            kind: match details.kind {
                PartyKind::Person => "Person",
                PartyKind::Company => "Company",
            },
            status: match details.status {
                PartyStatus::Active => "active",
                PartyStatus::Inactive => "inactive",
                PartyStatus::Blocked => "blocked",
            },
            own: own_keys(customer),
            customer_type: customer.customer_type.as_ref().map(|one| NamedCode {
                name: one.name.clone(),
                code: one.code.clone(),
            }),
            customer_job: customer.job.as_ref().map(|one| NamedCode {
                name: one.name.clone(),
                code: one.code.clone(),
            }),
            credit_limit_rules: customer.credit_rules.iter().map(CreditRuleOut::of).collect(),
            addresses: customer
                .view
                .addresses
                .iter()
                .map(|at| AddressOut::of(at, details.kind))
                .collect(),
            customer_since: spelling.optional_instant(details.customer_since),
            customer_contacts: contacts
                .filter(|contact| contact.contact.kind == ContactKind::Reference)
                .map(ContactOut::of)
                .collect(),
            customer_category: customer.category.as_ref().map(|one| CategoryOut::of(one, spelling)),
        }
    }
}

fn own_keys(customer: &CustomerView) -> OwnKeys {
    let details = &customer.view.party.details;
    let document = details.tax_document.as_deref().map(punctuated_document);
    match details.kind {
        PartyKind::Person => OwnKeys::Person {
            cpf: document,
            gender: details.gender.map(|gender| match gender {
                Gender::Female => "F",
                Gender::Male => "M",
            }),
            birthday: details.birth_date.map(quirks::birthday),
            mother_name: quirks::mother_name(details, &customer.relatives),
            relatives: customer.relatives.iter().map(RelativeOut::of).collect(),
        },
        PartyKind::Company => OwnKeys::Company {
            cnpj: document,
            state_inscription: details.state_registration.clone(),
            municipal_inscription: details.municipal_registration.clone(),
            suframa_inscription: details.suframa_registration.clone(),
        },
    }
}

impl AddressOut {
    /// An address of a person or a company.
    pub(crate) fn of(address: &PartyAddress, of: PartyKind) -> Self {
        let parts = &address.address;
        Self {
            id: address.id.raw(),
            kind: address_kind(address.kind, of),
            street: parts.street.clone(),
            street_number: parts.number.clone(),
            detail: parts.complement.clone(),
            neighborhood: parts.neighborhood.clone(),
            zip_code: parts.postal_code.as_deref().map(postal_code),
            city_code: parts.city_code.clone(),
            // What was not said follows from the code, as the vendor has it.
            city: parts
                .city
                .clone()
                .or_else(|| municipality(parts.city_code.as_deref()?).map(|(name, _)| name.to_owned())),
            state: parts.state.clone(),
            default: address.is_default,
        }
    }
}

/// The vendor has three kinds; addresses of other kinds came through other faces.
fn address_kind(kind: AddressKind, of: PartyKind) -> &'static str {
    match (kind, of) {
        (AddressKind::Billing, _) => "billing",
        (AddressKind::Commercial, _) | (AddressKind::Main | AddressKind::Delivery, PartyKind::Company) => "commercial",
        (AddressKind::Residential, _) | (AddressKind::Main | AddressKind::Delivery, PartyKind::Person) => "residential",
    }
}

impl RelativeOut {
    fn of(relative: &Relative) -> Self {
        Self {
            id: relative.id.raw(),
            name: relative.name.clone(),
            birthday: relative.birth_date.to_string(),
            gender: match relative.gender {
                Gender::Female => "f",
                Gender::Male => "m",
            },
            relative_degree: relative.degree.name(),
        }
    }
}

impl ContactOut {
    fn of(contact: &PartyContact) -> Self {
        Self {
            id: contact.id.raw(),
            name: contact.contact.name.clone(),
            phone_number: contact.contact.value.clone(),
            reference_type: contact.contact.relation.clone(),
        }
    }
}

impl CreditRuleOut {
    fn of(rule: &CreditRule) -> Self {
        Self {
            id: rule.id.raw(),
            limit_value: decimal_text(rule.limit),
            due_date: rule.due_on.map(|day| day.to_string()),
            validate_time: rule.validity_days,
            reason: rule.reason.clone(),
            cancel: rule.is_cancelled,
            status: rule.status.name(),
            cancel_observation: rule.cancel_note.clone().unwrap_or_default(),
            order_id: rule.order.map(|order| order.raw()),
        }
    }
}
