//! What a party must fulfil, and the customer that an order brings along.

use jiff::Timestamp;

use super::{CODE_MAX, EXTERNAL_ID_MAX, MANUFACTURER_EXTERNAL_ID_MAX, NAME_MAX, PartyDetails, PartyKind, Role, Roles};
use crate::checks::{Checks, tax_document_problem, tidy, tidy_required, tidy_tax_document};
use crate::customers::{CustomerField, KnownParts};
use crate::documents::{CheckPolicy, Cnpj, Cpf};
use crate::orders::CustomerSnapshot;
use crate::refusal::{Field, Problem, Refusal};
use crate::text::fold;

/// The most characters of a document, registration or telephone.
const SHORT_MAX: usize = 60;
/// The most characters of an e-mail address.
const EMAIL_MAX: usize = 254;
/// The most characters of a note.
const NOTE_MAX: usize = 10_000;
/// The most characters of what parties are searched by, so that an index takes it.
pub const FOLDED_MAX: usize = 500;

/// What the store knows around a party. A reference that is absent counts as known.
#[derive(Debug, Clone, Default)]
pub struct PartyFacts {
    /// The organization exists.
    pub organization_known: bool,
    /// Another party that is not deleted has the tax document.
    pub tax_document_taken: bool,
    /// Another party that is not deleted has the code.
    pub code_taken: bool,
    /// What the account does with documents that do not check.
    pub document_check: CheckPolicy,
    /// Fields that name a category, type or job that does not exist.
    pub unknown: Vec<Field>,
    /// What the account wants to know of customers who are persons.
    pub required: Vec<CustomerField>,
    /// Which parts the party has, for what is required of them.
    pub parts: KnownParts,
}

impl PartyDetails {
    /// Writes every part as it is kept: to be done before looking up who has the document or the code.
    pub fn tidy(&mut self) {
        tidy_required(&mut self.name);
        for text in [
            &mut self.trading_name,
            &mut self.identity_document,
            &mut self.state_registration,
            &mut self.municipal_registration,
            &mut self.suframa_registration,
            &mut self.email,
            &mut self.phone,
            &mut self.mother_name,
            &mut self.external_id,
            &mut self.code,
            &mut self.note,
            &mut self.seller_registration,
            &mut self.customer_type,
            &mut self.customer_job,
        ] {
            tidy(text);
        }
        // One mailbox, however its owner writes it: orders are matched to customers by e-mail.
        if let Some(email) = &mut self.email {
            *email = email.to_lowercase();
        }
        tidy_tax_document(&mut self.tax_document);
    }

    /// Whether the party may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field.
    pub fn check(&self, facts: &PartyFacts) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.ensure(facts.organization_known, Field::Organization, Problem::Unknown);
        checks.required(Field::Name, &self.name, NAME_MAX);
        checks.optional(Field::TradingName, self.trading_name.as_deref(), NAME_MAX);
        if let Some(problem) = self.document_problem(facts) {
            checks.note(Field::Document, problem);
        }
        checks.optional(Field::IdentityDocument, self.identity_document.as_deref(), SHORT_MAX);
        checks.optional(Field::StateRegistration, self.state_registration.as_deref(), SHORT_MAX);
        checks.optional(
            Field::MunicipalRegistration,
            self.municipal_registration.as_deref(),
            SHORT_MAX,
        );
        checks.optional(
            Field::SuframaRegistration,
            self.suframa_registration.as_deref(),
            SHORT_MAX,
        );
        checks.optional(Field::Email, self.email.as_deref(), EMAIL_MAX);
        checks.optional(Field::Phone, self.phone.as_deref(), SHORT_MAX);
        checks.optional(Field::MotherName, self.mother_name.as_deref(), NAME_MAX);
        checks.optional(Field::ExternalId, self.external_id.as_deref(), self.external_id_max());
        checks.optional(Field::Code, self.code.as_deref(), CODE_MAX);
        checks.ensure(!facts.code_taken, Field::Code, Problem::Taken);
        checks.optional(Field::Note, self.note.as_deref(), NOTE_MAX);
        checks.ensure(self.roles != Roles::default(), Field::Roles, Problem::Blank);
        checks.optional(Field::Seller, self.seller_registration.as_deref(), SHORT_MAX);
        checks.ensure(
            self.credit_limit.is_none_or(|limit| !limit.is_negative()),
            Field::CreditLimit,
            Problem::Negative,
        );
        for field in &facts.unknown {
            checks.note(*field, Problem::Unknown);
        }
        self.check_required(&facts.required, facts.parts, &mut checks);
        checks.verdict()
    }

    fn external_id_max(&self) -> usize {
        if self.roles.manufacturer {
            MANUFACTURER_EXTERNAL_ID_MAX
        } else {
            EXTERNAL_ID_MAX
        }
    }

    /// What is wrong with the tax document. Its length says whether it is a person's or a company's; which of the two the
    /// party is called does not matter, because vendors' users get that wrong.
    fn document_problem(&self, facts: &PartyFacts) -> Option<Problem> {
        let text = self.tax_document.as_deref()?;
        let taken = facts.tax_document_taken.then_some(Problem::Taken);
        tax_document_problem(text, facts.document_check).or(taken)
    }

    /// What the party is searched by: folded, at most [`FOLDED_MAX`] characters, the name first so that it also sorts.
    #[must_use]
    pub fn folded(&self) -> String {
        let parts = [
            Some(self.name.as_str()),
            self.trading_name.as_deref(),
            self.tax_document.as_deref(),
            self.email.as_deref(),
            self.phone.as_deref(),
        ];
        let all: Vec<&str> = parts.into_iter().flatten().collect();
        fold(&all.join(" ")).chars().take(FOLDED_MAX).collect()
    }

    /// Becomes a customer, from now on unless it was one before.
    pub fn become_customer(&mut self, now: Timestamp) {
        self.roles = self.roles.with(Role::Customer);
        self.customer_since = self.customer_since.or(Some(now));
    }
}

/// The party that an order's customer becomes when the account does not know him: a company when the document is a CNPJ.
#[must_use]
pub fn customer_from_order(customer: &CustomerSnapshot, now: Timestamp) -> PartyDetails {
    let document = customer.document.as_deref().unwrap_or_default();
    let is_company = Cpf::parse_unchecked(document).is_err() && Cnpj::parse_unchecked(document).is_ok();
    let kind = if is_company {
        PartyKind::Company
    } else {
        PartyKind::Person
    };
    let mut details = PartyDetails {
        tax_document: customer.document.clone(),
        email: customer.email.clone(),
        phone: customer.phones.first().cloned(),
        state_registration: customer.state_registration.clone(),
        municipal_registration: customer.municipal_registration.clone(),
        suframa_registration: customer.suframa_registration.clone(),
        ..PartyDetails::new(kind, &customer.name, Roles::default())
    };
    details.become_customer(now);
    details.tidy();
    details
}
