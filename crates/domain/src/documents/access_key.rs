//! The access key: the 44 characters that name one electronic fiscal document (NF-e, NFC-e, CT-e, MDF-e).
//!
//! Not the document, nor proof that it was authorised.
//!
//! The one rule to know: letters may stand at positions 7 to 18 only, where the issuer's CNPJ has its own.

use super::code::{Code, ascii, checked_document, document_debug, document_text, modulus_11};
use super::{DocumentError, DocumentKind, DocumentProblem, State, TaxDocument};

/// Weights start again after nine, as in a CNPJ.
const LAST_WEIGHT: u32 = 9;

/// An access key: state, year and month, issuer, model, series, number, emission type, code, check digit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessKey(Code<44>);

/// What an access key is composed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessKeyParts {
    /// The issuer's state.
    pub state: State,
    /// The last two digits of the year of issue, 0 to 99.
    pub year: u8,
    /// The month of issue, 1 to 12.
    pub month: u8,
    /// The issuer; a CPF is padded to 14 digits with zeros on the left.
    pub issuer: TaxDocument,
    /// The model, 1 to 99: 55 is an NF-e, 65 an NFC-e.
    pub model: u8,
    /// The series, 0 to 999.
    pub series: u16,
    /// The document's number, 1 to 999,999,999.
    pub number: u32,
    /// How it was issued, 1 to 9: 1 is the normal way.
    pub emission_type: u8,
    /// The issuer's code that makes keys hard to guess, 0 to 99,999,999.
    pub code: u32,
}

document_text!(AccessKey, "#### #### #### #### #### #### #### #### #### #### ####");
document_debug!(AccessKey);
checked_document!(AccessKey);

const fn may_be_letter(index: usize) -> bool {
    matches!(index, 6..18)
}

impl AccessKey {
    /// Reads it with or without blanks and in either case, looking at the shape only.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not 44 digits, letters allowed at positions 7 to 18.
    pub fn parse_unchecked(text: &str) -> Result<Self, DocumentError> {
        Code::read(DocumentKind::AccessKey, text, "44", may_be_letter).map(Self)
    }

    /// The key of these 43 characters, its check digit computed.
    ///
    /// # Errors
    /// [`DocumentError`] when the shape is wrong or the state unknown.
    pub fn from_base(base: &str) -> Result<Self, DocumentError> {
        let base = Code::<43>::read(DocumentKind::AccessKey, base, "43", may_be_letter)?;
        let key = Self(base.followed_by(&[modulus_11(base.bytes(), LAST_WEIGHT)]));
        key.check()?;
        Ok(key)
    }

    /// The key composed from its parts.
    ///
    /// # Errors
    /// [`DocumentError`] with [`DocumentProblem::Part`] when a part is out of range.
    pub fn from_parts(parts: &AccessKeyParts) -> Result<Self, DocumentError> {
        let ranges = [
            ("ano", u32::from(parts.year), 0, 99),
            ("mês", u32::from(parts.month), 1, 12),
            ("modelo", u32::from(parts.model), 1, 99),
            ("série", u32::from(parts.series), 0, 999),
            ("número", parts.number, 1, 999_999_999),
            ("tipo de emissão", u32::from(parts.emission_type), 1, 9),
            ("código numérico", parts.code, 0, 99_999_999),
        ];
        for (name, value, least, most) in ranges {
            if !(least..=most).contains(&value) {
                let problem = DocumentProblem::Part { name };
                return Err(DocumentError {
                    kind: DocumentKind::AccessKey,
                    problem,
                });
            }
        }
        Self::from_base(&format!(
            "{:02}{:02}{:02}{:0>14}{:02}{:03}{:09}{}{:08}",
            parts.state.ibge_code(),
            parts.year,
            parts.month,
            parts.issuer,
            parts.model,
            parts.series,
            parts.number,
            parts.emission_type,
            parts.code,
        ))
    }

    /// Whether the check digit is right and the state exists.
    ///
    /// # Errors
    /// [`DocumentError`] saying which of the two.
    pub fn check(&self) -> Result<(), DocumentError> {
        let (base, digit) = self.0.bytes().split_at(43);
        let problem = if [b'0' + modulus_11(base, LAST_WEIGHT)] != *digit {
            DocumentProblem::CheckDigit
        } else if self.state().is_none() {
            DocumentProblem::Unknown
        } else {
            return Ok(());
        };
        Err(DocumentError {
            kind: DocumentKind::AccessKey,
            problem,
        })
    }

    /// The issuer's state; `None` of a key that does not check.
    #[must_use]
    pub fn state(&self) -> Option<State> {
        State::from_ibge_code(self.0.number(0..2))
    }

    /// The issuer's 14 characters: a CNPJ, or a CPF padded with zeros.
    #[must_use]
    pub fn issuer(&self) -> &str {
        ascii(&self.0.bytes()[6..20])
    }

    /// The model: 55 is an NF-e, 65 an NFC-e.
    #[must_use]
    pub fn model(&self) -> u32 {
        self.0.number(20..22)
    }

    /// The series.
    #[must_use]
    pub fn series(&self) -> u32 {
        self.0.number(22..25)
    }

    /// The document's number.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.0.number(25..34)
    }
}
