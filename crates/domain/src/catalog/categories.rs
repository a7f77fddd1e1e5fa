//! The category tree.
//!
//! Not a way to find products by text, and not what a channel shows; channels name the categories they sell.
//!
//! The one rule to know: a category is never below itself, and no branch is deeper than [`DEPTH_MAX`].

use jiff::Timestamp;

use super::{CODE_MAX, NAME_MAX};
use crate::checks::{Checks, tidy, tidy_required};
use crate::ids::{CategoryId, OrganizationId};
use crate::refusal::{Entity, Field, Problem, Refusal};

/// The most levels of the tree: whoever walks it may recurse.
pub const DEPTH_MAX: usize = 32;

/// The most characters of another system's id of a category.
pub const CATEGORY_EXTERNAL_ID_MAX: usize = 255;

/// A node of the category tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its number.
    pub id: CategoryId,
    /// The category above; `None` at the top.
    pub parent: Option<CategoryId>,
    /// The organization it comes from; `None` belongs to the account.
    pub organization: Option<OrganizationId>,
    /// Its name.
    pub name: String,
    /// Its id in another system, at most [`CATEGORY_EXTERNAL_ID_MAX`] characters, unique in the account.
    pub external_id: Option<String>,
    /// Its text code.
    pub code: Option<String>,
    /// Whether stores show it.
    pub enabled: bool,
    /// Whether others may stand below it.
    pub takes_children: bool,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What the store knows around a category. A reference that is absent counts as known.
#[derive(Debug, Clone)]
pub struct CategoryFacts {
    /// The organization exists.
    pub organization_known: bool,
    /// The parent and everything above it, nearest first; empty when the parent does not exist.
    pub above: Vec<CategoryId>,
    /// How many levels the category has below it; 0 for a new one.
    pub levels_below: usize,
    /// The parent, which the category does not stand under yet, takes none below it.
    pub parent_is_closed: bool,
    /// Another category has the same external id.
    pub external_id_taken: bool,
    /// The most characters of its external id: [`CATEGORY_EXTERNAL_ID_MAX`], or fewer where the caller's clients hold fewer.
    pub external_id_max: usize,
}

impl Category {
    /// Writes texts in the form in which they are kept: without blanks around them.
    pub fn normalize(&mut self) {
        tidy_required(&mut self.name);
        tidy(&mut self.external_id);
        tidy(&mut self.code);
    }

    /// Whether the category may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field. A parent that is the category itself or below it is
    /// [`Problem::NotAllowed`], one that would make the tree too deep [`Problem::OutOfRange`].
    /// [`Refusal::StateForbids`] when nothing may stand below the parent.
    pub fn check(&self, facts: &CategoryFacts) -> Result<(), Refusal> {
        if facts.parent_is_closed {
            return Err(Refusal::StateForbids {
                entity: Entity::Category,
                key: self.parent.map(|parent| parent.to_string()).unwrap_or_default(),
            });
        }
        let mut checks = Checks::default();
        checks.ensure(facts.organization_known, Field::Organization, Problem::Unknown);
        if let Some(problem) = self.parent_problem(facts) {
            checks.note(Field::Parent, problem);
        }
        checks.required(Field::Name, &self.name, NAME_MAX);
        checks.optional(Field::ExternalId, self.external_id.as_deref(), facts.external_id_max);
        checks.ensure(!facts.external_id_taken, Field::ExternalId, Problem::Taken);
        checks.optional(Field::Code, self.code.as_deref(), CODE_MAX);
        checks.verdict()
    }

    fn parent_problem(&self, facts: &CategoryFacts) -> Option<Problem> {
        let parent = self.parent?;
        if !facts.above.contains(&parent) {
            Some(Problem::Unknown)
        } else if facts.above.contains(&self.id) {
            Some(Problem::NotAllowed)
        } else if facts.above.len() + 1 + facts.levels_below > DEPTH_MAX {
            Some(Problem::OutOfRange)
        } else {
            None
        }
    }
}

/// Whether a category may go.
///
/// # Errors
/// [`Refusal::Invalid`]: [`Problem::Taken`] of [`Field::Parent`] when another stands below it, of [`Field::Product`]
/// when a product stands in it.
pub fn check_category_removal(has_children: bool, has_products: bool) -> Result<(), Refusal> {
    let mut checks = Checks::default();
    checks.ensure(!has_children, Field::Parent, Problem::Taken);
    checks.ensure(!has_products, Field::Product, Problem::Taken);
    checks.verdict()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(parent: Option<i64>) -> Category {
        Category {
            id: CategoryId::from_raw(7),
            parent: parent.map(CategoryId::from_raw),
            organization: None,
            name: "Bebidas".to_owned(),
            external_id: None,
            code: None,
            enabled: true,
            takes_children: true,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn facts(above: impl IntoIterator<Item = i64>) -> CategoryFacts {
        CategoryFacts {
            organization_known: true,
            above: above.into_iter().map(CategoryId::from_raw).collect(),
            levels_below: 0,
            parent_is_closed: false,
            external_id_taken: false,
            external_id_max: CATEGORY_EXTERNAL_ID_MAX,
        }
    }

    #[test]
    fn a_parent_must_exist_outside_the_branch_and_not_too_deep() {
        let deep: Vec<i64> = (100..131).collect();
        let table = [
            (None, facts([]), None),
            (Some(1), facts([1]), None),
            (Some(1), facts([]), Some(Problem::Unknown)),
            (Some(7), facts([]), Some(Problem::Unknown)),
            (Some(7), facts([7]), Some(Problem::NotAllowed)),
            (Some(9), facts([9, 8, 7, 1]), Some(Problem::NotAllowed)),
            (Some(100), facts(deep.iter().copied()), None),
            (
                Some(99),
                facts([99].into_iter().chain(deep.iter().copied())),
                Some(Problem::OutOfRange),
            ),
            (
                Some(100),
                CategoryFacts {
                    levels_below: 1,
                    ..facts(deep.iter().copied())
                },
                Some(Problem::OutOfRange),
            ),
        ];
        for (parent, facts, problem) in table {
            let expected = problem.map_or(Ok(()), |problem| Err(Refusal::invalid(Field::Parent, problem)));
            assert_eq!(category(parent).check(&facts), expected, "{parent:?} {facts:?}");
        }
    }

    #[test]
    fn an_external_id_of_256_characters_or_already_used_is_refused() {
        let mut category = category(None);
        category.external_id = Some("é".repeat(255));
        assert_eq!(category.check(&facts([])), Ok(()));
        let taken = CategoryFacts {
            external_id_taken: true,
            ..facts([])
        };
        assert_eq!(
            category.check(&taken),
            Err(Refusal::invalid(Field::ExternalId, Problem::Taken))
        );
        category.external_id = Some("a".repeat(256));
        let too_long = Refusal::invalid(Field::ExternalId, Problem::TooLong { max: 255 });
        assert_eq!(category.check(&facts([])), Err(too_long));
    }

    #[test]
    fn nothing_is_put_below_a_closed_category_and_nothing_used_goes() {
        let closed = CategoryFacts {
            parent_is_closed: true,
            ..facts([1])
        };
        assert!(matches!(
            category(Some(1)).check(&closed),
            Err(Refusal::StateForbids { .. })
        ));
        let table = [
            (false, false, None),
            (true, false, Some(Field::Parent)),
            (false, true, Some(Field::Product)),
        ];
        for (children, products, field) in table {
            let expected = field.map_or(Ok(()), |field| Err(Refusal::invalid(field, Problem::Taken)));
            assert_eq!(check_category_removal(children, products), expected);
        }
    }
}
