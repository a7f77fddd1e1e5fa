//! What an account says of its customers beyond who they are: categories, types, jobs, relatives, rules of credit, where
//! they come from, and what of a person must be known.
//!
//! Not the customer, who is a party.
//!
//! The one rule to know: types and jobs are known by their codes, which customers name; categories by number.

mod credit;
mod relatives;
mod required;

pub use credit::{CreditRule, CreditRuleChanges, CreditRuleEdit, CreditRuleStatus, apply_credit_rule_edits};
pub use relatives::{Relative, RelativeChanges, RelativeDegree, RelativeEdit, apply_relative_edits};
pub use required::{CustomerField, KnownParts};

use jiff::Timestamp;

use crate::checks::{Checks, tidy_required};
use crate::ids::{AcquisitionChannelId, CustomerCategoryId, OrganizationId};
use crate::refusal::{Field, Problem, Refusal};

/// The most characters of a name.
pub const NAME_MAX: usize = 255;
/// The most characters of a code of a type or job.
pub const CODE_MAX: usize = 60;

/// A category of customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerCategory {
    /// Its number.
    pub id: CustomerCategoryId,
    /// Its name.
    pub name: String,
    /// Whether it is in use. Customers keep one that is not.
    pub active: bool,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A type of customers of an organization, say pupils and teachers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerType {
    /// Whose it is.
    pub organization: OrganizationId,
    /// Its code, unique in the organization.
    pub code: String,
    /// Its name.
    pub name: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A job that customers have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerJob {
    /// Its code, unique in the account.
    pub code: String,
    /// Its name.
    pub name: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A way by which customers find an organization. Not a sales channel: nothing is sold through it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcquisitionChannel {
    /// Its number.
    pub id: AcquisitionChannelId,
    /// Whose it is.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// Whether it is in use.
    pub active: bool,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl CustomerCategory {
    /// Writes the name as it is kept, and says whether the category may be kept.
    ///
    /// # Errors
    /// [`Refusal::Invalid`]
    pub fn check(&mut self) -> Result<(), Refusal> {
        check_name(&mut self.name)
    }
}

impl AcquisitionChannel {
    /// Writes the name as it is kept, and says whether the channel may be kept.
    ///
    /// # Errors
    /// [`Refusal::Invalid`]
    pub fn check(&mut self) -> Result<(), Refusal> {
        check_name(&mut self.name)
    }
}

/// Writes code and name of a type or job as they are kept, and says whether it may be kept.
///
/// # Errors
/// [`Refusal::Invalid`] with every wrong field; an organization that is not known is one.
pub fn check_code_and_name(code: &mut String, name: &mut String, organization_known: bool) -> Result<(), Refusal> {
    tidy_required(code);
    tidy_required(name);
    let mut checks = Checks::default();
    checks.ensure(organization_known, Field::Organization, Problem::Unknown);
    checks.required(Field::Code, code, CODE_MAX);
    checks.required(Field::Name, name, NAME_MAX);
    checks.verdict()
}

fn check_name(name: &mut String) -> Result<(), Refusal> {
    tidy_required(name);
    let mut checks = Checks::default();
    checks.required(Field::Name, name, NAME_MAX);
    checks.verdict()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::InvalidField;

    #[test]
    fn a_type_has_a_code_a_name_and_an_organization() {
        let (mut code, mut name) = (" ALU10 ".to_owned(), " Aluno ".to_owned());
        assert_eq!(check_code_and_name(&mut code, &mut name, true), Ok(()));
        assert_eq!((code.as_str(), name.as_str()), ("ALU10", "Aluno"));
        let wrong = check_code_and_name(&mut "x".repeat(61), &mut " ".to_owned(), false);
        let expected = [
            InvalidField::new(Field::Organization, Problem::Unknown),
            InvalidField::new(Field::Code, Problem::TooLong { max: CODE_MAX }),
            InvalidField::new(Field::Name, Problem::Blank),
        ];
        assert_eq!(wrong, Err(Refusal::Invalid(expected.to_vec())));
    }
}
