//! Collecting what is wrong with a record, so that a refusal names every wrong field at once.
//!
//! Not rules of any one record; those call this.
//!
//! The one rule to know: a check never stops at the first problem, and no text with a zero byte passes, because one of
//! the engines cannot store it.

use crate::documents::{CheckPolicy, DocumentProblem, TaxDocument};
use crate::refusal::{Field, InvalidField, Problem, Refusal};

/// The problems found so far, in the order they were found.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    invalid: Vec<InvalidField>,
    index: Option<usize>,
}

impl Checks {
    /// What follows is about the list's element `index`, or about no list.
    pub(crate) fn within(&mut self, index: Option<usize>) {
        self.index = index;
    }

    /// Notes a problem.
    pub(crate) fn note(&mut self, field: Field, problem: Problem) {
        self.invalid.push(InvalidField {
            field,
            index: self.index,
            problem,
        });
    }

    /// Notes the problem unless the condition holds.
    pub(crate) fn ensure(&mut self, holds: bool, field: Field, problem: Problem) {
        if !holds {
            self.note(field, problem);
        }
    }

    /// Text that must be there.
    pub(crate) fn required(&mut self, field: Field, text: &str, max: usize) {
        if text.trim().is_empty() {
            self.note(field, Problem::Blank);
        } else {
            self.optional(field, Some(text), max);
        }
    }

    /// Text that may be missing.
    pub(crate) fn optional(&mut self, field: Field, text: Option<&str>, max: usize) {
        let Some(text) = text else { return };
        if text.chars().count() > max {
            self.note(field, Problem::TooLong { max });
        } else if text.contains('\0') {
            self.note(field, Problem::Malformed);
        }
    }

    /// A CPF or CNPJ, as the account's policy says.
    pub(crate) fn tax_document(&mut self, field: Field, text: &str, policy: CheckPolicy) {
        if let Some(problem) = tax_document_problem(text, policy) {
            self.note(field, problem);
        }
    }

    /// The verdict.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with everything that was noted.
    pub(crate) fn verdict(self) -> Result<(), Refusal> {
        Refusal::unless_empty(self.invalid)
    }
}

/// What is wrong with a CPF or CNPJ, as the account's policy says.
pub(crate) fn tax_document_problem(text: &str, policy: CheckPolicy) -> Option<Problem> {
    let error = TaxDocument::parse_with(policy, text).err()?;
    Some(match error.problem {
        DocumentProblem::CheckDigit | DocumentProblem::Repeated => Problem::WrongCheckDigit,
        DocumentProblem::Length { .. }
        | DocumentProblem::Character
        | DocumentProblem::Unknown
        | DocumentProblem::Part { .. } => Problem::Malformed,
    })
}

/// Takes the blanks around a text away, and the text when nothing remains.
pub(crate) fn tidy(text: &mut Option<String>) {
    *text = text
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned);
}

/// Takes the blanks around a text away.
pub(crate) fn tidy_required(text: &mut String) {
    if text.trim().len() != text.len() {
        *text = text.trim().to_owned();
    }
}

/// Writes a CPF or CNPJ as it is stored; what is neither stays for the check to refuse.
pub(crate) fn tidy_tax_document(text: &mut Option<String>) {
    tidy(text);
    if let Some(document) = text.as_deref().and_then(|text| TaxDocument::parse_unchecked(text).ok()) {
        *text = Some(document.as_str().to_owned());
    }
}
