//! What an update says about a party; what it does not mention stays.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Gender, PartyDetails, PartyKind, PartyStatus, Roles, StateRegistrationKind, SupplierKind};
use crate::amount::Money;
use crate::change::{Change, replace};
use crate::ids::{CustomerCategoryId, OrganizationId};

/// Changes of a party, named as the fields of [`PartyDetails`].
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub struct PartyChanges {
    pub organization: Change<OrganizationId>,
    pub kind: Option<PartyKind>,
    pub name: Option<String>,
    pub trading_name: Change<String>,
    pub tax_document: Change<String>,
    pub identity_document: Change<String>,
    pub state_registration_kind: Change<StateRegistrationKind>,
    pub state_registration: Change<String>,
    pub municipal_registration: Change<String>,
    pub suframa_registration: Change<String>,
    pub email: Change<String>,
    pub phone: Change<String>,
    pub birth_date: Change<Date>,
    pub gender: Change<Gender>,
    pub mother_name: Change<String>,
    pub status: Option<PartyStatus>,
    pub external_id: Change<String>,
    /// Never cleared: a party always has a code.
    pub code: Option<String>,
    pub note: Change<String>,
    pub roles: Option<Roles>,
    pub supplier_kind: Change<SupplierKind>,
    pub seller_registration: Change<String>,
    pub customer_since: Change<Timestamp>,
    pub credit_limit: Change<Money>,
    pub customer_category: Change<CustomerCategoryId>,
    pub customer_type: Change<String>,
    pub customer_job: Change<String>,
    pub is_final_consumer: Change<bool>,
}

impl PartyChanges {
    /// Changes that write everything known of a party into another and keep what is not known: a party created under the
    /// document of one that exists. Roles are added to those it has.
    #[must_use]
    pub fn from_known(details: &PartyDetails, existing: Roles) -> Self {
        fn known<T: Clone>(value: &Option<T>) -> Change<T> {
            value.clone().map_or(Change::Keep, Change::Set)
        }
        Self {
            organization: known(&details.organization),
            kind: Some(details.kind),
            name: Some(details.name.clone()),
            trading_name: known(&details.trading_name),
            tax_document: Change::Keep,
            identity_document: known(&details.identity_document),
            state_registration_kind: known(&details.state_registration_kind),
            state_registration: known(&details.state_registration),
            municipal_registration: known(&details.municipal_registration),
            suframa_registration: known(&details.suframa_registration),
            email: known(&details.email),
            phone: known(&details.phone),
            birth_date: known(&details.birth_date),
            gender: known(&details.gender),
            mother_name: known(&details.mother_name),
            status: Some(details.status),
            external_id: known(&details.external_id),
            code: details.code.clone(),
            note: known(&details.note),
            roles: Some(existing.and(details.roles)),
            supplier_kind: known(&details.supplier_kind),
            seller_registration: known(&details.seller_registration),
            customer_since: known(&details.customer_since),
            credit_limit: known(&details.credit_limit),
            customer_category: known(&details.customer_category),
            customer_type: known(&details.customer_type),
            customer_job: known(&details.customer_job),
            is_final_consumer: known(&details.is_final_consumer),
        }
    }

    /// Writes the changes into the party.
    pub fn apply(self, details: &mut PartyDetails) {
        self.organization.apply(&mut details.organization);
        replace(&mut details.kind, self.kind);
        replace(&mut details.name, self.name);
        self.trading_name.apply(&mut details.trading_name);
        self.tax_document.apply(&mut details.tax_document);
        self.identity_document.apply(&mut details.identity_document);
        self.state_registration_kind.apply(&mut details.state_registration_kind);
        self.state_registration.apply(&mut details.state_registration);
        self.municipal_registration.apply(&mut details.municipal_registration);
        self.suframa_registration.apply(&mut details.suframa_registration);
        self.email.apply(&mut details.email);
        self.phone.apply(&mut details.phone);
        self.birth_date.apply(&mut details.birth_date);
        self.gender.apply(&mut details.gender);
        self.mother_name.apply(&mut details.mother_name);
        replace(&mut details.status, self.status);
        self.external_id.apply(&mut details.external_id);
        if self.code.is_some() {
            details.code = self.code;
        }
        self.note.apply(&mut details.note);
        replace(&mut details.roles, self.roles);
        self.supplier_kind.apply(&mut details.supplier_kind);
        self.seller_registration.apply(&mut details.seller_registration);
        self.customer_since.apply(&mut details.customer_since);
        self.credit_limit.apply(&mut details.credit_limit);
        self.customer_category.apply(&mut details.customer_category);
        self.customer_type.apply(&mut details.customer_type);
        self.customer_job.apply(&mut details.customer_job);
        self.is_final_consumer.apply(&mut details.is_final_consumer);
    }
}
