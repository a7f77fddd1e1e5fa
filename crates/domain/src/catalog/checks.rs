//! Collecting what is wrong with a record, so that a refusal names every wrong field at once.
//!
//! Not rules of any one record; those call this.
//!
//! The one rule to know: a check never stops at the first problem, and one field gets at most one problem per check.

use crate::amount::{Quantity, UnitPrice};
use crate::refusal::{Field, InvalidField, Problem, Refusal};

/// The problems found so far, in the order they were found.
#[derive(Debug, Default)]
pub(super) struct Checks {
    invalid: Vec<InvalidField>,
    index: Option<usize>,
}

impl Checks {
    /// What follows is about the list's element `index`, or about no list.
    pub(super) fn within(&mut self, index: Option<usize>) {
        self.index = index;
    }

    /// Notes a problem.
    pub(super) fn note(&mut self, field: Field, problem: Problem) {
        self.invalid.push(InvalidField {
            field,
            index: self.index,
            problem,
        });
    }

    /// Notes the problem unless the condition holds.
    pub(super) fn ensure(&mut self, holds: bool, field: Field, problem: Problem) {
        if !holds {
            self.note(field, problem);
        }
    }

    /// Text that must be there.
    pub(super) fn required(&mut self, field: Field, text: &str, max: usize) {
        if text.trim().is_empty() {
            self.note(field, Problem::Blank);
        } else {
            self.optional(field, Some(text), max);
        }
    }

    /// Text that may be missing.
    pub(super) fn optional(&mut self, field: Field, text: Option<&str>, max: usize) {
        let Some(text) = text else { return };
        if text.chars().count() > max {
            self.note(field, Problem::TooLong { max });
        } else if text.contains('\0') {
            self.note(field, Problem::Malformed);
        }
    }

    /// A price that may be missing but not be below zero.
    pub(super) fn price(&mut self, field: Field, price: Option<UnitPrice>) {
        self.ensure(price.is_none_or(|price| !price.is_negative()), field, Problem::Negative);
    }

    /// A size or weight that may be missing but not be below zero.
    pub(super) fn measure(&mut self, field: Field, measure: Option<Quantity>) {
        self.ensure(
            measure.is_none_or(|measure| !measure.is_negative()),
            field,
            Problem::Negative,
        );
    }

    /// The verdict.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with everything that was noted.
    pub(super) fn verdict(self) -> Result<(), Refusal> {
        Refusal::unless_empty(self.invalid)
    }
}
