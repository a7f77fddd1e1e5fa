//! Organizations: the branches, franchised stores and merchants inside an account.
//!
//! Not the places where goods lie; those are locations, and every organization has at least one.
//!
//! The one rule to know: two organizations of an account never share a tax document, and none stands above itself.

mod changes;

pub use changes::OrganizationChanges;

use jiff::Timestamp;

use crate::address::Address;
use crate::amount::Money;
use crate::checks::{Checks, tidy, tidy_required, tidy_tax_document};
use crate::documents::CheckPolicy;
use crate::geography::{Coordinates, DeliveryRadius};
use crate::ids::OrganizationId;
use crate::named::named;
use crate::refusal::{Field, Problem, Refusal};

/// The most characters of a name.
pub const NAME_MAX: usize = 255;
/// The most characters of another system's id.
pub const EXTERNAL_ID_MAX: usize = 19;
/// The most characters of a registration with a state or city.
const REGISTRATION_MAX: usize = 30;
/// The most characters of a fiscal series, which is a number below 1000 in every model.
const SERIES_MAX: usize = 3;
/// The most characters of the note printed on fiscal documents: what an NF-e takes.
const NOTE_MAX: usize = 5_000;

/// An organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its number.
    pub id: OrganizationId,
    /// Everything that may be changed.
    pub details: OrganizationDetails,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What is known of an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationDetails {
    /// The organization above.
    pub parent: Option<OrganizationId>,
    /// Its id in another system, at most [`EXTERNAL_ID_MAX`] characters.
    pub external_id: Option<String>,
    /// What it is called by its customers.
    pub name: String,
    /// What it is called in law.
    pub company_name: String,
    /// CNPJ, or the CPF of a merchant who is a person; without punctuation, unique in the account.
    pub tax_document: String,
    /// State registration.
    pub state_registration: Option<String>,
    /// Municipal registration.
    pub municipal_registration: Option<String>,
    /// How it is taxed.
    pub tax_regime: TaxRegime,
    /// What it is to the account.
    pub kind: OrganizationKind,
    /// Series of its fiscal documents.
    pub nfe_series: String,
    /// What is printed on each of its fiscal documents.
    pub nfe_note: Option<String>,
    /// Whether its costs are averages; otherwise the last ones.
    pub uses_average_cost: bool,
    /// How many hours until goods can be collected.
    pub withdrawal_hours: Option<i64>,
    /// What collecting costs.
    pub withdrawal_price: Option<Money>,
    /// How far it delivers.
    pub delivery_radius: DeliveryRadius,
    /// Whether a packed order is invoiced by itself.
    pub invoices_when_packed: bool,
    /// Whether a packed order gets its labels by itself.
    pub labels_when_packed: bool,
    /// Where it is.
    pub address: Address,
    /// Where it is, on the map.
    pub coordinates: Option<Coordinates>,
    /// Whether it still trades.
    pub active: bool,
}

impl OrganizationDetails {
    /// An organization of which only the names and the tax document are known.
    #[must_use]
    pub fn new(name: &str, company_name: &str, tax_document: &str) -> Self {
        Self {
            parent: None,
            external_id: None,
            name: name.to_owned(),
            company_name: company_name.to_owned(),
            tax_document: tax_document.to_owned(),
            state_registration: None,
            municipal_registration: None,
            tax_regime: TaxRegime::SimplesNacional,
            kind: OrganizationKind::OwnStore,
            nfe_series: "1".to_owned(),
            nfe_note: None,
            uses_average_cost: true,
            withdrawal_hours: None,
            withdrawal_price: None,
            delivery_radius: DeliveryRadius::Unlimited,
            invoices_when_packed: false,
            labels_when_packed: false,
            address: Address::default(),
            coordinates: None,
            active: true,
        }
    }
}

named! {
    /// What an organization is to the account.
    OrganizationKind {
        /// A store of the account's own.
        OwnStore "own_store",
        /// A franchised store.
        Franchise "franchise",
        /// A distribution centre.
        DistributionCenter "distribution_center",
        /// Anything else: a merchant whose goods are stored for him.
        Other "other",
    }
}

named! {
    /// How a company is taxed.
    TaxRegime {
        /// The simplified regime of small companies.
        SimplesNacional "simples_nacional",
        /// The normal one.
        Normal "normal",
    }
}

/// What the store knows around an organization. A reference that is absent counts as known.
#[derive(Debug, Clone, Default)]
pub struct OrganizationFacts {
    /// The parent and everything above it, nearest first; empty when the parent does not exist.
    pub above: Vec<OrganizationId>,
    /// Another organization has the tax document.
    pub tax_document_taken: bool,
    /// What the account does with documents that do not check.
    pub document_check: CheckPolicy,
}

impl OrganizationDetails {
    /// Writes every part as it is kept: to be done before looking up who has the tax document.
    pub fn tidy(&mut self) {
        for text in [&mut self.name, &mut self.company_name, &mut self.nfe_series] {
            tidy_required(text);
        }
        for text in [
            &mut self.external_id,
            &mut self.state_registration,
            &mut self.municipal_registration,
            &mut self.nfe_note,
        ] {
            tidy(text);
        }
        let mut document = Some(std::mem::take(&mut self.tax_document));
        tidy_tax_document(&mut document);
        self.tax_document = document.unwrap_or_default();
        self.address.tidy();
    }

