//! Places by code: CEP and IBGE municipality.
//!
//! Not which municipalities there are, which is `tables`; which CEPs exist is not known.
//!
//! The one rule to know: nine municipalities were issued with a check digit that is not theirs, and are right.

use super::code::{Code, checked_document, document_debug, document_text};
use super::{DocumentError, DocumentKind, DocumentProblem, State};

/// Codes the IBGE issued with another check digit than its rule gives; they are official and in use.
const ODD_MUNICIPALITIES: [&str; 9] = [
    "2201919", "2201988", "2202251", "2611533", "3117836", "3152131", "4305871", "5203939", "5203962",
];

/// A postal code (CEP): eight digits, nothing to check.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostalCode(Code<8>);

/// A municipality by its IBGE code: two digits of the state, four of its own and one that checks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Municipality(Code<7>);

document_text!(PostalCode, "#####-###");
document_text!(Municipality, "#######");
document_debug!(PostalCode, Municipality);
checked_document!(Municipality);

impl PostalCode {
    /// Reads it with or without punctuation.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not 8 digits.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Code::read(DocumentKind::PostalCode, text, "8", |_| false).map(Self)
    }
}

/// The check digit by the rule: weights 1 and 2 by turns from the left, products of two digits added together.
fn check_digit(base: &[u8]) -> u8 {
    let sum: u8 = base
        .iter()
        .zip([1, 2].into_iter().cycle())
        .map(|(byte, weight)| (byte - b'0') * weight)
        .map(|product| product / 10 + product % 10)
        .sum();
    (10 - sum % 10) % 10
}

impl Municipality {
    /// Reads it, looking at the shape only.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not 7 digits.
    pub fn parse_unchecked(text: &str) -> Result<Self, DocumentError> {
        Code::read(DocumentKind::Municipality, text, "7", |_| false).map(Self)
    }

    /// The municipality of these six digits, its check digit computed, or as issued for the nine odd ones.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not 6 digits or the state is unknown.
    pub fn from_base(base: &str) -> Result<Self, DocumentError> {
        let base = Code::<6>::read(DocumentKind::Municipality, base, "6", |_| false)?;
        let municipality = match ODD_MUNICIPALITIES.iter().find(|odd| odd.starts_with(base.as_str())) {
            Some(odd) => Self::parse_unchecked(odd)?,
            None => Self(base.followed_by(&[check_digit(base.bytes())])),
        };
        municipality.check()?;
        Ok(municipality)
    }

    /// Whether the state exists and the check digit is right.
    ///
    /// # Errors
    /// [`DocumentError`] saying which of the two.
    pub fn check(&self) -> Result<(), DocumentError> {
        let (base, digit) = self.0.bytes().split_at(6);
        let problem = if self.state().is_none() {
            DocumentProblem::Unknown
        } else if [b'0' + check_digit(base)] != *digit && !ODD_MUNICIPALITIES.contains(&self.as_str()) {
            DocumentProblem::CheckDigit
        } else {
            return Ok(());
        };
        Err(DocumentError {
            kind: DocumentKind::Municipality,
            problem,
        })
    }

    /// The state it lies in; `None` of a code that does not check.
    #[must_use]
    pub fn state(&self) -> Option<State> {
        State::from_ibge_code(self.0.number(0..2))
    }
}
