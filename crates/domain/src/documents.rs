//! Identity documents and fiscal codes of Brazil: CPF, CNPJ, access key, GTIN, CEP, UF, municipality, NCM, CEST, CFOP.
//!
//! Not fiscal documents (an invoice is an entity of its own), and no tables of what exists: a well formed NCM may
//! still be unknown to the tax office.
//!
//! The one rule to know: the shape is always required; whether check digits are required is the account's
//! [`CheckPolicy`]. Values are kept without punctuation, letters in upper case.

mod access_key;
mod code;
mod error;
mod fiscal_codes;
mod gtin;
mod places;
mod states;
mod tax_documents;

pub use access_key::{AccessKey, AccessKeyParts};
pub use error::{DocumentError, DocumentKind, DocumentProblem, DocumentWarning};
pub use fiscal_codes::{Cest, Cfop, Ncm};
pub use gtin::Gtin;
pub use places::{Municipality, PostalCode};
pub use states::State;
pub use tax_documents::{Cnpj, Cpf, TaxDocument};

/// What an account does with a document of the right shape that does not check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CheckPolicy {
    /// Nothing is checked beyond the shape.
    Off,
    /// Accepted, with a warning for whoever records such things.
    #[default]
    Warn,
    /// Refused.
    Reject,
}

impl CheckPolicy {
    /// Every policy.
    pub const ALL: [Self; 3] = [Self::Off, Self::Warn, Self::Reject];

    /// The word of the setting: `off`, `warn` or `reject`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warn => "warn",
            Self::Reject => "reject",
        }
    }

    /// The policy of this word, exactly as [`Self::name`] spells it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.name() == name)
    }
}

#[cfg(test)]
mod tests;
