//! What an account wants to know of every customer who is a person.
//!
//! Not what every party must have, which is a rule of parties, and not asked of the customer an order brings along: an
//! order is not a registration.
//!
//! The one rule to know: nothing is required until the account says so.

use crate::checks::Checks;
use crate::named::named;
use crate::parties::{PartyDetails, PartyKind};
use crate::refusal::{Field, Problem};

named! {
    /// A field that an account may require of customers who are persons.
    CustomerField {
        /// At least one address.
        Address "address",
        /// The main telephone.
        Phone "phone",
        /// The main e-mail.
        Email "email",
        /// The date of birth.
        BirthDate "birth_date",
        /// The gender.
        Gender "gender",
        /// The mother's name.
        MotherName "mother_name",
        /// The id in another system.
        ExternalId "external_id",
        /// The organization.
        Organization "organization",
        /// The category.
        Category "category",
        /// The type.
        Type "type",
        /// The job.
        Job "job",
        /// At least one relative.
        Relatives "relatives",
        /// At least one contact.
        Contacts "contacts",
    }
}

/// Which kinds of parts a customer has at least one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KnownParts {
    /// An address.
    pub address: bool,
    /// A further contact.
    pub contact: bool,
    /// A relative.
    pub relative: bool,
}

impl CustomerField {
    /// What a refusal calls it.
    #[must_use]
    pub const fn field(self) -> Field {
        match self {
            Self::Address => Field::Address,
            Self::Phone => Field::Phone,
            Self::Email => Field::Email,
            Self::BirthDate => Field::BirthDate,
            Self::Gender => Field::Gender,
            Self::MotherName => Field::MotherName,
            Self::ExternalId => Field::ExternalId,
            Self::Organization => Field::Organization,
            Self::Category => Field::CustomerCategory,
            Self::Type => Field::CustomerType,
            Self::Job => Field::CustomerJob,
            Self::Relatives => Field::Relative,
            Self::Contacts => Field::Contact,
        }
    }

    const fn is_known(self, of: &PartyDetails, parts: KnownParts) -> bool {
        match self {
            Self::Address => parts.address,
            Self::Phone => of.phone.is_some(),
            Self::Email => of.email.is_some(),
            Self::BirthDate => of.birth_date.is_some(),
            Self::Gender => of.gender.is_some(),
            Self::MotherName => of.mother_name.is_some(),
            Self::ExternalId => of.external_id.is_some(),
            Self::Organization => of.organization.is_some(),
            Self::Category => of.customer_category.is_some(),
            Self::Type => of.customer_type.is_some(),
            Self::Job => of.customer_job.is_some(),
            Self::Relatives => parts.relative,
            Self::Contacts => parts.contact,
        }
    }
}

impl PartyDetails {
    /// Whether the account's requirements concern the party.
    #[must_use]
    pub fn is_customer_person(&self) -> bool {
        self.roles.customer && self.kind == PartyKind::Person
    }

    /// Notes every required field that is not known.
    pub(crate) fn check_required(&self, required: &[CustomerField], parts: KnownParts, checks: &mut Checks) {
        if !self.is_customer_person() {
            return;
        }
        for field in required {
            checks.ensure(field.is_known(self, parts), field.field(), Problem::Blank);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parties::{Role, Roles};

    fn lacks(details: &PartyDetails, parts: KnownParts) -> Vec<Field> {
        let mut checks = Checks::default();
        details.check_required(CustomerField::ALL, parts, &mut checks);
        match checks.verdict() {
            Err(crate::refusal::Refusal::Invalid(fields)) => fields.into_iter().map(|wrong| wrong.field).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn every_field_may_be_required_of_a_customer_who_is_a_person() {
        let mut maria = PartyDetails::new(PartyKind::Person, "Maria", Roles::of(&[Role::Customer]));
        let all: Vec<Field> = CustomerField::ALL.iter().map(|field| field.field()).collect();
        assert_eq!(lacks(&maria, KnownParts::default()), all);
        maria.phone = Some("1".to_owned());
        let parts = KnownParts {
            address: true,
            ..KnownParts::default()
        };
        let rest: Vec<Field> = all
            .into_iter()
            .filter(|field| ![Field::Address, Field::Phone].contains(field))
            .collect();
        assert_eq!(lacks(&maria, parts), rest);
    }

    #[test]
    fn nothing_is_required_of_companies_and_of_suppliers() {
        let company = PartyDetails::new(PartyKind::Company, "Acme", Roles::of(&[Role::Customer]));
        let supplier = PartyDetails::new(PartyKind::Person, "João", Roles::of(&[Role::Supplier]));
        assert_eq!(lacks(&company, KnownParts::default()), []);
        assert_eq!(lacks(&supplier, KnownParts::default()), []);
    }
}
