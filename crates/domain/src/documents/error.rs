//! Why text is not a document, in a form faces can match and people can read.
//!
//! Not the vendors' messages: each face words its own from the kind and the problem.
//!
//! The one rule to know: the offending text is never inside, because errors are logged and CPFs are personal.

/// Which document was being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// A person's tax number.
    Cpf,
    /// A company's tax number.
    Cnpj,
    /// Either of the two, told apart by length.
    TaxDocument,
    /// The key of an electronic fiscal document.
    AccessKey,
    /// A trade item number, as in bar codes.
    Gtin,
    /// A postal code (CEP).
    PostalCode,
    /// A state (UF).
    State,
    /// A municipality by its IBGE code.
    Municipality,
    /// A tariff code of goods.
    Ncm,
    /// A code of goods under tax substitution.
    Cest,
    /// A code of the nature of an operation.
    Cfop,
}

impl DocumentKind {
    /// The name people know it by, in Portuguese.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Cpf => "CPF",
            Self::Cnpj => "CNPJ",
            Self::TaxDocument => "CPF ou CNPJ",
            Self::AccessKey => "chave de acesso",
            Self::Gtin => "GTIN",
            Self::PostalCode => "CEP",
            Self::State => "UF",
            Self::Municipality => "código IBGE do município",
            Self::Ncm => "NCM",
            Self::Cest => "CEST",
            Self::Cfop => "CFOP",
        }
    }
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentProblem {
    /// Not of the length it must have; punctuation does not count.
    Length {
        /// The lengths allowed, in words fit for a message: `11`, `8, 12, 13 ou 14`.
        expected: &'static str,
    },
    /// A character it cannot have, or a letter where a digit must stand.
    Character,
    /// The check digits are not those of the rest.
    CheckDigit,
    /// All digits alike: it checks, and is known never to be issued.
    Repeated,
    /// The right shape, and no such thing (a state, a class of operation).
    Unknown,
    /// A part it is composed from is out of range.
    Part {
        /// The part, in Portuguese.
        name: &'static str,
    },
}

/// A document that was refused. Holds no part of what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentError {
    /// Which document.
    pub kind: DocumentKind,
    /// What is wrong with it.
    pub problem: DocumentProblem,
}

impl std::fmt::Display for DocumentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let label = self.kind.label();
        match self.problem {
            DocumentProblem::Length { expected } => write!(f, "{label} deve ter {expected} caracteres"),
            DocumentProblem::Character => write!(f, "{label} tem caractere não permitido"),
            DocumentProblem::CheckDigit => write!(f, "{label} com dígito verificador incorreto"),
            DocumentProblem::Repeated => write!(f, "{label} com todos os dígitos iguais"),
            DocumentProblem::Unknown => write!(f, "{label} não existe"),
            DocumentProblem::Part { name } => write!(f, "{label}: {name} fora do intervalo"),
        }
    }
}

impl std::error::Error for DocumentError {}

/// A document that was accepted although it does not check, under [`super::CheckPolicy::Warn`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentWarning(DocumentError);

impl DocumentWarning {
    pub(super) const fn new(error: DocumentError) -> Self {
        Self(error)
    }

    /// What would have been the refusal.
    #[must_use]
    pub const fn error(self) -> DocumentError {
        self.0
    }
}

impl std::fmt::Display for DocumentWarning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
