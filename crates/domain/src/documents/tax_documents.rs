//! CPF and CNPJ: the tax numbers of people and companies.
//!
//! Not state or municipal registrations, which have a rule per state.
//!
//! The one rule to know: since July 2026 the first twelve characters of a CNPJ may be letters, so it is text, never
//! a number; a character's value is its ASCII code minus 48.

use super::code::{Code, bare, checked_document, document_debug, document_text, two_modulus_11};
use super::{DocumentError, DocumentKind, DocumentProblem};

/// Weights of a CPF rise without starting again.
const CPF_LAST_WEIGHT: u32 = 11;
/// Weights of a CNPJ start again after nine.
const CNPJ_LAST_WEIGHT: u32 = 9;

/// A person's tax number: 11 digits, the last two check. Its debug text hides five of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cpf(Code<11>);

/// A company's tax number: 12 letters or digits and two check digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cnpj(Code<14>);

/// A CPF or a CNPJ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaxDocument {
    /// Of a person.
    Cpf(Cpf),
    /// Of a company.
    Cnpj(Cnpj),
}

document_text!(Cpf, "###.###.###-##");
document_text!(Cnpj, "##.###.###/####-##");
document_debug!(Cnpj);
checked_document!(Cpf, Cnpj, TaxDocument);

fn check_two<const N: usize>(kind: DocumentKind, code: &Code<N>, last_weight: u32) -> Result<(), DocumentError> {
    let (base, digits) = code.bytes().split_at(N - 2);
    let problem = if code.all_alike() {
        DocumentProblem::Repeated
    } else if two_modulus_11(base, last_weight).map(|digit| b'0' + digit) != *digits {
        DocumentProblem::CheckDigit
    } else {
        return Ok(());
    };
    Err(DocumentError { kind, problem })
}

impl Cpf {
    /// Reads it with or without punctuation, looking at the shape only.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not 11 digits.
    pub fn parse_unchecked(text: &str) -> Result<Self, DocumentError> {
        Code::read(DocumentKind::Cpf, text, "11", |_| false).map(Self)
    }

    /// The CPF of these nine digits, its check digits computed.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not 9 digits or the result is never issued.
    pub fn from_base(base: &str) -> Result<Self, DocumentError> {
        let base = Code::<9>::read(DocumentKind::Cpf, base, "9", |_| false)?;
        let cpf = Self(base.followed_by(&two_modulus_11(base.bytes(), CPF_LAST_WEIGHT)));
        cpf.check()?;
        Ok(cpf)
    }

    /// Whether the check digits are right and the digits not all alike.
    ///
    /// # Errors
    /// [`DocumentError`] saying which of the two.
    pub fn check(&self) -> Result<(), DocumentError> {
        check_two(DocumentKind::Cpf, &self.0, CPF_LAST_WEIGHT)
    }

    /// The number with its first three and last two digits hidden, as public registers print it.
    #[must_use]
    pub fn masked(&self) -> String {
        let text = self.as_str();
        format!("***.{}.{}-**", &text[3..6], &text[6..9])
    }
}

/// Masked, because debug text ends in logs.
impl std::fmt::Debug for Cpf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cpf({})", self.masked())
    }
}

impl Cnpj {
    /// Reads it with or without punctuation and in either case, looking at the shape only.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not 12 letters or digits and two digits.
    pub fn parse_unchecked(text: &str) -> Result<Self, DocumentError> {
        Code::read(DocumentKind::Cnpj, text, "14", |index| index < 12).map(Self)
    }

    /// The CNPJ of these twelve characters, its check digits computed.
    ///
    /// # Errors
    /// [`DocumentError`] when it is not 12 letters or digits or the result is never issued.
    pub fn from_base(base: &str) -> Result<Self, DocumentError> {
        let base = Code::<12>::read(DocumentKind::Cnpj, base, "12", |_| true)?;
        let cnpj = Self(base.followed_by(&two_modulus_11(base.bytes(), CNPJ_LAST_WEIGHT)));
        cnpj.check()?;
        Ok(cnpj)
    }

    /// Whether the check digits are right and the characters not all alike.
    ///
    /// # Errors
    /// [`DocumentError`] saying which of the two.
    pub fn check(&self) -> Result<(), DocumentError> {
        check_two(DocumentKind::Cnpj, &self.0, CNPJ_LAST_WEIGHT)
    }

    /// The first eight characters: the company, whatever the establishment.
    #[must_use]
    pub fn root(&self) -> &str {
        &self.as_str()[..8]
    }

    /// Whether it has letters, which systems made before July 2026 cannot take.
    #[must_use]
    pub fn has_letters(&self) -> bool {
        self.0.bytes().iter().any(u8::is_ascii_uppercase)
    }
}

impl TaxDocument {
    /// Reads a CPF or a CNPJ, told apart by length, looking at the shape only.
    ///
    /// # Errors
    /// [`DocumentError`] of the kind the length says, or of [`DocumentKind::TaxDocument`] for any other length.
    pub fn parse_unchecked(text: &str) -> Result<Self, DocumentError> {
        let kind = DocumentKind::TaxDocument;
        match bare(kind, text)?.len() {
            11 => Cpf::parse_unchecked(text).map(Self::Cpf),
            14 => Cnpj::parse_unchecked(text).map(Self::Cnpj),
            _ => Err(DocumentError {
                kind,
                problem: DocumentProblem::Length { expected: "11 ou 14" },
            }),
        }
    }

    /// Whether it checks.
    ///
    /// # Errors
    /// [`DocumentError`] of the document it is.
    pub fn check(&self) -> Result<(), DocumentError> {
        match self {
            Self::Cpf(cpf) => cpf.check(),
            Self::Cnpj(cnpj) => cnpj.check(),
        }
    }

    /// The document without punctuation, letters in upper case: as stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Cpf(cpf) => cpf.as_str(),
            Self::Cnpj(cnpj) => cnpj.as_str(),
        }
    }

    /// The document as people write it.
    #[must_use]
    pub fn formatted(&self) -> String {
        match self {
            Self::Cpf(cpf) => cpf.formatted(),
            Self::Cnpj(cnpj) => cnpj.formatted(),
        }
    }

    /// Which of the two it is.
    #[must_use]
    pub const fn kind(&self) -> DocumentKind {
        match self {
            Self::Cpf(_) => DocumentKind::Cpf,
            Self::Cnpj(_) => DocumentKind::Cnpj,
        }
    }
}

/// Without punctuation.
impl std::fmt::Display for TaxDocument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}
