//! Brands.
//!
//! Not manufacturers: a manufacturer is a party that a brand may point to.
//!
//! The one rule to know: brands may share a name; only the number tells them apart.

use jiff::Timestamp;

use super::{EXTERNAL_ID_MAX, NAME_MAX};
use crate::checks::{Checks, tidy, tidy_required};
use crate::ids::{BrandId, OrganizationId, PartyId};
use crate::refusal::{Field, Problem, Refusal};

/// A brand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand {
    /// Its number.
    pub id: BrandId,
    /// The organization it comes from; `None` belongs to the account.
    pub organization: Option<OrganizationId>,
    /// Who makes what bears it.
    pub manufacturer: Option<PartyId>,
    /// Its name.
    pub name: String,
    /// Its id in another system, at most [`EXTERNAL_ID_MAX`] characters.
    pub external_id: Option<String>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What the store knows of a brand's references. A reference that is absent counts as known.
#[derive(Debug, Clone, Copy)]
pub struct BrandFacts {
    /// The organization exists.
    pub organization_known: bool,
    /// The manufacturer exists.
    pub manufacturer_known: bool,
}

impl Brand {
    /// Writes texts in the form in which they are kept: without blanks around them.
    pub fn normalize(&mut self) {
        tidy_required(&mut self.name);
        tidy(&mut self.external_id);
    }

    /// Whether the brand may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field.
    pub fn check(&self, facts: BrandFacts) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.ensure(facts.organization_known, Field::Organization, Problem::Unknown);
        checks.ensure(facts.manufacturer_known, Field::Manufacturer, Problem::Unknown);
        checks.required(Field::Name, &self.name, NAME_MAX);
        checks.optional(Field::ExternalId, self.external_id.as_deref(), EXTERNAL_ID_MAX);
        checks.verdict()
    }
}