    /// Whether the organization `id` (`None` for a new one) may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field. A parent that is the organization itself or below it is
    /// [`Problem::NotAllowed`].
    pub fn check(&self, id: Option<OrganizationId>, facts: &OrganizationFacts) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        if let Some(parent) = self.parent {
            if id.is_some_and(|id| parent == id || facts.above.contains(&id)) {
                checks.note(Field::Parent, Problem::NotAllowed);
            } else if !facts.above.contains(&parent) {
                checks.note(Field::Parent, Problem::Unknown);
            }
        }
        checks.optional(Field::ExternalId, self.external_id.as_deref(), EXTERNAL_ID_MAX);
        checks.required(Field::Name, &self.name, NAME_MAX);
        checks.required(Field::CompanyName, &self.company_name, NAME_MAX);
        if self.tax_document.is_empty() {
            checks.note(Field::Document, Problem::Blank);
        } else if facts.tax_document_taken {
            checks.note(Field::Document, Problem::Taken);
        } else {
            checks.tax_document(Field::Document, &self.tax_document, facts.document_check);
        }
        checks.optional(
            Field::StateRegistration,
            self.state_registration.as_deref(),
            REGISTRATION_MAX,
        );
        checks.optional(
            Field::MunicipalRegistration,
            self.municipal_registration.as_deref(),
            REGISTRATION_MAX,
        );
        checks.required(Field::NfeSeries, &self.nfe_series, SERIES_MAX);
        checks.optional(Field::NfeNote, self.nfe_note.as_deref(), NOTE_MAX);
        checks.ensure(
            self.withdrawal_hours.is_none_or(|hours| hours >= 0),
            Field::WithdrawalHours,
            Problem::Negative,
        );
        checks.ensure(
            self.withdrawal_price.is_none_or(|price| !price.is_negative()),
            Field::WithdrawalPrice,
            Problem::Negative,
        );
        self.address.check(&mut checks, facts.document_check);
        checks.verdict()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details() -> OrganizationDetails {
        OrganizationDetails::new("Loja 1", "Loja 1 Ltda", "11.222.333/0001-81")
    }

    fn facts(document_check: CheckPolicy) -> OrganizationFacts {
        OrganizationFacts {
            document_check,
            ..OrganizationFacts::default()
        }
    }

    #[test]
    fn a_cnpj_with_wrong_digits_is_refused_only_where_the_account_rejects() {
        let mut wrong = details();
        wrong.tax_document = "00.100.200/0001-00".to_owned();
        wrong.tidy();
        assert_eq!(wrong.tax_document, "00100200000100");
        for (policy, accepted) in [
            (CheckPolicy::Off, true),
            (CheckPolicy::Warn, true),
            (CheckPolicy::Reject, false),
        ] {
            let expected = if accepted {
                Ok(())
            } else {
                Err(Refusal::invalid(Field::Document, Problem::WrongCheckDigit))
            };
            assert_eq!(wrong.check(None, &facts(policy)), expected, "{policy:?}");
        }
        let mut right = details();
        right.tidy();
        assert_eq!(right.check(None, &facts(CheckPolicy::Reject)), Ok(()));
    }

    #[test]
    fn a_document_of_another_organization_is_taken() {
        let mut details = details();
        details.tidy();
        let facts = OrganizationFacts {
            tax_document_taken: true,
            ..facts(CheckPolicy::Warn)
        };
        assert_eq!(
            details.check(None, &facts),
            Err(Refusal::invalid(Field::Document, Problem::Taken))
        );
    }

    #[test]
    fn a_parent_must_exist_and_not_be_below() {
        let id = OrganizationId::from_raw;
        let table = [
            (None, vec![], None),
            (Some(1), vec![1], None),
            (Some(1), vec![], Some(Problem::Unknown)),
            (Some(7), vec![7], Some(Problem::NotAllowed)),
            (Some(9), vec![9, 7], Some(Problem::NotAllowed)),
        ];
        for (parent, above, problem) in table {
            let details = OrganizationDetails {
                parent: parent.map(id),
                ..details()
            };
            let facts = OrganizationFacts {
                above: above.iter().copied().map(id).collect(),
                ..facts(CheckPolicy::Off)
            };
            let expected = problem.map_or(Ok(()), |problem| Err(Refusal::invalid(Field::Parent, problem)));
            assert_eq!(details.check(Some(id(7)), &facts), expected, "{parent:?} {above:?}");
        }
    }

    #[test]
    fn all_wrong_fields_are_named_at_once() {
        let mut details = OrganizationDetails {
            external_id: Some("a".repeat(20)),
            nfe_series: " ".to_owned(),
            withdrawal_hours: Some(-1),
            ..OrganizationDetails::new("", "\0", "123")
        };
        details.tidy();
        let Err(Refusal::Invalid(fields)) = details.check(None, &facts(CheckPolicy::Warn)) else {
            panic!("must be refused");
        };
        let found: Vec<_> = fields.iter().map(|field| (field.field, field.problem)).collect();
        assert_eq!(
            found,
            [
                (Field::ExternalId, Problem::TooLong { max: 19 }),
                (Field::Name, Problem::Blank),
                (Field::CompanyName, Problem::Malformed),
                (Field::Document, Problem::Malformed),
                (Field::NfeSeries, Problem::Blank),
                (Field::WithdrawalHours, Problem::Negative),
            ]
        );
    }
}
