//! Codes that classify goods and operations for tax: NCM, CEST, CFOP.
//!
//! Not their tables: a code of the right shape may still be unknown to the tax office.
//!
//! The one rule to know: only the shape is checked, and for a CFOP its first digit.

use super::code::{Code, document_debug, document_text};
use super::{DocumentError, DocumentKind, DocumentProblem};

/// A tariff code of goods: eight digits, zeros for what is no goods.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ncm(Code<8>);

/// A code of goods under tax substitution: seven digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cest(Code<7>);

/// The nature of an operation: four digits, the first says which way and how far goods go.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cfop(Code<4>);

document_text!(Ncm, "####.##.##");
document_text!(Cest, "##.###.##");
document_text!(Cfop, "#.###");
document_debug!(Ncm, Cest, Cfop);

impl Ncm {
    /// Reads it with or without punctuation.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not 8 digits.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Code::read(DocumentKind::Ncm, text, "8", |_| false).map(Self)
    }
}

impl Cest {
    /// Reads it with or without punctuation.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not 7 digits.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Code::read(DocumentKind::Cest, text, "7", |_| false).map(Self)
    }
}

impl Cfop {
    /// Reads it with or without punctuation.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not 4 digits, or begins with none of 1, 2, 3 (inbound), 5, 6, 7 (outbound).
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        let code = Code::<4>::read(DocumentKind::Cfop, text, "4", |_| false)?;
        match code.bytes()[0] {
            b'1'..=b'3' | b'5'..=b'7' => Ok(Self(code)),
            _ => Err(DocumentError {
                kind: DocumentKind::Cfop,
                problem: DocumentProblem::Unknown,
            }),
        }
    }

    /// Whether goods come in (otherwise they go out).
    #[must_use]
    pub fn is_inbound(&self) -> bool {
        self.0.bytes()[0] <= b'3'
    }
}
