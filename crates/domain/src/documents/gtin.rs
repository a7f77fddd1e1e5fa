//! GTIN: the number under a bar code, of 8, 12, 13 or 14 digits.
//!
//! Not a store's own code, and not the words `SEM GTIN` of fiscal documents, which mean that there is none.
//!
//! The one rule to know: the length is part of the number as written; [`Gtin::padded`] compares across lengths.

use super::code::{ascii, bare, checked_document, document_debug};
use super::{DocumentError, DocumentKind, DocumentProblem};

/// The longest a GTIN gets.
const LONGEST: usize = 14;

/// A GTIN-8, GTIN-12 (UPC), GTIN-13 (EAN) or GTIN-14, the last digit checks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gtin {
    /// Padded with zeros on the left.
    padded: [u8; LONGEST],
    length: usize,
}

document_debug!(Gtin);
checked_document!(Gtin);

const fn refused(problem: DocumentProblem) -> DocumentError {
    DocumentError {
        kind: DocumentKind::Gtin,
        problem,
    }
}

/// The digits of the text, as bytes.
fn digits(text: &str) -> Result<Vec<u8>, DocumentError> {
    let bytes = bare(DocumentKind::Gtin, text)?;
    if bytes.iter().all(u8::is_ascii_digit) {
        Ok(bytes)
    } else {
        Err(refused(DocumentProblem::Character))
    }
}

/// The modulus 10 check digit: weights 3 and 1 by turns from the right.
fn check_digit(base: &[u8]) -> u8 {
    let sum: u32 = base
        .iter()
        .rev()
        .zip([3, 1].into_iter().cycle())
        .map(|(byte, w)| u32::from(byte - b'0') * w)
        .sum();
    u8::try_from((10 - sum % 10) % 10).expect("a remainder of ten fits")
}

impl Gtin {
    /// Reads it, looking at the shape only.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not 8, 12, 13 or 14 digits.
    pub fn parse_unchecked(text: &str) -> Result<Self, DocumentError> {
        Self::from_digits(&digits(text)?)
    }

    /// The GTIN of these 7, 11, 12 or 13 digits, its check digit computed.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not that many digits, or all of them zero.
    pub fn from_base(base: &str) -> Result<Self, DocumentError> {
        let mut digits = digits(base)?;
        if !matches!(digits.len(), 7 | 11 | 12 | 13) {
            return Err(refused(DocumentProblem::Length {
                expected: "7, 11, 12 ou 13",
            }));
        }
        digits.push(b'0' + check_digit(&digits));
        let gtin = Self::from_digits(&digits)?;
        gtin.check()?;
        Ok(gtin)
    }

    fn from_digits(digits: &[u8]) -> Result<Self, DocumentError> {
        let length = digits.len();
        if !matches!(length, 8 | 12 | 13 | 14) {
            return Err(refused(DocumentProblem::Length {
                expected: "8, 12, 13 ou 14",
            }));
        }
        let mut padded = [b'0'; LONGEST];
        padded[LONGEST - length..].copy_from_slice(digits);
        Ok(Self { padded, length })
    }

    /// Whether the check digit is right and the digits not all zero.
    ///
    /// # Errors
    /// [`DocumentError`] saying which of the two.
    pub fn check(&self) -> Result<(), DocumentError> {
        let (base, digit) = self.padded.split_at(LONGEST - 1);
        // Zeros on the left weigh nothing, so the padded form checks alike.
        if [b'0' + check_digit(base)] != *digit {
            Err(refused(DocumentProblem::CheckDigit))
        } else if self.padded == [b'0'; LONGEST] {
            Err(refused(DocumentProblem::Repeated))
        } else {
            Ok(())
        }
    }

    /// The digits as written: as stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        ascii(&self.padded[LONGEST - self.length..])
    }

    /// The digits as people write them, which has no punctuation.
    #[must_use]
    pub fn formatted(&self) -> String {
        self.as_str().to_owned()
    }

    /// The digits padded to 14 with zeros on the left: equal for one item, whatever the length it was written with.
    #[must_use]
    pub fn padded(&self) -> &str {
        ascii(&self.padded)
    }
}

/// The digits as written.
impl std::fmt::Display for Gtin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}
